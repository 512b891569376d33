"""Old and foreign text formats: .doc, .rtf, .odt; what a document loses on the way is said."""

import re
import sys

import pytest
from legacy_builders import LINES, NUMBERING, TABLE, escaped, everything_docx, odf_bytes, rtf
from readers_builders import (
    cells,
    codes,
    docx_bytes,
    numbered,
    par,
    read_bytes,
    refused,
    repacked,
    run,
    texts,
)
from sheet_builders import converted, needs_office

from pipeline.readers.doc import libreoffice

MERGED = [TABLE[0], TABLE[1], [*TABLE[2][:2], "", ""]]


@pytest.fixture(scope="module")
def everything(tmp_path_factory):
    """The document as LibreOffice saves it in an older format."""
    folder = tmp_path_factory.mktemp("office")
    return {suffix: converted(everything_docx(), "docx", suffix, folder) for suffix in ("doc", "rtf", "odt")}


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_document_reads_as_it_was_written(suffix, everything, tmp_path):
    document = read_bytes(tmp_path, f"反馈.{suffix}", everything[suffix])
    read = [re.sub(r"^(\d\.) ", r"\1", text) for text in texts(document, "paragraph")]
    assert read == LINES
    grid: dict[int, list[str]] = {}
    for _, row, _, text in cells(document):
        grid.setdefault(row, []).append(text)
    assert list(grid.values()) == MERGED
    assert document.reader == {"doc": "LibreOffice, python-docx", "rtf": "rtf", "odt": "odf"}[suffix]


@needs_office
def test_doc_without_numbers_needs_no_office(tmp_path):
    content = docx_bytes(par("要求如下：", run("隐藏", "<w:vanish/>")), par("各校自查。"), header="页眉")
    old = converted(content, "docx", "doc", tmp_path)
    for name in ("通知.doc", "通知.wps"):
        document = read_bytes(tmp_path, name, old)
        assert texts(document) == ["要求如下：", "各校自查。"]
        assert (document.reader, document.format, codes(document)) == ("office-oxide", "doc", ["R127"])
        assert document.metadata == {"header": "页眉"}


@needs_office
def test_lost_numbers_are_said_where_no_office_is(everything, tmp_path, monkeypatch):
    monkeypatch.setattr(libreoffice, "PROGRAMS", ())
    document = read_bytes(tmp_path, "反馈.doc", everything["doc"])
    assert document.reader == "office-oxide"
    assert codes(document) == ["R098"]
    assert "有7段" in document.problems[0].message
    assert texts(document, "paragraph")[2] == "存在问题"


@needs_office
def test_without_the_extra_the_clerk_is_told(everything, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "office_oxide", None)
    assert texts(read_bytes(tmp_path, "反馈.doc", everything["doc"]), "paragraph")[2] == LINES[2]
    monkeypatch.setattr(libreoffice, "PROGRAMS", ())
    assert refused(read_bytes(tmp_path, "反馈.doc", everything["doc"]), "R090")


@needs_office
def test_encrypted_doc(everything, tmp_path):
    content = bytearray(everything["doc"])
    header = next(at for at in range(512, len(content), 512) if content[at : at + 2] == b"\xec\xa5")
    content[header + 0x0B] |= 0x01
    assert refused(read_bytes(tmp_path, "反馈.doc", bytes(content)), "R097")


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("坏.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "R096"),
        ("假.doc", b"\0\1\2" * 40, "R096"),
        ("空.rtf", rtf(""), "R009"),
        ("假.rtf", b"not rtf", "R099"),
        ("空.odt", odf_bytes("<text:p/>"), "R009"),
        ("别.odt", odf_bytes("", kind="presentation"), "R007"),
        ("假.odt", b"PK nothing", "R222"),
        ("密.odt", odf_bytes("", extra={"META-INF/manifest.xml": "<m><encryption-data/></m>"}), "R221"),
        ("实.odt", repacked(odf_bytes(""), {"content.xml": lambda body: b"<!DOCTYPE a>" + body}), "R224"),
        ("弹.odt", repacked(odf_bytes(""), {"content.xml": lambda body: body + b" " * (70 << 20)}), "R223"),
    ],
)
def test_file_that_gives_nothing(name, content, code, tmp_path):
    assert refused(read_bytes(tmp_path, name, content), code)


