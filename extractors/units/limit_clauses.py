"""Clauses that are a time limit and nothing else: 「1月25日前」, 「9月底前完成」, 「长期坚持」."""

import re

from extractors.deadlines import find_deadlines
from extractors.lexicon import load

_DONE = re.compile(load("units")["entry_ends"]["done"])
_LONGEST = 18
_OF_TIME = re.compile(r"[前底内日号月天年周季期即刻上快立限随]|长期|坚持|持续|完成|小时|节|汛|明")
"""What any limit holds at least one of: a look that costs little."""


def is_limit(words: str, *, in_field: bool = True) -> bool:
    """Whether folded words are a limit and nothing else; `in_field` where a bare date is one, too.

    >>> is_limit("9月底前完成"), is_limit("9月底前完成清淤")
    (True, False)
    >>> is_limit("9月30日"), is_limit("9月30日", in_field=False)
    (True, False)
    """
    if not words or len(words) > _LONGEST or not _OF_TIME.search(words):
        return False
    found = find_deadlines(words, None, in_field=in_field, is_folded=True)
    return any(time.limit and time.start == 0 and _DONE.fullmatch(words, time.end) for time in found)
