"""Is a time expression a limit for doing the task? What stands around it decides, by its shape."""

import datetime as dt
import re
from collections.abc import Callable

from extractors.deadlines.context import DATE_FORMS, Context
from extractors.deadlines.fragments import LEXICON, any_pattern, either
from extractors.deadlines.match import Form, Hit, group
from extractors.deadlines.moments import add_months
from extractors.deadlines.numerals import number

_CUES = LEXICON["cues"]
_DURATIONS = LEXICON["durations"]
_RATE = LEXICON["recurring"]["rate"]


def _ending(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"{any_pattern(patterns)}$")


_NO_LIMIT_BEFORE = _ending(_CUES["no_limit_before"])
_LIMIT_BEFORE = _ending(_CUES["limit_before"])
_FORWARD_BEFORE = _ending(_CUES["forward_before"])
_NO_LIMIT_AFTER = re.compile(any_pattern(_CUES["no_limit_after"]))
_NAMING = rf"[^,。;、:把将对要已]{{0,5}}{either(_CUES['attributive_verbs'])}(?:了|过)?[^,。;、:]?的"
_CLOSED_PAST_AFTER = re.compile(any_pattern([*_CUES["closed_past_after"], _NAMING]))
_PAST_LATER = re.compile(any_pattern(_CUES["past_later"]))
_PAST_EARLIER = re.compile(any_pattern(_CUES["past_earlier"]))
_ANNOUNCED = re.compile(r"(?:将|拟|计划|定)(?:于|在)$")
_BY_STATE = re.compile(r"(?:国家|国务院|中央|省里|市里|上级)[^,。;]{0,6}(?:将|拟)(?:于|在)")
_AT_ONCE = r"(?:就|要|须|应|必须|务必|将|再|全部|先|各|分别)*"
_DEMAND = re.compile(either(_CUES["demands"]))
_DEMAND_SOON = re.compile(rf"[^,。;、:]{{0,6}}?{either(_CUES['demands_soon'])}(?!情况|结果|中|时|发现|的)")
_DEMAND_AT_ONCE = re.compile(rf"{_AT_ONCE}{either([*_CUES['demands'], *_CUES['demands_at_once']])}")
_YEAR_DEMAND = re.compile(
    rf"{either(_CUES['year_demands_at_once'])}|[^,。;、:]{{0,8}}?{either(_CUES['year_demands'])}(?!的)"
    r"|(?!的|以来|来|已)[^,。;:的了过已]{0,16}(?:不少于|不低于|不超过)"
    r"|(?!预算|基数|水平)[^,。;:的了过已]{0,10}(?:再[砍减增降压扩]|要(?:达)?到)[^,。;了过]{0,8}[成个万亿\d%百]"
)
_YEAR_COUNT = re.compile(
    rf",?(?:计划|拟|将|要|再|先(?!后))?(?:在[^,。;]{{2,12}}?)?{either(_CUES['year_counts'])}(?!的)[^。;,的]{{0,16}}?(?:[0-9]|一批|[一二三四五六七八九]分之|[一二三四五六七八九]成)"
)
_GENERAL_AIM = re.compile(r"的?(?:各项|年度|全部|既定|全年)*[^,。;0-9]{0,8}(?:目标|任务)")
_WORK_OF_THAT_TIME = re.compile(rf"{_AT_ONCE}{either(_CUES['demands'])}的|{_NAMING}")
_STARTS_THERE = re.compile(r"起(?!至)|开始")
_YEAR_PLAN_AFTER = re.compile(r"的?[^,。;:]{0,10}[0-9][^,。;:]{0,16}(?:任务|计划|目标|指标)")
_FINISH_BEFORE = re.compile(r"(?:完成|实现|落实)(?:好|了)?$")
_UP_TO = re.compile(r"(?:^|力争|争取|确保|计划)到$")
# 「到月底每家不少于一台」
_TO_REACH = re.compile(r"[^,。;]{0,6}(?:不少于|不低于|至少|达到|全部)")
_DAY_COMMAND = re.compile(any_pattern(_CUES["day_commands"]))
_TARGET_BEFORE = re.compile(rf"{either(_DURATIONS['target_before'])}$")
_TARGET_AFTER = re.compile(
    rf"(?![对把将])[^,。;、:]{{0,4}}?{either(_DURATIONS['target_after'])}|[^,。;、:]{{0,8}}率(?!达)"
)
# 「三月底以前每天坐班」 is no 「以前每天坐班」.
_RATE_BEFORE = re.compile(rf"(?:(?<![底日号月末初旬])以前|{either(_RATE['before'])})$")
_FEW = 3
_A_SHIFT = 4
_SO_OFTEN = re.compile(
    r"至少[^,。;]{0,6}[次趟遍回轮天]|[^,。;]{0,8}不少于[^,。;]{1,4}[次趟遍回轮天节堂]|[^,。;]{2,8}不少于[^,。;]{1,4}[学课]时"
)
# 「每周开放不少于56小时」: how long, not how often.
_SO_MUCH = re.compile(
    r"[^,。;每次]{0,8}?(?:不[少低]于|至少|安排|达到)[^,。;每次]{0,4}\d[\d.]*(?:个?小时|分钟)"
)
_RATE_AFTER = re.compile(either(_RATE["after"]))
_STANDING_SUBJECT = re.compile(rf"{either(LEXICON['standing']['subjects'])}(?:要|须|应|需|并)?$")
_AIMING = re.compile(r"\s*(?:力争|争取|确保|计划|拟|将|\([一二三四五六七八九十\d]{1,2}\)|\d{1,2}[.])?")
_OVER_THE_YEAR = re.compile(
    r"(?![的漏少欠超未没]|工作|总结|目标|任务|预计|已|共|累计|平均|人均)[^,。;:了过]{0,16}?(?:[0-9]|[一二两三四五六七八九十]{1,3}[期场次轮])"
)
_STATE = re.compile(any_pattern(_CUES["states"]))
_OUTSIDE = re.compile(any_pattern(_CUES["outside"]))
# 「每天晚上10点到次日6点不得施工」: when a ban holds.
_HOURS = re.compile(
    r"(?:[0-9一二三四五六七八九十]{1,2}[点时](?:[0-9]{1,2}分|半)?)?(?:至|到|~|-)[^,;。]{1,12}(?:不得|禁止|不准|严禁)"
)
# 「5年内投资不到位的,收回用地指标」: the case in which something follows, no limit for it.
_CASE = re.compile(r"[^,;。:对把将]{0,16}(?:未|不(?!少|低)|没|达不到|低于|仍)[^,;。:对把将]{0,12}的,")
_SUCH = re.compile(r"[^,。;]{0,12}(?:未|不|没|无)[^,。;]{0,14}的")
_NOT_PLANNED = re.compile(any_pattern(_CUES["not_planned"]))
# 「二季度印发」 is a plan, 「6月20日印发」 at the foot of a paper is none.
_ISSUED = re.compile(r"(?:印发|发布|公布)(?:[。)]|$)")
# 「每月15日前完成当月发放」: which month's.
_DONE_OF_MONTH = re.compile(r"[成对报付放缴结算发交把将]$")
_COMING = re.compile(either(_CUES["coming"]) + r"(?![^,。;]{0,6}[了的过])")
_LATE = 11
"""The month from which bare dates early in the year are of the next."""
# How many months long the times are that a plan names.
_LENGTHS = {
    "date.day": 0,
    "date.day_hour": 0,
    "period.year_part": 0,
    "date.month_part": 0,
    "date.month": 1,
    "date.this_month": 1,
    "period.quarter": 3,
    "period.half": 6,
}
# Times that may have begun when the paper is written: 上半年选派30名, 一季度争取新增20列.
_SEASONS = ("period.quarter", "period.half")
_SETS_OUT = re.compile(
    r"(?:先行|再|先(?!后)|要|力争|争取|从[^,;。]{1,10})?[选安派新争补抽组签举整开轮调拨][^,;。的]{0,20}?"
    r"(?:\d|[一二三四五六七八九十两]{1,3}[批次名个家场轮])"
)
# 「上半年必须把运营方谈下来」, 「上半年做一次盘点」, 「上半年至少会诊一次」
_ORDERED = re.compile(
    r"(?:必须|务必|一定要?|要(?!求)|就要|争取|力争)|(?:先|再|都)?(?:把|将|[做搞开办查走盘摸]一[次遍场轮])"
    r"|(?:拿|交)(?:出|一|个)|至少|[^,。;了过已未没的]{0,12}(?:不少于|不低于|做到|[一两二三]次(?=[,。;]|$))|提出(?!的)"
)
_STAGE_THEN = re.compile(r"为[^,。;]{1,10}阶段,.{4}")
_OPENS_RANGE = re.compile(r".{0,16}(?:从|自)|\s*(?:时间)?(?:为|是|也就是)")
# 「省里8月份要来验收」: the visit of others.
_VISIT = re.compile(r"(?:就|还|将|也)?要?再?来(?![得不])[^,。;]{0,8}(?:[查检验督看]|评估|考核|[,。;]|$)")
_ENDS_CLAUSE = re.compile(r"[,。;]")
_ALSO_CALLED = re.compile(r"(?:也就是|就是|即|\()")
_BEGINS_BEFORE = re.compile(r"(?:从|自|打)$")
_PERFECTIVE = re.compile(r"[^,。;]{0,6}[了过](?!再|就|才)|[㐀-龥]{1,2}的(?=[是,。])")