RTF = [
    ("GB18030 as it is", r"\f0 各校自查。\par 月底报送。", ["各校自查。", "月底报送。"]),
    ("GB18030 in hexadecimal", r"\f0 \'b8\'f7\'d0\'a3\par", ["各校"]),
    ("in a font that is called Latin", r"\f1 \'b8\'f7\'d0\'a3\par", ["各校"]),
    ("numbers of characters, fallback skipped", rf"\uc1 {escaped('各校')}\par", ["各校"]),
    ("a longer fallback", r"\uc2\u21508\'b8\'f7\u26657\'d0\'a3 OK\par", ["各校 OK"]),
    ("beyond the first plane", rf"{escaped('𠮷县')}\par", ["𠮷县"]),
    ("hidden and deleted", r"要{\v 不要}办{\deleted 旧}结\v0\par", ["要办结"]),
    ("list number spelled out", r"{\listtext\tab 一、\tab}\ls1 自查\par", ["一、自查"]),
    ("fields and links", r'{\field{\*\fldinst HYPERLINK "x"}{\fldrslt 附件}}另发\par', ["附件另发"]),
    ("unknown destinations", r"{\*\unknown 不读}{\header 页眉}{\info{\author 某}}正文\par", ["正文"]),
    (
        "quotes, dashes, line break",
        r"\ldblquote 四个\rdblquote\emdash 好\line 第二行",
        ["“四个”—好", "第二行"],
    ),
    ("escaped signs and binary data", r"甲\{乙\}\\{\pict\bin4 }}{{}丙\par", ["甲{乙}\\丙"]),
    ("unbalanced", r"甲}}}乙\par{{{丙", ["甲乙", "丙"]),
]


@pytest.mark.parametrize(("body", "lines"), [row[1:] for row in RTF], ids=[row[0] for row in RTF])
def test_rtf(body, lines, tmp_path):
    assert texts(read_bytes(tmp_path, "通知.rtf", rtf(body))) == lines


def test_rtf_table_with_merged_cells(tmp_path):
    def line(cells, *texts):
        return rf"\trowd{cells}\pard\intbl " + "".join(rf"{text}\cell " for text in texts) + r"\row"

    wide = r"\cellx1000\cellx4000"
    body = (
        line(wide, "序号", "责任")
        + line(r"\cellx1000\cellx2500\cellx4000", "1", "牵头", r"配合\par 协办")
        + line(r"\clvmrg\cellx1000\cellx2500\cellx4000", "", "甲", "乙")
        + r"\pard 表后\par"
    )
    document = read_bytes(tmp_path, "表.rtf", rtf(body))
    assert cells(document) == [
        *((1, 1, 1, "序号"), (1, 1, 2, "责任")),
        *((1, 2, 1, "1"), (1, 2, 2, "牵头"), (1, 2, 3, "配合\n协办")),
        *((1, 3, 1, ""), (1, 3, 2, "甲"), (1, 3, 3, "乙")),
    ]
    assert texts(document, "paragraph") == ["表后"]


def test_header_and_footer_are_kept_apart(tmp_path):
    rich = read_bytes(tmp_path, "通知.rtf", rtf(r"{\header 送审\par 材料}{\footer{\pict 00}印发}正文\par"))
    master = "<style:header><text:p>送审</text:p><text:p>材料</text:p></style:header>"
    page = (
        f"<style:master-page>{master}<style:footer><text:p>印发</text:p></style:footer></style:master-page>"
    )
    opened = read_bytes(tmp_path, "通知.odt", odf_bytes("<text:p>正文</text:p>", page))
    for document in (rich, opened):
        assert texts(document) == ["正文"]
        assert document.metadata == {"header": "送审\n材料", "footer": "印发"}
        assert "页眉" in document.problems[0].message


