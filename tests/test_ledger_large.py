"""A ledger of 100,000 rows answers at once; how long it takes stands in docs/ledger-speed.md."""

import datetime as dt
import os
import subprocess
import sys
import time

import pytest
from large_ledger import build

from pipeline.commands.app import main
from pipeline.ledger import Ledger
from pipeline.ledger.light_rules import load_light_rules
from pipeline.page.desk import Desk
from pipeline.page.list_view import PAGE, Wanted, list_view, next_doubtful

SIZE = 100_000
SPEECH = "corpus/inbox/0309全镇村干部大会讲话-森林防火撂荒地.txt"
DAY = ("--today", "2025-07-01")
MEASURED = """
import os, sys
from pathlib import Path
from pipeline.commands.app import main
assert main(sys.argv[1:]) == 0
peak = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
print(int(peak.split()[1]) // 1024, sum(os.times()[:2]))
"""
"""Runs a command and says its megabytes and seconds; in `ru_maxrss` the process that starts it is counted."""


def named(value):
    """The words of a case as its name."""
    return " ".join(value) if isinstance(value, list) else str(value)


@pytest.fixture(scope="module")
def large(tmp_path_factory):
    path = str(tmp_path_factory.mktemp("large") / "台账.db")
    build(path, SIZE)
    return path


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        (["list", *DAY], 3),
        (["list", *DAY, "--unit", "财政", "--status", "办理中"], 3),
        (["list", *DAY, "--light", "red"], 4),
        (["stats", *DAY], 7),
        (["events"], 2),
    ],
    ids=named,
)
def test_looking_at_a_large_ledger_is_quick(large, capsys, words, seconds):
    before = os.times()
    assert main(["ledger", *words, "--ledger", large]) == 0
    after = os.times()
    assert (after.user + after.system) - (before.user + before.system) < seconds
    assert capsys.readouterr().out


@pytest.mark.slow
def test_the_list_in_the_browser_is_looked_up_once(large):
    """The first look goes through all rows; a further page, a light or a next row to confirm does not."""
    with Ledger.open(large) as ledger:
        desk = Desk(ledger, lambda: dt.date(2025, 7, 1), load_light_rules(), "", frozenset(), "台账")
        for wanted, seconds in ((Wanted(), 8), (Wanted(page=40), 0.5), (Wanted(light="red"), 0.5)):
            before = time.process_time()
            assert len(list_view(desk, wanted)["lines"]) == PAGE
            assert time.process_time() - before < seconds
        before = time.process_time()
        assert next_doubtful(desk, "")
        assert time.process_time() - before < 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "seconds", "megabytes"),
    [
        (["export", "--format", "csv"], 25, 150),
        (["export", "--format", "jsonl"], 30, 150),
        (["export", "--format", "parquet"], 30, 300),
        (["export", "--format", "csv", "--unit", "财政", "--light", "red", *DAY], 6, 150),
        (["export", "--format", "xlsx", "--light", "red", *DAY], 75, 1_200),
        (["ledger", "check"], 75, 200),
        (["ledger", "events", "--since", "200000", "--format", "jsonl"], 25, 150),
        (["ledger", "twins"], 20, 300),
        (["ledger", "expand", "--by", "督查室", *DAY], 12, 150),
        (["audit", SPEECH, "--format", "jsonl", *DAY], 60, 1_000),
    ],
    ids=named,
)
def test_what_goes_through_a_large_ledger_keeps_its_bounds(large, tmp_path, words, seconds, megabytes):
    """In a process of its own, so that its memory is its own; bounds are some three times what was seen."""
    out = ["--out", str(tmp_path)] if words[0] == "export" else []
    command = [sys.executable, "-c", MEASURED, *words, "--ledger", large, *out]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
    most, busy = map(float, said.split())
    assert (most < megabytes, busy < seconds) == (True, True), said
