"""Who signs for us, and who is only the other side of what is signed or talked over."""

import re
from dataclasses import replace
from itertools import pairwise

from extractors.units.lists.spelled import UnitList

_SIGNS = re.compile(
    r"[^,;、]{0,4}(?:签订|签署|签约|订立|对接|衔接|沟通|联系)|[^,;、]{0,2}(?:再|重新|尽快|抓紧)?谈(?:[一两]次|妥|判|好|拢)?"
    r"|把[^,;]{1,14}?(?:签|谈|打通|对接)|建立[^,;]{0,10}(?:关系|通道|合作)"
)
_JOINED = re.compile(r"\s*(?:与|同|跟)\s*")
_SIGNS_PAPER = re.compile(
    r"[^,;、]{0,4}(?:签[订署]?|把)[^,;]{0,14}(?:协议|合同|责任书|责任险|保单)[^,;]{0,6}?(?:签|$)|[^,;、]{0,2}(?:再|重新)谈"
)
# Who is no office signs as the other side, also behind 和.
_OTHER_SIDE = re.compile(r"(?:公司|企业|单位|房东|业主|商户|农户|户主|银行|集团|旅行社|合作社|超市|保险)$")
# Whoever lends or insures is the other side of any company too: 「热力集团和保险公司把保单签了」.
_ALWAYS = re.compile(r"(?:保险公司|银行|房东|业主)$")
_TELLS = ("要", "须", "应", "必")
_JOINS = re.compile(r"(?<=[\u3400-\u9fff])[和与同跟]$")


def without_partner(view: str, units: UnitList, end: int) -> UnitList:
    """「县民政局与慈善总会签订协议」: only the first signs for us, the other is its partner."""
    if (
        len(units.names) < 2
        or view[units.end : units.end + 1] in _TELLS
        or not (_SIGNS.match(view, units.end, end) or _SIGNS_PAPER.match(view, units.end, end))
    ):
        return units
    pairs = list(enumerate(pairwise(units.names), 1))
    ours = next((n for n, (a, b) in pairs if _JOINED.fullmatch(view, a.end, b.start)), len(units.names))
    if ours == len(pairs) + 1:
        ours -= view.startswith("和", pairs[-1][1][0].end) and _is_other(units.full[-1], units.full[0])
    return replace(units, names=units.names[:ours], full=units.full[:ours])


def _is_other(last: str, first: str) -> bool:
    """Whether the last of a list is no office as the first is, but the other side."""
    other = _ALWAYS if _OTHER_SIDE.search(first) else _OTHER_SIDE
    return other.search(last) is not None and other.search(first) is None


def is_other_side(view: str, start: int, end: int) -> bool:
    """Whether who stands at `[start, end)` is only the other side of what another signs or talks over.

    「承办单位与赞助企业须签订协议」 tells both.
    """
    if view[end : end + 1] in _TELLS:
        return False
    joined = _JOINS.search(view, max(0, start - 2), start)
    signs = _SIGNS.match(view, end) or _SIGNS_PAPER.match(view, end)
    return bool(joined and signs and _OTHER_SIDE.search(view[start:end]))
