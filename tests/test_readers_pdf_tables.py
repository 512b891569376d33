"""Tables in PDF files: ruled ones and those without lines, over page ends, cells, rows cut in two."""

import pytest
from readers_builders import (
    FONT,
    LONG,
    cells,
    codes,
    data,
    drawn,
    lines,
    pdf,
    ruled,
    texts,
    typeset,
)
from reportlab.platypus import PageBreak

from pipeline.readers.pdf.cells import Cell, cell_of
from pipeline.readers.pdf.glyphs import Line
from pipeline.readers.pdf.tables import completes, continued

CASES = data("pdf.toml")

# Tables

HEAD = ["序号", "问题", "整改措施", "责任单位", "完成时限"]
MEASURE = "拆除树池周边硬化地面，恢复透气铺装，补充营养土。"
WIDTHS = [30, 110, 170, 80, 70]


def task_rows(count):
    rows = []
    for number in range(1, count + 1):
        issue = f"第{number}株古树生长环境差，根部硬化面积过大。"
        rows += [
            [str(number), issue, MEASURE, "县林业局\n县城管局", "2026年9月30日前"],
            ["", "", "建立巡护档案。", "各乡镇", "长期坚持"],
        ]  # fmt: skip
    return rows


def merged(count):
    return [((column, 2 * at - 1), (column, 2 * at)) for at in range(1, count + 1) for column in (0, 1)]


def test_table_between_paragraphs(tmp_path):
    rows = [HEAD, *task_rows(2)]
    document = pdf(tmp_path, typeset("一、清单", ruled(rows, WIDTHS, merged(2)), "二、要求", LONG))
    expected = [
        (1, row, column, text) for row, line in enumerate(rows, 1) for column, text in enumerate(line, 1)
    ]
    assert cells(document) == expected
    assert texts(document, "paragraph") == ["一、清单", "二、要求", LONG]
    assert [block.kind for block in document.blocks][0::26] == ["paragraph", "paragraph"]
    assert document.raw.startswith("一、清单\n序号\t问题\t整改措施\t责任单位\t完成时限\n1\t第1株")
    assert document.reader == "pdfplumber"


def test_table_over_three_pages_is_one_without_the_repeated_header(tmp_path):
    rows = [HEAD, *task_rows(30)]

    def furniture(canvas, document):
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(290, 30, f"{document.page}/3")
        canvas.drawString(72, 800, "（续表）")

    document = pdf(tmp_path, typeset(ruled(rows, WIDTHS, merged(30)), "完。", furniture=furniture))
    assert [text for _, _, _, text in cells(document)] == [text for row in rows for text in row]
    assert {place.page for place in (block.place for block in document.blocks)} == {1, 2, 3}
    assert [(table, row) for table, row, column, _ in cells(document) if column == 1] == [
        (1, row) for row in range(1, 62)
    ]
    assert texts(document)[-1] == "完。"


def test_table_of_another_width_or_after_words_is_another_table(tmp_path):
    two, three = ruled([["甲", "乙"], ["1", "2"]], [90, 90]), ruled([["甲", "乙", "丙"]] * 2, [60, 60, 60])
    document = pdf(tmp_path, typeset(two, PageBreak(), three, PageBreak(), "说明", three))
    assert [(table, row) for table, row, column, _ in cells(document) if column == 1] == [
        (1, 1), (1, 2), (2, 1), (2, 2), (3, 1), (3, 2),
    ]  # fmt: skip


def test_two_tables_on_one_page(tmp_path):
    pair = [ruled([["甲", "乙"], ["1", "2"]], [90, 90]), ruled([["丙", "丁"], ["3", "4"]], [90, 90])]
    assert [table for table, *_ in cells(pdf(tmp_path, typeset(pair[0], "说明", pair[1])))] == [1] * 4 + [
        2
    ] * 4


def test_row_cut_in_two_by_the_page_end_is_put_together(tmp_path):
    def page(*rows):
        def draw(canvas):
            for at, row in enumerate(rows):
                for left, right, text in zip((60, 110, 265), (110, 265, 320), row, strict=True):
                    canvas.rect(left, 700 - 40 * at, right - left, 40)
                    canvas.drawString(left + 5, 715 - 40 * at, text)

        return draw

    header = ("序号", "措施", "时限")
    document = pdf(tmp_path, drawn(
        page(header, ("1", "逐株登记造册，", "9月"), ("2", "由县林业局牵头组织专", "10月底")),
        page(header, ("", "家会诊复壮。", ""), ("3", "建档。", "年底")),
    ))  # fmt: skip
    assert [text for *_, text in cells(document)] == [
        *header,
        *("1", "逐株登记造册，", "9月"),
        *("2", "由县林业局牵头组织专家会诊复壮。", "10月底"),
        *("3", "建档。", "年底"),
    ]  # fmt: skip
    assert document.blocks[-1].place.label() == "第2页表1第4行第3列"


