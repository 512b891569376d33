"""Whether an actor belongs to a unit that a row names: who is said to have acted, no signature."""

import unicodedata
from collections.abc import Sequence

from models import EntryOwner, LedgerEntry, Role, Roster
from pipeline.rosters import members_of

_SHORTEST_NAME = 3


def acts_for(by: str, owner: EntryOwner) -> bool:
    """Whether `by` is the owner, a part of it (县水利局工程股) or its name without the place (水利局).

    A class of units (各乡镇) may be anybody as long as no roster tells, so it admits and bars none by name.
    """
    actor = _folded(by)
    return any(_same(actor, _folded(name)) for name in (owner.name, owner.mention) if name)


def main_owners(entry: LedgerEntry) -> Sequence[EntryOwner]:
    """Those that lead or are responsible; where the row names none, those that support."""
    mains = [owner for owner in entry.owners if owner.role is not Role.SUPPORT]
    return mains or entry.owners


def may_act_as_owner(by: str, owners: Sequence[EntryOwner], roster: Roster | None = None) -> bool:
    """Whether one of the owners may be this actor; a class of units is whom the roster says it is."""
    for owner in owners:
        members = members_of(owner.name, roster) if owner.group else None
        if members is None and owner.group:
            return True
        if acts_for(by, owner) or is_member(by, owner, roster):
            return True
    return False


def is_member(by: str, owner: EntryOwner, roster: Roster | None) -> bool:
    """Whether the roster counts the actor among those for whom the owner's name stands."""
    members = members_of(owner.name, roster) if owner.group else None
    names = [name for unit in members.units for name in (unit.name, *unit.former)] if members else []
    return any(_same(_folded(by), _folded(name)) for name in names)


def _same(actor: str, name: str) -> bool:
    shorter = min(len(actor), len(name))
    return actor == name or (
        shorter >= _SHORTEST_NAME and (actor.startswith(name) or actor.endswith(name) or name.endswith(actor))
    )


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
