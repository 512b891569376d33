"""Which township of the roster a unit belongs to: itself one, or a village or office within one."""

from models import Roster
from pipeline.rosters.leaders import find_unit
from pipeline.rosters.members import kinds_of

TOWNSHIPS = frozenset({"镇", "乡", "街道", "苏木"})


def township_of(name: str, roster: Roster | None) -> str:
    """The township by its name in the roster; empty for what is none and lies in none."""
    unit = find_unit(name, roster) if roster else None
    if unit is None:
        return ""
    kinds = kinds_of(unit)
    return unit.name if kinds and kinds <= TOWNSHIPS else unit.within
