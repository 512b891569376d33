"""The ledger as it stood at the end of a day, by the dates on which things are said to have happened."""

import datetime as dt
from collections.abc import Iterable

from models import Event, EventKind, LedgerState
from pipeline.ledger.fold import fold
from pipeline.ledger.store import Ledger

_CHANGES = (EventKind.ENTRY_CHANGED, EventKind.STATUS_CHANGED, EventKind.ACTION_TAKEN)


def state_on(ledger: Ledger, on: dt.date, upto: int | None = None) -> LedgerState:
    """What stood in the ledger on `on`: later acts do not change what was printed for that day.

    What is dated back afterwards does, and shows as a higher `last_seq`; with `upto` even that is left out.
    """
    return fold(_by(ledger.events(upto=upto), on))


def _by(events: Iterable[Event], on: dt.date) -> Iterable[Event]:
    """The events up to the day; a change of a row that was added under a later date has nothing to change."""
    known: set[str] = set()
    for event in events:
        if event.on > on:
            continue
        if event.kind is EventKind.ENTRY_ADDED:
            known.add(event.subject)
        if event.kind not in _CHANGES or event.subject in known:
            yield event
