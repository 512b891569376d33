"""What takes long says so and how far it is; killed on its way, it loses nothing, on a server neither."""

import shutil
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert
from test_ledger_adversary import DATA, DIES_AT, RUN, fill, slow, whole
from test_ledger_processes import start

from models import LedgerState
from pipeline.commands import waiting
from pipeline.commands.app import main
from pipeline.ledger.migrations import _STEPS
from pipeline.ledger.tables import EVENTS, VERSIONS

NO_KILL = pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")


@pytest.fixture(params=["file", pytest.param("server", marks=pytest.mark.slow)])
def where(request, tmp_path):
    """Where a new ledger may be made; a server is asked only by the slow tests."""
    if request.param == "file":
        return str(tmp_path / "新台账.db")
    from postgres_server import new_database

    return new_database(request.getfixturevalue("postgres"))


@pytest.fixture
def impatient(monkeypatch):
    """Every ledger is large, and every step takes longer than anybody likes to wait."""
    monkeypatch.setattr(waiting.SlowWork, "MANY", 1)
    monkeypatch.setattr(waiting, "PATIENCE", -1.0)


def older(tmp_path, version):
    return Path(shutil.copy(DATA / f"schema_{version}.db", tmp_path / "台账.db"))


def expected(version):
    return LedgerState.model_validate_json((DATA / f"schema_{version}.state.json").read_text("utf-8"))


def listed(where, capsys):
    code = main(["ledger", "list", "--ledger", str(where)])
    return code, capsys.readouterr().err


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("version", [1, 2, 3])
def test_an_older_ledger_says_that_it_is_brought_up_and_only_once(tmp_path, capsys, version):
    path = older(tmp_path, version)
    code, told = listed(path, capsys)
    assert code == 0
    assert told.splitlines()[0].startswith("台账是旧版本的，正在转成新版本：共 ")
    assert told.splitlines()[-1] == "转换完成。"
    assert listed(path, capsys) == (0, "")


def test_a_small_one_is_done_at_once_and_says_nothing(tmp_path, capsys):
    assert listed(older(tmp_path, 2), capsys) == (0, "")


@pytest.mark.usefixtures("impatient")
def test_a_restore_says_how_far_it_is(tmp_path, capsys):
    fill(str(tmp_path / "台账.db"))
    assert main(["ledger", "backup", str(tmp_path / "备份.db"), "--ledger", str(tmp_path / "台账.db")]) == 0
    capsys.readouterr()
    assert main(["ledger", "restore", str(tmp_path / "备份.db"), "--ledger", str(tmp_path / "新.db")]) == 0
    told = capsys.readouterr().err.splitlines()
    assert [line[:4] for line in told] == ["正在复制", "记录已复", "正在按记"]


@pytest.mark.usefixtures("impatient")
def test_far_on_its_way_it_says_the_share(capsys):
    said = waiting.SlowWork()
    for done in (0, 25, 100):
        said("upgrade", done, 100)
    assert capsys.readouterr().err.splitlines()[1:] == ["……25%", "转换完成。"]


@NO_KILL
@pytest.mark.parametrize(
    ("word", "count"),
    [("INSERT INTO entries", 1), slow("INSERT INTO events", 1), slow("COMMIT", 1), slow("COMMIT", 2)],
)
def test_a_restore_that_is_killed_can_be_given_again(where, tmp_path, word, count):
    source, copy = str(tmp_path / "台账.db"), str(tmp_path / "备份.db")
    fill(source)
    assert main(["ledger", "backup", copy, "--ledger", source]) == 0
    before = Path(copy).read_bytes()
    words = ["ledger", "restore", copy, "--ledger", where]
    killed = start(DIES_AT + RUN, word, count, *words)
    killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    assert main(words) == 0
    assert whole(where) == whole(source)
    assert Path(copy).read_bytes() == before


def older_on_a_server(address, version):
    """The ledger of an older schema as a server holds it: its events, and the tables of that time."""
    with closing(sqlite3.connect(DATA / f"schema_{version}.db")) as file:
        file.row_factory = sqlite3.Row
        events = [dict(row) for row in file.execute("SELECT * FROM events ORDER BY seq")]
    with create_engine(address.replace("postgresql:", "postgresql+psycopg:")).begin() as connection:
        for step in _STEPS[:version]:
            step(connection)
        connection.execute(insert(EVENTS), events)
        connection.execute(insert(VERSIONS).values(version=version))


@NO_KILL
@pytest.mark.slow
@pytest.mark.parametrize("version", [2, 3])
@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("DROP VIEW", 1),
        ("CREATE TABLE entries", 1),
        ("INSERT INTO entries", 1),
        ("INSERT INTO schema_version", 1),
    ],
)
def test_on_a_server_too_an_older_ledger_that_is_killed_goes_up_later(postgres, version, word, count):
    from postgres_server import new_database

    address = new_database(postgres)
    older_on_a_server(address, version)
    killed = start(DIES_AT + RUN, word, count, "ledger", "list", "--ledger", address)
    killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    assert whole(address) == expected(version)
