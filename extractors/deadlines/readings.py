"""Reading the hits from left to right: each against what the earlier ones say, then judged and joined."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from extractors.deadlines.broken import unless_broken
from extractors.deadlines.composite import (
    as_range,
    as_start,
    first_day,
    joins_standing,
    opens_range,
    with_standing,
    with_to,
)
from extractors.deadlines.context import Context, inside
from extractors.deadlines.cues import is_limit, is_start, looks_forward, names_next_year
from extractors.deadlines.match import DeadlineMatch, Form, Frame, Hit, Meaning, group
from extractors.deadlines.recurring import repeated
from extractors.deadlines.view import View
from models import DeadlineKind

_OPEN_DATE = 0.8
_GOES_ON_TO = re.compile(r"(?:起|开始)[^。;的]{0,16}[到至]")
_CALENDAR_RULES = ("date.", "period.", "range.")


class _Judged(NamedTuple):
    """A hit with its meaning, and whether it is a limit."""

    hit: Hit
    meaning: Meaning
    limit: bool


def read_hits(
    view: View, hits: list[Hit], fields: list[tuple[int, int]], frame: Frame
) -> list[DeadlineMatch]:
    """What the hits of one sentence mean, in order, with a standing phrase joined to the limit before it."""
    joined: list[DeadlineMatch] = []
    for judged in _judge_all(view, hits, fields, frame):
        match = _match(view, judged)
        if joined and joins_standing(joined[-1], match, view.original):
            joined[-1] = with_standing(joined[-1], match, view.original)
        else:
            joined.append(match)
    return joined


def _judge_all(view: View, hits: list[Hit], fields: list[tuple[int, int]], frame: Frame) -> Iterator[_Judged]:
    at = 0
    while at < len(hits):
        hit = hits[at]
        in_field = bool(fields) and inside(hit.start, hit.end, fields)
        forward = looks_forward(view.text, hit, in_field) or names_next_year(view.text, hit, frame.anchor)
        here = frame._replace(in_field=in_field, forward=forward) if forward or in_field else frame
        if at and (year := _year_begun(view.text, hits[at - 1], hit, frame)):
            here = here._replace(carried_year=year)
        if at + 1 < len(hits) and opens_range(hit, hits[at + 1], view.text[hit.end : hits[at + 1].start]):
            hit, meaning = _read_range(hit, hits[at + 1], here)
            at += 1
        else:
            meaning = repeated(hit, here) or hit.rule.read(hit.found, here)
        meaning = unless_broken(view.text, hit, meaning)
        at += 1
        judged = _judge(Context(view, hit, meaning, here))
        if judged:
            yield judged
            frame = _carrying(frame, judged) if at < len(hits) else frame


def _year_begun(text: str, first: Hit, second: Hit, frame: Frame) -> int | None:
    """「从2009年7月开始集中整治,到8月底结束」: the year of the start is that of the end."""
    if not group(first.found, "year") or not _GOES_ON_TO.fullmatch(text, first.end, second.start):
        return None
    begins = first_day(first, first.rule.read(first.found, frame))
    return begins.year if begins else None


def _read_range(first: Hit, second: Hit, frame: Frame) -> tuple[Hit, Meaning]:
    """Both ends read as one: the first names the year of the second unless that has its own."""
    begins = first_day(first, first.rule.read(first.found, frame._replace(forward=False)))
    named = begins.year if begins and group(first.found, "year") else None
    forward = frame.forward or second.closed
    onward = frame._replace(after=begins, carried_year=named, forward=forward)
    return as_range(first, second, begins, second.rule.read(second.found, onward))


def _judge(context: Context) -> _Judged | None:
    """The hit with its verdict; None for a bare length of time that limits nothing (耽搁了20天)."""
    hit, meaning, in_field = context.hit, context.meaning, context.frame.in_field
    if is_limit(context):
        if context.open_date and not in_field:
            meaning = meaning._replace(confidence=min(meaning.confidence, _OPEN_DATE))
        return _Judged(with_to(hit, context.view.text), meaning, limit=True)
    if hit.rule.form is Form.DURATION and not hit.closed:
        return None
    return _Judged(hit, as_start(hit, meaning) if is_start(context) else meaning, limit=False)


def _carrying(frame: Frame, judged: _Judged) -> Frame:
    """The frame for what follows: the year that a limit names holds on, its month, and a recurrence."""
    if not judged.limit:
        return frame
    if judged.meaning.kind is DeadlineKind.RECURRING:
        return frame._replace(repeating=judged.meaning.every or judged.hit.found[0])
    due = judged.meaning.due
    if due is None or not judged.hit.rule.name.startswith(_CALENDAR_RULES):
        return frame
    named = group(judged.hit.found, "year")
    return frame._replace(carried_year=due.year if named else frame.carried_year, carried_month=due)


def _match(view: View, judged: _Judged) -> DeadlineMatch:
    start, end = view.span(judged.hit.start, judged.hit.end)
    meaning = judged.meaning
    return DeadlineMatch(
        start=start,
        end=end,
        text=view.original[start:end],
        kind=meaning.kind,
        due=meaning.due,
        begins=meaning.begins,
        standing=meaning.standing,
        anchor=meaning.anchor,
        every=meaning.every,
        reason=meaning.reason,
        rule=f"deadline.{judged.hit.rule.name}",
        confidence=meaning.confidence,
        limit=judged.limit,
    )
