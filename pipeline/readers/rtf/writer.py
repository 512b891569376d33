"""Paragraphs and cells of an RTF while they are written, and the grid that table rows share."""

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from models import Place
from pipeline.readers.assemble import Piece, lines_of

Kind = Literal["paragraph", "textbox", "footnote"]
SAME_EDGE = 20


class Cell(NamedTuple):
    """A cell as its row defines it: its right edge in twips, whether a merged one covers it (from above)."""

    right: int
    covered: bool = False
    under: bool = False


class Row(NamedTuple):
    """A finished row: its left edge, its cells and their texts."""

    left: int
    cells: tuple[Cell, ...]
    texts: tuple[str, ...]


@dataclass
class Inner:
    """The tables that stand inside cells, which follow the table around them as tables of their own."""

    lines: list[str] = field(default_factory=list)
    _cells: list[str] = field(default_factory=list)
    _rows: list[list[str]] = field(default_factory=list)
    _tables: list[list[list[str]]] = field(default_factory=list)

    def end_cell(self) -> None:
        """The cell that is open ends."""
        self._cells.append("\n".join(self.lines))
        self.lines = []

    def end_row(self) -> None:
        """The row ends; one without words is none."""
        if any(self._cells):
            self._rows.append(self._cells)
        self._cells = []

    def end_table(self) -> None:
        """The cell ends that the table stands in."""
        if self.lines:
            self.end_cell()
        self.end_row()
        if self._rows:
            self._tables.append(self._rows)
        self._rows = []

    def taken(self) -> list[list[list[str]]]:
        """All tables since the last time."""
        tables, self._tables = self._tables, []
        return tables


@dataclass
class Writer:
    """Takes text as it comes. `unnumbered` counts paragraphs that have a number which is not spelled out."""

    unnumbered: int = 0
    _pieces: list[Piece] = field(default_factory=list)
    _attached: list[Piece] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _label: list[str] = field(default_factory=list)
    _listed: bool = False
    _lines: list[str] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)
    _rows: list[Row] = field(default_factory=list)
    _inner: Inner = field(default_factory=Inner)
    _paragraphs: int = 0
    _tables: int = 0

    def pieces(self) -> list[Piece]:
        """All pieces; what hangs on the body follows it."""
        self.end_paragraph(in_table=False)
        self._close_table()
        return self._pieces + self._attached

    def add(self, text: str, *, label: bool) -> None:
        """Write text, or a part of the number before it."""
        (self._label if label else self._words).append(text)

    def listed(self) -> None:
        """The paragraph belongs to a list."""
        self._listed = True

    def end_paragraph(self, *, in_table: bool, nested: bool = False) -> None:
        """The paragraph ends, in the cell that is open, in one of a table inside that, or in the body."""
        text, generated = self._taken()
        if nested:
            self._inner.lines += [text] if text else []
            return
        if in_table:
            if text:
                self._lines.append(text)
            return
        if self._lines or self._texts:  # a table of which no row was ended
            self.end_row(0, ())
        if text or self._rows:
            self._close_table()
        if text:
            self._paragraphs += 1
            place = Place(paragraph=self._paragraphs)
            first, *further = lines_of(text)
            self._pieces.append(Piece(first, place, generated=generated))
            self._pieces += [Piece(line, place) for line in further]

    def end_cell(self) -> None:
        """The cell ends with its last paragraph."""
        self.end_paragraph(in_table=True)
        self._texts.append("\n".join(self._lines))
        self._lines = []
        self._inner.end_table()

    def end_nested_cell(self) -> None:
        """A cell of a table inside a cell ends with its last paragraph."""
        self.end_paragraph(in_table=True, nested=True)
        self._inner.end_cell()

    def end_nested_row(self) -> None:
        """A row of a table inside a cell ends."""
        self._inner.end_row()

    def end_row(self, left: int, cells: tuple[Cell, ...]) -> None:
        """The row ends; `cells` is how it was defined."""
        if self._words or self._lines:
            self.end_cell()
        if self._texts:
            self._rows.append(Row(left, cells, tuple(self._texts)))
        self._texts = []

    def attach(self, kind: Kind, text: str) -> None:
        """A note or box that hangs on the paragraph that is open."""
        for line in text.split("\n"):
            if line.strip():
                self._attached.append(Piece(line.strip(), Place(paragraph=self._paragraphs + 1), kind))

    def _taken(self) -> tuple[str, int]:
        """The text of the paragraph with its number, and how long the number is."""
        text = "".join(self._words).strip()
        label = " ".join("".join(self._label).split())
        self.unnumbered += bool(self._listed and text and not label)
        self._words, self._label, self._listed = [], [], False
        return (label + text, len(label)) if text else ("", 0)

    def _close_table(self) -> None:
        """Write the rows of a finished table, each cell with its column in the grid that all rows share."""
        if not self._rows:
            return
        self._tables += 1
        edges = _edges(self._rows)
        for number, row in enumerate(self._rows, 1):
            if any(row.texts):
                self._pieces += _cells(row, Place(table=self._tables, row=number), edges)
        self._rows = []
        for texts in self._inner.taken():
            self._tables += 1
            for at, line in enumerate(texts, 1):
                where = Place(table=self._tables, row=at)
                self._pieces += [
                    Piece(text, where.model_copy(update={"column": column}), "cell")
                    for column, text in enumerate(line, 1)
                ]


def _edges(rows: list[Row]) -> list[int]:
    """The edges at which cells begin or end in any row, near ones taken for one."""
    found: list[int] = []
    for edge in sorted({edge for row in rows for edge in (row.left, *(cell.right for cell in row.cells))}):
        if not found or edge - found[-1] > SAME_EDGE:
            found.append(edge)
    return found


def _cells(row: Row, place: Place, edges: list[int]) -> list[Piece]:
    pieces, left = [], row.left
    for at, text in enumerate(row.texts):
        cell = row.cells[at] if at < len(row.cells) else None
        column = _column(left, edges) if cell else at + 1
        shown = "" if cell and cell.covered else text
        under = cell.under if cell else None
        pieces.append(Piece(shown, place.model_copy(update={"column": column}), "cell", covered=under))
        left = cell.right if cell else left
    return pieces


def _column(left: int, edges: list[int]) -> int:
    """The column that begins at `left`, counted from 1."""
    return max(1, sum(1 for edge in edges if edge <= left + SAME_EDGE))
