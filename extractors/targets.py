"""Figures to be reached: only those that a demand sets, never a past total."""

import re

from extractors.lexicon import load
from models import Target

_TABLE = load("targets")
_UNITS = "|".join(re.escape(u) for u in sorted(_TABLE["units"], key=len, reverse=True))
_NUMBER = r"(?P<number>\d+(?:\.\d+)?|[一二三四五六七八九十两]{1,3})"
_FIGURE = re.compile(
    rf"(?P<before>{'|'.join(_TABLE['before'])})?\s*{_NUMBER}\s*(?P<unit>{_UNITS})(?P<after>{'|'.join(_TABLE['after'])})?"
)
_SCOPE = re.compile("|".join(_TABLE["scope"]))
_COMPARATORS = {**_TABLE["comparators"]}
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九十")} | {"两": 2}
_FROM = re.compile("压缩|缩短|提高|增加到|下降到|降到|降至")
_BACKGROUND = re.compile(_TABLE["background"])


def find_targets(view: str, text: str, offset: int) -> tuple[Target, ...]:
    """The targets of a sentence already judged a task, with its folded view; spans count from `offset`."""
    figures = (
        _target(text, match, offset, "target.figure")
        for match in _FIGURE.finditer(view)
        if not _BACKGROUND.search(view, max(0, match.start() - 8), match.end() + 2)
        and not _FROM.match(view, match.end())
    )
    scopes = (_target(text, match, offset, "target.scope") for match in _SCOPE.finditer(view))
    return tuple(sorted((*figures, *scopes), key=lambda t: t.start))


def _target(text: str, match: re.Match[str], offset: int, rule: str) -> Target:
    parts = match.groupdict()
    words = parts.get("before") or parts.get("after") or ""
    return Target(
        start=offset + match.start(),
        end=offset + match.end(),
        text=text[match.start() : match.end()],
        value=_value(parts["number"]) if "number" in parts else None,
        unit=parts.get("unit") or "",
        comparator=_COMPARATORS.get(words, "="),
        rule=rule,
    )


def _value(number: str) -> float | None:
    if number[0].isdigit():
        return float(number)
    return float(_DIGITS[number]) if number in _DIGITS else None
