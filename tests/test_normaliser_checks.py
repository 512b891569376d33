"""三要素, doubts, quality and suggested dates of a row, each on a small real document."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from ledger_builders import deadline, document, owner, rows, task

from models import Anchor, Deadline, DeadlineKind
from pipeline.normaliser.policies import shipped_policies, suggest
from pipeline.normaliser.quality import assess

DATA = Path(__file__).parent / "data" / "normaliser"
PAPER = document(
    "县水利局、县财政局要立即编制护岸修复方案，汛期前完成修复并长期坚持，每月5日前报送进展，县审计局等单位配合。\n"
    "各有关单位要建立巡河台账，省级督导组抽查，深入推进也要配合。区乡村振兴局要开展走访。\n"
    "严禁向河道倾倒垃圾。要提高政治站位。"
)
PLAN = "编制护岸修复方案"
SURE = {"confidence": 0.95}


def cases(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [pytest.param(row, id="-".join(row.values())[:60]) for row in csv.DictReader(file)]


def only_row(*, measure=PLAN, **more):
    (row,) = rows(PAPER, task(PAPER, measure, **more)).entries
    return row


def codes(row, field):
    return [doubt.code for doubt in row.doubts if doubt.field == field]


def reason(row, code):
    (found,) = [doubt.reason for doubt in row.doubts if doubt.code == code]
    return found


def test_complete_row_lacks_nothing_and_raises_no_doubt():
    lead = owner(PAPER, "县水利局", "lead")
    due = deadline(PAPER, "汛期前", "date", due="2025-06-30")
    row = only_row(owners=[lead], deadline=due)
    assert row.missing == ()
    assert row.doubts == ()
    assert row.owners[0].unit == "slj"


def test_bare_row_lacks_owner_and_deadline():
    row = only_row()
    assert row.missing == ("owner", "deadline")
    assert reason(row, "N111") == "责任单位待明确。"
    assert reason(row, "N121") == "时限待定。"


@pytest.mark.parametrize(
    ("text", "kind", "more", "missing", "doubted"),
    [
        ("立即", "vague", {}, ("deadline",), ["N122"]),
        ("长期坚持", "standing", {}, (), []),
        ("每月5日前", "recurring", {"every": "每月5日"}, (), []),
        ("汛期前", "date", {}, (), ["N124"]),
        ("汛期前", "date", {"reason": "当地汛期起始日待设定。"}, (), ["N123"]),
        ("汛期前", "date", {"due": "2025-06-01", "confidence": 0.5}, (), ["N125"]),
        ("汛期前", "date", {"due": "2025-06-01", "basis": "inherited"}, (), []),
    ],
)
def test_deadline_of_each_kind(text, kind, more, missing, doubted):
    row = only_row(owners=[owner(PAPER, "县水利局", "lead")], deadline=deadline(PAPER, text, kind, **more))
    assert row.missing == missing
    assert codes(row, "deadline") == doubted


def test_vague_deadline_keeps_its_words_and_the_suggestion_stands_apart():
    row = only_row(deadline=deadline(PAPER, "立即", "vague"))
    assert reason(row, "N122") == "原文为“立即”，未给出日期。"
    assert (row.deadline.text, row.deadline.due) == ("立即", None)
    assert row.deadline.suggested == dt.date(2025, 6, 25)
    assert "10个工作日" in row.deadline.policy


def test_first_of_several_is_presumed_lead_only_as_a_doubt():
    row = only_row(owners=[owner(PAPER, "县水利局"), owner(PAPER, "县财政局")])
    assert reason(row, "N112").startswith("首列单位推定牵头，请确认")
    assert "县水利局" in reason(row, "N112")
    assert {o.role for o in row.owners} == {"responsible"}


def test_no_lead_is_presumed_where_one_is_named_or_only_one_is_responsible():
    named = only_row(owners=[owner(PAPER, "县水利局", "lead"), owner(PAPER, "县财政局")])
    alone = only_row(owners=[owner(PAPER, "县水利局"), owner(PAPER, "县审计局", "support")])
    assert "N112" not in codes(named, "owner") + codes(alone, "owner")


@pytest.mark.parametrize(
    ("mention", "more", "doubted"),
    [
        (
            "县水利局",
            {"basis": "inherited", "inherited_from": "县水利局要立即编制护岸修复方案", "confidence": 0.8},
            "N113",
        ),
        ("各有关单位", {}, "N114"),
        ("县审计局", {"open_list": True}, "N115"),
        ("县水利局", {"confidence": 0.5}, "N116"),
        ("县水利局", {"confidence": 0.9, "rule": "network"}, "N116"),
        ("省级督导组", {}, "N117"),
        ("深入推进", {}, "N118"),
        ("区乡村振兴局", {}, "N011"),
    ],
)
def test_doubtful_owner(mention, more, doubted):
    row = only_row(owners=[owner(PAPER, mention, "lead", **more)])
    assert codes(row, "owner") == [doubted]
    assert mention in reason(row, doubted)
    assert row.owners[0].name == mention


def test_inherited_owner_names_the_sentence_it_came_from():
    quote = "县水利局、县财政局要立即编制护岸修复方案"
    inherited = owner(PAPER, "县水利局", basis="inherited", inherited_from=quote, confidence=0.8)
    assert quote in reason(only_row(owners=[inherited]), "N113")


def test_owner_of_the_items_own_line_is_not_doubted():
    given = owner(PAPER, "县水利局", "lead", basis="inherited", inherited_from="本条责任单位", confidence=0.9)
    assert codes(only_row(owners=[given]), "owner") == []


def test_unit_name_is_judged_at_the_year_when_only_that_is_known():
    for year, told in ((2025, True), (2022, False)):
        paper = document("区乡村振兴局要开展走访。", date=None, year=year, rank=5)
        (row,) = rows(paper, task(paper, "开展走访", owners=[owner(paper, "区乡村振兴局")])).entries
        assert ("N011" in codes(row, "owner")) is told


def test_prohibition_needs_no_date():
    row = only_row(measure="严禁向河道倾倒垃圾", prohibition=True, owners=[owner(PAPER, "县水利局")])
    assert row.missing == ()
    assert codes(row, "deadline") == []


def test_row_without_a_measure_says_so():
    paper = document("护岸塌陷。", date=None)
    (row,) = rows(paper, task(paper, "")).entries
    assert row.missing == ("owner", "measure", "deadline")
    assert [doubt.code for doubt in row.doubts] == ["N101", "N111", "N121"]


def test_unsure_and_hollow_measures_are_listed():
    row = only_row(measure="提高政治站位", confidence=0.4)
    assert codes(row, "measure") == ["N102", "N103"]
    assert row.quality.score == 0


@pytest.mark.parametrize("case", cases("measure_quality.csv"))
def test_quality(case):
    quality = assess(case["measure"], (), None)
    found = (quality.actionable, quality.checkable, quality.quantifiable)
    assert found == tuple(case[test] == "是" for test in ("actionable", "checkable", "quantifiable"))
    assert len(quality.why) == quality.score


def test_quality_names_the_words_and_counts_a_date():
    due = deadline(PAPER, "汛期前", "date", due="2025-06-30")
    assert only_row(deadline=due).quality.why == ("可操作：编制、修复", "可检查：方案", "可量化：汛期前")


@pytest.mark.parametrize("case", cases("suggested_dates.csv"))
def test_suggested_date(case):
    day = dt.date.fromisoformat(case["anchor"]) if case["anchor"] else None
    anchor = Anchor(date=day, rank=int(case["rank"]), source="成文日期")
    limit = Deadline(
        start=0, end=len(case["text"]), text=case["text"], kind=DeadlineKind(case["kind"]), rule="test"
    )
    found = suggest(limit, case["measure"], anchor, shipped_policies())
    assert (found.day.isoformat() if found.day else "") == case["suggested"]
    assert case["policy"] in found.policy
    assert bool(found.policy) is bool(found.day)
