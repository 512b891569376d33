"""Milestones and occasions: which there are on a day, what is recorded of each, what the lights say."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from ledger_builders import deadline, document, owner, rows, task
from ledger_lives import act, live

from pipeline.ledger import check
from pipeline.ledger.light_rules import load_light_rules
from pipeline.ledger.lights import answered, light_of
from pipeline.ledger.occasions import occasions
from pipeline.ledger.points import missed_points, points_of

DATA = Path(__file__).parent / "data" / "ledger"
ROWS = list(csv.DictReader((DATA / "occasions.csv").open(encoding="utf-8")))
RULES = load_light_rules()
BEGIN = [
    ("06-10", "督查室", "file", {}),
    ("06-10", "督查室", "assign", {}),
    ("06-11", "县水利局", "receive", {}),
]
STAND = ("06-20", "督查室", "stand", {"note": "达标", "every": "每季度"})


def monthly():
    paper = document("县水利局要每月25日前报送水质情况。")
    limit = deadline(paper, "每月25日前", "recurring", every="每月25日")
    return rows(paper, task(paper, "报送水质情况", owners=[owner(paper, "县水利局")], deadline=limit))


def staged():
    paper = document("县水利局要在6月20日前完成勘察，7月底前开工，年底前完成护岸修复。")
    limits = [
        deadline(paper, "6月20日前", "date", due="2025-06-20"),
        deadline(paper, "7月底前", "date", due="2025-07-31"),
    ]
    last = deadline(paper, "年底前", "date", due="2025-12-31")
    owners = [owner(paper, "县水利局")]
    return rows(paper, task(paper, "完成护岸修复", owners=owners, deadline=last, milestones=tuple(limits)))


def begun(ledger, paper):
    ledger.add(paper, dt.date(2025, 6, 9))
    live(ledger, paper.entries[0].id, BEGIN)
    return paper.entries[0].id


def row_of(ledger, name):
    return next(entry for entry in ledger.state().entries if entry.id == name)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['every']} {row['begins']}")
def test_when_a_recurring_duty_falls_due(row):
    found = list(
        occasions(row["every"], dt.date.fromisoformat(row["begins"]), dt.date.fromisoformat(row["ends"]))
    )
    assert [occasion.due.isoformat() for occasion in found] == row["days"].split()
    assert [occasion.label for occasion in found] == row["labels"].split()


def test_every_month_wants_a_record_of_its_own(ledger):
    name = begun(ledger, monthly())
    on = dt.date(2025, 8, 10)
    assert [(p.key, p.passed) for p in points_of(row_of(ledger, name), on)] == [
        ("2025-06-25", False),
        ("2025-07-25", False),
        ("2025-08-25", False),
    ]
    reach = ("06-24", "县水利局", "reach", {"point": "2025-06-25", "note": "已报6月水质"})
    live(ledger, name, [reach])
    assert act(ledger, name, *reach).repeated == (name,)
    entry = row_of(ledger, name)
    assert (entry.status, answered(entry)) == ("under_way", True)
    assert [point.key for point in missed_points(entry, on)] == ["2025-07-25"]
    assert light_of(entry, on, RULES).reasons == ("“2025年7月”一次没有记录，已过16天（2025-07-25）",)
    assert light_of(entry, dt.date(2025, 7, 20), RULES).reasons == ("“2025年7月”还剩5天（2025-07-25）",)
    assert light_of(entry, dt.date(2025, 7, 1), RULES).colour == "grey"
    assert check(ledger).problems == ()


def test_milestones_are_passed_one_by_one(ledger):
    name = begun(ledger, staged())
    on = dt.date(2025, 8, 2)
    entry = row_of(ledger, name)
    assert [point.label for point in points_of(entry, on)] == ["6月20日前", "7月底前"]
    assert light_of(entry, on, RULES).reasons == (
        "“6月20日前”节点没有完成记录，已过43天（2025-06-20），这样的共2处",
    )
    live(ledger, name, [("06-19", "县水利局", "reach", {"point": "2025-06-20"})])
    live(ledger, name, [("07-28", "县水利局", "reach", {"point": "2025-07-31"})])
    assert light_of(row_of(ledger, name), on, RULES).colour == "green"


@pytest.mark.parametrize(
    ("by", "point", "code"),
    [
        ("县水利局", "", "L059"),
        ("县水利局", "2025-06-21", "L059"),
        ("县水利局", "2025-06-20", "L060"),
        ("县教育局", "2025-07-31", "L011"),
    ],
)
def test_a_point_that_is_none_or_was_passed_is_refused(ledger, by, point, code):
    name = begun(ledger, staged())
    live(ledger, name, [("06-19", "县水利局", "reach", {"point": "2025-06-20"})])
    fault = act(ledger, name, "06-20", by, "reach", {"point": point}).problems[0]
    assert fault.code == code
    if code == "L059":
        assert "2025-07-31" in fault.action


def test_a_standing_duty_is_looked_at_again_and_again(ledger):
    name = begun(ledger, staged())
    live(ledger, name, [("06-12", "县水利局", "progress", {"note": "已开工"}), STAND])
    entry, on = row_of(ledger, name), dt.date(2025, 10, 3)
    assert [p.key for p in points_of(entry, on)] == ["2025-09-30", "2025-12-31"]
    assert light_of(entry, on, RULES).colour == "yellow"
    live(ledger, name, [("09-29", "督查室", "reach", {"point": "2025-09-30", "note": "回头看，完好"})])
    assert missed_points(row_of(ledger, name), on) == []
