"""Files that could not be read stay in the ledger until they are; none with a mark of secrecy does."""

import datetime as dt
import json

import pytest
from container_builders import zip_of

from models import DocumentKind, DocumentRecord, EventKind
from pipeline.batch import Outcome, find_files, run_batch
from pipeline.commands.app import main
from pipeline.ledger import Ledger, check
from pipeline.ledger.changes import NewEvent
from pipeline.ledger.unread_files import keep, unread
from pipeline.readers.problems import problem

DAY = dt.date(2026, 3, 12)
NEXT = dt.date(2026, 3, 13)
DEMAND = "请县林业局于9月底前完成古树普查。"
CUT, EMPTY = problem("pdf_cut"), problem("empty")


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "台账.db") as opened:
        yield opened


def names(ledger):
    return [(event.on, event.payload["name"]) for event in unread(ledger)]


def test_batch_keeps_failures_with_their_reason_and_nothing_of_secrets(ledger, tmp_path):
    folder = tmp_path / "来文"
    folder.mkdir()
    (folder / "断.pdf").write_bytes(b"%PDF-1.7\n" + b"junk" * 50)
    (folder / "附件.zip").write_bytes(zip_of([("a.txt", DEMAND.encode()), ("空.docx", b"")]))
    (folder / "来函.txt").write_text(f"机密★1年\n{DEMAND}", "utf-8")
    (folder / "【秘密】名单.txt").write_text(DEMAND, "utf-8")
    (folder / "内部.txt").write_text(f"内部资料\n{DEMAND}", "utf-8")
    files = [*find_files([folder]), folder / "没有.docx"]
    reports = run_batch(files, ledger, on=DAY, actor="导入")
    assert sum(report.outcome is Outcome.FAILED for report in reports) == 6
    assert [(one.payload["name"], one.payload["problems"][0]["code"]) for one in unread(ledger)] == [
        ("断.pdf", "R043"),
        ("附件.zip › 空.docx", "R004"),
    ]
    told = json.dumps([event.model_dump(mode="json") for event in ledger.events()], ensure_ascii=False)
    assert not any(word in told for word in ("机密", "秘密", "内部", "来函", "名单", "没有.docx"))
    assert check(ledger).problems == ()


def test_same_failure_is_kept_once_and_another_reason_takes_its_place(ledger):
    keep(ledger, "断.pdf", [CUT], DAY, "导入")
    keep(ledger, "空.docx", [EMPTY], DAY, "导入")
    keep(ledger, "断.pdf", [CUT], NEXT, "导入")
    assert names(ledger) == [(DAY, "断.pdf"), (DAY, "空.docx")]
    keep(ledger, "断.pdf", [EMPTY], NEXT, "导入")
    assert names(ledger) == [(DAY, "空.docx"), (NEXT, "断.pdf")]
    assert len(ledger.events()) == 3


def test_file_that_is_read_later_is_no_longer_listed(ledger):
    keep(ledger, "断.pdf", [CUT], DAY, "导入")
    record = DocumentRecord(id="D1", name="断.pdf", format="pdf", kind=DocumentKind.UNKNOWN)
    read = NewEvent(EventKind.DOCUMENT_READ, "D1", {"document": record.model_dump(mode="json")})
    ledger.append([read], NEXT, "导入")
    assert names(ledger) == []
    keep(ledger, "断.pdf", [EMPTY], NEXT, "导入")
    assert names(ledger) == [(NEXT, "断.pdf")]


@pytest.mark.parametrize("key", ["secret", "beside_secret", "internal", "missing", "folder"])
def test_what_must_not_be_kept_is_not(key, ledger):
    keep(ledger, "名单.txt", [problem(key, mark="密", where="首页")], DAY, "导入")
    assert ledger.events() == ()


def test_command_lists_them(ledger, tmp_path, capsys):
    keep(ledger, "断.pdf", [CUT], DAY, "导入")
    place = str(tmp_path / "台账.db")
    assert main(["ledger", "unread", "--ledger", place]) == 0
    shown = capsys.readouterr().out
    assert "没能读入的文件 1 份" in shown
    assert "断.pdf" in shown
    assert main(["ledger", "unread", "--ledger", place, "--format", "jsonl"]) == 0
    [line] = capsys.readouterr().out.splitlines()
    assert json.loads(line)["payload"]["name"] == "断.pdf"
