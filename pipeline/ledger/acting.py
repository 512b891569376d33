"""From what a person wants done to the event that records it, or the rule that it breaks. Pure."""

from collections.abc import Mapping
from typing import Any

from models import Act, EventKind, LedgerEntry, Problem, Registry, Role
from pipeline.ledger.changes import PERSON, NewEvent
from pipeline.ledger.corrected_cells import (
    corrected_deadline,
    corrected_limit,
    corrected_owners,
    read_names,
)
from pipeline.ledger.lifecycle import barred, may_complete, may_correct, repeats, uncorrectable, way
from pipeline.ledger.receivers import receivers
from pipeline.ledger.requirements import Setting, unmet

__all__ = ["corrected_deadline", "corrected_owners", "event_of_act", "event_of_cells", "event_of_correction"]
_NAMED = {"owners": "owner", "measure": "measure", "deadline": "deadline"}
"""The cells that hold one of the three essentials, in the order in which a row lists those that it lacks."""


def event_of_act(entry: LedgerEntry, act: Act, by: str, setting: Setting) -> NewEvent | Problem | None:
    """The event of the act; None when the very same act is recorded, so that a double run adds nothing."""
    if repeats(entry, act, by, setting.on):
        return None
    move = way(entry, act)
    if isinstance(move, Problem):
        return move
    fault = barred(entry, move, by, setting.roster, setting.registry) or unmet(
        entry, act, move.needs, setting
    )
    if fault:
        return fault
    facts = act.model_dump(mode="json", exclude_defaults=True)
    payload = facts | {"action": act.action, "status": move.target(entry).value}
    if act.to:
        payload["owners"] = [owner.model_dump(mode="json") for owner in receivers(entry, act.to, setting)]
    return NewEvent(EventKind.ACTION_TAKEN, entry.id, payload)


def event_of_correction(entry: LedgerEntry, fields: Mapping[str, Any]) -> NewEvent | Problem | None:
    """The event of a correction by hand, without the doubts that it settles; None if nothing changes."""
    known = entry.model_dump(mode="json")
    changed = {key: value for key, value in fields.items() if known[key] != value}
    if not changed:
        return None
    if not (may_correct(entry) or changed.keys() <= may_complete(entry)):
        return uncorrectable(entry)
    given = {_NAMED[key]: _is_given(key, changed[key]) for key in changed if key in _NAMED}
    settled = {name for name, is_given in given.items() if is_given}
    lacking = {*known["missing"], *given} - settled
    changed["missing"] = [name for name in _NAMED.values() if name in lacking]
    changed["doubts"] = [doubt for doubt in known["doubts"] if doubt["field"] not in settled]
    if "measure" in changed:
        changed["quality"] = _quality(entry, changed["measure"])
    return NewEvent(EventKind.ENTRY_CHANGED, entry.id, {"fields": changed, "origin": PERSON})


def _quality(entry: LedgerEntry, measure: str) -> dict[str, Any]:
    """How good the new measure is; the marks of the old one are not its own."""
    from pipeline.normaliser.quality import assess  # only this needs the words of the dictionary

    return assess(measure, entry.targets, entry.deadline).model_dump(mode="json")


def _is_given(field: str, value: Any) -> bool:
    """Whether the row has the essential now: who only helps is nobody who answers for it."""
    if field == "owners":
        return any(owner["role"] != Role.SUPPORT for owner in value)
    return bool(value.strip() if isinstance(value, str) else value)


def event_of_cells(
    entry: LedgerEntry, cells: Mapping[str, Any], registry: Registry | None = None
) -> NewEvent | Problem | None:
    """The event of a correction as a person writes it: measure, due, the units of a role as 甲局、乙局.

    `due` is a day, or words for one, for a rhythm or for 长期坚持.
    """
    fields: dict[str, Any] = {}
    if roles := {role: cells[role.value] for role in Role if role.value in cells}:
        names = read_names(entry, roles, registry)
        if isinstance(names, Problem):
            return names
        fields["owners"] = corrected_owners(entry, names, registry)
    if "measure" in cells:
        fields["measure"] = cells["measure"].strip()
    if due := cells.get("due"):
        limit = corrected_limit(entry, due) if isinstance(due, str) else corrected_deadline(entry, due)
        if isinstance(limit, Problem):
            return limit
        fields["deadline"] = limit
    return event_of_correction(entry, fields)
