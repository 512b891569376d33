"""Who has what to do: one unit's part in one row, in the order in which an office lists its units."""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from models import EntryOwner, LedgerEntry, LedgerState, Role
from pipeline.exports.sheets.wording import DROPPED

_ROLE_ORDER = tuple(Role)
_PLACE = re.compile(
    r"[\u4e00-\u9fffXx*×]{0,6}?(?:省|自治区|市(?!场)|州|县(?!域)|区(?!域)|旗|镇(?!村)|乡(?!村|镇))"
)


class Duty(NamedTuple):
    """One unit's part in one entry."""

    owner: EntryOwner
    entry: LedgerEntry


class Share(NamedTuple):
    """All that one unit has to do; `unit` is the name that stands first in the documents."""

    unit: str
    group: bool
    duties: tuple[Duty, ...]

    def of(self, role: Role) -> int:
        """How many rows the unit has in a role."""
        return sum(duty.owner.role is role for duty in self.duties)


def duties_of(state: LedgerState) -> list[Duty]:
    """Every owner of every row that still counts, in the order of the ledger."""
    return _duties(entry for entry in state.entries if entry.status not in DROPPED)


def by_unit(duties: Sequence[Duty]) -> list[Duty]:
    """Sorted by unit and role; names of the same unit (县农业农村局, 农业农村局) stay together."""
    unit_of = _units(duty.owner for duty in duties)
    main_names: dict[tuple[str, str], str] = {}
    for owner, _ in duties:
        main_names.setdefault(unit_of(owner), owner.name)

    def key(duty: Duty) -> tuple[bytes, tuple[str, str], int]:
        unit = unit_of(duty.owner)
        # The bytes of GB 18030 put the usual characters in the order of their pinyin, as a clerk expects.
        return main_names[unit].encode("gb18030", "replace"), unit, _ROLE_ORDER.index(duty.owner.role)

    return sorted(duties, key=key)


def shares_of(state: LedgerState) -> list[Share]:
    """What each unit has to do in the rows that still count."""
    return shares_in(entry for entry in state.entries if entry.status not in DROPPED)


def shares_in(entries: Iterable[LedgerEntry]) -> list[Share]:
    """What each unit has to do, units before classes of units; a row that names it twice counts once."""
    duties = _duties(entries)
    unit_of = _units(duty.owner for duty in duties)
    shares = []
    for _, part in groupby(by_unit(duties), key=lambda duty: unit_of(duty.owner)):
        once = tuple({duty.entry.id: duty for duty in reversed(list(part))}.values())[::-1]
        shares.append(Share(once[0].owner.name, once[0].owner.group, once))
    return sorted(shares, key=lambda share: share.group)


def _duties(entries: Iterable[LedgerEntry]) -> list[Duty]:
    return [Duty(owner, entry) for entry in entries for owner in entry.owners]


def _units(owners: Iterable[EntryOwner]) -> Callable[[EntryOwner], tuple[str, str]]:
    """What tells units apart: what they are by the registry, and the place or level they belong to.

    省教育厅 and 区教育局 do the same work in other places. A name without a place (教育局) is that of the
    only place named with such a unit; where there are several, or none, it stays by itself.
    """
    places: dict[str, set[str]] = {}
    for owner in owners:
        places.setdefault(owner.unit or owner.name, set()).add(_place(owner))

    def unit_of(owner: EntryOwner) -> tuple[str, str]:
        unit = owner.unit or owner.name
        named = places[unit] - {""}
        return unit, _place(owner) or (min(named) if len(named) == 1 else "")

    return unit_of


def _place(owner: EntryOwner) -> str:
    found = _PLACE.match(owner.name)
    return found.group() if found else ""
