"""Rows that share words with a demand and are about another matter: what is left of their likeness."""

from typing import NamedTuple

from models import LedgerRow
from pipeline.audit.deeds import is_another_deed
from pipeline.audit.sources import Papers
from pipeline.audit.subjects import foreign_subjects, lost_subjects

_ANOTHER_DEED = 0.5
"""Where a row does another deed with the same thing."""
_UNSAID, _EXCHANGED, _OTHER_PAPER, _OURS = 0.35, 0.25, 0.2, 0.7
"""Where a row is about what the speech never speaks of; where it has that in the place of what the sentence
speaks of; where it names another paper as its source, too; where it names the speech, so that a clerk may
only have worded it so."""


_OF_MANY_PAPERS, _KEPT = 0.9, 0.4
"""Where a row of a long ledger names another paper, and where the sources are kept with care: then it answers
only what is nearly its own words."""


STRANGE = 0.75
"""With less than this left a row seems to be another matter."""


class Speech(NamedTuple):
    """What a speech is about as a whole, and which rows name it or another paper as their source.

    `long` says that the ledger holds so many rows that it must be that of many papers.
    """

    subjects: frozenset[int]
    papers: Papers
    long: bool = False


def what_is_left(at: int, quote: str, row: LedgerRow, speech: Speech | None) -> float:
    """The share of its likeness that a row keeps, the one at `at` of the ledger: 1 if nothing is strange."""
    left = _ANOTHER_DEED if is_another_deed(quote, row.measure) else 1.0
    if speech and at in speech.papers.others:
        left *= _KEPT if speech.papers.kept else _OF_MANY_PAPERS if speech.long else 1.0
    if speech is None or not foreign_subjects(row, speech.subjects):
        return left
    if at in speech.papers.ours:
        return left * _OURS
    if at in speech.papers.others:
        return left * _OTHER_PAPER
    return left * (_EXCHANGED if lost_subjects(quote, row) else _UNSAID)