def looks_forward(text: str, hit: Hit, in_field: bool) -> bool:
    """Whether the words around a date without a year say that it is still to come."""
    if hit.closed or in_field:
        return True
    if hit.rule.form not in DATE_FORMS:
        return False
    before = text[max(0, hit.start - 8) : hit.start]
    if _NO_LIMIT_BEFORE.search(before):
        return False
    return bool(_FORWARD_BEFORE.search(before) or _LIMIT_BEFORE.search(before))


def names_next_year(text: str, hit: Hit, anchor: dt.date | None) -> bool:
    """「一季度拿出来」, 「3月份印发」 said in the last weeks of a year: the coming one."""
    if anchor is None or anchor.month < _LATE or hit.closed or hit.rule.form not in DATE_FORMS:
        return False
    return _COMING.match(text, hit.end) is not None


def is_limit(context: Context) -> bool:
    """Whether the expression limits the task of its sentence, or fills a time-limit field."""
    form = context.hit.rule.form
    if context.quoted or form is Form.START:
        return False
    if context.frame.in_field:
        return _limits_field(context)
    if form in DATE_FORMS:
        return _limits_as_date(context)
    return _JUDGES[form](context)


def is_start(context: Context) -> bool:
    """Whether the time is when something starts: 自4月起."""
    return context.hit.rule.form in DATE_FORMS and bool(_STARTS_THERE.match(context.after))


