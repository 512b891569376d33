"""From a sentence to its deadlines: where the rules match, and which of overlapping matches counts."""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from extractors.deadlines import absolute, durations, periods, ranges, recurring, relative, words
from extractors.deadlines.context import fields_of, inside
from extractors.deadlines.match import DeadlineMatch, Frame, Hit, Rule
from extractors.deadlines.readings import read_hits
from extractors.deadlines.view import view_of
from extractors.matching.gate import Gate

RULES: tuple[Rule, ...] = (
    *ranges.RULES,
    *absolute.RULES,
    *periods.RULES,
    *relative.RULES,
    *durations.RULES,
    *recurring.RULES,
    *words.RULES,
)


class _Shared(NamedTuple):
    """A pattern that some rules need, if any; the rules, each with whether it can close a time (前, 内)."""

    needs: re.Pattern[str] | None
    rules: list[tuple[Rule, bool]]


class _Grammar:
    """Rules, and which of them a text calls for: one pass over its letters finds the few to look at."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        shared: dict[str, list[tuple[Rule, bool]]] = {}
        for rule in rules:
            key = rule.needs or rule.pattern.pattern
            shared.setdefault(key, []).append((rule, "cue" in rule.pattern.groupindex))
        self._gate = Gate({pattern: pattern for pattern in shared})
        self._behind = {
            self._gate.bit[pattern]: _Shared(re.compile(pattern) if held[0][0].needs else None, held)
            for pattern, held in shared.items()
        }
        self._all = sum(self._behind)

    def called_by(self, text: str) -> list[tuple[Rule, bool]]:
        """The rules to try on a text, in their order, each with whether it can close a time (前, 内)."""
        called: list[tuple[Rule, bool]] = []
        bits = self._gate.bits(text) & self._all
        while bits:
            bit = bits & -bits
            bits ^= bit
            needs, rules = self._behind[bit]
            if needs is None or needs.search(text):
                called += rules
        return called


_PROSE = _Grammar([rule for rule in RULES if not rule.field_only])
_ALL = _Grammar(RULES)


def find_deadlines(
    text: str,
    anchor: dt.date | None,
    *,
    year: int | None = None,
    in_field: bool = False,
    events: Mapping[str, dt.date] | None = None,
    is_folded: bool = False,
) -> list[DeadlineMatch]:
    """Every time expression of one sentence (or table cell, or bracket), in order, limits marked as such.

    Args:
        text: The sentence; offsets count in it.
        anchor: The document's date; None when unknown, and then nothing is counted from it.
        year: The document's year where that alone is known.
        in_field: The whole text fills a time-limit field, where a bare date is a limit.
        events: First days of events by name, given by a person; 汛期前 then ends the day before.
        is_folded: The text is a folded view already.
    """
    view = view_of(text, is_folded=is_folded)
    fields = fields_of(view.text, in_field)
    hits = _choose(_scan(view.text, fields))
    if not hits:
        return []
    frame = Frame(anchor, year, events or {})
    return read_hits(view, hits, fields, frame)


def _scan(text: str, fields: list[tuple[int, int]]) -> list[Hit]:
    """Every match of every rule that the text calls for."""
    hits = []
    for rule, closing in (_ALL if fields else _PROSE).called_by(text):
        for found in rule.pattern.finditer(text):
            start, end = found.span()
            if rule.field_only and not inside(start, end, fields):
                continue
            shape = rule.shape_of(found) if rule.shape_of else rule
            hits.append(Hit(start, end, shape, found, closing and found["cue"] is not None))
    return hits


def _choose(hits: list[Hit]) -> list[Hit]:
    """The longest of overlapping hits, the earlier rule where they are equally long; in order of the text."""
    if len(hits) < 2:
        return hits
    chosen: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: hit.start - hit.end):
        at = bisect_left(chosen, hit.start, key=lambda other: other.start)
        free_before = at == 0 or chosen[at - 1].end <= hit.start
        if free_before and (at == len(chosen) or hit.end <= chosen[at].start):
            chosen.insert(at, hit)
    return chosen
