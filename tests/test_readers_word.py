"""Word files: body order, revisions, fields, tables, text boxes, notes; what is left out is said."""

import pytest
from readers_builders import (
    cell,
    cells,
    check_blocks,
    codes,
    docx_bytes,
    numbered,
    par,
    read_bytes,
    repacked,
    row,
    run,
    table,
    texts,
)

from models import Severity
from pipeline.readers.word.names import STRICT, TRANSITIONAL


def word(folder, *body, **options):
    return read_bytes(folder, "a.docx", docx_bytes(*body, **options))


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


DELETED = run("删掉").replace("w:t", "w:delText")
BEGIN, SEPARATE, END = (
    f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
)
CODE = "<w:r><w:instrText> PAGEREF x </w:instrText></w:r>"
INNER = BEGIN + run("里层") + SEPARATE + run("里层结果") + END


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (run("9月") + "<w:ins>" + run("底") + "</w:ins>" + run("前完成"), "9月底前完成"),
        (run("前") + "<w:del>" + DELETED + "</w:del>" + run("后"), "前后"),
        ("<w:moveFrom>" + run("移走") + "</w:moveFrom><w:moveTo>" + run("移来") + "</w:moveTo>", "移来"),
        ("<w:sdt><w:sdtPr/><w:sdtContent>" + run("控件里的字") + "</w:sdtContent></w:sdt>", "控件里的字"),
        ("<w:smartTag>" + run("松湖镇") + "</w:smartTag>" + run("牵头"), "松湖镇牵头"),
        ('<w:hyperlink r:id="rId9">' + run("县政府网站") + "</w:hyperlink>" + run("公示"), "县政府网站公示"),
        ('<w:fldSimple w:instr="DATE">' + run("2026年3月") + "</w:fldSimple>", "2026年3月"),
        (run("见") + BEGIN + CODE + run("代码") + SEPARATE + run("第7页") + END + run("。"), "见第7页。"),
        (run("见") + BEGIN + CODE + INNER + SEPARATE + run("第7页") + END + run("。"), "见第7页。"),
        (END + run("多余的域结束"), "多余的域结束"),
        (run("序号") + "<w:r><w:tab/></w:r>" + run("事项"), "序号 事项"),
        (run("上行") + "<w:r><w:br/></w:r>" + run("下行"), "上行\n下行"),
        (run("A") + "<w:r><w:noBreakHyphen/></w:r>" + run("B"), "A-B"),
        ('<w:r><w:sym w:font="Wingdings" w:char="2713"/></w:r>' + run("完成"), "✓完成"),
        ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "x+1"),
        (
            "<w:r><w:ruby><w:rt>" + run("xiù") + "</w:rt><w:rubyBase>" + run("岫")
            + "</w:rubyBase></w:ruby></w:r>",
            "岫",
        ),
        (
            "<mc:AlternateContent><mc:Choice Requires='wps'>" + run("新") + "</mc:Choice><mc:Fallback>"
            + run("旧") + "</mc:Fallback></mc:AlternateContent>",
            "新",
        ),
        ("<mc:AlternateContent><mc:Fallback>" + run("旧") + "</mc:Fallback></mc:AlternateContent>", "旧"),
        ("<w:bookmarkStart w:id='1' w:name='x'/>" + run("书签") + "<w:bookmarkEnd w:id='1'/>", "书签"),
        (run("  前后空格去掉　"), "前后空格去掉"),
    ],
)  # fmt: skip
def test_text_of_a_paragraph(content, shown, tmp_path):
    assert texts(word(tmp_path, par(content), par("尾"))) == [shown, "尾"]


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


def test_revisions_are_taken_as_accepted_and_said_to_be(tmp_path):
    document = word(tmp_path, par(run("由") + "<w:ins>" + run("县林业局") + "</w:ins>" + run("牵头")))
    assert texts(document) == ["由县林业局牵头"]
    assert codes(document) == ["R025"]
    assert document.problems[0].severity is Severity.NOTE
    assert document.readable