def _limits_field(context: Context) -> bool:
    starts = re.match(r"起(?!至)|开始|以来|以后|之后", context.after)
    return not starts and not re.search(r"截至(?:到)?$", context.before)


def _limits_as_date(context: Context) -> bool:
    before, after = context.clause_before, context.after
    if context.hit.rule.form is Form.YEAR and context.hit.found[0].endswith("度"):
        return False
    if context.hit.rule.form is Form.YEAR and not context.hit.closed and _GENERAL_AIM.match(after):
        return bool(_FINISH_BEFORE.search(before) and _YEAR_PLAN_AFTER.match(after))
    if context.hit.rule.form is Form.RANGE and after.startswith("每"):
        return False
    if context.hit.rule.name == "date.this_month" and _DONE_OF_MONTH.search(before):
        return False
    if _LIMIT_BEFORE.search(before) and not _NO_LIMIT_AFTER.match(after):
        return not context.gone_by
    if _NO_LIMIT_BEFORE.search(before) and context.hit.rule.form is not Form.RANGE:
        return False
    if context.gone_by or _names_a_case(context) or _VISIT.match(context.after):
        return False
    if context.hit.closed:
        return not _CLOSED_PAST_AFTER.match(after)
    return _limits_bare(context)


def _limits_bare(context: Context) -> bool:
    """A date without 前 is a limit where the clause looks ahead and asks for something."""
    form, clause = context.hit.rule.form, context.clause_after
    alone = _stands_alone(context)
    if alone is not None:
        return alone
    told_ahead = form in (Form.PART, Form.MONTH) and _ANNOUNCED.search(context.clause_before)
    if told_ahead and _BY_STATE.match(context.clause_before):
        return False
    announced = bool(told_ahead) or _reaches_ahead(context)
    issued = form in (Form.PART, Form.MONTH) and _ISSUED.match(context.after)
    if (_NO_LIMIT_AFTER.match(context.after) and not issued) or (
        _PAST_LATER.search(clause) and not announced
    ):
        return False
    if form in (Form.PART, Form.MONTH) and _reaches(context):
        return True
    if _PAST_EARLIER.search(context.clause_before) or _WORK_OF_THAT_TIME.match(clause):
        return False
    if form is Form.YEAR:
        return _limits_bare_year(context)
    if form in (Form.MONTH, Form.DAY, Form.NUMERIC) and not _FORWARD_BEFORE.search(context.clause_before):
        soon = form is Form.MONTH and _DEMAND_SOON.match(clause)
        return bool(soon or _DEMAND_AT_ONCE.match(clause) or _is_planned(context))
    if form is Form.RANGE and context.frame.anchor is None:
        return False
    ordered = context.hit.rule.name in (*_SEASONS, "date.this_month") and _ORDERED.match(clause)
    return _is_planned(context) or bool(
        ordered
        or _DEMAND.search(clause, 0, 24)
        or _DEMAND_AT_ONCE.match(clause)
        or _DEMAND_SOON.match(clause)
    )


