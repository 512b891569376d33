"""Which leader answers for a row, by the roster's line for its unit: always 推定."""

from collections.abc import Iterable
from typing import NamedTuple

from models import Roster, RosterUnit
from pipeline.rosters.bodies import same_body

_SHORTEST = 3


class Leader(NamedTuple):
    """Who answers for a row as far as the roster tells; `unit` is the name by which he was found."""

    name: str
    unit: str


def leaders_of(units: Iterable[str], roster: Roster | None) -> tuple[Leader, ...]:
    """The leaders of these units, each once; a name that fits several lines of the roster has none."""
    if roster is None:
        return ()
    found = [
        Leader(name=body.leader, unit=name)
        for name in units
        if (body := find_unit(name, roster)) and body.leader
    ]
    return tuple({leader.name: leader for leader in reversed(found)}.values())[::-1]


def find_unit(name: str, roster: Roster) -> RosterUnit | None:
    """The one body that bears the name now or bore it before, whichever of its names: 县水利局, 县水务局."""
    for fits in (_bears, _is_the_same, _ends_alike):
        found = [unit for unit in roster.units if fits(name, unit)]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _bears(name: str, unit: RosterUnit) -> bool:
    return name == unit.name or name in unit.former


def _is_the_same(name: str, unit: RosterUnit) -> bool:
    return any(same_body(name, own) for own in (unit.name, *unit.former))


def _ends_alike(name: str, unit: RosterUnit) -> bool:
    return min(len(name), len(unit.name)) >= _SHORTEST and (
        name.endswith(unit.name) or unit.name.endswith(name)
    )