def test_deleted_paragraph_end_joins_two_paragraphs(tmp_path):
    first = par("逐株登记", properties="<w:rPr><w:del/></w:rPr>")
    assert texts(word(tmp_path, first, par("造册建档"), par("下一段"))) == ["逐株登记造册建档", "下一段"]


def test_block_level_insertions_and_controls_are_kept(tmp_path):
    control = "<w:sdt><w:sdtPr/><w:sdtContent>" + par("控件里的段落") + "</w:sdtContent></w:sdt>"
    wrapped = "<w:customXml>" + par("标签里的段落") + "</w:customXml>"
    either = (
        "<mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>"
    )
    content = par("甲"), control, wrapped, either.format(par("新版"), par("旧版"))
    assert texts(word(tmp_path, *content)) == ["甲", "控件里的段落", "标签里的段落", "新版"]


STYLED = '<w:style w:type="{}" w:styleId="Gone"><w:name w:val="隐去"/><w:rPr><w:vanish/></w:rPr></w:style>'


@pytest.mark.parametrize(
    ("paragraph", "styles"),
    [
        (par(run("公开"), run("不公开", "<w:vanish/>")), ""),
        (par(run("公开"), run("不公开", '<w:rStyle w:val="Gone"/>')), STYLED.format("character")),
        (
            par(
                run("公开", '<w:vanish w:val="0"/>'),
                run("不公开"),
                properties='<w:pStyle w:val="Gone"/>',
            ),
            STYLED.format("paragraph"),
        ),
    ],
)
def test_hidden_text_is_left_out_and_counted(paragraph, styles, tmp_path):
    document = word(tmp_path, paragraph, styles=styles)
    assert texts(document) == ["公开"]
    assert codes(document) == ["R024"]
    assert "3字" in document.problems[0].message


def test_headers_stay_out_and_comments_are_counted(tmp_path):
    comments = (
        '<w:comment w:id="1">'
        + par("请核实")
        + '</w:comment><w:comment w:id="2">'
        + par("同意")
        + "</w:comment>"
    )
    document = word(tmp_path, par("正文"), header="页眉文字", comments=comments)
    assert document.raw == "正文"
    assert codes(document) == ["R026"]
    assert "2条" in document.problems[0].message


def test_outline_levels_come_from_the_paragraph_or_its_style(tmp_path):
    document = word(
        tmp_path,
        par("一级", properties='<w:pStyle w:val="Heading1"/>'),
        par("三级", properties='<w:outlineLvl w:val="2"/>'),
        par("正文级", properties='<w:outlineLvl w:val="9"/>'),
        par("正文"),
    )
    assert [block.level for block in document.blocks] == [1, 3, None, None]


# Tables


def test_merged_cells_keep_their_columns(tmp_path):
    start = '<w:vMerge w:val="restart"/>'
    rows = [
        row("序号", cell("整改事项", properties='<w:gridSpan w:val="2"/>'), "时限"),
        row(cell("1", properties=start), "登记", "挂牌", "6月底"),
        row(cell(properties="<w:vMerge/>"), "复核", "验收", "9月底"),
        row(cell("并入上格的旧字", properties='<w:vMerge w:val="continue"/>'), "销号", "归档", ""),
    ]
    document = word(tmp_path, table(*rows))
    assert cells(document) == [
        (1, 1, 1, "序号"), (1, 1, 2, "整改事项"), (1, 1, 4, "时限"),
        (1, 2, 1, "1"), (1, 2, 2, "登记"), (1, 2, 3, "挂牌"), (1, 2, 4, "6月底"),
        (1, 3, 1, ""), (1, 3, 2, "复核"), (1, 3, 3, "验收"), (1, 3, 4, "9月底"),
        (1, 4, 1, ""), (1, 4, 2, "销号"), (1, 4, 3, "归档"), (1, 4, 4, ""),
    ]  # fmt: skip


