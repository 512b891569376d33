"""`export`: the ledger as a file for the office or for other programs, and the papers that circulate."""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.ledger.filters import Filters, filter_options
from pipeline.commands.ledger.shared import full_ids, rules_option, thresholds, upto_option
from pipeline.commands.masks import masks_off, unmasked_option
from pipeline.commands.options import FILE, day, today, units_option
from pipeline.commands.stop import DONE, SOME_FAILED, Stop, ledger_at, stop, stop_on, too_many_for, writing_to
from pipeline.commands.waiting import Told

if TYPE_CHECKING:
    from pipeline.exports.day_lights import DayLights
    from pipeline.exports.snapshot import Snapshot
    from pipeline.ledger import Ledger
    from pipeline.ledger.moments import Moment
    from pipeline.ledger.queries import Query

HELP = """把台账导出成 Excel、Word、网页、日历等文件，或写督查通报等文书。

用 --format 导出整个台账：

xlsx     整改台账、三张清单、需要人确认的事项；最多 2 万条
docx     整改台账、三张清单、任务分解表，和每个单位一份的督办任务单（含回执）
html     一个网页文件，可浏览、可打印，不联网
ics      日历：全部时限一份，每个单位一份
csv      带中文表头的表格
jsonl    每行一条的 JSON，供其他程序读
parquet  供统计分析

用 --paper 写一种文书，都是草稿，不带红头、文号、印章和签名：

{papers}

手机号、身份证号一律打码（jsonl、parquet 也是）；只供内部用的，加 --unmasked。
用 --unit、--status、--due-before、--light 可以只导出一部分。
同一份台账导出多少次，内容都一样；文书和亮灯按 --today 那天的情况算。"""
BULLETIN = "督查通报"
"""The one paper of figures."""
PAPERS = {
    "整改台账": "整个台账，Word（A3 横排）和 Excel 各一份",
    "三张清单": "问题清单、任务清单、责任清单，Word 和 Excel 各一份",
    "任务分解表": "任务、牵头、责任、配合、时限，Word 和 Excel 各一份",
    "单位任务单": "每个单位一份，只有本单位的任务：Word 带回执，Excel 可填",
    BULLETIN: "办理情况的数字（分母写明）、典型问题、逾期和临期任务；附表另有 Excel",
    "督办通知单": "已立项、未办结的任务，每个单位一份，含原文依据和回执",
    "催办通知单": "亮红灯、黄灯的任务，每个单位一份，写明原因，含回执",
    "单位填报表": "每个单位一份 Excel，只有本单位的任务，填好后用 ledger import 读回",
    "时间表": "按月的时间表（Word、Excel）、甘特图（Excel 和图片）、各单位每月到期数",
    "迎检工作手册": "逐项写明要求、责任单位、应备资料、现场点位，Word 和 Excel 各一份",
    "对照检查表": "文件里“是否存在……”一类的自查问题，一问一行，Word 和 Excel 各一份",
    "延期申请表": "已申请延期的任务每项一份；用 --id 可指定任务",
    "销号申请表": "已申请销号的任务每项一份；用 --id 可指定任务",
}
"""The papers by name, and what each is good for; `pipeline.exports.circulars` writes them."""


