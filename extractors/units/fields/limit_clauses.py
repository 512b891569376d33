"""Clauses that are a time limit and nothing else: 「1月25日前」, 「9月底前完成」, 「长期坚持」."""

import re

from extractors.deadlines import find_deadlines
from extractors.lexicon import load

_DONE = re.compile(load("units")["limit_clauses"]["done"])
_HEADING = re.compile(
    r"\s*(?:【(?P<bracketed>(?!上|去|昨|已)[^】]{2,12})】:?|(?P<bare>(?!上|去|昨|已)[^:,;。【]{2,12}):)\s*"
)
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


def heading_words(view: str, start: int, end: int) -> tuple[int, int] | None:
    """The words that head what stands below a line, if it is made as such a limit is; see `is_limit`.

    >>> heading_words("【4月10日前】", 0, 8), heading_words("本周内:", 0, 4), heading_words("本周内", 0, 3)
    ((1, 7), (0, 3), None)
    """
    head = _HEADING.fullmatch(view, start, end)
    return head.span(head.lastgroup) if head and head.lastgroup else None
