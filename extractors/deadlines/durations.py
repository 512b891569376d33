"""Lengths of time: 5个工作日内, 一个月内, 会后3天内, 自收到之日起30日内, 48小时内."""

import datetime as dt
import re

from extractors.deadlines.absolute import NAMED_DATE, read_named
from extractors.deadlines.begun import PERIOD, first_day
from extractors.deadlines.fragments import LEXICON, NUMBER, WITHIN, any_pattern, either, firsts, starting
from extractors.deadlines.match import Form, Frame, Meaning, Rule, group
from extractors.deadlines.moments import MADE_UP_DAYS_UNKNOWN, NO_ANCHOR, add_days, add_months, add_workdays
from extractors.deadlines.numerals import HAN, number
from models import DeadlineKind

_WORDS = LEXICON["durations"]
_DAYS: dict[str, int] = _WORDS["days"]
_MONTHS: dict[str, int] = _WORDS["months"]
_KNOWN_START = re.compile(any_pattern(_WORDS["known_starts"]))
_TRIGGERED = re.compile(
    rf"(?<!施){either(_WORDS['triggers'])}[^。;]{{0,20}},[^。;,]{{0,12}}$"
    rf"|{either(_WORDS['cases'])}(?:事项|问题|诉求|案件|件)[^,。;]{{0,6}}$"
)
_CONTINGENT = re.compile(_WORDS["contingent"])
# 「法律法规修改后20个工作日内」, 「事后10日内」: whatever it is after, its day is not the document's.
_AFTER_SOMETHING = re.compile(r"(?<![今最先前然随之以往落会散])后的?,?在?$")
# 「测评会后7天内」: after another meeting than this one.
_OTHER_MEETING = re.compile(r"[\u3400-\u9fff]{0,2}(?:[评场例证谈讨全代审论训听]|班子|常委|党组)$")
_BEGUN = re.compile(
    r"(?P<from>(?:自|从)?(?:(?P<now>即日|今天|今日|现在|本通知印发之日)起"
    rf"|(?:20[0-9]{{2}}年)?[0-9]{{1,2}}月(?:[0-9]{{1,2}}[日号])?[起始](?!至)|{PERIOD}(?!至)))[^。;]{{0,30}}$"
)
"""A start that is named in the sentence, before the length of time that is counted from it."""
_BEGUN_SOMEHOW = re.compile(r"(?:自|从)(?P<from>[^,。;]{1,12}?)(?:起|开始)[^。;]{0,30}$")
"""A start that is named before a length, in words that give no day: 「从下周一开始,利用十天时间」."""
_HOURS_A_DAY = 24
# Lengths that limits are given in; other numbers of 日 are as often days of a month.
_ROUND_DAYS = {1, 2, 3, 5, 7, 10, 15, 20, 30}
_LONGEST_MONTH = 31

_HOURS = "以小时计，起算时刻未知"


def _read_within(found: re.Match[str], frame: Frame) -> Meaning:
    """The last day, where the day that counting starts from is known."""
    start = group(found, "start")
    if start and (named := NAMED_DATE.search(start)) and (named["day"] or named["part"]):
        return _from_date(found, read_named(named, frame._replace(forward=False)))
    if start and found["unit"] in _MONTHS and (first := first_day(start, frame)):
        return _whole(found, first)
    if start and not _KNOWN_START.match(start):
        return _from_unknown(start)
    before = found.string[: found.start()]
    if start and start.startswith("会") and (other := _OTHER_MEETING.search(before)):
        return _from_unknown(f"{other.group()}{start}")
    given = (group(found, "cue") or "").startswith(("限", "给"))
    if not (start or given) and any(p.search(before) for p in (_TRIGGERED, _CONTINGENT, _AFTER_SOMETHING)):
        return _from_unknown("")
    if frame.anchor is None:
        return Meaning(DeadlineKind.DATE, reason=NO_ANCHOR, confidence=0.5)
    return _counted(found, _first_day(start, frame.anchor, frame), 0.95 if start else 0.85, frame)


def _first_day(start: str | None, anchor: dt.date, frame: Frame) -> dt.date:
    """The day of the meeting for 会后, that of the feedback for a bare length; else that of the paper."""
    if start and "会" in start:
        return frame.events.get("会议", anchor)
    return frame.events.get("反馈", anchor) if not start or "反馈" in start else anchor


