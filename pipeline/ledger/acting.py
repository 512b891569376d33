"""From what a person wants done to the event that records it, or the rule that it breaks. Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from models import (
    STATUS_LABELS,
    Act,
    Basis,
    DeadlineKind,
    EntryDeadline,
    EntryOwner,
    EventKind,
    LedgerEntry,
    Problem,
    Role,
)
from pipeline.ledger.changes import PERSON, NewEvent
from pipeline.ledger.lifecycle import barred, may_correct, repeats, way
from pipeline.ledger.problems import problem
from pipeline.ledger.requirements import Setting, unmet


def event_of_act(entry: LedgerEntry, act: Act, by: str, setting: Setting) -> NewEvent | Problem | None:
    """The event of the act; None when the very same act is recorded, so that a double run adds nothing."""
    if repeats(entry, act, by, setting.on):
        return None
    move = way(entry, act)
    if isinstance(move, Problem):
        return move
    fault = barred(entry, move, by, setting.roster) or unmet(entry, act, move.needs, setting)
    if fault:
        return fault
    facts = act.model_dump(mode="json", exclude_defaults=True)
    payload = facts | {"action": act.action, "status": move.target(entry).value}
    return NewEvent(EventKind.ACTION_TAKEN, entry.id, payload)


def event_of_correction(entry: LedgerEntry, fields: Mapping[str, Any]) -> NewEvent | Problem | None:
    """The event of a correction by hand, without the doubts that it settles; None if nothing changes."""
    known = entry.model_dump(mode="json")
    changed = {key: value for key, value in fields.items() if known[key] != value}
    if not changed:
        return None
    if not may_correct(entry):
        return problem("settled", entry.id, status=STATUS_LABELS[entry.status])
    named = {"owners": "owner", "deadline": "deadline", "measure": "measure"}
    settled = {named[key] for key in changed if changed[key]}
    changed["missing"] = [name for name in known["missing"] if name not in settled]
    changed["doubts"] = [doubt for doubt in known["doubts"] if doubt["field"] not in settled]
    return NewEvent(EventKind.ENTRY_CHANGED, entry.id, {"fields": changed, "origin": PERSON})


def event_of_cells(entry: LedgerEntry, cells: Mapping[str, Any]) -> NewEvent | Problem | None:
    """The event of a correction as a person writes it: measure, due, the names of a role as 甲局、乙局."""
    names = {role: _names(cells[role.value]) for role in Role if role.value in cells}
    fields: dict[str, Any] = {"owners": corrected_owners(entry, names)} if names else {}
    if "measure" in cells:
        fields["measure"] = cells["measure"].strip()
    if "due" in cells:
        fields["deadline"] = corrected_deadline(entry, cells["due"])
    return event_of_correction(entry, fields)


def _names(words: str) -> list[str]:
    return [name.strip() for name in words.replace("，", "、").replace(",", "、").split("、") if name.strip()]


def corrected_owners(entry: LedgerEntry, names: Mapping[Role, Sequence[str]]) -> list[dict[str, Any]]:
    """The owners with those of some roles replaced; a name that the row had keeps what is known of it."""
    known = {owner.name: owner for owner in entry.owners}
    owners = []
    for role in Role:
        if role not in names:
            owners += [owner for owner in entry.owners if owner.role is role]
            continue
        fresh = (
            EntryOwner(name=name, mention="", role=role, basis=Basis.EXPLICIT) for name in names[role] if name
        )
        owners += [known.get(new.name, new).model_copy(update={"role": role}) for new in fresh]
    return [owner.model_dump(mode="json") for owner in owners]


def corrected_deadline(entry: LedgerEntry, due: dt.date) -> dict[str, Any]:
    """The deadline with a day that the office has set; the words of the document stay beside it."""
    known = entry.deadline or EntryDeadline(text="", kind=DeadlineKind.DATE)
    changes = {
        "kind": DeadlineKind.DATE,
        "due": due,
        "reason": "由督查室核定",
        "suggested": None,
        "policy": "",
    }
    return known.model_copy(update=changes).model_dump(mode="json")
