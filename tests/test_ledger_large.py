"""A ledger of 100,000 rows answers at once; how long it takes stands in docs/ledger-speed.md."""

import os
import subprocess
import sys

import pytest
from large_ledger import build

from pipeline.commands.app import main

SIZE = 100_000
DAY = ("--today", "2025-07-01")


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
        (["list", *DAY], 2),
        (["list", *DAY, "--unit", "财政", "--status", "办理中"], 2),
        (["list", *DAY, "--light", "red"], 5),
        (["stats", *DAY], 5),
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
@pytest.mark.parametrize(
    ("words", "seconds", "megabytes"),
    [
        (["export", "--format", "csv"], 40, 250),
        (["export", "--format", "jsonl"], 60, 250),
        (["export", "--format", "parquet"], 45, 450),
        (["export", "--format", "csv", "--unit", "财政", "--light", "red", *DAY], 12, 250),
        (["ledger", "check"], 120, 300),
    ],
    ids=named,
)
def test_what_goes_through_a_large_ledger_never_holds_it_whole(large, tmp_path, words, seconds, megabytes):
    """In a process of its own, whose most memory is that of this command; the bounds are generous."""
    out = ["--out", str(tmp_path)] if words[0] == "export" else []
    told = "import resource as r,sys; from pipeline.commands.app import main; assert main(sys.argv[1:]) == 0;"
    told += " u = r.getrusage(r.RUSAGE_SELF); print(u.ru_maxrss // 1024, u.ru_utime + u.ru_stime)"
    command = [sys.executable, "-c", told, *words, "--ledger", large, *out]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    most, busy = map(float, said.splitlines()[-1].split())
    assert (most < megabytes, busy < seconds) == (True, True), said
