"""Tables of a plan or ledger: which column is what, merged cells filled down, the fields of every row."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.fold import fold
from extractors.lexicon import load
from extractors.sentences.context import says_fault
from models import Block, Document, Sentence

_COLUMNS = {name: re.compile(pattern) for name, pattern in load("tables")["column"].items()}
_SAME = re.compile(load("tables")["same"])
_ROLES = ("lead", "responsible", "support", "leader", "person", "deadline")
_OWNERS = frozenset(_ROLES) - {"deadline"}
_HEADER_ROWS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One table row: the block index of each role's cell, merged and 同上 cells resolved upwards."""

    table: int
    row: int
    cells: dict[str, int]


@dataclass(frozen=True, slots=True)
class Tables:
    """All readable tables of a document: what each cell block is, and the row that it belongs to."""

    role_of: dict[int, str]
    row_of: dict[int, Row]


def read_tables(document: Document) -> Tables:
    """The tables whose header says what the columns are; other tables are left to be read as text."""
    role_of: dict[int, str] = {}
    row_of: dict[int, Row] = {}
    for rows in _tables(document).values():
        header, columns = _header(document, rows)
        columns = _with_measures(columns)
        if "measure" not in columns.values():
            continue
        last: dict[str, int] = {}
        for number in sorted(rows):
            cells = rows[number]
            if number <= header:
                role_of.update(dict.fromkeys(cells.values(), "header"))
                continue
            row = Row(document.blocks[next(iter(cells.values()))].place.table or 0, number, {})
            _fill(document, cells, columns, last)
            row.cells.update(last)
            for column, block in cells.items():
                role_of[block] = _told(document, block, columns.get(column, "other"))
                row_of[block] = row
    return Tables(role_of, row_of)


def _told(document: Document, block: int, role: str) -> str:
    """The role of a cell: an item that is named by its fault (「维保质量差」) is a problem."""
    if role == "item" and says_fault(fold(_text(document, document.blocks[block]))):
        return "problem"
    return role


def _with_measures(columns: dict[int, str]) -> dict[int, str]:
    """A table without a column of measures has its work in that of the aims, or in that of the items.

    Of 「任务」 and 「具体措施」 the first names the items.
    """
    named = set(columns.values())
    measures = [column for column, role in sorted(columns.items()) if role == "measure"]
    if len(measures) > 1 and "problem" not in named:
        return columns | dict.fromkeys(measures[:-1], "item")
    if "measure" in named or not named & _OWNERS:
        return columns
    work = "target" if "target" in named else "item"
    return {column: "measure" if role == work else role for column, role in columns.items()}


def _tables(document: Document) -> dict[int, dict[int, dict[int, int]]]:
    """Table → row → column → block index."""
    found: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    for index, block in enumerate(document.blocks):
        place = block.place
        if block.kind == "cell" and place.table and place.row and place.column:
            found[place.table][place.row][place.column] = index
    return found


def _header(document: Document, rows: dict[int, dict[int, int]]) -> tuple[int, dict[int, str]]:
    """The last header row and the role of each column, from up to three header rows."""
    best: tuple[int, dict[int, str]] = (0, {})
    merged: dict[int, str] = {}
    for number in sorted(rows)[:_HEADER_ROWS]:
        named = {column: role for column, block in rows[number].items() if (role := _role(document, block))}
        if len(named) >= 2 or (merged and named):
            merged = {**merged, **named}
            best = (number, dict(merged))
    return best


def _role(document: Document, block: int) -> str:
    title = re.sub(r"\s+", "", fold(_text(document, document.blocks[block]))).rstrip("。;")
    return next((name for name, pattern in _COLUMNS.items() if pattern.fullmatch(title)), "")


def _fill(document: Document, cells: dict[int, int], columns: dict[int, str], last: dict[str, int]) -> None:
    """Bring `last` up to this row: a cell with words of its own replaces, an empty one or 同上 keeps.

    Owners are filled down from the left: an empty cell right of one that names an owner is really empty, and
    so are the cells that a row with a number and an owner of its own ends before.
    """
    values = {columns[c]: cells[c] for c in sorted(cells) if c in columns}
    if any(_own(document, values.get(key)) for key in ("number", "problem")):
        last.pop("measure", None)
    named = False
    for role, block in values.items():
        if _own(document, block):
            last[role] = block
            named = named or role in _OWNERS
        elif named and role in _OWNERS and not _text(document, document.blocks[block]).strip(" —-–－/／"):
            last.pop(role, None)
    if named and _own(document, values.get("number")):
        for column in (c for c in columns if c > max(cells) and columns[c] in _ROLES):
            last.pop(columns[column], None)


def _own(document: Document, block: int | None) -> bool:
    text = _text(document, document.blocks[block]).strip() if block is not None else ""
    return bool(text) and not _SAME.fullmatch(text)


def _text(document: Document, block: Block) -> str:
    return document.raw[block.start : block.end]


def field_cells(row: Row) -> Iterator[tuple[str, int]]:
    """The cells of a row that assign owners and time limit, with their roles."""
    for role in _ROLES:
        if role in row.cells:
            yield role, row.cells[role]


def cell_sentences(document: Document, tables: Tables) -> dict[int, list[Sentence]]:
    """The sentences of every block, where the document has a table that was understood."""
    found: dict[int, list[Sentence]] = defaultdict(list)
    for sentence in document.sentences if tables.role_of else ():
        found[sentence.block].append(sentence)
    return found
