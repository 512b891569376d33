"""Notes: what other rooms keep in the ledger's history beside the rows, such as the decisions of an audit.

A note changes no row. It has a topic, a subject (an id, whatever the topic's owner takes for one) and facts
as JSON; it is chained, dated and signed with a name like every other event, and never changed afterwards.
"""

from collections.abc import Mapping
from typing import Any

from models import Event, EventKind
from pipeline.ledger.changes import NewEvent

TOPIC = "topic"


def note(topic: str, subject: str, facts: Mapping[str, Any]) -> NewEvent:
    """The event by which `Ledger.append` keeps a note; `facts` is anything that JSON can hold."""
    return NewEvent(EventKind.NOTED, subject, {**facts, TOPIC: topic})


def is_about(event: Event, topic: str) -> bool:
    """Whether the event is a note on the topic."""
    return event.kind is EventKind.NOTED and event.payload.get(TOPIC) == topic
