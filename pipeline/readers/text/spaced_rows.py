"""Tables in plain text whose cells are set apart by blanks, as they come out of a copied Word table."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipeline.readers.text.broken_rows import NUMBER, NUMBERS

_CELL = re.compile(r"[^ \u3000\t]+")
_NAME = re.compile(r"[\u4e00-\u9fff（）()、/]{2,12}")
_LEAST_COLUMNS, _LEAST_ROWS = 4, 2

Blanks = tuple[int, ...]
"""Where in a line blanks stand for tabs."""


def spaced_table(lines: Sequence[str]) -> list[Blanks]:
    """The blanks between the cells of the lines that form one table, its header first; else nothing.

    It is a table only if the first line names columns, the first of them 序号, and every line below has a
    number in front and just as many cells: 「序号 事项 责任单位 时限」, 「1. 补种苗木 县林业局 3月底」.
    """
    names = [cell.group() for cell in _CELL.finditer(lines[0])]
    named = len(names) >= _LEAST_COLUMNS and names[0] in NUMBERS and all(map(_NAME.fullmatch, names))
    if not named or "\t" in lines[0]:
        return []
    found = [_blanks(lines[0]), *takewhile(bool, _rows(lines[1:], len(names)))]
    return found if len(found) > _LEAST_ROWS else []


def _rows(lines: Sequence[str], width: int) -> Iterator[Blanks]:
    for line in lines:
        cells = _CELL.findall(line)
        yield _blanks(line) if len(cells) == width and NUMBER.fullmatch(cells[0]) else ()


def _blanks(line: str) -> Blanks:
    return tuple(cell.start() - 1 for cell in _CELL.finditer(line))[1:]
