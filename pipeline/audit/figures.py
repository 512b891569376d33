"""Figures of a demand and of a row: which were lowered, raised past a ceiling, or left out."""

import re
import tomllib
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from extractors.fold import fold
from pipeline.audit.numerals import LARGE, SHARE, share_of, value_of

WORDS = tomllib.loads(Path(__file__).with_name("goals.toml").read_text("utf-8"))
_UNITS = "|".join(sorted("".join(WORDS["figure"]["units"].split()).split("|"), key=len, reverse=True))
_COUNTED = "[个口座处家所条名人台辆套栋项次场户件宗篇期艘支只间轮]"
_SCALED = rf"(?=[万亿]?(?:{_UNITS}))"
_FIGURE = re.compile(
    rf"(?:{SHARE}|(?:(?P<low>\d+(?:\.\d+)?)(?P<low_scale>[万亿])?(?P<low_unit>[元人个户亩天%])?(?:到|至|-|~|—))?"
    rf"(?P<number>\d+(?:\.\d+)?|{LARGE}{_SCALED}|(?<!第)[二两三四五六七八九十]+(?={_COUNTED}|分钟|小时|公里|[亩吨门节天]|[万亿]{_SCALED}|年)"
    rf"|(?<![第每任])一(?=次))\s*(?P<scale>[万亿])?(?P<unit>{_UNITS}|年)?)(?P<after>以上|以内|以下|左右)?"
)
_AT_MOST = re.compile(rf"(?:{WORDS['figure']['at_most']})[^0-9,。;]{{0,3}}$")
_AT_LEAST = re.compile(rf"(?:{WORDS['figure']['at_least']})[^0-9,。;]{{0,3}}$")
_PAST = re.compile(rf"(?:{WORDS['figure']['past']})$")
_RAISED = re.compile(WORDS["figure"]["raised"])
_WHOLE = re.compile("所有|全部|一律|全面|彻底|均要|都要")
_CLOSES = re.compile("[,;。]|$")
_SPENT = re.compile("(?:拿|出|投|补|奖|给|拨|追加|安排|筹)(?:出|入|资|助|贴|集)?[^0-9,。;]{0,2}$")
"""Who spends so much needs no 元 to be said: 财政先拿3000万."""
_SOFT = re.compile(WORDS["softened_figure"])
_SCALES = {"万": 1e4, "亿": 1e8, None: 1.0, "": 1.0}
_NEAR = 8
_WITHIN = re.compile("之?内")
_LONGER = re.compile("(?:超过|超出|[已满])$")
_CLAUSE_END = re.compile("[,;。!?]")
_PART_OF = re.compile(r"(?:中|里|当中|之中)的?[^0-9,;。]{0,2}(?=\d)")
_AGE = "岁"
_TIME = frozenset({"小时", "分钟", "天", "日", "工作日", "个工作日", "个月", "年"})
_SHORT_TIME = frozenset({"小时", "分钟"})
_ONE_UNIT = WORDS["figure"]["same"]
_MEASURED = {
    unit: (base, times) for base, units in WORDS["figure"]["of"].items() for unit, times in units.items()
}
COUNTERS = frozenset(WORDS["figure"]["counters"].split("|"))
_NEW = re.compile(rf"(?:{WORDS['figure']['new']})[^,。;]{{0,16}}$")
_CARRIED = re.compile(WORDS["figure"]["carried"])
_HANDFUL = 5
_EACH = re.compile(r"每一?(?P<each>[\u4e00-\u9fff])[^,;。]*$")
_STANDARD = re.compile(WORDS["figure"]["standard"])
_WHOLE_ROW = re.compile(WORDS["whole"])
_BESIDE = re.compile(r"\d[^,;。、\d]*、[\u4e00-\u9fff]{2,8}$")
"""Where a figure of a thing stands behind that of another one: 玉米4万亩、种草."""
_NOUN_BEFORE = re.compile("[\u4e00-\u9fff]{2,}$")
_ALL = 100
_ONCE = (1.0, "次")
_LONGEST_TERM = 30
_NO_TERM_BEFORE = re.compile("[近第前后]$")
_NO_TERM = re.compile("[度前底内初来级间中末行计规发]|以来|以前|以后|之前|之后|之内|[一二三四]季")


class Figure(NamedTuple):
    """A number with its unit, what it is compared by, and the characters around it.

    `each` is the counter of what there shall be so many of for each (每期50人), `chooses` says that it only
    tells which ones are meant (使用超过8年的塔吊).
    """

    start: int
    end: int
    text: str
    value: float
    unit: str
    ceiling: bool
    floor: bool
    soft: bool
    each: str
    chooses: bool
    around: frozenset[str]


