"""Units and a limit that stand behind the work in an entry without brackets.

「村口堆柴/清走码好/村民小组长/7月18日前」, 「护栏焊牢,总务处,1月25日前」, 「安检员培训——保卫科,厂家配合」.
"""

import itertools
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from extractors.lexicon import load
from extractors.structure.numbering import number_at_start
from extractors.units.claims import Claim, Fields, clauses, skip_leading
from extractors.units.limit_clauses import is_limit
from extractors.units.lists import ListReader
from models import Role

_WORDS = load("units")["entry_ends"]
_SAYS_WHEN = re.compile(_WORDS["when_in_slashes"])
_NAMES_ON = re.compile(_WORDS["names_on"])
_ROLE = re.compile(_WORDS["role"])
_NO_NAME = re.compile(_WORDS["no_name"])
_LONGEST_LIMIT, _LONGEST_ENTRY, _LEAST_WORK = 14, 60, 2
_SLASHES, _LEAST_PARTS = 2, 3
_SEES_TO_IT, _DASH = "办", "—"
LIMIT_HEAD = re.compile(
    r"\s*(?:【(?P<a>(?!上|去|昨|已)[^】]{2,12})】:?|(?P<b>(?!上|去|昨|已)[^:,;。【]{2,12}):)\s*"
)
_NEVER_ALONE = ":?!\t(“"
_PIECE = re.compile(r"(?:,|;|—{1,2})\s*([^,;—()]+?)\s*(?=(?:,|;|—{1,2}|$))")
_DOES = (*"出带把将由让要应须每", "负责", "牵头", "配合", "协助")
_AMONG_SLASHES = re.compile(r"[\u3400-\u9fff]{2,10}(?:[、和][\u3400-\u9fff]{2,10})*")
_PART = re.compile(r"[^、和]+")
Trailing = tuple[tuple[int, int], Fields]
Prose = Callable[[str, int, int, Role], list[Claim]]
"""Reads the units of a stretch and their roles."""


class _Piece(NamedTuple):
    """A clause that is nothing but units, or nothing but a limit: where its mark stands, and its words."""

    mark: int
    words: tuple[int, int]
    limit: bool


class EntryEnds:
    """Reads the end of an entry that has no bracket."""

    def __init__(self, lists: ListReader, prose: Prose) -> None:
        self._lists = lists
        self._prose = prose

    def read(self, view: str, start: int, end: int) -> Trailing | None:
        """Where the end begins that only says who and by when, and what it says; None where there is none."""
        stop = start + len(view[start:end].rstrip("。; "))
        if view.count("/", start, stop) >= _SLASHES:
            return self._in_slashes(view, start, stop, end)
        if stop - start > _LONGEST_ENTRY or not any(mark in view[start:stop] for mark in ",;—"):
            return None
        pieces = self._pieces(view, start, stop)
        if not pieces or _NAMES_ON.search(view, start, pieces[0].mark):
            return None
        limit = next((piece.words for piece in pieces if piece.limit), None)
        units = [piece.words for piece in pieces if not piece.limit]
        claims = self._prose(view, units[0][0], units[-1][1] - self._deed(view, units[-1]), Role.RESPONSIBLE)
        return (pieces[0].mark, end), Fields(tuple(claims), limit)

    def alone(self, view: str, start: int, end: int) -> bool:
        """Whether there is nothing but a limit, with or without units: 「两家校车公司,3月2日前。」.

        A day without 前 behind a unit is no limit: so papers are signed. A limit may head what stands below
        it: 「【4月10日前】」, 「本周内:」.
        """
        if head := LIMIT_HEAD.fullmatch(view, start, end):
            return is_limit(head["a"] or head["b"], in_field=False)
        stop = start + len(view[start:end].rstrip("。; "))
        if stop - start > _LONGEST_ENTRY or any(mark in view[start:end] for mark in _NEVER_ALONE):
            return False
        pieces = clauses(view, start, stop)
        limits = [is_limit(view[a:b].strip(), in_field=False) for a, b in pieces]
        return sum(limits) == 1 and all(
            timed or self._names(view, skip_leading(view, a, b, []), b)
            for timed, (a, b) in zip(limits, pieces, strict=True)
        )

    def _pieces(self, view: str, start: int, stop: int) -> list[_Piece]:
        """The last clauses that are nothing but units or a limit, in order; work must stand before them.

        Without a limit or a dash only an entry of a list is told so, for much in prose may look like a name.
        """
        pieces: list[_Piece] = []
        for found in reversed(list(_PIECE.finditer(view, start, stop))):
            limit = is_limit(found[1])
            twice = limit and any(piece.limit for piece in pieces)
            if (
                twice
                or found.start() - start < _LEAST_WORK
                or not (limit or self._names(view, *found.span(1)))
            ):
                break
            pieces.insert(0, _Piece(found.start(), found.span(1), limit))
        listed = any(piece.limit or view[piece.mark] == _DASH for piece in pieces)
        told = listed or number_at_start(view[start:stop])
        return list(itertools.dropwhile(lambda piece: piece.limit, pieces)) if told else []

    def _names(self, view: str, start: int, end: int) -> bool:
        """Whether a clause is names of units, what they do at most said in one word."""
        end -= self._deed(view, (start, end))
        units = self._lists.read(view, start, end)
        if units is None or not _ROLE.fullmatch(view[units.end : end].strip()):
            return False
        names = [view[name.start : name.end] for name in units.names]
        return not any(_NO_NAME.search(name) or self._lists.breaks(name) for name in names)

    def _deed(self, view: str, words: tuple[int, int]) -> int:
        """One where the last letter only says that they see to it: 「党政办、财政所办」."""
        start, end = words
        units = self._lists.read(view, start, end - 1) if view[end - 1] == _SEES_TO_IT else None
        return int(bool(units and units.end == end - 1))

    def _in_slashes(self, view: str, start: int, stop: int, end: int) -> Trailing | None:
        """「…/换锁/村护林员、保洁员/3天」: between slashes the last says by when, the one before it who."""
        last = 1 + view.rfind("/", start, stop)
        when = view[last:stop].strip()
        if stop - last > _LONGEST_LIMIT or not (is_limit(when) or _SAYS_WHEN.search(when)):
            return None
        cuts = [start - 1, *(i for i in range(start, stop) if view[i] == "/"), stop]
        parts = [(a + 1, b) for a, b in itertools.pairwise(cuts)]
        if len(parts) < _LEAST_PARTS:
            return None
        a, b = parts[-2]
        plain = any(self._names(view, *clause) for clause in clauses(view, a, b)[:1])
        claims = self._prose(view, a, b, Role.RESPONSIBLE) if plain else list(self._among_slashes(view, a, b))
        return ((a - 1, end), Fields(tuple(claims), (b + 1, stop))) if claims else None

    def _among_slashes(self, view: str, start: int, end: int) -> Iterator[Claim]:
        """Whom a part between slashes names that is no plain list: 「移动公司、设备厂家」, 「乡里出人」."""
        for a, b in clauses(view, start, end):
            if any(mark in view[a:b] for mark in _DOES) or not _AMONG_SLASHES.fullmatch(view, a, b):
                yield from self._prose(view, a, b, Role.RESPONSIBLE)
            else:
                parts = _PART.finditer(view, a, b)
                yield from (
                    Claim(*p.span(), p.group(), Role.RESPONSIBLE, "field.cell", "organ", 0.7) for p in parts
                )
