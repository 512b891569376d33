"""What an office has taught the extractor: dates of events, and cue words of its own.

Units and their other names are not here: they belong to the registry.
"""

import datetime as dt
import re
from dataclasses import dataclass
from functools import cached_property

from extractors.lexicon import load
from extractors.matching.word_patterns import words

_YEAR = dt.timedelta(days=366)


@dataclass(frozen=True)
class LocalWords:
    """Words and dates over our own lexicons; empty where an office has taught nothing.

    `actions` are verbs whose result can be laid on the table (踏勘), `findings` words that tell a problem
    (挂空挡), `not_tasks` phrases that no task contains (仅供参考), `events` the first days of events by name,
    of as many years as were given.
    """

    actions: frozenset[str] = frozenset()
    findings: frozenset[str] = frozenset()
    not_tasks: frozenset[str] = frozenset()
    events: tuple[tuple[str, dt.date], ...] = ()

    @cached_property
    def action(self) -> re.Pattern[str] | None:
        """Matches every word of `actions`; None when there is none, and likewise below."""
        return words(self.actions) if self.actions else None

    @cached_property
    def finding(self) -> re.Pattern[str] | None:
        """Matches every word of `findings`."""
        return words(self.findings) if self.findings else None

    @cached_property
    def not_task(self) -> re.Pattern[str] | None:
        """Matches every phrase of `not_tasks`."""
        return words(self.not_tasks) if self.not_tasks else None

    def events_on(self, anchor: dt.date | None, year: int | None = None) -> dict[str, dt.date]:
        """The day that each event means in a document of this date: its first within a year from then.

        Of a document whose year alone is known it is the day in that year; without either no day is known.
        """
        if anchor is None and year is None:
            return {}
        first = anchor or dt.date(year or 0, 1, 1)
        last = first + _YEAR if anchor else dt.date(first.year, 12, 31)
        coming = sorted((day, name) for name, day in self.events if first <= day <= last)
        found: dict[str, dt.date] = {}
        for day, name in coming:
            for word in spellings(name):
                found.setdefault(word, day)
        return found


def spellings(event: str) -> tuple[str, ...]:
    """The word itself, and the other words for the event that begin with it or that it begins with.

    >>> spellings("国庆")[:3]
    ('国庆', '国庆节', '国庆假期')
    """
    groups = [(group["name"], *group["aliases"]) for group in load("events")["event"]]
    same = next((group for group in groups if event in group), ())
    return (event, *(w for w in same if w != event and (w.startswith(event) or event.startswith(w))))
