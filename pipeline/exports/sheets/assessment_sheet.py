"""考核指标表: indicators with veto and points, their units and on whose word, deductions, goals."""

from collections.abc import Sequence
from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from models import Assessment, GoalLink
from pipeline.assessment.confirmed import CONFIRMED, NAME, SUPPORT, UNITS, YES
from pipeline.assessment.deductions import Deduction, Scoring
from pipeline.assessment.proposals import CONFIRMED as SETTLED
from pipeline.assessment.proposals import GUESSED, UNKNOWN, Proposal
from pipeline.exports.papers.circulated import printable
from pipeline.exports.sheets.table import Cell, Column, Table

SHEET_NAME, DEDUCTIONS, GOALS = "考核指标表", "扣分测算", "目标关系"
_COLUMNS = (
    Column("序号", 5, "center"),
    Column(NAME, 34),
    Column("一票否决", 9, "center"),
    Column("分值", 8, "center"),
    Column("目标值", 18, "center"),
    Column(UNITS, 22, "center"),
    Column(SUPPORT, 20, "center"),
    Column("依据", 9, "center"),
    Column(CONFIRMED, 8, "center"),
    Column("说明", 34, size=9),
    Column("原文位置", 11, "center", 9),
    Column("原文", 48, size=8),
)
_MARK_AT = 1 + [column.header for column in _COLUMNS].index(CONFIRMED)
_DEDUCTION_COLUMNS = (
    Column("指标", 34),
    Column("上级扣分", 11, "center"),
    Column("牵头单位扣分", 13, "center"),
    Column("配合单位扣分", 13, "center"),
    Column("算式", 52),
)
_GOAL_COLUMNS = (
    Column("序号", 6, "center"),
    Column("前一目标", 30),
    Column("是其组成部分的目标", 34),
    Column("占分", 8, "center"),
    Column("原文", 60, size=9),
    Column("原文位置", 11, "center", 9),
)
_NOT_TOLD = "待明确"


def add_indicators(book: Any, assessment: Assessment, proposals: Sequence[Proposal]) -> None:
    """Add the sheet; what is only 推定 is shaded, and becomes firm when it comes back confirmed."""
    table = Table(book, SHEET_NAME, _COLUMNS)
    table.title(SHEET_NAME)
    vetoes = sum(proposal.indicator.veto for proposal in proposals)
    guessed = sum(proposal.basis in (GUESSED, UNKNOWN) for proposal in proposals)
    table.line(
        f"说明：取自《{printable(assessment.title.strip('《》'))}》，"
        f"共 {len(proposals)} 项指标，其中一票否决 {vetoes} 项；"
        f"责任单位为推定或待明确的 {guessed} 项（浅黄底色），改好后在“{CONFIRMED}”栏选“是”，再交程序读回。"
    )
    table.header()
    for proposal in proposals:
        table.add(_cells(proposal))
    if proposals:
        rule = DataValidation(type="list", formula1=f'"{YES[0]}"', allow_blank=True)
        letter = get_column_letter(_MARK_AT)
        rule.add(f"{letter}{table.header_row + 1}:{letter}{table.row}")
        table.sheet.add_data_validation(rule)
    table.finish(frozen_columns=2)


def add_deductions(book: Any, scoring: Scoring | None, deductions: Sequence[Deduction]) -> None:
    """Add the sheet: the rule with its source, then every deduction step by step."""
    table = Table(book, DEDUCTIONS, _DEDUCTION_COLUMNS)
    table.title(DEDUCTIONS)
    if scoring is None:
        table.line("文中没有写明怎样扣分，本单位也没有给出扣分办法，未测算。")
        table.header()
        table.finish(paper="A4")
        return
    table.line(f"牵头单位：按上级扣分的 {scoring.lead_factor:g} 倍扣。{printable(scoring.lead_why)}")
    share = f"{scoring.support_share:.0%}"
    table.line(f"配合单位：按牵头单位扣分的 {share} 扣。{printable(scoring.support_why)}")
    table.header()
    for one in deductions:
        points = (f"{value.normalize():f}" for value in (one.lost, one.lead, one.support))
        table.add([Cell(printable(one.name)), *map(Cell, points), Cell(one.steps)])
    table.finish(paper="A4")


def add_goals(book: Any, assessment: Assessment) -> None:
    """Add the sheet: which goal is part of which, and what the paper says failing leads to."""
    table = Table(book, GOALS, _GOAL_COLUMNS)
    table.title(GOALS)
    table.line(f"说明：前一目标没有实现，后一目标也受影响。{chain_words(assessment.links)}")
    table.header()
    for number, link in enumerate(assessment.links, 1):
        weight = f"{link.weight:g}" if link.weight is not None else ""
        cells = (printable(link.part), printable(link.whole), weight, printable(link.text))
        table.add([Cell(number), *map(Cell, cells), Cell(link.source.place.label())])
    if assessment.consequences:
        table.section("文中写明的后果")
        for number, source in enumerate(assessment.consequences, 1):
            quote = Cell(printable(source.quote))
            table.add([Cell(number), Cell(), Cell(), Cell(), quote, Cell(source.place.label())])
    table.finish()


def chain_words(links: Sequence[GoalLink]) -> str:
    """摘牌 → 后评估 → 先进县, where one link begins with what another ends with."""
    nexts = {link.part: link.whole for link in links}
    ends = set(nexts.values())
    chains = []
    for start in nexts:
        if any(start in end or end in start for end in ends):
            continue
        chain, seen = [start], {start}
        while (following := _following(chain[-1], nexts)) and following not in seen:
            chain.append(following)
            seen.add(following)
        chains.append(" → ".join(chain))
    return printable("；".join(chains))


def _following(goal: str, nexts: dict[str, str]) -> str:
    return next((whole for part, whole in nexts.items() if part in goal or goal in part), "")


def basis_shade(proposal: Proposal) -> str:
    """Why the cell of the units is shaded; empty where somebody stands behind them."""
    return proposal.why if proposal.basis in (GUESSED, UNKNOWN) else ""


def _cells(proposal: Proposal) -> list[Cell]:
    indicator = proposal.indicator
    weight = f"{indicator.weight:g}" if indicator.weight is not None else ""
    return [
        Cell(proposal.number),
        Cell(printable(indicator.text)),
        Cell("是" if indicator.veto else ""),
        Cell(weight),
        Cell(printable(indicator.target) or _NOT_TOLD),
        Cell(printable("、".join(proposal.units)) or UNKNOWN, why=basis_shade(proposal)),
        Cell(printable("、".join(proposal.support))),
        Cell(proposal.basis),
        Cell(YES[0] if proposal.basis == SETTLED else ""),
        Cell(printable(proposal.why)),
        Cell(indicator.source.place.label()),
        Cell(printable(indicator.source.quote)),
    ]
