"""Word files: body order, revisions, fields, tables, text boxes, notes; what is left out is said."""

import pytest
from readers_builders import (
    cell,
    cells,
    check_blocks,
    codes,
    definition,
    docx_bytes,
    level,
    numbered,
    par,
    read_bytes,
    repacked,
    row,
    run,
    table,
    texts,
)

from extractors.structure.lines import canonical
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
FORM = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar></w:r>'
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
        (run("软") + "<w:r><w:softHyphen/></w:r>" + run("连\xad字"), "软连字"),
        (run("A") + "<w:r><w:noBreakHyphen/></w:r>" + run("B"), "A-B"),
        ('<w:r><w:sym w:font="Wingdings" w:char="2713"/></w:r>' + run("完成"), "✓完成"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>' + run("完成"), "☑完成"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>' + run("完成"), "□完成"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0b3</w:t></w:r>' + run("9"), "≥9"),
        ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "x+1"),
        (run("占") + "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>3</m:t></m:r>"
         "</m:den></m:f></m:oMath>", "占1/3"),
        ("<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>4</m:t></m:r></m:sup>"
         "</m:sSup></m:oMath>" + run("株"), "10^4株"),
        (BEGIN + "<w:r><w:instrText>EQ \\o\\ac(○,3)</w:instrText></w:r>" + END + run("登记"), "③登记"),
        (BEGIN + "<w:r><w:instrText>EQ \\f(1,3)</w:instrText></w:r>" + END, "1/3"),
        (BEGIN + "<w:r><w:instrText>XE 索引</w:instrText></w:r>" + END + run("登记"), "登记"),
        (FORM.format('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>') + CODE + END + run("是"),
         "☑是"),
        (FORM.format('<w:ddList><w:result w:val="1"/><w:listEntry w:val="县级"/>'
                     '<w:listEntry w:val="镇级"/></w:ddList>') + CODE + END, "镇级"),
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


def test_revisions_are_taken_as_accepted_and_told_one_by_one(tmp_path):
    changed = par(
        run("由县林业局于") + "<w:del>" + DELETED.replace("删掉", "9月底") + "</w:del>"
        + "<w:ins>" + run("10月底") + "</w:ins>" + run("前完成。")
    )  # fmt: skip
    away = par(
        "<w:moveFrom>" + run("挂牌保护。") + "</w:moveFrom>", properties="<w:rPr><w:moveFrom/></w:rPr>"
    )
    there = par("<w:moveTo>" + run("挂牌保护。") + "</w:moveTo>")
    document = word(tmp_path, changed, away, par("逐株登记。"), there)
    assert texts(document) == ["由县林业局于10月底前完成。", "逐株登记。", "挂牌保护。"]
    assert codes(document) == ["R025", "R121", "R121"]
    assert [(one.place, one.message) for one in document.problems[1:]] == [
        ("第1段", "修订：删去“9月底”，插入“10月底”。"),
        ("第3段", "修订：移来“挂牌保护。”。"),
    ]
    assert all(problem.severity is Severity.NOTE for problem in document.problems)


def test_deleted_paragraph_end_joins_two_paragraphs(tmp_path):
    first = par("逐株登记", properties="<w:rPr><w:del/></w:rPr>")
    assert texts(word(tmp_path, first, par("造册建档"), par("下一段"))) == ["逐株登记造册建档", "下一段"]
    before_table = word(tmp_path, first, table(row("甲", "乙")), first)
    assert before_table.raw == "逐株登记\n甲\t乙\n逐株登记"


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


def test_comments_are_listed_with_their_author_and_place(tmp_path):
    comments = "".join(
        f'<w:comment w:id="{key}" w:author="{author}">{par(text)}</w:comment>'
        for key, author, text in ((1, "复核员", "请核实时限"), (2, "", "同意"), (3, "甲", "没有挂处"))
    )
    hung = '<w:r><w:commentReference w:id="{}"/></w:r>'
    document = word(
        tmp_path, par("正文"), par(run("时限") + hung.format(2) + hung.format(1)), comments=comments
    )
    assert document.raw == "正文\n时限"
    assert codes(document) == ["R026", "R120", "R120", "R120"]
    assert "3条" in document.problems[0].message
    assert [(one.place, one.message) for one in document.problems[1:]] == [
        ("第2段", "批注（未署名）：“同意”。"),
        ("第2段", "批注（复核员）：“请核实时限”。"),
        ("", "批注（甲）：“没有挂处”。"),
    ]


def test_header_is_read_apart(tmp_path):
    document = word(tmp_path, par("正文"), header="云岫县林业局　古树专刊", title="古树保护")
    assert document.raw == "正文"
    assert document.metadata == {"title": "古树保护", "header": "云岫县林业局　古树专刊"}
    assert codes(document) == ["R127"]
    assert document.problems[0].message.startswith("页眉文字没有读入正文：“云岫县林业局 古树专刊”。")


def test_page_number_alone_is_no_header(tmp_path):
    assert word(tmp_path, par("正文"), header="— 3 —").problems == ()


# What is no words of the document


