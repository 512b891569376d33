"""Marks of secrecy: found by their form and place, told by class and place only, and never kept."""

import csv
import io
import shutil
import time
from pathlib import Path

import docx
import openpyxl
import pytest
from legacy_builders import odf_bytes
from readers_builders import DATA, docx_bytes, drawn, lines, par, read_bytes, repacked
from sheet_builders import converted
from test_readers_containers import mail, zip_of

from models import Severity
from pipeline.readers import read_all
from pipeline.readers.secrecy import name_mark
from pipeline.readers.secrecy.marks import mark_of_line

SECONDS = 0.5
BODY = "请县水务局于9月底前完成渠道清淤。"


def rows(name):
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("case", rows("secrecy_lines.csv"), ids=lambda case: case["line"])
def test_line(case):
    mark = mark_of_line(case["line"])
    assert (mark.name if mark else "") == case["mark"]
    if mark and mark.secret:
        assert mark.name in ("绝密", "机密", "秘密")


@pytest.mark.parametrize("case", rows("secrecy_names.csv"), ids=lambda case: case["name"])
def test_name(case):
    found = name_mark(case["name"])
    assert (found.mark.name if found else "") == case["mark"]


@pytest.mark.parametrize("char", "1密·★请内年\u200d")
@pytest.mark.parametrize("starred", [False, True])
def test_every_line_is_judged_quickly(char, starred):
    """A pattern that runs away takes minutes for a line of sixty characters."""
    for length in (58, 590, 50_000):
        for line in (char * length, char * length + "x", f"机密{char * length}", f"机密★{char * length}x"):
            started = time.process_time()
            mark_of_line(line, starred=starred)
            assert time.process_time() - started < SECONDS


def xlsx(header="", cell=BODY, title=""):
    book = openpyxl.Workbook()
    book.active["A1"] = cell
    book.active.oddHeader.left.text = header
    book.properties.title = title
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def word(**properties):
    document = docx.Document()
    document.add_paragraph(BODY)
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


CUSTOM = (
    b'<Properties xmlns="x" xmlns:vt="y"><property name="\xe5\xaf\x86\xe7\xba\xa7"><vt:lpwstr>'
    b"\xe7\xa7\x98\xe5\xaf\x86</vt:lpwstr></property></Properties>"
)
DELETED = '<w:del w:id="1" w:author="a"><w:r><w:delText>机密★1年</w:delText></w:r></w:del>'
HIDDEN = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>机密★1年</w:t></w:r>"
BOX = (
    f"<w:r><w:pict><v:shape><v:textbox><w:txbxContent>{par('机密')}</w:txbxContent></v:textbox></v:shape>"
    "</w:pict></w:r>"
)
SUBJECT = f"Subject: 【机密】清淤通知\nContent-Type: text/plain; charset=utf-8\n\n{BODY}"
UNSEEN = "隐藏、删去或不显示的内容"


def hidden_row():
    book = openpyxl.Workbook()
    book.active["A1"], book.active["A2"] = "机密★1年", BODY
    book.active.row_dimensions[1].hidden = True
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


MASTER = (
    "<office:document-styles xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
    "xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0' "
    "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:master-styles><style:master-page>"
    "<style:header><text:p>机密<text:span>★</text:span>1年</text:p></style:header></style:master-page>"
    "</office:master-styles></office:document-styles>"
)
ROW = f"<table:table-row><table:table-cell><text:p>{BODY}</text:p></table:table-cell></table:table-row>"
SHEET = odf_bytes(f"<table:table>{ROW}</table:table>", kind="spreadsheet", extra={"styles.xml": MASTER})


