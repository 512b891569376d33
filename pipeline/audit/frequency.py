"""How often something is to be done, how long a time is, and how long ahead, in days."""

import datetime as dt
import re

from extractors.fold import fold
from pipeline.audit.numerals import value_of

_NUMBER = r"\d+(?:\.\d+)?|[一二两三四五六七八九十]+"
_EVERY = re.compile(
    r"(?:每|按)(?P<many>[两二三四六八234568])?个?(?P<half>半)?个?"
    r"(?P<unit>天|日|周|星期|礼拜|旬|月|季度?|年|学期|小时)"
)
_ONE = re.compile(
    rf"(?P<many>{_NUMBER}|半)个?(?P<unit>小时|天|日|周|星期|月|季度|学期|年)(?P<times>{_NUMBER})次"
)
"""两小时一次, 一年两次."""
_ONE_ONE = re.compile(
    "(?<![0-9一二三四五六七八九十])一(?P<unit>天|日|周|月|季度?|年)一(?![日号一二三四五六七八九十])"
)
"""一周一检查, 一季一评."""
_DAYS_OF_ROUND = re.compile(
    r"\d{1,2}[日号](?:、|和|及)(?:\d{1,2}[日号](?:、|和|及)?)+|(?:周?[一二三四五六日](?:、|和|及))+周[一二三四五六日]"
)
"""每月5日、20日, 每周三、周五."""
_PLAIN_EVERY = re.compile(
    "(?<![0-9一二三四五六七八九十本当下上次每按逐今明某节假双工])([日周旬月季])(?=[巡检报通调考研会均抽督评])(?!.(?:纸|刊|期))"
)
"""日巡护, 周调度, 月通报."""
_OVER_AND_OVER = re.compile(r"([天日周月季年])\1")
_TIMES = re.compile(rf"(?<![第每])(?P<many>{_NUMBER})(?:次(?!会)|[遍趟]|个?晚上?)")
_WEEKENDS = re.compile("双休日|周末(?!前|之前|以前)")
"""What is done on weekends may be done twice a week."""
_PARTS_OF_DAY = re.compile("早(?P<noon>、?中)?、?晚|上午(?:和|、)下午|上下午|[一两]早一晚")
"""每天早晚, 早中晚各一次, 每天上午、下午各巡一遍."""
_WITHIN_CLAUSE = 14
"""So near behind 每季度 a number of times is the times in a quarter."""
_DAYS = {
    "分钟": 1 / 1440,
    "小时": 1 / 24,
    "天": 1,
    "日": 1,
    "周": 7,
    "星期": 7,
    "礼拜": 7,
    "旬": 10,
    "月": 30,
    "季": 91,
    "季度": 91,
    "年": 365,
    "学期": 182,
}
_WITHIN = re.compile(
    rf"(?P<many>{_NUMBER}|半)(?P<unit>个?小时|分钟|天|日|个?工作日|周|个?星期|个?月|个?季度|年)(?:(?:之|以)?内)"
)
_FROM_EVENT = re.compile("^.*(?:之日起|[起后])的?")
_LASTING = re.compile(_WITHIN.pattern + "?")
_AHEAD = re.compile(
    rf"提前(?:至少|不少于)?(?P<many>{_NUMBER}|半)个?(?P<unit>小时|分钟|天|日|工作日|周|星期|月)"
)


def how_often(words: str) -> float | None:
    """The days between two times, for the most frequent that the words name.

    >>> how_often("每两个月通报，按周报送"), how_often("6月底前"), how_often("每季度检查不少于两次")
    (7, None, 46)
    """
    spans = rounds_in(words)
    if not spans:
        return None
    return round(spans[0]) if spans[0] >= 1 else spans[0]


