"""The same demand in several documents: rows that are equal, and rows that a person should compare. Pure.

Equal are rows of different documents with the same words (but for width, spaces and punctuation), the same
units and the same limit. Nearly equal are rows that share most pairs of characters and contradict each other
in neither units nor day; where unit and day are the same, most of those of the shorter one are enough, as one
paper adds who helps and what must not happen. Nothing is merged here.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.ledger.demands import Demand

LEAST = 8
"""A measure of fewer characters (加强领导) says too little to be the same demand."""
NEAR = 0.6
"""The share of pairs of characters in common from which two rows are shown to a person."""
CONTAINED = 0.6
"""Likewise the share of those of the shorter one, where a unit and the day are the same."""
_DAY = re.compile(r"[于在]?(?:\d+年)?\d+月(?:\d+[日号]|[底初]|[上中下]旬)?[之以]?前?")
_KEYS = 6
_MOST_ROWS = 60
"""Rows are compared when they share one of their rarest pairs, unless it stands in more rows than this."""


class Twins(NamedTuple):
    """Two rows that may be one: the one to keep (further in its life, else read first), and the other."""

    keep: Demand
    other: Demand
    alike: float

    @property
    def equal(self) -> bool:
        """Whether nothing at all differs."""
        return self.alike == 1.0

    @property
    def key(self) -> str:
        """What a person's ruling on the pair is kept under, whichever of the two is kept."""
        return "|".join(sorted((self.keep.id, self.other.id)))


def twins(demands: Iterable[Demand], first_seen: Mapping[str, int]) -> list[Twins]:
    """All pairs, equal ones first, then the most alike; each row is the other of one pair at most.

    `first_seen` has the number of the event by which each row came in.
    """
    found = []
    for couple, share in _alike([demand for demand in demands if len(demand.words) >= LEAST]):
        keep, other = sorted(couple, key=lambda row: (row.draft, first_seen.get(row.id, 0), row.id))
        found.append(Twins(keep, other, 1.0 if keep.equals(other) else min(0.99, share)))
    return _once(sorted(found, key=lambda pair: (-pair.alike, first_seen.get(pair.other.id, 0), pair.key)))


def _once(pairs: Iterable[Twins]) -> list[Twins]:
    """Each row merges into one other, and what goes away takes nothing in."""
    gone: set[str] = set()
    kept: list[Twins] = []
    for pair in pairs:
        if not gone & {pair.keep.id, pair.other.id}:
            gone.add(pair.other.id)
            kept.append(pair)
    return kept


def _pairs(words: str) -> frozenset[str]:
    return frozenset(words[at : at + 2] for at in range(len(words) - 1))


def _alike(rows: Sequence[Demand]) -> Iterator[tuple[tuple[Demand, Demand], float]]:
    """The couples of two documents without a contradiction, each once, with the share of pairs in common."""
    for names, shared in _couples(rows):
        one, two = rows[names[0]], rows[names[1]]
        if one.document_id != two.document_id and not one.contradicts(two):
            yield (one, two), shared


def _couples(rows: Sequence[Demand]) -> Iterator[tuple[tuple[int, int], float]]:
    """The places of two rows that share a key and are alike enough, each couple once: by its first key.

    The pairs of characters are made anew for the few rows of a key: those of all rows were gigabytes.
    """
    keys = _keys(rows)
    holders = _holders(keys)
    for key, places in holders.items():
        grams = [(place, _pairs(rows[place].words)) for place in places]
        for at, (one, ours) in enumerate(grams):
            for two, theirs in grams[at + 1 :]:
                share = _share(ours, theirs) or _contained(rows[one], rows[two])
                if share and key == _first(holders, keys[one], keys[two]):
                    yield (one, two), share


def _share(ours: frozenset[str], theirs: frozenset[str]) -> float:
    """The share of pairs of characters in common; 0 where it is too little to be shown."""
    shorter, longer = sorted((len(ours), len(theirs)))
    if shorter < NEAR * longer:
        return 0.0
    common = len(ours & theirs)
    share = common / (shorter + longer - common)
    return share if share >= NEAR else 0.0


def _contained(one: Demand, two: Demand) -> float:
    """How much of the shorter measure the other has, where unit and day are the same; 0 if too little.

    Their day alone makes no two measures alike.
    """
    if not one.agrees(two):
        return 0.0
    shorter, longer = sorted((_DAY.sub("", one.words), _DAY.sub("", two.words)), key=len)
    if len(shorter) < LEAST:
        return 0.0
    pairs = _pairs(shorter)
    share = len(pairs & _pairs(longer)) / len(pairs)
    return share if share >= CONTAINED else 0.0


def _first(holders: Collection[str], ours: Sequence[str], theirs: Collection[str]) -> str | None:
    """The first key by which a couple is found."""
    return next((key for key in ours if key in theirs and key in holders), None)


def _keys(rows: Sequence[Demand]) -> list[tuple[str, ...]]:
    """The rarest pairs of each row, the rarest first, without those that no other row has."""
    common = Counter(pair for row in rows for pair in _pairs(row.words))
    spelt = {pair: pair for pair in common}
    found = []
    for row in rows:
        shared = (pair for pair in _pairs(row.words) if common[pair] > 1)
        rarest = sorted(shared, key=lambda pair: (common[pair], pair))[:_KEYS]
        found.append(tuple(spelt[pair] for pair in rarest))
    return found


def _holders(keys: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    """The rows of each key that leads from one row to another, and not to everything."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, names in enumerate(keys):
        for name in names:
            holders[name].append(place)
    return {key: places for key, places in holders.items() if 1 < len(places) <= _MOST_ROWS}
