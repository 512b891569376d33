"""What a person reads while something takes long: how far it is, every few seconds, on standard error."""

import time
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

import click

PATIENCE = 5.0
"""Seconds without a word."""
_LOOK_EVERY = 500
Item = TypeVar("Item")


class Told(Generic[Item]):
    """The same items, counted; says `words` with their number in it while more are being waited for."""

    def __init__(self, items: Iterable[Item], words: str) -> None:
        self._items = items
        self._words = words
        self.count = 0

    def __iter__(self) -> Iterator[Item]:
        said = time.monotonic()
        for item in self._items:
            self.count += 1
            if self.count % _LOOK_EVERY == 0 and time.monotonic() - said > PATIENCE:
                click.echo(self._words.format(self.count), err=True)
                said = time.monotonic()
            yield item
