"""What was asked of many becomes a row for each of them under the one row: 各乡镇 by the roster. Pure."""

from collections.abc import Iterable, Sequence

from models import (
    STATUS_LABELS,
    Basis,
    EntryOwner,
    EventKind,
    Handling,
    LedgerEntry,
    Problem,
    Roster,
    Status,
)
from pipeline.ledger.changes import NewEvent
from pipeline.ledger.problems import problem
from pipeline.ledger.requirements import SETTLED
from pipeline.rosters import Members, members_of

_CLASS_DOUBT = "N114"
_SHOWN = 5


def parts_of(
    entry: LedgerEntry, roster: Roster | None, known: Sequence[LedgerEntry], *, anyway: bool = False
) -> tuple[NewEvent, ...] | Problem:
    """The events that add a row for each body that a class name of the entry means; those there are stay.

    `known` are the parts that the row has already. A number in the text that differs from the roster's stops
    it, unless somebody has looked and wants it `anyway`.
    """
    if fault := _barred(entry):
        return fault
    if roster is None:
        return problem("no_roster", entry.id)
    quote = entry.sources[0].quote if entry.sources else ""
    found = [(owner, members_of(owner.name, roster, quote)) for owner in entry.owners if owner.group]
    classes = [(owner, members) for owner, members in found if members]
    if not classes:
        return problem(
            "nothing_to_expand", entry.id, owners="、".join(owner.name for owner, _ in found) or "无"
        )
    if not anyway and (wrong := next((members for _, members in classes if not members.agrees), None)):
        return _other_number(entry, wrong)
    bodies = [(owner, unit.name) for owner, members in classes for unit in members.units]
    return _new_parts(entry, bodies, known)


def parts_named(
    entry: LedgerEntry, names: Iterable[str], known: Sequence[LedgerEntry]
) -> tuple[NewEvent, ...] | Problem:
    """The same for bodies that a person names: for 有关乡镇 no list can tell which."""
    if fault := _barred(entry):
        return fault
    classes = [owner for owner in entry.owners if owner.group] or list(entry.owners)
    if not classes:
        return problem("no_owner", entry.id)
    return _new_parts(entry, [(classes[0], name) for name in names], known)


def _barred(entry: LedgerEntry) -> Problem | None:
    if entry.parent:
        return problem("parts_of_part", entry.id, parent=entry.parent)
    if entry.status in SETTLED:
        return problem("settled", entry.id, status=STATUS_LABELS[entry.status])
    return None


def _other_number(entry: LedgerEntry, members: Members) -> Problem:
    names = [unit.name for unit in members.units]
    shown = "、".join(names[:_SHOWN]) + ("…" if len(names) > _SHOWN else "")
    return problem("other_number", entry.id, said=members.said, count=len(names), names=shown)


def _new_parts(
    entry: LedgerEntry, bodies: Sequence[tuple[EntryOwner, str]], known: Sequence[LedgerEntry]
) -> tuple[NewEvent, ...]:
    taken = {owner.name for part in known for owner in part.owners}
    fresh = {name: owner for owner, name in bodies if name not in taken}
    parts = [
        _part(entry, owner, name, number)
        for number, (name, owner) in enumerate(fresh.items(), len(known) + 1)
    ]
    return tuple(
        NewEvent(
            EventKind.ENTRY_ADDED, part.id, {"entry": part.model_dump(mode="json", exclude={"handling"})}
        )
        for part in parts
    )


def _part(entry: LedgerEntry, owner: EntryOwner, name: str, number: int) -> LedgerEntry:
    """The share of one body: the same words and limits, and nobody else's name."""
    own = EntryOwner(name=name, mention=owner.mention, role=owner.role, basis=Basis.INHERITED)
    changes = {
        "id": f"{entry.id}-{number:02}",
        "parent": entry.id,
        "owners": (own,),
        "missing": tuple(name for name in entry.missing if name != "owner"),
        "doubts": tuple(doubt for doubt in entry.doubts if doubt.code != _CLASS_DOUBT),
        "status": Status.DRAFT,
        "handling": Handling(),
    }
    return entry.model_copy(update=changes)
