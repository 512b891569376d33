"""Units that a person has confirmed: our own sheet read back, by the words of the indicator."""

import re
from pathlib import Path
from typing import NamedTuple

from models import Document, Problem, Severity
from pipeline.grids import Grid, grids_of, words_of

NAME, UNITS, SUPPORT, CONFIRMED = "考核指标", "责任单位", "配合单位", "确认"
YES = ("是", "√", "✓", "确认")
_SEPARATOR = re.compile(r"[、，,;；\s]+")


class Answering(NamedTuple):
    """The units that a person confirmed; `support` is None where the sheet has no column for it."""

    units: tuple[str, ...] = ()
    support: tuple[str, ...] | None = None


def read_confirmed(path: Path) -> dict[str, Answering] | Problem:
    """The units of every indicator that is marked as confirmed in the sheet; a problem where it has none."""
    from pipeline.readers import read

    document = read(path)
    if not document.readable:
        return document.problems[0]
    for grid in grids_of(document):
        if (found := _confirmed(document, grid)) is not None:
            return found
    return Problem(
        code="X952",
        severity=Severity.ERROR,
        message=f"表里没有“{NAME}”“{UNITS}”“{CONFIRMED}”三栏。",
        action="请用 assess 写出的考核指标表，在“确认”栏填“是”后再给进来。",
        place=path.name,
    )


def _confirmed(document: Document, grid: Grid) -> dict[str, Answering] | None:
    for at, row in enumerate(grid):
        heads = [words_of(document, cell) for cell in row]
        if all(name in heads for name in (NAME, UNITS, CONFIRMED)):
            name, units, mark = (heads.index(head) for head in (NAME, UNITS, CONFIRMED))
            helping = heads.index(SUPPORT) if SUPPORT in heads else None
            return {
                words_of(document, below[name]): Answering(
                    _units(words_of(document, below[units])),
                    None if helping is None else _units(words_of(document, below[helping])),
                )
                for below in grid[at + 1 :]
                if words_of(document, below[mark]) in YES and words_of(document, below[units])
            }
    return None


def _units(words: str) -> tuple[str, ...]:
    return tuple(part for part in _SEPARATOR.split(words) if part)
