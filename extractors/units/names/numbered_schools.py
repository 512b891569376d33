"""Schools that a town calls by their number alone: 「二中派人」, 「一小、二小和实验幼儿园」."""

import re

from extractors.lexicon import load
from extractors.matching.word_patterns import words

_TABLE = load("units")["numbered"]
_SCHOOL = re.compile(
    rf"(?:(?<![\u3400-\u9fff])|(?<=[{_TABLE['before']}]))(?:{words(_TABLE['schools']).pattern})"
    rf"(?={_TABLE['acts']})"
)
_BY_NUMBER = re.compile("[一二三四五六七八九十]{1,2}[中小]")
SCHOOL_HEADS = frozenset(name[0] for name in _TABLE["schools"])
"""What the name of such a school begins with."""


def numbered_school(view: str, at: int, limit: int) -> int:
    """Where a school ends that is called by its number at `at` and acts, or stands in a list; else 0."""
    found = _SCHOOL.match(view, at, limit)
    return found.end() if found else 0


def is_numbered_school(word: str) -> bool:
    """Whether a word of a list is such a school: 一小, 二小."""
    return _BY_NUMBER.fullmatch(word) is not None
