"""The report as files: complete, the same every time, and safe whatever the documents say."""

import base64
import hashlib
import io
import json
import re

import pytest
from docx import Document
from docx.oxml.ns import qn
from openpyxl import load_workbook

from pipeline.audit import audit
from pipeline.audit.reports import FILE_FORMATS, write_report
from pipeline.audit.reports.page import page_of
from pipeline.audit.reports.records import lines_of
from pipeline.commands.app import main
from pipeline.ledger_files import read_ledger
from pipeline.office import Office, tools
from pipeline.readers import read

EVIL = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'
SPEECH = f"""在全县古树保护工作会议上的讲话
（2026年3月2日）
同志们：
县林业局要在4月底前完成古树挂牌800株。县文旅局要立即拆除{EVIL}标牌。
县财政局要在5月底前拨付管护经费60万元。
各乡镇要建立古树巡护制度，每月巡护一次。
"""
ROWS = [
    {"id": "1", "measure": "古树挂牌500株", "owners": [{"name": "县林业局", "role": "lead"}],
     "deadline": {"text": "2026年4月30日", "due": "2026-04-30"}, "status": "办理中", "source": "3.2会议"},
    {"id": "2", "measure": f"拆除{EVIL}标牌", "owners": [{"name": EVIL, "role": "responsible"}],
     "deadline": {"text": "2026年3月10日", "due": "2026-03-10"}, "status": EVIL, "source": EVIL},
    {"id": "=3", "measure": "=HYPERLINK('x')新建停车场", "owners": [], "deadline": None, "status": "已完成"},
    {"id": "4", "measure": "各乡镇按月开展古树巡护，建立制度", "owners": [{"name": "各乡镇"}],
     "deadline": {"text": "每月"}, "status": "", "source": ""},
]  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("audit")
    (folder / "讲话.txt").write_text(SPEECH, "utf-8")
    lines = [json.dumps(row, ensure_ascii=False) for row in ROWS]
    (folder / "台账.jsonl").write_text("\n".join(lines), "utf-8")
    return folder


@pytest.fixture(scope="module")
def report(files):
    own = tools(Office())
    extraction = own.extractor(read(files / "讲话.txt"))
    return audit(extraction, read_ledger(str(files / "台账.jsonl")), own.registry)


def test_findings_are_what_they_should_be(report):
    found = {f.source.quote[:5]: (f.verdict.value, [e.id for e in f.entries]) for f in report.findings}
    assert found["县林业局要"] == ("target_weaker", ["1"])
    assert found["县文旅局要"] == ("owner_mismatch", ["2"])
    assert found["县财政局要"] == ("missing", [])
    assert found["各乡镇要建"] == ("covered", ["4"])
    assert [each.entry.id for each in report.untraceable] == ["=3"]


