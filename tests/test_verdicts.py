"""What a sentence is: every row of verdicts.csv, read inside a paper of its kind as a user hands it in."""

import pytest
from extraction_builders import cases, read_framed, records_of, rows

from models import DocumentKind, Extraction


def said(extraction: Extraction, sentence: str) -> set[str]:
    """What the words of the sentence became."""
    start = extraction.document.text.index(sentence)
    end = start + len(sentence)
    return {str(r.kind) for r in records_of(extraction) if r.source.start < end and start < r.source.end}


@pytest.mark.parametrize("case", cases("verdicts.csv"))
def test_sentence_is_what_a_clerk_says_it_is(case: dict[str, str]):
    heading = f"{case['heading']}\n\n" if case["heading"] else ""
    body = heading + case["label"] + case["sentence"]
    extraction = read_framed(body, DocumentKind(case["kind"]), case["level"] or "县")
    assert said(extraction, case["sentence"]) in [
        {label} - {"nothing"} for label in case["verdict"].split("|")
    ]


def test_every_kind_of_paper_has_tasks_and_something_that_is_none():
    table = {(row["kind"], row["verdict"]) for row in rows("verdicts.csv")}
    for kind in ("speech", "feedback", "plan", "minutes", "notice"):
        assert (kind, "task") in table
        assert (kind, "nothing") in table


def test_what_looks_like_an_instruction_and_became_nothing_is_listed_with_the_reason():
    extraction = read_framed("对逾期未完成的单位，由县政府督查室约谈其主要负责人。", DocumentKind.NOTICE)
    [rejected] = [r for r in extraction.rejected if "约谈" in r.quote]
    assert rejected.reason
    assert rejected.rule
    assert rejected.place.paragraph


@pytest.mark.parametrize(
    "case",
    [row for row in rows("verdicts.csv") if row["verdict"] == "task" and not row["known_fault"]][::10],
    ids=lambda row: row["at"],
)
def test_every_record_explains_itself(case: dict[str, str]):
    heading = f"{case['heading']}\n\n" if case["heading"] else ""
    extraction = read_framed(heading + case["label"] + case["sentence"], DocumentKind(case["kind"]))
    for record in records_of(extraction):
        assert record.rule
        assert record.reasons or record.rule.startswith("issue")
        assert 0 < record.confidence <= 1
        assert record.source.place.paragraph
