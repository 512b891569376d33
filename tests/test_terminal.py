"""Control characters of documents and file names never reach the terminal."""

import json
import os
import sys
import unicodedata

import pytest

from pipeline.commands.app import main
from pipeline.commands.screen import screen
from pipeline.commands.terminal import Harmless, beneath, harmless, harmless_output

ITEMS = "\n".join(f"{at}、县水利局要在9月{at}日前完成第{at}段河道清淤，并逐段验收。" for at in range(1, 15))
PAPER = (
    f"关于整改的通知\n\n各乡镇：\n{ITEMS}\n十五、县\u202e交通局\u202c要于10月底前修好\x1b[2J道路\u009b3J。\n"
)
NAME = "通知.txt" if os.name == "nt" else "通\x1b]0;owned\a知.txt"
READ = ["extract", "--date", "2026-03-02"]


@pytest.fixture
def paper(tmp_path):
    path = tmp_path / NAME
    path.write_text(PAPER, "utf-8")
    return path


def controls(text):
    return {char for char in text if unicodedata.category(char) == "Cc" or char in "\u202e\u202c"}


def said(capsys):
    told = capsys.readouterr()
    return told.out + told.err


@pytest.mark.parametrize("form", ["table", "json", "jsonl"])
def test_extract_spells_them_out(form, paper, capsys):
    assert main([*READ, str(paper), "--format", form]) == 0
    told = said(capsys)
    assert controls(told) == {"\n"}
    assert "\\u202e" in told


def test_records_say_the_same(paper, capsys):
    assert main([*READ, str(paper), "--format", "jsonl"]) == 0
    measures = [json.loads(line)["measure"] for line in capsys.readouterr().out.splitlines()]
    assert any("修好\x1b[2J道路\u009b3J" in measure for measure in measures)


def test_every_report_of_a_ledger_spells_them_out(paper, tmp_path, capsys):
    ledger = str(tmp_path / "台账.db")
    paper.with_name("坏\x1b[1A.pdf").write_bytes(b"%PDF-")
    for arguments in (
        ["batch", str(tmp_path), "--ledger", ledger],
        ["ledger", "list", "--ledger", ledger],
        ["ledger", "unread", "--ledger", ledger],
        ["audit", str(paper), "--ledger", ledger],
        ["extract", str(paper.with_name("没有\x1b[2J.txt"))],
        ["ledger", "list", "--ledger", str(tmp_path / "没有\x1b[2J.db")],
    ):
        main(arguments)
        assert controls(said(capsys)) <= {"\n"}, arguments


def test_colours_of_our_own_reach_the_terminal(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    with harmless_output():
        console = screen()
        console.print("清淤\x1b[2J", style="red")
        assert not isinstance(console.file, Harmless)
        assert isinstance(sys.stdout, Harmless)
    told = capsys.readouterr().out
    assert "\x1b[31m清淤\\u001b[2J" in told
    assert not isinstance(sys.stdout, Harmless)


def test_what_a_line_needs_stays():
    assert harmless("甲\t乙\n丙\u200d\r") == "甲\t乙\n丙\u200d\\u000d"
    assert beneath(sys.stdout) is sys.stdout
    assert not hasattr(Harmless(sys.stdout), "buffer")
