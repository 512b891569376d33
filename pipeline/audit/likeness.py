"""How alike sentences of the speech and rows of the ledger are, in one pass over any number of rows.

Rare characters and pairs count more than ordinary ones; how rare is counted over both sides. An index from
pairs to sentences finds the few sentences that a row can mean, so the work grows with the number of rows.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models import LedgerRow
from pipeline.audit.grams import grams, telling

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
        self._counts, self._number = counts, number
        self._weights: dict[str, float] = {}

    def weight(self, gram: str) -> float:
        """The weight of one gram."""
        known = self._weights
        if gram not in known:
            rare = math.log((self._number + 1) / (self._counts[gram] + 0.5))
            known[gram] = max(rare, 0.0) * telling(gram)
        return known[gram]

    def mass(self, text: Iterable[str]) -> float:
        """The weights of all grams together."""
        return sum(map(self.weight, text))


def row_grams(row: LedgerRow) -> frozenset[str]:
    """The grams of what is to be done."""
    return grams(row.measure)


def scale_of(sentences: Sequence[frozenset[str]], rows: Iterable[LedgerRow]) -> Scale:
    """The scale over both sides."""
    return Scale(text for side in (sentences, map(row_grams, rows)) for text in side)


def pairs_of(
    sentences: Sequence[frozenset[str]], rows: Iterable[LedgerRow], scale: Scale, least: float
) -> list[Pair]:
    """Every pair that is at least `least` alike, by row."""
    masses = [scale.mass(text) or 1.0 for text in sentences]
    index = _index(sentences)
    found: list[Pair] = []
    for at, row in enumerate(rows):
        text = row_grams(row)
        mass = scale.mass(text) or 1.0
        for sentence in _candidates(text, index, scale):
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
        weight = scale.weight(gram)
        for sentence in index[gram]:
            sums[sentence] = sums.get(sentence, 0.0) + weight
    if len(sums) <= _KEPT:
        return list(sums)
    return sorted(sums, key=lambda sentence: (-sums[sentence], sentence))[:_KEPT]
