"""Times that come again: 每月25日前, 每季度末, 每周五下午, 每学期开学后20日内, 按月, 一月一调度."""

import re

from extractors.deadlines.fragments import (
    BEFORE,
    CLOCK,
    CUE,
    DAY_NUMBER,
    LEXICON,
    MONTH,
    NUMBER,
    SEPARATOR,
    WITHIN,
    any_pattern,
    either,
    lasts,
)
from extractors.deadlines.match import Form, Frame, Hit, Meaning, Rule
from extractors.deadlines.numerals import HAN
from models import DeadlineKind

_WORDS = LEXICON["recurring"]
_HABITS: dict[str, str] = _WORDS["habit"]["periods"]
_FOLLOWING_MONTHS = tuple(LEXICON["months"]["following"])
_FOLLOWING_YEARS = tuple(LEXICON["years"]["following"])
# 「每月抽查一次,结果月底报县局」, 「每周抽查,周五交表」: the day of each month, of each week.
_WITHIN_RHYTHM = {"date.day_only": "月", "date.month_end": "月", "relative.next_weekday": "周"}
_NAMED = ("本", "下", "这", "当", "次", "上")
_CLOSING_WORDS = re.compile(rf"(?:{BEFORE}|止|为止)$")


def _read_repeat(found: re.Match[str], _frame: Frame) -> Meaning:
    return Meaning(DeadlineKind.RECURRING, every=_CLOSING_WORDS.sub("", found[0]))


def repeated(hit: Hit, frame: Frame) -> Meaning | None:
    """次月5日前 and 当年12月底前 come again where the sentence names a recurrence.

    So does a day of the month behind 每月, and 次月 where no month was named before it.
    """
    words = hit.found[0]
    if _WITHIN_RHYTHM.get(hit.rule.name, "-") in frame.repeating and not words.startswith(_NAMED):
        return _read_repeat(hit.found, frame)
    if not hit.closed:
        return None
    following = words.startswith(_FOLLOWING_MONTHS) and not frame.carried_month
    if following or (frame.repeating and words.startswith((*_FOLLOWING_MONTHS, *_FOLLOWING_YEARS))):
        return _read_repeat(hit.found, frame)
    return None


def _read_habit(found: re.Match[str], _frame: Frame) -> Meaning:
    period = found["period"]
    return Meaning(DeadlineKind.RECURRING, every=_HABITS.get(period) or f"每{period}")


_VERBS = either(_WORDS["habit"]["verbs"])
_UNIT = rf"(?:{either(_WORDS['units'])}|{NUMBER}{either(_WORDS['counted'])})(?![0-9]*(?:万|亿)?元|[级轻头龄])"
_EVERY = rf"每(?:隔|间隔|逢)?个?{_UNIT}(?!均|度|(?<=每小时)[约近达超]?\d)"
_WEEKDAY = rf"(?:[二三四五六日天末]|一(?!{_VERBS}))"
_WEEKDAYS = rf"(?<=[周期拜]){_WEEKDAY}(?:(?:、|和|及|至|到|—|-)(?:周|星期)?{_WEEKDAY})*"
_DAY = rf"{DAY_NUMBER}[日号]?(?=[、和]{DAY_NUMBER}[日号])|{DAY_NUMBER}[日号]"
_MONTH_DAY = rf"(?:{MONTH})(?:(?:{_DAY})|上旬|中旬|下旬|底|末|初)?"
_COUNTED = rf"(?:最后|头|第){NUMBER}?个?(?:季度|月(?:的?(?:{_DAY}|[上中下]旬|底|初))?|周|星期|天|工作日)"
_PLACE = rf"(?:的?(?:{_COUNTED}|首月|末月|首周|次月|下月|当月|翌月))"
_AFTER = (
    rf"(?:(?:开学|结束|终了|开始|放假)(?:之|以)?(?:后|前)(?:的)?{NUMBER}个?(?:工作日|日|天|周|月){WITHIN})"
)
_PART = "[一二三四]季度|年?底|年?末(?!月)|月底|初|上旬|中旬|下旬|上半年|下半年"
_POINT = rf"(?:{_MONTH_DAY}|{_DAY}|{_PART}|{_AFTER}|{_PLACE})"
_POINTS = rf"(?:{_POINT}(?:(?:、|和|及|{SEPARATOR})?(?:每[月季年]度?)?{_POINT})*)"
_BARE_LIST = rf"(?:(?:、|,|和|或|至|到){_EVERY})*"
_BY = any_pattern(
    f"{re.escape(word)}(?![{unless}])" if unless else re.escape(word) for word, unless in _WORDS["by"].items()
)

