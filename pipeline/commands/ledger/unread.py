"""`ledger unread`: files that could not be read, and why."""

from __future__ import annotations

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.ledger.shared import echo_lines, existing_ledger, table_or_lines
from pipeline.commands.stop import DONE, ledger_at

HELP = """没能读入的文件：哪一天、哪一份、为什么、该怎么办

同一个文件夹里的这份文件后来读入了，就不再列出；别的文件夹里的同名文件不算。
标有密级、内部的文件不登记，也不会列在这里。"""


@click.command("unread", cls=ChineseCommand, help=HELP)
@existing_ledger
@table_or_lines
def unread(where: str, form: str) -> int:
    """Print the files that wait to be read."""
    from pipeline.ledger.unread_files import unread as waiting

    with ledger_at(where, create=False) as ledger:
        found = waiting(ledger)
    if form == "jsonl":
        echo_lines(found)
        return DONE
    from pipeline.commands.ledger.screen import show_unread

    show_unread(found)
    return DONE