BEARERS = {
    "deleted words": ("a.docx", docx_bytes(par(DELETED, BODY)), "机密", UNSEEN),
    "hidden words": ("a.docx", docx_bytes(par(HIDDEN, BODY)), "机密", UNSEEN),
    "text box on the first page": ("a.docx", docx_bytes(par(BOX, BODY), *[par(BODY)] * 20), "机密", "首页"),
    "hidden row": ("a.xlsx", hidden_row(), "机密", UNSEEN),
    "hidden element": ("a.html", f"<p hidden>机<b>密</b>★1年</p><p>{BODY * 9}</p>", "机密", UNSEEN),
    "header of an OpenDocument sheet": ("a.ods", SHEET, "机密", "页眉页脚"),
    "keyword of a page": ("a.html", f"<meta name=keywords content=机密><p>{BODY}</p>", "机密", "文件属性"),
    "remark in Markdown": ("a.md", f"{BODY}\n" * 20 + "<!-- 机密★1年 -->\n", "机密", UNSEEN),
    "front matter": ("a.md", f"---\n密级: 机密\n---\n{BODY}\n", "机密", "文件属性"),
    "subject of a mail": ("a.eml", SUBJECT, "机密", "文件属性"),
    "subject in GB18030": ("a.eml", SUBJECT.encode("gb18030"), "机密", "文件属性"),
    "first line": ("a.txt", f"机密★1年\n\n{BODY}", "机密", "首页"),
    "first line in GB18030": ("a.txt", f"　　　　秘　密\n{BODY}".encode("gb18030"), "秘密", "首页"),
    "below number and urgency": ("a.txt", f"000003\n绝密★\n特急\n{BODY}", "绝密", "首页"),
    "annex with a star": ("a.txt", f"{BODY}\n" * 40 + f"秘密★2年\n{BODY}", "秘密", "正文"),
    "cell of a form": ("a.docx", docx_bytes(par("密级：秘密"), par(BODY)), "秘密", "首页"),
    "header": ("a.docx", docx_bytes(par(BODY), header="机密★1年"), "机密", "页眉页脚"),
    "title of the file": ("a.docx", word(title="秘密"), "秘密", "文件属性"),
    "keywords": ("a.docx", word(keywords="清淤；机密"), "机密", "文件属性"),
    "comments": ("a.docx", word(comments="秘密★1年"), "秘密", "文件属性"),
    "custom property": (
        "a.docx", repacked(docx_bytes(par(BODY)), added={"docProps/custom.xml": CUSTOM}), "秘密", "文件属性"
    ),
    "first page": ("a.pdf", drawn(lines("秘密★1年", BODY)), "秘密", "首页"),
    "margin of a page": ("a.pdf", drawn(lines("机密", top=825), lines(BODY)), "机密", "首页"),
    "header of a sheet": ("a.xlsx", xlsx(header="机密★5年"), "机密", "页眉页脚"),
    "one line of a header": ("a.xlsx", xlsx(header="县水务局\n机密★5年"), "机密", "页眉页脚"),
    "cell of a sheet": ("a.xlsx", xlsx(cell="绝密"), "绝密", "首页"),
    "name": ("机密_方案.txt", BODY, "机密", "文件名"),
}  # fmt: skip


@pytest.mark.parametrize("case", BEARERS)
def test_file_that_bears_a_mark_gives_nothing_but_its_name(case, tmp_path):
    name, content, mark, where = BEARERS[case]
    document = read_bytes(tmp_path, name, content if isinstance(content, bytes) else content.encode())
    assert (document.raw, document.text, document.blocks, document.metadata) == ("", "", (), {})
    [problem] = document.problems
    assert (problem.code, problem.severity) == ("R070", Severity.ERROR)
    assert f"“{mark}”" in problem.message
    assert "水务局" not in document.model_dump_json()
    if where != "首页":
        assert f"（{where}）" in problem.message


@pytest.mark.parametrize("case", BEARERS)
def test_no_option_opens_a_file_that_bears_a_mark(case, tmp_path):
    name, content, _, _ = BEARERS[case]
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    [document] = read_all(tmp_path / name, accept_internal=True)
    assert [problem.code for problem in document.problems] == ["R070"]


