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
from pipeline.ledger.unread_files import UnreadFiles, unread
from pipeline.ledger.wording import file_words
from pipeline.readers.problems import problem

DAY = dt.date(2026, 3, 12)
NEXT = dt.date(2026, 3, 13)
DEMAND = "请县林业局于9月底前完成古树普查。"
CUT, EMPTY = problem("pdf_cut"), problem("empty")


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "台账.db") as opened:
        yield opened


def keep(ledger, path, problems, on):
    UnreadFiles(ledger, on, "导入").settle(path, {path.name: problems}, ())


def listed(ledger):
    return [(event.on, file_words(event.payload)) for event in unread(ledger)]


def legacy(name):
    """A failure as earlier versions entered it: by its name alone."""
    payload = {"name": name, "problems": [CUT.model_dump(mode="json")]}
    return NewEvent(EventKind.DOCUMENT_FAILED, f"F{name}", payload)


@pytest.fixture
def offices(tmp_path):
    """Two offices that each sent an 附件1.docx that cannot be read."""
    for office, content in (("甲局", b"PK\x03\x04" + b"junk" * 50), ("乙局", b"%PDF-1.7\n" + b"junk" * 50)):
        (tmp_path / "来文" / office).mkdir(parents=True)
        (tmp_path / "来文" / office / "附件1.docx").write_bytes(content)
    return tmp_path / "来文"


def batch(ledger, *roots):
    return run_batch(find_files(roots), ledger, on=DAY, actor="导入", roots=roots)


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


def test_same_failure_is_kept_once_and_another_reason_takes_its_place(ledger, tmp_path):
    cut, empty = tmp_path / "断.pdf", tmp_path / "空.docx"
    keep(ledger, cut, [CUT], DAY)
    keep(ledger, empty, [EMPTY], DAY)
    keep(ledger, cut, [CUT], NEXT)
    where = tmp_path.name
    assert listed(ledger) == [(DAY, f"{where}/断.pdf"), (DAY, f"{where}/空.docx")]
    keep(ledger, cut, [EMPTY], NEXT)
    assert listed(ledger) == [(DAY, f"{where}/空.docx"), (NEXT, f"{where}/断.pdf")]
    assert len(ledger.events()) == 3


def test_two_who_read_at_once_keep_a_failure_once(ledger, tmp_path):
    cut, both = tmp_path / "断.pdf", [UnreadFiles(ledger, DAY, "导入") for _ in range(2)]
    for each in both:
        each.settle(cut, {cut.name: [CUT]}, ())
    assert len(ledger.events()) == 1
    for each in both:
        each.settle(cut, {}, {cut.name})
    assert (listed(ledger), len(ledger.events())) == ([], 2)


def test_files_of_one_name_are_kept_apart_and_read_again_add_nothing(ledger, offices):
    batch(ledger, offices)
    batch(ledger, offices)
    batch(ledger, offices / "乙局")
    assert [name for _, name in listed(ledger)] == ["来文/乙局/附件1.docx", "来文/甲局/附件1.docx"]
    assert len(ledger.events()) == 2


@pytest.mark.parametrize("asked", ["", "乙局", "乙局/附件1.docx"], ids=["all", "its folder", "itself"])
def test_only_the_file_that_is_read_is_no_longer_listed(ledger, offices, asked):
    batch(ledger, offices)
    (offices / "乙局" / "附件1.docx").write_text(DEMAND, "utf-8")
    batch(ledger, offices / asked)
    assert [name for _, name in listed(ledger)] == ["来文/甲局/附件1.docx"]
    count = len(ledger.events())
    batch(ledger, offices / asked)
    assert len(ledger.events()) == count
    assert check(ledger).problems == ()


def test_good_file_of_the_same_name_elsewhere_clears_nothing(ledger, offices):
    batch(ledger, offices)
    (offices / "丙局").mkdir()
    (offices / "丙局" / "附件1.docx").write_text(DEMAND, "utf-8")
    batch(ledger, offices / "丙局")
    assert len(listed(ledger)) == 2


def test_file_that_turns_out_to_be_known_is_no_longer_listed(ledger, offices):
    (offices / "通知.txt").write_text(DEMAND, "utf-8")
    batch(ledger, offices)
    (offices / "乙局" / "附件1.docx").write_text(DEMAND, "utf-8")
    assert [report.outcome for report in batch(ledger, offices)].count(Outcome.KNOWN) == 2
    assert [name for _, name in listed(ledger)] == ["来文/甲局/附件1.docx"]


def test_container_that_opens_at_last_is_no_longer_listed(ledger, offices):
    sent = offices / "附件.zip"
    sent.write_bytes(b"PK\x03\x04" + b"junk" * 50)
    batch(ledger, sent)
    assert [name for _, name in listed(ledger)] == ["来文/附件.zip"]
    sent.write_bytes(zip_of([("a.txt", DEMAND.encode()), ("空.docx", b"")]))
    batch(ledger, sent)
    batch(ledger, sent)
    assert [name for _, name in listed(ledger)] == ["来文/附件.zip › 空.docx"]
    assert [event.kind for event in ledger.events()].count(EventKind.DOCUMENT_FAILED) == 3


def test_failures_of_earlier_versions_go_by_name(ledger, offices):
    ledger.append([legacy("附件1.docx"), legacy("断.pdf")], DAY, "导入")
    record = DocumentRecord(id="D1", name="断.pdf", format="pdf", kind=DocumentKind.UNKNOWN)
    read = NewEvent(EventKind.DOCUMENT_READ, "D1", {"document": record.model_dump(mode="json")})
    ledger.append([read], NEXT, "导入")
    assert listed(ledger) == [(DAY, "附件1.docx")]
    batch(ledger, offices)
    assert [name for _, name in listed(ledger)] == ["来文/乙局/附件1.docx", "来文/甲局/附件1.docx"]
    ledger.append([legacy("断.pdf")], NEXT, "导入")
    assert len(listed(ledger)) == 3


def test_lines_of_one_name_are_told_apart_by_their_folders(offices, tmp_path, capsys):
    assert main(["batch", str(offices), "--ledger", str(tmp_path / "x.db"), "--today", "2026-03-12"]) == 3
    shown = capsys.readouterr().out
    assert "甲局/附件1.docx" in shown
    assert "乙局/附件1.docx" in shown
    assert "来文/" not in shown


@pytest.mark.parametrize("key", ["secret", "beside_secret", "internal", "missing", "folder", "folder_closed"])
def test_what_must_not_be_kept_is_not(key, ledger, tmp_path):
    keep(ledger, tmp_path / "名单.txt", [problem(key, mark="密", where="首页", reason="")], DAY)
    assert ledger.events() == ()


def test_name_of_a_secret_folder_is_not_kept(ledger, tmp_path):
    keep(ledger, tmp_path / "【秘密】材料" / "断.pdf", [CUT], DAY)
    assert ledger.events() == ()


def test_command_lists_them(ledger, tmp_path, capsys):
    keep(ledger, tmp_path / "断.pdf", [CUT], DAY)
    place = str(tmp_path / "台账.db")
    assert main(["ledger", "unread", "--ledger", place]) == 0
    shown = capsys.readouterr().out
    assert "没能读入的文件 1 份" in shown
    assert "断.pdf" in shown
    assert main(["ledger", "unread", "--ledger", place, "--format", "jsonl"]) == 0
    [line] = capsys.readouterr().out.splitlines()
    assert json.loads(line)["payload"]["name"] == "断.pdf"
