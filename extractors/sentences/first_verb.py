"""The verb that a sentence begins with, which makes a measure of it even without 要."""

import re
from collections.abc import Sequence

from extractors.lexicon import load
from extractors.matching.alternations import by_letter, gated
from extractors.matching.word_patterns import any_of
from extractors.vocabulary import Vocabulary, placed

_TABLE = load("cues")["concrete"]
_ADVERBS = frozenset(_TABLE["adverbs"])
_ADVERBIAL = re.compile(_TABLE["adverbial"])
_OPENING = re.compile(
    rf"(?:{by_letter('|'.join(_TABLE['adverbs']))})*"
    rf"(?:{gated(_TABLE['strong'] + '|' + _TABLE['verbs'])})"
)
_SHORT = re.compile(_TABLE["short"].replace("\n", "").replace(" ", ""))
_NOUNED = re.compile(_TABLE["nouned"])
_ACTION = any_of([_TABLE["action"]])
DISPOSAL = re.compile(r"(?:把|将(?![于来要会]))(?!握)")
"""What is done with a thing that is named first: 把…, 将…."""
_IDIOMS = ("i", "l")
# Idioms, adverbs and adjectives before a verb only say how: 因地制宜发展, 自觉接受, 稳妥开展.
_PASSED = (*_IDIOMS, "d", "ad", "a")
# A clause of its own that only says how: 「因地制宜,制定…」.
_MANNER = re.compile(r"\s*(?:因[\u3400-\u9fff]制宜|实事求是|统筹兼顾|上下联动)")
_FRAGMENT = 2
_TERSE = 12
"""A clause of a terse list is no longer than this."""


def verb_first(
    plain: str,
    cut: Sequence[str],
    parts: Sequence[tuple[int, int]],
    words: Vocabulary,
    taught: re.Pattern[str] | None,
) -> str:
    """The verb that the sentence begins with (measure without 要), adverbs and 在…, 对… passed over."""
    for a, b in parts:
        if b - a <= _FRAGMENT or plain[b - 1] == "的" or _MANNER.fullmatch(plain, a, b):
            continue
        adverbial = _ADVERBIAL.match(plain, a, b)
        if adverbial and not _ACTION.search(plain, adverbial.end(), b):
            continue
        if adverbial or DISPOSAL.match(plain, a, b):
            return plain[a : a + 2]
        learned = taught.match(plain, a, b) if taught else None
        return learned.group() if learned else _first_verb(plain, cut, a, b, words)
    return ""


def opens_with_work(clause: str) -> bool:
    """Whether a clause begins with a verb of work that the lexicon lists, adverbs passed over."""
    return _OPENING.match(clause) is not None


def _first_verb(plain: str, cut: Sequence[str], start: int, end: int, words: Vocabulary) -> str:
    """The first verb of a clause; an adverb that is itself a verb (统一、集中) when no other follows it."""
    if end - start <= _TERSE and (short := _SHORT.match(plain, start, end)):
        return short.group()[:1]
    adverb = ""
    for offset, word in placed(cut):
        if offset < start or not word.strip():
            continue
        if offset >= end:
            break
        if word in _ADVERBS:
            adverb = adverb or (word if words.is_verb(word) else "")
            continue
        if len(word) > 1 and words.is_verb(word):
            return adverb if _NOUNED.match(plain, offset + len(word)) else word
        starts = _OPENING.match(plain, offset, end)
        if starts and (starts.end() >= offset + len(word) or words.tags.get(word) in _IDIOMS):
            return adverb if _NOUNED.match(plain, starts.end()) else word
        if words.tags.get(word) not in _PASSED or len(word) < 2:
            return adverb
    return adverb
