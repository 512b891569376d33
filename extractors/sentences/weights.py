"""The weights of the second look: `lexicons/weights.tsv`, a name and a number for each label a line.

The four numbers of a name are packed into one whole number, so that the names of a sentence are added up at
one stroke. Words and letters are kept apart from the other names, so that nothing is spelled out to ask for
them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

from extractors.sentences.reasons import Label

LABELS: tuple[Label, ...] = ("task", "call", "issue", "nothing")
WORD, PAIR, ABOVE = "word ", "pair ", "above "
TABLE = Path(__file__).parents[1] / "lexicons" / "weights.tsv"
_HUNDREDTHS, _ROOM = 100, 24


class Packed(NamedTuple):
    """Weights by name, four in one number; those of words, pairs and headings without their family."""

    names: Mapping[str, int]
    words: Mapping[str, int]
    pairs: Mapping[str, int]
    above: Mapping[str, int]

    def total(
        self, names: Iterable[str], words: Iterable[str], pairs: Iterable[str], above: Iterable[str]
    ) -> int:
        """All that was found, added up; what has no weight counts nothing."""
        return (
            sum(map(self.names.get, names, repeat(0)))
            + sum(map(self.words.get, words, repeat(0)))
            + sum(map(self.pairs.get, pairs, repeat(0)))
            + sum(map(self.above.get, above, repeat(0)))
        )


def weights(path: Path = TABLE) -> dict[str, tuple[float, ...]]:
    """The table as written: for every name how much it speaks for each of `LABELS`."""
    lines = path.read_text("utf-8").split("\n")
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: tuple(map(float, row[1:])) for row in rows}


def written(table: Mapping[str, Sequence[float]], head: str) -> str:
    """The table as its file holds it, below `head`."""
    lines = ("\t".join((name, *(f"{weight:.2f}" for weight in row))) for name, row in table.items())
    return head + "\n".join(lines) + "\n"


def packed_table(table: Mapping[str, Sequence[float]]) -> Packed:
    """The whole table packed, by families."""
    held: dict[str, dict[str, int]] = {WORD: {}, PAIR: {}, ABOVE: {}, "": {}}
    for name, row in table.items():
        family = next(family for family in held if name.startswith(family))
        held[family][name[len(family) :]] = packed(row)
    return Packed(held[""], held[WORD], held[PAIR], held[ABOVE])


def packed(row: Sequence[float]) -> int:
    """Four weights as one whole number of hundredths, so that rows are added up at one stroke."""
    return sum(round(weight * _HUNDREDTHS) << (at * _ROOM) for at, weight in enumerate(row))


def unpacked(total: int) -> Iterator[float]:
    """The four sums in a sum of packed rows."""
    half = 1 << (_ROOM - 1)
    for _ in LABELS:
        low = (total + half) % (2 * half) - half
        yield low / _HUNDREDTHS
        total = (total - low) >> _ROOM
