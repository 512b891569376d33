"""`evaluate`: the program measured against a clerk's own answers."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.options import FILE, lexicon_option, units_option
from pipeline.commands.own import office_of
from pipeline.commands.stop import DONE, NOTHING_DONE, SOME_FAILED, stop, stop_on

if TYPE_CHECKING:
    from pipeline.evaluation.folders import Measured

HELP = """拿人工标好的标准答案，量一量读得准不准。

文件夹里每份「名称.gold.json」是一份标准答案，文件放在旁边。
任务、责任单位、角色、时限全对，才算一行不用改。"""


@click.command(cls=ChineseCommand, help=HELP)
@click.argument("gold", type=FILE, metavar="GOLD_DIR")
@click.option("--documents", type=FILE, metavar="DIR", help="文件不在标准答案旁边时，到这个文件夹找")
@click.option("--confusion", is_flag=True, help="逐句列出：应该是什么，读成了什么")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    help="默认 table，给人看；json 给程序用",
)
@units_option
@lexicon_option
def evaluate(
    gold: Path,
    documents: Path | None,
    confusion: bool,
    form: str,
    units: Path | None,
    lexicon: Path | None,
) -> int:
    """Print how near the program comes to the gold."""
    from pipeline.commands.scores import show_confusion, show_scores
    from pipeline.evaluation.folders import golds_in, measure, summary
    from pipeline.office import tools

    golds = golds_in(gold)
    if not golds:
        raise stop("X930", "没有标准答案。", "请核对文件夹；标准答案的文件名以 .gold.json 结尾。", str(gold))
    own = tools(office_of(units, lexicon))
    stop_on(own.problems)
    results = []
    for path in golds:
        results.append(measure(path, own.extractor, documents))
        for problem in results[-1].problems:
            click.echo(problem.line(), err=True)
    if form == "json":
        click.echo(json.dumps(summary(results), ensure_ascii=False, indent=2))
    else:
        show_scores(results)
        if confusion:
            show_confusion(results)
    return exit_code(results)


def exit_code(results: Iterable[Measured]) -> int:
    """0 when every gold was measured whole, 3 when none was, else 1."""
    results = list(results)
    measured = [result for result in results if result.read]
    if not measured:
        return NOTHING_DONE
    return SOME_FAILED if any(result.problems for result in results) else DONE
