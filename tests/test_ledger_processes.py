"""The ledger under several processes: two that write at once, and one that is killed while it writes."""

import datetime as dt
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from ledger_builders import numbered
from ledger_lives import assigned

from pipeline.ledger import Ledger, check, fold

ROOT = Path(__file__).parent.parent
DAY = dt.date(2025, 6, 12)

WRITER = """
import datetime as dt, sys
from ledger_builders import numbered
from pipeline.ledger import Ledger
path, first, end = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with Ledger.open(path) as ledger:
    for number in range(first, end):
        ledger.add(numbered(number), dt.date(2025, 6, 12))
        print(number, flush=True)
"""
ACTOR = """
import datetime as dt, sys
from models import Act
from pipeline.ledger import Ledger, Setting
where, row, by, count = [*sys.argv[1:4], *sys.argv[4:], "20"][:4]
with Ledger.open(where) as ledger:
    for number in range(int(count)):
        act = Act(entry=row, action="remind", note=str(number))
        assert ledger.act([act], by, Setting(dt.date(2025, 6, 12))).events
        print(number, flush=True)
"""
DIES_AT = """
import os, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine
word, left = sys.argv[4], [int(sys.argv[5])]
def watch(statement):
    if statement.strip().startswith(word):
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)
event.listen(Engine, "connect", lambda connection, _: connection.set_trace_callback(watch))
"""


def start(script, *arguments):
    """A real Python process that knows the project and these tests."""
    folders = f"import sys; sys.path[:0] = [{str(ROOT)!r}, {str(ROOT / 'tests')!r}]\n"
    command = [sys.executable, "-c", folders + script, *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def assert_whole(path, papers):
    """Every document that is there is there with all its rows, and the events are numbered without a gap."""
    with Ledger.open(path) as ledger:
        events, state = ledger.events(), ledger.state()
        assert check(ledger).problems == ()
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert fold(events) == state
    expected = [paper for paper in papers if paper.record in state.documents]
    assert len(expected) == len(state.documents)
    assert sorted(state.entries, key=lambda e: e.id) == sorted(
        (entry for paper in expected for entry in paper.entries), key=lambda e: e.id
    )
    if "://" not in str(path):
        assert sqlite3.connect(path).execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return len(state.documents)


def test_two_writers_at_once_lose_nothing(address):
    writers = [start(WRITER, address, 0, 25), start(WRITER, address, 20, 45)]
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    assert assert_whole(address, [numbered(n) for n in range(45)]) == 45


def test_two_offices_that_act_on_one_row_at_once_are_both_heard(address):
    with Ledger.open(address) as ledger:
        row = assigned(ledger)
    writers = [start(ACTOR, address, row, by) for by in ("督查室", "整改办")]
    for writer in writers:
        writer.communicate(timeout=60)
        assert writer.returncode == 0
    with Ledger.open(address) as ledger:
        assert check(ledger).problems == ()
        steps = next(e for e in ledger.state().entries if e.id == row).handling.steps
    heard = [(step.by, step.act.note) for step in steps if step.act.action == "remind"]
    assert sorted(heard) == sorted((by, str(n)) for by in ("督查室", "整改办") for n in range(20))


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("CREATE TABLE", 2),
        ("INSERT INTO schema_version", 1),
        ("INSERT INTO events", 1),
        ("INSERT INTO events", 8),
        ("INSERT INTO events", 40),
        ("COMMIT", 1),
        ("COMMIT", 3),
    ],
)
def test_kill_at_a_write_leaves_whole_documents(tmp_path, word, count):
    path = tmp_path / "台账.db"
    writer = start(DIES_AT + WRITER, path, 0, 4, word, count)
    finished = writer.communicate(timeout=60)[0].split()
    assert writer.returncode == -signal.SIGKILL
    papers = [numbered(n) for n in range(4)]
    assert assert_whole(path, papers) == len(finished) < 4
    with Ledger.open(path) as ledger:
        for paper in papers:
            ledger.add(paper, DAY)
    assert assert_whole(path, papers) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_kill_at_any_moment_of_a_batch_leaves_whole_documents(address):
    writer = start(WRITER, address, 0, 400)
    for _ in range(7):
        reported = int(writer.stdout.readline())
    writer.kill()
    writer.communicate(timeout=60)
    assert assert_whole(address, [numbered(n) for n in range(400)]) > reported


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
@pytest.mark.parametrize("milliseconds", [1, 15, 64, 233])
def test_kill_while_somebody_acts_leaves_a_ledger_that_proves_itself(address, milliseconds):
    with Ledger.open(address) as ledger:
        row = assigned(ledger)
    actor = start(ACTOR, address, row, "督查室", 1000)
    said = int(actor.stdout.readline())
    time.sleep(milliseconds / 1000)
    actor.kill()
    said = max([said, *map(int, actor.communicate(timeout=60)[0].split()[:-1])])
    with Ledger.open(address) as ledger:
        assert check(ledger).problems == ()
        steps = next(e for e in ledger.state().entries if e.id == row).handling.steps
        notes = [int(step.act.note) for step in steps if step.act.action == "remind"]
        assert notes == list(range(len(notes)))
        assert len(notes) > said
