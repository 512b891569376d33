"""One file to extractions: the document that it is, or each of those in it; what is wrong is a value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from models import Document, DocumentKind, Extraction, Problem
from pipeline.crew import guarded
from pipeline.faults import unexpected
from pipeline.office import Extracts, Office, tools
from pipeline.readers import Limits, display_name, read, read_all
from pipeline.readers.problems import problem

_LIMITS = Limits()


@dataclass(frozen=True)
class Reading:
    """What one document gave: its extraction, or nothing and the problems that say why.

    `name` is the file's name, and for a document in a container the container's name before its own.
    """

    name: str
    extraction: Extraction | None = None
    problems: tuple[Problem, ...] = ()


def read_file(
    path: Path,
    extractor: Extracts,
    *,
    date: dt.date | None = None,
    kind: DocumentKind | None = None,
    accept_internal: bool = False,
) -> Reading:
    """Read a file that is one document, as far as it can be read; a fault of ours becomes a problem of it."""
    try:
        document = read(path, accept_internal=accept_internal)
    except Exception as fault:
        return Reading(display_name(path), problems=(unexpected(fault),))
    return _extracted(document, extractor, date, kind)


def read_documents(
    path: Path,
    extractor: Extracts,
    *,
    date: dt.date | None = None,
    kind: DocumentKind | None = None,
    limits: Limits | None = None,
    accept_internal: bool = False,
) -> Iterator[Reading]:
    """Read every document in a file; no fault is raised, and one bad document leaves the others."""
    try:
        documents = read_all(path, limits, accept_internal=accept_internal)
    except Exception as fault:
        yield Reading(display_name(path), problems=(unexpected(fault),))
        return
    for document in documents:
        yield _extracted(document, extractor, date, kind)


def read_guarded(
    files: Sequence[Path],
    office: Office,
    *,
    date: dt.date | None = None,
    kind: DocumentKind | None = None,
    limits: Limits = _LIMITS,
    accept_internal: bool = False,
) -> Iterator[list[Reading]]:
    """What every file gives, read in a process under guard; in the order of the files."""
    options = {"date": date, "kind": kind, "limits": limits, "accept_internal": accept_internal}
    return guarded(partial(_start, office, options), files, _lost, limits)


def read_each_guarded(
    files: Sequence[Path], office: Office, *, date: dt.date | None = None, accept_internal: bool = False
) -> Iterator[Reading]:
    """What every file gives that should be one document, read in a process under guard, in their order."""
    read = read_guarded(files, office, date=date, accept_internal=accept_internal)
    for path, found in zip(files, read, strict=True):
        one = found[0] if len(found) == 1 else None
        yield one or Reading(display_name(path), problems=(problem("several", count=len(found)),))


def _start(office: Office, options: dict[str, Any]) -> Callable[[Path], Iterator[Reading]]:
    return partial(read_documents, extractor=tools(office).extractor, **options)


def _lost(path: Path, why: Problem) -> Reading:
    return Reading(display_name(path), problems=(why,))


def _extracted(
    document: Document, extractor: Extracts, date: dt.date | None, kind: DocumentKind | None
) -> Reading:
    if not document.readable:
        return Reading(document.name, problems=document.problems)
    try:
        extraction = extractor(document, date=date, kind=kind)
    except Exception as fault:
        return Reading(document.name, problems=(unexpected(fault),))
    return Reading(document.name, extraction, extraction.document.problems)
