"""A text as the set of its characters and pairs of characters, after the words of clerks are made alike."""

import csv
import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from pathlib import Path

from extractors.fold import fold

_TABLE = tomllib.loads(Path(__file__).with_name("wording.toml").read_text("utf-8"))
_ALIKE = {word: group[0] for group in _TABLE["same"]["groups"] for word in group[1:]}
_ALIKE_WORDS = re.compile("|".join(sorted(map(re.escape, _ALIKE), key=len, reverse=True)))
_NOISE = re.compile(_TABLE["ordinary"]["noise"])
_BREAK = re.compile(r"[^0-9a-z\u3400-\u9fff%.]+")
_DIGITS = re.compile(r"\d+(?:\.\d+)?")

_TOGETHER = 500
BACKGROUND = Path(__file__).with_name("background.csv")
_SINGLE: float = _TABLE["weights"]["single"]
_ORDINARY: float = _TABLE["weights"]["ordinary"]
_FIGURE = re.compile(r"\d|%")


def alike(text: str) -> str:
    """`text` in folded, lower-case form, with one word for each group of synonyms."""
    return _ALIKE_WORDS.sub(lambda found: _ALIKE[found[0]], fold(text).lower())


def alike_of_all(texts: Iterable[str]) -> Iterator[str]:
    """`alike` of each text: many are folded in one call, which is what makes long ledgers quick."""
    for joined in _joined(texts):
        yield from alike(joined).split("\n")


def grams(text: str) -> frozenset[str]:
    """The characters and pairs of characters within the phrases of `text`; a number counts as one character.

    >>> sorted(grams("改造12条道路，完"))
    ['12', '12条', '完', '改', '改造', '条', '条道', '路', '造', '造12', '道', '道路']
    """
    return _grams_of_plain(_NOISE.sub("", alike(text)))


def grams_of_all(texts: Iterable[str]) -> Iterator[frozenset[str]]:
    """The grams of each text, as `grams` gives them."""
    for joined in _joined(texts):
        yield from map(_grams_of_plain, _NOISE.sub("", alike(joined)).split("\n"))


def _joined(texts: Iterable[str]) -> Iterator[str]:
    """The texts, many to a string and each on a line of its own."""
    left = iter(texts)
    while some := [text.replace("\n", " ") for text in islice(left, _TOGETHER)]:
        yield "\n".join(some)


def _grams_of_plain(plain: str) -> frozenset[str]:
    found: set[str] = set()
    for phrase in _BREAK.split(plain):
        if phrase:
            marks: Sequence[str] = _marks(phrase) if _DIGITS.search(phrase) else phrase
            found.update(marks)
            found.update(map(str.__add__, marks, marks[1:]))
    return frozenset(found)


def _marks(phrase: str) -> list[str]:
    parts = _DIGITS.sub(" \\g<0> ", phrase).split()
    return [mark for part in parts for mark in ((part,) if part[0].isdigit() else part)]


@cache
def _background() -> tuple[dict[str, int], int]:
    """In how many sentences of official Chinese each gram stands, and of how many."""
    with BACKGROUND.open(encoding="utf-8", newline="") as file:
        counts = {row["gram"]: int(row["sentences"]) for row in csv.DictReader(file)}
    return counts, counts.pop("")


def telling(gram: str) -> float:
    """How much a gram tells by itself, whatever the ledger: from near 0 for 推进 to 1 for one never met.

    Single characters and figures such as 100% tell less than a pair of characters.
    """
    counts, number = _background()
    ordinary = 1 - math.log((number + 1) / (counts.get(gram, 0) + 1)) / math.log(number + 1)
    told = 1 - (1 - _ORDINARY) * ordinary
    return told * (_SINGLE if len(gram) == 1 or _FIGURE.search(gram) else 1.0)
