"""jieba's dictionary, built in memory: word frequencies for the tokenizer and parts of speech for the rules.

jieba's own loader keeps a cache file of a fixed name in the shared temp folder, which another user can
poison; here the dictionary is read from the package in one pass and nothing is written.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

import jieba

jieba.setLogLevel(60)

_UNIT_FREQUENCY = 20_000


@dataclass(frozen=True)
class Vocabulary:
    """A jieba tokenizer with the registry's names added, and the dictionary's tag of every word."""

    tokenizer: Any
    tags: dict[str, str]

    def is_verb(self, word: str) -> bool:
        """Whether the dictionary calls the word a verb (v, vn, vd, ...)."""
        return self.tags.get(word, "").startswith("v")


@cache
def _dictionary() -> tuple[dict[str, int], int, dict[str, str]]:
    """Prefix frequencies in jieba's own form, their total, and the tag of each word."""
    frequencies: dict[str, int] = {}
    tags: dict[str, str] = {}
    total = 0
    with jieba.dt.get_dict_file() as lines:
        for line in lines:
            word, count, tag = line.decode("utf-8").rstrip().split(" ")
            frequencies[word] = int(count)
            tags[word] = tag
            total += int(count)
    for word in list(tags):
        for end in range(1, len(word)):
            frequencies.setdefault(word[:end], 0)
    return frequencies, total, tags


def vocabulary(names: Iterable[str] = ()) -> Vocabulary:
    """A vocabulary that keeps each of `names` as one word."""
    frequencies, total, tags = _dictionary()
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = dict(frequencies), total, True
    for name in sorted(set(names)):
        tokenizer.add_word(name, _UNIT_FREQUENCY)
    return Vocabulary(tokenizer, tags)
