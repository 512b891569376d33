"""Dates of which a part cannot be read: 「20227年6月底前」, 「2027年l2月底前」, 「6月3l日前」.

What is left of such a date would be another date, so it gives no day: a person has to look at the original.
"""

import re

from extractors.deadlines.match import Hit, Meaning
from extractors.lexicon import load

_WORDS = load("deadlines")["broken"]
_BEFORE = re.compile(rf"(?:{_WORDS['before']})$")
_AFTER = re.compile(_WORDS["after"])
_FAR = 12
_DOUBT = 0.5


def unless_broken(text: str, hit: Hit, meaning: Meaning) -> Meaning:
    """The meaning, without its day where what stands directly beside the hit belongs to the same date."""
    if meaning.due is None:
        return meaning
    before = _BEFORE.search(text, max(0, hit.start - _FAR), hit.start)
    after = None if hit.closed else _AFTER.match(text, hit.end)
    if before is None and after is None:
        return meaning
    words = f"{before[0] if before else ''}{text[hit.start : hit.end]}{after[0] if after else ''}"
    return meaning._replace(due=None, reason=f"日期认不全（{words}），请核对原件", confidence=_DOUBT)
