"""`ledger events`: what happened since a given event, for people and as a feed for other programs."""

from __future__ import annotations

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.ledger.shared import echo_lines, existing_ledger, table_or_lines
from pipeline.commands.stop import DONE, ledger_at

HELP = """变更记录：第 N 条以后发生了什么，可供其他程序接着读

其他程序记住读到的最后一个 seq，下次从它开始，不漏也不重。"""


@click.command("events", cls=ChineseCommand, help=HELP)
@existing_ledger
@click.option("--since", type=click.IntRange(min=0), default=0, metavar="N", help="从第 N 条之后开始，默认 0")
@table_or_lines
def events(where: str, since: int, form: str) -> int:
    """Print the events after number `since`."""
    with ledger_at(where, create=False) as ledger:
        happened = ledger.events(since)
    if form == "jsonl":
        echo_lines(happened)
        return DONE
    from pipeline.commands.ledger.screen import show_events

    show_events(happened)
    return DONE
