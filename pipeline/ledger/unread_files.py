"""Files that could not be read, as the ledger keeps them: the name and why, until such a file is read."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import Any

from models import Event, EventKind, Problem
from pipeline.ledger.changes import NewEvent
from pipeline.ledger.store import Ledger
from pipeline.readers.problems import problem

_NOT_KEPT = frozenset(
    {
        problem("secret", mark="", where="").code,
        problem("beside_secret").code,
        problem("internal", mark="", where="").code,
        problem("missing").code,
        problem("folder").code,
    }
)
"""Of what bears a mark of secrecy not even the name is kept; what is no file was a slip of the hand."""


def keep(ledger: Ledger, name: str, problems: Sequence[Problem], on: dt.date, actor: str) -> None:
    """Enter that a file could not be read, unless nothing of it may be kept or the ledger knows it."""
    if not problems or any(one.code in _NOT_KEPT for one in problems):
        return
    subject = "F" + hashlib.sha256(name.encode()).hexdigest()[:12]
    payload: dict[str, Any] = {"name": name, "problems": [one.model_dump(mode="json") for one in problems]}
    known = ledger.history(subject)
    if not known or known[-1].payload != payload:
        ledger.append([NewEvent(EventKind.DOCUMENT_FAILED, subject, payload)], on, actor)


def unread(ledger: Ledger) -> list[Event]:
    """The last failure of every file that could not be read and was not read since, in their order."""
    waiting: dict[str, Event] = {}
    for event in ledger.events_of(EventKind.DOCUMENT_FAILED, EventKind.DOCUMENT_READ):
        if event.kind is EventKind.DOCUMENT_FAILED:
            waiting.pop(event.payload["name"], None)
            waiting[event.payload["name"]] = event
        else:
            waiting.pop(event.payload["document"]["name"], None)
    return list(waiting.values())