class Change(NamedTuple):
    """A figure of the speech and what became of it; `row_words` is empty where it was left out."""

    start: int
    end: int
    text: str
    row_words: str


@lru_cache(maxsize=4096)
def figures_of(text: str) -> tuple[Figure, ...]:
    """The figures of a text that set something; without the past, wholes (46个中的30个) and dates."""
    view = fold(text)
    return tuple(figure for match in _FIGURE.finditer(view) if (figure := _figure(view, match)))


def _figure(view: str, match: re.Match[str]) -> Figure | None:
    start, end = match.span()
    before, unit = view[max(0, start - 14) : start], match["unit"] or ""
    share = share_of(match)
    if share is None and not unit and not match["scale"]:
        return None
    if _is_calendar(view, match) or _PAST.search(before) or _PART_OF.match(view, end):
        return None
    if _RAISED.match(view, end):
        return None
    number = _value(match) if share is None else share
    if not unit and share is None and _SPENT.search(before) and _CLOSES.match(view, end):
        unit = "元"
    unit, times = _MEASURED.get(unit, ("%" if share is not None else _ONE_UNIT.get(unit, unit), 1.0))
    left, right = view[max(0, start - _NEAR) : start], view[end : end + _NEAR]
    around = _CLAUSE_END.split(left)[-1] + _CLAUSE_END.split(right)[0]
    each = _EACH.search(view, 0, start)
    return Figure(
        start,
        end,
        match[0],
        number * times,
        unit,
        (bool(_AT_MOST.search(before)) and match["after"] != "以上")
        or match["after"] in ("以内", "以下")
        or (unit in _TIME and bool(_WITHIN.match(view, end))),
        bool(_AT_LEAST.search(before)) or match["after"] == "以上" or unit == "%",
        bool(_SOFT.search(before)),
        each["each"] if each else "",
        unit in _TIME and bool(_LONGER.search(before)) and view[end : end + 1] == "的",
        frozenset(map("".join, pairwise(around))),
    )


def _value(match: re.Match[str]) -> float:
    """What a figure comes to, of a range its low end: in its own scale or unit, else in that of the high end.

    3至5万元 begins at 30,000, 5000元至2万元 and 5000至2万元 at 5,000.
    """
    scale, high = _SCALES[match["scale"]], value_of(match["number"])
    if not match["low"]:
        return high * scale
    low = value_of(match["low"])
    own = match["low_scale"] or match["low_unit"] or low > high
    return low * (_SCALES[match["low_scale"]] if own else scale)


def _is_calendar(view: str, match: re.Match[str]) -> bool:
    """Whether a number of days, months or years is a day of the calendar, a year or a plan's time."""
    unit, end = match["unit"], match.end()
    if unit == "年":
        named = _NO_TERM.match(view, end) or _NO_TERM_BEFORE.search(view, 0, match.start())
        return bool(named) or value_of(match["number"]) > _LONGEST_TERM
    return unit in ("日", "个月") and not match["after"] and view[end : end + 1] != "内"


def changed_figures(quote: str, rows: Sequence[str], taken: Sequence[tuple[int, int]]) -> Iterator[Change]:
    """Each figure of `quote` that `rows` weaken together; those within `taken` are limits of time."""
    theirs = [figure for row in rows for figure in figures_of(row)]
    own = figures_of(quote)
    for mine in own:
        if any(start <= mine.start < end for start, end in taken) or (mine.value, mine.unit) == _ONCE:
            continue
        alike = _of_its_kind(mine, theirs)
        if summed := [other for other in alike if not other.each and other.value > mine.value]:
            whole = total(mine, own)
            if whole and (most := max(summed)).value < whole:
                yield Change(mine.start, mine.end, mine.text, most.text)
            if whole:
                continue
        values = {figure.value for figure in own if figure.unit == mine.unit}
        kept = any(o.value == mine.value or (o.value not in values and _reaches(o, mine)) for o in alike)
        softened = not mine.soft and any(other.soft for other in alike if other.value == mine.value)
        if kept and not softened:
            if part := _part_of_all(mine, alike, values, quote, rows):
                yield Change(mine.start, mine.end, mine.text, part.text)
            continue
        if other := _counterpart(mine, alike, own):
            yield Change(mine.start, mine.end, mine.text, other.text)
        elif (mine.unit not in _TIME or _is_service_time(mine, alike)) and _is_dropped(
            mine, alike, values, quote, rows
        ):
            yield Change(mine.start, mine.end, mine.text, "")


def _is_service_time(mine: Figure, alike: Sequence[Figure]) -> bool:
    """Whether the rows have no time at all where the speech says how long it may take (不超过20分钟)."""
    return mine.unit in _SHORT_TIME and mine.ceiling and mine.floor and not alike


