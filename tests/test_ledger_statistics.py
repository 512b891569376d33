"""Figures for leaders, on a small ledger whose every row can be counted by hand."""

import datetime as dt

import pytest
from ledger_builders import deadline, document, owner, rows, task
from ledger_lives import live

from pipeline.ledger import Ledger
from pipeline.ledger.statistics import by_unit, counted, figures, month_panel

PHOTO = {"evidence": [["photo", "照片"]]}
BEGIN = [("06-10", "督查室", "file", {}), ("06-10", "督查室", "assign", {})]
RECEIVED = [*BEGIN, ("06-12", "县水利局", "receive", {}), ("06-14", "县水利局", "progress", {"percent": 50})]
EXTENDED = [
    *RECEIVED,
    ("06-20", "县水利局", "extend", {"note": "汛期", "due": "2025-07-10"}),
    ("06-21", "督查室", "grant", {}),
]


def closing(day):
    return [(day, "县水利局", "apply", PHOTO), (day, "督查室", "close", {"note": "属实"})]


LIVES = {
    "on time": [*RECEIVED, *closing("06-30")],
    "late": [*RECEIVED, *closing("07-05")],
    "extended and on time": [*EXTENDED, *closing("07-10")],
    "overdue": RECEIVED,
    "never received": BEGIN,
    "standing": [*RECEIVED, ("06-20", "督查室", "stand", {"note": "达标", "every": "每季度"})],
    "draft": [],
    "void": [("06-11", "督查室", "void", {"note": "误录"})],
}
ON = dt.date(2025, 7, 15)


@pytest.fixture(scope="module")
def entries(tmp_path_factory):
    """One row for each life, all of 县水利局 with 县财政局 helping, due on 30 June."""
    path = tmp_path_factory.mktemp("figures") / "台账.db"
    with Ledger.open(path) as ledger:
        for number, steps in enumerate(LIVES.values()):
            made = document(
                f"县水利局牵头，县财政局配合，要在6月底前加固第{number}处堤岸。", identity=f"D{number}"
            )
            owners = [owner(made, "县水利局", "lead"), owner(made, "县财政局", "support")]
            due = deadline(made, "6月底前", "date", due="2025-06-30")
            paper = rows(made, task(made, f"加固第{number}处堤岸", owners=owners, deadline=due))
            ledger.add(paper, dt.date(2025, 6, 9))
            live(ledger, paper.entries[0].id, steps)
        return counted(ledger.state().entries)


def test_counts(entries):
    found = figures(entries, ON)
    assert (found.total, found.closed, found.standing, found.under_way, found.not_begun) == (6, 3, 1, 1, 1)
    assert (found.overdue, found.overdue_days, found.extended, found.reopened, found.undated) == (
        2,
        30,
        1,
        0,
        0,
    )


def test_rates_have_their_denominators(entries):
    found = figures(entries, ON)
    assert found.done_rate.words() == "50%（3/6）"
    assert found.on_time_rate == (1, 5), "the standing row has no day"
    assert found.on_time_rate_extended == (2, 5)
    assert (found.receipt_rate, found.answer_rate) == ((5, 6), (5, 6))
    assert found.essentials_rate == (6, 6)
    assert found.mean_days == (20 + 25 + 30, 3)


def test_rows_count_for_their_lead_and_not_for_those_who_help(entries):
    assert {unit: len(part) for unit, part in by_unit(entries).items()} == {"县水利局": 6}


def test_nothing_to_divide_by_is_no_percentage():
    empty = figures([], ON)
    assert empty.done_rate.words() == "—"
    assert (empty.total, empty.overdue_days) == (0, 0)


def test_what_is_carried_over_stands_apart_from_the_month(entries):
    panel = month_panel(entries, ON)
    assert (panel.due, panel.due_and_closed, panel.due_and_overdue) == (1, 1, 0)
    assert (panel.overdue_from_before, panel.old_overdue_closed) == (2, 1)
    assert (panel.added, panel.carried_on) == (0, 5)
    june = month_panel(entries, dt.date(2025, 6, 30))
    assert (june.added, june.due) == (6, 5)
