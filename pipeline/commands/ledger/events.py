"""`ledger events`: what happened since a given event, for people and as a feed for other programs."""

from __future__ import annotations

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.ledger.shared import existing_ledger
from pipeline.commands.stop import DONE, ledger_at

HELP = """变更记录：第 N 条以后发生了什么，可供其他程序接着读

其他程序记住读到的最后一个 seq，下次从它开始，不漏也不重。"""


@click.command("events", cls=ChineseCommand, help=HELP)
@existing_ledger
@click.option("--since", type=click.IntRange(min=0), default=0, metavar="N", help="从第 N 条之后开始，默认 0")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    metavar="FORMAT",
    help="table 给人看，jsonl 给程序读",
)
def events(where: str, since: int, form: str) -> int:
    """Print the events after number `since`."""
    with ledger_at(where, create=False) as ledger:
        happened = ledger.events(since)
    if form == "jsonl":
        import json

        for event in happened:
            click.echo(json.dumps(event.model_dump(mode="json"), ensure_ascii=False, sort_keys=True))
        return DONE
    from pipeline.commands.ledger.screen import show_events

    show_events(happened)
    return DONE
