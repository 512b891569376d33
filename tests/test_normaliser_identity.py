"""Ids stay the same as long as the words do; the same demand read twice is one row."""

import pytest
from ledger_builders import deadline, document, issue, owner, rows, task

from models import Role
from pipeline.normaliser.identity import entry_id, fold

BODY = """县水利局、县财政局要联合排查沿河排污口。
提纲：一要排查沿河排污口。
白鹭镇要排查沿河排污口，6月底前完成，12月底前回头看。
县水利局牵头排查沿河排污口。"""
PAPER = document(BODY)
MEASURE = "排查沿河排污口"


def test_id_is_the_same_in_every_run():
    assert entry_id("D-1", "排查沿河排污口", 0) == "E47c6b3be5b"
    assert entry_id("D-1", "排查沿河排污口", 1) != entry_id("D-1", "排查沿河排污口", 0)
    assert entry_id("D-2", "排查沿河排污口", 0) != entry_id("D-1", "排查沿河排污口", 0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("建立管护台账", "一是要建立管护台账。"),
        ("建立“管护”台账", "建立 管护台账，"),
        ("完成90%", "完成９０％"),
        ("第一，要建立管护台账", "必须建立管护台账"),
    ],
)
def test_width_marks_and_numbering_do_not_matter(one, other):
    assert fold(one) == fold(other)


def test_words_matter():
    assert len({fold("三级联动管护"), fold("二级联动管护"), fold("联动管护")}) == 3


def test_outline_and_body_are_one_row():
    units = [owner(PAPER, "县水利局"), owner(PAPER, "财政局", name="县财政局")]
    (row,) = rows(PAPER, task(PAPER, MEASURE, nth=1), task(PAPER, MEASURE, owners=units)).entries
    assert [o.name for o in row.owners] == ["县水利局", "县财政局"]
    assert [source.place.paragraph for source in row.sources] == [1, 2]


def test_united_owner_keeps_the_strongest_role_and_the_explicit_ground():
    first = task(PAPER, MEASURE, owners=[owner(PAPER, "县水利局", "support", basis="inherited")])
    again = task(PAPER, MEASURE, nth=3, owners=[owner(PAPER, "县水利局", "lead")])
    (row,) = rows(PAPER, first, again).entries
    assert [(o.name, o.role, o.basis) for o in row.owners] == [("县水利局", Role.LEAD, "explicit")]


def test_one_row_for_each_owner_who_has_the_task_alone():
    first = task(PAPER, MEASURE, owners=[owner(PAPER, "县水利局")])
    second = task(PAPER, MEASURE, nth=2, owners=[owner(PAPER, "白鹭镇")])
    one, other = rows(PAPER, first, second).entries
    assert one.id != other.id
    assert rows(PAPER, second, first).entries == (one, other)


def test_other_dates_keep_rows_apart_and_a_missing_date_does_not():
    june = deadline(PAPER, "6月底前", "date", due="2025-06-30")
    december = deadline(PAPER, "12月底前", "date", due="2025-12-31")
    apart = rows(PAPER, task(PAPER, MEASURE, deadline=june), task(PAPER, MEASURE, nth=1, deadline=december))
    assert [row.deadline.text for row in apart.entries] == ["6月底前", "12月底前"]
    vague = deadline(PAPER, "回头看", "vague")
    (row,) = rows(PAPER, *(task(PAPER, MEASURE, nth=nth, deadline=vague) for nth in range(3))).entries
    assert len(row.sources) == 3
    (row,) = rows(PAPER, task(PAPER, MEASURE), task(PAPER, MEASURE, nth=1, deadline=june)).entries
    assert row.deadline.text == "6月底前"


def test_the_same_measure_against_two_problems_is_two_rows():
    paper = document("护岸塌陷。限期整改到位。\n围栏破损。限期整改到位。")
    problems = issue(paper, "护岸塌陷", "I1"), issue(paper, "围栏破损", "I2")
    tasks = (
        task(paper, "限期整改到位", issues=("I1",)),
        task(paper, "限期整改到位", nth=1, issues=("I2",)),
    )
    one, other = rows(paper, *tasks, issues=problems).entries
    assert (one.issue, one.issue_id, other.issue) == ("护岸塌陷", "I1", "围栏破损")
    both = task(paper, "限期整改到位", issues=("I1", "I2"))
    (row,) = rows(paper, both, issues=problems).entries
    assert (row.issue, row.issue_id) == ("护岸塌陷；围栏破损", "I1；I2")
