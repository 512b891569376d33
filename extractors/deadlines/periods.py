"""Stretches of a year as limits: 年底前, 年内, 上半年, 三季度末, 2027年, “十四五”末, 本届政府任期内."""

import datetime as dt
import re

from extractors.deadlines.absolute import last_of
from extractors.deadlines.fragments import BEFORE, CUE, LEXICON, WITHIN, YEAR, YEAR_FIRSTS, either, starting
from extractors.deadlines.match import Form, Frame, Meaning, Rule
from extractors.deadlines.moments import NO_ANCHOR, add_months, dated, month_end
from extractors.deadlines.numerals import HAN, number
from models import DeadlineKind

_PLANS: dict[str, int] = LEXICON["plans"]["last_year"]
_LAST_MONTH = {"上": 6, "下": 12}
_DECEMBER, _JUNE = 12, 6


def _read_year_part(found: re.Match[str], frame: Frame) -> Meaning:
    """年底 and 年内 are the last of December, 年中 of June; 年初 has no day."""
    if found["part"].startswith("初"):
        return Meaning(DeadlineKind.DATE, reason="“年初”没有写明日期", confidence=0.5)
    month = _JUNE if found["part"].startswith("中") else _DECEMBER
    return dated(found["year"], frame, last_of(month, 0))


def _read_year(found: re.Match[str], frame: Frame) -> Meaning:
    meaning = dated(found["year"], frame, last_of(_DECEMBER, 0))
    if not meaning.due or not (found["cue"] or "").endswith("前"):
        return meaning
    reason = f"“{found[0]}”是否含当年写得不明，按含当年计算"
    return Meaning(DeadlineKind.DATE, meaning.due, anchor=meaning.anchor, reason=reason, confidence=0.5)


def _read_half(found: re.Match[str], frame: Frame) -> Meaning:
    return dated(found["year"], frame, last_of(_LAST_MONTH[found["half"]], 0))


def _read_quarter(found: re.Match[str], frame: Frame) -> Meaning:
    """三季度 ends in September; what is to be done 三季度前 is done by the end of June."""
    quarter = number(found["quarter"]) or 0
    whole = dated(found["year"], frame, last_of(quarter * 3, 0))
    begins = add_months(whole.due, -3) if whole.due else None
    eve = begins and begins.replace(day=month_end(begins.year, begins.month))
    up_to = not found["year"] and _WHOLE_QUARTER.search(found[0])
    return whole._replace(due=eve) if up_to and eve and frame.anchor and eve >= frame.anchor else whole


def _read_this_quarter(found: re.Match[str], frame: Frame) -> Meaning:
    """本季度末, 下季度: the quarter of the document, or the one after."""
    if frame.anchor is None:
        return Meaning(DeadlineKind.DATE, reason=NO_ANCHOR, confidence=0.5)
    quarter = (frame.anchor.month - 1) // 3 + (1 if (found["rel"] or "").startswith("下") else 0)
    year, month = frame.anchor.year + quarter // 4, quarter % 4 * 3 + 3
    due = dt.date(year, month, month_end(year, month)) if year <= dt.MAXYEAR else None
    return Meaning(DeadlineKind.DATE, due, anchor=frame.anchor, confidence=0.95)


def _read_plan(found: re.Match[str], _frame: Frame) -> Meaning:
    last = dt.date(_PLANS[found["plan"]], _DECEMBER, 31)
    return Meaning(DeadlineKind.DATE, last, reason=f"“{found['plan']}”规划期末", confidence=0.9)


def _read_term(found: re.Match[str], _frame: Frame) -> Meaning:
    return Meaning(DeadlineKind.DATE, reason=f"“{found[0]}”的届满日未知", confidence=0.5)


_LONE_YEAR = rf"(?<![0-9{HAN}几多数若半百千去今明后全当同往上前近每逐历常少青老成两来])年"
_MIDDLE = r"中(?=之?前|完成|建成|开工|投产|投用|启动|交付|组织|开展|召开|进行|评估|通报|[和、]年[底末终])"
_BEGINNING = r"初(?=之?前|完成|建成|出台|印发|启动|开工|投用|交付)"
_NO_END = "将[^,。;]{0,12}(?:纳入|作为)|身|端|点|奖|一票|考[核评]|绩效|述职|评|取消|扣"
_YEAR_PART = rf"(?P<part>底|末|终(?!{_NO_END})|(?:度)?内(?!容|部|涝)|{_MIDDLE}|{_BEGINNING})"
# 三季度前, not 三季度末前.
_WHOLE_QUARTER = re.compile(r"季度[之以]?前")
_QUARTER = r"(?<!前)第?(?P<quarter>[一二三四]|(?<![0-9])[1-4])季度(?:末|底)?"
_YEAR_WITHIN = rf"(?:{WITHIN}|{BEFORE}|为止|止)"

RULES = (
    Rule(
        "period.year_part",
        Form.PART,
        r"年度?[底末终内中初]|年年",
        re.compile(
            starting(
                f"{YEAR_FIRSTS}年",
                rf"(?:(?P<year>{YEAR})年?|{_LONE_YEAR}){_YEAR_PART}(?P<cue>{BEFORE}|(?<=内)|{WITHIN})?",
            )
        ),
        _read_year_part,
    ),
    Rule(
        "period.year",
        Form.YEAR,
        "",
        re.compile(starting(YEAR_FIRSTS, rf"(?P<year>{YEAR})(?<=[年度])(?P<cue>{_YEAR_WITHIN})?")),
        _read_year,
    ),
    Rule(
        "period.half",
        Form.PART,
        "半年",
        re.compile(rf"(?:(?P<year>{YEAR})的?)?(?P<half>[上下])半年(?:底|末)?{CUE}?"),
        _read_half,
    ),
    Rule(
        "period.quarter",
        Form.PART,
        "",
        re.compile(starting(f"{YEAR_FIRSTS}第", rf"(?:(?P<year>{YEAR})的?)?{_QUARTER}{CUE}?")),
        _read_quarter,
    ),
    Rule(
        "period.this_quarter",
        Form.PART,
        "",
        re.compile(
            rf"(?:(?P<rel>本|当(?=季(?:度|[末底内]))|下个?)季度?(?:末|底)?{CUE}?|(?<![每个一二三四按逐])季度?末(?P<lone>{BEFORE})?)"
        ),
        _read_this_quarter,
    ),
    Rule(
        "period.plan",
        Form.PART,
        either(_PLANS),
        re.compile(
            rf"[“\"]?(?P<plan>{either(_PLANS)})[”\"]?(?P<cue>(?:规划)?期?末(?:{BEFORE})?|规划期内|期内)"
        ),
        _read_plan,
    ),
    Rule(
        "period.plan_time",
        Form.YEAR,
        either(_PLANS),
        re.compile(rf"[“\"]?(?P<plan>{either(_PLANS)})[”\"]?(?:期间|时期)(?P<cue>内)?"),
        _read_plan,
    ),
    Rule(
        "period.term",
        Form.PART,
        "任期|本届",
        re.compile(rf"(?:本届[^,。;、]{{0,6}}?)?任期(?:目标)?(?P<cue>内|届满{BEFORE}|末)|本届(?P<cue2>内)"),
        _read_term,
    ),
)
