"""Quotes of a speech where a list counts them itself: without the blanks and the number they came with."""

import re

from extractors.fold import fold
from extractors.structure.numbering import number_at_start

_MARKED = frozenset({"chinese", "chinese_paren", "arabic", "arabic_paren", "arabic_half", "circled"})
_BEFORE_A_DAY = re.compile(r"\s*\d{1,2}\.(?=\d{1,2}月|\d{4}年)")


def number_length(quote: str) -> int:
    """How many characters the item number takes that the quote begins with; 「一是」 is a word.

    >>> [number_length(quote) for quote in ("2.清淤", "（三）清淤", "4.3月底前清淤", "4.3公里", "一是清淤")]
    [2, 3, 2, 0, 0]
    """
    view = fold(quote)
    blank = len(view) - len(view.lstrip())
    found = number_at_start(view[blank:])
    if found and found.style in _MARKED:
        return blank + found.length
    dated = _BEFORE_A_DAY.match(view)
    return dated.end() if dated else 0


def unnumbered(quote: str) -> str:
    """The quote without its item number, and without the blanks and line breaks of its layout.

    >>> unnumbered("（二） 各村 清淤。")
    '各村清淤。'
    """
    return "".join(quote[number_length(quote) :].split())
