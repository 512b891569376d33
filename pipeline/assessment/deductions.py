"""What lead and supporting units lose when the whole loses points: exact decimals, every step in words."""

import tomllib
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import PositiveFloat, ValidationError

from models import Assessment, Frozen, Problem, Role, Severity

_EXAMPLE = Decimal(1)
_PAST = ("去年", "上年", "往年", "前年")
_PRECEDENT = "；文中说的是以往的做法，今年是否沿用请核定"


class Scoring(Frozen):
    """The lead loses `lead_factor` times the points lost, supporters `support_share` of what the lead loses.

    `why` says for each where the number comes from: the words of the paper, or the office's own file.
    """

    lead_factor: float
    support_share: float
    lead_why: str
    support_why: str


class Deduction(Frozen):
    """A worked deduction: the points lost, what each role loses, and the sum as a person would write it."""

    name: str
    lost: Decimal
    lead: Decimal
    support: Decimal
    steps: str


class OwnScoring(Frozen):
    """The keys of an office's file; what it does not give is as the paper says."""

    lead_factor: PositiveFloat | None = None
    support_share: PositiveFloat | None = None


def scoring_of(assessment: Assessment, own: OwnScoring | None = None) -> Scoring | None:
    """The rule in force; None where neither the paper nor the office says how points are deducted."""
    given = own or OwnScoring()
    lead = _factor(assessment, Role.LEAD, given.lead_factor)
    support = _factor(assessment, Role.SUPPORT, given.support_share)
    if lead is None or support is None:
        return None
    return Scoring(lead_factor=lead[0], support_share=support[0], lead_why=lead[1], support_why=support[1])


def load_scoring(path: Path) -> OwnScoring | Problem:
    """The office's own numbers: TOML with `lead_factor` and `support_share` (0.7 for 70 %)."""
    try:
        values: dict[str, Any] = tomllib.loads(path.read_text("utf-8-sig"))
        return OwnScoring.model_validate(values)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError):
        return Problem(
            code="X958",
            severity=Severity.ERROR,
            message="扣分办法文件读不懂。",
            action="文件里写 lead_factor = 3 和 support_share = 0.7 这样的两行，都要是大于 0 的数。",
            place=path.name,
        )


def deduct(name: str, lost: Decimal, scoring: Scoring) -> Deduction:
    """What is deducted when the whole loses `lost` points in the indicator `name`."""
    lead = lost * _exact(scoring.lead_factor)
    support = lead * _exact(scoring.support_share)
    share = f"{_plain(_exact(scoring.support_share) * 100)}%"
    steps = (
        f"牵头单位：{_plain(lost)}×{_plain(_exact(scoring.lead_factor))}={_plain(lead)}分；"
        f"配合单位：{_plain(lead)}×{share}={_plain(support)}分"
    )
    return Deduction(name=name, lost=lost, lead=lead, support=support, steps=steps)


def worked(lost: Iterable[tuple[str, Decimal]], scoring: Scoring) -> list[Deduction]:
    """The deductions asked for; one point as an example where none was."""
    asked = list(lost) or [("例：上级考核每扣1分", _EXAMPLE)]
    return [deduct(name, points, scoring) for name, points in asked]


def _factor(assessment: Assessment, role: Role, own: float | None) -> tuple[float, str] | None:
    if own is not None:
        return own, "本单位的扣分办法"
    found = next((rule for rule in assessment.deductions if rule.role is role), None)
    if found is None:
        return None
    past = any(word in found.source.quote for word in _PAST)
    return found.factor, f"原文：{found.text}" + (_PRECEDENT if past else "")


def _exact(value: float) -> Decimal:
    return Decimal(str(value))


def _plain(value: Decimal) -> str:
    """2.10 as 2.1, 3.0 as 3."""
    return f"{value.normalize():f}"
