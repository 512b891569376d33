"""Deadlines: every row of tests/data/deadlines is a case; a clerk adds one by adding a row.

Rows of one phrase (with the same anchor and field mark) belong together: those with `limit` = yes are, in order,
all the limits that must be found; a row with `limit` = no is a time that must be found and not be a limit;
a phrase whose only row has an empty `text` has no limit at all.
"""

import csv
import datetime as dt
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.deadlines import DeadlineMatch, find_deadlines
from extractors.deadlines.moments import add_workdays
from models import DeadlineKind

DATA = Path(__file__).parent / "data" / "deadlines"
TABLES = sorted(DATA.glob("*.csv"))


class Case(NamedTuple):
    """A phrase and what must be found in it."""

    phrase: str
    anchor: str
    in_field: str
    rows: list[dict[str, str]]


def rows_of(table: Path) -> list[dict[str, str]]:
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def cases_of(table: Path) -> list[Case]:
    grouped = groupby(rows_of(table), key=lambda row: (row["phrase"], row["anchor"], row["in_field"]))
    return [Case(*key, list(rows)) for key, rows in grouped]


CASES = [pytest.param(case, id=f"{table.stem}: {case.phrase}") for table in TABLES for case in cases_of(table)]


def day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def find(case: Case) -> list[DeadlineMatch]:
    return find_deadlines(case.phrase, day(case.anchor), in_field=case.in_field == "yes")


def expected(row: dict[str, str]) -> tuple[object, ...]:
    return row["text"], row["kind"], day(row["due"]), day(row["begins"]), row["standing"] == "yes"


def found(match: DeadlineMatch) -> tuple[object, ...]:
    return match.text, match.kind.value, match.due, match.begins, match.standing


def assert_sound(phrase: str, matches: list[DeadlineMatch]) -> None:
    """What holds for any text: exact spans in order, an explanation for every missing day, sane dates."""
    at = 0
    for match in matches:
        assert phrase[match.start : match.end] == match.text
        assert at <= match.start < match.end
        at = match.end
        assert match.rule
        assert 0 < match.confidence <= 1
        assert match.due is None or 1990 <= match.due.year <= 2100
        if match.kind is DeadlineKind.DATE:
            assert match.due or match.reason
        else:
            assert match.due is None
        if match.begins and match.due:
            assert match.begins <= match.due


@pytest.mark.parametrize("case", CASES)
def test_phrase_is_read_as_a_clerk_reads_it(case: Case):
    matches = find(case)
    assert_sound(case.phrase, matches)
    limits = [found(match) for match in matches if match.limit]
    assert limits == [expected(row) for row in case.rows if row["text"] and row["limit"] == "yes"]
    others = [found(match) for match in matches if not match.limit]
    for row in case.rows:
        if row["limit"] == "no" and row["text"]:
            assert expected(row) in others
