"""What must stand in a text where a pattern matches: a few short strings, read off the parsed pattern."""

import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable, Sequence
from itertools import product
from typing import Any, NamedTuple

_DIGITS = "0123456789"
_MOST_LETTERS = 40
_MOST_STRINGS = 400
_SINGLE_COST = 40.0
_COMMON = frozenset("的有")
_COMMON_COST = 60.0


class Needs(NamedTuple):
    """`exact`: all that a match can be; `some`: strings of which it contains one; None where that is open."""

    exact: frozenset[str] | None
    some: frozenset[str] | None

    @property
    def contained(self) -> frozenset[str] | None:
        """Strings of which every match contains one."""
        return self.some if self.exact is None or "" in self.exact else self.exact


_NOTHING = Needs(frozenset([""]), None)
_OPEN = Needs(None, None)


def required(pattern: str) -> frozenset[str] | None:
    """Strings of which every match of `pattern` contains at least one; None where there are no such.

    >>> sorted(required("(?<!大)区长|[县市]委.{0,4}会"))
    ['区长', '县委', '市委']
    """
    return _sequence(parser.parse(pattern)).contained


def _sequence(nodes: Iterable[tuple[Any, Any]]) -> Needs:
    """One after the other: strings grow while few, then the choice that fewest texts hold is kept."""
    growing: frozenset[str] = frozenset([""])
    found: list[frozenset[str]] = []
    whole = True
    for code, value in nodes:
        needs = _node(str(code), value)
        if needs.exact is not None and len(growing) * len(needs.exact) <= _MOST_STRINGS:
            growing = frozenset(map("".join, product(growing, needs.exact)))
            continue
        found += _telling(growing, needs.contained)
        growing, whole = frozenset([""]), False
    if whole:
        return Needs(growing, None)
    found += _telling(growing)
    return Needs(None, min(found, key=_cost, default=None))


def _telling(*choices: frozenset[str] | None) -> list[frozenset[str]]:
    return [strings for strings in choices if strings is not None and "" not in strings]


def _cost(strings: frozenset[str]) -> float:
    """How many texts hold one of the strings, roughly: a letter is common, a pair is rare."""
    common = _COMMON_COST * len(_COMMON & strings)
    return common + sum(1.0 if len(string) > 1 else _SINGLE_COST for string in strings)


def _node(code: str, value: Any) -> Needs:
    match code:
        case "LITERAL":
            return Needs(frozenset([chr(value)]), None)
        case "IN":
            return _letters(value)
        case "BRANCH":
            return _branches([_sequence(branch) for branch in value[1]])
        case "SUBPATTERN":
            return _sequence(value[-1])
        case "ATOMIC_GROUP":
            return _sequence(value)
        case "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            return _repeated(*value)
        case "AT" | "ASSERT" | "ASSERT_NOT":
            return _NOTHING
        case _:
            return _OPEN


def _branches(branches: Sequence[Needs]) -> Needs:
    exact = [needs.exact for needs in branches if needs.exact is not None]
    if len(exact) == len(branches):
        union = frozenset().union(*exact)
        return Needs(union, None) if len(union) <= _MOST_STRINGS else Needs(None, union)
    some = [needs.contained for needs in branches if needs.contained is not None]
    return Needs(None, frozenset().union(*some)) if len(some) == len(branches) else _OPEN


def _repeated(least: int, most: int, body: Iterable[tuple[Any, Any]]) -> Needs:
    needs = _sequence(body)
    if least == 0:
        once = needs.exact is not None and most == 1
        return Needs(needs.exact | {""}, None) if once and needs.exact is not None else _OPEN
    return needs if (least, most) == (1, 1) else Needs(None, needs.contained)


def _letters(members: Sequence[tuple[Any, Any]]) -> Needs:
    """A class of letters; a negated or a large one is open."""
    letters: set[str] = set()
    for code, value in members:
        match str(code):
            case "LITERAL":
                letters.add(chr(value))
            case "RANGE" if value[1] - value[0] < _MOST_LETTERS:
                letters.update(map(chr, range(value[0], value[1] + 1)))
            case "CATEGORY" if str(value) == "CATEGORY_DIGIT":
                letters.update(_DIGITS)
            case _:
                return _OPEN
    return Needs(frozenset(letters), None) if len(letters) <= _MOST_LETTERS else _OPEN
