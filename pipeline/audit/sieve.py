"""Which sentences a row may mean at all: sums of weights for many rows at once, exact sums only for the few.

The sums of numpy depend on the order of their terms in the last digits. So a little less than asked passes
here, and `pairs_of` weighs what passed with sums that are the same in any order.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

_MARGIN = 1e-6


class Sieve:
    """The weights of the sentences' grams as a matrix: a line for each gram, a column for each sentence."""

    def __init__(self, sentences: Sequence[frozenset[str]], weights: Mapping[str, float]) -> None:
        self._weights = weights
        words = sorted(frozenset().union(*sentences))
        self._line = {gram: at for at, gram in enumerate(words)}
        self._matrix = np.zeros((len(words) + 1, len(sentences)))
        for column, text in enumerate(sentences):
            for gram in text:
                self._matrix[self._line[gram], column] = weights[gram]
        self._root = np.sqrt(np.maximum(self._matrix.sum(axis=0), _MARGIN))

    def passing(self, rows: Sequence[frozenset[str]], least: float) -> Iterator[tuple[int, list[int]]]:
        """Each row that may be `least` alike to any sentence, and those sentences."""
        lines: list[int] = []
        begins: list[int] = []
        masses: list[float] = []
        nothing = len(self._line)
        for text in rows:
            begins.append(len(lines))
            known = text & self._line.keys()
            lines += [self._line[gram] for gram in known] or [nothing]
            masses.append(sum(map(self._weights.__getitem__, text)) if known else 1.0)
        together = np.add.reduceat(self._matrix[lines], begins, axis=0)
        scores = together / np.sqrt(np.maximum(masses, _MARGIN))[:, None] / self._root
        at, sentence = np.nonzero(scores >= least - _MARGIN)
        passed: dict[int, list[int]] = {}
        for row, column in zip(at.tolist(), sentence.tolist(), strict=True):
            passed.setdefault(row, []).append(column)
        yield from passed.items()
