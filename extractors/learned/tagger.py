"""The network that marks, letter by letter, who acts in a task and by when it is due.

It sees the letters of a sentence, their pairs, where names can be read (`readable.py`) and of what kind the
paper is. Weights: `lexicons/tagger.npz`, made by `python tests/train.py tagger`.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.learned.letters import Alphabet, Numbers, codes, pairs
from extractors.learned.lstm import Floats, Lanes, Layer, lanes
from extractors.learned.stored import SHIPPED, stored
from models import DocumentKind, Role

ROLES = (Role.LEAD, Role.SUPPORT, Role.RESPONSIBLE)
UNIT_TAGS = 1 + 2 * len(ROLES)
"""Of no unit; then for each role the first letter of a name, and any other."""
LIMIT_TAGS = 3
FIRSTS = (1, 3, 5)
"""The tags that begin a name."""
_HALF = 0.5
KINDS = tuple(kind for kind in DocumentKind if kind is not DocumentKind.UNKNOWN)
NAME_FLAGS = 3
FLAGS = NAME_FLAGS + 1 + len(KINDS)
LONGEST = 400
"""Characters that are read in one go; a longer sentence is read in windows of this length."""
_EDGE = 80
"""Characters at the edges of a window that the windows beside it also read, with more around them."""
_STEP = LONGEST - 2 * _EDGE
FARTHEST = 40_000
"""Characters of a sentence that are read at all: no sentence is longer, only what hangs programs."""
_LAYERS = 2
_AT_ONCE = 200
"""Sentences read together."""


class Shown(NamedTuple):
    """One task sentence: its folded text, the spans that can be read as names, the kind of the document.

    `goes_on` says that it is a window of a long sentence and not its beginning.
    """

    view: str
    names: Sequence[tuple[int, int]]
    kind: DocumentKind
    goes_on: bool = False


class Tags(NamedTuple):
    """How likely each tag is at each letter: of units (n × 7) and of time limits (n × 3)."""

    units: Floats
    limits: Floats


class Named(NamedTuple):
    """A span that the network takes for a unit that acts."""

    start: int
    end: int
    role: Role


class Tagger:
    """The network with its weights."""

    def __init__(self, weights: dict[str, NDArray[np.float32]], letters: str) -> None:
        self._alphabet = Alphabet(letters)
        self._tables = [weights[name] for name in ("letter", "pair_before", "pair_behind")]
        self._layers = [_layer(weights, number) for number in range(_LAYERS)]
        self._units = weights["units.weight"], weights["units.bias"]
        self._limits = weights["limits.weight"], weights["limits.bias"]

    def read(self, sentences: Sequence[Shown]) -> list[Tags]:
        """The tags of each sentence, in order; those of an empty sentence are empty."""
        found = self._heads(sentences)
        for at, one in enumerate(sentences):
            if len(one.view) > LONGEST:
                found[at] = self._to_the_end(one, found[at])
        return found

    def _heads(self, sentences: Sequence[Shown]) -> list[Tags]:
        """The tags of the first characters of each sentence, as many as are read in one go."""
        found: list[Tags] = []
        for at in range(0, len(sentences), _AT_ONCE):
            found += self._read(sentences[at : at + _AT_ONCE])
        return found

    def _to_the_end(self, sentence: Shown, head: Tags) -> Tags:
        """The tags of a long sentence, each character as read where it lies farther from the edge."""
        starts = range(_STEP, min(len(sentence.view), FARTHEST) - 2 * _EDGE, _STEP)
        units, limits = [head.units[: _STEP + _EDGE]], [head.limits[: _STEP + _EDGE]]
        for start, tags in zip(starts, self._heads([_window(sentence, at) for at in starts]), strict=True):
            end = None if start == starts[-1] else _STEP + _EDGE
            units.append(tags.units[_EDGE:end])
            limits.append(tags.limits[_EDGE:end])
        return Tags(np.concatenate(units), np.concatenate(limits))

    def _read(self, sentences: Sequence[Shown]) -> Iterator[Tags]:
        views = [one.view[:LONGEST] or " " for one in sentences]
        lengths = np.array([len(view) for view in views])
        order = np.argsort(-lengths, kind="stable")
        over = lanes(lengths[order])
        letters = np.concatenate([self._letters(views[at], sentences[at]) for at in order.tolist()])
        units, limits = self._tags(letters, over)
        place = np.empty_like(order)
        place[order] = over.starts
        for at, length in zip(place.tolist(), lengths.tolist(), strict=True):
            yield Tags(units[at : at + length], limits[at : at + length])

    def _letters(self, view: str, shown: Shown) -> Floats:
        points = codes(view)
        paired = pairs(points)
        seen: tuple[Numbers, ...] = (self._alphabet.numbers(points), paired[:-1], paired[1:])
        rows = [table[numbers] for table, numbers in zip(self._tables, seen, strict=True)]
        return np.concatenate((*rows, flags(len(view), shown)), axis=1)

    def _tags(self, letters: Floats, over: Lanes) -> tuple[Floats, Floats]:
        for layer in self._layers:
            letters = layer.run(letters, over)
        return _shares(letters, *self._units), _shares(letters, *self._limits)


def _window(sentence: Shown, at: int) -> Shown:
    """What is seen of a long sentence from `at` on: its characters, the names that begin among them."""
    names = [(start - at, end - at) for start, end in sentence.names if at <= start < at + LONGEST]
    return Shown(sentence.view[at : min(at + LONGEST, FARTHEST)], names, sentence.kind, goes_on=True)


def flags(length: int, shown: Shown) -> Floats:
    """What is known of each letter besides itself: names that begin, end, go on; the first; the kind."""
    found = np.zeros((length, FLAGS), np.float32)
    for start, end in shown.names:
        if start < length:
            stop = min(end, length)
            found[start, 0] = found[stop - 1, 1] = 1
            found[start:stop, 2] = 1
    found[0, NAME_FLAGS] = not shown.goes_on
    if shown.kind in KINDS:
        found[:, NAME_FLAGS + 1 + KINDS.index(shown.kind)] = 1
    return found


def units_in(tags: Tags) -> Iterator[Named]:
    """The spans that begin as a name does and go on while the letters are more likely a unit's than not."""
    begins = tags.units[:, FIRSTS].sum(axis=1)
    acting: list[bool] = (tags.units[:, 0] < _HALF).tolist()
    starts: list[int] = np.flatnonzero((begins > _HALF) & np.array(acting)).tolist()
    for start, stop in pairwise([*starts, len(acting)]):
        end = start + 1
        while end < stop and acting[end]:
            end += 1
        yield Named(start, end, _role(tags.units[start:end]))


def _role(letters: Floats) -> Role:
    """The role that most speaks for over the letters of a name."""
    shares = letters[:, 1:].sum(axis=0)
    return ROLES[int((shares[::2] + shares[1::2]).argmax())]


@cache
def tagger(networks: Path = SHIPPED) -> Tagger:
    """The network as it was learned and kept in the folder `networks`."""
    return Tagger(*stored("tagger", networks))


def _layer(weights: dict[str, NDArray[np.float32]], number: int) -> Layer:
    both = (f"{number}.forwards", f"{number}.backwards")
    return Layer(
        *(np.stack([weights[f"{way}.{part}"] for way in both]) for part in ("given", "kept", "bias"))
    )


def _shares(letters: Floats, weight: Floats, bias: Floats) -> Floats:
    scores = letters @ weight + bias
    scores -= scores.max(axis=1, keepdims=True)
    np.exp(scores, out=scores)
    scores /= scores.sum(axis=1, keepdims=True)
    return scores
