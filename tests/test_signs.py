"""What is passed over unread holds nothing: signs of names, and endings found in one pass."""

import re
from functools import cache

from extraction_builders import registry
from test_patterns import lines

from extractors.components import build
from extractors.units.acting.subjects import SubjectReader
from extractors.units.claims import Claim
from extractors.units.lists.list_reader import ListReader
from extractors.units.names.endings import KINDS, Ending, endings_of, guard_of
from extractors.units.names.name_reader import NameReader


class _Anywhere:
    """Signs that pass nothing over."""

    def stand_in(self, *_clause: object) -> bool:
        return True


@cache
def readers() -> tuple[SubjectReader, SubjectReader]:
    """The reader as it is, and one that reads every clause."""
    tags = build(registry())[2].tags
    plain, thorough = (ListReader(NameReader(registry(), tags)) for _ in range(2))
    thorough.signs = _Anywhere()  # type: ignore[assignment]
    return SubjectReader(plain), SubjectReader(thorough)


def read(reader: SubjectReader, line: str) -> list[Claim]:
    return reader.subjects(line, 0, len(line), [])


def test_no_clause_with_a_unit_is_passed_over():
    plain, thorough = readers()
    assert [line for line in lines() if read(plain, line) != read(thorough, line)] == []


def test_many_clauses_are_passed_over():
    signs = ListReader(NameReader(registry(), {})).signs
    clauses = [clause for line in lines() for clause in line.split(",")]
    assert sum(signs.stand_in(clause, 0, len(clause)) for clause in clauses) < 0.72 * len(clauses)


def suffixes() -> re.Pattern[str]:
    """The longest suffix at any place, as one pattern."""
    longest_first = sorted(KINDS, key=len, reverse=True)
    guarded = (re.escape(s) + (f"(?!{guard_of(s)})" if guard_of(s) else "") for s in longest_first)
    return re.compile("|".join(guarded))


def test_endings_are_those_that_the_pattern_finds():
    pattern = suffixes()
    for line in lines():
        found = [Ending(*m.span(), m.group()) for m in pattern.finditer(line)]
        assert list(endings_of(line).within(0, len(line))) == found
        assert [e for e in found if endings_of(line).end_at(e.start, len(line)) != e.end] == []


def test_an_ending_beyond_the_stretch_gives_way_to_a_shorter_one():
    line = "请人民政府办公室牵头"
    assert [e.suffix for e in endings_of(line).within(0, 5)] == ["人民政府"]
    assert [e.suffix for e in endings_of(line).within(0, len(line))] == ["人民政府办公室"]
