"""The ledger file: reading twice, reading anew, keeping history, refusing what is no ledger."""

import datetime as dt
import json
import os
import shutil
import sqlite3
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from ledger_builders import deadline, document, numbered, owner, rows, task

from models import EventKind, Status
from pipeline.ledger import PERSON, Ledger, LedgerError, NewEvent

DAY = dt.date(2025, 6, 12)
LATER = dt.date(2025, 7, 1)
TEXT = "县水利局要在6月底前编制护岸修复方案。\n县财政局要足额拨付修复资金。"
PLAN, MONEY = "编制护岸修复方案", "足额拨付修复资金"


@pytest.fixture
def file_ledger(tmp_path):
    with Ledger.open(tmp_path / "台账.db") as opened:
        yield opened


def reading(*, name="讲话.txt", with_owner=True, dated=False, money=True):
    """One paper as an older or a newer set of rules reads it."""
    paper = document(TEXT, name=name)
    owners = [owner(paper, "县水利局", "lead")] if with_owner else []
    due = deadline(paper, "6月底前", "date", due="2025-06-30") if dated else None
    tasks = [task(paper, PLAN, owners=owners, deadline=due)]
    return rows(paper, *tasks, *([task(paper, MONEY)] if money else []))


def entry_of(ledger, measure):
    (entry,) = [entry for entry in ledger.state().entries if entry.measure == measure]
    return entry


def kinds(events):
    return [event.kind for event in events]


def test_first_reading_is_entered_and_comes_back_as_it_was(ledger):
    paper = reading()
    events = ledger.add(paper, DAY)
    assert kinds(events) == [EventKind.DOCUMENT_READ, EventKind.ENTRY_ADDED, EventKind.ENTRY_ADDED]
    assert [(event.seq, event.on, event.actor) for event in events] == [(n, DAY, "导入") for n in (1, 2, 3)]
    state = ledger.state()
    assert (state.documents, state.entries, state.last_seq) == ((paper.record,), paper.entries, 3)
    assert ledger.events() == events
    assert ledger.events(since=2) == events[2:]


def test_reading_the_same_twice_adds_nothing(ledger):
    ledger.add(reading(), DAY)
    assert ledger.add(reading(), LATER) == ()


def test_the_same_content_under_another_name_is_the_same_document(ledger):
    ledger.add(reading(), DAY)
    assert ledger.add(reading(name="讲话（副本）.txt"), LATER) == ()
    before = ledger.state()
    assert ledger.add(reading(name="讲话（副本）.pdf", dated=True), LATER) == ()
    assert ledger.add(reading(), LATER) == ()
    assert ledger.state() == before


def test_better_reading_changes_only_the_cells_that_differ(ledger):
    ledger.add(reading(), DAY)
    (event,) = ledger.add(reading(dated=True), LATER, "规则更新")
    assert (event.kind, event.payload["origin"]) == (EventKind.ENTRY_CHANGED, "extraction")
    assert set(event.payload["fields"]) == {"deadline", "missing", "doubts", "quality"}
    assert entry_of(ledger, PLAN) == reading(dated=True).entries[0]
    assert ledger.state(upto=3).entries == reading().entries
    assert ledger.add(reading(dated=True), LATER) == ()


def test_row_that_the_new_reading_lacks_stays(ledger):
    ledger.add(reading(), DAY)
    assert ledger.add(reading(money=False), LATER) == ()
    assert entry_of(ledger, MONEY)


def test_confirmed_row_is_left_alone(ledger):
    ledger.add(reading(), DAY)
    number = entry_of(ledger, PLAN).id
    ledger.append([NewEvent(EventKind.STATUS_CHANGED, number, {"status": "filed"})], DAY, "督查室")
    assert ledger.add(reading(dated=True), LATER) == ()
    assert (entry_of(ledger, PLAN).status, entry_of(ledger, PLAN).deadline) == (Status.FILED, None)


