"""Deadlines of official Chinese: which words of a sentence set a limit, and what day they mean.

What lives here: the grammar of dates, periods, durations, recurrences, events and vague words, and the cues
that tell a limit from any other time; the words are data, in `lexicons/deadlines.toml` and `events.toml`.
What does not: choosing among several limits, inheriting them from a heading, policies that suggest a date.
A date is computed only where the text and the document's date give it; else `due` is None and `reason`
says why.
"""

from extractors.deadlines.finder import find_deadlines
from extractors.deadlines.match import DeadlineMatch

__all__ = ["DeadlineMatch", "find_deadlines"]
