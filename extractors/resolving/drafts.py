"""Every task of a document with its owners and limits, in order: each is told from the task before it."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from extractors.layout.closing_brackets import closed_items
from extractors.resolving.closing_sentences import close_over
from extractors.resolving.limits import Field, LimitResolver
from extractors.resolving.owners import OwnerResolver
from extractors.resolving.summing_up import for_all_above, sums_up
from extractors.sentence_reading import Draft, Owned, Reading
from extractors.units.claims import moved
from models import Basis, Document

_ASKS_OF = re.compile(r"(?:要求|强调|希望|指出|责成|请),?$")
_JOINED = re.compile(r"[^,;:。]*")
Item = tuple[int, int]
"""The innermost numbered item within one paragraph: its section, -1 outside any, and its block."""


class _Closing(NamedTuple):
    """A bracket that closes a sentence at `start`: what it gives to those before it."""

    start: int
    owners: list[Owned]
    deadline: Field | None


_NO_BRACKET = _Closing(0, [], None)


def draft_tasks(
    document: Document, readings: list[Reading], owners: OwnerResolver, limits: LimitResolver
) -> list[Draft]:
    """Every task with its owners and limits, what a closing sentence gives to all above included.

    A call that names whom it speaks to (「市委要扛起责任。要排查…」) hands its units on as a task does.
    """
    closing = _closing_brackets(document, readings)
    drafts: list[Draft] = []
    before: Draft | None = None
    for reading in readings:
        if _hands_on(reading):
            before = owners.draft(reading, before, [])
        elif spoken_to := owners.spoken_to(reading):
            before = Draft(reading, spoken_to, [])
        if reading.verdict.label == "task":
            bracket = _bracket_behind(reading, closing)
            told = limits.limits(reading, bracket.deadline, before)
            before = replace(owners.draft(reading, before, bracket.owners), limits=told)
            if sums_up(reading) and not bracket.owners:
                before = for_all_above(before, drafts, owners.same_item, document.text)
            drafts.append(before)
    return close_over(document, drafts, readings, limits)


def _bracket_behind(reading: Reading, closing: Mapping[Item, Sequence[_Closing]]) -> _Closing:
    """The bracket that closes the item of a sentence behind it."""
    around = closing.get(_item_of(reading), ())
    return next((c for c in around if c.start >= reading.sentence.start), _NO_BRACKET)


def _closing_brackets(document: Document, readings: list[Reading]) -> dict[Item, list[_Closing]]:
    """The brackets of every paragraph that one closes: each speaks for what stands before it."""
    held = [r for r in readings if _closes(r)]
    keys: dict[int, list[Item]] = defaultdict(list)
    for (section, block), sentence in closed_items(document, [r.sentence for r in held]).items():
        keys[sentence.start].append((-1 if section is None else section, block))
    inside: dict[Item, list[_Closing]] = defaultdict(list)
    for reading in held:
        inside[_item_of(reading)].append(_closing(document, reading))
    last = {_item_of(r): r for r in readings if r.verdict.label in ("task", "call") or r.bracket}
    found: dict[Item, list[_Closing]] = {}
    for item, reading in last.items():
        if _closes(reading):
            found |= dict.fromkeys(keys.get(reading.sentence.start, (item,)), inside[item])
    return found


def _closing(document: Document, reading: Reading) -> _Closing:
    """The bracket that closes a sentence, as it speaks for those before it."""
    base, span = reading.sentence.start, reading.bracket_deadline or reading.bracket_span
    quote = document.text[base : reading.sentence.end]
    owners = [Owned(moved(c, base), Basis.INHERITED, quote, 0.9) for c in reading.assigned]
    alone = reading.bracket_deadline is not None
    return _Closing(base, owners, (base + span[0], base + span[1], alone) if span else None)


def _hands_on(reading: Reading) -> bool:
    """Whether a sentence that is no task hands its units on: a call, or what leads into a list of tasks."""
    label = reading.verdict.label
    leads = label != "task" and reading.view.rstrip().endswith(":")
    return (label == "call" or leads) and (any(c.modal for c in reading.claims) or _only_calls(reading))


def _only_calls(reading: Reading) -> bool:
    """Whether a sentence says no more than of whom the list behind it is asked: 「会议要求各村、各部门:」."""
    if not reading.claims:
        return False
    first, last = min(c.start for c in reading.claims), max(c.end for c in reading.claims)
    alone = reading.view[last:].strip() == ":" and _JOINED.fullmatch(reading.view, first, last)
    return bool(alone and _ASKS_OF.search(reading.view, 0, first))


def _item_of(reading: Reading) -> Item:
    return (-1 if reading.sentence.section is None else reading.sentence.section, reading.sentence.block)


def _closes(reading: Reading) -> bool:
    """Whether a sentence holds a bracket that may close an item, or is nothing but who and by when."""
    is_all = reading.bracket_span == (0, len(reading.view))
    return reading.bracket is not None and (reading.sentence.section is not None or is_all)
