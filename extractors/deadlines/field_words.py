"""What fills a time-limit field in words that no rule of running text reads: 放水前, 寒假期间, 赶场天.

In a sentence such words mostly tell of something else; in a field made for the limit they can only be it. No
day is ever computed from them, and the field stands as it was written.
"""

import re

from extractors.deadlines.match import DeadlineMatch
from extractors.deadlines.view import view_of
from extractors.lexicon import load
from models import DeadlineKind

_WORDS = load("deadlines")["field"]
_AGAIN = re.compile("|".join(_WORDS["again"]))
_ONCE = re.compile("|".join(_WORDS["once"]))
_NO_LIMIT = re.compile("|".join(_WORDS["no_limit"]))
_LONGEST = 16
_CONFIDENCE = 0.7


def limit_in_words(text: str) -> DeadlineMatch | None:
    """The limit that fills a field, where it is one in words alone; offsets count in `text`."""
    words = text.strip(" \t\n　。；;")
    start = text.find(words)
    view = view_of(words).text
    if not words or len(view) > _LONGEST or _NO_LIMIT.search(view):
        return None
    if _AGAIN.search(view):
        kind, every, reason = DeadlineKind.RECURRING, words, ""
    elif _ONCE.search(view):
        kind, every, reason = DeadlineKind.DATE, "", f"事件日期需确认（{words}）"
    else:
        return None
    end = start + len(words)
    rule = "deadline.field.words"
    return DeadlineMatch(
        start, end, words, kind, None, None, False, None, every, reason, rule, _CONFIDENCE, True
    )
