"""How far a name may reach: to a mark, or to the first word that no name contains."""

import re
from string import ascii_letters

from extractors.lexicon import load
from extractors.matching.alternations import AtPlace, first_letters
from extractors.matching.word_patterns import any_of, words
from extractors.units.names.endings import KINDS, endings_of

_TABLE = load("units")
_STOPS = "|".join(_TABLE["stop"]["inside"])
STOP = any_of([_STOPS])
"""A word of a predicate."""
BRACKET = re.compile(
    r"\((?!牵头|配合|负责|协办|主办|设在|以下|简称|含|重点"
    r"|[^()]{1,12}(?:协助|配合|协调|指导|督[办导促]|监督|牵头|参与|负责)\))(?:[\u3400-\u9fff、,]{1,12})\)"
)
"""A bracket that belongs to a name: 「县(市、区)」."""
_QUOTE = r"“[^”]{1,6}”"
_COUNTED = (
    r"\d\d{0,11}(?:家|个|名|所|座)"
    r"(?=[\u3400-\u9fff]{0,6}(?:企业|单位|部门|村|乡|镇|社区|街道|公司|学校|医院|银行|机构|场站))|12345|12315"
    r"|1(?:10|19|20|22)(?=急救|指挥|接警|接处警|调度|中心|平台)"
)
_MARKED = re.compile(f"{BRACKET.pattern}|{_QUOTE}|{_COUNTED}")
_OPENS = frozenset("(“0123456789")
_STOP_HERE = AtPlace(_STOPS)
_JOINTS: list[str] = _TABLE["joint"]["words"]
_JOINT = AtPlace(words(_JOINTS).pattern)
_LATIN = frozenset(f"{ascii_letters}*＊×_·○〇")
"""What else than Chinese letters a name may hold."""
_SUFFIXES = frozenset(suffix[0] for suffix in KINDS)
_ENDS = frozenset("与及或")
_WITH = ("和", "与", "同", "跟")
_MAY_END = _ENDS | _STOP_HERE.letters | {"每"}
# 「县民政局养老股与区残联」, 「勿与…混同」: here 与 joins no fields of one body.
_BODY_AFTER, _FIELD = frozenset("省市县区州旗镇乡各本我你其有相"), 2
# No piece of a name but a single letter begins with any other Chinese letter.
_TELLING = frozenset((*first_letters(STOP.pattern), *(w[0] for w in (*_JOINTS, *KINDS)), *_ENDS))


def reach_of(view: str, at: int, limit: int) -> int:
    """Where a name that begins at `at` must have ended, read piece by piece: a suffix, a joint, a letter.

    A predicate's word ends a name, and so does 及; 和 and 与 do where a suffix stands before them, because in
    「文化旅游和体育局」 and 「国际交流与合作处」 they join two fields of one body.
    """
    endings, position = endings_of(view), at
    while position < limit:
        letter = view[position]
        chinese = "\u3400" <= letter <= "\u9fff"
        if chinese and letter not in _TELLING:
            position += 1
        elif letter in _OPENS and (marked := _MARKED.match(view, position, limit)):
            position = marked.end()
        elif letter in _SUFFIXES and (end := endings.end_at(position, limit)):
            if view.startswith(_WITH, end, limit):
                return end
            position = end
        elif letter in _JOINT.letters and (joint := _JOINT.match(view, position, limit)):
            position = joint.end()
        elif not (chinese or letter in _LATIN) or (
            position > at and letter in _MAY_END and _ends_name(view, at, position, limit)
        ):
            return position
        else:
            position += 1
    return position


def _ends_name(view: str, start: int, at: int, limit: int) -> bool:
    between = view[at] == "与" and at - start >= _FIELD and view[at + 1 : at + 2] not in _BODY_AFTER
    return (view[at] in _ENDS and not between) or view.startswith("每个", at) or _stops(view, at, limit)


def _stops(view: str, at: int, limit: int) -> bool:
    return _STOP_HERE.match(view, at, limit) is not None


def starts_predicate(view: str, at: int, limit: int) -> bool:
    """Whether a word of a predicate begins at `at`, and no name's ending."""
    return (
        at < limit
        and view[at] in _STOP_HERE.letters
        and _stops(view, at, limit)
        and not endings_of(view).end_at(at, limit)
    )
