"""jieba's dictionary: parts of speech for the rules, and a tokenizer that knows the registry's names.

The cutting is done by rjieba, the same algorithm over the same dictionary in compiled code, sixteen times as
fast; a test holds the two equal. Where it cannot be loaded jieba itself cuts. jieba's own loader is not used:
it keeps a cache file of a fixed name in the shared temp folder, which another user can poison; here the
dictionary is read from the package in one pass and nothing is written.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path

_UNIT_FREQUENCY = 20_000
_UNIT_TAG = "nt"
_NAME_TAGS = ("nr", "ns", "nt", "nz")
_WORD = re.compile("[\u3400-\u9fff]{1,5}")
_HELD = 8192
"""How many words are kept of which it is known whether they are common."""


@dataclass(frozen=True)
class Vocabulary:
    """Cuts a text into words, and knows the dictionary's tag of every word."""

    cut: Callable[[str], list[str]]
    tags: dict[str, str]

    def told(self, words: Iterable[str]) -> tuple[str, ...]:
        """Of the words of a text those that any text could have, each once: no names, figures or marks."""
        return tuple(filter(self._is_common, dict.fromkeys(words)))

    @cached_property
    def _is_common(self) -> Callable[[str], bool]:
        @lru_cache(maxsize=_HELD)
        def is_common(word: str) -> bool:
            names = self.tags.get(word, "").startswith(_NAME_TAGS)
            return _WORD.fullmatch(word) is not None and not names

        return is_common

    def is_verb(self, word: str) -> bool:
        """Whether the dictionary calls the word a verb (v, vn, vd, ...)."""
        return self.tags.get(word, "").startswith("v")


def placed(cut: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The words of a text, each with its place in it."""
    offset = 0
    for word in cut:
        yield offset, word
        offset += len(word)


def _dictionary_file() -> Path:
    """Jieba's list of words, found without importing jieba, which takes a fifth of a second."""
    package = find_spec("jieba")
    if package is None or package.origin is None:
        raise ModuleNotFoundError("jieba")
    return Path(package.origin).with_name("dict.txt")


@cache
def _dictionary() -> tuple[dict[str, int], dict[str, str]]:
    """How often each word occurs, and its tag."""
    frequencies: dict[str, int] = {}
    tags: dict[str, str] = {}
    with _dictionary_file().open(encoding="utf-8") as lines:
        for line in lines:
            word, count, tag = line.rstrip().split(" ")
            frequencies[word] = int(count)
            tags[word] = tag
    return frequencies, tags


def is_verb(word: str) -> bool:
    """Whether the dictionary calls a word a verb; no tokenizer is built for it.

    >>> is_verb("拆除"), is_verb("业主")
    (True, False)
    """
    return _dictionary()[1].get(word, "").startswith("v")


def vocabulary(names: Iterable[str] = ()) -> Vocabulary:
    """A vocabulary that keeps each of `names` as one word."""
    known = sorted(set(names))
    try:
        cut = compiled_cutter(known)
    except ImportError:
        cut = python_cutter(known)
    return Vocabulary(cut, _dictionary()[1])


def compiled_cutter(names: Iterable[str]) -> Callable[[str], list[str]]:
    """The compiled tokenizer with `names` added.

    Raises:
        ImportError: There is no rjieba for this machine.
    """
    import rjieba

    tokenizer = rjieba.Jieba()
    for name in names:
        tokenizer.add_word(name, _UNIT_FREQUENCY, _UNIT_TAG)
    return lambda text: tokenizer.cut(text, hmm=False)


def python_cutter(names: Iterable[str]) -> Callable[[str], list[str]]:
    """The pure tokenizer with `names` added."""
    import jieba

    frequencies = dict(_dictionary()[0])
    total = sum(frequencies.values())
    for word in list(frequencies):
        for end in range(1, len(word)):
            frequencies.setdefault(word[:end], 0)
    jieba.setLogLevel(60)
    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = frequencies, total, True
    for name in names:
        tokenizer.add_word(name, _UNIT_FREQUENCY)
    return lambda text: tokenizer.lcut(text, HMM=False)
