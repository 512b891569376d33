"""What the cells of a row hold: its own words, what a merged cell or 同上 carries down, what it may share.

A cell under a merged one and 同上 say what stands above, a dash that there is nothing. An empty cell says
nothing: it shares what stands above only where the row has no number of its own, and so goes on with the
one above, and that is a guess. A format that does not tell merged cells from empty ones leaves it open.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.layout.table_header import FIELDS
from extractors.lexicon import load
from models import Block, Document

_SAME = re.compile(load("tables")["same"])
_NONE = re.compile(load("tables")["none"])
_AS_ABOVE = re.compile(load("tables")["blank_as_above"])
_OWNERS = FIELDS - {"deadline"}
_FILLED = FIELDS | {"problem"}
SAME_ITEM, MAY_BE_MERGED, _OTHER_ITEM = 0.8, 0.9, 0.7
"""How sure an empty cell shares what is above: under one number; there, if it may be merged; elsewhere."""


def is_filled_above(text: str) -> bool:
    """Whether a note of the document says that an empty cell means what stands above it."""
    return "空" in text and _AS_ABOVE.search(text) is not None


@dataclass
class Filling:
    """Goes down the rows of one table; `last` is the cell that counts in each column, `guessed` how sure.

    `numbered` says that its rows have numbers, `grouped` that some of these are figures, so that others
    (一, 二) may number groups of rows; `as_above` that a note says what an empty cell means.
    """

    document: Document
    columns: Mapping[int, str]
    numbered: bool
    as_above: bool
    grouped: bool = False
    last: dict[int, int] = field(default_factory=dict)
    guessed: dict[int, float] = field(default_factory=dict)

    def take(self, cells: Mapping[int, int]) -> None:
        """Bring `last` up to this row.

        Owners are filled down from the left: an empty cell right of one that names an owner is really empty,
        and so are the cells that a row with a number and an owner of its own ends before.
        """
        named, own_number = False, self._owns(cells, "number")
        for column in sorted(c for c, role in self.columns.items() if role in _FILLED):
            block, role = cells.get(column), self.columns[column]
            if self._own(block):
                self.last[column] = block if block is not None else 0
                self.guessed.pop(column, None)
                named = named or role in _OWNERS
            elif self._covered(block) or _SAME.fullmatch(self._words(block)):
                continue
            elif self._says_none(block) or (
                named and (role in _OWNERS or (own_number and column > max(cells)))
            ):
                self._drop(column)
            else:
                self._left_empty(column, cells)

    def held(self) -> dict[str, tuple[int, ...]]:
        """The cells that count for the row, by role."""
        found: dict[str, tuple[int, ...]] = {}
        for column in sorted(self.last):
            role = self.columns[column]
            found[role] = (*found.get(role, ()), self.last[column])
        return found

    def guessed_cells(self) -> dict[int, float]:
        """The cells among them that an empty cell only may share, and how sure that is."""
        return {self.last[column]: sure for column, sure in self.guessed.items() if column in self.last}

    def _left_empty(self, column: int, cells: Mapping[int, int]) -> None:
        told = any(self._block(other).covered is not None for other in cells.values())
        if self.as_above or column not in self.last:
            return
        if self._goes_on(cells):
            sure = SAME_ITEM if told else MAY_BE_MERGED
        elif told:
            self._drop(column)
            return
        else:
            sure = _OTHER_ITEM
        self.guessed[column] = min(sure, self.guessed.get(column, 1.0))

    def _goes_on(self, cells: Mapping[int, int]) -> bool:
        """Whether a row belongs to the one above: it has no number of its own, or else no problem."""
        if self.numbered:
            return not self._owns(cells, "number")
        return "problem" in self.columns.values() and not self._owns(cells, "problem")

    def _drop(self, column: int) -> None:
        self.last.pop(column, None)
        self.guessed.pop(column, None)

    def _owns(self, cells: Mapping[int, int], role: str) -> bool:
        return any(self._own(cells.get(column)) for column, one in self.columns.items() if one == role)

    def _own(self, block: int | None) -> bool:
        words = self._words(block)
        return bool(words) and not (_SAME.fullmatch(words) or _NONE.fullmatch(words))

    def _says_none(self, block: int | None) -> bool:
        return _NONE.fullmatch(self._words(block)) is not None

    def _covered(self, block: int | None) -> bool:
        return block is not None and self._block(block).covered is True

    def _words(self, block: int | None) -> str:
        if block is None:
            return ""
        held = self._block(block)
        return self.document.raw[held.start : held.end].strip()

    def _block(self, block: int) -> Block:
        return self.document.blocks[block]
