"""Units and a limit that stand behind the work in an entry without brackets.

「护栏焊牢,总务处,1月25日前」, 「安检员培训——保卫科,厂家配合」; between slashes see `slashed_entries.py`.
"""

import itertools
import re
from typing import NamedTuple

from extractors.lexicon import load
from extractors.structure.numbering import number_at_start
from extractors.units.claims import Bracket, Fields, ReadsProse
from extractors.units.fields.bare_names import BareNames
from extractors.units.fields.limit_clauses import is_limit
from extractors.units.fields.slashed_entries import SlashedEntries, is_slashed
from models import Role

_NAMES_ON = re.compile(load("units")["unbracketed_ends"]["names_on"])
_LONGEST_ENTRY, _LEAST_WORK = 60, 2
_DASH = "—"
_MARKS = ",;—"
_CLAUSE = re.compile(r"(?:,|;|—{1,2})\s*([^,;—()]+?)\s*(?=(?:,|;|—{1,2}|$))")


class _Clause(NamedTuple):
    """A clause that is nothing but units, or nothing but a limit: where its mark stands, and its words."""

    mark: int
    words: tuple[int, int]
    limit: bool


class UnbracketedEnds:
    """Reads the end of an entry that has no bracket."""

    def __init__(self, names: BareNames, prose: ReadsProse) -> None:
        self._names = names
        self._prose = prose
        self._slashed = SlashedEntries(names, prose)

    def read(self, view: str, start: int, end: int) -> Bracket | None:
        """Where the end begins that only says who and by when, and what it says; None where there is none."""
        stop = start + len(view[start:end].rstrip("。; "))
        if is_slashed(view, start, stop):
            return self._slashed.read(view, start, stop, end)
        if stop - start > _LONGEST_ENTRY or not any(mark in view[start:stop] for mark in _MARKS):
            return None
        ending = self._ending(view, start, stop)
        if not ending or _NAMES_ON.search(view, start, ending[0].mark):
            return None
        limit = next((clause.words for clause in ending if clause.limit), None)
        units = [clause.words for clause in ending if not clause.limit]
        last = self._names.end(view, *units[-1])
        claims = self._prose(view, units[0][0], last, Role.RESPONSIBLE)
        return (ending[0].mark, end), Fields(tuple(claims), limit)

    def _ending(self, view: str, start: int, stop: int) -> list[_Clause]:
        """The last clauses that are nothing but units or a limit, in order; work must stand before them.

        Without a limit or a dash only an entry of a list is told so, for much in prose may look like a name.
        """
        ending: list[_Clause] = []
        for found in reversed(list(_CLAUSE.finditer(view, start, stop))):
            limit = is_limit(found[1])
            twice = limit and any(clause.limit for clause in ending)
            works = found.start() - start >= _LEAST_WORK
            if twice or not works or not (limit or self._names.are(view, *found.span(1))):
                break
            ending.insert(0, _Clause(found.start(), found.span(1), limit))
        told = any(clause.limit or view[clause.mark] == _DASH for clause in ending)
        if not (told or number_at_start(view[start:stop])):
            return []
        return list(itertools.dropwhile(lambda clause: clause.limit, ending))
