"""Is a time expression a limit for doing the task? What stands around it decides, by its shape."""

import datetime as dt
import re
from collections.abc import Callable

from extractors.deadlines.context import DATE_FORMS, Context
from extractors.deadlines.cue_words import (
    CLOSED_PAST_AFTER,
    DEMAND_AT_ONCE,
    FORWARD_BEFORE,
    LIMIT_BEFORE,
    NO_LIMIT_BEFORE,
    NOT_PLANNED,
    ORDERED,
    PAST_LATER,
    STATE,
    is_foretold,
    names_a_case,
)
from extractors.deadlines.dates_as_limits import limits_as_date
from extractors.deadlines.fragments import LEXICON, any_pattern, either
from extractors.deadlines.match import Form, Hit
from extractors.deadlines.numerals import number

_CUES = LEXICON["cues"]
_DURATIONS = LEXICON["durations"]
_RATE = LEXICON["recurring"]["rate"]
_STARTS_THERE = re.compile(r"起(?!至)|开始")
_DAY_COMMAND = re.compile(any_pattern(_CUES["day_commands"]))
_TARGET_BEFORE = re.compile(rf"{either(_DURATIONS['target_before'])}$")
_TARGET_AFTER = re.compile(
    rf"(?![对把将])[^,。;、:]{{0,4}}?(?:{either(_DURATIONS['target_after'])}|有效(?!整|解|化|遏)|(?<!公)共(?!同|享|建共享))"
    r"|[^,。;、:]{0,2}[了过]?的|[^,。;、:]{0,8}率(?!达)"
    r"|,?除[^,。;]{1,10}外,?(?:不再|不得|不准|不予)"
)
# 「三月底以前每天坐班」 is no 「以前每天坐班」.
_RATE_BEFORE = re.compile(rf"(?:(?<![底日号月末初旬])以前|{either(_RATE['before'])})$")
_NEGATABLE = (Form.DURATION, Form.VAGUE)
_FEW = 3
_A_SHIFT = 4
_SO_OFTEN = re.compile(
    r"至少[^,。;]{0,6}[次趟遍回轮天]|[^,。;]{0,8}不少于[^,。;]{1,4}[次趟遍回轮天节堂]|[^,。;]{2,8}不少于[^,。;]{1,4}[学课]时"
)
# 「每周开放不少于56小时」: how long, not how often.
_SO_MUCH = re.compile(
    r"[^,。;每次]{0,8}?(?:不[少低]于|至少|安排|达到)[^,。;每次]{0,4}\d[\d.]*(?:个?小时|分钟)"
)
# 「每月不低于600元」: what is paid.
_RATE_OF_MONEY = re.compile(r"(?:不[低少]于|不超过|至少)[\d.]+[万亿]?元")
# 「每天都要巡查」, 「每天有人上门」, 「每日增量更新」 ask for it, 「每年都有」, 「每天有30吨」 tell of it.
_ASKED_AGAIN = re.compile(
    r"都要(?!求|发生|出[现事]|死|花|有|损|来)|有(?:专人|人|干部)(?!因|死|受|反映|投诉)|增量"
)
_RATE_AFTER = re.compile(rf"(?!{_ASKED_AGAIN.pattern}){either(_RATE['after'])}")
_STANDING_SUBJECT = re.compile(rf"{either(LEXICON['standing']['subjects'])}(?:要|须|应|需|并)?$")
# 「每天晚上10点到次日6点不得施工」: when a ban holds.
_HOURS = re.compile(
    r"(?:[0-9一二三四五六七八九十]{1,2}[点时](?:[0-9]{1,2}分|半)?)?(?:至|到|~|-)[^,;。]{1,12}(?:不得|禁止|不准|严禁)"
)
# 「落实每半年一次的检测」: the rhythm only tells which.
# 「除了上报每月的进展情况外,…」: that is known, something else is asked.
_BESIDES = re.compile(r"除(?!夕|险|四害|尘|草|名)了?[^,。;]{0,12}$")
_OF_A_RHYTHM = re.compile(r"(?:至少)?[一两二三四\d][次轮遍场]的[^,。;要须]{1,8}[,。;]")
# 「明确每项任务的责任人和每季度的形象进度」: the progress of each season is what is to be laid down.
_PART_OF_THING = re.compile(r"(?:明确|列[出明]|细化|分解|确定|制[定订]|编制|排[出定])[^,。;]{0,14}$")
_OWN_TO_IT = re.compile(r"(?:所?对应|相应|应有)的")
# 「5年内投资不到位的,收回用地指标」: the case in which something follows, no limit for it.
_CASE = re.compile(r"[^,;。:对把将]{0,16}(?:未|不(?!少|低)|没|达不到|低于|仍)[^,;。:对把将]{0,12}的,")
# 「未在30日内下达」, 「不利于第一时间扑救」: what was not done so, or cannot be, has no limit there.
_NEGATED = re.compile(r"(?:未(?:能|曾|按要求)?|没有?(?:能)?|不利于|无法|难以|不能|影响)(?:在|于)?$")
# 「警报解除前不得返回」: how long a ban holds.
_UNTIL_THEN = re.compile(r",?(?:都|均)?(?:不得|不准|不许|严禁|禁止)")
_COMING = re.compile(either(_CUES["coming"]) + r"(?![^,。;]{0,6}[了的过])")
_LATE = 11
"""The month from which bare dates early in the year are of the next."""
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
    if NO_LIMIT_BEFORE.search(before):
        return False
    return bool(FORWARD_BEFORE.search(before) or LIMIT_BEFORE.search(before))


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
    if not context.hit.closed and is_foretold(context.clause_before, context.after):
        return False
    if context.frame.in_field:
        return _limits_field(context)
    if form in _NEGATABLE and _NEGATED.search(context.clause_before):
        return False
    if form in DATE_FORMS:
        return limits_as_date(context)
    return _JUDGES[form](context)


