"""考核指标责任分解表: the indicators with their units, how points are deducted, how goals hang together."""

from collections.abc import Sequence

from models import Assessment
from pipeline.assessment.deductions import Deduction, Scoring
from pipeline.assessment.proposals import GUESSED, UNKNOWN, Proposal
from pipeline.exports.papers.official_page import Align, OfficialPage
from pipeline.exports.sheets.assessment_sheet import chain_words

TITLE = "考核指标责任分解表"
_WIDTHS = (11.0, 58.0, 18.0, 16.0, 32.0, 36.0, 34.0, 20.0)
_HEAD = ("序号", "考核指标", "一票否决", "分值", "目标值", "责任单位", "配合单位", "依据")


def assessment_paper(
    assessment: Assessment,
    proposals: Sequence[Proposal],
    scoring: Scoring | None,
    deductions: Sequence[Deduction],
) -> OfficialPage:
    """The paper; a unit that nobody has confirmed is marked as such."""
    page = OfficialPage(landscape=True)
    page.note("（草稿，经审定后印发）")
    page.title(TITLE)
    page.note(f"来源：《{assessment.title.strip('《》')}》")
    table = page.table(_WIDTHS, _HEAD)
    for proposal in proposals:
        table.row(_cells(proposal))
    if any(proposal.basis == GUESSED for proposal in proposals):
        page.note("“推定”是程序按单位职能提出的，文中没有写明哪项指标归哪个单位，须经确认。")
    page.line("")
    numbers = iter("一二三")
    if scoring:
        page.heading(f"{next(numbers)}、扣分办法")
        page.paragraph(f"牵头单位按上级扣分的{scoring.lead_factor:g}倍扣分（{scoring.lead_why}）。")
        page.paragraph(f"配合单位按牵头单位扣分的{scoring.support_share:.0%}扣分（{scoring.support_why}）。")
        for one in deductions:
            page.paragraph(f"{one.name}：{one.steps}。")
    if assessment.links:
        page.heading(f"{next(numbers)}、目标关系")
        page.paragraph(f"{chain_words(assessment.links)}。前一目标没有实现，后一目标也受影响。")
    if assessment.consequences:
        page.heading(f"{next(numbers)}、文中写明的后果")
        for source in assessment.consequences:
            page.paragraph(f"原文：{source.quote}")
    return page


def _cells(proposal: Proposal) -> list[tuple[str, Align]]:
    indicator = proposal.indicator
    weight = f"{indicator.weight:g}" if indicator.weight is not None else ""
    units = "、".join(proposal.units) or UNKNOWN
    mark = "（推定）" if proposal.basis == GUESSED else ""
    return [
        (str(proposal.number), "center"),
        (indicator.text, "left"),
        ("是" if indicator.veto else "", "center"),
        (weight, "center"),
        (indicator.target or "待明确", "center"),
        (units + mark, "center"),
        ("、".join(proposal.support), "center"),
        (proposal.basis, "center"),
    ]
