"""Our own exports read back as ledgers: the same rows by the same ids, nothing lost and nothing invented."""

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest

from models import Act
from pipeline.commands.app import main
from pipeline.exports import export
from pipeline.ledger import Ledger, Setting
from pipeline.ledger.selections import selected
from pipeline.ledger_files import read_ledger

ROOT = Path(__file__).parent.parent
PAPERS = ("老旧住宅电梯督办通知单", "0309全镇村干部大会讲话-森林防火撂荒地", "县交通运输局党组巡察反馈意见")
DAY = dt.date(2026, 3, 10)
LATER = dt.date(2026, 12, 18)
FORMS = ("jsonl", "csv", "xlsx", "docx")


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A ledger of three papers; one row was extended, one given another day, one is void, one merged."""
    folder = tmp_path_factory.mktemp("own")
    where = str(folder / "台账.db")
    papers = [str(ROOT / "corpus" / "inbox" / f"{name}.txt") for name in PAPERS]
    assert main(["batch", *papers, "--ledger", where, "--today", DAY.isoformat()]) == 0
    with Ledger.open(where) as ledger:
        rows = [
            row.id
            for row in ledger.state().entries
            if row.owners and row.current_due and not any(owner.group for owner in row.owners)
        ]
        extended, moved, void, into, merged = rows[:5]
        unit = next(row.owners[0].name for row in ledger.state().entries if row.id == extended)
        for action, by, facts in (
            ("file", "督查室", {}),
            ("assign", "督查室", {}),
            ("receive", unit, {}),
            ("progress", unit, {"note": "正在办", "percent": 10}),
            ("extend", unit, {"note": "汛情", "due": LATER}),
            ("grant", "督查室", {"due": LATER, "note": "同意"}),
        ):
            done = ledger.act([Act(entry=extended, action=action, **facts)], by, Setting(DAY))
            assert done.problems == (), action
        assert not ledger.act([Act(entry=void, action="void", note="重复")], "督查室", Setting(DAY)).problems
        ledger.merge(into, merged, "督查室", Setting(DAY), "一并办理")
    assert (
        main(["ledger", "edit", moved, "--ledger", where, "--by", "督查室", "--due", LATER.isoformat()]) == 0
    )
    files = {}
    for form in FORMS:
        with Ledger.open(where) as ledger, selected(ledger) as rows:
            files[form] = export(rows, form, folder / form)
    files["docx"] = folder / "docx" / "整改台账.docx"
    return {"db": Path(where), **files, "moved": {extended, moved}, "out": {void, merged}}


def rows_of(office, form):
    return {row.id: row for row in read_ledger(str(office[form])).rows}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_rows_with_the_same_days_and_states(office, form):
    kept, found = rows_of(office, "db"), rows_of(office, form)
    assert found.keys() == kept.keys()
    assert not office["out"] & kept.keys()
    for name, row in found.items():
        assert (row.measure, row.due, row.status) == (kept[name].measure, kept[name].due, kept[name].status)
        assert {owner.name for owner in row.owners} == {owner.name for owner in kept[name].owners}
        assert max(Counter(row.owners).values(), default=1) == 1
        assert bool(row.deadline) == bool(kept[name].deadline)
    assert {name for name, row in found.items() if row.due == LATER} == office["moved"]


@pytest.mark.parametrize("form", ["db", "jsonl", "csv", "xlsx"])
def test_what_does_not_count_is_named(office, form):
    (told,) = [problem for problem in read_ledger(str(office[form])).problems if problem.code == "G007"]
    assert all(name in told.message for name in office["out"])


@pytest.mark.parametrize("form", FORMS)
def test_adopting_our_own_file_invents_no_owner_and_no_limit(office, form, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    adopt = ["ledger", "adopt", str(office[form]), "--ledger", "a.db", "--by", "督查室", "--apply"]
    assert main(adopt) == 0
    kept = rows_of(office, "db")
    with Ledger.open("a.db") as ledger:
        found = ledger.state().entries
    assert Counter(row.status for row in found) == Counter(
        "filed" if row.owners else "draft" for row in kept.values()
    )
    assert sum("owner" in row.missing for row in found) == sum(not row.owners for row in kept.values())
    assert sum(row.deadline is None for row in found) == sum(not row.deadline for row in kept.values())
    assert Counter(row.original_due for row in found) == Counter(row.due for row in kept.values())


def test_both_days_of_an_extended_row_are_known(office):
    for form in ("db", "jsonl"):
        (row,) = [row for row in rows_of(office, form).values() if row.original_due]
        assert (row.due, row.original_due < LATER) == (LATER, True)
