"""PDF files: lines to paragraphs, columns, furniture, watermarks, footnotes, pages that lie or stand."""

import pypdfium2
import pytest
from readers_builders import (
    LONG,
    TITLE,
    codes,
    data,
    drawn,
    lines,
    needs_chinese_font,
    pdf,
    texts,
    typeset,
)
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import Paragraph

from pipeline.readers import Limits
from pipeline.readers.pdf import quick, slow
from pipeline.readers.pdf.furniture import PAGE_NUMBER
from pipeline.readers.pdf.glyphs import Glyph, glue, lines_of

CASES = data("pdf.toml")

# Paragraphs


def test_document_as_a_whole(tmp_path):
    document = pdf(tmp_path, typeset("#关于古树保护的通知", "一、总体要求", LONG, "二、工作措施", LONG * 2))
    assert texts(document) == ["关于古树保护的通知", "一、总体要求", LONG, "二、工作措施", LONG * 2]
    assert document.raw == "\n".join(texts(document))
    assert [block.place.label() for block in document.blocks][:2] == ["第1页第1段", "第1页第2段"]
    assert (document.format, document.reader) == ("pdf", "pdfplumber")


def test_title_over_two_lines_is_one_paragraph(tmp_path):
    title = "关于进一步加强云岫县古树名木和古树群落资源普查挂牌与保护管理工作的若干意见"
    document = pdf(tmp_path, typeset(Paragraph(title, TITLE), "各乡镇：", LONG))
    assert texts(document) == [title, "各乡镇：", LONG]


@pytest.mark.parametrize("case", CASES["paragraphs"], ids=lambda case: case["name"])
def test_lines_to_paragraphs(case, tmp_path):
    rows = [(72 + 14 * len(row) - 14 * len(row.lstrip("　")), row.lstrip("　")) for row in case["lines"]]
    assert texts(pdf(tmp_path, drawn(lines(*rows)))) == case["paragraphs"]


def test_wide_distance_between_lines_parts_paragraphs(tmp_path):
    first, second = "甲" * 30, "乙" * 30
    rows = [*([first] * 3), second, second]
    document = pdf(tmp_path, drawn(lambda canvas: [
        canvas.drawString(72, height, row)
        for row, height in zip(rows, (700, 676, 652, 590, 566), strict=True)
    ]))  # fmt: skip
    assert texts(document) == [first * 3, second * 2]


def test_paragraph_over_the_page_end_is_two_blocks_with_nothing_between(tmp_path):
    def furniture(canvas, document):
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(72, 810, "古树保护材料汇编（2026年）")
        canvas.drawCentredString(297, 30, f"— {document.page} —")

    document = pdf(tmp_path, typeset(LONG * 12, "尾段。", furniture=furniture))
    assert {block.place.page for block in document.blocks} == {1, 2}
    assert "".join(texts(document)) == LONG * 12 + "尾段。"
    assert len(document.blocks) == 3


# Furniture


@pytest.mark.parametrize("text", CASES["page_numbers"]["are"])
def test_page_number(text):
    assert PAGE_NUMBER.fullmatch(text)


@pytest.mark.parametrize("text", CASES["page_numbers"]["are_not"])
def test_not_a_page_number(text):
    assert not PAGE_NUMBER.fullmatch(text)


def test_what_repeats_in_the_margin_goes_what_repeats_in_the_text_stays(tmp_path):
    def page(number):
        def draw(canvas):
            canvas.drawString(72, 800, f"云岫县督查专报  第{number}期")
            canvas.drawString(72, 500, "要求逐株挂牌。")
            canvas.drawString(72, 40, f"第 {number} 页 共 3 页")

        return draw

    document = pdf(tmp_path, drawn(page(1), page(2), page(3)))
    assert texts(document) == ["要求逐株挂牌。"] * 3


def test_margin_of_a_single_page_keeps_what_is_no_page_number(tmp_path):
    document = pdf(tmp_path, drawn(lambda canvas: [
        canvas.drawString(72, 800, "送审材料"),
        canvas.drawString(72, 500, "要求逐株挂牌。"),
        canvas.drawString(290, 40, "- 1 -"),
    ]))  # fmt: skip
    assert texts(document) == ["送审材料", "要求逐株挂牌。"]


def column(canvas, x, text):
    for at in range(0, len(text), 17):
        canvas.drawString(x, 740 - 18 * at / 17, text[at : at + 17])


def test_two_columns_are_read_one_after_the_other(tmp_path):
    first, second = "　　" + LONG, "　　县财政局要将管护经费纳入预算，" + LONG[:85]

    def draw(canvas):
        canvas.drawCentredString(297, 780, "云岫县督查专报")
        column(canvas, 50, first)
        column(canvas, 310, second)
        canvas.drawString(50, 500, "以上情况，专此报告。并请各乡镇、各部门认真对照，逐条抓好落实。")

    words = texts(pdf(tmp_path, drawn(draw)))
    assert words[0] == "云岫县督查专报"
    assert "".join(words[1:-1]) == (first + second).replace("　", "")
    assert words[-1].startswith("以上情况，专此报告。")


