"""What goes wrong around a ledger: a command that is killed, a disk that is full, two clerks at once.

After each the ledger proves itself, and the same command once more ends where an undisturbed one ends.
"""

import datetime as dt
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from ledger_builders import numbered
from ledger_lives import PLAN, assigned, live
from openpyxl import load_workbook
from test_ledger_processes import start

from models import Act, LedgerState
from pipeline.commands.app import main
from pipeline.ledger import Ledger, LedgerError, Setting, check

DATA = Path(__file__).parent / "data" / "ledger"
DAY = dt.date(2025, 6, 20)
TODAY = ("--today", "2025-06-20")
HALF = {"note": "已完成踏勘", "percent": 50}
PROOF = {"evidence": [["acceptance", "验收意见"]]}
RUN = """
import sys
from pipeline.commands.app import main
sys.exit(main(sys.argv[1:]))
"""
DIES_AT = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from sqlalchemy.engine import Engine
word, left = sys.argv[1], [int(sys.argv[2])]
def seen(what):
    if what.lstrip().startswith(word):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
event.listen(Engine, "before_cursor_execute", lambda *told: seen(told[2]))
event.listen(Engine, "commit", lambda _: seen("COMMIT"))
replace = Path.replace
Path.replace = lambda path, target: seen("REPLACE") or replace(path, target)
del sys.argv[1:3]
"""
FULL = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (32_768, 32_768))
"""
"""Room for what SQLite shares between programs, and for seven pages of a journal."""
FULL_WHEN_WRITING = """
import resource
from pipeline.commands import export, stop
def full(out):
    resource.setrlimit(resource.RLIMIT_FSIZE, (512, 512))
    return stop.writing_to(out)
sys.modules["pipeline.commands.export"].writing_to = full
"""


def slow(*case):
    """A case that is one more of its kind."""
    return pytest.param(*case, marks=pytest.mark.slow)


NO_KILL = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
NO_LIMITS = pytest.mark.skipif(sys.platform == "win32", reason="no limits of a process there")


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.slow)])
def where(request, tmp_path):
    """Where a new ledger may be made; a server is asked only by the slow tests."""
    if request.param == "file":
        return str(tmp_path / "台账.db")
    from postgres_server import new_database

    return new_database(request.getfixturevalue("postgres"))


def fill(where):
    """A row that was applied for, two that were received, drafts; the ids of the three."""
    with Ledger.open(where) as ledger:
        plan = assigned(ledger)
        live(ledger, plan, [("06-11", "县水利局", "receive", {}), ("06-11", "县水利局", "progress", HALF)])
        live(ledger, plan, [("06-12", "县水利局", "apply", PROOF)])
        ledger.add(numbered(3), DAY)
        rows = [entry.id for entry in ledger.state().entries if entry.document == "河段003.txt"][:2]
        for row in rows:
            live(ledger, row, [("06-13", "督查室", "file", {"pending": True})])
            live(ledger, row, [("06-13", "督查室", "assign", {}), ("06-14", "县水利局", "receive", {})])
    return plan, *rows


def workbook(where, folder, *rows, progress="已完成一半"):
    """The exported Excel with a word of progress in each of the rows."""
    assert main(["export", "--ledger", where, "--format", "xlsx", "--out", str(folder), *TODAY]) == 0
    path = folder / "整改台账.xlsx"
    book = load_workbook(path)
    sheet = book["整改台账"]
    columns = {cell.value: cell.column for cell in sheet[4]}
    for line in range(5, sheet.max_row + 1):
        if sheet.cell(line, columns["台账编号"]).value in rows:
            sheet.cell(line, columns["进展情况"]).value = progress
    book.save(path)
    return path


def papers(folder):
    """Two small papers as files."""
    folder.mkdir()
    for name in ("甲", "乙"):
        words = f"关于{name}河整治的通知\n县水利局要在2025年6月底前修复{name}河险工险段。\n"
        (folder / f"{name}河通知.txt").write_text(words, "utf-8")
    return folder


def whole(where):
    """The state of a ledger that proves itself."""
    with Ledger.open(where) as ledger:
        assert check(ledger).problems == ()
        return ledger.state()


