"""The API that other programs import: its page runs and names all of it; the views are as documented."""

import datetime as dt
import inspect
import os
import re
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from pipeline.ledger import Ledger

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "python-api.md").read_text("utf-8")
FORMAT = (ROOT / "docs" / "ledger-format.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)


def test_page_lists_every_function_and_no_other():
    assert set(re.findall(r"^\| `(\w+)` \|", PAGE, flags=re.MULTILINE)) == set(pipeline.__all__)


def test_every_function_is_used_in_an_example():
    shown = "\n".join(EXAMPLES)
    assert all(f"{name}(" in shown for name in pipeline.__all__)


def test_examples_run_one_after_the_other(tmp_path, monkeypatch, capsys):
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    monkeypatch.chdir(tmp_path)
    scope = {}
    for example in EXAMPLES:
        exec(compile(example, "docs/python-api.md", "exec"), scope)  # noqa: S102 - our own page
    told = capsys.readouterr().out
    assert "demands without a row" in told
    assert (tmp_path / "out" / "督查通报.docx").exists()


@pytest.mark.parametrize("name", pipeline.__all__)
def test_every_function_says_what_it_gives(name):
    function = getattr(pipeline, name)
    assert inspect.getdoc(function)
    assert inspect.signature(function).return_annotation is not inspect.Signature.empty


def test_importing_the_api_imports_nothing_heavy():
    code = "import sys, pipeline; print([m for m in ('spacy', 'pydantic', 'sqlalchemy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_views_have_the_columns_that_the_page_lists(tmp_path):
    with Ledger.open(tmp_path / "l.db"):
        pass
    section = FORMAT.split("| View | Columns |", 1)[1]
    listed = {
        view: re.findall(r"`(\w+)`", columns)
        for view, columns in re.findall(r"^\| `(ledger_\w+)` \| (.*) \|$", section, flags=re.MULTILINE)
    }
    database = sqlite3.connect(tmp_path / "l.db")
    views = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'view'")}
    assert set(listed) == views
    for view, columns in listed.items():
        assert [row[1] for row in database.execute(f"PRAGMA table_info({view})")] == columns, view
    database.close()


@pytest.mark.parametrize("given", ["script", "standard input"])
def test_a_script_of_the_examples_runs_without_a_guard_of_its_own(tmp_path, given):
    (tmp_path / "corpus").symlink_to(ROOT / "corpus")
    example = next(example for example in EXAMPLES if "add_files(" in example)
    script = tmp_path / "office.py"
    script.write_text("print('begins')\nimport datetime as dt\n" + example, "utf-8")
    command = [sys.executable, str(script)] if given == "script" else [sys.executable, "-"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment,
        input=script.read_bytes() if given != "script" else b"",
        capture_output=True,
        timeout=120,
    )
    said = done.stdout.decode()
    assert (done.returncode, done.stderr.decode()) == (0, "")
    assert (said.count("begins"), "成功" in said) == (1, True)


def test_a_single_path_is_taken_as_one(tmp_path):
    paper = tmp_path / "通知.txt"
    paper.write_text("县林业局要在2026年4月底前完成古树挂牌。\n", "utf-8")
    lines = pipeline.add_files(str(paper), tmp_path / "l.db", on=dt.date(2026, 3, 2))
    assert [line.name for line in lines] == ["通知.txt"]


def test_an_audit_respects_what_people_decided_in_the_ledger(tmp_path, run):
    paper, ledger = tmp_path / "通知.txt", str(tmp_path / "l.db")
    paper.write_text("县林业局要在2026年4月底前完成古树挂牌。\n", "utf-8")
    pipeline.add_files(paper, ledger, on=dt.date(2026, 3, 2))
    (finding,) = pipeline.audit_speech(paper, ledger).findings
    assert finding.verdict == "covered"
    pair = f"{finding.id}={finding.entries[0].id}"
    assert run("audit", paper, "--ledger", ledger, "--reject", pair, "--by", "督查室")[0] == 0
    (finding,) = pipeline.audit_speech(paper, ledger).findings
    assert (finding.verdict, finding.entries) == ("missing", ())


def test_an_audit_against_an_empty_ledger_is_one(tmp_path):
    paper, ledger = tmp_path / "通知.txt", tmp_path / "l.db"
    paper.write_text("县林业局要在2026年4月底前完成古树挂牌。\n", "utf-8")
    with Ledger.open(str(ledger)):
        pass
    report = pipeline.audit_speech(paper, ledger)
    assert [finding.verdict for finding in report.findings] == ["missing"]
    assert [problem.code for problem in report.scope.problems] == ["G009"]