def _stands_alone(context: Context) -> bool | None:
    """Whether a date that is a cell, a clause or a stage of its own is a limit; None where it is none."""
    form = context.hit.rule.form
    if form in (Form.NUMERIC, Form.PART) and context.ends_row:
        return True
    if form is Form.RANGE and _is_whole_time(context):
        return True
    if form in (Form.PART, Form.RANGE) and context.own_segment:
        return context.hit.rule.name != "range.years"
    if form is Form.DAY and context.own_segment and not group(context.hit.found, "year"):
        return not context.in_bracket
    return None


def _is_whole_time(context: Context) -> bool:
    """「9月1日至20日为自查阶段,…」, 「时间从6月1日至8月31日。」, 「从3月5号到25号,各村出人」."""
    opens = _OPENS_RANGE.fullmatch(context.clause_before) and _ENDS_CLAUSE.match(context.after)
    return bool(opens or _STAGE_THEN.match(context.after))


def _reaches(context: Context) -> bool:
    """「到6月底,…」, 「急救员到月底每家不少于一名」: what is to be so by then."""
    before = context.clause_before
    return bool(_UP_TO.search(before) or (before.endswith("到") and _TO_REACH.match(context.after)))


def _reaches_ahead(context: Context) -> bool:
    """「到2030年累计建成12座」: what is counted then is still to come."""
    due, anchor = context.reading.due, context.frame.anchor
    ahead = context.hit.rule.form is Form.YEAR and due and anchor and due > anchor
    return bool(ahead and _UP_TO.search(context.clause_before))


def _is_planned(context: Context) -> bool:
    """A day still to come, and then something done: a plan, whatever its verb; no state, no foretelling."""
    clause, months = context.clause_after, _LENGTHS.get(context.hit.rule.name)
    if months and context.hit.found[0].endswith(("底", "末")):
        months = 0
    if months is None or not clause or not _is_to_come(context, months):
        return False
    return not (
        _OUTSIDE.search(context.sentence_before) or _STATE.search(clause) or _NOT_PLANNED.match(clause)
    )


def _is_to_come(context: Context, months: int) -> bool:
    """Whether the time that a hit names begins after the day of the document."""
    due, anchor = context.reading.due, context.frame.anchor
    begins = due and add_months(due, -months)
    if context.hit.rule.name in _SEASONS and due and anchor and due > anchor and begins:
        return bool(begins >= anchor or _SETS_OUT.match(context.clause_after))
    return bool(begins and anchor and due and begins >= anchor and due > anchor)


def _counts_over_the_year(context: Context) -> bool:
    """「全年引进项目25个」: what is to be counted when the year is over; 「全年目标」 names a thing."""
    opens = context.hit.found[0].endswith("全年") and _AIMING.fullmatch(context.clause_before)
    return bool(opens and context.reading.due and _OVER_THE_YEAR.match(context.after))


def _limits_bare_year(context: Context) -> bool:
    """2026年全部完成, 到2027年,…, 完成今年的投资计划."""
    if group(context.hit.found, "plan"):
        return bool(_YEAR_DEMAND.match(context.after))
    before = context.clause_before
    if _UP_TO.search(before) or _counts_over_the_year(context):
        return True
    if _FINISH_BEFORE.search(before):
        return bool(_YEAR_PLAN_AFTER.match(context.after))
    asked = _YEAR_DEMAND.match(context.after) or _YEAR_COUNT.match(context.after)
    return bool(asked) and not before.endswith(("对", "将", "把"))


