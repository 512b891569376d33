"""Mistakes of every day: odd dates, folders for files, disks that are full, files that are not whole."""

import datetime as dt
import errno
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.commands.options import day, percentage
from pipeline.commands.stop import Stop, writing_to
from pipeline.ledger import LedgerError
from pipeline.ledger.errors import told_in_chinese

ROOT = Path(__file__).parent.parent
SPEECH = next(path for path in (ROOT / "tests" / "data" / "commands").glob("*.txt") if "讲话" in path.name)


@pytest.mark.parametrize(
    "words", ["2026-6-3", "2026/06/03", "2026.6.3", "2026年6月3日", " 2026 年 6 月 3 日 "]
)
def test_a_day_may_be_written_as_offices_write_it(words):
    assert day(words) == dt.date(2026, 6, 3)


@pytest.mark.parametrize("words", ["40", "40%", " 40 ％", "４０％"])
def test_a_percentage_may_be_written_with_its_mark(words):
    assert percentage(words) == 40


def test_a_number_that_is_none_is_told_in_chinese(run, tmp_path):
    options = ["--ledger", str(tmp_path / "a.db"), "--by", "县水利局"]
    code, _, err = run("ledger", "progress", "E1", *options, "--percent", "一半")
    assert (code, "要写成 40 或 40% 的样子" in err) == (2, True)
    code, _, err = run("serve", "--ledger", str(tmp_path / "a.db"), "--port", "99999")
    assert (code, "要 0 到 65535 的整数" in err) == (2, True)


def test_a_folder_in_place_of_a_file_is_named(run, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    code, _, err = run("extract", ".")
    assert (code, err.split("：")[0]) == (3, ".")
    assert "整个文件夹用 batch 读" in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no such device here")
def test_output_onto_a_full_disk_is_no_fault_of_ours():
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "run.py", "extract", str(SPEECH)], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 3
    assert done.stderr == "[X903]输出没有写完：磁盘已满。 请腾出空间后重做这一步。\n"


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (errno.EROFS, "这个位置是只读的。 请用 --out"),
        (errno.EACCES, "没有写的权限.*请关闭正在打开它的 Excel"),
        (errno.ENOENT, "没有这个文件夹，也建不了。 请用 --out"),
    ],
)
def test_why_nothing_can_be_written_is_said_in_chinese(tmp_path, error, said):
    with pytest.raises(Stop, match=said), writing_to(tmp_path):
        raise OSError(error, os.strerror(error), str(tmp_path / "甲.xlsx"))


def test_an_empty_file_is_no_empty_ledger(run, tmp_path):
    """A copy that was broken off must not look like an office without work."""
    (tmp_path / "台账.db").touch()
    code, out, err = run("ledger", "list", "--ledger", tmp_path / "台账.db")
    assert (code, out) == (3, "")
    assert err.startswith("[L016]（台账.db）台账文件是空的")


@pytest.mark.parametrize("name", ["SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"])
def test_a_ledger_on_a_full_disk_says_that_the_disk_is_full(name):
    refusal = sqlite3.OperationalError("disk I/O error")
    refusal.sqlite_errorname = name
    with pytest.raises(LedgerError, match="磁盘已满"), told_in_chinese("台账.db"):
        raise refusal


@pytest.mark.parametrize("words", ["red", "红", "红灯"])
def test_a_light_may_be_called_by_its_chinese_name(run, tmp_path, words):
    run("batch", SPEECH, "--ledger", tmp_path / "l.db", "--today", "2026-03-20")
    code, out, err = run(
        "ledger", "list", "--ledger", tmp_path / "l.db", "--light", words, "--today", "2027-01-01"
    )
    assert (code, err) == (0, "")
    assert "红灯" in out