def command(name, where, folder, ids):
    """The words of a command that writes; what it needs lies in the folder."""
    plan, *rows = ids
    tail = ["--ledger", where, *TODAY]
    match name:
        case "batch":
            return ["batch", str(papers(folder / "文件")), *tail]
        case "import":
            book = workbook(where, folder, *rows)
            return ["ledger", "import", str(book), "--by", "县水利局", "--apply", *tail]
        case "close":
            return ["ledger", "close", plan, "--by", "督查室", "--note", "现场核查属实", *tail]
    return ["ledger", "backup", str(folder / "备份.db"), "--ledger", where]


@NO_KILL
@pytest.mark.parametrize(
    ("name", "word", "count"),
    [
        ("batch", "COMMIT", 3),
        ("import", "DELETE FROM entries", 1),
        ("close", "INSERT INTO entry_owners", 1),
        ("backup", "INSERT INTO entries", 1),
        slow("batch", "INSERT INTO events", 2),
        slow("batch", "INSERT INTO entries", 1),
        slow("import", "INSERT INTO events", 1),
        slow("close", "INSERT INTO events", 1),
        slow("close", "COMMIT", 1),
        slow("backup", "INSERT INTO events", 1),
        slow("backup", "COMMIT", 2),
    ],
)
def test_a_command_that_is_killed_can_be_given_again(where, tmp_path, name, word, count):
    ids, other = fill(where), tmp_path / "另一处"
    other.mkdir()
    assert fill(str(other / "台账.db")) == ids
    assert main(command(name, str(other / "台账.db"), other, ids)) == 0
    words = command(name, where, tmp_path, ids)
    killed = start(DIES_AT + RUN, word, count, *words)
    killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    whole(where)
    assert main(words) == 0
    assert whole(where) == whole(str(other / "台账.db"))
    if name == "backup":
        assert whole(tmp_path / "备份.db") == whole(where)


@NO_KILL
@pytest.mark.parametrize("form", ["xlsx", "jsonl"])
def test_an_export_that_is_killed_leaves_the_older_file_as_it_was(tmp_path, form):
    where = str(tmp_path / "台账.db")
    fill(where)
    words = ["export", "--ledger", where, "--format", form, "--out", str(tmp_path), *TODAY]
    assert main(words) == 0
    path = tmp_path / f"整改台账.{form}"
    before = path.read_bytes()
    with Ledger.open(where) as ledger:
        ledger.add(numbered(2), DAY)
    killed = start(DIES_AT + RUN, "REPLACE", 1, *words)
    killed.communicate(timeout=120)
    assert (killed.returncode, path.read_bytes()) == (-signal.SIGKILL, before)
    [left] = tmp_path.glob(".partial-*")
    os.utime(left, (0, 0))
    assert main(words) == 0
    assert path.read_bytes() != before
    assert not list(tmp_path.glob(".partial-*"))


@NO_KILL
@pytest.mark.parametrize("version", [slow(1), 2, slow(3)])
@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("INSERT INTO entries", 1),
        slow("CREATE TABLE entries", 1),
        slow("INSERT INTO schema_version", 1),
        slow("COMMIT", 1),
    ],
)
def test_an_older_ledger_that_is_killed_on_its_way_up_goes_up_later(tmp_path, version, word, count):
    path = Path(shutil.copy(DATA / f"schema_{version}.db", tmp_path / "台账.db"))
    killed = start(DIES_AT + RUN, word, count, "ledger", "list", "--ledger", str(path))
    killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    expected = LedgerState.model_validate_json((DATA / f"schema_{version}.state.json").read_text("utf-8"))
    assert whole(path) == expected


@pytest.mark.parametrize("version", [slow(1), 2, slow(3)])
def test_two_programs_that_open_an_older_ledger_at_once_both_get_it(tmp_path, version):
    path = Path(shutil.copy(DATA / f"schema_{version}.db", tmp_path / "台账.db"))
    both = [start(RUN, "ledger", "check", "--ledger", str(path)) for _ in range(2)]
    assert [one.communicate(timeout=120)[0].count("校验通过") for one in both] == [1, 1]
    expected = LedgerState.model_validate_json((DATA / f"schema_{version}.state.json").read_text("utf-8"))
    assert whole(path) == expected


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_backup_of_an_older_schema_is_restored_and_stays_as_it_was(where, tmp_path, version):
    backup = Path(shutil.copy(DATA / f"schema_{version}.db", tmp_path / "旧备份.db"))
    before = backup.read_bytes()
    assert main(["ledger", "restore", str(backup), "--ledger", where]) == 0
    expected = LedgerState.model_validate_json((DATA / f"schema_{version}.state.json").read_text("utf-8"))
    assert whole(where) == expected
    assert backup.read_bytes() == before
    assert [path.name for path in tmp_path.glob("旧备份*")] == ["旧备份.db"]


