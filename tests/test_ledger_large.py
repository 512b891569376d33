"""A ledger of 100,000 rows answers at once; how long it takes stands in docs/ledger-speed.md."""

import os

import pytest
from large_ledger import build

from pipeline.commands.app import main

SIZE = 100_000
DAY = ("--today", "2025-07-01")


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
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_looking_at_a_large_ledger_is_quick(large, capsys, words, seconds):
    before = os.times()
    assert main(["ledger", *words, "--ledger", large]) == 0
    after = os.times()
    assert (after.user + after.system) - (before.user + before.system) < seconds
    assert capsys.readouterr().out