def _read_running(found: re.Match[str], frame: Frame) -> Meaning:
    """「从3月1日起,用两个月时间」, 「即日起开展为期两个月的整治」: counted from the start named before."""
    begun = _BEGUN.search(found.string, 0, found.start())
    if begun is None:
        if somehow := _BEGUN_SOMEHOW.search(found.string, 0, found.start()):
            return _from_unknown(somehow["from"])
        unknown = Meaning(DeadlineKind.DATE, reason="没有写明从哪天起算", confidence=0.5)
        return _read_within(found, frame) if found["cue"] else unknown
    if begun["now"]:
        return _counted(found, frame.anchor, 0.85, frame) if frame.anchor else _read_within(found, frame)
    if found["unit"] in _MONTHS and (period := first_day(begun["from"], frame)):
        return _whole(found, period)
    named = NAMED_DATE.search(begun.group())
    first = read_named(named, frame._replace(forward=False)) if named and named["day"] else None
    if first is None or first.due is None:
        return Meaning(DeadlineKind.DATE, reason=f"起算日（{begun.group('from')}）未知", confidence=0.5)
    read = _counted(found, first.due, 0.85)
    whole_months = read.due and first.due.day == 1 and found["unit"] in _MONTHS
    return read._replace(due=add_days(read.due, -1)) if read.due and whole_months else read


def _read_field_days(found: re.Match[str], frame: Frame) -> Meaning:
    """整改时限:15日 is a length of time; 28日 may as well be the day of a month, and gives none."""
    count = number(found["count"])
    if count is None or count in _ROUND_DAYS or count > _LONGEST_MONTH:
        return _read_within(found, frame)
    words = found[0].removesuffix("日")
    reason = f"“{found[0]}”可能是{words}号，也可能是{words}天内"
    return Meaning(DeadlineKind.DATE, reason=reason, confidence=0.5)


def _read_ahead(_found: re.Match[str], _frame: Frame) -> Meaning:
    """提前10天报备: counted back from a happening whose day the document cannot know."""
    return Meaning(DeadlineKind.DATE, reason="要从事项发生的日子往前推，日子未知", confidence=0.9)


def _from_date(found: re.Match[str], first: Meaning) -> Meaning:
    """自3月10日起30日内: counted from the day that the words name."""
    if first.due is None:
        return first
    return _counted(found, first.due, min(first.confidence, 0.9))


def _whole(found: re.Match[str], first: dt.date) -> Meaning:
    """自2026年起三年内: whole years and months from the first day of the one that the words name."""
    read = _counted(found, first, 0.9)
    return read._replace(due=add_days(read.due, -1)) if read.due else read


def _from_unknown(start: str) -> Meaning:
    happening = (
        start.lstrip("自从在").rstrip("起算计,的").removesuffix("之日").rstrip("后以之日") or "事项发生"
    )
    return Meaning(DeadlineKind.DATE, reason=f"起算日（{happening}之日）未知", confidence=0.9)


def _counted(found: re.Match[str], start: dt.date, confidence: float, frame: Frame | None = None) -> Meaning:
    unit, count = found["unit"], _count(found)
    if count is None:
        return Meaning(DeadlineKind.DATE, reason=f"“{found[0]}”的数目不确定", confidence=0.5)
    if unit.endswith("工作日"):
        return _in_workdays(start, count, confidence)
    if unit in ("小时", "钟头"):
        return _in_hours(start, count, whole=bool(frame and not (frame.in_field or frame.repeating)))
    if unit in ("分钟", "刻钟"):
        return Meaning(DeadlineKind.DATE, reason=_HOURS, confidence=0.9)
    due = _in_months(found, start, count) if unit in _MONTHS else add_days(start, int(count * _DAYS[unit]))
    reason = "" if due else "期限过长，无法推算"
    return Meaning(DeadlineKind.DATE, due, anchor=start, reason=reason, confidence=confidence if due else 0.5)


def _count(found: re.Match[str]) -> float | None:
    """The number of units; 0.5 for 半年, 1.5 for 一个半月 and 一年半."""
    if found["count"].endswith("半"):
        return 0.5
    whole = number(found["count"])
    and_a_half = found["half"] or group(found, "more")
    return whole + 0.5 if whole is not None and and_a_half else whole


