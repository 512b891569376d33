"""What a row is about that the speech never speaks of: such a row is likely to come from another paper."""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from extractors.fold import fold
from models import LedgerRow
from pipeline.audit.likeness import parts_of

_LINES: list[str] = tomllib.loads(Path(__file__).with_name("subjects.toml").read_text("utf-8"))["subjects"]


_LOOSE, _TRADE = "~", "@"
"""Words with these marks stand for their subject in a speech only, or in the name of a unit."""
_Index = dict[str, list[tuple[str, int]]]


def _index(mark: str) -> _Index:
    """The words without a mark and those with this one, by the letter that they begin with."""
    found: _Index = {}
    for subject, line in enumerate(_LINES):
        for word in line.split():
            plain = word.removeprefix(mark)
            if not plain.startswith((_LOOSE, _TRADE)):
                found.setdefault(plain[0], []).append((plain, subject))
    return found


_STRICT, _SAID, _TRADES = _index(""), _index(_LOOSE), _index(_TRADE)


_OFFICE = re.compile("[\u4e00-\u9fff]{0,4}?(?:局|委|办公室|部门|大队|总站|[事服]务中心|发展中心|管理中心)")
"""A word that opens a unit's name (信访局) is no subject of a row."""
_CLAUSE = re.compile("[,;。:]")
_SHORT = 2
"""Where a row has more clauses, what it is about stands in the first; the others give details."""


@lru_cache(maxsize=4096)
def subjects_in(text: str) -> frozenset[int]:
    """The subjects that a speech may mean, in the names of units too."""
    return frozenset(subject for _, subject in _named(fold(text), _SAID))


def _named(view: str, words: _Index) -> Iterator[tuple[int, int]]:
    """Every subject that is named, with where its word ends."""
    for at, letter in enumerate(view):
        for word, subject in words.get(letter, ()):
            if view.startswith(word, at):
                yield at + len(word), subject


@lru_cache(maxsize=4096)
def _about(measure: str) -> tuple[frozenset[int], ...]:
    """What each task of a row is about."""
    return tuple(map(_about_task, parts_of(measure) or [measure]))


def _about_task(task: str) -> frozenset[int]:
    clauses = _CLAUSE.split(fold(task))
    view = ",".join(clauses) if len(clauses) <= _SHORT else clauses[0]
    return frozenset(subject for end, subject in _named(view, _STRICT) if not _OFFICE.match(view, end))


def foreign_subjects(row: LedgerRow, spoken: frozenset[int]) -> frozenset[int]:
    """The subjects of a row of which the speech never speaks; of several tasks each must have one.

    What is the business of a unit that the row is given to (林业局) is no news in it.
    """
    trades = frozenset(subject for owner in row.owners for _, subject in _named(fold(owner.name), _TRADES))
    tasks = [about - spoken - trades for about in _about(row.measure)]
    return frozenset().union(*tasks) if all(tasks) else frozenset()


def lost_subjects(quote: str, row: LedgerRow) -> frozenset[int]:
    """The subjects of a demand that the row does not name, not in its title either."""
    named = frozenset(subject for _, subject in _named(fold(quote), _STRICT))
    return named - subjects_in(row.measure) - subjects_in(row.issue)
