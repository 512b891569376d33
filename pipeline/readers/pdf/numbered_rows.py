"""Printed rows to rows of a table that numbers them: where one ends and the next begins."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.readers.pdf.gutters import Interval, Row, middle_of, split, top_of

NUMBER = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.．、]?")
WIDER = 1.15
LOWER = 0.5

Group = list[Row]


def is_numbered(row: Row, columns: Sequence[Interval], least: int = 1) -> bool:
    """Whether a printed row has a number in the first column, and words in `least` columns."""
    cells = ["".join(glyph.char for glyph in part).strip() for part in split(row, columns)]
    return bool(NUMBER.fullmatch(cells[0])) and sum(map(bool, cells)) >= least


def numbered_rows(
    rows: Sequence[Row], columns: Sequence[Interval], *, begun: bool = False
) -> list[Group] | None:
    """The printed rows of each number; None when it cannot be told which belong to which.

    They are parted where most room is; or each number stands in the middle of its row, or at its head. With
    `begun`, what stands before the first may be the rest of a row on the page before.
    """
    numbers = [at for at, row in enumerate(rows) if is_numbered(row, columns)]
    for cuts in _ways(rows, numbers, begun=begun):
        bounds = list(pairwise([0, *cuts, len(rows)]))
        held = [sum(start <= at < end for at in numbers) for start, end in bounds]
        if all(one == 1 for one in (held[1:] if begun and held[0] == 0 else held)):
            return [list(rows[start:end]) for start, end in bounds]
    return None


def _ways(rows: Sequence[Row], numbers: list[int], *, begun: bool) -> Iterator[list[int]]:
    """Where rows may be parted, the surest way first."""
    yield _by_room(rows, len(numbers) - 1)
    if begun:
        yield _by_room(rows, len(numbers))
    yield _by_middle(rows, numbers)
    if numbers and numbers[0] == 0:
        yield numbers[1:]
    elif begun:
        yield numbers


def _by_room(rows: Sequence[Row], count: int) -> list[int]:
    """The `count` places with the most room, as far as that is more than anywhere else."""
    room = [top_of(below) - max(glyph.base for glyph in above) for above, below in pairwise(rows)]
    order = sorted(range(len(room)), key=lambda at: -room[at])
    wide, narrow = order[: max(count, 0)], order[max(count, 0) :]
    if wide and narrow and room[wide[-1]] < WIDER * max(room[narrow[0]], 0.0) + LOWER:
        return []
    return sorted(at + 1 for at in wide)


def _by_middle(rows: Sequence[Row], numbers: list[int]) -> list[int]:
    cuts: list[int] = []
    start = 0
    for number in numbers[:-1]:
        end = 2 * middle_of(rows[number]) - middle_of(rows[start]) + LOWER * rows[number][0].height
        start = next((at for at, row in enumerate(rows) if at > number and middle_of(row) > end), len(rows))
        if start == len(rows) or start in cuts:
            return []
        cuts.append(start)
    bounds = zip([0, *cuts], [*cuts, len(rows)], numbers, strict=False)
    return cuts if all(_centred(rows[start:end], rows[number]) for start, end, number in bounds) else []


def _centred(group: Sequence[Row], row: Row) -> bool:
    away = (middle_of(group[0]) + middle_of(group[-1])) / 2 - middle_of(row)
    return abs(away) < LOWER * row[0].height
