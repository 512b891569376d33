"""All pages of a PDF as pieces in reading order: paragraphs and tables, tables joined over the page end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from models import Place
from pipeline.readers.assemble import Hole, Piece
from pipeline.readers.pdf.furniture import is_furniture, margins
from pipeline.readers.pdf.glyphs import Line
from pipeline.readers.pdf.notes import without_notes
from pipeline.readers.pdf.open_table import OpenTable
from pipeline.readers.pdf.paragraphs import Frame, frame_of, joined, paragraphs, runs_over
from pipeline.readers.pdf.sheets import Sheet
from pipeline.readers.pdf.tables import TABLE, Table
from pipeline.readers.problems import problem

Paper = tuple[int, int]


def parted(sheets: Sequence[Sheet]) -> tuple[list[Sheet], dict[str, str]]:
    """The pages without their furniture, and the words of it by kind: `header`, `footer`, `watermark`."""
    heights = [one.height for one in sheets]
    marks = is_furniture([one.lines for one in sheets], heights)
    kept, gone = (
        [
            tuple(line for line, mark in zip(one.lines, marked, strict=True) if mark is wanted)
            for one, marked in zip(sheets, marks, strict=True)
        ]
        for wanted in (False, True)
    )
    words = margins(gone, heights)
    pale = "、".join(dict.fromkeys(one.aside for one in sheets if one.aside))
    bodies = [one._replace(lines=lines) for one, lines in zip(sheets, kept, strict=True)]
    return bodies, words | ({"watermark": pale} if pale else {})


def laid_out(sheets: Sequence[Sheet]) -> tuple[list[Piece], list[Hole]]:
    """The pieces of the document, and the holes that unreadable pages leave between them."""
    frames = _frames(sheets)
    writer = _Writer()
    for one in sheets:
        if one.fault:
            writer.hole(f"{one.place}：{problem(one.fault).message}")
        writer.turn_page(one)
        body, notes = _noted(one, frames)
        writer.notes(notes)
        for item in _set(body, frames):
            if isinstance(item, Table):
                writer.table(item)
            else:
                writer.text(item)
    writer.close_table()
    return [*writer.pieces, *writer.footnotes], writer.holes


def _noted(one: Sheet, frames: dict[tuple[Paper, int], Frame]) -> tuple[Sheet, list[list[Line]]]:
    """A page without its footnotes, and their lines."""
    if not one.lines or any(line.column for line in one.lines):
        return one, []
    lines, notes = without_notes(one.lines, frames[_format(one), 0].em, one.height)
    return one._replace(lines=tuple(lines)), notes


def _frames(sheets: Sequence[Sheet]) -> dict[tuple[Paper, int], Frame]:
    """How text is set on pages of each width and in each column; no two scans lie alike."""
    kept: dict[tuple[Paper, int], list[list[Line]]] = {}
    widths: dict[tuple[Paper, int], float] = {}
    for one in sheets:
        for column in sorted({line.column for line in one.lines}):
            key = _format(one), column
            widths[key] = one.width
            kept.setdefault(key, []).append([line for line in one.lines if line.column == column])
    return {
        key: frame_of(kept[key], None if key[1] else width, scanned=key[0][1] > 0)
        for key, width in widths.items()
    }


def _format(one: Sheet) -> Paper:
    return round(one.width), one.number if one.scanned else 0


def _set(one: Sheet, frames: dict[tuple[Paper, int], Frame]) -> Iterator[Table | list[list[Line]]]:
    """Tables, and the lines of each paragraph between them; one may run on over the gutter of a page."""
    groups: list[list[Line]] = []
    for item in _items(one):
        if isinstance(item, Table):
            yield groups
            groups = []
            yield item
            continue
        frame = frames[_format(one), item[0].column]
        more = paragraphs(item, frame)
        beside = groups and (groups[-1][-1].column, item[0].column) == (1, 2)
        if beside and runs_over(groups[-1][-1], item[0], frames[_format(one), 1], frame):
            groups[-1] += more.pop(0)
        groups += more
    yield groups


def _items(one: Sheet) -> Iterator[Table | list[Line]]:
    """What stands on a page from top to bottom: tables, and the lines between them."""
    for column, items in groupby(_in_order(one), key=lambda item: item.column):
        if column == TABLE:
            yield from (item for item in items if isinstance(item, Table))
        else:
            yield [item for item in items if isinstance(item, Line)]


def _in_order(one: Sheet) -> list[Line | Table]:
    """Lines as they were given, each table before the first line across the page that is below it."""
    if not any(line.column for line in one.lines):
        found: list[Line | Table] = [*one.lines, *one.tables]
        return sorted(found, key=lambda item: item.top)
    ordered: list[Line | Table] = list(one.lines)
    for table in one.tables:
        below = (at for at, item in enumerate(ordered) if item.column == 0 and item.top > table.top)
        ordered.insert(next(below, len(ordered)), table)
    return ordered


NO_SHEET = Sheet(0)


@dataclass
class _Writer:
    """Numbers paragraphs, tables and rows; a table stays open until something else is written."""

    pieces: list[Piece] = field(default_factory=list)
    holes: list[Hole] = field(default_factory=list)
    footnotes: list[Piece] = field(default_factory=list)
    _sheet: Sheet = NO_SHEET
    _paragraphs: int = 0
    _tables: int = 0
    _open: OpenTable = field(default_factory=OpenTable)

    def turn_page(self, sheet: Sheet) -> None:
        """Go on with another page."""
        self._sheet, self._paragraphs = sheet, 0

    def hole(self, message: str) -> None:
        """Note that something is missing here."""
        self.close_table()
        self.holes.append(Hole(len(self.pieces), message))

    def text(self, groups: Sequence[Sequence[Line]]) -> None:
        """Write paragraphs, each given by its lines."""
        if groups:
            self.close_table()
        for lines in groups:
            self._paragraphs += 1
            place = Place(page=self._sheet.number, paragraph=self._paragraphs, box=self._sheet.box(lines))
            self.pieces.append(Piece(joined(lines), place, confidence=self._sheet.confidence(lines)))

    def notes(self, notes: Sequence[Sequence[Line]]) -> None:
        """Write the footnotes of the page; they come after all else, so that they part no paragraph."""
        for lines in notes:
            place = Place(page=self._sheet.number, box=self._sheet.box(lines))
            confidence = self._sheet.confidence(lines)
            self.footnotes.append(Piece(joined(lines), place, "footnote", confidence=confidence))

    def table(self, table: Table) -> None:
        """Write a table, or the rest of the one that the page before ended with."""
        if table.inside and self._open.rows:
            self._open.nested.append((table, self._sheet))
            return
        if not self._open.goes_on(table, self._sheet):
            self.close_table()
        self._open.add(table, self._sheet)

    def close_table(self) -> None:
        """Nothing more comes to the table that is open, if any."""
        done, self._open = self._open, OpenTable()
        if done.rows:
            self._tables += 1
            self.pieces += done.pieces(self._tables)
        for table, sheet in done.nested:
            self._open.add(table, sheet)
            self.close_table()
