"""Words of a predicate where a name would be, by the dictionary: 「打造我区」 is none, 「审计局」 is one."""

from collections.abc import Iterator, Mapping

from extractors.lexicon import load
from extractors.units.names.endings import KINDS, Kind
from extractors.units.names.name_reach import STOP

_SUFFIX = load("units")["suffix"]
_PREDICATE_TAGS = frozenset({"v", "d", "vd", "ad", "vi", "i"})
_TRADES = frozenset(_SUFFIX["trades"])
_BODY = frozenset(_SUFFIX["body"])
NOMINAL = frozenset(_SUFFIX["nominal"])
"""Verbs that are also fields of a body's work: 审计, 督查."""


class Verbs:
    """Tells the words of a predicate from a body's field of work."""

    def __init__(self, tags: Mapping[str, str]) -> None:
        self._tags = tags

    def is_word(self, text: str) -> bool:
        """Whether the dictionary knows a text as a word."""
        return text in self._tags

    def tag(self, word: str, default: str = "") -> str:
        """The part of speech of a word, as the dictionary marks it."""
        return self._tags.get(word, default)

    def breaks(self, text: str) -> bool:
        """Whether a text holds a word that no name contains, or begins with a verb."""
        return bool(STOP.search(text) or (self.is_predicate(text[:2]) and text[:2] not in NOMINAL))

    def is_predicate(self, word: str) -> bool:
        """Whether a word is one of a predicate, not of a body's field of work."""
        return (
            len(word) > 1
            and self._tags.get(word, "") in _PREDICATE_TAGS
            and word not in KINDS
            and word not in _TRADES
        )

    def governs(self, name: str, word: str) -> bool:
        """「建设|设施产业园」: a field of work at the head of a name has an object, not a body, after it."""
        rest = name[len(word) :].lstrip("与和第一二三四五六七八九十")
        after = rest[:2]
        linked = name[len(word) : len(word) + 1] in ("与", "和")
        chained = linked or after in NOMINAL or after in _TRADES or self.is_predicate(after)
        return name.startswith(word) and not chained and rest not in _BODY

    def run_between(self, endings: str, kind: Kind) -> bool:
        """「财政局|修订|学校」: a verb between two endings shows that the second belongs to no name.

        Behind a noun of a body and right before the ending it is its field of work: 县政府办公室|政务公开|股.
        """
        return any(
            self.is_predicate(word)
            and word not in NOMINAL
            and (kind != "organ" or at < len(endings) or at == len(word))
            for word, at in self.words(endings)
        )

    def words(self, text: str) -> Iterator[tuple[str, int]]:
        """The words of a text from the left, the longest that the dictionary knows, and where each ends."""
        at, tags = 0, self._tags
        while at < len(text):
            for length in (4, 3, 2):
                word = text[at : at + length]
                if word in tags:
                    break
            else:
                word = text[at]
            at += len(word)
            yield word, at
