"""What a person reads while something takes long: how far it is, every few seconds, on standard error."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Generic, TypeVar

import click

if TYPE_CHECKING:
    from pipeline.ledger.slow_work import Work

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


class SlowWork:
    """Says what a large ledger is busy with, and how far it is; a small one is done at once, silently."""

    MANY = 20_000
    """From so many events on, work takes longer than a person likes to wait without a word."""

    def __init__(self) -> None:
        self._work: Work | None = None
        self._said = 0.0

    def __call__(self, work: Work, done: int, total: int) -> None:
        """Say that it begins, every few seconds how far it is, and that it is done."""
        if total < self.MANY:
            return
        now = time.monotonic()
        if work is not self._work:
            self._work, self._said = work, now
            click.echo(_BEGINS[work].format(total), err=True)
        elif done == total:
            click.echo(_ENDS[work], err=True)
        elif now - self._said > PATIENCE:
            self._said = now
            click.echo(f"……{done / total:.0%}", err=True)


_BEGINS = {
    "upgrade": "台账是旧版本的，正在转成新版本：共 {} 条记录，只做这一次，请等它做完。",
    "copy": "正在复制台账：共 {} 条记录。",
    "rows": "正在按记录整理现状：共 {} 条记录。",
}
_ENDS = {
    "upgrade": "转换完成。",
    "copy": "记录已复制完。",
    "rows": "现状已整理完，正在校验。",
}
