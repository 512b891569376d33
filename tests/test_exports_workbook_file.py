"""The workbook as a file: safe cells, the same bytes every time, and what LibreOffice prints of it."""

import os
import re
import shutil
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from openpyxl import load_workbook
from workbook_sample import rows_of, sample_state, state_of, written

from models import Basis, Doubt, EntryDeadline, EntryOwner, Role
from pipeline.exports.sheets.measures import line_count
from pipeline.exports.sheets.texts import CELL_LIMIT, CUT_NOTE, clean
from pipeline.exports.workbook import write_workbook


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xlsx") / "ledger.xlsx"
    write_workbook(sample_state(), path)
    return path


# --- safety ---


FORMULAS = [
    *("=1+1", "+86 10", "-3", "@SUM(A1)", '=HYPERLINK("http://x","y")', "=", "＝1", "=cmd|' /C x'!A0"),
    "#N/A",  # an error value, if it were not text
]


def full_of(text: str) -> dict[str, Any]:
    """An entry that says nothing but the text."""
    source = sample_state().entries[0].sources[0].model_copy(update={"quote": text})
    return {
        **dict.fromkeys(("id", "measure", "issue", "issue_id"), text),
        "owners": (EntryOwner(name=text, mention=text, role=Role.LEAD, basis=Basis.EXPLICIT),),
        "doubts": (Doubt(field="measure", code="x", reason=text),),
        "sources": (source,),
        "deadline": EntryDeadline(text=text, kind="vague"),
    }


@pytest.fixture(scope="module")
def formulas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xlsx") / "formulas.xlsx"
    write_workbook(state_of(*map(full_of, FORMULAS)), path)
    return path


def test_what_looks_like_a_formula_is_text_and_stays_text(formulas: Path) -> None:
    rows = rows_of(load_workbook(formulas)["整改台账"])
    for text, row in zip(FORMULAS, rows, strict=True):
        for header in ("台账编号", "反馈问题", "整改措施", "牵头单位", "完成时限", "原文摘录"):
            assert row[header].value == text
            assert row[header].data_type == "s"
            assert row[header].quotePrefix == (text != "#N/A")


def test_no_sheet_has_a_formula(formulas: Path) -> None:
    with zipfile.ZipFile(formulas) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 5
        assert not any(re.search(rb"<f[ >/]", archive.read(name)) for name in sheets)


CLEANED = [
    ("查\x00清\x08底\x1f数", "查清底数"),
    ("第一行\r\n第二行\r第三行", "第一行\n第二行\n第三行"),
    ("左\t右", "左 右"),
    ("前\u202e后\ud800\uffff", "前后"),
    ("长" * CELL_LIMIT, "长" * CELL_LIMIT),
    ("长" * (CELL_LIMIT + 1), "长" * (CELL_LIMIT - len(CUT_NOTE)) + CUT_NOTE),
    ("𠀀" * CELL_LIMIT, "𠀀" * ((CELL_LIMIT - len(CUT_NOTE)) // 2) + CUT_NOTE),
]


@pytest.mark.parametrize(("text", "expected"), CLEANED)
def test_texts_are_cleaned(text: str, expected: str) -> None:
    assert clean(text) == expected


def test_cleaned_texts_can_be_written_and_read(tmp_path: Path) -> None:
    state = state_of(*({"id": f"DB-{n}", "measure": text} for n, (text, _) in enumerate(CLEANED)))
    rows = rows_of(written(state, tmp_path / "a.xlsx")["任务清单"])
    assert [row["整改措施"].value for row in rows] == [expected for _, expected in CLEANED]


# --- the same bytes ---


def test_same_state_same_bytes_at_another_hour(file: Path, tmp_path: Path) -> None:
    time.sleep(1.1)  # the stamps that must not be there count whole seconds
    again = tmp_path / "again.xlsx"
    write_workbook(sample_state(), again)
    assert again.read_bytes() == file.read_bytes()
    with zipfile.ZipFile(file) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_same_state_same_bytes_in_another_process(file: Path, tmp_path: Path) -> None:
    again = tmp_path / "again.xlsx"
    code = (
        "import sys, pathlib; sys.path[:0] = sys.argv[2:];"
        "import workbook_sample as t;"
        "t.write_workbook(t.sample_state(), pathlib.Path(sys.argv[1]))"
    )
    here = Path(__file__).parent
    environment = {**os.environ, "PYTHONHASHSEED": "4321", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    command = [sys.executable, "-c", code, str(again), str(here), str(here.parent)]
    subprocess.run(command, check=True, env=environment)
    assert again.read_bytes() == file.read_bytes()


# --- measuring and printing ---


@pytest.mark.parametrize(
    ("text", "width", "size", "lines"),
    [
        ("", 10, 11, 1),
        ("五个中文字", 10, 11, 1),
        ("六个中文字啊", 10, 11, 2),
        ("五个中文字。", 10, 11, 2),
        ("甲\n乙\n丙", 10, 11, 3),
        ("1234567890", 10, 11, 1),
        ("一二 ABCDEFGH", 10, 11, 2),
        ("一二三四（五六七八", 10, 11, 2),
        ("一二三四（五六七八九", 10, 11, 3),
        ("A" * 25, 10, 11, 3),
        ("六个中文字啊", 10, 9, 1),
    ],
)
def test_lines_that_a_text_takes(text: str, width: float, size: float, lines: int) -> None:
    assert line_count(text, width, size) == lines


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_it_prints_without_cut_numbers_or_empty_pages(file: Path, tmp_path: Path) -> None:
    profile = (tmp_path / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(file)], check=True, capture_output=True, timeout=120
    )
    pdf = pypdfium2.PdfDocument(tmp_path / "ledger.pdf")
    texts = [page.get_textpage().get_text_bounded() for page in pdf]
    assert len(texts) <= 14
    assert all(len(text) > 100 for text in texts)
    assert not any("##" in text for text in texts)
    assert round(max(pdf[0].get_size())) == 1191
