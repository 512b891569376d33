"""`sample`: draw townships and villages to inspect, by strata, from a seed that is recorded."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.options import FILE
from pipeline.commands.stop import DONE, SOME_FAILED, Stop, stop_on, writing_to

HELP = """按层次抽取要检查的乡镇和村，写出抽样记录。

花名册是一张表（Excel、CSV 或 Word）：乡镇、村各一栏，要分层的再加一栏“层次”。
种子由您给，比如抽签那天公布的号码；种子和花名册不变，重抽的结果一样。"""


@click.command(cls=ChineseCommand, help=HELP)
@click.argument("roster", type=FILE, metavar="ROSTER")
@click.option("--seed", required=True, metavar="TEXT", help="抽样种子，写进记录")
@click.option(
    "--townships",
    type=click.IntRange(min=1),
    default=3,
    metavar="N",
    help="抽几个乡镇，尽量平均分到各层；不给就是 3",
)
@click.option(
    "--villages", type=click.IntRange(min=1), default=2, metavar="N", help="每个乡镇抽几个村；不给就是 2"
)
@click.option("--out", type=FILE, metavar="DIR", help="把抽样记录（Word）写到这个文件夹")
def sample(roster: Path, seed: str, townships: int, villages: int, out: Path | None) -> int:
    """Print the draw, and write its record."""
    from models import Problem
    from pipeline.sampling import draw, read_villages

    found = read_villages(roster)
    if isinstance(found, Problem):
        raise Stop(found.line())
    drawn = draw(found, seed=seed, townships=townships, villages=villages)
    click.echo(f"花名册 {roster.name}：{drawn.places} 个村，校验值 {drawn.roster[:16]}；种子 {seed}")
    for place in drawn.drawn:
        stratum = f"{place.stratum}：" if place.stratum else ""
        click.echo(f"{stratum}{place.township}  {'、'.join(place.villages)}")
    stop_on(drawn.problems)
    if out:
        from pipeline.exports import write_files
        from pipeline.exports.papers.sampling_record import sampling_record
        from pipeline.exports.papers.word_bytes import word_bytes

        with writing_to(out):
            page = sampling_record(drawn, roster.name)
            (written,) = write_files([("抽样记录.docx", word_bytes(page))], out)
        click.echo(f"已写：{written}")
    return SOME_FAILED if drawn.problems else DONE
