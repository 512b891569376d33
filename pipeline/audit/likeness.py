"""How alike sentences of the speech and rows of the ledger are, in one pass over any number of rows.

Rare characters and pairs count more than ordinary ones; how rare is counted over both sides. A sieve
finds the few sentences that a row can mean, so the work grows with the number of rows.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from models import LedgerRow
from pipeline.audit.grams import grams, grams_of_all, telling
from pipeline.audit.sieve import Sieve

_COUNTED = 10_000
_KEPT = 12
_TOGETHER = 500
"""So many rows are looked at in one step."""
_PARTS = re.compile("[；;。]")
_TITLE = re.compile(r"^[^，,、；;。：:]{2,14}[：:](?=.{8})")
_SHORTEST = 5
"""What is shorter between two such marks is no task of its own."""


@dataclass(frozen=True)
class Pair:
    """A row and a sentence: what share of the words of either stands in the other.

    `partial` says that only one task of a row that holds several was looked at.
    """

    row: int
    sentence: int
    of_row: float
    of_sentence: float
    shared: frozenset[str] = field(repr=False)
    partial: bool = False

    @property
    def score(self) -> float:
        """The mean of both shares, 0 to 1, low where either is low."""
        return math.sqrt(self.of_row * self.of_sentence)


class Scale:
    """What each gram weighs, by how many texts of both sides hold it."""

    def __init__(self, texts: Iterable[frozenset[str]]) -> None:
        counts: Counter[str] = Counter()
        number = 0
        for number, text in enumerate(texts, 1):  # noqa: B007 - the last number is the count
            counts.update(text)
        self.weights = _Weights(counts, number)

    def mass(self, text: Iterable[str]) -> float:
        """The weights of all grams together."""
        return math.fsum(map(self.weights.__getitem__, text))


class _Weights(dict[str, float]):
    """Weights, worked out when they are first asked for."""

    def __init__(self, counts: Mapping[str, int], number: int) -> None:
        super().__init__()
        self._counts, self._number = counts, number

    def __missing__(self, gram: str) -> float:
        rare = math.log((self._number + 1) / (self._counts.get(gram, 0) + 0.5))
        self[gram] = weight = max(rare, 0.0) * telling(gram)
        return weight


def row_grams(row: LedgerRow) -> frozenset[str]:
    """The grams of what is to be done."""
    return grams(row.measure)


def scale_of(sentences: Sequence[frozenset[str]], rows: Sequence[LedgerRow]) -> Scale:
    """The scale over both sides; a long ledger is sampled at a fixed step, so always at the same rows."""
    step = max(1, len(rows) // _COUNTED)
    return Scale(chain(sentences, grams_of_all(row.measure for row in rows[::step])))


def pairs_of(
    sentences: Sequence[frozenset[str]], rows: Iterable[LedgerRow], scale: Scale, least: float
) -> list[Pair]:
    """Every pair that is at least `least` alike, by row; of one row at most the `_KEPT` most alike.

    A row of several tasks is held against a sentence once as a whole and once by the task most like it,
    as what its other tasks say speaks against none.
    """
    if not sentences:
        return []
    work = _Pairing(sentences, scale, least)
    found: list[Pair] = []
    left = enumerate(row.measure for row in rows)
    while some := list(islice(left, _TOGETHER)):
        by_row: dict[int, list[Pair]] = {}
        for pair in work.pairs(some, partial=False):
            by_row.setdefault(pair.row, []).append(pair)
        for pair in work.best_parts([(at, part) for at, text in some for part in parts_of(text)]):
            by_row.setdefault(pair.row, []).append(pair)
        for _, pairs in sorted(by_row.items()):
            found += sorted(pairs, key=lambda pair: (-pair.score, pair.sentence))[:_KEPT]
    return found


def parts_of(measure: str) -> list[str]:
    """The tasks of a row that holds several, without the title over them; none where it holds one.

    >>> parts_of("管好沟渠：清淤三条沟；每月巡查一次")
    ['清淤三条沟', '每月巡查一次']
    """
    if not _PARTS.search(measure):
        return []
    parts = [part for part in _PARTS.split(_TITLE.sub("", measure)) if len(part) >= _SHORTEST]
    return parts if len(parts) > 1 else []


class _Pairing:
    """The sentences with what is worked out of them once."""

    def __init__(self, sentences: Sequence[frozenset[str]], scale: Scale, least: float) -> None:
        self._sentences, self._scale, self._least = sentences, scale, least
        self._masses = [scale.mass(text) or 1.0 for text in sentences]
        self._sieve = Sieve(sentences, scale.weights)

    def pairs(self, texts: Sequence[tuple[int, str]], *, partial: bool) -> Iterator[Pair]:
        """What is alike of texts that stand in rows."""
        known = list(grams_of_all(text for _, text in texts))
        for at, passed in self._sieve.passing(known, self._least) if known else ():
            mass = self._scale.mass(known[at]) or 1.0
            for sentence in passed:
                shared = known[at] & self._sentences[sentence]
                together = self._scale.mass(shared)
                shares = together / mass, together / self._masses[sentence]
                pair = Pair(texts[at][0], sentence, *shares, shared, partial)
                if pair.score >= self._least and any(len(gram) > 1 for gram in shared):
                    yield pair

    def best_parts(self, parts: Sequence[tuple[int, str]]) -> Iterable[Pair]:
        """Of the parts of a row, the one most like each sentence."""
        best: dict[tuple[int, int], Pair] = {}
        for pair in self.pairs(parts, partial=True):
            held = best.setdefault((pair.row, pair.sentence), pair)
            if pair.score > held.score:
                best[pair.row, pair.sentence] = pair
        return best.values()
