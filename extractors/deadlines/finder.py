"""From a sentence to its deadlines: where the rules match, and which of overlapping matches counts."""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping

from extractors.deadlines import absolute, durations, periods, ranges, recurring, relative, words
from extractors.deadlines.context import fields_of, inside
from extractors.deadlines.fragments import LEXICON, either
from extractors.deadlines.match import DeadlineMatch, Frame, Hit, Rule
from extractors.deadlines.readings import read_hits
from extractors.deadlines.view import view_of

_RULES: tuple[Rule, ...] = (
    *ranges.RULES,
    *absolute.RULES,
    *periods.RULES,
    *relative.RULES,
    *durations.RULES,
    *recurring.RULES,
    *words.RULES,
)
_WORDS = [*(word for table in LEXICON["vague"] for word in table["words"]), *LEXICON["standing"]["phrases"]]
_TIME_CHARACTERS = "年月日号天周旬季晚夜曰號週前内內每逐末底"
_TIME = re.compile(
    rf"[{_TIME_CHARACTERS}]|星期|礼拜|小时|分钟|任期|十[二三四五六]五|[今明][早儿]|[0-9０-９][./·\-．／－]|{either(_WORDS)}"
)
# One class of all first characters: far faster to search for than the alternatives themselves.
_MAY_BE_TIME = re.compile(
    f"[{_TIME_CHARACTERS}星礼小分任十今明0-9０-９{''.join({word[0] for word in _WORDS})}]"
)

_BLANK = re.compile(r"[^\S\t\n]|[\u200b-\u200d\u2060\ufeff]")


def _gated(rules: Iterable[Rule]) -> list[tuple[re.Pattern[str], list[Rule]]]:
    """Rules under the pattern that they share as a need."""
    groups: dict[str, list[Rule]] = {}
    for rule in rules:
        groups.setdefault(rule.needs, []).append(rule)
    return [(re.compile(needs), group) for needs, group in groups.items()]


_GATED_PROSE = _gated(rule for rule in _RULES if not rule.field_only)
_GATED_ALL = _gated(_RULES)


def find_deadlines(
    text: str,
    anchor: dt.date | None,
    *,
    year: int | None = None,
    in_field: bool = False,
    events: Mapping[str, dt.date] | None = None,
) -> list[DeadlineMatch]:
    """Every time expression of one sentence (or table cell, or bracket), in order, limits marked as such.

    Args:
        text: The sentence; offsets count in it.
        anchor: The document's date; None when unknown, and then nothing is counted from it.
        year: The document's year where that alone is known.
        in_field: The whole text fills a time-limit field, where a bare date is a limit.
        events: First days of events by name, given by a person; 汛期前 then ends the day before.
    """
    if not (in_field or _worth_reading(text)):
        return []
    view = view_of(text)
    fields = fields_of(view.text, in_field)
    hits = _choose(_scan(view.text, fields))
    frame = Frame(anchor, year, events or {})
    return read_hits(view, hits, fields, frame)


def _worth_reading(text: str) -> bool:
    """Whether a time may be in the text; blanks may part a word, so a text that has some is always read."""
    return bool(_MAY_BE_TIME.search(text) and (_TIME.search(text) or _BLANK.search(text)))


def _scan(text: str, fields: list[tuple[int, int]]) -> Iterator[Hit]:
    for needs, rules in _GATED_ALL if fields else _GATED_PROSE:
        if not needs.search(text):
            continue
        for rule in rules:
            for found in rule.pattern.finditer(text):
                hit = Hit(found.start(), found.end(), rule, found)
                if not rule.field_only or inside(hit, fields):
                    yield hit


def _choose(hits: Iterable[Hit]) -> list[Hit]:
    """The longest of overlapping hits, the earlier rule where they are equally long; in order of the text."""
    chosen: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: hit.start - hit.end):
        at = bisect_left(chosen, hit.start, key=lambda other: other.start)
        free_before = at == 0 or chosen[at - 1].end <= hit.start
        if free_before and (at == len(chosen) or hit.end <= chosen[at].start):
            chosen.insert(at, hit)
    return chosen
