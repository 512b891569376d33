"""Who does which step of one thing: 「承办人初审、法制人员复审、分管负责人终审」, 「企业自查、乡镇核查」.

Each step names who takes it and what it is in a word; that several stand in a row shows that they act.
"""

import re
from collections.abc import Callable, Iterator

from extractors.units.claims import Claim
from extractors.units.names.composed import Name
from models import Role

_STEP = (
    "自查|互查|核查|抽查|督查|检查|巡查|排查|复查|普查|初审|预审|复审|终审|会审|审核|复核|核准|核对|审批|审定|验收"
    "|把关|签字|签批|会签|表决|初核|联审|评审|登记|汇总"
)
_WHO = r"(?:(?![要须应将把对由经再并的及和与])[\u3400-\u9fff]){2,12}(?:\([^()]{1,8}\))?"
_ONE = re.compile(rf"(?P<who>{_WHO}?)(?P<step>{_STEP})(?=[、,;。]|后|$)")
_ROW = re.compile(rf"{_WHO}?(?:{_STEP})[、,]{_WHO}?(?:{_STEP})(?=[、,;。]|后|$)")
_SIGN = re.compile(rf"(?:{_STEP})[、,]")
_BODY = re.compile(
    r"(?:[局办委厅部处科股室站所队院校司社会组村镇乡区县市级长员人师]|企业|单位|机构|中心|学校|街道|乡镇|负责人|领导)(?:\([^()]{1,8}\))?$"
)

NameAt = Callable[[str, int, int], Name | None]


def may_stand_in(view: str, start: int, end: int) -> bool:
    """Whether a row of steps may stand in `view[start:end]`."""
    return _SIGN.search(view, start, end) is not None


def chain(view: str, at: int, end: int, name_at: NameAt, is_predicate: Callable[[str], bool]) -> list[Claim]:
    """Whom a row of steps at `at` names; none where it is no row or one of them is no body."""
    if not _ROW.match(view, at, end):
        return []
    steps = list(_steps(view, at, end))
    for step in steps:
        who = step["who"]
        name = name_at(view, *step.span("who"))
        whole = name is not None and name.end == step.end("who")
        if is_predicate(who) or not (whole or _BODY.search(who)):
            return []
    return [
        Claim(*step.span("who"), step["who"], Role.RESPONSIBLE, "subject.step", "group", 0.8)
        for step in steps
    ]


def _steps(view: str, at: int, end: int) -> Iterator[re.Match[str]]:
    while step := _ONE.match(view, at, end):
        yield step
        at = step.end() + 1
