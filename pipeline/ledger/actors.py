"""Whether an actor belongs to a unit that a row names: who is said to have acted, no signature."""

import unicodedata
from collections.abc import Sequence

from models import EntryOwner, LedgerEntry, Role

_SHORTEST_NAME = 3


def acts_for(by: str, owner: EntryOwner) -> bool:
    """Whether `by` is the owner, a part of it (县水利局工程股) or its name without the place (水利局).

    A class of units (各乡镇) may be anybody, so it neither admits nor bars one by name.
    """
    actor = _folded(by)
    return any(_same(actor, _folded(name)) for name in (owner.name, owner.mention) if name)


def main_owners(entry: LedgerEntry) -> Sequence[EntryOwner]:
    """Those that lead or are responsible; where the row names none, those that support."""
    mains = [owner for owner in entry.owners if owner.role is not Role.SUPPORT]
    return mains or entry.owners


def may_act_as_owner(by: str, owners: Sequence[EntryOwner]) -> bool:
    """Whether one of the owners may be this actor."""
    return any(owner.group or acts_for(by, owner) for owner in owners)


def _same(actor: str, name: str) -> bool:
    shorter = min(len(actor), len(name))
    return actor == name or (
        shorter >= _SHORTEST_NAME and (actor.startswith(name) or actor.endswith(name) or name.endswith(actor))
    )


def _folded(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
