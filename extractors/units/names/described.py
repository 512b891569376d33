"""Classes of units that a phrase describes: 「尚未开工的两个镇」, 「任何单位和个人」, 「某处的经营单位」.

No suffix ends them and verbs stand inside, so the grammar of names does not find them. The words are
`[described]` of `units.toml`.
"""

import re

from extractors.lexicon import load

_WORDS = load("units")["described"]
_ACTS = rf"(?={_WORDS['acts']})"
_BODY, _COUNT = _WORDS["body"], _WORDS["count"]
_RELATIVE = re.compile(
    rf"(?:凡是?[^,;:。]{{2,14}}?|(?:其他|其它|有|涉及)[\u3400-\u9fff]{{2,12}})的(?:责任|相关|有关)?{_WORDS['any']}"
    rf"|[\u3400-\u9fff]{{2,12}}?的{_COUNT}[个家所]{_BODY}(?:{_WORDS['heads_of']})?{_ACTS}"
    rf"|(?:被|排名|没有|尚?未)[\u3400-\u9fff]{{2,10}}的(?:{_COUNT}个)?{_BODY}(?:{_WORDS['heads_of']})?{_ACTS}"
    rf"|(?:{_WORDS['qualities']})[\u3400-\u9fff]{{2,24}}?的[\u3400-\u9fff]{{0,6}}?(?:{_WORDS['qualified']})(?=,?(?:{_WORDS['orders']})|$)"
    rf"|(?:没有|尚?未)[\u3400-\u9fff]{{2,10}}的{_COUNT}个{_BODY}(?=,|$)"
    rf"|每个(?:有|涉及|承担|存在)[\u3400-\u9fff]{{2,14}}?的{_BODY}(?:{_ACTS}|(?=至少|应))"
)
# 「沿江的三个镇」, 「沿线的村」: where they lie, before an order or what each gives.
_ALONG = re.compile(
    rf"{_WORDS['along']}的(?:{_COUNT}[个家所])?(?:{_BODY}|商户|商家|门店|住户)(?:{_ACTS}|(?=[出派把]|明天|今天|今晚|分段|各))"
)
_COUNTED = re.compile(rf"{_COUNT}[个家所条][\u3400-\u9fff“”\d%]{{2,20}}?的{_BODY}(?:{_ACTS}|(?=,|$))")
_THING = rf"[\u3400-\u9fff]{{0,4}}(?!{_WORDS['bodies']})[\u3400-\u9fff]"
_LISTED = re.compile(
    rf"(?:{_THING}、){{1,7}}{_THING}等(?!专营)[\u3400-\u9fff]{{1,6}}(?:{_WORDS['kinds']}){_ACTS}"
)
_OPERATORS = re.compile(
    rf"[\u3400-\u9fff、]{{2,24}}?的(?:{_WORDS['work']})(?:{_WORDS['operators']})(?={_WORDS['orders']})"
)
_PLACED = re.compile(
    rf"[\u3400-\u9fff]{{1,8}}[区园]的[\u3400-\u9fff]{{0,8}}?(?:{_WORDS['qualified']})(?={_WORDS['orders']})"
)
_LACKING = re.compile(
    rf"(?![把对将由从在凡因如若])(?:[\u3400-\u9fff\d]{{0,10}}?(?:{_WORDS['lacks']})[\u3400-\u9fff\d%]{{1,10}}?"
    rf"|[\u3400-\u9fff]{{2,8}}?[\d.]+[\u3400-\u9fff]{{1,3}}以[上下])的(?:责任|相关|有关|承包)?(?:{_WORDS['lacking']})(?={_WORDS['lacking_acts']})"
)
_WITH_DUTY = re.compile(f"{_WORDS['with_duty']}(?:{_WORDS['heads_of']})?")
_DUTY_HEADS = frozenset("负承具履")
_LACKS = re.compile("[不没未]|超过|以[上下]")
_WHOLE = re.compile(_WORDS["whole"])
_HOTLINE = re.compile(_WORDS["hotline"])
_CHARGED = re.compile(_WORDS["charged"])
PATTERNS = (
    _RELATIVE,
    _ALONG,
    _COUNTED,
    _LISTED,
    _OPERATORS,
    _PLACED,
    _LACKING,
    _WITH_DUTY,
    _WHOLE,
    _HOTLINE,
    _CHARGED,
)
"""What finds such classes; see `signs`, which reads off them what a clause must hold."""
_RELATIVE_HEADS = frozenset(_WORDS["relative_heads"])
_CHARGED_HEADS = frozenset(_WORDS["charged_heads"])
_COUNT_HEADS = frozenset("0123456789一二三四五六七八九十两几")
_WHOLE_HEADS = frozenset("各所有相单")
_WHOLE_MARKS = re.compile("个人|窗口|及其|人员|队伍|干部|[职员]工|司机|师生")
_LEVEL_HEADS = frozenset("省市州县区旗镇乡村街")
_BY_LAW = ("设区的市", "省、自治区、直辖市")
_HEADS = (
    {"设", "沿"}
    | _DUTY_HEADS
    | _LEVEL_HEADS
    | _RELATIVE_HEADS
    | _CHARGED_HEADS
    | _COUNT_HEADS
    | _WHOLE_HEADS
    | {"任"}
)
_REACH = 28


def described_class(view: str, at: int, limit: int) -> int:
    """Where a class ends that a phrase at `at` describes; 0 where none begins there."""
    near = view[at : limit if limit < at + _REACH else at + _REACH]
    found = _described(view, at, limit, near) if view[at] in _HEADS else None
    if found is None and "的" in near and _LACKS.search(near):
        found = _lacking(view, at, limit)
    return found.end() if found else 0


def _lacking(view: str, at: int, limit: int) -> re.Match[str] | None:
    """A class that lacks something, where it is told to act, be it in the next clause."""
    found = _LACKING.match(view, at)
    return found if found and found.end() <= limit else None


def _described(view: str, at: int, limit: int, near: str) -> re.Match[str] | None:
    head = view[at]
    if head == "沿":
        return _ALONG.match(view, at, limit)
    if head in _RELATIVE_HEADS and "的" in near and (found := _RELATIVE.match(view, at, limit)):
        return found
    if head in _DUTY_HEADS and (found := _WITH_DUTY.match(view, at, limit)):
        return found
    if head in _COUNT_HEADS and "的" in near and (found := _COUNTED.match(view, at, limit)):
        return found
    if head == "任" or (head in _WHOLE_HEADS and (near[2:3] == "、" or _WHOLE_MARKS.search(near, 0, 16))):
        return _WHOLE.match(view, at, limit)
    if (head in _LEVEL_HEADS and "级" in near[1:5]) or near.startswith(_BY_LAW):
        return _WHOLE.match(view, at, limit)
    if head in _CHARGED_HEADS and (found := _CHARGED.match(view, at, limit)):
        return found
    return _HOTLINE.match(view, at, limit) if head == "1" or near[1:3] == "12" else None


def operators(view: str, at: int, limit: int) -> int:
    """Where 「地下商场的经营单位」 or 「水、电、气等管线单位」 ends, if it acts there; else 0."""
    near = view[at : limit if limit < at + _REACH else at + _REACH]
    found = None
    if "的" in near:
        found = _OPERATORS.match(view, at, limit) or _PLACED.match(view, at, limit)
    if found is None and "、" in near and "等" in near:
        found = _LISTED.match(view, at, limit)
    return found.end() if found else 0
