"""Is a date a limit? 「6月底前」 says so; a date without 前 is one where its clause looks ahead and asks."""

import re

from extractors.deadlines.context import Context
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
    WORK_OF_THAT_TIME,
    names_a_case,
)
from extractors.deadlines.fragments import LEXICON, any_pattern, either
from extractors.deadlines.match import Form, group
from extractors.deadlines.moments import add_months

_CUES = LEXICON["cues"]
_NO_LIMIT_AFTER = re.compile(any_pattern(_CUES["no_limit_after"]))
_PAST_EARLIER = re.compile(any_pattern(_CUES["past_earlier"]))
_ANNOUNCED = re.compile(r"(?:将|拟|计划|定)(?:于|在)$")
_BY_STATE = re.compile(r"(?:国家|国务院|中央|省里|市里|上级)[^,。;]{0,6}(?:将|拟)(?:于|在)")
_DEMAND = re.compile(either(_CUES["demands"]))
_DEMAND_SOON = re.compile(rf"[^,。;、:]{{0,6}}?{either(_CUES['demands_soon'])}(?!情况|结果|中|时|发现|的)")
_YEAR_DEMAND = re.compile(
    rf"{either(_CUES['year_demands_at_once'])}|[^,。;、:]{{0,8}}?{either(_CUES['year_demands'])}(?!的)"
    r"|(?!的|以来|来|已)[^,。;:的了过已]{0,16}(?:不少于|不低于|不超过)"
    r"|(?!预算|基数|水平)[^,。;:的了过已]{0,10}(?:再[砍减增降压扩]|要(?:达)?到)[^,。;了过]{0,8}[成个万亿\d%百]"
)
_YEAR_COUNT = re.compile(
    rf",?(?:计划|拟|将|要|再|先(?!后))?(?:在[^,。;]{{2,12}}?)?{either(_CUES['year_counts'])}(?!的)[^。;,的]{{0,16}}?(?:[0-9]|一批|[一二三四五六七八九]分之|[一二三四五六七八九]成)"
)
_GENERAL_AIM = re.compile(r"的?(?:各项|年度|全部|既定|全年)*[^,。;0-9]{0,8}(?:目标|任务)")
_YEAR_PLAN_AFTER = re.compile(r"的?[^,。;:]{0,10}[0-9][^,。;:]{0,16}(?:任务|计划|目标|指标)")
_FINISH_BEFORE = re.compile(r"(?:完成|实现|落实)(?:好|了)?$")
_UP_TO = re.compile(r"(?:^|力争|争取|确保|计划)到$")
# 「到月底每家不少于一台」
_TO_REACH = re.compile(r"[^,。;]{0,6}(?:不少于|不低于|至少|达到|全部)")
_ALL_DONE = re.compile(
    r",?(?:确保|力争|要)?(?:全部|全面|基本)[^,。;了过已]{0,10}(?:完成|达到|建成|到位|清零)(?!了)"
)
_AIMING = re.compile(r"\s*(?:力争|争取|确保|计划|拟|将|\([一二三四五六七八九十\d]{1,2}\)|\d{1,2}[.])?")
_OVER_THE_YEAR = re.compile(
    r"(?![的漏少欠超未没]|工作|总结|目标|任务|预计|已|共|累计|平均|人均)[^,。;:了过]{0,16}?(?:[0-9]|[一二两三四五六七八九十]{1,3}[期场次轮])"
)
_OUTSIDE = re.compile(any_pattern(_CUES["outside"]))
# 「二季度印发」 is a plan, 「6月20日印发」 at the foot of a paper is none.
_ISSUED = re.compile(r"(?:印发|发布|公布)(?:[。)]|$)")
# 「每月15日前完成当月发放」: which month's.
_DONE_OF_MONTH = re.compile(r"[成对报付放缴结算发交把将]$")
# 「当月验收当月兑付」: how it is done each time.
_MONTH_BY_MONTH = re.compile(r"[^,。;]{1,4}[、,]?(?:当月|次月)")
_MONTH_BEFORE = re.compile(r"当月[^,。;]{1,4}[、,]?$")
# 「9月20日之前,谁家都不准开捕」, 「15号之前还是这个样子,…」: how long a ban holds, or a case.
_HOLDS_TILL = re.compile(r"还是|,?(?:谁家?|哪[家个]|任何[^,。;]{1,6})都?(?:不准|不得|不许|不能)")
# 「按月预拨、年终清算」, 「每季度去一次,…年底一项一项对账」: the reckoning behind a rhythm.
_RECKONING = re.compile(r"[^,。;的]{0,10}?(?:考[核评]后|对账|算总?账|交账|结账|排名|[清结]算)(?!完)")
_RHYTHM_BEFORE = re.compile(r"(?:按|半|季度?|月)[年季月度]?[㐀-鿿]{2}、$")
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
_STAGE_THEN = re.compile(r"为[^,。;]{1,10}阶段,.{4}")
_OPENS_RANGE = re.compile(r".{0,16}(?:从|自)|\s*(?:时间)?(?:为|是|也就是)")
# 「省里8月份要来验收」: the visit of others.
_VISIT = re.compile(r"(?:就|还|将|也)?要?再?来(?![得不])[^,。;]{0,8}(?:[查检验督看]|评估|考核|[,。;]|$)")
# 「对一季度用电数据开展核查」, 「把上半年欠发的工资补齐」: the time says which.
_OBJECT_OF = re.compile(r"(?:对|把|将|就|针对|围绕)(?:(?![于在])[㐀-鿿]){0,4}$")
_THING_OF_THEN = re.compile(
    r"(?!全部|基本|[都要再先对由]|必须|一律|拿出|建成|启动|开工|开展|完成(?!情况|率|的)|[补拆清改修交建])"
    r"(?:(?!完成(?!情况|率|的)|开展|进行|组织)[㐀-鿿\d“”]){0,12}?"
    r"(?:情况|数据|资金|经费|工资|补贴|补助|账目|台账|支出|收入|指标|成绩|报表|材料|费用|欠账|欠款|用[水电气能热]量?|的[㐀-鿿])"
)
# 「总结6月份演练的经验」, 「按照4月底会议的部署」: what was said or done then is to be followed.
_FOLLOWED = re.compile(
    r"(?:总结|复盘|回顾|吸取|汲取|推广|借鉴|落实好?|贯彻|传达|学习|按照?|根据|依据|参照|对照|执行|巩固|用好"
    r"|抓[好实]|做好|谋划好?|部署好?|安排好)(?:全?[省市县区镇])?$"
)
_OF_THAT_DAY = re.compile(
    r"(?:(?!完成)[^,。;\d]){0,18}(?:工作|调查|测评)(?=[,。;])|[^,。;]{0,16}?(?:经验|教训|会议|例会|精神|部署|要求|做法|成果|讲话|通知|文件|指标|规定|标准|意见|批示|演练|决定)"
)
# 「截至6月30日要完成整治」, not 「截至6月30日完成投资3亿元」.
_UP_TO_THEN = re.compile(r"截[至止](?:到|至|于)?$")
_MUST = re.compile(r"(?:要(?!求)|须|必须|务必|应当|一律)")
_ENDS_CLAUSE = re.compile(r"[,。;]")


