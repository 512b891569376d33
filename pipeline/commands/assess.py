"""`assess`: the indicators of an assessment, who answers for each, and what is deducted."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.options import FILE, internal_option, lexicon_option, units_option
from pipeline.commands.own import office_of
from pipeline.commands.stop import DONE, SOME_FAILED, Stop, stop, stop_on, writing_to

if TYPE_CHECKING:
    from models import Assessment
    from pipeline.assessment import Proposal
    from pipeline.office import Office

HELP = """从讲话或考核方案里列出考核指标，写成指标表、责任分解表和迎检手册。

列出：指标和分值、一票否决项、扣分办法和算例、目标之间的关系、现场抽样办法。
文中没有写明哪项指标归哪个单位的，按职能提出并注明“推定”；
在考核指标表里改好、“确认”栏选“是”，再用 --confirmed 读回来，就成为“已确认”。"""


def _points(value: str) -> tuple[str, Decimal]:
    """`粮食产量=0.5` as an indicator and the points lost."""
    name, _, points = value.rpartition("=")
    try:
        lost = Decimal(points)
    except InvalidOperation:
        lost = Decimal(0)
    if not name.strip() or not lost.is_finite() or lost <= 0:
        raise click.BadParameter(f"「{value}」要写成 指标=扣分 的样子，如 粮食产量=0.5")
    return name.strip(), lost


@click.command(cls=ChineseCommand, help=HELP)
@click.argument("paper", type=FILE, metavar="FILE")
@click.option("--out", required=True, type=FILE, metavar="DIR", help="写到哪个文件夹，没有就新建")
@click.option("--confirmed", type=FILE, metavar="XLSX", help="填过“确认”栏的考核指标表")
@click.option("--scoring", type=FILE, metavar="TOML", help="本单位的扣分办法，代替文中写的")
@click.option(
    "--lost", type=_points, multiple=True, metavar="NAME=POINTS", help="上级考核扣了几分；可以给几次"
)
@internal_option
@units_option
@lexicon_option
def assess(
    paper: Path,
    out: Path,
    confirmed: Path | None,
    scoring: Path | None,
    lost: tuple[tuple[str, Decimal], ...],
    accept_internal: bool,
    units: Path | None,
    lexicon: Path | None,
) -> int:
    """Write the sheet and the paper of an assessment."""
    office = office_of(units, lexicon)
    found = _read(paper, office, accept_internal=accept_internal)
    proposals = _proposals(found, office, confirmed)
    files = _files(found, proposals, scoring, lost)
    from pipeline.exports import write_files

    with writing_to(out):
        written = write_files(files, out)
    _tell(found, proposals)
    for path in written:
        click.echo(f"已写：{path}")
    stop_on(found.problems)
    return SOME_FAILED if found.problems else DONE


def _read(paper: Path, office: Office, *, accept_internal: bool) -> Assessment:
    from extractors.assessment import find_assessment
    from pipeline.assessment.completing import completed
    from pipeline.office import office_registry
    from pipeline.reading import read_each_guarded

    registry, faults = office_registry(office)
    stop_on(faults)
    (reading,) = read_each_guarded([paper], office, accept_internal=accept_internal)
    stop_on(reading.problems)
    if reading.extraction is None:
        raise stop("X955", "这份文件没有读成。", "请看上面的提示。", paper.name)
    extraction = reading.extraction
    found = find_assessment(extraction.document, extraction.tasks)
    found = found.model_copy(update={"title": found.title or paper.stem})
    found = completed(found, extraction.document, registry)
    if not (found.indicators or found.deductions or found.links):
        raise stop("X956", "文中没有找到考核指标、扣分办法或目标关系。", "请核对是不是这份文件。", paper.name)
    return found


def _proposals(found: Assessment, office: Office, confirmed: Path | None) -> list[Proposal]:
    from models import Problem
    from pipeline.assessment import propose
    from pipeline.assessment.confirmed import read_confirmed
    from pipeline.office import office_registry

    settled = read_confirmed(confirmed) if confirmed else {}
    if isinstance(settled, Problem):
        raise Stop(settled.line())
    return propose(found, office_registry(office)[0], settled)


def _files(
    found: Assessment, proposals: list[Proposal], own: Path | None, lost: tuple[tuple[str, Decimal], ...]
) -> list[tuple[str, bytes]]:
    from models import Problem
    from pipeline.assessment.deductions import load_scoring, scoring_of, worked
    from pipeline.exports.papers.assessment_paper import assessment_paper
    from pipeline.exports.papers.indicator_handbook import indicator_handbook
    from pipeline.exports.papers.word_bytes import word_bytes
    from pipeline.exports.sheets.assessment_sheet import add_deductions, add_goals, add_indicators
    from pipeline.exports.sheets.workbook_bytes import book_of

    given = load_scoring(own) if own else None
    if isinstance(given, Problem):
        raise Stop(given.line())
    scoring = scoring_of(found, given)
    deductions = worked(lost, scoring) if scoring else []

    def fill(book: object) -> None:
        add_indicators(book, found, proposals)
        add_deductions(book, scoring, deductions)
        add_goals(book, found)

    page = assessment_paper(found, proposals, scoring, deductions)
    return [
        ("考核指标表.xlsx", book_of(fill)),
        ("考核指标责任分解表.docx", word_bytes(page)),
        ("迎检工作手册（指标分册）.docx", word_bytes(indicator_handbook(found, proposals))),
    ]


def _tell(found: Assessment, proposals: list[Proposal]) -> None:
    vetoes = sum(proposal.indicator.veto for proposal in proposals)
    click.echo(f"《{found.title.strip('《》')}》：指标 {len(proposals)} 项，其中一票否决 {vetoes} 项。")
    for proposal in proposals:
        veto = "（一票否决）" if proposal.indicator.veto else ""
        units = "、".join(proposal.units) or "单位待明确"
        helped = f"（配合 {'、'.join(proposal.support)}）" if proposal.support else ""
        click.echo(f"{proposal.number}. {proposal.indicator.text}{veto}  {units}{helped}  [{proposal.basis}]")
    if found.sampling:
        rule = found.sampling
        strata = f"分{'、'.join(rule.strata)}，" if rule.strata else ""
        size = f"抽 {rule.townships} 个乡镇，每个抽 {rule.villages} 个村"
        click.echo(f"现场抽样：{strata}{size}；可用 sample 命令抽取。")
