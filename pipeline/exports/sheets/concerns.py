"""What a person must look at in an entry: the same list shades the ledger and fills 需要人确认."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from models import DeadlineKind, LedgerEntry
from pipeline.exports.duties import families, told_by_parts
from pipeline.exports.sheets.wording import has_duty, suggestion
from pipeline.ledger.status_groups import DROPPED

Field = Literal["owner", "deadline", "measure", "issue", "target"]


class Concern(NamedTuple):
    """One thing to look at: which part of the row, its kind in words, why, and what to do."""

    field: Field
    label: str
    why: str
    todo: str
    lacking: bool = False


_NO_OWNER = Concern(
    "owner",
    "缺责任单位",
    "原文没有写明由谁负责，未作推定。",
    "请明确责任单位后填入台账。",
    lacking=True,
)
_NO_DEADLINE = Concern(
    "deadline", "缺完成时限", "原文没有写明完成时限，未作推定。", "请明确完成日期后填入台账。", lacking=True
)
_VAGUE_DEADLINE = Concern("deadline", "时限不具体", "", "请明确具体完成日期后填入台账。", lacking=True)
_NO_MEASURE = Concern(
    "measure",
    "缺整改措施",
    "原文只写了问题，没有写整改措施。",
    "请补上整改措施；也可先立项交办，请责任单位提出。",
    lacking=True,
)
_DOUBTFUL = {
    "owner": Concern("owner", "责任单位存疑", "", "请对照原文核对责任单位。"),
    "deadline": Concern("deadline", "完成时限存疑", "", "请对照原文核对完成时限。"),
    "measure": Concern("measure", "整改措施存疑", "", "请对照原文核对整改措施。"),
    "issue": Concern("issue", "反馈问题存疑", "", "请对照原文核对问题表述及其与措施的对应关系。"),
    "target": Concern("target", "量化指标存疑", "", "请对照原文核对指标数值和单位。"),
}
_MINOR = frozenset({"N103", "N112"})
"""Doubts that hold nothing up: they join a graver one on the same cell, or stay in the lists' remarks."""
_FIELDS: tuple[Field, ...] = ("owner", "deadline", "measure", "issue", "target")


def concerns_of(entry: LedgerEntry) -> tuple[Concern, ...]:
    """Everything to look at in the row; nothing for a row that was dropped."""
    if entry.status in DROPPED:
        return ()
    found = (_concern(entry, field) for field in _FIELDS)
    return tuple(concern for concern in found if concern)


def in_doubt(entries: Iterable[LedgerEntry]) -> Iterator[LedgerEntry]:
    """The rows with something to look at; whom 各乡镇 means is settled by the parts of the row."""
    for family in families(entries):
        told = told_by_parts(family)
        yield from (entry for entry in family if entry.id not in told and concerns_of(entry))


def urgency(concern: Concern) -> tuple[bool, int]:
    """What is missing comes before what is doubtful, the owner before the deadline before the rest."""
    return not concern.lacking, _FIELDS.index(concern.field)


def reasons_of(entry: LedgerEntry) -> dict[Field, str]:
    """The comment for each doubtful part of the row."""
    return {c.field: f"{c.label}：{c.why}{c.todo}" for c in concerns_of(entry)}


def _concern(entry: LedgerEntry, field: Field) -> Concern | None:
    doubts = [doubt for doubt in entry.doubts if doubt.field == field]
    lack = _lack(entry, field)
    if not lack and all(doubt.code in _MINOR for doubt in doubts):
        return None
    sentences = (doubt.reason.rstrip("。；") + "。" for doubt in doubts)
    reasons = "".join(dict.fromkeys(sentences))
    if lack:
        return lack._replace(why=reasons or lack.why)
    return _DOUBTFUL[field]._replace(why=reasons) if reasons else None


def _lack(entry: LedgerEntry, field: Field) -> Concern | None:
    if field == "owner" and ("owner" in entry.missing or not has_duty(entry)):
        return _NO_OWNER
    if field == "measure" and ("measure" in entry.missing or not entry.measure.strip()):
        return _NO_MEASURE
    return _deadline_lack(entry) if field == "deadline" else None


def _deadline_lack(entry: LedgerEntry) -> Concern | None:
    deadline = entry.deadline
    if deadline is None:
        # What must never be done has no last day; everything else needs one.
        needed = "deadline" in entry.missing or not entry.prohibition
        return _NO_DEADLINE if needed else None
    undated = deadline.kind is DeadlineKind.DATE and deadline.due is None
    if not undated and deadline.kind is not DeadlineKind.VAGUE:
        return None
    advice = suggestion(deadline)
    return _VAGUE_DEADLINE._replace(
        why=deadline.reason or f"原文只写“{deadline.text}”，推算不出具体日期。",
        todo=_VAGUE_DEADLINE.todo + (f"{advice}，仅供参考。" if advice else ""),
    )
