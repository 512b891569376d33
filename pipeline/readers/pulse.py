"""Signs of life of a long reading: the guard counts its seconds from the last one."""

from collections.abc import Callable

_listeners: list[Callable[[], None]] = []


def listen(listener: Callable[[], None]) -> None:
    """Have `listener` called at every sign of life in this process."""
    _listeners.append(listener)


def beat() -> None:
    """Something of a file is done: a page, a document."""
    for listener in _listeners:
        listener()
