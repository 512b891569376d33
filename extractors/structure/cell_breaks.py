"""Which line breaks inside a table cell were meant, and which cut a date, a name or a sentence in two.

Who fills in a cell breaks its lines between entries; Excel and Word are often given breaks by hand, too, only
to make a line fit. A break is taken for such a one only on evidence: otherwise it was meant.
"""

import re
from collections.abc import Sequence
from functools import cache

from extractors.fold import fold
from extractors.lexicon import load
from extractors.structure.line_breaks import CLOSERS, ENDS, LABEL, cuts_date, runs_on, width_of
from extractors.structure.numbering import number_at_start

_LAST_PART = re.compile(r"[^、,;:\s()]*$")
_FIRST_PART = re.compile(r"[^、,;:\s()]*")
_HAN = re.compile("[\u3400-\u9fff]+")
_PROSE = re.compile(r"[。,;、]")
_ITEMS = ("arabic", "circled")
_NAME, _SHORT, _REST = range(2, 17), 3, 12
_EVEN, _NARROWEST, _FEWEST = 2, 14, 3
_LONGEST_WORD, _ITEM = 4, 8


def meant_breaks(lines: Sequence[str], known_words: frozenset[str] = frozenset()) -> list[bool]:
    """For every break between the lines of a cell whether it was meant.

    >>> meant_breaks(["2026年10月", "15日前"]), meant_breaks(["县财政局", "县审计局"])
    ([False], [True])
    >>> meant_breaks(["县应急管", "理局", "县公安局"])
    [False, True]
    """
    even = _evenly_broken(lines)
    entry, *further = [fold(line.strip()) for line in lines] or [""]
    closing = any(line.endswith(tuple(ENDS)) for line in (entry, *further[:-1]))
    found: list[bool] = []
    for line in further:
        meant = _is_meant(entry, line, known_words, even=even, closing=closing)
        found.append(meant)
        entry = line if meant else entry + line
    return found


def _is_meant(entry: str, line: str, known_words: frozenset[str], *, even: bool, closing: bool) -> bool:
    """Whether the break between what an entry says so far and the next line was meant."""
    if not entry or not line:
        return True
    if cuts_date(entry, line):
        return False
    if number_at_start(line) or LABEL.match(line):
        return not _open_bracket(entry)
    if runs_on(entry, line) or _open_bracket(entry):
        return False
    if entry[-1] in ENDS + CLOSERS:
        return True
    if cuts_name(entry, line) or _cuts_word(entry, line, known_words):
        return False
    return not (even or (closing and _is_open_item(entry)))


def cuts_name(first: str, second: str) -> bool:
    """Whether the break stands inside the name of a unit: 「县应急管/理局」, 「县住房和城乡/建设局」."""
    last, rest = _LAST_PART.search(first), _FIRST_PART.match(second)
    name, more = last[0] if last else "", rest[0] if rest else ""
    if not (_HAN.fullmatch(name) and _HAN.fullmatch(more)) or len(name) not in _NAME or len(more) > _REST:
        return False
    words = _words()
    if more in words["rests"]:
        return True
    whole = name.endswith((*words["endings"], *words["whole"])) and not name.endswith(words["unfinished"])
    starts = len(name) >= _SHORT and name.startswith(words["levels"])
    return starts and not whole and more.endswith(words["endings"]) and not more.startswith(words["levels"])


def _cuts_word(first: str, second: str, known_words: frozenset[str]) -> bool:
    """Whether a word runs across the break, and neither half of it is one."""
    if not (_HAN.match(first[-1]) and _HAN.match(second)):
        return False
    sizes = range(2, _LONGEST_WORD + 1)
    if any(first[-size:] in known_words or second[:size] in known_words for size in sizes):
        return False
    return any(first[-left:] + second[:right] in known_words for left in (1, 2) for right in (1, 2))


def _evenly_broken(lines: Sequence[str]) -> bool:
    """Whether lines of prose all have one width, but for the last: a width broke them."""
    *full, last = (width_of(line.strip()) for line in lines) if lines else (0,)
    if len(lines) < _FEWEST or min(full) < max(_NARROWEST, max(full) - _EVEN) or last > max(full):
        return False
    return any(_PROSE.search(fold(line)[:-1]) for line in lines)


def _is_open_item(entry: str) -> bool:
    """Whether an entry is a numbered item of some length, which no mark has closed."""
    number = number_at_start(entry)
    return bool(number and number.style.startswith(_ITEMS) and len(entry) - number.length >= _ITEM)


def _open_bracket(entry: str) -> bool:
    return entry.count("(") > entry.count(")")


@cache
def _words() -> dict[str, tuple[str, ...]]:
    return {name: tuple(words) for name, words in load("unit_lines").items()}
