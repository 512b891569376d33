"""Word's automatic numbers: the forms, counting along the document, numbers that a style brings."""

import csv

import pytest
from readers_builders import (
    DATA,
    cell,
    codes,
    data,
    definition,
    docx_bytes,
    level,
    numbered,
    par,
    read_bytes,
    row,
    run,
    table,
    texts,
)

from pipeline.readers.word.number_formats import FORMATS, format_number

with (DATA / "number_formats.csv").open(encoding="utf-8") as file:
    FORMS = list(csv.DictReader(file))
CASES = data("numbering.toml")["case"]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form["format"])
def test_form_of_a_count(form):
    name = form["format"]
    for count, shown in form.items():
        if count != "format" and (shown or name == "none"):
            assert format_number(int(count), name) == shown, count


def test_every_form_has_a_row_in_the_table():
    assert {form["format"] for form in FORMS} == set(FORMATS)


@pytest.mark.parametrize(
    ("name", "count"),
    [("chineseCountingThousand", 10_000), ("lowerRoman", 4_000), ("upperLetter", 0), ("bahtText", 1)],
)
def test_form_that_does_not_reach_so_far_says_so(name, count):
    assert format_number(count, name) is None


@pytest.mark.parametrize(
    ("name", "shown"), [("decimal", "0"), ("chineseCounting", "○"), ("lowerRoman", None)]
)
def test_zero(name, shown):
    assert format_number(0, name) == shown


def number_parts(case):
    abstract, own = definition([level(at, **options) for at, options in enumerate(case["levels"])])
    further = [
        f'<w:num w:numId="{one["number"]}"><w:abstractNumId w:val="1"/>'
        + "".join(
            f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
            for at, start in one["starts"]
        )
        + "</w:num>"
        for one in case.get("lists", [])
    ]
    return [abstract, own, *further]


