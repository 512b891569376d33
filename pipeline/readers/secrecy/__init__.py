"""Marks of secrecy, looked for before anything of a file is kept, logged or handed on.

What is found is told by its class and by where it stood; never by the words around it.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import PurePath
from typing import NamedTuple

from models import Block, Problem
from pipeline.readers.assemble import Reading
from pipeline.readers.problems import problem
from pipeline.readers.secrecy.margins import apart
from pipeline.readers.secrecy.marks import Mark, mark_in_name, mark_of_line

FIRST_LINES = 16
"""How many lines with words belong to the head of a file without pages: its first page, above the body."""

__all__ = ["Mark", "Where", "apart", "find_mark", "judged", "name_mark"]


class Where(StrEnum):
    """Where a mark stood, in the words of the report."""

    NAME = "文件名"
    PROPERTIES = "文件属性"
    MARGIN = "页眉页脚"
    FIRST_PAGE = "首页"
    BODY = "正文"


class Found(NamedTuple):
    """A mark and where it stood."""

    mark: Mark
    where: Where


def name_mark(name: str) -> Found | None:
    """The mark in the name of a file, or of a container that it lies in."""
    steps = (step for part in name.split(" › ") for step in part.split("/"))
    return _gravest(Found(mark, Where.NAME) for step in steps if (mark := mark_in_name(PurePath(step).stem)))


def find_mark(reading: Reading, margins: Sequence[str] = (), properties: Sequence[str] = ()) -> Found | None:
    """The gravest mark that a file bears: in its properties, its headers and footers, its pages."""
    places = [
        *((line, Where.FIRST_PAGE) for line in _head(reading.raw, reading.blocks)),
        *((line, Where.MARGIN) for line in _lines(margins)),
        *((line, Where.PROPERTIES) for line in _lines((*reading.metadata.values(), *properties))),
    ]
    found = [Found(mark, where) for line, where in places if (mark := mark_of_line(line))]
    starred = (mark_of_line(line, starred=True) for line in reading.raw.splitlines() if "密" in line)
    found += [Found(mark, Where.BODY) for mark in starred if mark]
    return _gravest(found)


def judged(found: Found | None, *, accept_internal: bool) -> Problem | None:
    """What a mark means for the file: an error that ends its reading, or a warning if that was accepted."""
    if found is None:
        return None
    facts = {"mark": found.mark.name, "where": found.where.value}
    if found.mark.secret:
        return problem("secret", **facts)
    return problem("internal_accepted" if accept_internal else "internal", **facts)


def _lines(texts: Iterable[str]) -> Iterator[str]:
    """A header is read as all its lines in one text; each of them may be the mark."""
    for text in texts:
        yield from text.splitlines()


def _gravest(found: Iterable[Found]) -> Found | None:
    return max(found, key=lambda one: one.mark.gravity, default=None)


def _head(raw: str, blocks: Sequence[Block]) -> Iterator[str]:
    """The lines of the first page; of a file without pages, its first lines."""
    paged = [block for block in blocks if block.place.page is not None]
    end = max((block.end for block in paged if block.place.page == 1), default=0) if paged else len(raw)
    lines = [line for line in raw[:end].splitlines() if line.strip()]
    yield from lines if paged else lines[:FIRST_LINES]
