"""Tables that are read for their rows and never become a document: the same marks stop them.

Ledgers and rosters are such tables; whoever opens one asks here before anything of it is used.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from models import Block, Place, Problem
from pipeline.readers.assemble import Parsed
from pipeline.readers.limits import Limits
from pipeline.readers.secrecy import FIRST_LINES, apart, find_mark, folder_mark, gravest, judged, name_mark
from pipeline.readers.sheet.grid import Grid


def judged_name(path: Path, name: str, *, accept_internal: bool) -> Problem | None:
    """What the name of a file and those of its folders say, asked before it is opened.

    `name` is the one that is shown of the file at `path`.
    """
    found = (name_mark(name), folder_mark(path))
    return judged(gravest(one for one in found if one), accept_internal=accept_internal)


def judged_words(
    file_format: str,
    data: bytes,
    head: Iterable[str],
    rest: Iterable[str],
    limits: Limits,
    *,
    accept_internal: bool,
) -> Problem | None:
    """What the marks in the words of a table, and beside them in its file, mean.

    `head` are the lines at which a mark may stand bare, as on a first page; `rest` all others.
    """
    front = "\n".join(head)
    raw = "\n".join((front, *(line for line in rest if "密" in line)))
    page = Block(start=0, end=len(front), place=Place(page=1))
    reading = Parsed(reader="", raw=raw, blocks=(page,))
    found = find_mark(reading, *apart(file_format, data, limits))
    return judged(found, accept_internal=accept_internal)


def head_of(grids: Sequence[Grid]) -> Iterator[str]:
    """The first rows of each sheet, hidden ones too: each cell for itself, and the whole row."""
    for grid in grids:
        numbers = sorted({row for row, _ in grid.cells})[:FIRST_LINES]
        rows: dict[int, list[str]] = {number: [] for number in numbers}
        for (row, _), words in sorted(grid.cells.items()):
            if row in rows:
                rows[row].append(words)
        for cells in rows.values():
            yield from cells
            yield "\t".join(cells)


def rest_of(grids: Sequence[Grid]) -> Iterator[str]:
    """Every cell of every sheet."""
    for grid in grids:
        yield from grid.cells.values()
