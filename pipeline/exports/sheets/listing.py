"""What a list is written with, whether it becomes a worksheet or a Word table: one description, two looks."""

from collections.abc import Callable, Sequence
from typing import Literal, Protocol

from pipeline.exports.sheets.table import Cell, Column


class Listing(Protocol):
    """A list under construction; every method adds below what is there."""

    def title(self, text: str) -> None:
        """The name of the list."""
        ...

    def line(self, text: str, *, for_sorting: str = "") -> None:
        """A line of explanation; `for_sorting` goes on about columns that only those who sort need."""
        ...

    def section(self, text: str) -> None:
        """A heading inside the list."""
        ...

    def header(self) -> None:
        """The headings of the columns."""
        ...

    def add(self, cells: Sequence[Cell], *, least: float = 0) -> int:
        """A row, at least so many points tall; its number."""
        ...

    def end_filter(self) -> None:
        """What follows stands apart from the rows so far."""
        ...

    def finish(self, *, frozen_columns: int = 0, paper: Literal["A3", "A4"] = "A3") -> None:
        """Nothing comes any more."""
        ...


Begin = Callable[[str, Sequence[Column]], Listing]
"""Begins a list with a name and columns: `partial(Table, book)`, or `WordLists.begin`."""