def test_paragraph_runs_on_from_column_to_column(tmp_path):
    whole = "　　" + LONG.replace("2026年9", "今年九") * 2
    cut = 17 * 7  # a full line, in the middle of a sentence

    def draw(canvas):
        column(canvas, 50, whole[:cut])
        column(canvas, 310, whole[cut:] + "全部落实管护责任")

    assert texts(pdf(tmp_path, drawn(draw))) == [whole.strip() + "全部落实管护责任"]


@pytest.mark.parametrize("lower", [3, 7, 9, 14])
def test_columns_whose_lines_do_not_stand_level_are_read_one_after_the_other(lower, tmp_path):
    first, second = "　　" + LONG * 2, "　　县财政局要将管护经费纳入预算，" + LONG

    def draw(canvas):
        column(canvas, 50, first)
        canvas.translate(0, -lower)
        column(canvas, 310, second)

    words = "".join(texts(pdf(tmp_path, drawn(draw))))
    assert words == (first + second).replace("　", "")


def test_table_without_lines_is_not_taken_for_columns(tmp_path):
    def draw(canvas):
        for at in range(8):
            canvas.drawString(72, 740 - 24 * at, f"第{at + 1}项")
            canvas.drawString(400, 740 - 24 * at, "县林业局牵头" if at % 2 else "各乡镇")

    assert texts(pdf(tmp_path, drawn(draw)))[0].startswith("第1项 各乡镇")


# Apart from the text


def watermark(tilt, shade):
    def draw(canvas):
        canvas.saveState()
        canvas.setFillGray(shade)
        canvas.setFont("STSong-Light", 50)
        canvas.translate(300, 690)
        canvas.rotate(tilt)
        canvas.drawCentredString(0, 0, "征求意见稿")
        canvas.restoreState()
        lines("一、总体要求", "逐株登记，逐株挂牌。", "二、工作措施", "建立巡护档案。")(canvas)

    return draw


@pytest.mark.parametrize(("tilt", "shade"), [(45, 0.5), (0, 0.85)])
@pytest.mark.parametrize("sides", [False, True])
def test_watermark_is_kept_apart(tilt, shade, sides, tmp_path):
    def draw(canvas):
        watermark(tilt, shade)(canvas)
        if sides:  # a ruled table below makes it a page for the other library
            for left in (72, 172):
                canvas.rect(left, 400, 100, 40)
                canvas.drawString(left + 10, 415, "甲方")

    document = pdf(tmp_path, drawn(draw))
    assert texts(document, "paragraph") == [
        "一、总体要求",
        "逐株登记，逐株挂牌。",
        "二、工作措施",
        "建立巡护档案。",
    ]
    assert document.metadata["watermark"] == "征求意见稿"
    assert codes(document) == ["R109"]
    assert document.reader == "pdfplumber"


def test_large_dark_or_white_words_are_no_watermark(tmp_path):
    for shade in (0.3, 1.0):
        document = pdf(tmp_path, drawn(watermark(0, shade)))
        assert "征求意见稿" in "".join(document.raw.split()) or shade < 1
        assert "watermark" not in document.metadata


def test_a_font_that_the_file_lacks_is_not_asked_of_the_machine(tmp_path):
    owners = [f"责任单位：县林业局{' ' * (row % 2)}" for row in range(6)]
    document = pdf(tmp_path, drawn(lines(*owners)))
    assert document.reader == "pdfplumber"
    assert document.raw.count("县林业局") == 6


@needs_chinese_font
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_words_that_are_drawn_sideways_are_read(turn, tmp_path):
    def draw(canvas):
        canvas.translate(297, 421)
        canvas.rotate(turn)
        lines("转过来看的一页，", "共有两行文字。", x=-200, top=100)(canvas)

    assert texts(pdf(tmp_path, drawn(draw))) == ["转过来看的一页，", "共有两行文字。"]


def test_headers_and_footers_are_kept_apart(tmp_path):
    def page(number):
        def draw(canvas):
            canvas.drawString(72, 800, "云岫县督查专报")
            canvas.drawString(72, 500, "要求逐株挂牌。")
            canvas.drawString(72, 60, "云岫县人民政府办公室印发")
            canvas.drawString(290, 40, f"— {number} —")

        return draw

    document = pdf(tmp_path, drawn(page(1), page(2), page(3)))
    assert document.metadata["header"] == "云岫县督查专报"
    assert document.metadata["footer"] == "云岫县人民政府办公室印发"
    assert texts(document) == ["要求逐株挂牌。"] * 3
    assert [problem.code for problem in document.problems] == ["R109", "R109"]
    assert "页眉的文字没有读入正文：“云岫县督查专报”" in document.problems[0].message


