"""Decisions on pairs as notes in our own ledger: dated, signed and chained like all that happened there."""

import datetime as dt
from collections.abc import Iterable

from models import Decision, Event
from pipeline.ledger import Ledger, note

TOPIC = "audit_decision"
_FACTS = {"commitment", "ruling", "quote"}


def decisions_of(ledger: Ledger) -> tuple[Decision, ...]:
    """All decisions that the ledger keeps, oldest first."""
    return tuple(map(_decision, ledger.notes(TOPIC)))


def keep_decisions(ledger: Ledger, decisions: Iterable[Decision], by: str, on: dt.date) -> None:
    """Record decisions, all or none; `by` is who answers for them."""
    notes = [note(TOPIC, each.entry, each.model_dump(mode="json", include=_FACTS)) for each in decisions]
    ledger.append(notes, on, by)


def _decision(event: Event) -> Decision:
    facts = {name: event.payload[name] for name in _FACTS}
    return Decision.model_validate({**facts, "entry": event.subject, "by": event.actor, "on": event.on})
