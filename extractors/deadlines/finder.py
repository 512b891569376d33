"""From a sentence to its deadlines: find, choose among overlaps, read from left to right, judge, put together."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from extractors.deadlines import absolute, durations, periods, ranges, recurring, relative, words
from extractors.deadlines.composite import (
    as_range,
    first_day,
    joins_standing,
    opens_range,
    with_standing,
    with_to,
)
from extractors.deadlines.cues import Context, fields_of, is_limit, is_start, looks_forward
from extractors.deadlines.fragments import LEXICON, either
from extractors.deadlines.match import DeadlineMatch, Form, Frame, Hit, Reading, Rule
from extractors.deadlines.ranges import STARTING
from extractors.deadlines.view import View, view_of

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
_TIME = re.compile(rf"[{_TIME_CHARACTERS}]|星期|礼拜|小时|分钟|任期|[0-9０-９][./·\-．／－]|{either(_WORDS)}")
# One class of all first characters: far faster to search for than the alternatives themselves.
_MAY_BE_TIME = re.compile(f"[{_TIME_CHARACTERS}星礼小分任0-9０-９{''.join({word[0] for word in _WORDS})}]")
_OPEN = 0.8


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
    if not (in_field or (_MAY_BE_TIME.search(text) and _TIME.search(text))):
        return []
    view = view_of(text)
    fields = fields_of(view.text, in_field)
    hits = _choose(_scan(view.text, fields))
    frame = Frame(anchor, year, events or {})
    return _put_together(list(_read(view, hits, fields, frame)), text)


def _scan(text: str, fields: list[tuple[int, int]]) -> Iterator[Hit]:
    for needs, rules in _GATED_ALL if fields else _GATED_PROSE:
        if not needs.search(text):
            continue
        for rule in rules:
            for found in rule.pattern.finditer(text):
                hit = Hit(found.start(), found.end(), rule, found)
                if not rule.field_only or _inside(hit, fields):
                    yield hit


def _inside(hit: Hit, fields: list[tuple[int, int]]) -> bool:
    return any(start <= hit.start and hit.end <= end for start, end in fields)


def _choose(hits: Iterable[Hit]) -> list[Hit]:
    """The longest of overlapping hits, the earlier rule where they are equally long; in order of the text."""
    chosen: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: hit.start - hit.end):
        if all(hit.end <= other.start or other.end <= hit.start for other in chosen):
            chosen.append(hit)
    return sorted(chosen, key=lambda hit: hit.start)


def _read(
    view: View, hits: list[Hit], fields: list[tuple[int, int]], frame: Frame
) -> Iterator[DeadlineMatch]:
    """Hits read from left to right, each against what the earlier ones say; ends of a range made one."""
    pending: tuple[Hit, Reading, bool] | None = None
    for hit in hits:
        in_field = _inside(hit, fields)
        here = replace(frame, in_field=in_field, forward=looks_forward(view.text, hit, in_field))
        if pending and opens_range(pending[0], hit, view.text[pending[0].end : hit.start]):
            first, began, _ = pending
            begins = first_day(first, began)
            here = replace(here, after=begins)
            hit, reading = as_range(first, hit, begins, hit.rule.read(hit.found, here))
        else:
            if pending:
                yield _match(view, *pending)
            reading = hit.rule.read(hit.found, here)
        context = Context(view, hit, reading, here)
        limit = is_limit(context, in_field)
        if not limit and is_start(context):
            reading = Reading(
                reading.kind, begins=first_day(hit, reading), anchor=reading.anchor, reason=STARTING
            )
        elif limit and not in_field and context.open_date:
            reading = replace(reading, confidence=min(reading.confidence, _OPEN))
        if not limit and hit.rule.form is Form.DURATION and not hit.closed:
            pending = None
            continue
        pending = with_to(hit, view.text) if limit else hit, reading, limit
        if limit and reading.due and hit.rule.name.partition(".")[0] in ("date", "period", "range"):
            frame = _carrying(frame, hit, reading.due)
    if pending:
        yield _match(view, *pending)


def _carrying(frame: Frame, hit: Hit, due: dt.date) -> Frame:
    """The frame for what follows in the sentence: a named year holds on, and so does the month."""
    named = bool(hit.found.groupdict().get("year"))
    return replace(frame, carried_year=due.year if named else frame.carried_year, carried_month=due)


def _match(view: View, hit: Hit, reading: Reading, limit: bool) -> DeadlineMatch:
    start, end = view.span(hit.start, hit.end)
    return DeadlineMatch(
        start=start,
        end=end,
        text=view.original[start:end],
        kind=reading.kind,
        due=reading.due,
        begins=reading.begins,
        standing=reading.standing,
        anchor=reading.anchor,
        every=reading.every,
        reason=reading.reason,
        rule=f"deadline.{hit.rule.name}",
        confidence=reading.confidence,
        limit=limit,
    )


def _folded(gap: str) -> str:
    return view_of(gap).text


def _put_together(matches: list[DeadlineMatch], original: str) -> list[DeadlineMatch]:
    """A standing phrase right after a limit becomes part of it."""
    joined: list[DeadlineMatch] = []
    for match in matches:
        if joined and joins_standing(joined[-1], match, _folded(original[joined[-1].end : match.start])):
            joined[-1] = with_standing(joined[-1], match, original)
        else:
            joined.append(match)
    return joined