@NO_LIMITS
@pytest.mark.parametrize("name", ["batch", slow("import"), "close", slow("backup")])
def test_a_full_disk_is_said_and_nothing_is_half_written(tmp_path, name):
    where = str(tmp_path / "台账.db")
    ids = fill(where)
    words, before = command(name, where, tmp_path, ids), whole(where)
    full = start_with_errors(FULL + RUN, *words)
    said = full.communicate(timeout=120)
    assert full.returncode in (1, 3), said
    assert "[L006]" in said[1] or "[L003]" in said[1], said
    assert "Traceback" not in said[1]
    assert whole(where) == before
    (tmp_path / "备份.db").unlink(missing_ok=True)
    assert main(words) == 0


@NO_LIMITS
@pytest.mark.parametrize("form", ["xlsx", "csv", slow("jsonl"), slow("docx")])
def test_an_export_onto_a_full_disk_is_said_and_leaves_no_half_file(tmp_path, form):
    where, out = str(tmp_path / "台账.db"), tmp_path / "导出"
    fill(where)
    words = ["export", "--ledger", where, "--format", form, "--out", str(out), *TODAY]
    full = start_with_errors(FULL_WHEN_WRITING + RUN, *words)
    said = full.communicate(timeout=120)
    assert (full.returncode, said[1].count("[X903]"), said[1].count("\n")) == (3, 1, 1), said
    assert "磁盘已满" in said[1]
    assert [path for path in out.rglob("*") if path.is_file()] == []


