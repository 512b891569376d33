"""Where a unit can be named at all: half of all clauses hold no sign of one and need no reading.

A name ends in a suffix, stands in the registry, or is found by a pattern that needs certain strings, which
`required` reads off it. The signs may let through too many clauses, never too few; a test holds them to
it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable

from extractors.matching.automaton import automaton
from extractors.matching.required_strings import required
from extractors.units.lists import spelled
from extractors.units.names import bodies_by_task as tasked
from extractors.units.names import classes, described, spoken
from extractors.units.names import name_reader as names
from extractors.units.names.endings import endings_of

_BOUND = re.compile("[,;。:!?]")
_LONGEST = 30
"""Letters of a name before its first sign."""


class Signs:
    """Tells the clauses in which a unit may be named."""

    def __init__(self, known: Iterable[str]) -> None:
        self._strings = automaton(dict.fromkeys({*known, *_needed()}, True), nothing=True)

    def stand_in(self, view: str, start: int, end: int) -> bool:
        """Whether a name may stand in `view[start:end]`."""
        if endings_of(view).any_within(start, end):
            return True
        return next(self._strings.iter(view, start, end), None) is not None

    def near(self, view: str) -> set[int]:
        """The places at which a name may begin: in the clause of a sign, not far before it."""
        signs = [*endings_of(view).starts(), *(end for end, _ in self._strings.iter(view))]
        bounds = [-1, *(mark.start() for mark in _BOUND.finditer(view))]
        clause = [bounds[bisect_left(bounds, sign) - 1] + 1 for sign in signs]
        return {
            at
            for sign, start in zip(signs, clause, strict=True)
            for at in range(start if start > sign - _LONGEST else sign - _LONGEST, sign + 1)
        }


def _needed() -> Iterable[str]:
    """What stands in every name that no suffix ends.

    Raises:
        ValueError: A pattern needs nothing in particular; then no clause could be passed over.
    """
    for pattern in (
        *names.PATTERNS,
        *described.PATTERNS,
        *classes.PATTERNS,
        *spelled.PATTERNS,
        *tasked.PATTERNS,
        *spoken.PATTERNS,
    ):
        strings = required(pattern.pattern)
        if strings is None:
            raise ValueError(f"no sign tells where this may match: {pattern.pattern}")
        yield from strings