def limits_as_date(context: Context) -> bool:
    """Whether a date, a month, a year or a range limits the task of its sentence."""
    before, after = context.clause_before, context.after
    if context.hit.rule.form is Form.YEAR and context.hit.found[0].endswith("度"):
        return False
    if context.hit.rule.form is Form.YEAR and not context.hit.closed and _GENERAL_AIM.match(after):
        return bool(_FINISH_BEFORE.search(before) and _YEAR_PLAN_AFTER.match(after))
    if context.hit.rule.form is Form.RANGE and after.startswith("每"):
        return False
    if context.hit.rule.name == "date.this_month" and _is_of_each_month(context):
        return False
    if LIMIT_BEFORE.search(before) and not _NO_LIMIT_AFTER.match(after):
        return not context.gone_by
    if NO_LIMIT_BEFORE.search(before) and context.hit.rule.form is not Form.RANGE:
        return bool(_UP_TO_THEN.search(before) and _MUST.match(after) and not context.gone_by)
    if context.gone_by or names_a_case(context) or _VISIT.match(context.after):
        return False
    if context.hit.closed:
        return not (CLOSED_PAST_AFTER.match(after) or _HOLDS_TILL.match(after))
    if _RECKONING.match(after) and (context.frame.repeating or _RHYTHM_BEFORE.search(context.before)):
        return False
    return _limits_bare(context)


