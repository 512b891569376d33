"""Marks of secrecy, looked for before anything of a file is kept, logged or handed on.

What is found is told by its class and by where it stood; never by the words around it.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path, PurePath
from typing import NamedTuple

from models import Block, Problem
from pipeline.readers.assemble import Parsed
from pipeline.readers.problems import problem
from pipeline.readers.secrecy.margins import apart
from pipeline.readers.secrecy.marks import Mark, mark_in_name, mark_of_line

FIRST_LINES = 16
"""How many lines with words belong to the head of a file without pages: its first page, above the body."""
_NAMES = ("title", "subject", "attached_to")
"""What a file or a mail is called inside; a mark stands in such a name as it does in the name of a file."""

__all__ = [
    "Found",
    "Mark",
    "Where",
    "apart",
    "find_mark",
    "folder_mark",
    "gravest",
    "judged",
    "name_mark",
]


class Where(StrEnum):
    """Where a mark stood, in the words of the report."""

    NAME = "文件名"
    FOLDER = "文件夹名"
    PROPERTIES = "文件属性"
    MARGIN = "页眉页脚"
    FIRST_PAGE = "首页"
    BODY = "正文"
    UNSEEN = "隐藏、删去或不显示的内容"


class Found(NamedTuple):
    """A mark and where it stood."""

    mark: Mark
    where: Where


def name_mark(name: str) -> Found | None:
    """The mark in the name of a file, or of a container that it lies in."""
    steps = (step for part in name.split(" › ") for step in part.split("/"))
    return gravest(Found(mark, Where.NAME) for step in steps if (mark := mark_in_name(PurePath(step).stem)))


def folder_mark(path: Path) -> Found | None:
    """The mark in the name of a folder that the file lies in."""
    folders = Path(os.path.abspath(path)).parent.parts  # without following links: the name counts
    return gravest(Found(mark, Where.FOLDER) for folder in folders if (mark := mark_in_name(folder)))


def find_mark(
    reading: Parsed, margins: Sequence[str] = (), properties: Sequence[str] = (), lines: Sequence[str] = ()
) -> Found | None:
    """The gravest mark that a file bears: in its properties, its headers and footers, its pages.

    `lines` are all those that the file holds; with those that were read, they bear only a mark with a star.
    """
    places = [
        *((line, Where.FIRST_PAGE) for line in _head(reading.raw, reading.blocks)),
        *((line, Where.MARGIN) for line in _lines(margins)),
        *((line, Where.PROPERTIES) for line in _lines((*reading.metadata.values(), *properties))),
    ]
    found = [Found(mark, where) for line, where in places if (mark := mark_of_line(line))]
    names = (reading.metadata.get(key, "") for key in _NAMES)
    found += [Found(mark, Where.PROPERTIES) for name in names if (mark := mark_in_name(name))]
    for where, body in ((Where.BODY, reading.raw.splitlines()), (Where.UNSEEN, lines)):
        starred = (mark_of_line(line, starred=True) for line in body if "密" in line)
        found += [Found(mark, where) for mark in starred if mark]
    return gravest(found)


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


def gravest(found: Iterable[Found]) -> Found | None:
    """The gravest of several marks, the first where they are equal."""
    return max(found, key=lambda one: one.mark.gravity, default=None)


def _head(raw: str, blocks: Sequence[Block]) -> Iterator[str]:
    """The lines of the first page; of a file without pages, its first lines and the boxes beside them."""
    paged = [block for block in blocks if block.place.page is not None]
    end = max((block.end for block in paged if block.place.page == 1), default=0) if paged else len(raw)
    lines = [line for line in raw[:end].splitlines() if line.strip()]
    yield from lines if paged else lines[:FIRST_LINES]
    for block in () if paged else blocks:
        if block.kind == "textbox" and (block.place.paragraph or 0) <= FIRST_LINES:
            yield from raw[block.start : block.end].splitlines()
