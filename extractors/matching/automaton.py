"""Many words found in one pass over a text (Aho-Corasick 1975), common letters being met early.

The compiled library looks for the next letter along a list, in the order in which the words came. At the root
this list is hundreds of letters long, and a letter that begins no word is looked for in all of it. So words
come in the order of their first letters, and common letters that begin none are put among them.
"""

from collections.abc import Iterator, Mapping
from typing import Protocol, TypeVar, cast

import ahocorasick

from extractors.lexicon import load

Value = TypeVar("Value")
Found = TypeVar("Found", covariant=True)
_COMMON = {letter: rank for rank, letter in enumerate(load("letters")["common"])}
_NEVER = "\0"


class Automaton(Protocol[Found]):
    """Finds the words that it knows."""

    def iter(self, text: str, start: int = 0, end: int = -1) -> Iterator[tuple[int, Found]]:
        """Every word in a stretch, overlapping ones too: where its last letter stands, and its value."""
        ...


def automaton(words: Mapping[str, Value], nothing: Value) -> Automaton[Value]:
    """An automaton for words and their values; `nothing` is a value that its user passes over."""
    heads = {word[0] for word in words}
    found = ahocorasick.Automaton()
    fillers = {letter + _NEVER: nothing for letter in _COMMON if letter not in heads}
    for word, value in sorted((fillers | dict(words)).items(), key=_rank):
        found.add_word(word, value)
    found.make_automaton()
    return cast("Automaton[Value]", found)


def _rank(entry: tuple[str, object]) -> int:
    return _COMMON.get(entry[0][0], len(_COMMON))