def _is_of_each_month(context: Context) -> bool:
    """Whether 当月 only says which month's, or that a thing is done in the month of another."""
    if _DONE_OF_MONTH.search(context.clause_before):
        return True
    paired = _MONTH_BY_MONTH.match(context.after) or _MONTH_BEFORE.search(context.before)
    return bool(paired and not context.hit.closed)


def _limits_bare(context: Context) -> bool:
    """A date without 前 is a limit where the clause looks ahead and asks for something."""
    form, clause = context.hit.rule.form, context.clause_after
    alone = _stands_alone(context)
    if alone is not None:
        return alone
    if _names_a_thing(context):
        return False
    told_ahead = form in (Form.PART, Form.MONTH) and _ANNOUNCED.search(context.clause_before)
    if told_ahead and _BY_STATE.match(context.clause_before):
        return False
    announced = bool(told_ahead) or _reaches_ahead(context)
    issued = form in (Form.PART, Form.MONTH) and _ISSUED.match(context.after)
    if (_NO_LIMIT_AFTER.match(context.after) and not issued) or (PAST_LATER.search(clause) and not announced):
        return False
    if (form in (Form.PART, Form.MONTH) and _reaches(context)) or (form is Form.DAY and _by_then(context)):
        return True
    if _PAST_EARLIER.search(context.clause_before) or WORK_OF_THAT_TIME.match(clause):
        return False
    if form is Form.YEAR:
        return _limits_bare_year(context)
    if form in (Form.MONTH, Form.DAY, Form.NUMERIC) and not FORWARD_BEFORE.search(context.clause_before):
        soon = form is Form.MONTH and _DEMAND_SOON.match(clause)
        return bool(soon or DEMAND_AT_ONCE.match(clause) or _is_planned(context))
    if form is Form.RANGE and context.frame.anchor is None:
        return False
    ordered = context.hit.rule.name in (*_SEASONS, "date.this_month") and ORDERED.match(clause)
    return _is_planned(context) or bool(
        ordered or _DEMAND.search(clause, 0, 24) or DEMAND_AT_ONCE.match(clause) or _DEMAND_SOON.match(clause)
    )


def _names_a_thing(context: Context) -> bool:
    """Whether a time only says which things a demand is about, or whose words it follows."""
    before, after = context.clause_before, context.after
    if _OBJECT_OF.search(before) and _THING_OF_THEN.match(after):
        return True
    return bool(_FOLLOWED.search(before) and _OF_THAT_DAY.match(after))


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


def _by_then(context: Context) -> bool:
    """「到4月20日,全部完成任务」: what is to be done by a day still to come."""
    due, anchor = context.meaning.due, context.frame.anchor
    ahead = bool(due and anchor and due > anchor)
    return ahead and context.clause_before == "到" and _ALL_DONE.match(context.after) is not None


def _reaches_ahead(context: Context) -> bool:
    """「到2030年累计建成12座」: what is counted then is still to come."""
    due, anchor = context.meaning.due, context.frame.anchor
    ahead = context.hit.rule.form in (Form.YEAR, Form.PART) and due and anchor and due > anchor
    return bool(ahead and _UP_TO.search(context.clause_before))


def _is_planned(context: Context) -> bool:
    """A day still to come, and then something done: a plan, whatever its verb; no state, no foretelling."""
    clause, months = context.clause_after, _LENGTHS.get(context.hit.rule.name)
    if months and context.hit.found[0].endswith(("底", "末")):
        months = 0
    if months is None or not clause or not _is_to_come(context, months):
        return False
    return not (_OUTSIDE.search(context.sentence_before) or STATE.search(clause) or NOT_PLANNED.match(clause))


def _is_to_come(context: Context, months: int) -> bool:
    """Whether the time that a hit names begins after the day of the document."""
    due, anchor = context.meaning.due, context.frame.anchor
    begins = due and add_months(due, -months)
    if context.hit.rule.name in _SEASONS and due and anchor and due > anchor and begins:
        return bool(begins >= anchor or _SETS_OUT.match(context.clause_after))
    return bool(begins and anchor and due and begins >= anchor and due > anchor)


def _counts_over_the_year(context: Context) -> bool:
    """「全年引进项目25个」: what is to be counted when the year is over; 「全年目标」 names a thing."""
    opens = context.hit.found[0].endswith("全年") and _AIMING.fullmatch(context.clause_before)
    return bool(opens and context.meaning.due and _OVER_THE_YEAR.match(context.after))


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