@click.command(cls=ChineseCommand, help=HELP.format(papers="\n".join(f"{k}  {v}" for k, v in PAPERS.items())))
@click.option("--ledger", required=True, metavar="FILE", help="已有的台账文件")
@click.option(
    "--format",
    "form",
    type=click.Choice(["xlsx", "docx", "html", "ics", "csv", "jsonl", "parquet"]),
    metavar="FORMAT",
    help="导出成哪一种，见上",
)
@click.option("--paper", type=click.Choice(list(PAPERS)), metavar="PAPER", help="写哪一种文书，见上")
@click.option("--out", required=True, type=FILE, metavar="DIR", help="写到哪个文件夹，没有就新建")
@click.option("--id", "ids", multiple=True, metavar="ID", help="文书只写这一条任务；可以给几次")
@click.option(
    "--today",
    "on",
    type=day,
    metavar="DATE",
    default=today,
    help="文书和亮灯按哪一天，不给就用今天",
)
@click.option("--last", type=day, metavar="DATE", help="督查通报：上次通报截至哪一天，不给就是上月最后一天")
@unmasked_option
@click.option("--by", metavar="NAME", help="谁导出没有打码的文件，记入台账历史")
@filter_options
@upto_option
@rules_option
@units_option
def export(
    ledger: str,
    form: str | None,
    paper: str | None,
    out: Path,
    ids: tuple[str, ...],
    on: dt.date,
    last: dt.date | None,
    unmasked: bool,
    by: str | None,
    filters: Filters,
    upto: int | None,
    rules: Path | None,
    units: Path | None,
) -> int:
    """Write the ledger in one format, or one paper."""
    if (form is None) == (paper is None):
        raise click.UsageError("--format 和 --paper 要给一个，也只能给一个")
    if unmasked != bool(by):
        raise click.UsageError("--unmasked 和 --by 要一起给：不打码的导出，台账里要记下是谁导出的")
    if paper and any(filters):
        raise click.UsageError(
            "--unit、--status、--due-before、--light 只用于 --format；文书用 --id 指定任务"
        )
    with masks_off(ledger, str(by), paper or str(form), on) if unmasked else nullcontext():
        if paper:
            from pipeline.exports.earlier import with_earlier

            with ledger_at(ledger, create=False) as opened:
                if paper in _EVERY_ROW and not ids:
                    _refuse_a_paper(opened, upto, on)
                snapshot, code = _snapshot(opened, ids, on, upto, rules, units, figures=paper == BULLETIN)
                if paper == BULLETIN:
                    snapshot = with_earlier(opened, snapshot, last, upto)
            return _write_paper(paper, snapshot, out) or code
        from pipeline.exports.day_lights import DayLights
        from pipeline.ledger.moments import Moment

        _write_format(str(form), ledger, out, filters, Moment(upto), DayLights(on, thresholds(rules)))
    return DONE


def _snapshot(
    ledger: Ledger,
    ids: tuple[str, ...],
    on: dt.date,
    upto: int | None,
    rules: Path | None,
    units: Path | None,
    *,
    figures: bool,
) -> tuple[Snapshot, int]:
    from pipeline.exports.slim import Slim
    from pipeline.exports.snapshot import Snapshot
    from pipeline.registry import load_registry

    registry, problems = load_registry(units)
    stop_on(problems)
    chosen, faults = full_ids(ledger, ids)
    for fault in faults:
        click.echo(fault.line(), err=True)
    if ids and not chosen:
        raise stop("E001", "要写的任务一条也没有找到。", "请用 ledger list 查台账编号。")
    state = ledger.state(upto, on, Slim() if figures else None)
    snapshot = Snapshot(state, on, thresholds(rules), registry, frozenset(chosen))
    return snapshot, SOME_FAILED if faults else DONE


def _write_paper(paper: str, snapshot: Snapshot, out: Path) -> int:
    from models.collector import kept_for_good
    from pipeline.exports import write_files
    from pipeline.exports.circulars import circular_files
    from pipeline.ledger.standing import standings_kept

    kept_for_good()
    with writing_to(out), standings_kept():
        written = write_files(circular_files(paper, snapshot), out)
    if not written:
        raise stop("E002", f"没有要写{paper}的任务。", NOTHING[paper])
    if empty := _empty(paper, snapshot):
        click.echo(f"注意：{paper}里一项任务也没有。{empty}", err=True)
    for path in written[:_SHOWN]:
        click.echo(f"已写：{path}")
    if len(written) > _SHOWN:
        click.echo(f"……共 {len(written)} 份，在 {written[-1].parent}")
    return DONE


