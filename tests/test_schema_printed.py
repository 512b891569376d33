"""Every line and object that a command prints for programs is as the JSON Schema says, key by key."""

import json
from pathlib import Path

import pytest
from json_schema import faults

from pipeline.commands.app import main
from pipeline.schema import json_schema

ROOT = Path(__file__).parent.parent
INBOX = ROOT / "corpus" / "inbox"
SPEECH = INBOX / "0309全镇村干部大会讲话-森林防火撂荒地.txt"
NOTICE = INBOX / "老旧住宅电梯督办通知单.txt"
DEFINITIONS = json_schema()["$defs"]
RECORDS = {"task": "TaskRecord", "call": "TaskRecord", "issue": "IssueRecord"}
FINDINGS = {
    "scope": "Scope",
    "coverage": "Coverage",
    "commitment": "CommitmentLine",
    "untraceable": "Untraceable",
    "signal": "Signal",
    "thread": "Thread",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    """A folder with a ledger of two papers, one row filed and one void, and what is exported from it."""
    folder = tmp_path_factory.mktemp("office")
    ledger = str(folder / "台账.db")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    batch = ["batch", str(SPEECH), str(NOTICE), str(folder / "坏.docx"), "--ledger", ledger]
    assert main([*batch, "--today", "2026-03-10"]) == 1
    first, second = rows_of(ledger)[:2]
    for act, row, more in (("file", first, ()), ("void", second, ("--note", "重复登记"))):
        done = main(
            ["ledger", act, row, "--ledger", ledger, "--by", "督查室", "--today", "2026-03-11", *more]
        )
        assert done == 0, act
    assert main(["export", "--ledger", ledger, "--format", "jsonl", "--out", str(folder)]) == 0
    return folder


def rows_of(ledger):
    from pipeline.ledger import Ledger

    with Ledger.open(ledger) as opened:
        return [entry.id for entry in opened.state().entries]


def printed(capsys, *arguments):
    capsys.readouterr()
    main(list(map(str, arguments)))
    return capsys.readouterr().out


def expect(value, name):
    assert faults(value, DEFINITIONS[name], DEFINITIONS) == []


def expect_lines(text, name_of):
    lines = [json.loads(line) for line in text.split("\n") if line]
    assert lines
    for line in lines:
        expect(line, name_of(line))
    return lines


def test_what_extract_prints(capsys):
    expect_lines(printed(capsys, "extract", SPEECH, "--format", "jsonl"), lambda line: RECORDS[line["kind"]])
    for report in json.loads(printed(capsys, "extract", NOTICE, "--format", "json")):
        expect(report, "DocumentReport")


def test_what_is_exported(office):
    expect_lines((office / "整改台账.jsonl").read_text("utf-8"), lambda _: "ExportedRow")


@pytest.mark.parametrize("options", [(), ("--upto", "20")])
def test_rows_as_listed(office, capsys, options):
    told = printed(capsys, "ledger", "list", "--ledger", office / "台账.db", "--format", "jsonl", *options)
    expect_lines(told, lambda _: "ListedRow")


def test_events_and_figures(office, capsys):
    ledger = office / "台账.db"
    told = printed(capsys, "ledger", "events", "--ledger", ledger, "--format", "jsonl")
    assert {line["kind"] for line in expect_lines(told, lambda _: "Event")} >= {
        "document_failed",
        "entry_added",
    }
    figures = json.loads(printed(capsys, "ledger", "stats", "--ledger", ledger, "--format", "json"))
    expect(figures, "Statistics")
    assert figures["groups"]


@pytest.mark.parametrize("speeches", [(SPEECH,), (SPEECH, NOTICE)], ids=["one", "several"])
def test_what_an_audit_prints(office, capsys, speeches):
    told = printed(capsys, "audit", *speeches, "--ledger", office / "台账.db", "--format", "jsonl")
    kinds = {line["kind"] for line in expect_lines(told, lambda line: FINDINGS[line["kind"]])}
    assert ("thread" if len(speeches) > 1 else "commitment") in kinds


def test_what_evaluate_prints(capsys, tmp_path):
    gold = ROOT / "corpus" / "gold" / f"{NOTICE.stem}.gold.json"
    (tmp_path / gold.name).write_bytes(gold.read_bytes())
    told = printed(capsys, "evaluate", tmp_path, "--documents", INBOX, "--format", "json")
    measured = json.loads(told)
    expect(measured, "Evaluation")
    assert measured["documents"]


def test_a_wrong_value_would_be_seen():
    entry = {"id": "E1", "measure": ""}
    assert faults(entry, DEFINITIONS["EntryRef"], DEFINITIONS) == []
    assert faults({"id": 1, "measure": ""}, DEFINITIONS["EntryRef"], DEFINITIONS)
    assert faults({"id": "E1"}, DEFINITIONS["EntryRef"], DEFINITIONS)
    assert faults({**entry, "more": 1}, DEFINITIONS["EntryRef"], DEFINITIONS)
