"""The database under the ledger: older files open, the chain shows a forgery, a copy is the same ledger."""

import datetime as dt
import shutil
import sqlite3
from pathlib import Path

import pytest
from ledger_builders import numbered

from models import Act, EventKind, LedgerState
from pipeline.ledger import Ledger, NewEvent, Setting, check, copy_ledger
from pipeline.ledger.selections import selected

DATA = Path(__file__).parent / "data" / "ledger"
DAY = dt.date(2025, 6, 20)


def schema_of(path):
    """Tables by their columns, all else by its statement, whatever the spacing."""
    found = {}
    with sqlite3.connect(path) as database:
        for kind, name, sql in database.execute("SELECT type, name, sql FROM sqlite_master WHERE sql <> ''"):
            columns = database.execute("SELECT name, type, pk FROM pragma_table_info(?)", [name]).fetchall()
            found[name] = columns if kind == "table" else " ".join(sql.split())
    return found


@pytest.fixture(params=[1, 2, 3])
def version(request):
    """A released version of the schema."""
    return request.param


@pytest.fixture
def old(tmp_path, version):
    """A ledger file that this version of the schema wrote."""
    return Path(shutil.copy(DATA / f"schema_{version}.db", tmp_path / "旧台账.db"))


@pytest.fixture
def path(tmp_path):
    """A small ledger with a row that was filed."""
    with Ledger.open(tmp_path / "台账.db") as ledger:
        ledger.add(numbered(1), DAY)
        first = ledger.state().entries[0].id
        ledger.act([Act(entry=first, action="file", pending=True)], "督查室", Setting(DAY))
    return tmp_path / "台账.db"


def test_older_ledger_opens_with_all_it_held(old, version):
    told = (DATA / f"schema_{version}.state.json").read_text("utf-8")
    expected = LedgerState.model_validate_json(told)
    for _ in range(2):
        with Ledger.open(old, create=False) as ledger:
            assert ledger.state() == expected
            assert check(ledger).problems == ()
    with Ledger.open(old) as ledger:
        handled = next(e for e in ledger.state().entries if e.status != "draft")
        action = "assign" if handled.status == "filed" else "remind"
        assert ledger.act([Act(entry=handled.id, action=action)], "督查室", Setting(DAY)).events
        assert check(ledger).problems == ()


def test_an_old_file_and_a_new_one_end_alike(old, path):
    with Ledger.open(old):
        pass
    assert schema_of(old) == schema_of(path)


def test_a_note_of_another_program_is_kept_and_changes_no_row(path):
    with Ledger.open(path) as ledger:
        before = ledger.state().entries
        note = {"topic": "audit.decision", "verdict": "covered"}
        ledger.append([NewEvent(EventKind.NOTED, "A-1", note)], DAY, "督查室")
        assert ledger.state().entries == before
        assert ledger.history("A-1")[0].payload == note
        assert check(ledger).problems == ()


def forge(path, *statements):
    """What somebody with a database tool can do who takes the guards away first."""
    with sqlite3.connect(path) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            database.execute(statement)


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("UPDATE events SET actor = '他人' WHERE seq = 3", {"L040"}),
        ("UPDATE events SET stated_on = '2024-01-01' WHERE seq = 7", {"L040", "L041"}),
        ("UPDATE events SET payload = replace(payload, '护岸', '堤坝') WHERE seq = 2", {"L040", "L041"}),
        ("DELETE FROM events WHERE seq = 4", {"L040", "L041", "L042"}),
        ("UPDATE entries SET status = 'closed'", {"L041"}),
        ("UPDATE entries SET record = replace(record, '护岸', '堤坝')", {"L041"}),
        ("DELETE FROM entry_owners", {"L041"}),
        ("DELETE FROM entries", {"L041"}),
        ("UPDATE entries SET standing = replace(standing, 'draft', 'closed')", {"L041"}),
        ("UPDATE entries SET red_after = '2030-01-01'", {"L041"}),
        ("UPDATE entries SET reminders = 3", {"L041"}),
        ("""UPDATE entries SET record = replace(record, ',"prohibition":false', '')""", {"L041"}),
        ("UPDATE documents SET record = '{}'", {"L041"}),
    ],
)
def test_check_sees_a_forgery(path, statement, codes):
    forge(path, statement)
    with Ledger.open(path) as ledger:
        assert {fault.code for fault in check(ledger).problems} == codes


def test_a_field_that_came_with_an_upgrade_is_no_forgery(path):
    """A record that an earlier program wrote lacks what later ones add."""
    forge(path, """UPDATE entries SET shape = '', record = replace(record, ',"prohibition":false', '')""")
    with Ledger.open(path) as ledger:
        assert check(ledger).problems == ()
        assert not any(entry.prohibition for entry in ledger.state().entries)
        with selected(ledger) as found:
            assert [record["prohibition"] for record in found.records] == [False] * 5


def test_a_noted_hash_shows_that_the_end_was_cut_off_or_swapped(path):
    with Ledger.open(path) as ledger:
        proof = check(ledger)
        assert check(ledger, (proof.events, proof.head)).problems == ()
        assert check(ledger, (proof.events, proof.head[:12])).problems == ()
        assert [fault.code for fault in check(ledger, (proof.events, "0" * 64)).problems] == ["L043"]
        assert [fault.code for fault in check(ledger, (proof.events + 1, proof.head)).problems] == ["L042"]


def test_a_copy_is_the_same_ledger_and_replaces_none(path, tmp_path):
    with Ledger.open(path) as ledger:
        proof = copy_ledger(ledger, tmp_path / "备份.db")
        assert proof == check(ledger)
        assert copy_ledger(ledger, tmp_path / "备份.db").code == "L045"
        with Ledger.open(tmp_path / "备份.db") as copy:
            assert copy.events() == ledger.events()


def test_views_show_rows_units_and_history(path):
    with sqlite3.connect(path) as database:
        rows = database.execute(
            "SELECT status, status_label, measure FROM ledger_rows ORDER BY status"
        ).fetchall()
        assert [row[0] for row in rows] == ["draft"] * 4 + ["filed"]
        assert rows[-1][1:] == ("已立项", "修复第1号河段第0处护岸。")
        assert database.execute("SELECT DISTINCT name, role FROM ledger_owners").fetchall() == [
            ("县水利局", "responsible")
        ]
        assert database.execute("SELECT unit, rows_in_all, rows_closed FROM ledger_units").fetchall() == [
            ("县水利局", 5, 0)
        ]
        assert database.execute("SELECT stated_on, actor, action, status FROM ledger_history").fetchall() == [
            ("2025-06-20", "督查室", "file", "filed")
        ]