def _limits_as_duration(context: Context) -> bool:
    before, after = context.clause_before, context.after
    if _TARGET_BEFORE.search(before) or _is_manner(context.hit):
        return False
    if context.hit.closed:
        taking = context.hit.rule.name == "duration.taking"
        return taking or not (_TARGET_AFTER.match(after) or _CASE.match(after))
    return context.own_segment and not context.in_bracket


def _is_manner(hit: Hit) -> bool:
    """「停水提前两小时告知」 tells how a thing is done each time, 「提前三天报备」 by when."""
    unit = hit.found["unit"]
    count = number(hit.found["count"]) or 0
    return hit.rule.name == "duration.ahead" and (
        unit in ("分钟", "刻钟") or (unit in ("小时", "钟头") and count < _A_SHIFT)
    )


def _limits_as_day(context: Context) -> bool:
    """今天 and 明天 are limits with 前, or where a command follows at once."""
    due, anchor = context.reading.due, context.frame.anchor
    begins = _BEGINS_BEFORE.search(context.clause_before)
    if begins or (due and anchor and due < anchor):
        return False
    if context.hit.closed or _LIMIT_BEFORE.search(context.clause_before):
        return not _CLOSED_PAST_AFTER.match(context.after)
    return bool(_DAY_COMMAND.match(context.after)) and not _PERFECTIVE.match(context.after)


def _limits_as_week(context: Context) -> bool:
    due, anchor = context.reading.due, context.frame.anchor
    if (due and anchor and due < anchor) or _NO_LIMIT_BEFORE.search(context.clause_before):
        return False
    if context.hit.closed or _LIMIT_BEFORE.search(context.clause_before):
        return not _CLOSED_PAST_AFTER.match(context.after)
    if _ALSO_CALLED.match(context.after) or _PAST_LATER.search(context.clause_after):
        return False
    next_week = context.hit.rule.name == "relative.week" and context.hit.found[0].startswith("下")
    next_week = next_week and not (_STATE.search(context.clause_after) or _STARTS_THERE.match(context.after))
    return context.own_segment or bool(
        _DAY_COMMAND.match(context.after)
        or _DEMAND_AT_ONCE.match(context.clause_after)
        or _ORDERED.match(context.clause_after)
        or (next_week and len(context.clause_after) > _FEW and not _NOT_PLANNED.match(context.clause_after))
    )


def _limits_as_repeat(context: Context) -> bool:
    hours = _HOURS.match(context.after)
    rate = _RATE_BEFORE.search(context.clause_before) and not _SO_OFTEN.match(context.after)
    return not (hours or rate or _SO_MUCH.match(context.after) or _RATE_AFTER.match(context.after))


def _limits_as_event(context: Context) -> bool:
    if context.hit.rule.name == "same_day" and context.frame.repeating:
        return False
    if _names_a_case(context):
        return False
    return not (_NO_LIMIT_BEFORE.search(context.clause_before) or _CLOSED_PAST_AFTER.match(context.after))


def _names_a_case(context: Context) -> bool:
    """「对汛期前不能完工的,逐处…」: the day is part of the case, no limit for what is asked."""
    return context.clause_before.startswith(("对", "凡")) and bool(_SUCH.match(context.after))


def _limits_as_standing(context: Context) -> bool:
    """In running text only as the whole predicate, or alone in a bracket or at the end."""
    if context.in_bracket or context.own_segment:
        return True
    ends = not context.after or context.after[0] in "。;)"
    return ends and bool(_STANDING_SUBJECT.search(context.clause_before))


def _always(_context: Context) -> bool:
    return True


def _never(_context: Context) -> bool:
    return False


_JUDGES: dict[Form, Callable[[Context], bool]] = {
    Form.DURATION: _limits_as_duration,
    Form.TODAY: _limits_as_day,
    Form.WEEK: _limits_as_week,
    Form.REPEAT: _limits_as_repeat,
    Form.EVENT: _limits_as_event,
    Form.STANDING: _limits_as_standing,
    Form.VAGUE: _always,
    Form.STEP: _never,
    Form.WHEN_ASKED: _never,
}
