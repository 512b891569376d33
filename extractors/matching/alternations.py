"""Alternations rewritten so that `re` finds them fast: grouped by their first letters.

A search for `甲乙|甲丙|(?<!不)丁` tries every alternative at every position. When all alternatives begin with
a letter, `re` skips with one look at a table of letters, and only alternatives that share the letter are
tried. What is matched stays the same: alternatives of different letters never compete, those of one letter
keep their order. A lookbehind before the letter moves behind it; an alternative whose first letter cannot
be told leaves the pattern as it was written, and is left out where a text cannot hold it (`Sought`).
"""

import itertools
import re
from collections.abc import Callable, Iterator

from extractors.matching.required_strings import required

_CLOSED = {"(": ")", "[": "]"}
_DIGITS = "0123456789"
START = "^"
Head = tuple[str, str]
"""The first letter of an alternative and the pattern of the rest."""


class UnknownLetterError(Exception):
    """The first letter of an alternative cannot be told."""


class Sought:
    """A pattern to be searched for, of which most texts can hold only what has a first letter.

    「[㐀-龥]得不够|掉链子|…」: what can begin with any letter is tried everywhere, and so are the
    others beside it. It is searched for only in texts that hold a string that it needs (得不够).
    """

    def __init__(self, pattern: str) -> None:
        self._whole = re.compile(by_letter(pattern))
        known, needed = _told_apart(pattern)
        self._needed = needed if known else None
        self._known = re.compile(by_letter(known)) if self._needed else self._whole
        self.always = None if self._needed else self._whole
        """The pattern for any text, where that is the same for all."""

    def of(self, text: str) -> re.Pattern[str]:
        """The pattern that finds in this text what the whole one finds."""
        return self._whole if self._needed and self._needed(text) else self._known


class AtStart:
    """A pattern matched at the start of a text.

    Alternatives whose first character is open are tried only where the text holds a string they require.
    """

    def __init__(self, pattern: str) -> None:
        self._whole = AtPlace(pattern)
        known, self._needed = _told_apart(pattern)
        self._known = AtPlace(known) if known else None

    def match(self, text: str) -> re.Match[str] | None:
        """The match at the start of a text."""
        place = self._known if self._needed and not self._needed(text) else self._whole
        return place.match(text, 0, len(text)) if place else None


def _told_apart(pattern: str) -> tuple[str, Callable[[str], re.Match[str] | None] | None]:
    """The alternatives whose first letter can be told, and a search for what a text with others must hold.

    None for the search where there are no others, or they need nothing in particular.
    """
    known = [alternative for alternative in alternatives(pattern) if _heads_told(alternative)]
    others = [alternative for alternative in alternatives(pattern) if alternative not in known]
    strings = required("|".join(others)) if others else None
    needed = "|".join(map(re.escape, sorted(strings or ())))
    return "|".join(known), re.compile(by_letter(needed)).search if needed else None


class Cue:
    """A pattern to search for: what it says of the start of a text, and what it says of any place."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        anchored, free = grouped(pattern)
        self._at_start = AtStart(anchored) if anchored else None
        self._sought = Sought(free) if free else None
        at_once = self._sought.always if self._sought and not anchored else None
        self.search: Callable[[str], re.Match[str] | None] = at_once.search if at_once else self._search
        """A match in a text, one at its start first."""

    def _search(self, text: str) -> re.Match[str] | None:
        found = self._at_start.match(text) if self._at_start else None
        return found or (self._sought.of(text).search(text) if self._sought else None)

    def first(self, text: str) -> str:
        """The words that match, 是 for an empty match, nothing where none does."""
        found = self.search(text)
        return (found.group() or "是") if found else ""

    def all(self, text: str) -> tuple[str, ...]:
        """The words of all matches; only for patterns that say nothing of the start of a text."""
        return tuple(m.group() for m in self._sought.of(text).finditer(text)) if self._sought else ()


class AtPlace:
    """A pattern to be tried at single places: a table leads from the letter there to what can begin with it.

    What begins with a letter is compiled when the letter is first met; alternatives whose first letter cannot
    be told are tried beside it.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        begun, others = _by_head(pattern)
        self._of_letter = _Tables(begun)
        self._others = re.compile("|".join(others)) if others else None
        self.letters = frozenset(begun)

    def match(self, text: str, at: int, end: int) -> re.Match[str] | None:
        """The match that begins at `at` and ends by `end`."""
        begun = self._of_letter[text[at] if at < end else ""]
        found = begun.match(text, at, end) if begun else None
        if self._others is None:
            return found
        other = self._others.match(text, at, end)
        return re.compile(self.pattern).match(text, at, end) if found and other else found or other


class _Tables(dict[str, "re.Pattern[str] | None"]):
    """What can begin with each letter, compiled when the letter is first met."""

    def __init__(self, begun: dict[str, list[str]]) -> None:
        super().__init__()
        self._begun = begun

    def __missing__(self, letter: str) -> re.Pattern[str] | None:
        held = self._begun.get(letter)
        pattern = re.compile("|".join(held)) if held else None
        if held or "\u3400" <= letter <= "\u9fff":
            self[letter] = pattern
        return pattern