NOTHING = {
    "单位任务单": "没有一项任务写明了责任单位；请先用 ledger edit 补上。",
    "督办通知单": "草稿要先用 ledger file 立项，或者用 --id 指定任务。",
    "催办通知单": "这一天没有亮红灯、黄灯的任务。",
    "单位填报表": "没有已交办、正在办理的任务；草稿要先立项、交办。",
    "对照检查表": "台账里的文件没有“是否存在……”一类的自查问题。",
    "延期申请表": "没有待批的延期；要给某项任务备一份空表，请用 --id 指定。",
    "销号申请表": "没有待验收的任务；要给某项任务备一份空表，请用 --id 指定。",
}
"""What to do where a paper has nothing to say; the other papers are written all the same."""
_ONLY_SOME = "请用 --id 指定要写的任务；要分批的表，请改用 --format xlsx 加 --unit、--status 或 --light。"
_EVERY_ROW = ("整改台账", "三张清单", "任务分解表", "时间表", "迎检工作手册")
"""Papers with a line for every row, of which one file must not have too many."""
_SHOWN = 8


def _empty(paper: str, snapshot: Snapshot) -> str:
    """Why a paper that is always written has no row in it; empty if it has some."""
    from pipeline.ledger.statistics import counted

    if not snapshot.entries:
        return "台账里没有任务，或者到 --today 那天还没有登记。"
    if paper == BULLETIN and not counted(snapshot.entries):
        return "草稿不列入通报，要先用 ledger file 立项。"
    return ""


_BESIDE = {"docx": "整改台账.docx、三张清单.docx、任务分解表.docx", "ics": "台账日历.ics"}
"""The files for all units beside the folder of those for each."""


def _write_format(
    form: str, ledger: str, out: Path, filters: Filters, moment: Moment, lights: DayLights
) -> None:
    from pipeline.exports import EXTRAS
    from pipeline.exports import export as write
    from pipeline.ledger.selections import selected

    chosen, query = filters.words(lights.on), filters.query(lights.on, lights.rules)
    with ledger_at(ledger, create=False) as opened, selected(opened, query, moment) as contents:
        _refuse_too_many(form, opened, query, moment)
        told = Told[Any](contents.records if form == "jsonl" else contents.entries, "已处理 {} 条……")
        if form == "jsonl":
            contents.records = told
        else:
            contents.entries = told
        with writing_to(out):
            try:
                written = write(contents, form, out, lights=lights, chosen=chosen)
            except ImportError as error:
                raise stop(
                    "X905",
                    f"导出 {form} 的程序包没有装。",
                    f"请在项目文件夹运行：.venv/bin/python -m pip install '.[{EXTRAS.get(form, 'dev')}]'",
                ) from error
    beside = f"（{_count(written)} 份），同处另有 {_BESIDE[form]}" if written.is_dir() else ""
    click.echo(f"已导出：{written}{beside}")
    if chosen:
        click.echo(f"只有这些任务：{chosen}，共 {told.count} 条。")


def _refuse_too_many(form: str, ledger: Ledger, query: Query, moment: Moment, *advice: str) -> None:
    """Before a row is read; which rows match is looked up only where the whole ledger is too large."""
    from pipeline.ledger.queries import EVERY_ROW, find_page

    if too_many_for(form, find_page(ledger, EVERY_ROW, 0, 0)[1]) is None:
        return
    if problem := too_many_for(form, find_page(ledger, query, 0, 0, moment)[1], *advice):
        raise Stop(problem.line())


def _refuse_a_paper(ledger: Ledger, upto: int | None, on: dt.date) -> None:
    """One that lists every row but merged and void ones has an Excel, too."""
    from models import Status
    from pipeline.ledger.moments import Moment
    from pipeline.ledger.queries import Query
    from pipeline.ledger.status_groups import DROPPED

    listed = [status for status in Status if status not in DROPPED]
    _refuse_too_many("xlsx", ledger, Query(statuses=listed), Moment(upto, on), _ONLY_SOME)


def _count(folder: Path) -> int:
    return sum(1 for _ in folder.iterdir())