def printed(rows):
    """Lines of characters 10 points wide, figures and Latin letters 5; wide blanks in front indent."""
    return [
        Line(
            text.lstrip("　"),
            10 * (len(text) - len(text.lstrip("　"))),
            sum(5 if char.isascii() else 10 for char in text),
            12 * at,
            10,
        )
        for at, text in enumerate(rows)
    ]


def filled(text):
    """A cell ten characters wide with this text in it."""
    return cell_of(printed([text[at : at + 10] for at in range(0, len(text), 10)]), 0, 100)


@pytest.mark.parametrize("case", CASES["completes"], ids=lambda case: "|".join(case["row"]))
def test_row_that_completes_the_one_above(case):
    above, row = map(filled, case["above"]), map(filled, case["row"])
    assert completes(list(above), list(row)) is case["completes"]


@pytest.mark.parametrize("case", CASES["cells"], ids=lambda case: case["text"])
def test_lines_of_a_cell(case):
    assert cell_of(printed(case["lines"]), 0, case["width"]).text == case["text"]


def test_header_of_several_rows_is_dropped_as_a_whole():
    header = [[Cell("事项"), Cell("单位"), Cell()], [Cell(), Cell("牵头"), Cell("配合")]]
    first, second = [[Cell(text) for text in row] for row in ("1甲乙", "2丙丁")]
    assert continued([*header, first], [*header, second]) == [second]
    assert continued(header, [second]) == [second]


def test_frame_around_text_is_not_a_table(tmp_path):
    def draw(canvas):
        canvas.rect(60, 600, 480, 150)
        lines("一、要求", "逐株登记，逐株挂牌。", top=720)(canvas)

    assert texts(pdf(tmp_path, drawn(draw)), "paragraph") == ["一、要求", "逐株登记，逐株挂牌。"]


# Tables without lines

LOOSE = [
    ("序号", "任务", "责任单位", "完成时限"),
    ("1", "逐株登记造册，逐株挂牌。", "县林业局", "2026年9月底"),
    ("2", "将管护经费纳入预算，", "县财政局", "10月底"),
    ("", "按年足额拨付。", "", ""),
    ("3", "开展专项审计。", "县审计局", "年底"),
]


def placed(rows, xs=(72, 120, 330, 440), top=720, step=20):
    def draw(canvas):
        for at, row in enumerate(rows):
            for x, text in zip(xs, row, strict=True):
                canvas.drawString(x, top - step * at, text)

    return draw


def test_numbered_table_without_lines_has_its_cells(tmp_path):
    def draw(canvas):
        canvas.drawString(72, 760, "附表　任务分工")
        placed(LOOSE)(canvas)
        canvas.drawString(72, 560, "以上任务由县督查室按月调度，逐项销号。")

    document = pdf(tmp_path, drawn(draw))
    assert [text for *_, text in cells(document)] == [
        *LOOSE[0],
        *LOOSE[1],
        *("2", "将管护经费纳入预算，按年足额拨付。", "县财政局", "10月底"),
        *LOOSE[4],
    ]
    assert texts(document, "paragraph") == ["附表　任务分工", "以上任务由县督查室按月调度，逐项销号。"]
    assert codes(document) == ["R110"]


def test_table_without_lines_whose_rows_fill_the_page_is_no_text_in_columns(tmp_path):
    rows = [("序号", "问题", "整改措施", "牵头单位", "责任单位", "完成时限")]
    rows += [
        (
            f"{at}",
            "公厕管护缺位",
            "逐座明确公厕管护人员，公示监督电话",
            "县农业农村局",
            "县城管局、各乡镇",
            "2026年10月31日前",
        )
        for at in range(1, 8)
    ]

    def draw(canvas):
        canvas.setFont(FONT, 7)
        placed(rows, xs=(40, 70, 130, 320, 400, 480), step=10)(canvas)

    document = pdf(tmp_path, drawn(draw))
    assert [text for *_, text in cells(document)] == [text for row in rows for text in row]
    assert codes(document) == ["R110"]


@pytest.mark.parametrize(
    "rows",
    [
        [("张某某", "李某某", "王某某", "赵某某")] * 5,  # names of those present
        [LOOSE[0], ("", "逐株登记造册，", "县林业局", "9月底"), ("1", "逐株挂牌。", "", ""), *LOOSE[2:]],
    ],
)
def test_rows_that_may_be_no_table_stay_lines(rows, tmp_path):
    document = pdf(tmp_path, drawn(placed(rows)))
    assert cells(document) == []
    assert "".join(document.raw.split()) == "".join("".join(row) for row in rows)
