"""The last day by which a season or feast that a limit hangs on (汛期前, 春耕前) has surely come."""

import datetime as dt
import re
import tomllib
from pathlib import Path

from extractors.fold import fold

_TABLE = tomllib.loads(Path(__file__).with_name("seasons.toml").read_text("utf-8"))["season"]
_SEASONS = [(re.compile(each["words"]), tuple(each["days"])) for each in _TABLE]
_NEXT_YEAR = re.compile("明年|来年|次年")


def last_day_of(words: str, anchor: dt.date) -> dt.date | None:
    """The day after which a limit such as 汛期前 has passed wherever the office is; None for no known season.

    >>> last_day_of("汛期前", dt.date(2026, 3, 2)), last_day_of("明年春耕前", dt.date(2026, 3, 2))
    (datetime.date(2026, 6, 30), datetime.date(2027, 5, 15))
    """
    view = fold(words)
    days = next((days for season, days in _SEASONS if season.search(view)), ())
    first = dt.date(anchor.year + 1, 1, 1) if _NEXT_YEAR.search(view) else anchor
    coming = (dt.date.fromisoformat(f"{year}-{day}") for year in (first.year, first.year + 1) for day in days)
    return min((day for day in coming if day >= first), default=None)