def test_rtf_says_what_it_leaves_out(tmp_path):
    body = r"\ls1 没有编号\par 正文{\*\annotation 批注}{\footnote 脚注}{\v 隐}{\deleted 旧}\par"
    document = read_bytes(tmp_path, "通知.rtf", rtf(body))
    assert texts(document) == ["没有编号", "正文", "脚注"]
    assert codes(document) == ["R024", "R025", "R220", "R098"]


LIST_STYLE = (
    '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" '
    'style:num-format="一, 二, 三, ..." style:num-suffix="、"/>'
    '<text:list-level-style-number text:level="2" '
    'style:num-format="1" style:num-suffix="." text:start-value="3"/></text:list-style>'
    '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/></text:list-style>'
)


def items(*texts, style="L1", inner="", **attributes):
    given = "".join(f' text:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    listed = "".join(f"<text:list-item><text:p>{text}</text:p>{inner}</text:list-item>" for text in texts)
    return f'<text:list text:style-name="{style}"{given}>{listed}</text:list>'


def test_odt_lists_go_on_and_begin_again(tmp_path):
    inner = "<text:list><text:list-item><text:p>细目</text:p></text:list-item></text:list>"
    body = (
        items("甲", inner=inner)
        + "<text:p>中间</text:p>"
        + items("乙", continue_numbering="true")
        + items("丙")
        + items("丁", style="L2")
    )
    document = read_bytes(tmp_path, "通知.odt", odf_bytes(body, LIST_STYLE))
    assert texts(document) == ["一、甲", "3.细目", "中间", "二、乙", "一、丙", "丁"]
    assert [block.generated for block in document.blocks] == [2, 2, 0, 2, 2, 0]


def test_odt_says_what_it_leaves_out(tmp_path):
    hide = '<style:text-properties text:display="none"/>'
    styles = f'<style:style style:name="T1" style:family="text">{hide}</style:style>'
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>旧</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="2">标题</text:h><text:p>甲<text:s text:c="2"/>乙<text:span '
        'text:style-name="T1">隐藏</text:span><office:annotation><text:p>批注</text:p></office:annotation>'
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>脚注</text:p></text:note-body>"
        "</text:note>丙</text:p><draw:frame><draw:text-box><text:p>框内</text:p></draw:text-box></draw:frame>"
    )
    document = read_bytes(tmp_path, "通知.odt", odf_bytes(body, styles))
    assert texts(document, "paragraph") == ["标题", "甲  乙丙", "框内"]
    assert texts(document, "footnote") == ["脚注"]
    assert document.blocks[0].level == 2
    assert codes(document) == ["R024", "R025", "R220"]


def test_ods_rows_that_are_hidden_or_repeated(tmp_path):
    def line(*texts, **attributes):
        given = "".join(f' table:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
        filled = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in texts)
        return f"<table:table-row{given}>{filled}</table:table-row>"

    body = (
        '<table:table table:name="台账">'
        + line("序号", "措施")
        + line("1", "自查", visibility="filter")
        + line("2", "报送")
        + line("", number_rows_repeated="1048573")
        + "</table:table>"
    )
    document = read_bytes(tmp_path, "台账.ods", odf_bytes(body, kind="spreadsheet"))
    assert cells(document) == [(1, 1, 1, "序号"), (1, 1, 2, "措施"), (1, 3, 1, "2"), (1, 3, 2, "报送")]
    assert codes(document) == ["R086"]


def test_numbered_word_file_reads_like_the_old_ones(tmp_path):
    document = read_bytes(tmp_path, "反馈.docx", everything_docx())
    assert [re.sub(r"^(\d\.) ", r"\1", text) for text in texts(document, "paragraph")] == LINES


@needs_office
def test_no_copy_is_made_of_a_doc_that_bears_a_mark_of_secrecy(tmp_path, monkeypatch):
    content = docx_bytes(par("秘密★3年"), numbered("清淤要求", 1, 0), par("各村自查。"), numbering=NUMBERING)
    old = converted(content, "docx", "doc", tmp_path)
    asked: list[str] = []
    monkeypatch.setattr("pipeline.readers.doc.to_docx", lambda _data, suffix: asked.append(suffix))
    document = read_bytes(tmp_path, "方案.doc", old)
    assert codes(document) == ["R070"]
    assert document.raw == ""
    assert asked == []
