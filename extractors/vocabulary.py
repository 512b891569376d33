"""jieba's dictionary: parts of speech for the rules, and a tokenizer that knows the registry's names.

The cutting is done by rjieba, the same algorithm over the same dictionary in compiled code, sixteen times as
fast; a test holds the two equal. Where it cannot be loaded jieba itself cuts. jieba's own loader is not used:
it keeps a cache file of a fixed name in the shared temp folder, which another user can poison; here the
dictionary is read from the package in one pass and nothing is written.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

_UNIT_FREQUENCY = 20_000
_UNIT_TAG = "nt"
_NAME_TAGS = ("nr", "ns", "nt", "nz")
_WORD = re.compile("[\u3400-\u9fff]{1,5}")


@dataclass(frozen=True)
class Vocabulary:
    """Cuts a text into words, and knows the dictionary's tag of every word."""

    cut: Callable[[str], list[str]]
    tags: dict[str, str]

    def placed(self, text: str, offset: int = 0) -> Iterator[tuple[int, str]]:
        """The words of a text, each with its place in a longer text that holds this one at `offset`."""
        for word in self.cut(text):
            yield offset, word
            offset += len(word)

    def told(self, text: str) -> tuple[str, ...]:
        """The words of a text that any text could have, each once: no names, figures or marks."""
        return tuple(word for word in dict.fromkeys(self.cut(text)) if self._is_common(word))

    def _is_common(self, word: str) -> bool:
        names = self.tags.get(word, "").startswith(_NAME_TAGS)
        return _WORD.fullmatch(word) is not None and not names

    def is_verb(self, word: str) -> bool:
        """Whether the dictionary calls the word a verb (v, vn, vd, ...)."""
        return self.tags.get(word, "").startswith("v")


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
