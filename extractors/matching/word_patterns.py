"""One pattern out of many patterns or literal words."""

import re
from collections.abc import Iterable

from extractors.matching.alternations import by_letter


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern that matches where any of `patterns` does."""
    return re.compile(by_letter("|".join(patterns)))


def words(entries: Iterable[str]) -> re.Pattern[str]:
    """A pattern for literal words, longest first."""
    return any_of(re.escape(w) for w in sorted(set(entries), key=lambda w: (-len(w), w)))
