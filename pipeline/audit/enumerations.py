"""Things that the speech counts off (青峰、柳林、石门三个卫生院) and a row names in part."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

_THESE = "这些"
_COUNT = re.compile(
    r"(?:等|这)*(?:[二两三四五六七八九十几]|\d{1,2})(?:个|类|种|项|条|所|座|家|镇|乡|村|县|区)"
    rf"|{_THESE}|,?(?:全部|全都|都要|均要|均须|一律|全面|清零)"
)
_CLAUSE = re.compile("(?:(?<=要)|(?<=由)|(?<=会同)|(?<=牵头)|(?<=负责)|(?<=对)|(?<=[,。;:!?])|^)(?:(?!要|由|会同|牵头|负责|对)[^,。;:!?])*$")
_ITEM = re.compile("[、和]|以及")
_NOUN = 2
"""The first thing stands behind other words: so many characters of it count."""
_SHORT = 4
"""So short, it has nothing before it."""
_NOUN_AFTER = re.compile("[\u4e00-\u9fff]{2,6}(?=[,;。])")
_OPEN = re.compile("等|各类|所有|全部|一律|全覆盖")


class Dropped(NamedTuple):
    """The list in the speech, the things that no row names, and those that are named."""

    span: tuple[int, int]
    lost: tuple[str, ...]
    kept: tuple[str, ...]


def dropped_things(quote: str, rows: Sequence[str]) -> Iterator[Dropped]:
    """Each counted list of which the rows name some things and not the others; both in folded form."""
    if any(_OPEN.search(row) for row in rows):
        return
    held = set("".join(rows))
    for found in _COUNT.finditer(quote):
        clause = _CLAUSE.search(quote, 0, found.start())
        items = _ITEM.split(clause[0]) if clause else []
        things = [_bare(items[0]), *items[1:]] if len(items) > 1 and all(items) else []
        same = _common_ending(things)
        lost = tuple(thing for thing in things if held.isdisjoint(thing[: len(thing) - same] or thing))
        kept = tuple(thing for thing in things if thing not in lost)
        if found[0] == _THESE and (_lists(rows) or _named_together(quote[found.end() :], rows)):
            continue
        if any(_total(found[0]) in row for row in rows):
            continue
        if clause and lost and kept:
            yield Dropped((clause.start(), found.end()), lost, kept)


def _total(count: str) -> str:
    """The count of the list itself: a row with 4个工作组 has all four."""
    return count.lstrip("等这,")


def _lists(rows: Sequence[str]) -> bool:
    """Whether a row counts off things of its own, which may be other words for the same."""
    return any("、" in row for row in rows)


def _named_together(after: str, rows: Sequence[str]) -> bool:
    """Whether a row has the noun for all the things: 这些特殊人群."""
    noun = _NOUN_AFTER.match(after)
    return noun is not None and any(noun[0][-_NOUN:] in row for row in rows)


def _bare(thing: str) -> str:
    """The first thing of a list, without what may stand before it."""
    return thing if len(thing) <= _SHORT else thing[-_NOUN:]


def _common_ending(things: Sequence[str]) -> int:
    """How many characters all things end in: 1 for 青螺山、白鹭山."""
    columns = zip(*(reversed(thing) for thing in things), strict=False)
    return len(list(takewhile(lambda column: len(set(column)) == 1, columns)))
