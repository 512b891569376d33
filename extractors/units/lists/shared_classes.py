"""What the class at the head of a list shares with the names behind it: 任何, 其他, 属地, 各级, 各县."""

import re

from extractors.lexicon import load
from extractors.units.lists.own_place import has_own_place
from extractors.units.names.composed import ALONE

_AFTER_EACH = frozenset(load("units")["local"]["after_each"])
# 「任何街道、社区、物业」, 「其他镇、村」, 「市属博物馆、图书馆」: each of them is any, or the city's.
_DETERMINED = re.compile(r"任何(?!人)|其[他它余](?=[\u3400-\u9fff])|[省市州县区旗]属(?=[\u3400-\u9fff]{2})")
_ANYBODY = frozenset(("个人", "物业", "组织", "教师", "干部", "人员"))
# 「属地乡镇、街道」: places, but not the 养护单位 behind them.
_LOCAL = re.compile(r"属地(?=(?:乡镇|镇街|街道|镇|乡|村|社区)$)")
_PLACES = frozenset(("乡镇", "镇街", "街道", "镇", "乡", "村", "社区"))
# 「各级民政部门、残联」: every level has both.
_EACH_LEVEL = re.compile(
    r"[各同]级(?=(?:[\u3400-\u9fff]{2,12}(?:部门|机关|台|机构|组织|[局委办院])|残联|妇联|工会|团委|法院|检察院)$)"
)
_AT_EACH_LEVEL = re.compile(
    r"(?:(?![各同省市县区州旗镇乡])[\u3400-\u9fff]{2,10}(?:部门|机关)|法院|检察院|残联|妇联|工会|总工会|共青团|团委|工商联|科协|党校"
    r"|融媒体中心|疾控中心|(?:妇联|工会|共青团|团|党)组织)"
)
# 「各级电视台、融媒体中心」
_HOUSES = re.compile(r"各级(?=[\u3400-\u9fff])"), re.compile(r"(?:中心|[台馆校院站所库])$")
# 「各市(州)教育局、人力资源社会保障局」, 「县(区)水利局、城市管理局」: every place has both.
_EACH_PLACE = re.compile(
    r"(?P<each>各?(?:[市州县区旗盟镇乡]\([^)]{1,8}\))"
    r"|各(?:县市区|旗县区|市县区|市县|县区|区县|市州|旗县|乡镇|镇街|县|区|旗|市|州))"
    r"(?:党委)?[\u3400-\u9fff]{2,12}(?:[局委办院部会]|中心|部门|残联)"
)
_LOCAL_BODY = re.compile(
    r"(?!社区|[各省市县区州旗镇乡本我你驻派国])[\u3400-\u9fff]{2,10}(?:[局委办]|部门)"
    r"|残联|妇联|团委|总工会|融媒体中心|疾控中心"
)
# 「各乡镇财政所、民政所」, 「各县广播站、融媒体中心」, 「县区水利局、应急分局」
_OFFICE_OF_EACH = re.compile(
    r"(?P<each>各(?:乡镇|镇街|街道|县区|区县|市县|县市区|旗县|[县区市旗镇乡州](?:\([^)]{1,8}\))?)|县区|区县|市县|旗县)"
    r"[\u3400-\u9fff]{2,8}(?:[所站局办院馆]|中心)"
)
_LOCAL_OFFICE = re.compile(r"(?!社区|[各省市县区州旗镇乡本我你])[\u3400-\u9fff]{2,6}(?:[所站局办院馆]|中心)")
_GOVERNED = ("党委", "政府", "管委会", "居委会", "村委会")


def shared_class(word: str, first: str, before: str) -> str:
    """A word with what the first name of its list, or the one before it, says of both; else ''.

    >>> shared_class("社区", "任何街道", "任何街道"), shared_class("市残联", "各级工会", "各级工会")
    ('任何社区', '')
    """
    determined = _DETERMINED.match(before)
    if determined and (word in _AFTER_EACH or word in _ANYBODY or word in ALONE or len(word) == 1):
        return determined.group() + word
    if (local := _LOCAL.match(first)) and word in _PLACES:
        return local.group() + word
    return _of_each_level(word, first) or _of_each_place(word, first)


def _of_each_level(word: str, first: str) -> str:
    if (level := _EACH_LEVEL.match(first)) and _AT_EACH_LEVEL.fullmatch(word):
        return level.group() + word
    every, house = _HOUSES
    return "各级" + word if every.match(first) and house.search(word) and not has_own_place(word) else ""


def _of_each_place(word: str, first: str) -> str:
    if (office := _OFFICE_OF_EACH.fullmatch(first)) and _LOCAL_OFFICE.fullmatch(word):
        return office["each"] + word
    place = None if first.endswith(_GOVERNED) else _EACH_PLACE.fullmatch(first)
    return place["each"] + word if place and _LOCAL_BODY.fullmatch(word) else ""
