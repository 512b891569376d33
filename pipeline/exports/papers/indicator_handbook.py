"""迎检工作手册 by indicator: the standard, who answers for it, which papers, where it is looked at."""

from collections.abc import Sequence

from models import Assessment, Indicator
from pipeline.assessment.proposals import GUESSED, UNKNOWN, Proposal
from pipeline.exports.papers.official_form import OfficialForm
from pipeline.exports.papers.official_page import OfficialPage

TITLE = "迎检工作手册（指标分册）"
_TO_BE_SET = "待明确"


def indicator_handbook(assessment: Assessment, proposals: Sequence[Proposal]) -> OfficialPage:
    """The paper; what the text does not say is left to be filled in by the unit that answers for it."""
    page = OfficialPage()
    page.note("（草稿，经审定后使用）")
    page.title(TITLE)
    page.paragraph(
        f"本册按《{assessment.title.strip('《》')}》列出{len(proposals)}项指标。请责任单位逐项填写资料清单、"
        "现场点位和问答要点，对号入座做好准备。"
    )
    for proposal in proposals:
        _item(page, proposal)
    return page


def _item(page: OfficialPage, proposal: Proposal) -> None:
    indicator = proposal.indicator
    mark = "（推定，须经确认）" if proposal.basis == GUESSED else ""
    form = OfficialForm(page, together=True)
    form.wide(f"指标{proposal.number}", [indicator.text])
    form.pair(("一票否决", "是" if indicator.veto else "否"), ("分值", _points(indicator)))
    form.wide("标准", [indicator.target or _TO_BE_SET])
    form.wide("责任单位", [("、".join(proposal.units) or UNKNOWN) + mark])
    if proposal.support:
        form.wide("配合单位", ["、".join(proposal.support)])
    form.wide("依据原文", [f"{indicator.source.quote}（{indicator.source.place.label()}）"])
    form.wide("资料清单", [""], height=18)
    form.pair(("现场点位", ""), ("讲解人", ""))
    form.wide("问答要点", [""], height=18)
    page.line("")


def _points(indicator: Indicator) -> str:
    return f"{indicator.weight:g}分" if indicator.weight is not None else _TO_BE_SET
