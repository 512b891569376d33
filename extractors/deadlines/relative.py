"""Days and weeks counted from the day of the document: 今天晚上, 明天早上6点前, 本周五前, 下周三前."""

import datetime as dt
import re

from extractors.deadlines.fragments import BEFORE, CLOCK, CUE, LEXICON, either, lasts
from extractors.deadlines.match import Form, Frame, Meaning, Rule, group
from extractors.deadlines.moments import NO_ANCHOR, add_days
from extractors.deadlines.numerals import HAN
from models import DeadlineKind

_DAY_OFFSETS: dict[str, int] = LEXICON["days"]["offsets"]
_WEEK_OFFSETS: dict[str, int] = LEXICON["weeks"]["offsets"]
_WEEKDAYS: dict[str, int] = LEXICON["weeks"]["days"]
_SUNDAY = 6


def _read_day(found: re.Match[str], frame: Frame) -> Meaning:
    if frame.anchor is None:
        return Meaning(DeadlineKind.DATE, reason=NO_ANCHOR, confidence=0.5)
    due = add_days(frame.anchor, _DAY_OFFSETS.get(group(found, "day") or "", 0))
    return Meaning(DeadlineKind.DATE, due, anchor=frame.anchor, confidence=0.95)


def _read_week(found: re.Match[str], frame: Frame) -> Meaning:
    """A day of a week named by 本 or 下; 周五前 alone is the next Friday; a week alone ends on Sunday."""
    if frame.anchor is None:
        return Meaning(DeadlineKind.DATE, reason=NO_ANCHOR, confidence=0.5)
    weekday, week = group(found, "weekday"), group(found, "week")
    monday = frame.anchor - dt.timedelta(days=frame.anchor.weekday())
    days = _WEEKDAYS[weekday] if weekday else _SUNDAY
    due = add_days(monday, 7 * _WEEK_OFFSETS.get(week or "本", 0) + days)
    if due and not week and due < frame.anchor:
        due = add_days(due, 7)
    sure = 0.95 if week and weekday not in (None, "末") else 0.8
    return Meaning(DeadlineKind.DATE, due, anchor=frame.anchor, confidence=sure)


_NOT_A_DAY = LEXICON["days"]["not_before"]
_AFTERNOON = "(?!(?<=[天日号周期一二三四五六末每])下午)"
# 「下午四点到六点」 is when something is open, 「延长到下午六点」 how long.
_HOURS_OF_DAY = rf"下午(?:[0-9]{{1,2}}|[{HAN}]{{1,2}})[点时](?:半|[0-9]{{1,2}}分)?(?:至|到|~|-|—)"
_AFTERNOON = rf"{_AFTERNOON}(?!{_HOURS_OF_DAY}|(?<=[到至])下午)"
_DAY_WORD = rf"(?<![发今说]){_AFTERNOON}(?!后天[{_NOT_A_DAY}])(?P<day>{either(_DAY_OFFSETS)})"
_WEEK = r"(?:周|星期|礼拜)"
_WEEK_WORD = rf"(?<![0-9以之以每])(?P<week>{either(_WEEK_OFFSETS)}){_WEEK}"
_HOUR = r"(?:十[一二]?|[一二两三四五六七八九])点(?:半|钟|整)?"
_TOGETHER = "起[去来到把将商看做办过对走]|并|道|同"
_WEEKDAY = rf"(?P<weekday>[二三四五六日天末]|一(?!{_TOGETHER}))"
_NOT_A_WEEK = r"(?![期边围年报转密到例])"
_NAMED_WEEK = rf"[{lasts(_WEEK_OFFSETS)}]{_WEEK}"
# What shows that a day of the week is when something is to be done, and not when it was (周五完成的有三家).
_ACTS = (
    r"(?![^,;。]{0,6}(?:了(?!解)|的[有是]|来的))(?:交(?!通)|报(?![名告])|上[报会交]|送|拿出|出(?:结果|方案|报告|名单|初稿)|[做办清搬换修查弄]完|完成|到位|去(?!了|年)|切换"
    r"|到[^,。;周星至]{2,8}(?:集合|开会|签)|集中|统一|进场|把|开工|验收)"
)

RULES = (
    Rule(
        "relative.day",
        Form.TODAY,
        either(_DAY_OFFSETS),
        re.compile(rf"{_DAY_WORD}的?(?:{CLOCK}|{_HOUR}|一整?天)?{CUE}?"),
        _read_day,
    ),
    Rule("relative.off_work", Form.TODAY, "", re.compile(rf"(?<!上)下班(?P<cue>{BEFORE})"), _read_day),
    Rule(
        "relative.weekday",
        Form.WEEK,
        _NAMED_WEEK,
        re.compile(rf"{_WEEK_WORD}{_WEEKDAY}的?{CLOCK}?{CUE}?"),
        _read_week,
    ),
    Rule(
        "relative.week",
        Form.WEEK,
        _NAMED_WEEK,
        re.compile(rf"{_WEEK_WORD}{_NOT_A_WEEK}(?:之)?{CUE}?"),
        _read_week,
    ),
    Rule(
        "relative.next_weekday",
        Form.WEEK,
        rf"{_WEEK}[一二三四五六日天末].{{0,6}}(?:前|交|报|上|送|拿|出|完|成|去|切|到|集|统|进|把|开|验)",
        re.compile(
            rf"(?<![本下上这个每一当]){_WEEK}{_WEEKDAY}{CLOCK}?(?:(?P<cue>{BEFORE})|(?P<acts>(?={_ACTS})))"
        ),
        _read_week,
    ),
)