def test_cell_corrected_by_a_person_wins_over_a_new_reading(ledger):
    ledger.add(reading(), DAY)
    number = entry_of(ledger, PLAN).id
    correction = {"fields": {"measure": "编制护岸水毁修复方案", "owners": []}, "origin": PERSON}
    ledger.append([NewEvent(EventKind.ENTRY_CHANGED, number, correction)], DAY, "督查室")
    assert ledger.add(reading(), LATER) == ()
    (event,) = ledger.add(reading(dated=True), LATER)
    assert not {"measure", "owners"} & set(event.payload["fields"])
    assert entry_of(ledger, "编制护岸水毁修复方案").deadline.text == "6月底前"


def test_order_of_reading_does_not_show(tmp_path):
    papers = [numbered(n) for n in range(4)]
    states = []
    for name, order in (("甲", papers), ("乙", papers[::-1])):
        with Ledger.open(tmp_path / f"{name}.db") as ledger:
            for paper in order:
                ledger.add(paper, DAY)
            states.append(ledger.state())
    assert states[0] == states[1]
    assert [document.name for document in states[0].documents] == [f"河段00{n}.txt" for n in range(4)]


def test_payloads_are_canonical_json(file_ledger, tmp_path):
    file_ledger.add(reading(), DAY)
    for (payload,) in sqlite3.connect(tmp_path / "台账.db").execute("SELECT payload FROM events"):
        assert payload == json.dumps(
            json.loads(payload), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        )


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET actor = '他人'",
        "DELETE FROM events",
        "INSERT OR REPLACE INTO events SELECT * FROM events WHERE seq = 1",
        "INSERT INTO events SELECT 9, stated_on, actor, kind, 'D-9', payload, '' FROM events WHERE seq = 1",
        "INSERT INTO events SELECT 4, stated_on, actor, kind, subject, payload, '' FROM events WHERE seq = 2",
        "INSERT INTO events SELECT 4, stated_on, actor, 'status_changed', 'E0', '{}', '' FROM events",
    ],
)
def test_file_itself_refuses_to_lose_or_forge_history(file_ledger, tmp_path, statement):
    file_ledger.add(reading(), DAY)
    before = file_ledger.events()
    with pytest.raises(sqlite3.IntegrityError), sqlite3.connect(tmp_path / "台账.db") as other:
        other.execute(statement)
    assert file_ledger.events() == before


def test_change_of_an_unknown_row_is_refused_and_nothing_of_the_batch_stays(ledger):
    ledger.add(reading(), DAY)
    known = entry_of(ledger, PLAN).id
    changes = [NewEvent(EventKind.STATUS_CHANGED, number, {"status": "filed"}) for number in (known, "E0")]
    with pytest.raises(LedgerError) as refused:
        ledger.append(changes, DAY, "督查室")
    assert refused.value.problem.code == "L009"
    assert entry_of(ledger, PLAN).status is Status.DRAFT


def test_ledger_is_one_file_again_after_closing(tmp_path):
    with Ledger.open(f"sqlite:///{tmp_path / '台账.db'}") as ledger:
        ledger.add(reading(), DAY)
        assert {path.name for path in tmp_path.iterdir()} == {"台账.db", "台账.db-wal", "台账.db-shm"}
    assert [path.name for path in tmp_path.iterdir()] == ["台账.db"]


def refusal(where, **options):
    with pytest.raises(LedgerError) as refused, Ledger.open(where, **options) as ledger:
        ledger.add(reading(), DAY)
    assert refused.value.problem.line() == str(refused.value)
    return refused.value.problem


def test_file_that_is_no_ledger(tmp_path):
    (tmp_path / "名单.db").write_text("县水利局\n" * 200, encoding="utf-8")
    with sqlite3.connect(tmp_path / "别的.db") as other:
        other.execute("CREATE TABLE 名单 (姓名 TEXT)")
    with sqlite3.connect(tmp_path / "空壳.db") as other:
        other.execute("CREATE TABLE events (seq)")
        other.execute("CREATE TABLE schema_version (version)")
    (tmp_path / "文件夹.db").mkdir()
    for name in ("名单.db", "别的.db", "空壳.db", "文件夹.db"):
        problem = refusal(tmp_path / name)
        assert (problem.code, problem.place) == ("L001", name)
    assert (tmp_path / "名单.db").read_text("utf-8").startswith("县水利局")


