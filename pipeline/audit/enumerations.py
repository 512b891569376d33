"""Things that the speech counts off (青峰、柳林、石门三个卫生院) and a row names in part."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from pipeline.audit.grams import alike

_THESE = "这些"
_COUNT = re.compile(
    r"(?:等|这)*(?:[二两三四五六七八九十几]|\d{1,2})(?:个|类|种|样|项|条|所|座|家|镇|乡|村|县|区|大)"
    rf"|{_THESE}|,?(?:全部|全都|都要|均要|均须|一律|全面|清零)"
)
_CLAUSE = re.compile("[^,。;:!?]*$")
_UNIT = re.compile("(?:局|委|办|部|厅|院|室|会|社|组|队|公司|中心|街道)$")
"""Units that are told to do something are no things (财政局、审计局要全面清查)."""
_TRADES = re.compile(
    "城管|交警|公安|消防|住建|民政|卫健|市监|市场监管|应急|环保|电力|供电|供水|医保|人社|税务|妇联|团委|工会"
)
"""Units by their trade alone: 城管、交警、学校三家."""
_ITEM = re.compile("[、和]|以及")
_NOUN = 2
"""The first thing stands behind other words: so many characters of it count."""
_LIST = re.compile(r"[\u4e00-\u9fff“”]{2,10}(?:、[\u4e00-\u9fff“”]{2,14})+")
_AND = re.compile("(.{2,}?)(?:以及|和|及)(?!时)(.{2,})")
_PIECE = re.compile("[,;。]")
_ANYWHERE = frozenset("内外上下中前后里的和及个一")
"""Characters that say nothing of what a row names."""
_TELLING = 3
_DOING = re.compile("(?:实行|落实|做到|坚持|开展|加强)")
"""What is to be done is worded freely by clerks."""
_LONGEST = 4
_SHORT = 4
"""So short, it has nothing before it."""
_NOUN_AFTER = re.compile("[\u4e00-\u9fff]{2,6}(?=[,;。])")
_OPEN = re.compile("等|各类|所有|全部|一律|全覆盖")


_RATE = ("每", "第")
"""每40家企业 closes no list."""

_NUMBER = re.compile(r"第[一二三四五六七八九十\d]+")
_NUMBERED = re.compile(rf"(?:{_NUMBER.pattern}[\u4e00-\u9fff]{{0,4}}[、和及])+{_NUMBER.pattern}")


_COUNTED = re.compile(
    r"(?P<number>\d+|[二两三四五六七八九十]+)[个家处座所条户只台栋](?P<noun>[\u4e00-\u9fff]{2,6})"
)
_PICKED = re.compile("重点(?P<noun>[\u4e00-\u9fff]{2,14})")


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
        if quote[: found.start()].endswith(_RATE):
            continue
        clause = _CLAUSE.search(quote, 0, found.start())
        items = _ITEM.split(clause[0]) if clause else []
        if _UNIT.search(items[0]) or sum(bool(_TRADES.fullmatch(each)) for each in items) > 1:
            continue
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


def uncounted_things(quote: str, rows: Sequence[str]) -> Iterator[Dropped]:
    """Each list of which the rows list most things, and say nothing at all of one.

    对低保户、特困户、边缘户 against 对低保户、特困户: the row lists things of the same list itself. Of two
    things it must have the one as it stands.
    """
    if any(_OPEN.search(row) for row in rows):
        return
    told = "".join(map(alike, rows))
    for found in _LIST.finditer(quote):
        items = _items(found[0])
        things = [items[0][-_LONGEST:], *items[1:-1], items[-1][:_LONGEST]]
        if any(map(_UNIT.search, items[:-1])) or any(map(_DOING.search, things)):
            continue
        named = {item for item, thing in zip(items, things, strict=True) if _named(alike(thing), told)}
        rest = set(told).difference(*named) - _ANYWHERE
        pairs = zip(items, things, strict=True)
        kept = [item for item, thing in pairs if item in named or not rest.isdisjoint(thing)]
        lost = [item for item in items if item not in kept]
        if lost and (_most_kept(kept, lost, told) or _one_kept(kept, lost, rows)):
            yield Dropped(found.span(), tuple(lost), tuple(kept))


def _items(words: str) -> list[str]:
    """What a list names: its last two things may be joined by 和."""
    *first, last = words.split("、")
    joined = _AND.fullmatch(last)
    return [*first, *(joined.groups() if joined else (last,))]


def _most_kept(kept: Sequence[str], lost: Sequence[str], told: str) -> bool:
    """Whether the rows name more of the things than not, two of them beside each other."""
    pieces = [piece.split("、") for piece in _PIECE.split(told)]
    beside = max(sum(any(_named(alike(each), one) for each in kept) for one in piece) for piece in pieces)
    return len(lost) < len(kept) and beside > 1


def _one_kept(kept: Sequence[str], lost: Sequence[str], rows: Sequence[str]) -> bool:
    """Whether of two things the rows have the one as it stands; short words may be said otherwise."""
    if len(kept) != 1 or len(lost) != 1:
        return False
    return min(map(len, (*kept, *lost))) >= _TELLING and any(kept[0] in row for row in rows)


def unnumbered_things(quote: str, rows: Sequence[str]) -> Iterator[Dropped]:
    """Each list of things by their number (第一、第二党支部) of which the rows name some and not all."""
    held = "".join(rows)
    for found in _NUMBERED.finditer(quote):
        items = _NUMBER.findall(found[0])
        kept = tuple(item for item in items if item in held)
        lost = tuple(item for item in items if item not in held)
        if kept and lost and not any(_OPEN.search(row) for row in rows):
            yield Dropped(found.span(), lost, kept)


def picked_of_counted(quote: str, row: str) -> tuple[re.Match[str], str] | None:
    """What the speech counts (56家单位), and the row's words for the important ones of them (重点单位)."""
    picked = None if "重点" in quote else _PICKED.search(row)
    for counted in _COUNTED.finditer(quote) if picked else ():
        pairs = map("".join, pairwise(counted["noun"]))
        if picked and any(pair in picked["noun"] for pair in pairs) and counted["number"] not in row:
            return counted, picked[0]
    return None


def _named(thing: str, told: str) -> bool:
    """Whether any two characters of a thing, side by side, stand in the rows."""
    return any(first + second in told for first, second in pairwise(thing)) or thing in told


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