# 每4小时 and its like are too many to be listed: 两小时一巡.
_HOURS = r"(?:[0-9]{1,2}|[一两二三四六八半])个?(?:小时|钟头)|(?:[0-9]{1,2}|[两三五七])天(?=一)"
_PERIOD = rf"(?<!明后)(?<![一第每近隔上下达够满前明这0-9{HAN}])(?P<period>{either(_HABITS)}|{_HOURS})"
_TIMES = "[次回轮遍场趟晚顿]"
_PERIOD_ENDS = f"{lasts(_HABITS)}时头"
_OFTEN = either(_WORDS["habit"]["often"])
_MADE = "(?:调度|通报|抽查|报告|会商|研判|分析|排名|晾晒|检查|自查)"
_NO_HABIT = either(_WORDS["habit"]["no_habit"])
_TENTHS = rf"逢[{HAN}](?:[、逢]{{1,2}}[{HAN}])*日?(?![{HAN}年月周天点分])"

RULES = (
    Rule(
        "recurring.every",
        Form.REPEAT,
        "",
        re.compile(rf"{_EVERY}(?:{_WEEKDAYS}|{_POINTS})?的?(?:{CLOCK}(?:[、和]{CLOCK})*)?{CUE}?{_BARE_LIST}"),
        _read_repeat,
    ),
    Rule(
        "recurring.weekday",
        Form.REPEAT,
        "逢[周星礼]",
        re.compile(rf"逢(?:周|星期|礼拜){_WEEKDAYS}(?:[上下]午)?"),
        _read_repeat,
    ),
    Rule(
        "recurring.by",
        Form.REPEAT,
        "",
        re.compile(rf"(?<!逐[㐀-鿿]){_BY}(?!逐[户人村笔项家])"),
        _read_repeat,
    ),
    Rule(
        "recurring.habit",
        Form.REPEAT,
        f"[{_PERIOD_ENDS}]一",
        re.compile(rf"{_PERIOD}一{_VERBS}"),
        _read_habit,
    ),
    Rule(
        "recurring.habit_once",
        Form.REPEAT,
        f"[{_PERIOD_ENDS}][^,。;]{{1,5}}[一两二三四0-9]{_TIMES}",
        re.compile(
            rf"(?<!“){_PERIOD}(?![一内后前的只才仅就还之以都也])[^,。;一只才了过每\d]{{1,5}}[一两二三四五\d]{_TIMES}(?!了|才|也|都)"
        ),
        _read_habit,
    ),
    Rule(
        "recurring.habit_least",
        Form.REPEAT,
        f"[{_PERIOD_ENDS}](?:至少|起码|最少|不少于)",
        re.compile(rf"{_PERIOD}(?:至少|起码|最少|不少于)[^,。;]{{0,12}}?[一两二三四五0-9](?:{_TIMES}|天)"),
        _read_habit,
    ),
    Rule(
        "recurring.after_each",
        Form.REPEAT,
        "[季月]度?(?:后|[末终][前后]|结束后)",
        re.compile(
            rf"(?<![本当上下每0-9一二三四{HAN}个])[季月]度?(?:(?:末|终了|结束)?后|末前){NUMBER}个?(?:工作日|日|天){WITHIN}?"
        ),
        _read_repeat,
    ),
    Rule(
        "recurring.shift",
        Form.REPEAT,
        "每班",
        re.compile(r"每班(?:下班前|交接前)?(?=[^,。;级人名]{0,6}[抄巡查清核记测检留])"),
        _read_repeat,
    ),
    Rule(
        "recurring.lunar",
        Form.REPEAT,
        "每[逢月].{0,2}[初十廿]",
        re.compile(r"每逢?(?:月|农历)*[初十廿][一二三四五六七八九十](?:、[初十廿][一二三四五六七八九十])*"),
        _read_repeat,
    ),
    Rule(
        "recurring.made",
        Form.REPEAT,
        "实行[日周旬月季]",
        re.compile(rf"(?<=实行)[日周旬月季]{_MADE}(?:、[日周旬月季年]{_MADE})*"),
        _read_repeat,
    ),
    Rule("recurring.market_days", Form.REPEAT, "", re.compile(_TENTHS), _read_repeat),
    Rule(
        "recurring.so_often",
        Form.REPEAT,
        f"[{_PERIOD_ENDS}][一两二三四]",
        re.compile(rf"(?<!“){_PERIOD}(?:[两二三四]{_OFTEN}|一(?:个|户|家|村|栋)(?!{_NO_HABIT}))"),
        _read_habit,
    ),
    Rule(
        "recurring.morning_and_evening",
        Form.REPEAT,
        "早.{0,8}晚.{0,6}各",
        re.compile(
            rf"(?<!每天)(?<!每日)早[^,。;了过]{{0,8}}?晚(?!高峰)[^,。;了过]{{0,6}}?各(?=[^,。;]{{1,10}}{_TIMES})"
        ),
        _read_repeat,
    ),
    Rule(
        "recurring.day_by_day",
        Form.REPEAT,
        "",
        re.compile(r"(?<![今明昨后前一每别要])天天(?:都?要|都)?(?=去|来|盯|守|查|巡)"),
        _read_repeat,
    ),
    Rule(
        "recurring.each_time",
        Form.REPEAT,
        "每[场次批趟轮期].{1,5}前",
        re.compile(r"每[场次批趟轮期][㐀-鿿]{1,5}?(?P<cue>之前|以前|前)(?![0-9一二三四五六七八九十半后期])"),
        _read_repeat,
    ),
)