def test_table_of_contents_is_left_out_and_said(tmp_path):
    entry = par(run("一、总则 1"), properties='<w:pStyle w:val="C1"/>')
    styles = '<w:style w:type="paragraph" w:styleId="C1"><w:name w:val="toc 1"/></w:style>'
    gallery = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent>"
        + par("目　录")
        + par("二、职责\t12")
        + par("这一句被误放进目录框。")
        + "</w:sdtContent></w:sdt>"
    )
    code = "<w:r><w:instrText> TOC \\o </w:instrText></w:r>"
    field = [par(BEGIN + code + SEPARATE + run("三、附则 3")), par(run("四、附表 20") + END)]
    document = word(tmp_path, entry, gallery, *field, par("一、总则"), styles=styles)
    assert texts(document) == ["这一句被误放进目录框。", "一、总则"]
    assert codes(document) == ["R126"]
    assert "5行" in document.problems[0].message


def test_contents_left_open_swallow_nothing(tmp_path):
    code = "<w:r><w:instrText>TOC</w:instrText></w:r>"
    document = word(tmp_path, par(BEGIN + code + SEPARATE + run("一、总则 1")), par("由县林业局逐株登记。"))
    assert texts(document) == ["由县林业局逐株登记。"]


PROMPT = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"


def test_prompt_of_an_empty_control_is_no_text(tmp_path):
    choice = (
        "<w:sdt><w:sdtPr><w:dropDownList/></w:sdtPr><w:sdtContent>"
        + run("县林业局")
        + "</w:sdtContent></w:sdt>"
    )
    inline = par(run("牵头：") + PROMPT.format(run("请选择单位")) + run("；配合：") + choice)
    row_of = table(row("单位", PROMPT.format(cell("请填写"))))
    document = word(tmp_path, inline, PROMPT.format(par("请输入日期")), row_of)
    assert texts(document, "paragraph") == ["牵头：；配合：县林业局"]
    assert cells(document) == [(1, 1, 1, "单位"), (1, 1, 2, "")]
    assert codes(document) == ["R125"]
    assert "3处" in document.problems[0].message
    assert "“请选择单位”、“请输入日期”、“请填写”" in document.problems[0].message


def test_field_whose_text_only_word_knows_is_named(tmp_path):
    code = "<w:r><w:instrText>AUTONUMLGL</w:instrText></w:r>"
    document = word(tmp_path, par(BEGIN + code + END + run("逐株登记")))
    assert texts(document) == ["逐株登记"]
    assert codes(document) == ["R124"]
    assert "AUTONUMLGL" in document.problems[0].message


def test_sign_of_an_unknown_font_is_marked(tmp_path):
    document = word(tmp_path, par('<w:r><w:sym w:font="MyFont" w:char="F041"/></w:r>' + run("完成")))
    assert document.raw == "�完成"
    assert codes(document) == ["R128"]


def picture(width, height, description=""):
    size = f'<wp:extent cx="{int(width * 360_000)}" cy="{int(height * 360_000)}"/>'
    blip = '<a:graphic><a:graphicData uri="x"><a:blip r:embed="rId9"/></a:graphicData></a:graphic>'
    drawn = f'<wp:inline>{size}<wp:docPr id="1" name="图片 1" descr="{description}"/>{blip}</wp:inline>'
    return f"<w:r><w:drawing>{drawn}</w:drawing></w:r>"


def test_large_picture_is_a_gap_and_a_small_one_is_only_counted(tmp_path):
    document = word(
        tmp_path,
        par(picture(16, 22)),
        par("整改情况见下图。"),
        par(picture(15, 10, "整改后的台账") + picture(2, 2)),
        table(row("照片", cell(par(picture(12, 8))))),
    )
    assert [(gap.kind, gap.message, gap.before) for gap in document.gaps] == [
        ("unreadable", "文首有图片，未识别", ""),
        ("unreadable", "第1段处有图片（整改后的台账），未识别", "整改情况见下图。"),
        ("unreadable", "表1第1行第2列处有图片，未识别", "整改情况见下图。\n照片"),
    ]
    assert codes(document) == ["R122"]
    assert "4张图片（其中大图3张）" in document.problems[0].message


OLE = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
EMBEDDED = f'<w:r><w:object><o:OLEObject {OLE} ProgID="{{}}"/></w:object></w:r>'


def test_embedded_content_is_said(tmp_path):
    body = par(run("见附表") + EMBEDDED.format("Excel.Sheet.12")), '<w:altChunk r:id="rId8"/>', par("完")
    document = word(tmp_path, *body)
    assert texts(document) == ["见附表", "完"]
    assert [gap.message for gap in document.gaps] == [
        "第1段处嵌有电子表格，没有读入",
        "第2段处嵌有另一份文件，没有读入",
    ]
    assert codes(document) == ["R123"]
    assert "电子表格、另一份文件" in document.problems[0].message


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


def test_text_boxes_and_notes_count_for_themselves(tmp_path):
    parts = definition([level(0, "decimal", "%1.")])
    note = f'<w:footnote w:id="2">{numbered("脚注")}</w:footnote>'
    anchored = par(
        run("正文") + BOX.format(numbered("框内") + numbered("框内续")) + NOTE.format("footnote", 2)
    )
    body = numbered("甲"), anchored, par(BOX.format(numbered("另一框"))), numbered("乙")
    document = word(tmp_path, *body, numbering=parts, notes=note)
    assert texts(document) == ["1. 甲", "正文", "2. 乙", "1. 框内", "2. 框内续", "1. 另一框", "1. 脚注"]


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
