"""`export`: the ledger as a file for the office or for other programs."""

from pathlib import Path

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.options import FILE
from pipeline.commands.stop import ledger_at, stop, writing_to

HELP = """把台账导出成 Excel、Word、网页、日历，或给其他程序用的文件。

xlsx     整改台账、三张清单、需要人确认的事项
docx     任务分解表，和每个单位一份的督办任务单（含回执），都是草稿
html     一个网页文件，可浏览、可打印，不联网
ics      日历：全部时限一份，每个单位一份
csv      带中文表头的表格
jsonl    每行一条的 JSON，供其他程序读
parquet  供统计分析

同一份台账导出多少次，内容都一样。"""


@click.command(cls=ChineseCommand, help=HELP)
@click.option("--ledger", required=True, metavar="FILE", help="已有的台账文件")
@click.option(
    "--format",
    "form",
    required=True,
    type=click.Choice(["xlsx", "docx", "html", "ics", "csv", "jsonl", "parquet"]),
    metavar="FORMAT",
    help="导出成哪一种，见上",
)
@click.option("--out", required=True, type=FILE, metavar="DIR", help="写到哪个文件夹，没有就新建")
def export(ledger: str, form: str, out: Path) -> None:
    """Write the ledger in one format."""
    from pipeline.exports import EXTRAS
    from pipeline.exports import export as write

    with ledger_at(ledger, create=False) as opened:
        state = opened.state()
    with writing_to(out):
        try:
            written = write(state, form, out)
        except ImportError as error:
            raise stop(
                "X905",
                f"导出 {form} 的程序包没有装。",
                f"请在项目文件夹运行：.venv/bin/python -m pip install '.[{EXTRAS.get(form, 'dev')}]'",
            ) from error
    click.echo(f"已导出：{written}" + (f"（{_count(written)} 份）" if written.is_dir() else ""))


def _count(folder: Path) -> int:
    return sum(1 for _ in folder.iterdir())
