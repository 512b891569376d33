"""How alike sentences of the speech and rows of the ledger are, in one pass over any number of rows.

Rare characters and pairs count more than ordinary ones; how rare is counted over both sides. An index from
pairs to sentences finds the few sentences that a row can mean, so the work grows with the number of rows.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from models import LedgerRow
from pipeline.audit.grams import grams, telling

_COUNTED = 10_000
_KEPT = 12
"""So many sentences are weighed for a row, those with the rarest pairs in common."""


@dataclass(frozen=True)
class Pair:
    """A row and a sentence: what share of the words of either stands in the other."""

    row: int
    sentence: int
    of_row: float
    of_sentence: float
    shared: frozenset[str] = field(repr=False)

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
    """The scale over both sides; of a long ledger every so manieth row is counted, always the same ones."""
    step = max(1, len(rows) // _COUNTED)
    return Scale(chain(sentences, map(row_grams, rows[::step])))


def pairs_of(
    sentences: Sequence[frozenset[str]], rows: Iterable[LedgerRow], scale: Scale, least: float
) -> list[Pair]:
    """Every pair that is at least `least` alike, by row."""
    masses = [scale.mass(text) or 1.0 for text in sentences]
    index = _index(sentences)
    found: list[Pair] = []
    for at, row in enumerate(rows):
        text = row_grams(row)
        candidates = _candidates(text, index, scale)
        mass = (scale.mass(text) or 1.0) if candidates else 1.0
        for sentence in candidates:
            shared = text & sentences[sentence]
            together = scale.mass(shared)
            pair = Pair(at, sentence, together / mass, together / masses[sentence], shared)
            if pair.score >= least:
                found.append(pair)
    return found


def _index(sentences: Sequence[frozenset[str]]) -> Mapping[str, Sequence[int]]:
    index: dict[str, list[int]] = {}
    for at, text in enumerate(sentences):
        for gram in text:
            if len(gram) > 1:
                index.setdefault(gram, []).append(at)
    return index


def _candidates(text: frozenset[str], index: Mapping[str, Sequence[int]], scale: Scale) -> list[int]:
    sums: dict[int, float] = {}
    for gram in text & index.keys():
        weight = scale.weights[gram]
        for sentence in index[gram]:
            sums[sentence] = sums.get(sentence, 0.0) + weight
    if len(sums) <= _KEPT:
        return list(sums)
    return sorted(sums, key=lambda sentence: (-sums[sentence], sentence))[:_KEPT]
