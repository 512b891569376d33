"""The words around a time expression that tell a limit from any other time, as patterns."""

import re

from extractors.deadlines.context import Context
from extractors.deadlines.fragments import LEXICON, any_pattern, either

_CUES = LEXICON["cues"]


def _ending(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"{any_pattern(patterns)}$")


NO_LIMIT_BEFORE = _ending(_CUES["no_limit_before"])
LIMIT_BEFORE = _ending(_CUES["limit_before"])
FORWARD_BEFORE = _ending(_CUES["forward_before"])
_NAMING = rf"[^,。;、:把将对要已]{{0,5}}{either(_CUES['attributive_verbs'])}(?:了|过)?[^,。;、:新总]?的"
CLOSED_PAST_AFTER = re.compile(any_pattern([*_CUES["closed_past_after"], _NAMING]))
PAST_LATER = re.compile(any_pattern(_CUES["past_later"]))
_AT_ONCE = r"(?:就|要|须|应|必须|务必|将|再|全部|先|各|分别)*"
DEMAND_AT_ONCE = re.compile(rf"{_AT_ONCE}{either([*_CUES['demands'], *_CUES['demands_at_once']])}")
WORK_OF_THAT_TIME = re.compile(rf"{_AT_ONCE}{either(_CUES['demands'])}的|{_NAMING}")
STATE = re.compile(any_pattern(_CUES["states"]))
NOT_PLANNED = re.compile(any_pattern(_CUES["not_planned"]))
# 「上半年必须把运营方谈下来」, 「上半年做一次盘点」, 「上半年至少会诊一次」
ORDERED = re.compile(
    r"(?:必须|务必|一定要?|要(?!求)|就要|争取|力争)|(?:先|再|都)?(?:把|将|[做搞开办查走盘摸]一[次遍场轮])"
    r"|(?:拿|交)(?:出|一|个)|至少|[^,。;了过已未没的]{0,12}(?:不少于|不低于|做到|[一两二三]次(?=[,。;]|$))|提出(?!的)"
)
_FORETOLD = re.compile(
    r"(?:就|还|也|才|应该)?(?:能|可以|会(?!议))[^,。;]{0,4}(?:下来|下达|到账|到货|到位|到手|出来|批复|批准|揭晓)"
)
_DEMANDED = re.compile(r"确保|保证|务必|必须|要(?![求点素])")
_SUCH = re.compile(r"[^,。;]{0,12}(?:未|不|没|无)[^,。;]{0,14}的")


def names_a_case(context: Context) -> bool:
    """「对汛期前不能完工的,逐处…」: the day is part of the case, no limit for what is asked."""
    return context.clause_before.startswith(("对", "凡")) and bool(_SUCH.match(context.after))


def is_foretold(before: str, after: str) -> bool:
    """「批复下个月能下来」 is foretold, and asked of nobody; 「确保资金月底能到账」 is asked."""
    return _FORETOLD.match(after) is not None and _DEMANDED.search(before) is None
