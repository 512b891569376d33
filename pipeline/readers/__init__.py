"""Readers: a file becomes a `Document`, or a document with one error that says why not and what to do.

What lives here: text and encodings, Word's XML and its automatic numbers, PDF pages, spreadsheets; where each
paragraph and cell stood. What does not: joining broken lines, finding headings, meaning (what
`extractors.structure` and the rooms after it do).
"""

import os
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from models import Document, Problem, Severity
from pipeline.readers import secrecy
from pipeline.readers.assemble import Parsed, document, unreadable
from pipeline.readers.containers import Leaf, leaves
from pipeline.readers.containers.member import decoded, visible
from pipeline.readers.limits import Limits
from pipeline.readers.problems import problem
from pipeline.readers.pulse import beat, hunger
from pipeline.readers.sniff import refusal

READERS = {
    "txt": "pipeline.readers.text",
    "docx": "pipeline.readers.word",
    "pdf": "pipeline.readers.pdf",
    "xlsx": "pipeline.readers.sheet.xlsx",
    "xls": "pipeline.readers.sheet.xls",
    "csv": "pipeline.readers.sheet.delimited",
    "image": "pipeline.readers.scan",
    "html": "pipeline.readers.web",
    "md": "pipeline.readers.markdown",
    "ofd": "pipeline.readers.ofd",
    "doc": "pipeline.readers.doc",
    "rtf": "pipeline.readers.rtf",
    "odf": "pipeline.readers.odf",
}
"""The registry: a format's name, and the module whose `parse` reads it; imported when first needed."""

__all__ = ["READERS", "Limits", "Parse", "read", "read_all"]


class Parse(Protocol):
    """What a reader module offers as `parse`: the file's bytes to a reading, or the problem with them."""

    def __call__(self, data: bytes, limits: Limits) -> Parsed | Problem:
        """Read the bytes of one file."""
        ...


def read(path: Path, limits: Limits | None = None, *, accept_internal: bool = False) -> Document:
    """Read a file that is one document; of a container that holds several, it says so.

    Whatever is wrong with the file is in `Document.problems`, nothing is raised.
    """
    found = read_all(path, limits, accept_internal=accept_internal)
    if len(found) == 1:
        return found[0]
    return unreadable(display_name(path), _suffix(path), problem("several", count=len(found)))


def read_all(
    path: Path, limits: Limits | None = None, *, accept_internal: bool = False
) -> tuple[Document, ...]:
    """Read a file of any kind: the document that it is, or all documents in it; nothing is raised.

    What bears a mark of secrecy is refused; so is what is marked as internal, unless that is accepted.
    """
    limits = limits or Limits()
    name = display_name(path)
    above = secrecy.folder_mark(path)
    named = secrecy.gravest(one for one in (secrecy.name_mark(name), above) if one)
    refused = secrecy.judged(named, accept_internal=True)
    data = refused if refused and refused.severity is Severity.ERROR else _bytes(path, limits)
    if isinstance(data, Problem):
        return (unreadable(name, _suffix(path), data),)
    found: list[Document] = []
    for leaf in leaves(name, data, limits):
        found.append(_document(leaf, limits, above, accept_internal=accept_internal))
        beat()
    return tuple(_without_those_beside(found))


def _document(leaf: Leaf, limits: Limits, above: secrecy.Found | None, *, accept_internal: bool) -> Document:
    name, file_format, content = leaf.name, leaf.format, leaf.content
    named = secrecy.gravest(one for one in (secrecy.name_mark(name), above) if one)
    remark = secrecy.judged(named, accept_internal=accept_internal)
    if remark and remark.severity is Severity.ERROR:
        return unreadable(name, file_format, remark)
    if isinstance(content, Problem):
        return unreadable(name, file_format, content)
    if file_format not in READERS:
        return unreadable(name, file_format, refusal(file_format))
    reading = _parse(file_format, content, limits)
    if isinstance(reading, Problem):
        return unreadable(name, file_format, reading)
    reading = replace(
        reading,
        metadata={**reading.metadata, **leaf.metadata},
        problems=(*reading.problems, *leaf.remarks),
    )
    apart = secrecy.apart(file_format, content, limits)
    remark = secrecy.judged(secrecy.find_mark(reading, *apart), accept_internal=accept_internal) or remark
    if remark and remark.severity is Severity.ERROR:
        return unreadable(name, file_format, remark)
    if remark:
        reading = replace(reading, problems=(remark, *reading.problems))
    return document(name, file_format, reading)


def _without_those_beside(found: list[Document]) -> Iterator[Document]:
    """The documents; when one of a container is secret, none of the others is kept either."""
    secret = problem("secret", mark="", where="").code
    if not any(one.problems and one.problems[0].code == secret for one in found):
        yield from found
        return
    for one in found:
        kept = one.problems and one.problems[0].code == secret
        yield one if kept else unreadable(one.name, one.format, problem("beside_secret"))


def _suffix(path: Path) -> str:
    return path.suffix.lstrip(".").lower()


def display_name(path: Path) -> str:
    """The file name as text, also where an unpacked archive left one in GB18030."""
    return visible(decoded(os.fsencode(path.name or str(path))))


def _bytes(path: Path, limits: Limits) -> bytes | Problem:
    try:
        if path.is_dir():
            return _folder(path)
        if path.exists() and not path.is_file():  # a pipe would be waited for
            return problem("no_access", reason="不是普通文件")
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except FileNotFoundError:
        return problem("missing")
    except (OSError, ValueError) as fault:
        return problem("no_access", reason=getattr(fault, "strerror", None) or fault)
    if len(data) > limits.file_bytes:
        return problem("too_big", limit=limits.file_bytes // 2**20)
    return data or problem("empty")


def _folder(path: Path) -> Problem:
    """A folder is no file; one that cannot be listed is said to be so, since nobody knows what lies in it."""
    try:
        os.scandir(path).close()
    except OSError as fault:
        return problem("folder_closed", reason=fault.strerror)
    return problem("folder")


def _parse(file_format: str, data: bytes, limits: Limits) -> Parsed | Problem:
    parse = cast("Parse", import_module(READERS[file_format]).parse)
    try:
        return parse(data, limits)
    except MemoryError:
        hunger()
        return problem("too_hungry")
    except Exception as fault:  # hostile bytes find faults in any parser; one file must not end the batch
        return problem("reader_failed", reason=type(fault).__name__)
