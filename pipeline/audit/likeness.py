"""How alike sentences of the speech and rows of the ledger are, in one pass over any number of rows.

Rare characters and pairs count more than ordinary ones; how rare is counted over both sides. A sieve
finds the few sentences that a row can mean, so the work grows with the number of rows.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from models import LedgerRow
from pipeline.audit.grams import grams, grams_of_all, telling
from pipeline.audit.sieve import Sieve

_COUNTED = 10_000
_KEPT = 12
_TOGETHER = 500
"""So many rows are looked at in one step."""


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
    return Scale(chain(sentences, grams_of_all(row.measure for row in rows[::step])))


def pairs_of(
    sentences: Sequence[frozenset[str]], rows: Iterable[LedgerRow], scale: Scale, least: float
) -> list[Pair]:
    """Every pair that is at least `least` alike, by row; of one row at most the `_KEPT` most alike."""
    masses = [scale.mass(text) or 1.0 for text in sentences]
    if not sentences:
        return []
    sieve = Sieve(sentences, scale.weights)
    texts = grams_of_all(row.measure for row in rows)
    found: list[Pair] = []
    first = 0
    while some := list(islice(texts, _TOGETHER)):
        for at, passed in sieve.passing(some, least):
            text = some[at]
            mass = scale.mass(text) or 1.0
            pairs = [
                _pair(first + at, sentence, text & sentences[sentence], mass, masses[sentence], scale)
                for sentence in passed
            ]
            likely = [pair for pair in pairs if pair.score >= least and any(len(g) > 1 for g in pair.shared)]
            found += sorted(likely, key=lambda pair: (-pair.score, pair.sentence))[:_KEPT]
        first += len(some)
    return found


def _pair(
    row: int, sentence: int, shared: frozenset[str], of_row: float, of_sentence: float, scale: Scale
) -> Pair:
    together = scale.mass(shared)
    return Pair(row, sentence, together / of_row, together / of_sentence, shared)
