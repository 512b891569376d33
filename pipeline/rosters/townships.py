"""Which township of the roster a unit belongs to: itself one, or a village or office within one."""

from models import Roster
from pipeline.rosters.leaders import find_unit

TOWNSHIPS = ("镇", "乡", "街道", "苏木")


def township_of(name: str, roster: Roster | None) -> str:
    """The township by its name in the roster; empty for what is none and lies in none."""
    unit = find_unit(name, roster) if roster else None
    if unit is None:
        return ""
    return unit.name if unit.kind in TOWNSHIPS else unit.within
