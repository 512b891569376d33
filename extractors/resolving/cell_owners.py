"""The units that the cells of a table row give to the work in it."""

from extractors.layout.numbered_cells import share_of
from extractors.layout.row_filling import SAME_ITEM
from extractors.layout.table_cells import Row, Tables, cell_sentences, field_cells
from extractors.sentence_reading import Owned, Reading
from extractors.units.claims import moved
from extractors.units.roles import Claim, RoleReader
from models import Basis, Document, Role

_UNIT_CELLS = ("lead", "responsible", "support")
_CELL_ROLE = {"lead": Role.LEAD, "responsible": Role.RESPONSIBLE, "support": Role.SUPPORT} | dict.fromkeys(
    ("leader", "person"), Role.RESPONSIBLE
)


class CellOwners:
    """Reads the cells of one document's tables that say who answers; `view` is its folded text."""

    def __init__(self, document: Document, view: str, tables: Tables, roles: RoleReader) -> None:
        self._document = document
        self._view = view
        self._tables = tables
        self._roles = roles
        self._cells = cell_sentences(document, tables)

    def of(self, reading: Reading) -> list[Owned]:
        """Whom the cells of a sentence's row name, for its own part of the row where they number parts."""
        row = self._tables.row_of.get(reading.sentence.block)
        if row is None:
            return []
        named = ((name, block) for name, block in field_cells(row) if name in _CELL_ROLE)
        return [owned for name, block in named for owned in self._in_cell(reading, row, name, block)]

    def column_assigns(self, reading: Reading) -> bool:
        """Whether a column of its table is there to say who answers: an empty cell of it then says nobody."""
        row = self._tables.row_of.get(reading.sentence.block)
        return row is not None and row.assigns

    def _in_cell(self, reading: Reading, row: Row, name: str, block: int) -> list[Owned]:
        own, there = (self._cells.get(at, ()) for at in (reading.sentence.block, block))
        return [
            self._owned(moved(claim, start), row, block)
            for start, end in share_of(self._view, there, own, reading.sentence.start)
            for claim in self._roles.cell(self._view[start:end], _CELL_ROLE[name], whole=name in _UNIT_CELLS)
        ]

    def _owned(self, claim: Claim, row: Row, block: int) -> Owned:
        """A unit of a cell of the row; where an empty cell only may share it, it comes from the row above."""
        if block not in row.guessed:
            return Owned(claim, Basis.EXPLICIT)
        above = self._tables.row_of[block]
        blocks = [self._document.blocks[at] for at in above.work]
        words = " ".join(self._document.raw[one.start : one.end].strip() for one in blocks)
        return Owned(claim, Basis.INHERITED, words, row.guessed[block])


def of_another_item(row: list[Owned]) -> bool:
    """Whether all units of a row are those of the item above, with which an empty cell hardly shares them."""
    return all(o.basis is Basis.INHERITED and o.confidence < SAME_ITEM for o in row)
