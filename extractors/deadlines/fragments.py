"""Pieces of patterns that several rules share, built from the lexicon: year, month, day, clock, 前."""

import re
from collections.abc import Iterable

from extractors.deadlines.numerals import HAN
from extractors.lexicon import load

LEXICON = load("deadlines")
_TENS = "一二三四五六七八九"


def either(entries: Iterable[str]) -> str:
    """A group that matches one of some literal words, longest first."""
    return f"(?:{'|'.join(re.escape(w) for w in sorted(set(entries), key=lambda w: (-len(w), w)))})"


def starting(characters: str, pattern: str) -> str:
    """A pattern that is only tried where one of `characters` stands.

    A pattern that opens with an optional group is otherwise tried in full at every character of the text.
    """
    return f"(?=[{characters}]){pattern}"


def firsts(entries: Iterable[str]) -> str:
    """The first characters of some words, for `starting`."""
    return "".join(sorted({word[0] for word in entries}))


def lasts(entries: Iterable[str]) -> str:
    """The last characters of some words."""
    return "".join(sorted({word[-1] for word in entries}))


def any_pattern(patterns: Iterable[str]) -> str:
    """A group that matches one of some patterns."""
    return f"(?:{'|'.join(patterns)})"


# 前 closes a limit unless it begins another word: 前后, 前往, 前期. 前期间 does not occur.
BEFORE = r"(?:之前|以前|前夕|前)(?!后|往|述|夜(?!间)|期(?![间满货]))"
WITHIN = r"(?:(?:之内|以内|内)(?!容(?!纳)|部(?!署)|涝)|里(?=给|把|拿|要|全部|必须))"
CUE = rf"(?P<cue>{BEFORE}|{WITHIN}|截止|为止|为限|止)"
SEPARATOR = r"(?:至|到|~|—{1,2}|–|-{1,2}|―)"

YEAR_NUMBER = (
    rf"(?:(?<![0-9])(?:19|2[0Oo])[0-9Oo]{{2}}|(?<![{HAN}])[一二][〇零九0Oo○][〇零0Oo○{_TENS}]{{2}}"
    rf"|(?<![0-9])[2-4][0-9](?=年1?[0-9]月))(?:年|(?<=[0-9]{{4}})[./-](?=1?[0-9]月))"
)
_YEAR_WORD = rf"(?!(?<=[以之当目今此往])[前后]年){either(LEXICON['years']['offsets'])}"
YEAR = rf"(?:{YEAR_NUMBER}|{_YEAR_WORD})(?:度|(?<!全年)全年)?"
MONTH = rf"(?:(?<![0-9])[0-9]{{1,2}}|(?<![{HAN}第])(?:十[一二]?|[{_TENS}]|元))月份?(?![度球租薪])"
YEAR_FIRSTS = f"0-9{HAN}{firsts(LEXICON['years']['offsets'])}"
REL_MONTH = rf"(?<![0-9{HAN}])" + either(LEXICON["months"]["offsets"])
DAY_NUMBER = rf"(?:(?<![0-9])[0-9]{{1,2}}|[二三]?十[{_TENS}]?|廿[{_TENS}]?|[{_TENS}])"
DAY = DAY_NUMBER + r"[日号](?![楼线文令院机井坑馆桥])"
PART = either(LEXICON["month_parts"]["last_day"]) + r"|中(?=之?前)"

_HALF_DAY = r"(?:上午|下午|晚上|晚间|夜间|早上|早晨|一大早|一早|中午|凌晨|傍晚|夜里|天黑|收工)"
_FIGURES = r"(?:[01]?[0-9]|2[0-4]|零)"
_MINUTES = r"(?::[0-5][0-9](?::[0-5][0-9])?|[时点](?!间|位|候|名|评|题)(?:[0-5]?[0-9]分|半|整|钟)?)"
_SPOKEN_TIME = rf"(?:{_HALF_DAY}|[早晚])(?:{_FIGURES}|[{_TENS}十两]{{1,3}}){_MINUTES}"
_OFF = "(?:下班|散会|放学(?=[之以]?前))"
CLOCK = rf"(?:{_SPOKEN_TIME}|[ ]?{_FIGURES}{_MINUTES}|{_HALF_DAY}?{_OFF}|{_HALF_DAY})"
# 「6月6日(本周三)下午三点前」, 「6月8日(农历四月廿五)前」: the same day in other words.
WEEKDAY_NOTE = (
    r"(?:\((?:(?:[本这下]个?)?(?:周|星期|礼拜)[一二三四五六日天]|(?:农历|阴历)[^()]{2,8}|[今明后]天)\))?"
)
CLOSING = rf"{WEEKDAY_NOTE}{CLOCK}?{CUE}?"

NUMBER = rf"(?:[0-9]{{1,4}}|[{HAN}]{{1,5}})"