def test_rows_that_begin_late_are_deleted_hidden_or_empty(tmp_path):
    rows = [
        row("甲", "乙", "丙"),
        row("丁", "戊", properties='<w:gridBefore w:val="1"/>'),
        row("删", "去", "行", properties="<w:del/>"),
        row("隐", "去", "行", properties="<w:hidden/>"),
        row("", "", ""),
        row("己", "", "庚"),
    ]
    document = word(tmp_path, table(*rows))
    assert cells(document)[3:] == [
        (1, 2, 2, "丁"),
        (1, 2, 3, "戊"),
        (1, 4, 1, "己"),
        (1, 4, 2, ""),
        (1, 4, 3, "庚"),
    ]
    assert document.raw == "甲\t乙\t丙\n丁\t戊\n己\t\t庚"


def test_paragraphs_of_a_cell_are_one_block(tmp_path):
    document = word(tmp_path, table(row(cell(par("县财政局"), par(), par("县审计局")), "另一格")))
    assert cells(document)[0] == (1, 1, 1, "县财政局\n县审计局")


def test_nested_table_follows_as_a_table_of_its_own(tmp_path):
    inner = table(row("内一", "内二"), row("内三", "内四"))
    outer = table(row(cell(par("外一"), inner, par("外一续")), "外二"), row("外三", "外四"))
    document = word(tmp_path, outer, par("之后"), table(row("末一", "末二")))
    assert document.raw == "外一\n外一续\t外二\n外三\t外四\n内一\t内二\n内三\t内四\n之后\n末一\t末二"
    assert [place[:3] for place in cells(document)][4:] == [
        (2, 1, 1), (2, 1, 2), (2, 2, 1), (2, 2, 2), (3, 1, 1), (3, 1, 2),
    ]  # fmt: skip


def test_frame_of_a_single_cell_is_not_a_table(tmp_path):
    document = word(tmp_path, table(row(cell(par("一、任务"), par("逐株登记。")))), table(row("甲", "乙")))
    assert texts(document, "paragraph") == ["一、任务", "逐株登记。"]
    assert cells(document) == [(1, 1, 1, "甲"), (1, 1, 2, "乙")]


# Text boxes and notes

OLD_BOX = "<w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict>"
NEW_BOX = "<w:drawing><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></w:drawing>"
BOX = (
    f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{NEW_BOX}</mc:Choice>"
    f"<mc:Fallback>{OLD_BOX}</mc:Fallback></mc:AlternateContent></w:r>"
)
NOTE = '<w:r><w:{}Reference w:id="{}"/></w:r>'


def test_text_boxes_follow_the_body_once(tmp_path):
    anchored = par(run("第一段") + BOX.format(par("框内一") + par("框内二")))
    old = par("<w:r>" + OLD_BOX.format(par("老式文本框")) + "</w:r>")
    document = word(tmp_path, anchored, par("第二段"), old)
    assert texts(document) == ["第一段", "第二段", "框内一", "框内二", "老式文本框"]
    assert texts(document, "textbox") == ["框内一", "框内二", "老式文本框"]
    assert [block.place.paragraph for block in document.blocks] == [1, 2, 1, 1, 2]


def test_notes_follow_the_text_boxes(tmp_path):
    notes = "".join(
        f'<w:footnote w:id="{key}">{par("<w:r><w:footnoteRef/></w:r>" + run(" " + text))}</w:footnote>'
        for key, text in ((-1, "分隔线"), (2, "指胸径一米以上。"), (3, "没有引用的脚注"))
    )
    content = run("古树名木") + NOTE.format("footnote", 2) + NOTE.format("footnote", 2) + run("逐株登记。")
    document = word(tmp_path, par(content), par(BOX.format(par("框内"))), notes=notes)
    assert texts(document) == ["古树名木逐株登记。", "框内", "指胸径一米以上。"]
    assert [block.kind for block in document.blocks] == ["paragraph", "textbox", "footnote"]
    assert document.blocks[2].place.paragraph == 1


def test_note_that_refers_to_itself_is_read_once(tmp_path):
    note = '<w:footnote w:id="2">' + par(run("循环") + NOTE.format("footnote", 2)) + "</w:footnote>"
    assert texts(word(tmp_path, par(run("正文") + NOTE.format("footnote", 2)), notes=note)) == [
        "正文",
        "循环",
    ]


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
