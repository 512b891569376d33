"""Which of several limits in one sentence a row is held to: that of the part which the row answers."""

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache

from extractors.deadlines.finder import find_deadlines
from extractors.fold import fold
from models import Deadline, LedgerRow
from pipeline.audit.grams import grams

_SENTENCE = re.compile("[^;。;]+")
_CLAUSE = re.compile("[^,;。;]+")
_ALL = re.compile("全部|一律|[都均]要?(?![有是])|统统|悉数")
_NEARLY = 0.5
"""A part that has this share of the best part's words in common with the row may be the one that is meant."""


def nearest(quote: str, start: int, deadlines: list[Deadline], row: LedgerRow) -> list[Deadline]:
    """The limits of that sentence within `quote` which says most of what the row says."""
    parts = [found.span() for found in _SENTENCE.finditer(fold(quote))]
    if len(parts) < 2 or len(deadlines) < 2:
        return deadlines
    words = grams(row.measure)
    held = [
        (len(words & grams(quote[begin:end])), [d for d in deadlines if begin <= d.start - start < end])
        for begin, end in parts
    ]
    best = max((share for share, mine in held if mine), default=0)
    return next((mine for share, mine in held if mine and share == best), deadlines)


def without_frames(quote: str, start: int, deadlines: Sequence[Deadline]) -> list[Deadline]:
    """`deadlines` without a wider time that an earlier day for all replaces: 今年建8处，6月底前全部建成."""
    view = fold(quote)
    closing = [d for d in deadlines if d.due and _ALL.search(_clause_at(view, d.end - start))]
    return [
        each
        for each in deadlines
        if not any(each.start < d.start and (each.due is None or d.due < each.due) for d in closing if d.due)
    ]


def of_its_part(
    quote: str, start: int, deadlines: Sequence[Deadline], row: LedgerRow, anchor: dt.date | None
) -> list[Deadline]:
    """Those of `deadlines` for the parts that the row may answer, none where such a part has another limit.

    A limit governs from its clause on to the clause with the next one.
    """
    parts = _parts_of(quote, anchor)
    if len(parts) < 2:
        return list(deadlines)
    view, words = fold(quote), grams(row.measure)
    shares = [len(words & grams(view[begin:end])) for begin, end in parts]
    may = [part for part, share in zip(parts, shares, strict=True) if share >= _NEARLY * max(shares)]
    governed = [[d for d in deadlines if begin <= d.start - start < end] for begin, end in may]
    return [] if not all(governed) else [each for mine in governed for each in mine]


@lru_cache(maxsize=256)
def _parts_of(quote: str, anchor: dt.date | None) -> tuple[tuple[int, int], ...]:
    """The parts of a sentence that a limit governs, each from its clause on; many rows ask of one."""
    view = fold(quote)
    limits = (match.start for match in find_deadlines(view, anchor) if match.limit)
    begins = sorted({_clause_of(view, at) for at in limits})
    return tuple(zip(begins, [*begins[1:], len(view)], strict=True)) if begins else ()


def _clause_at(view: str, at: int) -> str:
    """What follows `at` in its clause."""
    found = _CLAUSE.match(view, at)
    return found[0] if found else ""


def _clause_of(view: str, at: int) -> int:
    """Where the clause around `at` begins."""
    return max((found.start() for found in _CLAUSE.finditer(view) if found.start() <= at), default=0)