def total(mine: Figure, own: Sequence[Figure]) -> float | None:
    """What a figure for each comes to: 100 for 两期, 每期50人; None where nothing is counted."""
    times = (other.value for other in own if mine.each and other.unit == mine.each and not other.each)
    return next((mine.value * number for number in times), None)


def _of_its_kind(mine: Figure, theirs: Sequence[Figure]) -> list[Figure]:
    """The figures of the rows with the same unit, else with another word for counting the same things."""
    same = [other for other in theirs if other.unit == mine.unit]
    if mine.unit not in COUNTERS or any(other.value == mine.value for other in same):
        return same
    counted = [other for other in theirs if other.unit in COUNTERS]
    equal = [other for other in counted if other.value == mine.value and other.around & mine.around]
    if same or equal:
        return equal or same
    counted = [other for other in counted if other.value == mine.value or other.around & mine.around]
    return counted or [other for other in theirs if _counts_people(mine, other)]


def _counts_people(mine: Figure, other: Figure) -> bool:
    """Whether both say how many there shall be of each, one of them in people: 每个村两个会修的, 每村1人."""
    return bool(mine.each and other.each) and {mine.unit, other.unit} == {"个", "人"}


def _is_dropped(
    mine: Figure, alike: Sequence[Figure], values: Set[float], quote: str, rows: Sequence[str]
) -> bool:
    """Whether the rows say nothing of what is to be kept: a floor or ceiling, so many new things, a standard.

    All of them (全覆盖, 逐户) are 100%. Other figures of its unit must stand for others of the speech.
    """
    if mine.value == _ALL and mine.unit == "%" and any(_WHOLE_ROW.search(row) for row in rows):
        return False
    clause = _CLAUSE_END.split(fold(quote)[: mine.start])[-1]
    new = (mine.value > 1 and bool(_NEW.search(clause))) or (
        mine.value > _HANDFUL and bool(_CARRIED.search(clause))
    )
    standard = mine.unit == "分" or (mine.unit == "元" and bool(_STANDARD.search(clause)))
    if not alike:
        return mine.floor or mine.ceiling or new or standard
    noun = _NOUN_BEFORE.search(clause)
    told = noun is not None and any(noun[0][-2:] in row for row in rows)
    new = new or bool(_BESIDE.search(clause))
    return (standard or (new and not told)) and all(other.value in values - {mine.value} for other in alike)


def _part_of_all(
    mine: Figure, alike: Sequence[Figure], values: Set[float], quote: str, rows: Sequence[str]
) -> Figure | None:
    """Where all of `mine` are meant: a smaller count that closes a part of a row which also has the whole.

    全部整治21个排口 against 完成21个排口溯源，整治12个.
    """
    if mine.ceiling or not _WHOLE.search(quote):
        return None
    ends = [figure for row in rows for figure in figures_of(row) if _CLOSES.match(row, figure.end)]
    less = (f for f in ends if f.unit == mine.unit and f.value < mine.value and f.value not in values)
    return next((figure for figure in less if any(o.value == mine.value for o in alike)), None)


def _reaches(other: Figure, mine: Figure) -> bool:
    """Whether a row sets at least as much about the same thing."""
    if mine.unit == _AGE or mine.chooses:
        return False
    if mine.ceiling:
        return other.value <= mine.value
    return other.value > mine.value and bool(other.around & mine.around)


def _counterpart(mine: Figure, alike: Sequence[Figure], all_mine: Sequence[Figure]) -> Figure | None:
    """The row's figure about the same thing: alike around it, or the only one left of that unit."""
    beside = [figure for figure in all_mine if figure.unit == mine.unit and figure is not mine]
    values = {figure.value for figure in beside}
    free = [other for other in alike if other.value not in values - {mine.value}]
    weaker = [other for other in free if _is_weaker(other, mine)]
    if not weaker:
        return None
    best = max(weaker, key=lambda other: len(other.around & mine.around))
    kept = values <= {other.value for other in alike}
    only = len(alike) == 1 or (len(free) == 1 and kept and len(alike) == len(beside) + 1)
    return best if best.around & mine.around or only else None


def _is_weaker(other: Figure, mine: Figure) -> bool:
    """Whether a row's figure sets less, or sets it softly where the speech does not.

    Ages say who is meant: from 80 on are fewer people than from 60 on. So does what is to be older or longer.
    """
    if mine.chooses:
        return other.value > mine.value
    if mine.unit == _AGE:
        return other.value < mine.value if mine.ceiling else mine.floor and other.value > mine.value
    less = other.value > mine.value if mine.ceiling else other.value < mine.value
    return less or (other.soft and not mine.soft)