def test_lying_page_beside_an_upright_one(tmp_path):
    def lying(canvas):
        canvas.setPageSize(landscape(A4))
        canvas.setFont("STSong-Light", 14)
        lines("横排一页的文字要逐株登记。", top=500)(canvas)

    document = pdf(tmp_path, drawn(lines("竖排一页的文字。"), lying))
    assert texts(document) == ["竖排一页的文字。", "横排一页的文字要逐株登记。"]


def test_turned_page_is_read_as_it_is_looked_at(tmp_path):
    def turned(canvas):
        canvas.setPageRotation(90)
        canvas.translate(595, 0)
        canvas.rotate(90)
        lines("转过来看的一页，", "共有两行文字。", top=500)(canvas)

    document = pdf(tmp_path, drawn(turned))
    assert texts(document) == ["转过来看的一页，", "共有两行文字。"]
    assert document.reader == "pdfplumber"


# Footnotes


def noted(mark, note):
    def draw(canvas):
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(100, 700, "各乡镇要对照普查名录")
        canvas.drawString(100 + 14 * 10 + 8, 700, "逐株登记造册，新建管护点300m")
        canvas.setFont("STSong-Light", 7)
        canvas.drawString(100 + 14 * 10 + 1, 707, mark)
        canvas.drawString(100 + 14 * 10 + 8 + 14 * 12 + 8, 707, "2")
        canvas.setFont("STSong-Light", 14)
        canvas.drawString(72, 676, "，2026年9月底前全部完成。")
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(72, 100, f"{mark} {note}")

    return draw


@pytest.mark.parametrize("mark", ["1", "①"])
def test_footnote_stands_apart_and_its_mark_is_not_of_the_text(mark, tmp_path):
    content = drawn(noted(mark, "名录由县林业局公布。"), lines("第二页的文字。"))
    document = pdf(tmp_path, content)
    assert texts(document, "footnote") == [f"{mark} 名录由县林业局公布。"]
    assert document.blocks[-1].kind == "footnote"
    assert document.blocks[-1].place.page == 1
    assert document.raw.startswith("各乡镇要对照普查名录")
    assert mark not in document.raw.split("逐株登记")[0]


def test_raised_figure_that_no_footnote_answers_stays(tmp_path):
    def draw(canvas):
        canvas.drawString(100, 700, "新建管护点，即300m")
        end = 100 + canvas.stringWidth("新建管护点，即300m", "STSong-Light", 14)
        canvas.setFont("STSong-Light", 7)
        canvas.drawString(end, 706, "2")

    assert texts(pdf(tmp_path, drawn(draw))) == ["新建管护点，即300m2"]


# Characters to lines


def glyphs(text, x=0.0, base=100.0, width=10.0, height=12.0):
    return [Glyph(char, x + width * at, x + width * (at + 1), base, height) for at, char in enumerate(text)]


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (glyphs("乙丙", 20) + glyphs("甲", 0), ["甲 乙丙"]),
        (glyphs("甲") + glyphs("乙", 12), ["甲乙"]),
        (glyphs("甲甲", width=10) + glyphs("甲甲", x=1), ["甲甲"]),
        (glyphs("ab", width=5) + glyphs("cd", x=13, width=5), ["ab cd"]),
        (glyphs("脚注") + glyphs("1", 20, base=96, width=4, height=7), ["脚注1"]),
        (glyphs("下行", base=130) + glyphs("上行"), ["上行", "下行"]),
        (glyphs("\uf06c登记"), ["•登记"]),
        (glyphs("　\t 甲\t乙 "), ["甲 乙"]),
        (glyphs("  　"), []),
        ([], []),
    ],
)
def test_characters_to_lines(found, shown):
    assert [line.text for line in lines_of(found)] == shown


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("逐株", "登记", "逐株登记"),
        ("see", "page", "see page"),
        ("20", "26年", "2026年"),
        ("用WPS", "打开", "用WPS打开"),
    ],
)
def test_glue(before, after, joined):
    assert glue(before, after) == joined


def test_both_libraries_place_characters_alike():
    """Whichever library reads a page, its lines come out the same."""
    content = typeset("#关于古树保护的通知", LONG)
    first = quick.read_page(pypdfium2.PdfDocument(content), 0, Limits())
    second = slow.read_page(slow.open_file(content), 0, Limits())
    for one, other in zip(first.lines, second.lines, strict=True):
        assert one.text == other.text
        assert [one.x0, one.x1, one.base, one.em] == pytest.approx(
            [other.x0, other.x1, other.base, other.em], abs=1
        )


def test_sentences_at_the_head_of_pages_that_differ_by_a_number_are_text(tmp_path):
    def page(number):
        def draw(canvas):
            canvas.drawString(72, 800, f"县林业局要修好{number}号瞭望塔。")
            canvas.drawString(72, 500, "所需资金列入预算。")

        return draw

    document = pdf(tmp_path, drawn(page(1), page(2), page(3)))
    assert [words for words in texts(document) if "瞭望塔" in words] == [
        f"县林业局要修好{number}号瞭望塔。" for number in (1, 2, 3)
    ]
