"""Which of many patterns can match in a text, and where, told by one pass over its letters.

A sentence holds a handful of the cues that are looked for. Every match of a pattern contains one of a few
short strings (材料, 表 …), which `required` reads off the parsed pattern. One automaton knows the strings of
all patterns (Aho-Corasick 1975); only the patterns whose strings a text holds are then searched for in
earnest. The gate may let through too many, never too few; a test holds it to that.
"""

from collections.abc import Iterator, Mapping

from extractors.matching.alternations import alternatives
from extractors.matching.automaton import automaton
from extractors.matching.required_strings import required


class Gate:
    """Knows for each of many named patterns what must stand in a text where it matches.

    A pattern has two bits: `bit` says that it may match, `sure` that a string stands there which is one of
    its alternatives as it is, so that nothing is left to search for.
    """

    def __init__(self, patterns: Mapping[str, str]) -> None:
        self.bit = {name: 1 << at for at, name in enumerate(patterns)}
        self.sure = {name: bit << len(patterns) for name, bit in self.bit.items()}
        self.always = 0
        signs: dict[str, int] = {}
        for name, pattern in patterns.items():
            strings = required(pattern)
            if strings is None:
                self.always |= self.bit[name]
            for sign in strings or ():
                signs[sign] = signs.get(sign, 0) | self.bit[name]
            for word in literals(pattern):
                signs[word] = signs.get(word, 0) | self.bit[name] | self.sure[name]
        self._automaton = automaton(signs, 0)

    def bits(self, text: str) -> int:
        """The bits of all patterns that can match somewhere in a text."""
        found = self.always
        for _, bits in self._automaton.iter(text):
            found |= bits
        return found

    def hits(self, text: str) -> list[tuple[int, int]]:
        """Where a string ends that some patterns need, and the bits of these patterns, in order."""
        return list(self._automaton.iter(text))

    def names(self, bits: int) -> Iterator[str]:
        """The names that some bits stand for, in their order."""
        return (name for name, bit in self.bit.items() if bits & bit)


def literals(pattern: str) -> Iterator[str]:
    """The alternatives of a pattern that are plain words.

    >>> list(literals("台账|清单(?!上)|名册"))
    ['台账', '名册']
    """
    return (word for word in alternatives(pattern) if word and word.isalnum())