def body(case):
    return [numbered(text, *(number or [1]), level=at) for at, text, *number in case["lines"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_numbers_along_a_document(case, tmp_path):
    document = read_bytes(tmp_path, "a.docx", docx_bytes(*body(case), numbering=number_parts(case)))
    assert texts(document) == case["shown"]
    assert [block.generated for block in document.blocks] == case["generated"]
    assert document.problems == ()


def test_unknown_form_is_figures_and_a_warning(tmp_path):
    parts = definition([level(0, "hebrew1", "%1、")])
    document = read_bytes(tmp_path, "a.docx", docx_bytes(numbered("甲"), numbered("乙"), numbering=parts))
    assert texts(document) == ["1、甲", "2、乙"]
    assert codes(document) == ["R027"]
    assert "hebrew1" in document.problems[0].message


STYLES = """
<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="公文一级"/>
  <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="T2"><w:name w:val="公文二级"/><w:basedOn w:val="T1"/>
  <w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="T1a"><w:name w:val="派生"/><w:basedOn w:val="T1"/></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:name w:val="自指"/><w:basedOn w:val="Loop"/></w:style>
"""


def styled(text, style, extra=""):
    return par(text, properties=f'<w:pStyle w:val="{style}"/>{extra}')


def test_numbers_that_a_style_brings(tmp_path):
    levels = [
        level(0, "chineseCountingThousand", "%1、", pStyle="T1"),
        level(1, "decimal", "%2．", pStyle="T2"),
    ]
    paragraphs = [
        styled("总体要求", "T1"),
        styled("工作目标", "T2"),
        styled("派生样式也编号", "T1a"),
        styled("不编号", "T1", '<w:numPr><w:numId w:val="0"/></w:numPr>'),
        styled("仍按样式编号", "T2"),
        styled("自指的样式不编号", "Loop"),
    ]
    content = docx_bytes(*paragraphs, numbering=definition(levels), styles=STYLES)
    document = read_bytes(tmp_path, "a.docx", content)
    assert texts(document) == [
        "一、总体要求",
        "1．工作目标",
        "二、派生样式也编号",
        "不编号",
        "1．仍按样式编号",
        "自指的样式不编号",
    ]
    assert [block.level for block in document.blocks] == [1, 2, 1, 1, 2, None]


def test_level_is_the_one_that_the_list_ties_to_the_style(tmp_path):
    style = """<w:style w:type="paragraph" w:styleId="Second"><w:name w:val="二级"/>
        <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"""
    levels = [level(0, "decimal", "%1."), level(1, "chineseCounting", "（%2）", pStyle="Second")]
    content = docx_bytes(
        numbered("甲"),
        styled("乙", "Second"),
        styled("丙", "Second"),
        numbering=definition(levels),
        styles=style,
    )
    assert texts(read_bytes(tmp_path, "a.docx", content)) == ["1. 甲", "（一）乙", "（二）丙"]


def test_style_takes_the_list_from_one_style_and_the_level_from_another(tmp_path):
    style = """<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="章"/>
        <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="H2"><w:name w:val="节"/><w:basedOn w:val="H1"/>
        <w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="H3"><w:name w:val="条"/><w:basedOn w:val="H2"/></w:style>"""
    levels = [level(0, "decimal", "%1", pStyle="H1"), level(1, "decimal", "%1.%2"),
              level(2, "decimal", "%1.%2.%3", pStyle="H3")]  # fmt: skip
    paragraphs = [styled("甲", "H1"), styled("乙", "H2"), styled("丙", "H3"), styled("丁", "H2")]
    content = docx_bytes(*paragraphs, numbering=definition(levels), styles=style)
    assert texts(read_bytes(tmp_path, "a.docx", content)) == ["1 甲", "1.1 乙", "1.1.1 丙", "1.2 丁"]


def test_definition_borrowed_through_a_list_style(tmp_path):
    borrowed, own = definition([level(0, "chineseCounting", "%1、")], number=1)
    numbering = [
        borrowed,
        '<w:abstractNum w:abstractNumId="2"><w:numStyleLink w:val="Listed"/></w:abstractNum>',
        own,
        '<w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>',
    ]
    style = """<w:style w:type="numbering" w:styleId="Listed"><w:name w:val="列表"/>
        <w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>"""
    content = docx_bytes(numbered("甲", number=2), numbering=numbering, styles=style)
    assert texts(read_bytes(tmp_path, "a.docx", content)) == ["一、甲"]


def test_level_replaced_for_one_list(tmp_path):
    abstract, own = definition([level(0, "decimal", "%1.")])
    other = (
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">'
        + level(0, "chineseCounting", "%1、")
        + "</w:lvlOverride></w:num>"
    )
    content = docx_bytes(numbered("甲"), numbered("乙", number=2), numbering=[abstract, own, other])
    assert texts(read_bytes(tmp_path, "a.docx", content)) == ["1. 甲", "二、乙"]


NEWER = (
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
    '<w:numFmt w:val="custom" w:format="{}"/></mc:Choice><mc:Fallback>'
    '<w:numFmt w:val="decimalZero"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1、"/></w:lvl>'
)


@pytest.mark.parametrize(
    ("form", "shown"),
    [("α, β, γ, ...", "01、甲"), ("001, 002, 003, ...", "001、甲")],
    ids=["gives way", "padded"],
)
def test_newer_form_gives_way_to_the_plain_one_beside_it_unless_it_is_known(form, shown, tmp_path):
    content = docx_bytes(numbered("甲"), numbering=definition([NEWER.format(form)]))
    document = read_bytes(tmp_path, "a.docx", content)
    assert texts(document) == [shown]
    assert document.problems == ()


def test_legal_style_leaves_leading_zeros(tmp_path):
    levels = [level(0, "upperRoman", "%1."), level(1, "decimalZero", "%1.%2", isLgl=1)]
    content = docx_bytes(numbered("甲"), numbered("乙", level=1), numbering=definition(levels))
    assert texts(read_bytes(tmp_path, "a.docx", content)) == ["I. 甲", "1.01 乙"]


def test_sign_of_a_symbol_font_is_a_plain_bullet(tmp_path):
    sign = level(0, "bullet", "§").replace(
        "</w:lvl>", '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr></w:lvl>'
    )
    content = docx_bytes(numbered("甲"), numbering=definition([sign]))
    assert texts(read_bytes(tmp_path, "a.docx", content)) == ["• 甲"]


def test_list_that_the_file_does_not_define_numbers_nothing(tmp_path):
    assert texts(read_bytes(tmp_path, "a.docx", docx_bytes(numbered("甲", number=77)))) == ["甲"]


def test_empty_paragraph_counts_but_shows_only_in_a_cell(tmp_path):
    parts = definition([level(0, "decimal", "%1")])
    rows = [row(cell(numbered("")), cell(text)) for text in ("登记", "挂牌")]
    content = docx_bytes(numbered("甲"), numbered(""), numbered("丙"), table(*rows), numbering=parts)
    document = read_bytes(tmp_path, "a.docx", content)
    assert texts(document) == ["1 甲", "3 丙", "4", "登记", "5", "挂牌"]
    assert [block.generated for block in document.blocks] == [2, 2, 1, 0, 1, 0]


def test_deleted_and_hidden_paragraphs_do_not_count(tmp_path):
    parts = definition([level(0, "decimal", "%1.")])
    listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    deleted = par("<w:del>" + run("删去").replace("w:t", "w:delText") + "</w:del>",
                  properties=f"{listed}<w:rPr><w:del/></w:rPr>")  # fmt: skip
    hidden = par(run("隐去", "<w:vanish/>"), properties=f"{listed}<w:rPr><w:vanish/></w:rPr>")
    content = docx_bytes(numbered("甲"), deleted, hidden, numbered("乙"), numbering=parts)
    assert texts(read_bytes(tmp_path, "a.docx", content)) == ["1. 甲", "2. 乙"]
