"""`ledger events`: what happened since a given event, for people and as a feed for other programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.ledger.shared import echo_lines, existing_ledger, table_or_lines
from pipeline.commands.stop import DONE, ledger_at

if TYPE_CHECKING:
    from models import Event
    from pipeline.ledger import Ledger

_AT_ONCE = 2_000
PAGE = 200
"""How many events a table shows when nothing is said: its columns are as wide as all of them need."""
HELP = """变更记录：第 N 条以后发生了什么，可供其他程序接着读

其他程序记住读到的最后一个 seq，下次从它开始，不漏也不重。"""


@click.command("events", cls=ChineseCommand, help=HELP)
@existing_ledger
@click.option("--since", type=click.IntRange(min=0), default=0, metavar="N", help="从第 N 条之后开始，默认 0")
@click.option(
    "--limit", type=click.IntRange(min=1), metavar="N", help=f"最多列几条；table 默认 {PAGE}，jsonl 默认全部"
)
@table_or_lines
def events(where: str, since: int, limit: int | None, form: str) -> int:
    """Print the events after number `since`."""
    with ledger_at(where, create=False) as ledger:
        if form == "jsonl":
            echo_lines(_one_by_one(ledger, since, limit))
            return DONE
        last = ledger.last_seq()
        happened = ledger.events(since, min(last, since + (limit or PAGE)))
    from pipeline.commands.ledger.screen import show_events

    show_events(happened, last - since)
    return DONE


def _one_by_one(ledger: Ledger, since: int, limit: int | None) -> Iterator[Event]:
    """The events there are by now, some at a time; their numbers have no gaps, and none ever changes."""
    last = ledger.last_seq() if limit is None else min(ledger.last_seq(), since + limit)
    for read in range(since, last, _AT_ONCE):
        yield from ledger.events(read, min(read + _AT_ONCE, last))
