"""CSV and JSON Lines: what a clerk opens and what another program reads; the same bytes every time."""

import csv
import datetime as dt
import io
import json

import pyarrow.parquet as pq
import pytest
from ledger_builders import deadline, document, issue, owner, rows, task

from models import LedgerEntry, LedgerState, Target
from pipeline.exports import export
from pipeline.exports.personal_numbers import shown_whole
from pipeline.exports.tabular import HEADERS

PAPER = document(
    "护岸多处塌陷。县水利局牵头，县财政局、各乡镇负责，县审计局配合，立即修复护岸1.2公里。\n"
    "-对已修复的护岸，县水利局要在2025年6月底前验收，并长期坚持管护。"
)


def target(paper, text):
    start = paper.text.index(text)
    return Target(start=start, end=start + len(text), text=text, value=1.2, unit="公里")


def state(**more):
    roles = (
        ("县水利局", "lead"),
        ("县财政局", "responsible"),
        ("各乡镇", "responsible"),
        ("县审计局", "support"),
    )
    repair = task(
        PAPER,
        "修复护岸1.2公里",
        owners=[owner(PAPER, name, role) for name, role in roles],
        deadline=deadline(PAPER, "立即", "vague"),
        targets=(target(PAPER, "1.2公里"),),
        issues=("I1",),
    )
    check = task(
        PAPER,
        "-对已修复的护岸",
        deadline=deadline(PAPER, "2025年6月底前", "date", due=dt.date(2025, 6, 30), standing=True),
    )
    found = rows(PAPER, repair, check, issues=[issue(PAPER, "护岸多处塌陷", "I1")])
    entries = tuple(entry.model_copy(update=more) for entry in found.entries)
    return LedgerState(documents=(found.record,), entries=entries)


def read_csv(path):
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline="")))


def test_csv_is_a_ledger_in_a_clerks_words(tmp_path):
    first, second = read_csv(export(state(), "csv", tmp_path))
    assert tuple(first) == HEADERS
    assert first["序号"] == "1"
    assert (first["反馈问题"], first["整改措施"], first["整改目标"]) == (
        "护岸多处塌陷",
        "修复护岸1.2公里",
        "1.2公里",
    )
    assert (first["牵头单位"], first["责任单位"], first["配合单位"]) == (
        "县水利局",
        "县财政局、各乡镇",
        "县审计局",
    )
    assert (first["整改时限"], first["完成日期"]) == ("立即", "")
    assert first["建议日期"].startswith("建议2025-06-16（“立即”")
    assert (first["三要素缺项"], first["办理状态"], first["原文位置"]) == (
        "完成时限",
        "草稿（待确认）",
        "第1段",
    )
    assert first["原文摘录"] == PAPER.text.splitlines()[0]
    assert (second["整改时限"], second["完成日期"]) == ("2025年6月底前，完成后长期坚持", "2025-06-30")
    assert second["三要素缺项"] == "责任单位"


def test_csv_opens_in_office_programs(tmp_path):
    raw = export(state(), "csv", tmp_path).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == 3


@pytest.mark.parametrize(
    "cell", ["=HYPERLINK(1)", "+86", "-对已修复的护岸", "@SUM(A1)", "\t=1", "\r=1", "平常的话", "2025-1"]
)
def test_no_cell_is_a_formula_and_the_words_survive(tmp_path, cell):
    for row in read_csv(export(state(measure=cell, issue=cell), "csv", tmp_path)):
        assert row["整改措施"] == row["反馈问题"]
        assert row["整改措施"].removeprefix("'") == cell
        assert not row["整改措施"].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert (row["整改措施"] == cell) is (cell in ("平常的话", "2025-1"))


def test_jsonl_is_what_other_tools_read_and_nothing_of_the_row_is_lost(tmp_path):
    ledger = state()
    lines = export(ledger, "jsonl", tmp_path).read_text("utf-8").splitlines()
    first, second = map(json.loads, lines)
    assert first["owners"][0] == {
        "name": "县水利局",
        "mention": "县水利局",
        "role": "lead",
        "basis": "explicit",
        "unit": "slj",
        "group": False,
    }
    assert (first["deadline"]["text"], first["deadline"]["due"]) == ("立即", None)
    assert second["deadline"]["due"] == "2025-06-30"
    assert (first["status"], first["status_label"]) == ("draft", "草稿（待确认）")
    assert first["source"] == "白鹭县河道整治会议讲话.txt（第1段）"
    for entry, record in zip(ledger.entries, (first, second), strict=True):
        assert LedgerEntry.model_validate({k: record[k] for k in LedgerEntry.model_fields}) == entry


@pytest.mark.parametrize("form", ["csv", "jsonl", "xlsx"])
def test_same_ledger_same_bytes_and_nothing_left_beside(tmp_path, form):
    one = export(state(), form, tmp_path / "甲")
    other = export(state(), form, tmp_path / "乙", stem="台账")
    assert one.read_bytes() == other.read_bytes()
    assert [path.name for path in other.parent.iterdir()] == [f"台账.{form}"]


def test_failed_export_leaves_the_older_file(tmp_path):
    before = export(state(), "csv", tmp_path).read_bytes()
    with pytest.raises(UnicodeEncodeError):
        export(state(measure="\ud800"), "csv", tmp_path)
    assert (tmp_path / "整改台账.csv").read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 1


def test_empty_ledger(tmp_path):
    assert read_csv(export(LedgerState(), "csv", tmp_path)) == []
    assert export(LedgerState(), "jsonl", tmp_path).read_bytes() == b""


def test_unknown_format_is_our_fault(tmp_path):
    with pytest.raises(ValueError, match="pdf"):
        export(LedgerState(), "pdf", tmp_path)


def test_csv_masks_personal_numbers(tmp_path):
    first, _ = read_csv(export(state(measure="联系人13812345678，身份证110105199001011234"), "csv", tmp_path))
    assert first["整改措施"] == "联系人138****5678，身份证110105********1234"


NUMBERS = "联系人13812345678，身份证110105199001011234"
MASKED = "联系人138****5678，身份证110105********1234"


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_what_programs_read_is_masked_too_unless_somebody_asks(form, tmp_path):
    def said():
        path = export(state(measure=NUMBERS), form, tmp_path)
        return path.read_text("utf-8") if form == "jsonl" else str(pq.read_table(path).to_pylist())

    assert MASKED in said()
    assert "13812345678" not in said()
    with shown_whole():
        assert NUMBERS in said()
    assert "13812345678" not in said()


def test_a_masked_record_keeps_its_keys_and_its_offsets(tmp_path):
    entry = state(measure=NUMBERS).entries[0].model_copy(update={"document_id": "D13812345678"})
    line = json.loads(
        export(LedgerState(entries=(entry,)), "jsonl", tmp_path).read_text("utf-8").splitlines()[0]
    )
    assert line["document_id"] == "D13812345678"
    assert len(line["measure"]) == len(NUMBERS)
