"""Which percentage of a report is the progress of its task."""

import csv
from pathlib import Path

import pytest

from pipeline.ledger.told_percent import share_words, told_percent

NOTES = list(
    csv.DictReader((Path(__file__).parent / "data" / "ledger" / "told_percents.csv").open(encoding="utf-8"))
)


@pytest.mark.parametrize("row", NOTES, ids=[row["note"] for row in NOTES])
def test_only_the_progress_counts(row):
    assert told_percent(row["note"]) == (int(row["percent"]) if row["percent"] else None)


@pytest.mark.parametrize(
    ("note", "percent", "words"),
    [("完成66.7%", 67, ""), ("签收率92%", 40, "完成40%"), ("已进场", None, ""), ("已过40%", 40, "")],
)
def test_what_the_words_tell_is_not_said_twice(note, percent, words):
    assert share_words(note, percent) == words