def start_with_errors(script, *arguments):
    """The same as `start`, what it says to standard error kept, too."""
    root = Path(__file__).parent.parent
    folders = f"import sys; sys.path[:0] = [{str(root)!r}, {str(root / 'tests')!r}]\n"
    words = [sys.executable, "-c", folders + script, *map(str, arguments)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_clerks_with_the_same_workbook_are_one(where, tmp_path):
    _, *ids = fill(where)
    book = workbook(where, tmp_path, *ids)
    words = ["ledger", "import", str(book), "--by", "县水利局", "--apply", "--ledger", where, *TODAY]
    both = [start(RUN, *words) for _ in range(2)]
    said = [one.communicate(timeout=120)[0] for one in both]
    assert sum(one.count("  已登记\n") for one in said) == 2, said
    steps = [entry.handling.steps for entry in whole(where).entries if entry.id in ids]
    assert sorted(sum(step.act.action == "progress" for step in row) for row in steps) == [1, 1]


def test_two_clerks_with_other_words_in_the_same_cell_are_both_heard_or_told(where, tmp_path):
    _, row, _ = fill(where)
    books = []
    for name, words in (("甲", "已进场"), ("乙", "已完成清淤")):
        (tmp_path / name).mkdir()
        books.append(workbook(where, tmp_path / name, row, progress=words))
    tail = ["--by", "县水利局", "--apply", "--ledger", where, *TODAY]
    both = [start(RUN, "ledger", "import", str(book), *tail) for book in books]
    for one in both:
        one.communicate(timeout=120)
        assert one.returncode in (0, 1, 3)
    (entry,) = [entry for entry in whole(where).entries if entry.id == row]
    notes = [step.act.note for step in entry.handling.steps if step.act.action == "progress"]
    assert len(notes) == sum(one.returncode == 0 for one in both) >= 1
    assert set(notes) <= {"已进场", "已完成清淤"}


def test_one_folder_read_by_two_programs_at_once_is_there_once(where, tmp_path):
    folder = papers(tmp_path / "文件")
    both = [start(RUN, "batch", str(folder), "--ledger", where, *TODAY) for _ in range(2)]
    for one in both:
        one.communicate(timeout=300)
        assert one.returncode == 0
    state = whole(where)
    assert len(state.documents) == 2
    with Ledger.open(where) as ledger:
        assert len(ledger.events()) == len(state.entries) + 2
    assert main(["batch", str(folder), "--ledger", where, *TODAY]) == 0
    assert whole(where) == state


def test_a_clock_that_was_set_back_loses_nothing_and_forges_nothing(where):
    """An act before the step that it follows is refused; a paper of that day comes in, and history holds."""
    plan, row, _ = fill(where)
    early = dt.date(2024, 1, 1)
    with Ledger.open(where) as ledger:
        before, on_day = ledger.state(), ledger.state(on=DAY)
        act = Act(entry=row, action="progress", note="时钟不对", percent=20)
        assert [fault.code for fault in ledger.act([act], "县水利局", Setting(early)).problems] == ["L034"]
        assert ledger.state() == before
        assert ledger.add(numbered(4), early)
        assert check(ledger).problems == ()
        assert [event.seq for event in ledger.events()] == list(range(1, ledger.last_seq() + 1))
        assert {entry.document for entry in ledger.state(on=early).entries} == {"河段004.txt"}
        assert ledger.state(before.last_seq).entries == before.entries
        assert ledger.state(before.last_seq, DAY).entries == on_day.entries
        live(ledger, plan, [("06-21", "督查室", "close", {"note": "属实"})])
        assert check(ledger).problems == ()


def test_a_ledger_that_somebody_writes_to_can_be_looked_at(tmp_path, capsys):
    """A writer that does not end keeps other writers waiting, and no reader."""
    where = str(tmp_path / "台账.db")
    fill(where)
    other = sqlite3.connect(where, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO entry_owners VALUES ('E0', 1, '', '', '')")
    for words in (["ledger", "list"], ["ledger", "check"], ["ledger", "stats"]):
        assert main([*words, "--ledger", where]) == 0
    assert main(["export", "--ledger", where, "--format", "csv", "--out", str(tmp_path)]) == 0
    assert PLAN in (tmp_path / "整改台账.csv").read_text("utf-8-sig")
    other.execute("ROLLBACK")
    other.close()
    capsys.readouterr()


@pytest.mark.parametrize("name", ["台账.db", "归档 (1)?#%【终】.db"])
def test_a_ledger_where_nothing_can_be_written_is_read_and_nothing_lies_beside_it(
    tmp_path, name, monkeypatch, capsys
):
    """An archive, a disc, somebody else's folder: SQLite would write beside a ledger that it only reads."""
    folder = tmp_path / "归档"
    folder.mkdir()
    where = str(folder / name)
    fill(where)
    before = whole(where)
    monkeypatch.setattr("pipeline.ledger.unwritable.os.access", lambda *_, **__: False)
    assert [path.name for path in folder.iterdir()] == [name]
    assert whole(where) == before
    for words in (["ledger", "list"], ["ledger", "check"], ["ledger", "stats"]):
        assert main([*words, "--ledger", where]) == 0
    with Ledger.open(where) as ledger, pytest.raises(LedgerError):
        ledger.add(numbered(4), DAY)
    assert [path.name for path in folder.iterdir()] == [name]
    capsys.readouterr()


@pytest.mark.parametrize("fate", ["moved", "deleted", "replaced"])
@pytest.mark.skipif(sys.platform == "win32", reason="an open file stays where it is there")
def test_nothing_is_written_to_a_ledger_that_is_no_more_where_it_was(tmp_path, fate):
    """A page is open for days; what it files must not go into a file that nobody will find again."""
    path = tmp_path / "台账.db"
    fill(str(path))
    kept = tmp_path / "副本.db"
    shutil.copy(path, kept)
    with Ledger.open(str(path)) as ledger:
        before = ledger.state()
        match fate:
            case "moved":
                path.rename(tmp_path / "移走.db")
            case "deleted":
                path.unlink()
            case "replaced":
                kept.replace(path)
        for use in (lambda: ledger.add(numbered(5), DAY), ledger.state):
            with pytest.raises(LedgerError) as refused:
                use()
            assert refused.value.problem.code == "L018"
    if fate == "replaced":
        assert whole(str(path)) == before
