"""Paragraphs headed by the unit that they are for: 「【县文旅局】景区…」, 「县文旅局:」 alone on a line."""

import re
from itertools import pairwise

from extractors.lexicon import load
from extractors.structure.numbering import Number

UNIT_HEAD = "unit"
"""The style of a section that such a head begins."""
# 「【责任单位】县水利局」 is a label.
_LABEL = r"(?!(?:整改)?(?:牵头|责任|配合|[主协承督]办|监督|主责|参与|实施)(?:单位|部门|主体)[】〕\]］])"
_UNIT = rf"(?![(（]){_LABEL}[\u3400-\u9fff(（）)]{{1,24}}(?:{load('structure')['unit_head']['ends']})"
_UNITS = rf"{_UNIT}(?:[、和]{_UNIT}){{0,5}}"
_IN_BRACKETS = rf"【(?P<a>{_UNITS})】|〔(?P<b>{_UNITS})〕|\[(?P<c>{_UNITS})\]|［(?P<d>{_UNITS})］"
_BRACKETED = re.compile(rf"(?m)^[ \t\u3000]*(?:{_IN_BRACKETS})[：:]?[ \u3000]*")
_ALONE = re.compile(rf"(?m)^[ \t\u3000]*(?P<a>{_UNITS})[：:。][ \u3000]*$")
_CLOSES = re.compile(r"\n[ \t\u3000]*(?:同志们|各位|最后|总之|散会|以上)")
_LEAST = 2


def unit_heads(text: str, skip: list[tuple[int, int]]) -> list[tuple[int, Number, int]]:
    """Where such heads stand, each with its length and the end of its paragraph; one alone is none."""
    found = _outside(_BRACKETED, text, skip) if re.search("[【〔［\\[]", text) else []
    found = found if len(found) >= _LEAST else []
    alone = _outside(_ALONE, text, skip)
    found += alone if len(alone) >= _LEAST and _apart(alone, text) else []
    return [
        (m.start(), Number(UNIT_HEAD, 1, m.end() - m.start()), _paragraph_end(text, m.end()))
        for m in sorted(found, key=re.Match.start)
    ]


def name_of(head: str) -> str:
    """The unit or units that a head consists of."""
    found = _BRACKETED.match(head) or _ALONE.match(head)
    return next(filter(None, found.groups()), "") if found else ""


def closing(text: str, at: int) -> int:
    """Where, after the head at `at`, the text addresses everybody again."""
    found = _CLOSES.search(text, at)
    return found.start() + 1 if found else len(text)


def _outside(pattern: re.Pattern[str], text: str, skip: list[tuple[int, int]]) -> list[re.Match[str]]:
    return [m for m in pattern.finditer(text) if not any(a <= m.start() < b for a, b in skip)]


def _apart(heads: list[re.Match[str]], text: str) -> bool:
    """Whether something is said between every two heads: a list of addressees is no row of heads."""
    return all(text[a.end() : b.start()].strip() for a, b in pairwise(heads))


def _paragraph_end(text: str, at: int) -> int:
    stop = text.find("\n", at)
    return stop if stop >= 0 else len(text)
