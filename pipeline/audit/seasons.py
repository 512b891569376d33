"""The last day by which a season or feast that a limit hangs on (汛期前, 春耕前) has surely come."""

import datetime as dt
import re
import tomllib
from pathlib import Path

from extractors.fold import fold
from pipeline.audit.frequency import length_of

_TABLE = tomllib.loads(Path(__file__).with_name("seasons.toml").read_text("utf-8"))["season"]
_SEASONS = [(re.compile(each["words"]), tuple(each["days"])) for each in _TABLE]
_FIRST, _AFTER = re.compile("(?:第一个?|首个?)(?P<unit>[天日周月])"), re.compile("[后起]")
_DAYS = {"天": 0, "日": 0, "周": 7, "月": 30}
_YEAR = re.compile(r"(20\d\d)年")
_NEXT_YEAR = re.compile("明年|来年|次年")


def last_day_of(words: str, anchor: dt.date) -> dt.date | None:
    """The day after which a limit such as 汛期前 has passed wherever the office is; None for no known season.

    >>> last_day_of("汛期前", dt.date(2026, 3, 2)), last_day_of("明年春耕前", dt.date(2026, 3, 2))
    (datetime.date(2026, 6, 30), datetime.date(2027, 5, 15))
    >>> last_day_of("秋季开学第一周", dt.date(2026, 8, 2)), last_day_of("开学后两周内", dt.date(2026, 8, 2))
    (datetime.date(2026, 9, 12), datetime.date(2026, 9, 19))
    >>> last_day_of("2027年汛期前", dt.date(2026, 3, 2))
    datetime.date(2027, 6, 30)
    """
    view = fold(words)
    days = next((days for season, days in _SEASONS if season.search(view)), ())
    named = _YEAR.search(view)
    year = int(named[1]) if named else anchor.year + bool(_NEXT_YEAR.search(view))
    first = max(anchor, dt.date(year, 1, 1))
    coming = (dt.date.fromisoformat(f"{year}-{day}") for year in (first.year, first.year + 1) for day in days)
    begins = min((day for day in coming if day >= first), default=None)
    return begins + _time_behind(view) if begins else None


def _time_behind(view: str) -> dt.timedelta:
    """How long a limit goes on that begins with the season: its first week, two weeks after it."""
    if first := _FIRST.search(view):
        return dt.timedelta(days=_DAYS[first["unit"]])
    return (_AFTER.search(view) and length_of(view)) or dt.timedelta()