def _in_months(found: re.Match[str], start: dt.date, count: float) -> dt.date | None:
    """Whole months to the same day; half a month is fifteen days."""
    months = count * _MONTHS[found["unit"]]
    due = add_months(start, int(months))
    return add_days(due, 15) if due and months % 1 else due


def _in_workdays(start: dt.date, count: float, confidence: float) -> Meaning:
    due, sure = add_workdays(start, int(count))
    if due is None:
        return Meaning(DeadlineKind.DATE, reason="期限过长，无法推算", confidence=0.5)
    reason = "" if sure else MADE_UP_DAYS_UNKNOWN
    return Meaning(
        DeadlineKind.DATE, due, anchor=start, reason=reason, confidence=confidence if sure else 0.6
    )


def _in_hours(start: dt.date, count: float, *, whole: bool) -> Meaning:
    """Two whole days end on a day for certain, 24 hours (`whole`) where the speaker counts from now."""
    days, rest = divmod(count, _HOURS_A_DAY)
    due = add_days(start, int(days)) if days > (not whole) and not rest else None
    if due is None:
        return Meaning(DeadlineKind.DATE, reason=_HOURS, confidence=0.9)
    return Meaning(DeadlineKind.DATE, due, anchor=start, reason="小时数按整日折算", confidence=0.7)


_OTHER_UNITS = either(
    ["日", "天", "自然日", "周", "星期", "礼拜", "季度", "年", "工作日", "小时", "钟头", "分钟", "刻钟"]
)
_FRESH = rf"(?<![0-9.{HAN}第每])"
_SPAN = rf"(?P<count>[0-9]{{1,3}}|[{HAN}]{{1,4}}|半)个?(?P<half>半(?=[月年小天]))?"
_UNIT = rf"(?P<unit>{_OTHER_UNITS}|(?<=[个半])月)"
_AND_A_HALF = r"(?:(?<=年)(?P<more>半)(?=[内之以时]))?"
_COUNT = rf"{_FRESH}(?:{NUMBER}(?:-|~|—|至|到))?{_SPAN}{_UNIT}{_AND_A_HALF}"
_LONG_UNIT = r"(?P<unit>工作日|自然日|天|小时|周|星期|礼拜|年|(?<=[个半])月|(?<=个)季度)"

_UNTIL = r"(?:[^,。;、:()于在应须请]|(?<=申)请|(?<=关)于)"
_ENDS = either(_WORDS["ends"])
_VERBS, _NOUNS = either(_WORDS["start_verbs"]), either(_WORDS["start_nouns"])
# 「4月15日停暖后10日内」: what happens on a day that the words give.
_ON_A_DAY = (
    rf"(?:(?:20[0-9]{{2}}|今|明)年)?(?:[0-9]{{1,2}}|[{HAN}]{{1,3}})月"
    rf"(?:(?:[0-9]{{1,2}}|[{HAN}]{{1,3}})[日号]|底|末|初|[上中下]旬)(?![前止])(?:(?![前至到])[㐀-鿿]){{1,8}}?(?:之|以)?后"
)
_START = (
    rf"(?P<start>{_ON_A_DAY}|{PERIOD}|(?:自|从){_UNTIL}{{1,24}}?(?:之日起|日起|起|之后|以后|后)(?:计算|算起|算)?"
    rf"|(?:{_NOUNS}{{0,2}})?{_VERBS}{_UNTIL}{{0,16}}?(?:之日起|之时起|之后|以后|后)"
    rf"|(?:{_NOUNS})?{_ENDS}(?:之|以)?前(?!的)"
    rf"|(?:收到|接到){_UNTIL}{{1,12}}?(?={NUMBER}个?(?:(?:工作)?[日天]|月|周|星期|礼拜))"
    r"|(?:这次|本次|此次|今天的?|散|上)?会议?(?:结束)?(?:之|以)?后|即日起"
    r"|本(?:函|通知|意见|方案|文件|办法|纪要|反馈)书?(?:印发|下发|下达|发布|公布|发出)(?:之日起|之日|后)"
    r")的?,?在?"
)
_START_FIRSTS = f"自从收接这本此今明散上会即0-9{HAN}" + firsts(
    [*_WORDS["start_verbs"], *_WORDS["start_nouns"], *_WORDS["ends"]]
)
_DEMAND = r"(?=完成|办结|反馈|答复|报送|整改)"
_HARD = "(?:限期?|给(?:你们?|他们?|大家|各[^,。;]{1,4})?)"
_NOT_AHEAD = rf"(?![^,。;]{{0,6}}{either(_WORDS['ahead_of_plan_after'])})"
_AIM = (
    r"(?=,?(?:对|开展|组织|逐|全面|基本|全部|完成|实现|建成|达到|消除|使|让|把|集中"
    r"|改造|新建|建设|打造|培育|整治|推进)"
    r"|,[^,。;的了过]{2,12}?(?:必?须|要|完成|开展|组织|实现|逐|对|把|将))"
)

