"""Dates of the calendar: 2025年6月30日前, 12月底前, 9月中旬, 24号以前, 2025-06-30, “6·30”前."""

import datetime as dt
import re
from collections.abc import Callable

from extractors.deadlines.fragments import (
    BEFORE,
    CLOCK,
    CLOSING,
    CUE,
    DAY,
    DAY_NUMBER,
    LEXICON,
    MONTH,
    PART,
    REL_MONTH,
    WEEKDAY_NOTE,
    YEAR,
    YEAR_FIRSTS,
    starting,
)
from extractors.deadlines.match import Form, Frame, Meaning, Rule, group
from extractors.deadlines.moments import (
    MADE_UP_DAYS_UNKNOWN,
    NO_ANCHOR,
    add_days,
    add_months,
    dated,
    day_of,
    last_workday,
)
from extractors.deadlines.numerals import HAN, number
from models import DeadlineKind

_PART_LAST: dict[str, int] = LEXICON["month_parts"]["last_day"] | {"中": 15}
_MONTH_OFFSETS: dict[str, int] = LEXICON["months"]["offsets"]
_FOLLOWING = frozenset(LEXICON["months"]["following"])
_NO_SUCH_DAY = 99
_DOUBTFUL = 0.5
_MIDNIGHT = re.compile(r"(?<![0-9:])(?:零|00?)(?:时|点|:00)(?!半)")


def impossible(words: str) -> str:
    """The reason where a date does not exist."""
    return f"日期不存在：{words}"


def last_of(month: int, day: int) -> Callable[[int], dt.date | None]:
    """What a month and a day (0 for its last) are in a given year."""
    return lambda year: day_of(year, month, day)


def month_number(words: str) -> int:
    """The month that 六月份 names."""
    return number(words.rstrip("月份").replace("元", "一")) or _NO_SUCH_DAY


def last_day(found: re.Match[str]) -> int:
    """The day that 30日, 中旬 or 底 ends on; 0 for the last of the month."""
    day = group(found, "day")
    if day:
        return number(day.rstrip("日号")) or _NO_SUCH_DAY
    return _PART_LAST.get(group(found, "part") or "", 0)


def read_named(found: re.Match[str], frame: Frame) -> Meaning:
    """6月30日前, 2025年6月底: a month by its number, with a day or a part of it."""
    month = month_number(found["month"])
    meaning = dated(found["year"], frame, last_of(month, last_day(found)), impossible(found[0]))
    if meaning.due and found["cue"] and _MIDNIGHT.search(found[0]):
        return _doubtful(meaning, f"“{found[0]}”是当日零点，是否含当日写得不明，按含当日计算")
    return meaning


def _doubtful(meaning: Meaning, reason: str) -> Meaning:
    return meaning._replace(reason=reason, confidence=min(meaning.confidence, 0.7))


def _read_month(found: re.Match[str], frame: Frame) -> Meaning:
    """6月 ends on its last day, 6月前 on the last of May unless that has gone by."""
    meaning = read_named(found, frame)
    if meaning.due is None or not (found["cue"] or "").endswith("前"):
        return meaning
    eve = add_days(meaning.due.replace(day=1), -1)
    if eve is None or (frame.anchor and eve < frame.anchor):
        return _doubtful(meaning, f"“{found[0]}”是否含当月写得不明，按含当月计算")
    return _doubtful(meaning._replace(due=eve), f"“{found[0]}”按不含当月计算")


def _read_relative_month(found: re.Match[str], frame: Frame) -> Meaning:
    """本月20日前, 下月底, 月底前: counted from the month of the document."""
    if frame.anchor is None:
        return Meaning(DeadlineKind.DATE, reason=NO_ANCHOR, confidence=_DOUBTFUL)
    word = group(found, "rel") or ""
    base = (frame.carried_month if word in _FOLLOWING else None) or frame.anchor
    month = add_months(base.replace(day=1), _MONTH_OFFSETS.get(word, 0))
    due = day_of(month.year, month.month, last_day(found)) if month else None
    return _counted(due, frame, found[0], 0.95)


