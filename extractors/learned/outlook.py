"""The network that reads a document sentence by sentence, and says of each what it is and whose it is.

A stack of small convolutions reads the letters of a sentence, a pair of gates carries what was read from one
sentence to the next and back. Weights: `lexicons/outlook.npz`, made by `python tests/train.py outlook`.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.learned.letters import Alphabet, codes, pairs
from extractors.learned.lstm import Floats, sigmoid
from extractors.learned.stored import SHIPPED, stored

REACHES = (1, 2, 4)
"""How many letters apart the three are that each convolution sees."""
FLAGS = 3
LONGEST = 400
TOGETHER = 60
"""Sentences over which what was read is carried on."""
_GAP = max(REACHES)
_SMALL = np.float32(1e-5)


class Line(NamedTuple):
    """One sentence of a document: its folded text, whether it opens and whether it closes its paragraph."""

    view: str
    opens: bool
    closes: bool


class Outlook(NamedTuple):
    """How likely a sentence is a task, a call, an issue, nothing; its owners none, named, inherited."""

    labels: tuple[float, ...]
    owners: tuple[float, ...]


NO_OUTLOOK = Outlook((0.25,) * 4, (1 / 3,) * 3)
"""What is said of a sentence that the network has not read."""


class Reader:
    """The network with its weights."""

    def __init__(self, weights: Mapping[str, NDArray[np.float32]], letters: str) -> None:
        self._alphabet = Alphabet(letters)
        self._w = weights

    def read(self, lines: Sequence[Line]) -> list[Outlook]:
        """The outlook of every sentence of a document, in order."""
        found: list[Outlook] = []
        for at in range(0, len(lines), TOGETHER):
            found += self._read(lines[at : at + TOGETHER])
        return found

    def _read(self, lines: Sequence[Line]) -> Iterator[Outlook]:
        said = self._sentences(lines)
        carried = np.concatenate((said, self._carried(said, "on"), self._carried(said, "back")), axis=1)
        labels, owners = (_shares(carried @ self._w[n] + self._w[f"{n}.bias"]) for n in ("labels", "owners"))
        for label, owner in zip(labels.tolist(), owners.tolist(), strict=True):
            yield Outlook(tuple(label), tuple(owner))

    def _sentences(self, lines: Sequence[Line]) -> Floats:
        """What each sentence says by itself: the mean and the most of its letters, mixed with those near."""
        views = [line.view[:LONGEST] or " " for line in lines]
        lengths = np.array([len(view) for view in views])
        starts = np.cumsum([_GAP, *(lengths[:-1] + _GAP)])
        ends = starts + lengths
        inside = np.zeros((int(ends[-1]) + _GAP, 1), np.float32)
        given = np.zeros((len(inside), self._w["given"].shape[0]), np.float32)
        for line, view, start, end in zip(lines, views, starts.tolist(), ends.tolist(), strict=True):
            inside[start:end] = 1
            given[start:end] = self._letters(view, line)
        mixed = np.maximum(given @ self._w["given"] + self._w["given.bias"], 0)
        for layer, reach in enumerate(REACHES):
            mixed = self._mixed(mixed * inside, layer, reach)
        bounds = np.stack((starts, ends), axis=1).ravel()
        mean = np.add.reduceat(mixed, bounds)[::2] / lengths[:, None].astype(np.float32)
        most = np.maximum.reduceat(mixed, bounds)[::2]
        said: Floats = np.concatenate((mean, most), axis=1) @ self._w["said"] + self._w["said.bias"]
        return np.maximum(said, 0)

    def _letters(self, view: str, line: Line) -> Floats:
        points = codes(view)
        paired = pairs(points)
        flags = np.zeros((len(view), FLAGS), np.float32)
        flags[0, 0] = 1
        flags[:, 1:] = line.opens, line.closes
        seen = (self._alphabet.numbers(points), paired[:-1], paired[1:])
        tables = ("letter", "pair_before", "pair_behind")
        return np.concatenate((*(self._w[t][n] for t, n in zip(tables, seen, strict=True)), flags), axis=1)

    def _mixed(self, letters: Floats, layer: int, reach: int) -> Floats:
        """One convolution with its gate, added to what came in and brought to one scale."""
        width = letters.shape[1]
        near = np.zeros((len(letters), 3 * width), np.float32)
        near[reach:, :width] = letters[:-reach]
        near[:, width : 2 * width] = letters
        near[:-reach, 2 * width :] = letters[reach:]
        both = near @ self._w[f"{layer}"] + self._w[f"{layer}.bias"]
        found = letters + both[:, :width] * sigmoid(both[:, width:])
        found -= found.mean(axis=1, keepdims=True)
        found /= np.sqrt((found * found).mean(axis=1, keepdims=True) + _SMALL)
        return found * self._w[f"{layer}.scale"] + self._w[f"{layer}.shift"]

    def _carried(self, said: Floats, way: str) -> Floats:
        """What is known at each sentence from those before it (`on`) or behind it (`back`)."""
        given = said @ self._w[f"{way}.given"] + self._w[f"{way}.given.bias"]
        kept, bias = self._w[f"{way}.kept"], self._w[f"{way}.kept.bias"]
        width = len(kept)
        found = np.empty((len(said), width), np.float32)
        known = np.zeros(width, np.float32)
        order = range(len(said)) if way == "on" else range(len(said) - 1, -1, -1)
        for at in order:
            now, before = given[at], known @ kept + bias
            gates = sigmoid(now[: 2 * width] + before[: 2 * width])
            new = np.tanh(now[2 * width :] + gates[:width] * before[2 * width :])
            known = new + gates[width:] * (known - new)
            found[at] = known
        return found


@cache
def reader(networks: Path = SHIPPED) -> Reader:
    """The network as it was learned and kept in the folder `networks`."""
    return Reader(*stored("outlook", networks))


def _shares(scores: Floats) -> Floats:
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores
