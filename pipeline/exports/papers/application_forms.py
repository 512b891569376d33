"""延期申请表 and 销号申请表: filled from the history of one row; opinions, signatures and days stay blank."""

from collections.abc import Iterator
from itertools import groupby

from models import LedgerEntry, LedgerState, Role, Status, Step
from pipeline.exports.limit_sorts import limit_told
from pipeline.exports.papers.official_form import OfficialForm
from pipeline.exports.papers.official_page import OfficialPage
from pipeline.exports.sheets.wording import (
    NO_DATE_YET,
    date_words,
    document_titles,
    duty_words,
    owner_names,
    proofs,
    source_places,
    targets_words,
)
from pipeline.exports.snapshot import Snapshot
from pipeline.ledger.evidence import wanted_evidence
from pipeline.ledger.lifecycle import action_labels
from pipeline.ledger.told_percent import share_words
from pipeline.ledger.wording import work_words

EXTENSION, CLOSING = "延期申请表", "销号申请表"
_BLANK_DAY = "    年    月    日"
_LONGEST_QUOTE = 200


def extension_form(entry: LedgerEntry, snapshot: Snapshot) -> OfficialPage:
    """The form by which a unit asks for more time; what it has not asked for yet it fills in by hand."""
    asked = entry.handling.last("extend")
    page, form = _begin(EXTENSION, entry, snapshot.state, asked)
    form.pair(("现行时限", limit_told(entry)), ("已延期次数", f"{entry.handling.extensions}次"))
    form.pair(
        ("申请延期至", date_words(asked.act.due) if asked and asked.act.due else _BLANK_DAY),
        ("申请日期", date_words(asked.on) if asked else _BLANK_DAY),
    )
    form.wide("延期理由", [asked.act.note if asked else ""], height=24)
    form.wide("进展情况", _progress(entry), height=20)
    form.opinion("申请单位意见")
    form.opinion("督查机构初核意见")
    form.opinion("审批意见", "批准的，请写明延长至：    年    月    日。")
    _end(
        page,
        "延期申请应在时限届满前提出；批准后原定时限仍在台账中保留，按时办结率按原定时限和延期后的时限分别统计。",
    )
    return page


def closing_form(entry: LedgerEntry, snapshot: Snapshot) -> OfficialPage:
    """The form by which a unit asks that a row be closed, with its evidence and the opinions of others."""
    page, form = _begin(CLOSING, entry, snapshot.state, entry.handling.last("apply"))
    form.pair(("现行时限", limit_told(entry)), ("申请日期", _applied(entry)))
    if entry.issue:
        form.wide("反馈问题", [entry.issue])
    if figures := targets_words(entry):
        form.wide("量化目标", [figures])
    form.wide("办理经过", _progress(entry), height=20)
    form.wide("佐证材料", _proofs(entry), height=20)
    form.opinion("申请单位意见")
    form.opinion("验收单位意见", "验收方式：□ 查阅原件  □ 现场核查  □ 征求群众意见")
    form.opinion("督查机构备案意见")
    _end(page, "验收单位不得是本任务的牵头、责任、配合单位；谁验收、谁负责。")
    return page


def wanted(entry: LedgerEntry, paper: str) -> bool:
    """Whether a row calls for the form by itself: an extension or a closing has been asked for."""
    return entry.status is (Status.EXTENSION_ASKED if paper == EXTENSION else Status.APPLIED)


def _begin(
    title: str, entry: LedgerEntry, state: LedgerState, asked: Step | None
) -> tuple[OfficialPage, OfficialForm]:
    page = OfficialPage(form=True)
    page.note("（草稿，由申请单位核对后填报）")
    page.title(title, alone=False)
    form = OfficialForm(page)
    assigned = entry.handling.first("assign")
    form.pair(("台账编号", entry.id), ("交办日期", date_words(assigned.on) if assigned else ""))
    form.pair(
        ("申请单位", asked.by if asked else _answering(entry)),
        ("配合单位", owner_names(entry.owners, Role.SUPPORT)),
    )
    if asked and asked.by != _answering(entry):
        form.wide("责任单位", [_answering(entry)])
    form.wide("任务内容", [work_words(entry)])
    form.wide("任务依据", [_basis(entry, state)])
    original = date_words(entry.original_due) if entry.original_due else NO_DATE_YET
    form.pair(("原定时限", original), ("时限原文", entry.deadline.text if entry.deadline else ""))
    return page, form


def _end(page: OfficialPage, note: str) -> None:
    page.note(f"说明：{note}", close=True)


def _answering(entry: LedgerEntry) -> str:
    """All who lead or are responsible; which of them applies is known when one has."""
    named = [owner_names(entry.owners, role) for role in (Role.LEAD, Role.RESPONSIBLE)]
    return "、".join(name for name in named if name) or duty_words(entry, Role.RESPONSIBLE)


def _basis(entry: LedgerEntry, state: LedgerState) -> str:
    source = entry.sources[0]
    title = document_titles(state).get(entry.document_id, entry.document).strip("《》")
    quote = source.quote.strip().replace("\n", " ")
    short = quote if len(quote) <= _LONGEST_QUOTE else quote[:_LONGEST_QUOTE] + "……"
    place = source_places(entry.sources[:1])
    return f"《{title}》{place}：“{short}”"


def _applied(entry: LedgerEntry) -> str:
    step = entry.handling.last("apply")
    return date_words(step.on) if step else _BLANK_DAY


def _progress(entry: LedgerEntry) -> list[str]:
    """The steps of this cycle, oldest first; those that say no more than their name share a line."""
    lines = []
    for silent, steps in groupby(entry.handling.steps, key=lambda step: not _said(step)):
        told = [f"{date_words(step.on)}{action_labels()[step.act.action]}{_said(step)}" for step in steps]
        lines += ["；".join(told)] if silent else told
    return lines or [""]


def _said(step: Step) -> str:
    act = step.act
    said = "，".join(part for part in (act.note, share_words(act.note, act.percent)) if part)
    return f"：{said}" if said else ""


def _proofs(entry: LedgerEntry) -> Iterator[str]:
    """What was handed in, then what this kind of task must show."""
    for number, proof in enumerate(proofs(entry), 1):
        yield f"{number}.{proof}"
    yield f"应备：{wanted_evidence(entry.measure)}"


FORMS = {EXTENSION: extension_form, CLOSING: closing_form}
