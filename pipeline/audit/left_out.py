"""Clauses of a demand that its rows left out: nothing in the rows is left that could be other words for them.

A clerk who words everything anew shares no word with a clause and still has it. But where all that the rows
say stands in the other clauses, no word of theirs is left for this one.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pipeline.audit.figures import WORDS, figures_of
from pipeline.audit.goals import is_purpose
from pipeline.audit.grams import grams

_CLAUSE = re.compile("[^,。;:!?]+")
_IDLE, _OPENING = re.compile(WORDS["left_out"]["idle"]), re.compile(WORDS["left_out"]["opening"])
_SLOGAN = re.compile(WORDS["slogan"])
_LEAST = 7
"""A clause has at least so many pairs of letters: a few words are said in many ways."""
_KEPT = 0.15
"""Of a clause that is left out the rows have less than this share."""
_SURE, _LATER, _FIRST = 0.25, 0.55, 0.2
"""So much of its weight the rows may have in words of their own: up to `_SURE` a clause is surely left out. A
first clause often only names the matter."""

Mass = Callable[[frozenset[str]], float]


class LeftOut(NamedTuple):
    """A clause of the demand; `surely` where the rows have hardly a word of their own."""

    words: str
    span: tuple[int, int]
    surely: bool


def left_out(quote: str, bare: str, rows: Sequence[str], mass: Mass) -> Iterator[LeftOut]:
    """The clauses of `quote` without anything in `rows`; `bare` is the same without units and limits."""
    kept = _pairs("，".join(rows))
    free = mass(kept - _pairs(quote))
    held = _values("，".join(rows))
    for at, part in enumerate(_CLAUSE.finditer(bare)):
        words = part[0].strip()
        mine = _pairs(words)
        weight = mass(mine)
        if len(mine) < _LEAST or not weight or _is_idle(words, first=not at):
            continue
        few = free <= (_LATER if at else _FIRST) * weight
        if few and mass(mine & kept) < _KEPT * weight and held.isdisjoint(_values(words)):
            yield LeftOut(words, part.span(), bool(at) and free <= _SURE * weight)


def _is_idle(words: str, *, first: bool) -> bool:
    """Whether nobody would enter the clause: where it goes to, what for, how earnestly."""
    idle = _IDLE.search(words) or _SLOGAN.search(words) or is_purpose(words)
    return bool(idle or (first and _OPENING.search(words)))


def _values(text: str) -> frozenset[float]:
    return frozenset(figure.value for figure in figures_of(text))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(gram for gram in grams(text) if len(gram) > 1)
