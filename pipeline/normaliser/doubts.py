"""What in a row needs a person's eye, each with a stable code (N1…) and a Chinese reason."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from models import Basis, Deadline, DeadlineKind, Doubt, Owner, Quality, Role
from pipeline.normaliser.merging import Demand
from pipeline.registry import Resolution

SURE_OWNER = 0.7
_LEARNED = "network"
"""The rule of an owner that only the network knew (`extractors.resolving.unit_review`)."""
SURE_INHERITED = 0.9
SURE_DEADLINE = 0.7
SURE_TASK = 0.6
GOOD_QUALITY = 2

_QUOTED = 40


def doubts(demand: Demand, units: Mapping[str, Resolution], quality: Quality) -> tuple[Doubt, ...]:
    """Every doubt about a row, column by column; `units` has the resolution of each owner's name."""
    owners = [(owner, units[owner.name]) for owner in demand.owners]
    return (
        *_measure_doubts(demand, quality),
        *_lead_doubts(owners),
        *_inherited(demand.owners),
        *_owner_doubts(owners),
        *(() if demand.timeless else _deadline_doubts(demand.deadline)),
    )


def _measure_doubts(demand: Demand, quality: Quality) -> Iterator[Doubt]:
    if not demand.measure.strip():
        yield _doubt("measure", "N101", "没有写明措施")
        return
    if demand.confidence < SURE_TASK:
        yield _doubt("measure", "N102", "把握不大，请确认是否列为任务")
    if quality.score < GOOD_QUALITY:
        tests = (("操作", quality.actionable), ("检查", quality.checkable), ("量化", quality.quantifiable))
        lacking = "、".join(f"可{name}" for name, passed in tests if not passed)
        yield _doubt("measure", "N103", f"措施不够具体（欠{lacking}），建议改写")


def _lead_doubts(owners: Sequence[tuple[Owner, Resolution]]) -> Iterator[Doubt]:
    if not owners:
        yield _doubt("owner", "N111", "责任单位待明确")
    if any(owner.role is Role.LEAD for owner, _ in owners):
        return
    bodies = [owner for owner, unit in owners if owner.role is Role.RESPONSIBLE and _is_body(owner, unit)]
    if len(bodies) > 1:
        yield _doubt("owner", "N112", f"首列单位推定牵头，请确认：{_names(bodies[:1])}")


def _inherited(owners: Iterable[Owner]) -> Iterator[Doubt]:
    """One doubt for each sentence that owners were taken over from; what an item's own line says is sure."""
    sentences: dict[str, list[Owner]] = {}
    for owner in owners:
        if owner.basis is Basis.INHERITED and owner.confidence < SURE_INHERITED:
            sentences.setdefault(" ".join(owner.inherited_from.split()), []).append(owner)
    for sentence, heirs in sentences.items():
        quote = sentence[:_QUOTED] + "…" * (len(sentence) > _QUOTED)
        where = f"（上文：“{quote}”）" if quote else ""
        yield _doubt("owner", "N113", f"{_names(heirs)}由上文承接{where}，请确认")


def _owner_doubts(owners: Sequence[tuple[Owner, Resolution]]) -> Iterator[Doubt]:
    for code, holds, words in _OWNER_TESTS:
        if found := [owner for owner, unit in owners if holds(owner, unit)]:
            yield _doubt("owner", code, _names(found) + words)
    for problem in dict.fromkeys(problem for _, unit in owners for problem in unit.problems):
        yield _doubt("owner", problem.code, problem.message)


def is_group(owner: Owner, unit: Resolution) -> bool:
    """Whether the name stands for several units: the text or the registry says so."""
    return owner.group or bool(unit.unit and unit.unit.kind == "group")


def _is_body(owner: Owner, unit: Resolution) -> bool:
    return not is_group(owner, unit) and not (unit.unit and unit.unit.kind == "person")


def _is_unsure(owner: Owner) -> bool:
    """Whether a person should look: it is not likely enough, or no rule but what was learned names it."""
    return owner.confidence < SURE_OWNER or owner.rule == _LEARNED


_OWNER_TESTS: tuple[tuple[str, Callable[[Owner, Resolution], bool], str], ...] = (
    ("N114", is_group, "是统称，交办前须落实到具体单位"),
    ("N115", lambda owner, _: owner.open_list, "之后有“等”，名单未列全"),
    ("N116", lambda owner, _: _is_unsure(owner), "是否为责任单位把握不大，请确认"),
    ("N117", lambda _, unit: bool(unit.unit and not unit.unit.assignable), "是上级或检查方，不能作责任单位"),
    ("N118", lambda _, unit: unit.match == "none", "不像单位名称，请核对"),
)


def _names(owners: Iterable[Owner]) -> str:
    return "".join(f"“{owner.name}”" for owner in owners)


def _doubt(field: Literal["measure", "owner", "deadline"], code: str, reason: str) -> Doubt:
    """A doubt whose reason is one whole sentence."""
    return Doubt(field=field, code=code, reason=reason.rstrip("。；") + "。")


def _deadline_doubts(deadline: Deadline | None) -> Iterator[Doubt]:
    if deadline is None:
        yield _doubt("deadline", "N121", "时限待定")
        return
    text, vague = deadline.text, deadline.kind is DeadlineKind.VAGUE
    why = deadline.reason if text in deadline.reason else f"“{text}”：{deadline.reason}"
    for code, holds, reason in (
        ("N122", vague, f"原文为“{text}”，未给出日期"),
        ("N123", bool(deadline.reason) and not vague, why),
        ("N124", _dateless(deadline), f"原文为“{text}”，定不出具体日期，请补"),
        ("N125", deadline.confidence < SURE_DEADLINE, f"“{text}”的日期把握不大，请核对"),
    ):
        if holds:
            yield _doubt("deadline", code, reason)


def _dateless(deadline: Deadline) -> bool:
    return deadline.kind is DeadlineKind.DATE and deadline.due is None and not deadline.reason
