"""Whether a later wording of a demand asks as much as the earlier: the audit's own verdicts, both ways."""

import datetime as dt
from collections.abc import Callable

from models import Commitment, LedgerRow, Reason, Shift, TrendStep, Verdict
from pipeline.audit.limits import Policy
from pipeline.audit.unit_names import UnitNames
from pipeline.audit.verdicts import Judge

_WHAT = {
    Verdict.OWNER_MISMATCH: "单位",
    Verdict.DEADLINE_WEAKER: "时限",
    Verdict.TARGET_WEAKER: "目标",
}
_NOT_SAID = "未写"


def step_of(
    earlier: Commitment,
    later: Commitment,
    as_row: Callable[[Commitment, UnitNames], LedgerRow],
    days: tuple[dt.date | None, dt.date | None],
    names: UnitNames,
    policy: Policy,
) -> tuple[TrendStep, tuple[Shift, ...]]:
    """What the later wording does to the earlier, `days` being those of both documents, and by which words.

    What the later one lacks of the earlier is softer, what the earlier lacks of the later is sharper.
    """
    lost = Judge(names, days[0], _size, policy).reasons(earlier, [as_row(later, names)])
    won = Judge(names, days[1], _size, policy).reasons(later, [as_row(earlier, names)])
    softer = tuple(_shift(reason, later_is_row=True) for reason in lost)
    sharper = tuple(_shift(reason, later_is_row=False) for reason in won)
    if softer and sharper:
        return TrendStep.CHANGED, tuple(dict.fromkeys((*softer, *sharper)))
    if softer:
        return TrendStep.SOFTENED, softer
    return (TrendStep.SHARPENED, sharper) if sharper else (TrendStep.RESTATED, ())


def _size(grams: frozenset[str]) -> float:
    return float(len(grams))


def _shift(reason: Reason, *, later_is_row: bool) -> Shift:
    said = "、".join(mark.text for mark in reason.marks) or _NOT_SAID
    held = "、".join(word for word in reason.row_words if word) or _NOT_SAID
    before, now = (said, held) if later_is_row else (held, said)
    return Shift.model_validate({"what": _WHAT[reason.verdict], "before": before, "now": now})
