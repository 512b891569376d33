"""Suggested dates for vague deadlines, by the office policy of `policies.toml`; never a due date."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models import Anchor, Deadline, DeadlineKind


@dataclass(frozen=True)
class Policy:
    """So many working days for these words, or other numbers where the measure names such a product."""

    name: str
    words: tuple[str, ...]
    workdays: int
    by_product: dict[str, int]


@dataclass(frozen=True)
class Policies:
    """An office's policies, and how far down the order of trust an anchor date may stand to count from."""

    max_anchor_rank: int
    products: dict[str, tuple[str, ...]]
    policies: tuple[Policy, ...]


@dataclass(frozen=True)
class Suggestion:
    """A suggested last day and the rule that gave it; both empty when no policy applies."""

    day: dt.date | None = None
    policy: str = ""


@cache
def shipped_policies() -> Policies:
    """The policies of `policies.toml`."""
    table = tomllib.loads(Path(__file__).with_name("policies.toml").read_text("utf-8"))
    return Policies(
        max_anchor_rank=table["max_anchor_rank"],
        products={product: tuple(words) for product, words in table["products"].items()},
        policies=tuple(Policy(**{**row, "words": tuple(row["words"])}) for row in table["policy"]),
    )


def suggest(deadline: Deadline, measure: str, anchor: Anchor | None, policies: Policies) -> Suggestion:
    """The day that policy suggests for a vague deadline, counted from the date of the document."""
    from extractors.deadlines.moments import add_workdays

    policy = next((p for p in policies.policies if any(word in deadline.text for word in p.words)), None)
    if deadline.kind is not DeadlineKind.VAGUE or policy is None or anchor is None:
        return Suggestion()
    if anchor.date is None or anchor.rank > policies.max_anchor_rank:
        return Suggestion()
    workdays, product = _workdays(policy, measure, policies.products)
    day, certain = add_workdays(anchor.date, workdays)
    note = "" if certain else "，当年节假日安排未公布，按周一至周五推算"
    rule = f"“{policy.name}”{product}{workdays}个工作日，自{anchor.date}起算{note}"
    return Suggestion(day, rule) if day else Suggestion()


def _workdays(policy: Policy, measure: str, products: dict[str, tuple[str, ...]]) -> tuple[int, str]:
    """The longest time that any product named in the measure is given, else the policy's own."""
    named = [
        (policy.by_product[product], f"（{product}）")
        for product, words in products.items()
        if product in policy.by_product and any(word in measure for word in words)
    ]
    return max(named, default=(policy.workdays, ""))