def test_newer_ledger(tmp_path):
    with Ledger.open(tmp_path / "台账.db") as ledger:
        ledger.add(reading(), DAY)
    with sqlite3.connect(tmp_path / "台账.db") as other:
        other.execute("UPDATE schema_version SET version = 99")
    assert refusal(tmp_path / "台账.db").code == "L002"


def test_missing_ledger_folder_and_foreign_address(tmp_path):
    assert refusal(tmp_path / "没有.db", create=False).code == "L004"
    assert not (tmp_path / "没有.db").exists()
    assert refusal(tmp_path / "没有" / "台账.db").code == "L003"
    assert refusal(tmp_path / ("长" * 300)).code == "L003"
    assert refusal("://").code == "L007"
    assert refusal("mysql://clerk:secret@host/duban").code == "L007"
    assert "secret" not in refusal("mysql://clerk:secret@host/duban").line()


@contextmanager
def ordinary_user():
    """Without the powers of root, to whom no folder is read-only."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@contextmanager
def unwritable(folder, *modes):
    """A ledger in a folder of its own, the modes of the two; nobody is root meanwhile."""
    path = Path(folder, "台账.db")
    for at, mode in zip((path, Path(folder)), modes, strict=True):
        at.chmod(mode)
    with ordinary_user():
        yield path
    Path(folder).chmod(0o755)


no_modes = pytest.mark.skipif(os.name == "nt", reason="folders have no such modes there")
MODES = [(0o444, 0o555), (0o644, 0o555), (0o444, 0o777)]


@no_modes
@pytest.mark.parametrize("modes", MODES)
def test_ledger_that_nobody_may_write_is_read_and_refuses_what_is_new(modes):
    with tempfile.TemporaryDirectory() as folder:
        with Ledger.open(Path(folder, "台账.db")) as ledger:
            ledger.add(reading(), DAY)
            kept = ledger.state()
        with unwritable(folder, *modes) as path:
            with Ledger.open(path) as ledger:
                assert ledger.state() == kept
                with pytest.raises(LedgerError) as refused:
                    ledger.add(reading(dated=True), LATER)
            assert refused.value.problem.code == "L003"
            assert os.listdir(folder) == ["台账.db"]
            if modes[1] == 0o555:
                assert refusal(Path(folder, "新.db")).code == "L003"


@no_modes
def test_what_waits_beside_a_ledger_that_nobody_may_write_is_read():
    """A copy of a ledger in use, or what a crash left, on a disc: the file alone does not hold all."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as busy:
        with Ledger.open(Path(busy, "台账.db")) as ledger:
            ledger.add(reading(), DAY)
        reader = sqlite3.connect(Path(busy, "台账.db"), isolation_level=None)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM events").fetchall()
        with Ledger.open(Path(busy, "台账.db")) as ledger:
            ledger.add(reading(dated=True), LATER)
            kept = ledger.state()
            for name in ("台账.db", "台账.db-wal"):
                shutil.copy(Path(busy, name), folder)
        reader.close()
        for mode in (0o644, 0o444):
            Path(folder, "台账.db-wal").chmod(mode)
            with unwritable(folder, mode, 0o555) as path, Ledger.open(path) as ledger:
                assert ledger.state() == kept
            assert sorted(os.listdir(folder)) == ["台账.db", "台账.db-wal"]


def test_busy_ledger_is_said_to_be_busy(tmp_path, monkeypatch):
    with Ledger.open(tmp_path / "台账.db"):
        pass
    monkeypatch.setattr("pipeline.ledger.database.PATIENCE", 0.1)
    other = sqlite3.connect(tmp_path / "台账.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert refusal(tmp_path / "台账.db").code == "L005"
