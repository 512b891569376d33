"""Word files: what paragraphs show, fields, breaks by hand, outline levels, files as they come."""

import re

import pytest
from readers_builders import (
    BEGIN,
    END,
    SEPARATE,
    cell,
    check_blocks,
    data,
    docx_bytes,
    numbered,
    par,
    read_bytes,
    repacked,
    row,
    run,
    table,
    texts,
    word,
)

from extractors.structure.lines import canonical
from pipeline.readers.word.names import STRICT, TRANSITIONAL


def test_document_as_a_whole(tmp_path):
    rows = [row("序号", "事项"), row("1", "古树挂牌")]
    document = word(
        tmp_path, par("关于古树保护的通知"), par(), table(*rows), par("特此通知。"), title="古树保护"
    )
    assert document.raw == "关于古树保护的通知\n序号\t事项\n1\t古树挂牌\n特此通知。"
    assert (document.name, document.format, document.reader) == ("a.docx", "docx", "python-docx")
    assert document.metadata == {"title": "古树保护"}
    assert [block.place.label() for block in document.blocks] == [
        "第1段",
        "表1第1行第1列",
        "表1第1行第2列",
        "表1第2行第1列",
        "表1第2行第2列",
        "第2段",
    ]


CASES = data("word_paragraphs.toml")["case"]
DELETED = run("删掉").replace("w:t", "w:delText")
MARKS = {"{begin}": BEGIN, "{separate}": SEPARATE, "{end}": END, "{deleted}": DELETED}


def written(content):
    """The XML that a row of the table stands for."""
    for mark, xml in MARKS.items():
        content = content.replace(mark, xml)
    return re.sub(r"\[([^\]]*)\]", lambda words: run(words[1]), content.replace("\n", ""))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["shown"])
def test_text_of_a_paragraph(case, tmp_path):
    assert texts(word(tmp_path, par(written(case["content"])), par("尾"))) == [case["shown"], "尾"]


CODE = "<w:r><w:instrText> PAGEREF x </w:instrText></w:r>"


def test_field_left_open_swallows_nothing(tmp_path):
    broken = run("甲") + BEGIN + run("代码")
    assert texts(word(tmp_path, par(broken), par("乙"))) == ["甲", "乙"]


def test_field_result_over_several_paragraphs(tmp_path):
    listing = [
        par(BEGIN + CODE),
        par(SEPARATE + run("一、总则 1")),
        par(run("二、附则 2") + END),
        par("正文"),
    ]
    assert texts(word(tmp_path, *listing)) == ["一、总则 1", "二、附则 2", "正文"]


BROKEN = """一、总体要求
各乡镇要把古树名木保护摆上重要位置，由县林业局牵头，对照
普查结果逐株登记。
二、保障
请县财政局
于8月底前拨付经费
　　县审计局跟踪审计。"""


def test_breaks_by_hand_part_a_paragraph_only_where_a_sentence_ends(tmp_path):
    broken = "<w:r><w:br/></w:r>".join(map(run, BROKEN.split("\n")))
    page = run("前一页。") + '<w:r><w:br w:type="page"/></w:r>' + run("后一页。")
    document = word(tmp_path, par(broken), par(page))
    assert [block.place.label() for block in document.blocks] == ["第1段"] * 7 + ["第2段"] * 2
    assert canonical(document).text.split("\n") == [
        "一、总体要求",
        "各乡镇要把古树名木保护摆上重要位置，由县林业局牵头，对照普查结果逐株登记。",
        "二、保障",
        "请县财政局于8月底前拨付经费",
        "县审计局跟踪审计。",
        "前一页。",
        "后一页。",
    ]


def test_outline_levels_come_from_the_paragraph_or_its_style(tmp_path):
    document = word(
        tmp_path,
        par("一级", properties='<w:pStyle w:val="Heading1"/>'),
        par("三级", properties='<w:outlineLvl w:val="2"/>'),
        par("正文级", properties='<w:outlineLvl w:val="9"/>'),
        par("正文"),
    )
    assert [block.level for block in document.blocks] == [1, 3, None, None]


# Files as they come


@pytest.mark.parametrize("name", ["a.docx", "a.doc", "a.wps", "a.txt", "a"])
def test_word_file_by_any_name(name, tmp_path):
    document = read_bytes(tmp_path, name, docx_bytes(par("正文")))
    assert (document.format, document.raw) == ("docx", "正文")


def test_strict_file_is_read_like_any(tmp_path):
    def strict(xml):
        return xml.replace(TRANSITIONAL, STRICT)

    content = repacked(docx_bytes(par("严格格式")), {"word/document.xml": strict, "word/styles.xml": strict})
    assert read_bytes(tmp_path, "a.docx", content).raw == "严格格式"


def test_parts_named_with_backslashes_or_written_in_utf_16_are_read(tmp_path):
    def wide(xml):
        return xml.decode().replace("UTF-8", "UTF-16").replace("utf-8", "UTF-16").encode("utf-16")

    content = docx_bytes(par("正文"))
    assert read_bytes(tmp_path, "a.docx", repacked(content, {"word/document.xml": wide})).raw == "正文"
    turned = repacked(content, renamed=lambda name: name.replace("/", "\\"))
    assert read_bytes(tmp_path, "b.docx", turned).raw == "正文"


def test_macro_file_and_dangling_reference_are_read(tmp_path):
    def macro(xml):
        return xml.replace(b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")

    def dangling(xml):
        relation = (
            b'<Relationship Id="rX" Target="../NULL" Type="http://x/relationships/image"/></Relationships>'
        )
        return xml.replace(b"</Relationships>", relation)

    edits = {"[Content_Types].xml": macro, "word/_rels/document.xml.rels": dangling}
    assert read_bytes(tmp_path, "a.docm", repacked(docx_bytes(par("正文")), edits)).raw == "正文"


def test_attribute_that_is_no_number_does_no_harm(tmp_path):
    odd = '<w:numPr><w:ilvl w:val="x"/><w:numId w:val=""/></w:numPr><w:outlineLvl w:val="高"/>'
    spanned = table(row(cell("甲", properties='<w:gridSpan w:val="-3"/>'), "乙"))
    document = word(tmp_path, par("正文", properties=odd), numbered("乙", number="z"), spanned)
    check_blocks(document)
    assert texts(document) == ["正文", "乙", "甲", "乙"]
    assert [block.place.column for block in document.blocks] == [None, None, 1, 2]