@pytest.mark.parametrize("form", FILE_FORMATS)
def test_same_report_same_bytes(report, tmp_path, form):
    for name in ("a", "b"):
        write_report(report, form, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_page_runs_our_script_alone(report):
    page = page_of(report)
    (script,) = re.findall(r"<script>(.*?)</script>", page, flags=re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in page
    assert "default-src 'none'" in page
    assert "alert" not in script
    assert not re.search(r"<img|onerror=\w+>(?!&)|https?://", page.replace("&gt;", ">&"))


def test_page_shows_every_demand_and_row_once(report):
    page = page_of(report)
    assert page.count('<article class="card') == len(report.findings)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<mark>800株</mark>" in page
    assert "<mark>500株</mark>" in page


def test_no_demand_is_numbered_twice(files, tmp_path, capsys):
    speech = tmp_path / "编号讲话.txt"
    speech.write_text(
        "（2026年3月2日）\n同志们：\n一、抓好修缮\n1.县文旅局要修缮戏台。\n2.5月底前县住建局要换完屋瓦。\n"
    )
    for form in ("html", "docx"):
        run(
            capsys,
            "audit",
            speech,
            "--ledger",
            files / "台账.jsonl",
            "--format",
            form,
            "--out",
            tmp_path / f"r.{form}",
        )
    page = (tmp_path / "r.html").read_text("utf-8")
    letter = "\n".join(p.text for p in Document(tmp_path / "r.docx").paragraphs)
    assert [words for words in ("1．县文旅局", "2．5月底前") if words not in page] == []
    assert [words for words in ("1．“县文旅局", "2．“5月底前") if words not in letter] == []


def test_workbook_has_no_formulas_and_every_demand(report, tmp_path):
    write_report(report, "xlsx", tmp_path / "r.xlsx")
    book = load_workbook(io.BytesIO((tmp_path / "r.xlsx").read_bytes()))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell.value for cell in cells if cell.data_type == "f"]
    words = {str(cell.value) for cell in cells}
    assert {finding.id for finding in report.findings} <= words
    assert {"台账未见对应任务", "目标弱化", "责任单位不一致"} <= words


def test_letter_has_every_part(report, tmp_path):
    write_report(report, "docx", tmp_path / "r.docx")
    document = Document(str(tmp_path / "r.docx"))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert re.findall("^[一二三四五六七]、", text, flags=re.MULTILINE) == [f"{n}、" for n in "一二三四五六七"]
    assert "县财政局要在5月底前拨付管护经费60万元" in text
    assert "单位：县财政局；时限：5月底前（2026-05-31）" in text
    rows = [row for table in document.tables for row in table.rows]
    assert rows
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_lines_have_the_keys_of_the_contract(report):
    records = [json.loads(line) for line in lines_of(report)]
    assert {record["kind"] for record in records} >= {"scope", "coverage", "commitment", "untraceable"}
    finding = next(record for record in records if record["kind"] == "commitment" and record["entries"])
    assert finding["source"]["quote"]
    assert set(finding["entries"][0]) >= {"id", "why"}
    assert next(r for r in records if r["kind"] == "untraceable")["entry"]["id"] == "=3"


def test_coverage_says_three_figures_with_counts(report):
    assert [each.label for each in report.coverage] == ["具体事项", "具体事项和机制要求", "全部要求"]
    assert (report.coverage[2].total, report.coverage[2].with_row, report.coverage[2].whole) == (4, 3, 1)


def run(capsys, *arguments):
    code = main([str(argument) for argument in arguments])
    return code, *capsys.readouterr()


def test_decisions_are_kept_and_respected(files, report, tmp_path, capsys):
    missing = next(finding for finding in report.findings if finding.verdict == "missing")
    kept = tmp_path / "意见.jsonl"
    base = ("audit", files / "讲话.txt", "--ledger", files / "台账.jsonl", "--format", "jsonl")
    base = (*base, "--decisions", kept)
    code, out, _ = run(capsys, *base, "--link", f"{missing.id}==3", "--today", "2026-03-05")
    assert code == 0
    assert json.loads(kept.read_text("utf-8"))["quote"] == missing.source.quote
    code, out, _ = run(capsys, *base)
    records = [json.loads(line) for line in out.splitlines()]
    linked = next(r for r in records if r.get("id") == missing.id)
    assert [entry["id"] for entry in linked["entries"]] == ["=3"]
    assert linked["entries"][0]["decided"]
    assert not [r for r in records if r["kind"] == "untraceable"]
    run(capsys, *base, "--reject", f"{missing.id}==3", "--today", "2026-03-06")
    code, out, _ = run(capsys, *base)
    assert next(json.loads(line) for line in out.splitlines() if missing.id in line)["verdict"] == "missing"
    assert len(kept.read_text("utf-8").splitlines()) == 2


@pytest.mark.parametrize(
    ("extra", "code", "words"),
    [
        (("--format", "html"), 2, "--out"),
        (("--out", "x.html"), 2, "--format"),
        (("--link", "c1=2"), 2, "--decisions"),
        (("--decisions", "d.jsonl", "--link", "c1"), 2, "核对编号"),
        (("--decisions", "d.jsonl", "--link", "c1=99"), 2, "没有编号「99」"),
        (("--ledger", "no.xlsx"), 3, "[G001]"),
    ],
)
def test_wrong_usage_is_one_line(files, tmp_path, monkeypatch, capsys, extra, code, words):
    monkeypatch.chdir(tmp_path)
    found, out, err = run(capsys, "audit", files / "讲话.txt", "--ledger", files / "台账.jsonl", *extra)
    assert (found, out) == (code, "")
    assert words in err
    assert len(err.strip().splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_screen_names_verdicts_and_rows(files, capsys):
    code, out, _ = run(capsys, "audit", files / "讲话.txt", "--ledger", files / "台账.jsonl")
    assert code == 0
    assert "台账未见对应任务1项" in out
    assert "讲话中没有对应语句的台账行" in out
    assert re.search("没有填写责任单位的有1行。 +=3", out)
