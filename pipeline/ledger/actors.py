"""Whether an actor belongs to a unit that a row names: who is said to have acted, no signature."""

import unicodedata
from collections.abc import Sequence

from models import EntryOwner, LedgerEntry, Registry, Role, Roster, RosterUnit
from pipeline.rosters import is_part, key_in, members_of, same_body

_SHORTEST_NAME = 3


def acts_for(by: str, owner: EntryOwner, registry: Registry | None = None) -> bool:
    """Whether `by` is the owner by any of its names, or a part of it (县水利局工程股).

    A class of units (各乡镇) may be anybody as long as no roster tells, so it admits and bars none by name.
    """
    actor = _folded(by)
    if any(_same(actor, _folded(name)) for name in (owner.name, owner.mention) if name):
        return True
    own = same_body(by, owner.name, key_in(by, registry), owner.unit)
    return own or is_part(actor, owner.name, owner.unit)


def main_owners(entry: LedgerEntry) -> Sequence[EntryOwner]:
    """Those that lead or are responsible; where the row names none, those that support."""
    mains = [owner for owner in entry.owners if owner.role is not Role.SUPPORT]
    return mains or entry.owners


def may_act_as_owner(
    by: str, owners: Sequence[EntryOwner], roster: Roster | None = None, registry: Registry | None = None
) -> bool:
    """Whether one of the owners may be this actor; a class of units is whom the roster says it is."""
    for owner in owners:
        members = members_of(owner.name, roster) if owner.group else None
        if members is None and owner.group:
            return True
        if acts_for(by, owner, registry) or is_member(by, owner, roster):
            return True
    return False


def is_member(by: str, owner: EntryOwner, roster: Roster | None) -> bool:
    """Whether the roster has the actor among those for whom the owner stands, or knows both as one."""
    members = members_of(owner.name, roster) if owner.group else None
    units = (
        members.units
        if members
        else [unit for unit in (roster.units if roster else ()) if _bears(unit, owner)]
    )
    names = [name for unit in units for name in (unit.name, *unit.former)]
    return any(_same(_folded(by), _folded(name)) or same_body(by, name) for name in names)


def _bears(unit: RosterUnit, owner: EntryOwner) -> bool:
    """Whether the body of the roster is the owner, now or by a name that it bore before."""
    return any(same_body(name, owner.name, other_key=owner.unit) for name in (unit.name, *unit.former))


def _same(actor: str, name: str) -> bool:
    shorter = min(len(actor), len(name))
    return actor == name or (
        shorter >= _SHORTEST_NAME and (actor.startswith(name) or actor.endswith(name) or name.endswith(actor))
    )


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
