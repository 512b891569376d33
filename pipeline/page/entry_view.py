"""One row: its words in the source with what was taken from them marked, its doubts, its forms, its life."""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from models import STATUS_LABELS, Event, LedgerEntry, Source
from pipeline.exports.duties import told_by_parts
from pipeline.exports.sheets.concerns import concerns_of
from pipeline.ledger.evidence import kind_labels
from pipeline.ledger.lifecycle import may_complete, may_correct
from pipeline.ledger.lights import COLOUR_LABELS, answered, landed, light_of, loop_steps
from pipeline.ledger.queries import find_parts
from pipeline.ledger.wording import due_words, happened
from pipeline.page.corrections import ROLE_WORDS, names_of
from pipeline.page.desk import Desk
from pipeline.page.expanding import expanding_form
from pipeline.page.forms import act_forms, open_points


class Piece(NamedTuple):
    """A stretch of a quote and what was read out of it: owner, deadline, measure, or nothing."""

    words: str
    mark: str = ""


def entry_view(desk: Desk, entry: LedgerEntry, history: Collection[Event]) -> dict[str, Any]:
    """All that the template of a row needs."""
    light, parts = light_of(entry, desk.today(), desk.rules), find_parts(desk.ledger, entry.id)
    return {
        "entry": entry,
        "status": STATUS_LABELS[entry.status],
        "lamp": light.colour.value,
        "lamp_label": COLOUR_LABELS[light.colour],
        "reasons": light.reasons,
        "due": due_words(entry),
        "sources": [(list(pieces(source, entry)), _whence(source)) for source in entry.sources],
        "concerns": () if told_by_parts((entry, *parts)) else concerns_of(entry),
        "cells": [(role.value, label, names_of(entry, role)) for role, label in ROLE_WORDS.items()],
        "seen": max((event.seq for event in history), default=0),
        "may_correct": may_correct(entry),
        "may_complete": may_complete(entry),
        "acts": act_forms(entry, desk.today()),
        "points": open_points(entry, desk.today()),
        "evidence_kinds": kind_labels(),
        "loop": loop_steps(entry),
        "answered": answered(entry),
        "landed": landed(entry),
        "parts": [_part(part, desk) for part in parts],
        "expanding": expanding_form(desk, entry),
        "steps": [(event.seq, event.on, event.actor, *happened(event)) for event in history],
    }


def _part(entry: LedgerEntry, desk: Desk) -> dict[str, str]:
    """A row that was made of this one by expanding it."""
    light = light_of(entry, desk.today(), desk.rules)
    return {
        "id": entry.id,
        "units": "、".join(owner.name for owner in entry.owners),
        "status": STATUS_LABELS[entry.status].partition("（")[0],
        "lamp": light.colour.value,
        "lamp_label": COLOUR_LABELS[light.colour],
    }


def pieces(source: Source, entry: LedgerEntry) -> Iterator[Piece]:
    """The quote cut where something was taken from it; found by its words, for the eye only."""
    marks = sorted(_marks(source.quote, entry), key=lambda mark: (mark[0], -mark[1]))
    at = 0
    for start, end, name in marks:
        if start < at:
            continue
        if start > at:
            yield Piece(source.quote[at:start])
        yield Piece(source.quote[start:end], name)
        at = end
    if at < len(source.quote):
        yield Piece(source.quote[at:])


def _marks(quote: str, entry: LedgerEntry) -> Iterator[tuple[int, int, str]]:
    words = [(owner.mention, "owner") for owner in entry.owners]
    limits = (entry.deadline, *entry.milestones)
    words += [(limit.text, "deadline") for limit in limits if limit]
    for surface, name in words:
        at = quote.find(surface) if surface else -1
        if at >= 0:
            yield at, at + len(surface), name


def _whence(source: Source) -> str:
    headings = " › ".join(words for words in source.headings if words not in source.quote)
    place = source.place.label()
    return "；".join(part for part in (source.document, headings, place) if part)
