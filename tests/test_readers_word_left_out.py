"""What of a Word file is no words of the document: contents, prompts, pictures, objects; all of it said."""

from readers_builders import (
    BEGIN,
    END,
    SEPARATE,
    cell,
    cells,
    codes,
    par,
    row,
    run,
    table,
    texts,
    word,
)

CODE = "<w:r><w:instrText> PAGEREF x </w:instrText></w:r>"


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
