"""Files that are not what they seem: every one ends in a coded problem, none in an exception."""

import csv
import datetime as dt
import io
import os
import random
import subprocess
import sys
import zipfile
from importlib import import_module
from pathlib import Path

import hostile_builders
import pytest
from hostile_builders import PDF
from legacy_builders import odf_bytes, rtf
from ofd_builders import ofd_bytes, page, paragraphs
from ofd_builders import ruled as ofd_ruled
from readers_builders import (
    DATA,
    check_blocks,
    codes,
    docx_bytes,
    par,
    read_bytes,
    refused,
    repacked,
    row,
    ruled,
    run,
    table,
    typeset,
)
from sheet_builders import sheet_bytes

from models import Severity
from pipeline.batch import Outcome, find_files, run_batch
from pipeline.ledger import Ledger
from pipeline.readers import READERS, Limits, read
from pipeline.readers.problems import _table

ROOT = Path(__file__).parent.parent


def rows_of(name):
    """The rows of a table in `data/readers`."""
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


FORMATS, HOSTILE, ELSEWHERE = map(rows_of, ("formats.csv", "hostile.csv", "hostile_elsewhere.csv"))


@pytest.mark.parametrize("case", FORMATS, ids=lambda case: case["case"])
def test_file_that_no_reader_takes(case, tmp_path):
    content = bytes.fromhex(case["begins with (hex)"])
    document = read_bytes(tmp_path, case["file name"], content)
    assert refused(document, case["code"])
    assert case["says"] in document.problems[0].line()
    assert document.name == case["file name"]


@pytest.mark.parametrize(
    ("member", "says"),
    [
        ("xl/workbook.bin", "电子表格"),
        ("ppt/presentation.xml", "演示文稿"),
    ],
)
def test_archive_is_known_by_what_is_in_it(member, says, tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(member, "x")
    document = read_bytes(tmp_path, "讲话.docx", stream.getvalue())
    assert refused(document, "R007")
    assert says in document.problems[0].message


def test_missing_file_folder_and_file_without_leave(tmp_path):
    assert refused(read(tmp_path / "没有.docx"), "R001")
    assert refused(read(tmp_path), "R002")
    assert refused(read(tmp_path / "a.txt" / "b.txt"), "R001")
    assert refused(read(Path("坏\0名.txt")), "R003")


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes among files there")
def test_a_pipe_among_the_files_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "管道.txt")
    assert refused(read(tmp_path / "管道.txt"), "R003")


def test_file_name_left_in_gb18030_is_shown_as_text(tmp_path):
    name = os.fsdecode("古树名木.txt".encode("gb18030"))
    document = read_bytes(tmp_path, name, "正文".encode())
    assert document.name == "古树名木.txt"


def test_file_larger_than_the_limit(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("古树" * 100, "utf-8")
    assert refused(read(path, Limits(file_bytes=599)), "R005")
    assert read(path, Limits(file_bytes=600)).readable


# Files that mean harm, or broke on the way (`data/readers/hostile.csv`)

MOST = Limits(seconds=20, memory_bytes=700 << 20)
"""What a hostile file may take before the guard ends it; none of them may come so far."""
KINDS = {"7z", "docx", "eml", "html", "odt", "ofd", "pdf", "png", "rtf", "txt", "xls", "xlsx", "zip"}
GOOD = "请县林业局于9月底前完成第{}片古树的普查。"


def name_of(case):
    return "{}.{}".format(case["builder"], case["builder"].rpartition("_")[2])


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    """What one batch makes of all hostile files, a good one after each: reports by file name."""
    folder = tmp_path_factory.mktemp("hostile")
    for number, case in enumerate(HOSTILE):
        (folder / f"{number:02} {name_of(case)}").write_bytes(getattr(hostile_builders, case["builder"])())
        (folder / f"{number:02} 之后.txt").write_text(GOOD.format(number), "utf-8")
    with Ledger.open(folder / "台账.db") as ledger:
        files = find_files([folder], leave_out=[folder / "台账.db"])
        yield run_batch(files, ledger, on=dt.date(2026, 3, 12), actor="test", limits=MOST)
    hostile_builders.TRAP.with_suffix(".pickle.gz").unlink()


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: case["builder"])
def test_hostile_file_ends_as_it_is_known_to(case, batch):
    reports = [one for one in batch if one.path.name.endswith(f" {name_of(case)}")]
    assert reports
    if case["outcome"] == "read":
        assert all(one.outcome is not Outcome.FAILED for one in reports)
    else:
        assert any(one.outcome is Outcome.FAILED and case["outcome"] in one.reason for one in reports)


def test_batch_goes_on_after_every_hostile_file(batch):
    good = [one for one in batch if one.path.name.endswith(" 之后.txt")]
    assert [(one.outcome, one.entries) for one in good] == [(Outcome.DONE, 1)] * len(HOSTILE)
    assert not hostile_builders.TRAP.exists()


