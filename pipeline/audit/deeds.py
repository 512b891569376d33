"""Deeds that exclude one another: giving money is not looking after it, however alike the words."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

from extractors.fold import fold

_APART = [
    tuple(re.compile(each[side]) for side in ("about", "one", "other"))
    for each in tomllib.loads(Path(__file__).with_name("deeds.toml").read_text("utf-8"))["apart"]
]


def is_another_deed(quote: str, measure: str) -> bool:
    """Whether a row does with the same thing what the demand does not ask for.

    >>> is_another_deed("县财政局安排奖补资金80万元。", "检查奖补资金使用情况")
    True
    """
    sides = zip(_sides(quote), _sides(measure), strict=True)
    return any(mine and theirs and mine != theirs for mine, theirs in sides)


@lru_cache(maxsize=4096)
def _sides(text: str) -> tuple[str, ...]:
    """For each pair of deeds the side that a text is on; empty where it is on none or both."""
    view = fold(text)
    return tuple(_side(view, *patterns) for patterns in _APART)


def _side(view: str, about: re.Pattern[str], one: re.Pattern[str], other: re.Pattern[str]) -> str:
    if not about.search(view):
        return ""
    first, second = bool(one.search(view)), bool(other.search(view))
    return "" if first == second else "one" if first else "other"
