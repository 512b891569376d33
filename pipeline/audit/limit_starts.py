"""Days from which something is to hold (10月1日起自动上传): a row that is only due later begins too late."""

import datetime as dt
import re
from functools import lru_cache

from extractors.deadlines.finder import find_deadlines
from extractors.fold import fold

_FROM = re.compile(
    r"(?P<day>(?:\d{4}年)?\d{1,2}月\d{1,2}[日号]|今天|明天|即日)起(?![草到至])"
    r"|(?P<month>(?:\d{4}年)?(?:\d{1,2}|[一二三四五六七八九十]{1,2})月份?|本月|下个?月)起(?![草到至])"
)
_BAN = re.compile("不得|不准|不许|严禁|禁止|不能|不再")
_BEGINS = re.compile("执行|实施|实行|施行|启用|开始|启动")
_GOES_ON = re.compile("每|值守|值班|巡查|驻|盯|保持|坚持|持续|长期|期间|常态")
"""What goes on from that day, so that the row's day may be its end."""


def begins_late(quote: str, measure: str, cell: str, due: dt.date | None, anchor: dt.date | None) -> str:
    """Why a row begins later than the speech says, '' if it does not; the day of a ban may be its end."""
    found = _FROM.search(fold(quote))
    if (
        not found
        or not due
        or not anchor
        or _FROM.search(fold(cell))
        or _GOES_ON.search(f"{quote}{measure}{cell}")
    ):
        return ""
    start = first_day_of(quote, anchor)
    if not start or due <= start or (_BAN.search(quote) and not _BEGINS.search(cell)):
        return ""
    if _begins_in_time(measure, start, anchor):
        return ""
    return f"讲话要求“{found[0]}”，台账为{due}，晚{(due - start).days}天。"


def _begins_in_time(measure: str, start: dt.date, anchor: dt.date) -> bool:
    """Whether the row itself says that it begins by the day, or in its month: its own day is the end then."""
    begins = first_day_of(measure, anchor)
    return begins is not None and (
        begins <= start or (begins.year, begins.month) == (start.year, start.month)
    )


@lru_cache(maxsize=1024)
def first_day_of(words: str, anchor: dt.date | None) -> dt.date | None:
    """The day from which something holds; of a month its last, as nobody knows better; None for none."""
    found = _FROM.search(fold(words))
    if not found or not anchor:
        return None
    if found["day"] in ("今天", "即日"):
        return anchor
    limit = f"{found['day']}前" if found["day"] else f"{found['month'].removesuffix('份')}底前"
    return next((match.due for match in find_deadlines(limit, anchor) if match.due), None)