def _read_last_workday(found: re.Match[str], frame: Frame) -> Meaning:
    """9月最后一个工作日, 本月最后一个工作日."""
    month = _read_relative_month(found, frame) if found["rel"] else read_named(found, frame)
    if month.due is None:
        return month
    due, sure = last_workday(month.due)
    if sure:
        return month._replace(due=due)
    return month._replace(due=due, reason=MADE_UP_DAYS_UNKNOWN, confidence=min(month.confidence, 0.6))


def _read_day_only(found: re.Match[str], frame: Frame) -> Meaning:
    """24号以前: in the month of an earlier limit of the sentence, else this month, or the next."""
    day = last_day(found)
    if frame.carried_month and day >= frame.carried_month.day:
        return _counted(
            day_of(frame.carried_month.year, frame.carried_month.month, day), frame, found[0], 0.85
        )
    if frame.anchor is None:
        return Meaning(DeadlineKind.DATE, reason=NO_ANCHOR, confidence=_DOUBTFUL)
    due = day_of(frame.anchor.year, frame.anchor.month, day)
    following = add_months(frame.anchor.replace(day=1), 1)
    if following and due and due < frame.anchor:
        return _counted(day_of(following.year, following.month, day), frame, found[0], 0.7)
    return _counted(due, frame, found[0], 0.9)


def _counted(due: dt.date | None, frame: Frame, words: str, confidence: float) -> Meaning:
    if due is None:
        return Meaning(DeadlineKind.DATE, reason=impossible(words), confidence=_DOUBTFUL)
    return Meaning(DeadlineKind.DATE, due, anchor=frame.anchor, confidence=confidence)


def _read_figures(found: re.Match[str], frame: Frame) -> Meaning:
    """2025-06-30, 2025.6, 20250630, 6.30: figures only."""
    figures = group(found, "year")
    year = f"{figures}年" if figures else None
    month, day = int(found["month"]), int(group(found, "day") or 0)
    return dated(year, frame, last_of(month, day), impossible(found[0]))


_NAMED_MONTH = rf"(?:(?P<year>{YEAR})的?)?(?P<month>{MONTH})"
_DAY_OR_PART = rf"(?:(?P<day>{DAY})|(?P<part>{PART}))"
_FULL_YEAR = r"(?<![0-9A-Za-z./])(?<![A-Za-z]-)(?P<year>(?:19|20)[0-9]{2})"
_MONTH_FIGURES = r"(?P<month>1[0-2]|0?[1-9])"
_DAY_FIGURES = r"(?P<day>3[01]|[12][0-9]|0?[1-9])"
_SHORT_DATE = rf"(?<![0-9A-Za-z./\-])[“\"]?{_MONTH_FIGURES}[·./]{_DAY_FIGURES}[”\"]?(?![0-9%A-Za-z])"
_LONE_MONTH_PART = (
    r"(?<![0-9一二三四五六七八九十本当这个下次上每份翌正腊冬])(?P<part>月底|月末|月初|月中(?=之?前))"
)

_NUMBERED = rf"[0-9{HAN}元]月"
_WORDED = rf"月(?<![0-9{HAN}]月)"
_FIGURES = r"[0-9][./·-][0-9]"

NAMED_DATE = re.compile(
    starting(f"{YEAR_FIRSTS}元", rf"{_NAMED_MONTH}(?:{_DAY_OR_PART}{WEEKDAY_NOTE}{CLOCK}?)?{CUE}?")
)
_DAY_RULE = Rule("date.day", Form.DAY, _NUMBERED, NAMED_DATE, read_named)
_PART_RULE = Rule("date.month_part", Form.PART, _NUMBERED, NAMED_DATE, read_named)


def _shape_of(found: re.Match[str]) -> Rule:
    """6月30日, 6月底 and 6月 are found by one pattern, because most dates are of these shapes."""
    if found["day"]:
        return _DAY_RULE
    return _PART_RULE if found["part"] else _MONTH_RULE


_MONTH_RULE = Rule("date.month", Form.MONTH, _NUMBERED, NAMED_DATE, _read_month, shape_of=_shape_of)

