"""Tables of a plan or ledger: what each cell is, and for every row who answers for it and by when."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.fold import fold
from extractors.layout.row_filling import Filling, is_filled_above
from extractors.layout.table_forms import Record, records_of
from extractors.layout.table_header import FIELDS, WORK, Header, find_header, header_at, with_work
from extractors.lexicon import load
from extractors.sentences.context import says_fault
from models import Document, Sentence

_TOTAL = re.compile(load("tables")["total"])
_CONTINUED = re.compile(load("tables")["continued"])
_DONE = re.compile(load("tables")["done"])
_ASKED = (*WORK, "problem")
_GROUP = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)]?[、.]?")
_FIGURE = re.compile(r"\d")
_LONGEST_GROUP = 20
_PROSE = re.compile(r"[。;,:]")
_ROLES = ("lead", "responsible", "support", "leader", "person", "deadline")

Cells = dict[int, int]
"""The cells of a row: column → block index."""


@dataclass(frozen=True, slots=True)
class Row:
    """One table row or one matter of a form: the block indices of each role's cells, merged ones resolved.

    `guessed` are those that an empty cell only may share with the row above, and how sure that is; `work` the
    cells that say what is to be done. `assigns` says that the table has columns for who answers.
    """

    table: int
    row: int
    cells: dict[str, tuple[int, ...]]
    guessed: Mapping[int, float] = field(default_factory=dict)
    work: tuple[int, ...] = ()
    assigns: bool = True


@dataclass(frozen=True, slots=True)
class Tables:
    """All readable tables of a document: what each cell block is, and the row that it belongs to."""

    role_of: dict[int, str]
    row_of: dict[int, Row]


def read_tables(document: Document) -> Tables:
    """The tables that say what their columns are, and forms; other tables are left to be read as text."""
    reader = _Reader(document)
    for table, rows in _tables(document).items():
        reader.read(table, [(number, rows[number]) for number in sorted(rows)])
    return Tables(reader.role_of, reader.row_of)


class _Reader:
    """Reads the tables of one document in order; one without a header may go on with the one before it."""

    def __init__(self, document: Document) -> None:
        self.role_of: dict[int, str] = {}
        self.row_of: dict[int, Row] = {}
        self._document = document
        self._as_above = is_filled_above(fold(document.raw))
        self._before: tuple[Filling, int, int] | None = None
        """The last table that was understood: its columns, its width and its last block."""

    def read(self, table: int, rows: Sequence[tuple[int, Cells]]) -> None:
        """Read one table."""
        words = [{column: self._text(block) for column, block in cells.items()} for _, cells in rows]
        keyed = [{c: (block, self._text(block)) for c, block in cells.items()} for _, cells in rows]
        if records := records_of(keyed):
            self._read_form(table, rows, records)
            self._before = None
        elif found := find_header(words):
            at, header = found
            if filling := self._filling(header.columns, words[at + header.rows :]):
                self._mark(rows[: at + header.rows])
                self._read_body(table, rows, words, at + header.rows, filling)
        elif filling := self._continued(rows):
            self._read_body(table, rows, words, 0, filling)

    def _read_body(
        self,
        table: int,
        rows: Sequence[tuple[int, Cells]],
        words: Sequence[dict[int, str]],
        at: int,
        filling: Filling,
    ) -> None:
        """The rows from `at` on; a row that names the columns again is a header for those below it."""
        while at < len(rows):
            number, cells = rows[at]
            if (header := header_at(words, at)) and (again := self._again(header, words, at)):
                self._mark(rows[at : at + header.rows])
                filling, at = again, at + header.rows
                continue
            if _is_sum(words[at]) or (filling.grouped and _is_group(words[at], filling.columns)):
                self._mark([rows[at]])
            else:
                self._read_row(table, number, cells, filling)
            at += 1
        width = max(column for _, cells in rows for column in cells)
        self._before = filling, width, max(block for _, cells in rows for block in cells.values())

    def _again(self, header: Header, words: Sequence[dict[int, str]], at: int) -> Filling | None:
        return self._filling(header.columns, words[at + header.rows :])

    def _read_row(self, table: int, number: int, cells: Cells, filling: Filling) -> None:
        columns = filling.columns
        filling.take(cells)
        work = tuple(block for column, block in sorted(cells.items()) if columns.get(column) in WORK)
        assigns = bool(set(columns.values()) & (FIELDS - {"deadline"}))
        row = Row(table, number, filling.held(), filling.guessed_cells(), work, assigns)
        done = any(columns.get(c) == "progress" and self._says_done(block) for c, block in cells.items())
        for column, block in cells.items():
            told = self._told(block, columns.get(column, "other"))
            self.role_of[block] = "other" if done and told in _ASKED else told
            self.row_of[block] = row

    def _says_done(self, block: int) -> bool:
        """Whether a cell says that all of its row is done."""
        return _DONE.fullmatch(fold(self._text(block)).strip()) is not None

    def _read_form(self, table: int, rows: Sequence[tuple[int, Cells]], records: Sequence[Record]) -> None:
        """A form: its names are no words of the document, every matter has its own values."""
        number_of = {block: number for number, cells in rows for block in cells.values()}
        for record in records:
            values: dict[str, tuple[int, ...]] = {}
            for role, pair in record:
                self.role_of[pair.name[0]] = "header"
                if pair.value is not None:
                    values[role] = (*values.get(role, ()), pair.value)
            work = tuple(block for role in WORK for block in values.get(role, ()))
            row = Row(table, number_of[record[0][1].name[0]], values, work=work)
            for role, pair in record:
                if pair.value is not None:
                    self.role_of[pair.value] = self._told(pair.value, role or "other")
                    self.row_of[pair.value] = row

    def _filling(self, columns: Mapping[int, str], body: Sequence[dict[int, str]]) -> Filling | None:
        """How the rows below a header are read; None where no column says what is to be done, or is wrong.

        A list of problems says at least whose each is, or by when: 「存在问题 | 责任单位 | 整改时限」.
        """
        columns = with_work(columns, body)
        named = set(columns.values())
        if not (WORK & named or ("problem" in named and FIELDS & named)):
            return None
        columns_of_numbers = [column for column, role in columns.items() if role == "number"]
        numbers = [words for row in body for c in columns_of_numbers if (words := row.get(c, "").strip())]
        figures = any(map(_FIGURE.search, numbers))
        return Filling(self._document, columns, bool(numbers), self._as_above, figures)

    def _continued(self, rows: Sequence[tuple[int, Cells]]) -> Filling | None:
        """The columns of the table before, where this one has as many and nothing stands between the two."""
        if self._before is None:
            return None
        filling, width, last = self._before
        blocks = [block for _, cells in rows for block in cells.values()]
        between = (self._text(block).strip() for block in range(last + 1, min(blocks)))
        same = max(column for _, cells in rows for column in cells) == width
        told = all(not words or _CONTINUED.fullmatch(fold(words)) for words in between)
        return filling if same and told else None

    def _mark(self, rows: Sequence[tuple[int, Cells]]) -> None:
        """Note cells that name columns, groups or sums: no words of the document."""
        for _, cells in rows:
            self.role_of.update(dict.fromkeys(cells.values(), "header"))

    def _told(self, block: int, role: str) -> str:
        """The role of a cell: an item that is named by its fault (「维保质量差」) is a problem."""
        if role == "item" and says_fault(fold(self._text(block))):
            return "problem"
        return role

    def _text(self, block: int) -> str:
        held = self._document.blocks[block]
        return self._document.raw[held.start : held.end]


def _tables(document: Document) -> dict[int, dict[int, Cells]]:
    """Table → row → column → block index."""
    found: dict[int, dict[int, Cells]] = defaultdict(lambda: defaultdict(dict))
    for index, block in enumerate(document.blocks):
        place = block.place
        if block.kind == "cell" and place.table and place.row and place.column:
            found[place.table][place.row][place.column] = index
    return found


def _is_sum(row: Mapping[int, str]) -> bool:
    """Whether a row adds up those above it."""
    return any(_TOTAL.fullmatch(fold("".join(words.split()))) for words in row.values())


def _is_group(row: Mapping[int, str], columns: Mapping[int, str]) -> bool:
    """Whether a row only names the group of those below it, by a number of its kind: 「二 | 垃圾类」."""
    filled = [(columns.get(column), fold(words.strip())) for column, words in row.items() if words.strip()]
    numbers = [words for role, words in filled if role == "number"]
    names = [words for role, words in filled if role != "number"]
    if len(numbers) != 1 or len(names) != 1 or not _GROUP.fullmatch(numbers[0]):
        return False
    return len(names[0]) <= _LONGEST_GROUP and not _PROSE.search(names[0])


def field_cells(row: Row) -> Iterator[tuple[str, int]]:
    """The cells of a row that assign owners and time limit, with their roles."""
    for role in _ROLES:
        for block in row.cells.get(role, ()):
            yield role, block


def cell_sentences(document: Document, tables: Tables) -> dict[int, list[Sentence]]:
    """The sentences of every block, where the document has a table that was understood."""
    found: dict[int, list[Sentence]] = defaultdict(list)
    for sentence in document.sentences if tables.role_of else ():
        found[sentence.block].append(sentence)
    return found
