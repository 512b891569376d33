"""Files that go out are whole, and each program that writes one has a place of its own."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.exports.whole_file import whole_file

TWO_AT_ONCE = """
import sys, time
from pathlib import Path
from pipeline.exports import write_files
def pieces(word, lines):
    for _ in range(lines):
        time.sleep(0.002)
        yield (word * 5000 + "\\n").encode()
for _ in range(3):
    write_files([("台账.jsonl", pieces(sys.argv[2], int(sys.argv[3])))], Path(sys.argv[1]))
"""


def test_two_programs_that_write_one_file_leave_a_whole_one(tmp_path):
    writers = [
        subprocess.Popen([sys.executable, "-c", TWO_AT_ONCE, tmp_path, word, lines], stderr=subprocess.PIPE)
        for word, lines in (("a", "60"), ("b", "7"))
    ]
    assert [writer.communicate()[1] for writer in writers] == [b"", b""]
    lines = (tmp_path / "台账.jsonl").read_text("utf-8").splitlines()
    assert (set("".join(lines)), len(lines)) in (({"a"}, 60), ({"b"}, 7))
    assert [path.name for path in tmp_path.iterdir()] == ["台账.jsonl"]


def test_what_fails_leaves_the_old_file_and_nothing_else(tmp_path):
    path = tmp_path / "台账.csv"
    path.write_text("old")

    def fail():
        with whole_file(path) as unfinished:
            unfinished.write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert ([found.name for found in tmp_path.iterdir()], path.read_text()) == (["台账.csv"], "old")


def test_a_new_file_has_the_rights_of_any_new_file(tmp_path):
    with whole_file(tmp_path / "台账.csv") as unfinished:
        unfinished.write_text("new")
    (plain := tmp_path / "plain").write_text("new")
    assert stat.S_IMODE(os.stat(tmp_path / "台账.csv").st_mode) == stat.S_IMODE(plain.stat().st_mode)


def test_what_cannot_be_written_is_told_by_the_name_of_the_file(tmp_path):
    (tmp_path / "台账.csv").mkdir()
    (tmp_path / "台账.csv" / "inside").touch()

    def write():
        with whole_file(tmp_path / "台账.csv") as unfinished:
            unfinished.write_text("new")

    with pytest.raises(IsADirectoryError) as told:
        write()
    assert Path(told.value.filename) == tmp_path / "台账.csv"
