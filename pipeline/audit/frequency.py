"""How often something is to be done, and how long a time is, in days."""

import datetime as dt
import re

from extractors.fold import fold
from extractors.structure.numbering import chinese_value

_EVERY = re.compile(
    r"(?:每|按)(?P<many>[两二三23])?个?(?P<half>半)?个?"
    r"(?P<unit>天|日|周|星期|礼拜|旬|月|季度?|年|学期)"
)
_PLAIN_EVERY = re.compile(
    "(?<![0-9一二三四五六七八九十本当下上次每按逐今明某节假双工])([日周旬月季])(?=[巡检报通调考研会均])(?!.(?:纸|刊|期))"
)
"""日巡护, 周调度, 月通报."""
_DAYS = {
    "天": 1,
    "日": 1,
    "周": 7,
    "星期": 7,
    "礼拜": 7,
    "旬": 10,
    "月": 30,
    "季": 91,
    "季度": 91,
    "年": 365,
    "学期": 182,
}
_MANY = {"两": 2, "二": 2, "2": 2, "三": 3, "3": 3}
_WITHIN = re.compile(
    r"(?P<many>\d+|[一二两三四五六七八九十]+)(?P<unit>天|日|个?工作日|周|个?星期|个?月)(?:之|以)?内"
)


def how_often(words: str) -> int | None:
    """The days between two times, for the most frequent that the words name.

    >>> how_often("每两个月通报，按周报送"), how_often("6月底前")
    (7, None)
    """
    spans = [float(_DAYS[found[1]]) for found in _PLAIN_EVERY.finditer(words)]
    spans += [
        _DAYS[found["unit"]] * _MANY.get(found["many"], 1) / (2 if found["half"] else 1)
        for found in _EVERY.finditer(words)
    ]
    return round(min(spans)) if spans else None


def length_of(words: str) -> dt.timedelta | None:
    """How long a time such as 两周内 is."""
    found = _WITHIN.search(fold(words))
    if not found:
        return None
    number = int(found["many"]) if found["many"].isdigit() else chinese_value(found["many"])
    return dt.timedelta(days=number * _DAYS[found["unit"].removeprefix("个").removeprefix("工作")])