def _by_head(pattern: str) -> tuple[dict[str, list[str]], list[str]]:
    """The alternatives that begin with each letter, in their order, and those that can with any."""
    begun: dict[str, list[str]] = {}
    others: list[str] = []
    for alternative in alternatives(pattern):
        heads = _heads_told(alternative)
        for letter, tail in heads:
            begun.setdefault(letter, []).append(re.escape(letter) + tail)
        if not heads:
            others.append(alternative)
    return begun, others


def _heads_told(alternative: str) -> list[Head]:
    """The heads of one alternative; none where a first letter cannot be told, or it is tied to the start."""
    try:
        heads = list(_heads(alternative))
    except UnknownLetterError:
        return []
    return [] if any(letter == START for letter, _ in heads) else heads


def grouped(pattern: str) -> tuple[str, str]:
    """The alternatives that begin with `^`, without it, and the others by their first letters.

    >>> grouped("一县|一市|(?<!大)区|^乡")
    ('乡', '一(?:县|市)|区(?:(?<!(?:大)区))')
    """
    try:
        tails = _tails(pattern)
    except UnknownLetterError:
        return "", pattern
    return "|".join(tails.pop(START, [])), _joined(tails)


def _tails(pattern: str) -> dict[str, list[str]]:
    """Every first letter of the pattern's alternatives, with the patterns of what can follow it."""
    tails: dict[str, list[str]] = {}
    for letter, tail in itertools.chain.from_iterable(map(_heads, alternatives(pattern))):
        tails.setdefault(letter, []).append(tail)
    return tails


def by_letter(pattern: str) -> str:
    """The pattern grouped by first letters; as it was where a letter is unknown."""
    anchored, free = grouped(pattern)
    return pattern if anchored else free


def gated(pattern: str) -> str:
    """The pattern behind one look at a table of its first letters, for where it is tried at one place."""
    return f"(?=[{''.join(map(re.escape, first_letters(pattern)))}])(?:{by_letter(pattern)})"


def first_letters(pattern: str) -> list[str]:
    """Every letter that a match of the pattern can begin with."""
    return list(dict.fromkeys(letter for a in alternatives(pattern) for letter, _ in _heads(a)))


def _joined(tails: dict[str, list[str]]) -> str:
    return "|".join(f"{re.escape(letter)}{_either(rest)}" for letter, rest in tails.items())


def _either(tails: list[str]) -> str:
    return "" if tails[0] == "" else f"(?:{'|'.join(dict.fromkeys(tails))})"


def alternatives(pattern: str) -> Iterator[str]:
    """The alternatives of the outermost alternation.

    >>> list(alternatives("甲(?:乙|丙)|[丁|]"))
    ['甲(?:乙|丙)', '[丁|]']
    """
    start = at = 0
    while at < len(pattern):
        if pattern[at] == "|":
            yield pattern[start:at]
            start = at + 1
        at = _past(pattern, at)
    yield pattern[start:]


def _past(pattern: str, at: int) -> int:
    """Past the letter, escape, class or group at `at`."""
    if pattern[at] == "\\":
        return at + 2
    if pattern[at] == "[":
        at += 2
        while pattern[at] != "]":
            at = at + 2 if pattern[at] == "\\" else at + 1
        return at + 1
    if pattern[at] == "(":
        at += 1
        while pattern[at] != ")":
            at = _past(pattern, at)
    return at + 1


def _heads(pattern: str) -> Iterator[Head]:
    """Every first letter that one alternative can begin with, each with the pattern of what follows it."""
    if not pattern:
        raise UnknownLetterError
    end = _past(pattern, 0)
    atom, rest = pattern[:end], pattern[end:]
    if atom.startswith(("(?<!", "(?<=")):
        for letter, tail in _heads(rest):
            if letter == START:
                raise UnknownLetterError
            yield letter, f"{atom[:4]}(?:{atom[4:-1]}){re.escape(letter)}){tail}"
    elif rest[:1] in ("*", "{") or (rest[1:2] in ("?", "+") and rest[:1] in ("?", "+")):
        raise UnknownLetterError
    elif rest[:1] == "?":
        yield from _atom(atom, rest[1:])
        yield from _heads(rest[1:])
    elif rest[:1] == "+":
        yield from _atom(atom, f"{atom}*{rest[1:]}")
    else:
        yield from _atom(atom, rest)


def _atom(atom: str, rest: str) -> Iterator[Head]:
    if atom == START:
        yield START, rest
    elif atom.startswith("(?:"):
        for inner in alternatives(atom[3:-1]):
            yield from _heads(inner + rest)
    elif atom.startswith("["):
        for letter in _letters(atom[1:-1]):
            yield letter, rest
    elif atom == r"\d":
        for letter in _DIGITS:
            yield letter, rest
    elif len(atom) == 1 and atom not in ".$":
        yield atom, rest
    elif atom[0] == "\\" and not atom[1].isalnum():
        yield atom[1], rest
    else:
        raise UnknownLetterError


def _letters(members: str) -> str:
    """The letters of a class; a negated one, or one with ranges, names too many."""
    if members.startswith("^") or "-" in members:
        raise UnknownLetterError
    members = members.replace(r"\d", _DIGITS)
    if "\\" in members:
        raise UnknownLetterError
    return members
