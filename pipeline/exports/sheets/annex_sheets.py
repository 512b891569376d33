"""The annexes of a 督查通报 as sheets, written by what writes them into the Word paper: the same figures."""

from collections.abc import Sequence
from typing import Any

from pipeline.exports.papers.bulletin_annexes import annexes
from pipeline.exports.papers.official_page import Align
from pipeline.exports.sheets.table import Cell, Column, Table
from pipeline.exports.sheets.wording import date_words
from pipeline.exports.snapshot import Snapshot
from pipeline.ledger.statistics import counted

_DIGITS_A_MILLIMETRE = 0.62
_LONGEST_NAME = 28
_NOT_IN_SHEET_NAMES = str.maketrans("", "", "[]:*?/\\")


class AnnexSheet:
    """A sheet that takes tables and notes as the page of a Word paper does."""

    most_rows = 5_000
    rest = "可用 export 加 --light 导出"

    def __init__(self, book: Any, name: str, title: str, on: str) -> None:
        self._book, self._name, self._title, self._on = book, name, title, on
        self._columns: list[Column] = []
        self._table: Table | None = None

    def table(self, widths: Sequence[float], head: Sequence[str]) -> "AnnexSheet":
        """The table, below the title and the day; how its columns are set the first row tells."""
        self._columns = [
            Column(words, max(7.0, width * _DIGITS_A_MILLIMETRE))
            for words, width in zip(head, widths, strict=True)
        ]
        return self

    def row(self, cells: Sequence[tuple[str, Align]]) -> None:
        """A row; counts become numbers, so that they can be added up."""
        table = self._table or self._begun([align for _, align in cells])
        table.add([Cell(int(text) if text.isdecimal() else text) for text, _ in cells])

    def _begun(self, aligns: Sequence[Align]) -> Table:
        columns = [
            column._replace(align="left" if align == "left" else "center")
            for column, align in zip(self._columns, aligns, strict=True)
        ]
        self._table = Table(self._book, self._name, columns)
        self._table.title(self._title)
        self._table.line(f"（截至{self._on}）")
        self._table.header()
        return self._table

    def note(self, text: str) -> None:
        """A line below the table."""
        if self._table is not None:
            self._table.end_filter()
            self._table.line(text)

    def finish(self) -> None:
        """The sheet is complete."""
        table = self._table or self._begun(["center" for _ in self._columns])
        table.finish(frozen_columns=1, paper="A4")


def add_annexes(book: Any, snapshot: Snapshot) -> None:
    """A sheet for every annex of the bulletin, in the same order."""
    for number, annex in enumerate(annexes(snapshot, counted(snapshot.entries)), 1):
        name = f"{number}.{annex.title}".translate(_NOT_IN_SHEET_NAMES)[:_LONGEST_NAME]
        sheet = AnnexSheet(book, name, annex.title, date_words(snapshot.on))
        annex.write(sheet)
        sheet.finish()