RULES = (
    _MONTH_RULE,
    Rule(
        "date.this_month",
        Form.PART,
        _WORDED,
        re.compile(rf"(?P<rel>{REL_MONTH})的?{_DAY_OR_PART}?{CLOSING}"),
        _read_relative_month,
    ),
    Rule(
        "date.month_end",
        Form.PART,
        _WORDED,
        re.compile(rf"{_LONE_MONTH_PART}{CLOSING}"),
        _read_relative_month,
    ),
    Rule(
        "date.last_workday",
        Form.DAY,
        "月份?的?最后",
        re.compile(rf"(?:{_NAMED_MONTH}|(?P<rel>{REL_MONTH}))的?最后(?:一|1)个工作日{CLOCK}?{CUE}?"),
        _read_last_workday,
    ),
    Rule(
        "date.day_only",
        Form.DAY,
        rf"(?:^|[^月0-9{HAN}])[0-9{HAN}]{{1,3}}[日号].{{0,6}}前",
        re.compile(
            rf"(?<![0-9月.第近后前头每{HAN}])(?P<day>{DAY_NUMBER}[日号]){WEEKDAY_NOTE}{CLOCK}?(?P<cue>{BEFORE})"
        ),
        _read_day_only,
    ),
    Rule(
        "date.day_hour",
        Form.DAY,
        rf"(?:^|[^月0-9{HAN}])[0-9{HAN}]{{1,3}}[日号]",
        re.compile(rf"(?<![0-9月.第近后前头每{HAN}])(?P<day>{DAY_NUMBER}[日号]){WEEKDAY_NOTE}{CLOCK}"),
        _read_day_only,
    ),
    Rule(
        "date.day_bare",
        Form.DAY,
        rf"(?:^|[^月0-9{HAN}])[0-9{HAN}]{{1,3}}号",
        re.compile(
            rf"(?<![0-9月.第近后前头每{HAN}])(?P<day>{DAY_NUMBER}号)(?P<cue>(?=(?:就|要|再|照|必须|务必|全部|全线|准时|统一)?(?:合龙|交(?!通)|报(?!告|名)|发(?:放|[到给完下]|(?=[,。;]))|送[到来给]|请|回填|挂网|通[车水电气]|开工|到位|验收|完工|完成|上会|搬|拆|撤|进场|开标)))"
        ),
        _read_day_only,
    ),
    Rule(
        "date.day_field",
        Form.DAY,
        "[0-9一二三四五六七八九十]号",
        re.compile(rf"(?<![0-9月.第近后前头每{HAN}])(?P<day>{DAY_NUMBER}号)(?=$|[。;,)])"),
        _read_day_only,
        field_only=True,
    ),
    Rule(
        "date.figures",
        Form.NUMERIC,
        _FIGURES,
        re.compile(
            rf"{_FULL_YEAR}(?P<sep>[-./])(?P<month>[0-9]{{1,2}})(?P=sep)(?P<day>[0-9]{{1,2}})(?![0-9]){CLOSING}"
        ),
        _read_figures,
    ),
    Rule(
        "date.short_figures",
        Form.NUMERIC,
        _FIGURES,
        re.compile(rf"{_SHORT_DATE}(?P<cue>{BEFORE})"),
        _read_figures,
    ),
    Rule(
        "date.field_month",
        Form.NUMERIC,
        _FIGURES,
        re.compile(rf"{_FULL_YEAR}[-./]{_MONTH_FIGURES}(?![0-9./\-]){CUE}?"),
        _read_figures,
        field_only=True,
    ),
    Rule(
        "date.field_compact",
        Form.NUMERIC,
        "20[0-9]{6}",
        re.compile(r"(?<![0-9])(?P<year>20[0-9]{2})(?P<month>[01][0-9])(?P<day>[0-3][0-9])(?![0-9])"),
        _read_figures,
        field_only=True,
    ),
    Rule(
        "date.field_short",
        Form.NUMERIC,
        _FIGURES,
        re.compile(rf"{_SHORT_DATE}(?![·./])"),
        _read_figures,
        field_only=True,
    ),
)
