"""Deadlines beside public time parsers: where they differ, and why ours is right.

Every row of `differential.csv` says what a public parser answers for a phrase at an anchor and what ours
does; `reason` is a code of `differential_reasons.csv`. `public` is a day, empty for no answer, or the bare
verdict `right` or `wrong` where only that was measured. jionlp is too heavy and too restricted to run here:
its rows are a record of version 1.5.31. time-parser-zh is asked again in every run.
"""

import csv
import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from extractors.deadlines import find_deadlines
from models import DeadlineKind

DATA = Path(__file__).parent / "data" / "deadlines"
LIVE, RECORDED = "time-parser-zh 1.0.0", "jionlp 1.5.31"


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ROWS = rows_of("differential.csv")
REASONS = {row["code"] for row in rows_of("differential_reasons.csv")}


def is_day(answer: str) -> bool:
    return answer[:2] in ("19", "20")


def our_answer(row: dict[str, str]) -> str:
    """The days of all limits; the kind of a limit without one, `unresolved` for a date that is not known."""
    limits = [
        match
        for match in find_deadlines(
            row["phrase"], dt.date.fromisoformat(row["anchor"]), in_field=row["in_field"] == "yes"
        )
        if match.limit
    ]
    without_day = {kind: kind.value for kind in DeadlineKind} | {DeadlineKind.DATE: "unresolved"}
    return ";".join(match.due.isoformat() if match.due else without_day[match.kind] for match in limits)


def public_answer(phrase: str, anchor: str) -> str:
    """The day that the public parser ends on, asked in all its ways; empty where it finds none."""
    import time_parser_zh as public

    now = dt.datetime.combine(dt.date.fromisoformat(anchor), dt.time(9))
    if days := public.extract_date_range_v2(phrase, today=now):
        return str(days.end)
    if moment := public.extract_datetime_point(phrase, today=now):
        return str(moment.datetime)[:10]
    if stretch := public.extract_datetime_range(phrase, today=now):
        return str(stretch.end)[:10]
    return ""


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['parser']}: {row['phrase']}" for row in ROWS])
def test_ours_answers_as_documented(row: dict[str, str]):
    assert our_answer(row) == row["ours"]


@pytest.mark.parametrize("row", ROWS, ids=[f"{row['parser']}: {row['phrase']}" for row in ROWS])
def test_every_difference_has_its_reason(row: dict[str, str]):
    assert row["reason"] in REASONS
    agree = row["public"] == row["ours"] or (row["public"] == "right" and is_day(row["ours"]))
    assert agree == (row["reason"] == "same")


def test_every_reference_phrase_is_compared():
    compared = {(row["phrase"], row["anchor"]) for row in ROWS if row["parser"] == LIVE}
    assert compared >= {(row["phrase"], row["anchor"]) for row in rows_of("reference.csv")}
    assert compared >= {(row["phrase"], row["anchor"]) for row in rows_of("official.csv")}


def test_the_record_of_jionlp_is_whole():
    """Its measured 36 right, 7 wrong and 4 without an answer of the 47 phrases at 2025-05-20."""
    rows = [row for row in ROWS if row["parser"] == RECORDED and row["anchor"] == "2025-05-20"]
    verdicts = Counter("wrong" if is_day(row["public"]) else row["public"] for row in rows)
    assert verdicts == {"right": 36, "wrong": 7, "": 4}


def test_the_public_parser_answers_as_documented():
    pytest.importorskip("time_parser_zh", reason="time-parser-zh is in the dev extra")
    rows = [row for row in ROWS if row["parser"] == LIVE]
    answers = [public_answer(row["phrase"], row["anchor"]) for row in rows]
    assert answers == [row["public"] for row in rows]
