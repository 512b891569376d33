"""`export`: the ledger as a file for the office or for other programs."""

from pathlib import Path

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.options import FILE
from pipeline.commands.stop import ledger_at, writing_to

HELP = """把台账导出成 Excel、JSON Lines 或 CSV。

同一份台账导出多少次，内容都一样。"""


@click.command(cls=ChineseCommand, help=HELP)
@click.option("--ledger", required=True, metavar="FILE", help="已有的台账文件")
@click.option(
    "--format",
    "form",
    required=True,
    type=click.Choice(["xlsx", "jsonl", "csv"]),
    help="Excel、每行一条的 JSON、或 CSV",
)
@click.option("--out", required=True, type=FILE, metavar="DIR", help="写到哪个文件夹，没有就新建")
def export(ledger: str, form: str, out: Path) -> None:
    """Write the ledger in one format."""
    from pipeline.exports import export as write

    with ledger_at(ledger, create=False) as opened:
        state = opened.state()
    with writing_to(out):
        click.echo(f"已导出：{write(state, form, out)}")
