"""What a person writes into a cell of a row: units linked, limits understood, or what is wrong. Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from models import DeadlineKind, EntryDeadline, LedgerEntry, Problem, Registry, Role
from pipeline.ledger.problems import problem
from pipeline.rosters import linked, read_units

_SET_BY_OFFICE = "由督查室核定"


def read_names(
    entry: LedgerEntry, cells: Mapping[Role, str], registry: Registry | None = None
) -> dict[Role, list[str]] | Problem:
    """The names of each role that the cells change; what is not wholly units is refused with its words.

    县财政局（牵头） under 责任单位 leads, beside those who lead already.
    """
    named: dict[Role, list[str]] = {role: [] for role in cells}
    known = {owner.name for owner in entry.owners}
    for role, words in cells.items():
        units = read_units(words, role, registry, known)
        if isinstance(units, str):
            return problem("not_units", entry.id, words=units)
        for unit in units:
            named.setdefault(unit.role, [o.name for o in entry.owners if o.role is unit.role]).append(
                unit.name
            )
    return named


def corrected_owners(
    entry: LedgerEntry, names: Mapping[Role, Sequence[str]], registry: Registry | None = None
) -> list[dict[str, Any]]:
    """The owners with those of some roles replaced; a name that the row had keeps what is known of it."""
    known = {owner.name: owner for owner in entry.owners}
    owners = []
    for role in Role:
        if role not in names:
            owners += [owner for owner in entry.owners if owner.role is role]
            continue
        fresh = [linked(name, role, registry) for name in dict.fromkeys(names[role]) if name]
        owners += [known.get(new.name, new).model_copy(update={"role": role}) for new in fresh]
    return [owner.model_dump(mode="json") for owner in owners]


def corrected_deadline(entry: LedgerEntry, due: dt.date) -> dict[str, Any]:
    """The deadline with a day that the office has set; the words of the document stay beside it."""
    known = entry.deadline or EntryDeadline(text="", kind=DeadlineKind.DATE)
    return _set(known, kind=DeadlineKind.DATE, due=due)


def corrected_limit(entry: LedgerEntry, words: str) -> dict[str, Any] | Problem:
    """The deadline that the office sets in words: a day, a rhythm (每季度末月28日), or 长期坚持.

    Words that leave the day open (尽快, 3月底 without a year) are no limit that an office can set.
    """
    from extractors.deadlines import find_deadlines  # only this needs it

    found = find_deadlines(words, None, in_field=True)
    last = next((match for match in reversed(found) if match.limit), None)
    if last and last.kind is DeadlineKind.DATE and last.due:
        return corrected_deadline(entry, last.due)
    if last is None or last.kind not in (DeadlineKind.RECURRING, DeadlineKind.STANDING):
        return problem("not_a_limit", entry.id, words=words)
    told = {"text": words.strip(), "standing": last.standing, "every": last.every}
    return _set(EntryDeadline(text="", kind=last.kind), **told)


def _set(deadline: EntryDeadline, **changes: Any) -> dict[str, Any]:
    changes |= {"reason": _SET_BY_OFFICE, "suggested": None, "policy": ""}
    return deadline.model_copy(update=changes).model_dump(mode="json")