def is_start(context: Context) -> bool:
    """Whether the time is when something starts: 自4月起."""
    return context.hit.rule.form in DATE_FORMS and bool(_STARTS_THERE.match(context.after))


def _limits_field(context: Context) -> bool:
    starts = re.match(r"起(?!至)|开始|以来|以后|之后", context.after)
    return not starts and not re.search(r"截至(?:到)?$", context.before)


def _limits_as_duration(context: Context) -> bool:
    before, after = context.clause_before, context.after
    if _TARGET_BEFORE.search(before) or _is_manner(context.hit):
        return False
    if context.hit.rule.name == "duration.running":
        return context.meaning.due is not None and context.meaning.anchor is not None
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
    due, anchor = context.meaning.due, context.frame.anchor
    begins = _BEGINS_BEFORE.search(context.clause_before)
    if begins or (due and anchor and due < anchor):
        return False
    if context.hit.closed or LIMIT_BEFORE.search(context.clause_before):
        return not CLOSED_PAST_AFTER.match(context.after)
    return bool(_DAY_COMMAND.match(context.after)) and not _PERFECTIVE.match(context.after)


def _limits_as_week(context: Context) -> bool:
    due, anchor = context.meaning.due, context.frame.anchor
    if context.hit.found[0].startswith("上"):
        return False
    if (due and anchor and due < anchor) or NO_LIMIT_BEFORE.search(context.clause_before):
        return False
    if context.hit.closed or LIMIT_BEFORE.search(context.clause_before):
        return not CLOSED_PAST_AFTER.match(context.after)
    if _ALSO_CALLED.match(context.after) or PAST_LATER.search(context.clause_after):
        return False
    next_week = context.hit.rule.name == "relative.week" and context.hit.found[0].startswith("下")
    next_week = next_week and not (STATE.search(context.clause_after) or _STARTS_THERE.match(context.after))
    return context.own_segment or bool(
        _DAY_COMMAND.match(context.after)
        or DEMAND_AT_ONCE.match(context.clause_after)
        or ORDERED.match(context.clause_after)
        or (next_week and len(context.clause_after) > _FEW and not NOT_PLANNED.match(context.clause_after))
    )


def _limits_as_repeat(context: Context) -> bool:
    hours = (
        _HOURS.match(context.after)
        or _RATE_OF_MONEY.match(context.after)
        or _OF_A_RHYTHM.match(context.after)
    )
    owned = context.hit.found[0].endswith("的") or _OWN_TO_IT.match(context.after)
    if owned and _PART_OF_THING.search(context.clause_before):
        return False
    rate = _RATE_BEFORE.search(context.clause_before) and not _SO_OFTEN.match(context.after)
    besides = _BESIDES.search(context.clause_before)
    return not (hours or rate or besides or _SO_MUCH.match(context.after) or _RATE_AFTER.match(context.after))


def _limits_as_event(context: Context) -> bool:
    if context.hit.rule.name == "same_day" and context.frame.repeating:
        return False
    if names_a_case(context) or _UNTIL_THEN.match(context.after):
        return False
    return not (NO_LIMIT_BEFORE.search(context.clause_before) or CLOSED_PAST_AFTER.match(context.after))


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
