"""Loading our own lexicons: TOML tables beside this file, and the patterns in them compiled once."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from extractors.patterns import by_letter

_FOLDER = Path(__file__).parent / "lexicons"


@cache
def load(name: str) -> dict[str, Any]:
    """The table `lexicons/{name}.toml`."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))


def any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """One pattern that matches where any of `patterns` does."""
    return re.compile(by_letter("|".join(patterns)))


def words(entries: Iterable[str]) -> re.Pattern[str]:
    """A pattern for literal words, longest first."""
    return any_of(re.escape(w) for w in sorted(set(entries), key=lambda w: (-len(w), w)))
