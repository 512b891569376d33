"""What a reading process lets its guard know: signs of life, and that its memory has run out."""

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []
_helpers: list[Callable[[], None]] = []


def listen(listener: Callable[[], None]) -> None:
    """Have `listener` called at every sign of life in this process."""
    _listeners.append(listener)


def beat() -> None:
    """Something of a file is done: a page, a document."""
    for listener in _listeners:
        listener()


def on_hunger(helper: Callable[[], None]) -> None:
    """Have `helper` called when this process has no memory left; it need not return."""
    _helpers.append(helper)


def hunger() -> None:
    """Memory has run out; what this process does from now on would fail, whatever the file."""
    for helper in _helpers:
        helper()
