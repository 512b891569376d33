"""Work that takes long in a large ledger says how far it is, to whoever listens: by default nobody does."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum


class Work(StrEnum):
    """What is being done, event by event."""

    UPGRADE = "upgrade"
    COPY = "copy"
    ROWS = "rows"


Listener = Callable[[Work, int, int], None]
"""Is told the work, how many events are done, and how many there are."""
_listener: ContextVar[Listener | None] = ContextVar("who is told of slow work", default=None)


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Within it the listener is told of slow work."""
    before = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(before)


def tell(work: Work, done: int, total: int) -> None:
    """Say how far the work is: at its beginning (0 done), now and then, and at its end."""
    if (listener := _listener.get()) is not None and total:
        listener(work, done, total)