def test_every_hostile_file_is_listed_once():
    ends = {name: name.rpartition("_")[::2] for name in vars(hostile_builders)}
    written = {name for name, (stem, kind) in ends.items() if stem and kind in KINDS}
    assert sorted(case["builder"] for case in HOSTILE) == sorted(written - {"bare_pdf"})


@pytest.mark.parametrize("case", ELSEWHERE, ids=lambda case: case["test"])
def test_threat_that_another_test_covers(case):
    file, _, name = case["test"].partition("::")
    assert f"\ndef {name}(" in (ROOT / file).read_text("utf-8")


def test_nothing_is_kept_in_the_folder_for_temporary_files(tmp_path):
    """A cache there could be poisoned by others (jieba's own was, in every version so far)."""
    (tmp_path / "jieba.cache").write_bytes(b"poison")
    script = "from pipeline.office import Office, tools; tools(Office())"
    subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env={**os.environ, "TMPDIR": str(tmp_path)}, check=True
    )
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("jieba.cache", b"poison")]


# Packages of XML


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(parts=5), "R021"),
        (Limits(xml_bytes=1_000), "R021"),
        (Limits(free_bytes=1_000, ratio=1), "R021"),
        (Limits(total_bytes=1_000), "R021"),
        (Limits(), None),
    ],
)
def test_limits_of_unpacking(limits, code, tmp_path):
    path = tmp_path / "a.docx"
    path.write_bytes(docx_bytes(*[par("正文")] * 100))
    document = read(path, limits)
    assert codes(document) == ([code] if code else [])


def test_picture_with_a_doctype_is_harmless(tmp_path):
    picture = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "x"><svg/>'
    content = repacked(docx_bytes(par("正文")), added={"word/media/image1.svg": picture})
    assert read_bytes(tmp_path, "a.docx", content).raw == "正文"


@pytest.mark.parametrize(
    ("member", "body"),
    [
        ("word/document.xml", b"<w:document"),
        ("word/document.xml", b"<x/>"),
        ("word/document.xml", b""),
        ("word/numbering.xml", b"<w:numbering"),
        ("word/_rels/document.xml.rels", b"nonsense"),
    ],
)
def test_broken_part(member, body, tmp_path):
    content = repacked(docx_bytes(par("正文")), {member: lambda _: body})
    assert refused(read_bytes(tmp_path, "a.docx", content), "R020")


# All of them


def test_every_problem_is_whole_and_its_code_its_own():
    known = _table().values()
    assert len({one["code"] for one in known}) == len(known)
    for one in known:
        assert Severity(one["severity"])
        assert one["message"].endswith("。")
        assert one["action"].endswith("。") or one["action"] == "{remedy}"


SAMPLES = {
    "docx": docx_bytes(par("甲"), table(row("乙", "丙")), par(run("丁"))),
    "pdf": PDF,
    "ruled.pdf": typeset("甲", ruled([["乙", "丙"], ["丁", "戊"]], [100, 100])),
    "xlsx": sheet_bytes([["序号", "事项"], [1, "挂牌"], [2, 0.5]], formats={"B3": "0%"}),
    "html": "<html><body><ol><li>甲</ol><table><tr><td>乙<td>丙<tr><td>丁</table></body></html>".encode(),
    "md": "# 甲\n\n1. 乙**丙**\n\n| 丁 | 戊 |\n|---|---|\n| 己 | 庚 |\n".encode(),
    "ofd": ofd_bytes(
        {"pages": [page(paragraphs("甲乙。"), ofd_ruled([["丙", "丁"], ["戊", "己"]], [60, 60]))]}
    ),
    "rtf": rtf(r"甲\par{\listtext 一、}\ls1 \'d2\'d2\par\trowd\cellx9\intbl 丙\cell\row"),
    "odt": odf_bytes("<text:p>甲</text:p><table:table><table:table-row/></table:table>"),
    "csv": "序号,事项\n1,挂牌".encode(),
    "txt": "由县林业局牵头，各乡镇配合。\n序号\t事项\n1\t挂牌".encode("gb18030"),
}


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("seed", range(25))
def test_damage_anywhere_ends_in_a_document(name, seed, tmp_path, caplog):
    chance = random.Random(seed)  # noqa: S311 - damage, not secrets
    content = bytearray(SAMPLES[name])
    for _ in range(chance.choice([1, 5, 40])):
        content[chance.randrange(len(content))] = chance.randrange(256)
    path = tmp_path / f"a.{name}"
    path.write_bytes(content)
    document = read(path, Limits(scan_pages=0))
    check_blocks(document)
    assert document.readable or not document.raw
    assert "R008" not in codes(document)
    assert not caplog.records


def test_fault_in_a_reader_is_one_line_in_the_report(tmp_path, monkeypatch):
    def fail(data, limits):
        raise KeyError(len(data), limits)

    monkeypatch.setattr("pipeline.readers.text.parse", fail)
    assert refused(read_bytes(tmp_path, "a.txt", b"x"), "R008")


def test_registry_names_real_readers():
    assert {"docx", "image", "pdf", "txt", "xlsx", "xls", "csv"} <= set(READERS)
    for module in READERS.values():
        assert callable(import_module(module).parse)
