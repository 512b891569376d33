"""The same demand in several documents: rows that are equal, and rows that a person should compare. Pure.

Equal are rows of different documents with the same words (but for width, spaces and punctuation), the same
units and the same limit. Nearly equal are rows that share most pairs of characters and contradict each other
in neither units nor day. Nothing is merged here.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from models import EntryOwner, LedgerEntry, Status
from pipeline.ledger.requirements import SETTLED
from pipeline.normaliser.identity import fold

LEAST = 8
"""A measure of fewer characters (加强领导) says too little to be the same demand."""
NEAR = 0.6
"""The share of pairs of characters in common from which two rows are shown to a person."""
_KEYS = 6
_MOST_ROWS = 60
"""Rows are compared when they share one of their rarest pairs, unless it stands in more rows than this."""


class Twins(NamedTuple):
    """Two rows that may be one: the one to keep (further in its life, else read first), and the other."""

    keep: LedgerEntry
    other: LedgerEntry
    alike: float

    @property
    def equal(self) -> bool:
        """Whether nothing at all differs."""
        return self.alike == 1.0

    @property
    def key(self) -> str:
        """What a person's ruling on the pair is kept under, whichever of the two is kept."""
        return "|".join(sorted((self.keep.id, self.other.id)))


def twins(entries: Sequence[LedgerEntry], first_seen: Mapping[str, int]) -> list[Twins]:
    """All pairs, equal ones first, then the most alike; each row is the other of one pair at most.

    `first_seen` has the number of the event by which each row came in.
    """
    rows = [row for row in entries if not row.parent and row.status not in SETTLED - {Status.STANDING}]
    grams = {row.id: _pairs(fold(row.measure)) for row in rows if len(fold(row.measure)) >= LEAST}
    by_id = {row.id: row for row in rows}
    found = []
    for one, two in sorted(_candidates(grams)):
        pair = sorted((by_id[one], by_id[two]), key=lambda row: _rank(row, first_seen))
        alike = _alike(pair[0], pair[1], grams)
        if alike >= NEAR:
            found.append(Twins(pair[0], pair[1], alike))
    return _once(sorted(found, key=lambda pair: (-pair.alike, first_seen.get(pair.other.id, 0), pair.key)))


def partner_of(pairs: Iterable[Twins], document: str) -> str:
    """The document that shares most rows with those in whose name `document` stands; '' if there is none."""
    names = (name for pair in pairs for name in (pair.keep.document, pair.other.document))
    others = Counter(name for name in names if document not in name)
    return max(sorted(others), key=others.__getitem__, default="")


def _once(pairs: Iterable[Twins]) -> list[Twins]:
    """Each row merges into one other, and what goes away takes nothing in."""
    gone: set[str] = set()
    kept: list[Twins] = []
    for pair in pairs:
        if not gone & {pair.keep.id, pair.other.id}:
            gone.add(pair.other.id)
            kept.append(pair)
    return kept


def _rank(row: LedgerEntry, first_seen: Mapping[str, int]) -> tuple[bool, int, str]:
    return row.status is Status.DRAFT, first_seen.get(row.id, 0), row.id


def _pairs(folded: str) -> frozenset[str]:
    return frozenset(folded[at : at + 2] for at in range(len(folded) - 1))


def _candidates(grams: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str]]:
    """The rows that share one of their rarest pairs of characters, each couple once."""
    common = Counter(pair for pairs in grams.values() for pair in pairs)
    holders: defaultdict[str, list[str]] = defaultdict(list)
    for name, pairs in grams.items():
        for key in sorted(pairs, key=lambda pair: (common[pair], pair))[:_KEYS]:
            holders[key].append(name)
    seen: set[tuple[str, str]] = set()
    for names in holders.values():
        if len(names) > _MOST_ROWS:
            continue
        for at, one in enumerate(names):
            seen |= {(min(one, two), max(one, two)) for two in names[at + 1 :]}
    yield from seen


def _alike(one: LedgerEntry, two: LedgerEntry, grams: Mapping[str, frozenset[str]]) -> float:
    """1.0 for equal rows, 0.0 for rows of one document or that contradict each other, else the share."""
    if one.document_id == two.document_id or not _agree(one, two):
        return 0.0
    shared, whole = grams[one.id] & grams[two.id], grams[one.id] | grams[two.id]
    if fold(one.measure) == fold(two.measure) and _same(one, two):
        return 1.0
    return min(0.99, len(shared) / len(whole))


def _agree(one: LedgerEntry, two: LedgerEntry) -> bool:
    """Whether no unit and no day of the one speaks against the other."""
    units = [{_unit(owner) for owner in row.owners} for row in (one, two)]
    days = {row.original_due for row in (one, two)} - {None}
    return len(days) < 2 and (not all(units) or bool(units[0] & units[1]))


def _same(one: LedgerEntry, two: LedgerEntry) -> bool:
    parts = [
        ({(_unit(owner), owner.role) for owner in row.owners}, row.original_due, fold(_limit(row)))
        for row in (one, two)
    ]
    return parts[0] == parts[1]


def _limit(row: LedgerEntry) -> str:
    return "" if row.deadline is None or row.original_due else row.deadline.text


def _unit(owner: EntryOwner) -> str:
    return owner.unit or fold(owner.name)