RULES = (
    Rule(
        "duration.within",
        Form.DURATION,
        rf"[{HAN}0-9半].{{1,8}}(?:内|里[给把拿要全必])",
        re.compile(
            starting(
                f"{_START_FIRSTS}{HAN}0-9半",
                rf"(?:{_START})?{_COUNT}(?:的?时间|之|期限)?(?P<cue>{WITHIN})",
            )
        ),
        _read_within,
    ),
    Rule(
        "duration.ahead",
        Form.DURATION,
        f"提前(?:至少)?[{HAN}0-9半]",
        re.compile(
            rf"(?<![{_WORDS['ahead_of_plan']}])(?P<cue>提前)(?:至少)?{_SPAN}{_UNIT}(?:以上)?{_NOT_AHEAD}"
        ),
        _read_ahead,
    ),
    Rule(
        "duration.workdays",
        Form.DURATION,
        "工作日",
        re.compile(rf"{_FRESH}{_SPAN}(?P<unit>工作日)(?P<cue>{_DEMAND})"),
        _read_within,
    ),
    Rule(
        "duration.taking",
        Form.DURATION,
        "[用利以].{1,6}时间",
        re.compile(rf"(?<=[用利以]){_SPAN}{_UNIT}(?:左右)?的?(?P<cue>时间){_AIM}"),
        _read_running,
    ),
    Rule(
        "duration.running",
        Form.DURATION,
        "为期",
        re.compile(rf"(?<=为期){_SPAN}(?P<unit>天|周|星期|年|(?<=[个半])月)(?P<cue>(?=的?[㐀-鿿,。]))"),
        _read_running,
    ),
    Rule(
        "duration.to_do",
        Form.DURATION,
        f"[{HAN}0-9半](?:天|个?小时|个?礼拜|个?星期|周|个?工作日|分钟)[修换拆补清搬装填撤出给拿办见交解要电书口到回答处干做签看搞弄兑]",
        re.compile(
            rf"{_FRESH}(?<![每隔前近过头]){_SPAN}(?P<unit>天|小时|礼拜|星期|周|工作日|分钟)(?P<cue>(?={_WORDS['to_do']}))"
        ),
        _read_within,
    ),
    Rule(
        "duration.given",
        Form.DURATION,
        f"[限期给们家他你][{HAN}0-9半]",
        re.compile(
            rf"(?<![期时有无权极上下])(?P<cue>{_HARD}){_SPAN}(?P<unit>天|小时|礼拜|星期|周|(?<=[个半])月)(?:时间)?(?![内以之前后假]|考虑)"
        ),
        _read_within,
    ),
    Rule(
        "duration.after",
        Form.DURATION,
        rf"[起后][的,在]{{0,3}}[{HAN}0-9半]",
        re.compile(starting(_START_FIRSTS, rf"{_START}(?<!前)(?<!前[,在]){_COUNT}(?=$|[。;),]|{_DEMAND})")),
        _read_within,
    ),
    Rule(
        "duration.bare",
        Form.DURATION,
        "[日天时周期拜年月度](?:$|[。;)])",
        re.compile(rf"{_FRESH}(?!24小时){_SPAN}{_LONG_UNIT}(?=$|[。;)])"),
        _read_within,
    ),
    Rule(
        "duration.field_days",
        Form.DURATION,
        "",
        re.compile(rf"{_FRESH}(?<!月){_SPAN}(?P<unit>日)(?=$|[。;)])"),
        _read_field_days,
        field_only=True,
    ),
)
