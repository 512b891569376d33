"""Things that the speech counts off (青峰、柳林、石门三个卫生院) and a row names in part."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_COUNT = re.compile(
    r"(?:等|这)*(?:[二两三四五六七八九十几]|\d{1,2})(?:个|类|种|项|条|所|座|家|镇|乡|村|县|区)"
)
_CLAUSE = re.compile("[^,。;:!?]*$")
_ITEM = re.compile("[、和]|以及")
_NOUN = 2
"""The first thing stands behind other words: so many characters of it count."""
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
        things = [items[0][-_NOUN:], *items[1:]] if len(items) > 1 and all(items) else []
        lost = tuple(thing for thing in things if held.isdisjoint(thing))
        kept = tuple(thing for thing in things if thing not in lost)
        if clause and lost and kept:
            yield Dropped((clause.start(), found.end()), lost, kept)
