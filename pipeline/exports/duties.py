"""Who has what to do: one unit's part in one row, in the order in which an office lists its units.

A person is no unit and gets no paper: what he has to do by his post is in the share of the post's body. Where
no body is known the row is unplaced, and says so, instead of being in nobody's papers.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from models import EntryOwner, LedgerEntry, LedgerState, Role, Roster
from pipeline.exports.sheets.wording import DROPPED
from pipeline.rosters import Kind, Parties, kind_of_party

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
    return shares_in((entry for entry in state.entries if entry.status not in DROPPED), state.roster)


def shares_in(entries: Iterable[LedgerEntry], roster: Roster | None = None) -> list[Share]:
    """What each unit has to do, units before classes of units; a row that names it twice counts once."""
    duties = list(_placed(_duties(entries), Parties(roster)))
    unit_of = _units(duty.owner for duty in duties)
    shares = []
    for _, part in groupby(by_unit(duties), key=lambda duty: unit_of(duty.owner)):
        once = tuple({duty.entry.id: duty for duty in reversed(list(part))}.values())[::-1]
        shares.append(Share(once[0].owner.name, once[0].owner.group, once))
    return sorted(shares, key=lambda share: share.group)


def unplaced_in(entries: Iterable[LedgerEntry], roster: Roster | None = None) -> list[LedgerEntry]:
    """The rows for which no unit answers: nobody is named, only persons are, or only who helps."""
    parties = Parties(roster)
    return [
        entry
        for entry in entries
        if not parties.bodies(owner.name for owner in entry.owners if owner.role is not Role.SUPPORT)
    ]


def is_person(owner: EntryOwner) -> bool:
    """Whether the owner is a person, be it by his post."""
    return kind_of_party(owner.name) is Kind.PERSON


def _placed(duties: Sequence[Duty], parties: Parties) -> Iterator[Duty]:
    """The duties of units, and of persons as those of the bodies that answer for them."""
    keys = {owner.name: owner.unit for owner, _ in duties}
    for owner, entry in duties:
        body = parties.body(owner.name)
        if body == owner.name:
            yield Duty(owner, entry)
        elif body:
            of_class = kind_of_party(body) is Kind.CLASS
            placed = {"name": body, "unit": keys.get(body, ""), "group": of_class}
            yield Duty(owner.model_copy(update=placed), entry)


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
