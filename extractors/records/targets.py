"""Figures to be reached: only those that a demand sets, never a past total."""

import re

from extractors.lexicon import load
from extractors.matching.alternations import gated
from extractors.matching.word_patterns import any_of
from models import Target

_TABLE = load("targets")
_UNITS = gated("|".join(re.escape(u) for u in sorted(_TABLE["units"], key=len, reverse=True)))
_FIGURE = re.compile(
    r"(?<![0-9一二三四五六七八九十])(?<![0-9]\.)"
    r"(?P<number>[0-9一二三四五六七八九十两][0-9.一二三四五六七八九十]{0,17})"
    rf"\s*(?P<unit>{_UNITS})(?P<after>{'|'.join(_TABLE['after'])})?"
)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?|[一二三四五六七八九十两]{1,3}")
_BEFORE = re.compile(rf"(?:{'|'.join(_TABLE['before'])})\s*$")
_LONGEST_BEFORE = 6
_SCOPE = any_of(_TABLE["scope"])
_COMPARATORS = {**_TABLE["comparators"]}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_FROM = re.compile("压缩|缩短|提高|增加到|下降到|降到|降至")
_BACKGROUND = re.compile(_TABLE["background"])


def find_targets(view: str, text: str, offset: int) -> tuple[Target, ...]:
    """The targets of a sentence already judged a task, with its folded view; spans count from `offset`."""
    found = [
        *(target for match in _FIGURE.finditer(view) if (target := _figure(view, text, match, offset))),
        *(_scope(text, match, offset) for match in _SCOPE.finditer(view)),
    ]
    return tuple(sorted(found, key=lambda t: t.start) if len(found) > 1 else found)


def _figure(view: str, text: str, match: re.Match[str], offset: int) -> Target | None:
    """The target that a figure sets, with the words before or after it that say how to compare."""
    start, end = match.span()
    if not _NUMBER.fullmatch(match["number"]):
        return None
    before = _BEFORE.search(view[max(0, start - _LONGEST_BEFORE) : start])
    if before:
        start -= len(before.group())
    if _BACKGROUND.search(view, max(0, start - 8), end + 2) or _FROM.match(view, end):
        return None
    number, unit, after = match.groups()
    return Target(
        start=offset + start,
        end=offset + end,
        text=text[start:end],
        value=_value(number),
        unit=unit,
        comparator=_COMPARATORS.get(before.group().rstrip() if before else after or "", "="),
        rule="target.figure",
    )


def _scope(text: str, match: re.Match[str], offset: int) -> Target:
    start, end = match.span()
    return Target(start=offset + start, end=offset + end, text=text[start:end], rule="target.scope")


def _value(number: str) -> float | None:
    if number[0].isdigit():
        return float(number)
    return float(_DIGITS[number]) if number in _DIGITS else None