def test_file_with_a_mark_in_its_name_is_not_even_opened(tmp_path):
    [document] = read_all(tmp_path / "机密_方案.txt")
    assert document.problems[0].code == "R070"


@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice to make an old workbook")
@pytest.mark.parametrize(("book", "where"), [(xlsx(header="机密★5年"), "页眉页脚"), (hidden_row(), UNSEEN)])
def test_old_workbook_that_bears_a_mark(book, where, tmp_path):
    document = read_bytes(tmp_path, "台账.xls", converted(book, "xlsx", "xls", tmp_path))
    assert (document.raw, document.problems[0].code) == ("", "R070")
    assert f"（{where}）" in document.problems[0].message


@pytest.mark.parametrize("folder", ["绝密", "机密★1年_附件/表格", "【秘密】"])
def test_what_lies_in_a_folder_of_that_name_is_not_opened(folder, tmp_path, monkeypatch):
    (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / folder)
    for path in (tmp_path / folder / "通知.txt", Path("通知.txt")):
        [document] = read_all(path, accept_internal=True)
        assert document.problems[0].code == "R070"
        assert "（文件夹名）" in document.problems[0].message


def test_internal_folder_is_read_when_that_is_accepted(tmp_path):
    (tmp_path / "内部资料").mkdir()
    (tmp_path / "内部资料" / "通知.txt").write_text(BODY, "utf-8")
    [refused] = read_all(tmp_path / "内部资料" / "通知.txt")
    [read] = read_all(tmp_path / "内部资料" / "通知.txt", accept_internal=True)
    assert [one.problems[0].code for one in (refused, read)] == ["R072", "R073"]


def test_words_that_are_not_shown_and_bear_no_mark_are_left_out(tmp_path):
    hidden = par("<w:r><w:rPr><w:vanish/></w:rPr><w:t>机密★1年的文件另发</w:t></w:r>", BODY)
    assert read_bytes(tmp_path, "a.docx", docx_bytes(hidden)).raw == BODY


@pytest.mark.parametrize("pack", [zip_of, lambda members: mail(*members)], ids=["zip", "mail"])
def test_nothing_beside_a_secret_file_is_kept(pack, tmp_path):
    content = pack([("一.txt", BODY.encode()), ("二.txt", f"机密★1年\n{BODY}".encode())])
    path = tmp_path / ("a.zip" if content.startswith(b"PK") else "a.eml")
    path.write_bytes(content)
    documents = read_all(path, accept_internal=True)
    assert {document.problems[0].code for document in documents} == {"R070", "R071"}
    assert not any(document.raw for document in documents)


INNER = {
    "line": ("a.txt", f"内部资料　注意保存\n{BODY}"),
    "name": ("讲话（不得外传）.txt", BODY),
}


@pytest.mark.parametrize("case", INNER)
def test_internal_paper_is_read_when_that_is_accepted(case, tmp_path):
    name, content = INNER[case]
    (tmp_path / name).write_text(content, "utf-8")
    [refused] = read_all(tmp_path / name)
    assert (refused.raw, refused.problems[0].code) == ("", "R072")
    assert "--accept-internal" in refused.problems[0].action
    [read] = read_all(tmp_path / name, accept_internal=True)
    assert (read.raw, read.problems[0].code) == (content, "R073")
    assert read.readable


def test_words_about_secrecy_are_no_marks(tmp_path):
    text = "在全县保密工作会议上的讲话\n一、落实《中华人民共和国保守国家秘密法》。\n二、开展秘密排查。\n"
    assert read_bytes(tmp_path, "保密工作讲话.txt", (text + BODY).encode()).raw == text + BODY


def test_reader_that_fails_tells_nothing(tmp_path, monkeypatch):
    def fail(data, limits):
        raise ValueError(data.decode(), limits)

    monkeypatch.setattr("pipeline.readers.text.parse", fail)
    document = read_bytes(tmp_path, "a.txt", f"机密★1年\n{BODY}".encode())
    assert "水务局" not in document.model_dump_json()