def rounds_in(words: str) -> list[float]:
    """The days between two times for every round that the words name, the most frequent first.

    >>> rounds_in("每周通报，按月报送，天天扫")
    [1, 7.0, 30.0]
    """
    spans: list[float] = [_DAYS[found[1]] for found in _PLAIN_EVERY.finditer(words)]
    spans += [_DAYS[found[1]] for found in _OVER_AND_OVER.finditer(words)]
    for found in _EVERY.finditer(words):
        many = value_of(found["many"]) if found["many"] else 1
        period = _DAYS[found["unit"]] * many / (2 if found["half"] else 1)
        spans.append(period / max(times_behind(words, found.end()), _days_named(words, found)))
    spans += [_DAYS[found["unit"]] for found in _ONE_ONE.finditer(words)]
    spans += [3.5 for _ in _WEEKENDS.finditer(words)]
    spans += [_period(found) / value_of(found["times"]) for found in _ONE.finditer(words)]
    return sorted(spans)


def times_behind(words: str, at: int) -> float:
    """How many times are named in the clause behind a period that ends at `at`; 1 if none are."""
    found = _times_behind(words, at)
    return value_of(found["many"]) if found else 1


def _days_named(words: str, every: re.Match[str]) -> int:
    """How many days of a round are named behind it: 2 in 每月5日、20日, in 每天早晚; 3 in 每天早中晚."""
    if parts := _PARTS_OF_DAY.match(words, every.end()):
        return _times_a_day(parts)
    found = _DAYS_OF_ROUND.match(words, every.end() - (every["unit"] == "周"))
    return len(re.findall("[日号]|周", found[0])) if found else 1


def _times_a_day(parts: re.Match[str]) -> int:
    return 3 if parts["noon"] else 2


def end_of_times(words: str, at: int) -> int:
    """Where the number of times behind a period ends; `at` if none is named."""
    found = _times_behind(words, at)
    return found.end() if found else at


def times_in(words: str) -> float:
    """The number of times that a text names without a period of its own; 1 if it names none."""
    found = _TIMES.search(words)
    parts = _PARTS_OF_DAY.search(words)
    return max(value_of(found["many"]) if found else 1, _times_a_day(parts) if parts else 1)


def _times_behind(words: str, at: int) -> re.Match[str] | None:
    clause = re.split("[,，。;；:：]", words[at : at + _WITHIN_CLAUSE], maxsplit=1)[0]
    return None if _EVERY.search(clause) else _TIMES.search(words, at, at + len(clause))


def length_of(words: str) -> dt.timedelta | None:
    """How long a time such as 两周内 is."""
    found = _WITHIN.search(fold(words))
    return dt.timedelta(days=_period(found)) if found else None


def lengths_of(words: str) -> list[float]:
    """The days of every time within which something is to be done, the shortest first."""
    return sorted(_period(found) for found in _WITHIN.finditer(fold(words)))


def times_named(words: str) -> list[float]:
    """The days of every length of time that a text names, with 内 or without (24小时处置), sorted."""
    return sorted(_period(found) for found in _LASTING.finditer(fold(words)))


def lasting(words: str) -> float | None:
    """How many days a limit lasts that is a length and nothing else: 半天, 三天内.

    >>> lasting("半天"), lasting("3月底前")
    (0.5, None)
    """
    found = _LASTING.fullmatch(fold(words))
    return _period(found) if found else None


def lasting_from_event(words: str) -> float | None:
    """How many days a limit lasts that begins with what happens.

    >>> lasting_from_event("自受理之日起三天内"), lasting_from_event("验收后半天")
    (3.0, 0.5)
    """
    return lasting(_FROM_EVENT.sub("", words))


def ahead_of(words: str) -> float | None:
    """How many days before an event something is to be done (提前3天), the longest of several."""
    return max(map(_period, _AHEAD.finditer(fold(words))), default=None)


def _period(found: re.Match[str]) -> float:
    many = 0.5 if found["many"] == "半" else value_of(found["many"])
    return many * _DAYS[found["unit"].removeprefix("个").removeprefix("工作")]
