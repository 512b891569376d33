"""How a speaker calls persons: 老张, 小李, 带班的."""

import re

from extractors.lexicon import load
from extractors.patterns import AtPlace

_WORDS = load("subjects")["spoken"]
CALLED = re.compile(rf"[老小][{_WORDS['surnames']}](?={_WORDS['acts']})")
_ON_DUTY = AtPlace(_WORDS["duty"])
CALLED_HEADS = _ON_DUTY.letters | frozenset("老小")
"""What such a person can begin with."""
PATTERNS = (CALLED, _ON_DUTY)
"""What finds such persons; see `signs`."""


def called(view: str, at: int, limit: int) -> int:
    """Where a person ends whom the speaker calls by a name or a duty; 0 where none begins at `at`."""
    found = _ON_DUTY.match(view, at, len(view)) or CALLED.match(view, at)
    return found.end() if found and found.end() <= limit else 0
