"""Entries in slashes whose last two parts say who and by when: 「村口堆柴/清走码好/村民小组长/7月18日前」."""

import itertools
import re
from collections.abc import Iterator

from extractors.lexicon import load
from extractors.units.claims import Bracket, Claim, Fields, ReadsProse, clauses
from extractors.units.fields.bare_names import BareNames
from extractors.units.fields.limit_clauses import is_limit
from models import Role

_SAYS_WHEN = re.compile(load("units")["slashed_entries"]["when"])
_LONGEST_LIMIT, _LEAST_PARTS = 14, 3
_DOES = (*"出带把将由让要应须每", "负责", "牵头", "配合", "协助")
_LISTED = re.compile(r"[\u3400-\u9fff]{2,10}(?:[、和][\u3400-\u9fff]{2,10})*")
_PART = re.compile(r"[^、和]+")


def is_slashed(view: str, start: int, stop: int) -> bool:
    """Whether an entry has parts enough between slashes to be one."""
    return view.count("/", start, stop) >= _LEAST_PARTS - 1


class SlashedEntries:
    """Reads who and by when at the end of an entry in slashes."""

    def __init__(self, names: BareNames, prose: ReadsProse) -> None:
        self._names = names
        self._prose = prose

    def read(self, view: str, start: int, stop: int, end: int) -> Bracket | None:
        """What the last two parts say, the entry read up to `stop`, its sentence going on to `end`."""
        last = 1 + view.rfind("/", start, stop)
        when = view[last:stop].strip()
        if stop - last > _LONGEST_LIMIT or not (is_limit(when) or _SAYS_WHEN.search(when)):
            return None
        cuts = [start - 1, *(i for i in range(start, stop) if view[i] == "/"), stop]
        parts = [(a + 1, b) for a, b in itertools.pairwise(cuts)]
        a, b = parts[-2]
        claims = self._claims(view, a, b)
        return ((a - 1, end), Fields(tuple(claims), (b + 1, stop))) if claims else None

    def _claims(self, view: str, start: int, end: int) -> list[Claim]:
        """Whom a part names: as any field does where its first clause is plain names, else word by word."""
        if any(self._names.are(view, *clause) for clause in clauses(view, start, end)[:1]):
            return self._prose(view, start, end, Role.RESPONSIBLE)
        return list(self._word_by_word(view, start, end))

    def _word_by_word(self, view: str, start: int, end: int) -> Iterator[Claim]:
        """Whom a part names that is no plain list: 「移动公司、设备厂家」, 「乡里出人」."""
        for a, b in clauses(view, start, end):
            if any(mark in view[a:b] for mark in _DOES) or not _LISTED.fullmatch(view, a, b):
                yield from self._prose(view, a, b, Role.RESPONSIBLE)
            else:
                parts = _PART.finditer(view, a, b)
                yield from (
                    Claim(*p.span(), p.group(), Role.RESPONSIBLE, "field.cell", "organ", 0.7) for p in parts
                )
