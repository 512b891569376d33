"""Merged cells and tables in cells of PDF files: what an empty cell is, and whose words stand in it."""

import pytest
from office import convert, needs_office
from readers_builders import cells, data, drawn, pdf, ruled, shown, texts, typeset
from reportlab.platypus import PageBreak

from pipeline.readers import read

CASES = data("merged_tables.toml")["case"]
OUTER = [
    ("序号", "整改措施", "责任单位"),
    ("1", "清淤河道9公里", "县水利局"),
    ("2", "组织演练2次", "县应急局"),
]
INNER = [("柳塘站", "9月18日"), ("双桥站", "9月21日")]


def as_ruled(signs):
    """The table of a case, every cell of one sign; a wide cell takes two columns."""
    rows = ["".join(sign * (2 if sign == ">" else 1) for sign in row) for row in signs]
    down = [
        ((at, number), (at, _last(rows, at, number)))
        for number, row in enumerate(rows)
        for at, sign in enumerate(row)
        if sign == "v"
    ]
    right = [((row.index(">"), n), (row.index(">") + 1, n)) for n, row in enumerate(rows) if ">" in row]
    words = [
        ["" if sign == "^" else f"{n}行{at}格" for at, sign in enumerate(row)] for n, row in enumerate(rows)
    ]
    return rows, ruled(words, [80] * len(rows[0]), [*down, *right])


def _last(rows, at, number):
    while number + 1 < len(rows) and rows[number + 1][at] == "^":
        number += 1
    return number


def covered(document):
    return [block.covered for block in document.blocks if block.kind == "cell"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cell_under_a_merged_one_is_told_from_an_empty_one(case, tmp_path):
    rows, table = as_ruled(case["rows"])
    assert covered(pdf(tmp_path, typeset(table))) == [sign == "^" for row in rows for sign in row]


def test_empty_cell_at_the_head_of_a_page_may_be_the_rest_of_a_merged_one(tmp_path):
    first = ruled([["序号", "单位"], ["1", "县水利局"]], [60, 90])
    rest = ruled([["序号", "单位"], ["2", ""], ["3", ""]], [60, 90])
    found = covered(pdf(tmp_path, typeset(first, PageBreak(), rest)))
    assert found == [False] * 4 + [None, None, False, False]


def boxes(rows, left, top, widths, height=40):
    """Draws a table with its lines; None draws no cell."""

    def draw(canvas):
        for down, row in enumerate(rows):
            for at, words in enumerate(row):
                x, y = left + sum(widths[:at]), top - height * (down + 1)
                canvas.rect(x, y, widths[at], height)
                canvas.drawString(x + 5, y + height - 16, words)

    return draw


@pytest.mark.parametrize("left", [116, 140])
def test_table_in_a_cell_stands_apart_after_its_table(left, tmp_path):
    """The inner table stands free in the cell, or nearly touches the side of it."""

    def draw(canvas):
        boxes(OUTER, 60, 740, (50, 200, 100), 100)(canvas)
        boxes(INNER, left, 520, (70, 70), 30)(canvas)
        canvas.drawString(60, 380, "以上请抓好落实。")

    document = pdf(tmp_path, drawn(draw))
    assert shown(document) == ["|".join(row) for row in [*OUTER, *INNER]] + ["以上请抓好落实。"]
    assert [table for table, *_ in cells(document)] == [1] * 9 + [2] * 4


def test_table_within_a_divided_frame_around_the_page_is_a_table(tmp_path):
    def draw(canvas):
        for low, high in ((60, 760), (760, 800)):
            canvas.rect(50, low, 490, high - low)
        canvas.drawString(60, 770, "督办通知单")
        boxes(INNER, 80, 700, (70, 70), 30)(canvas)

    document = pdf(tmp_path, drawn(draw))
    assert shown(document) == ["督办通知单", *("|".join(row) for row in INNER)]


def open_at(rows, columns, *, below=(), above=()):
    """Draws a table of rows 40 high, without the line below or above the columns named."""

    def draw(canvas):
        lefts = [60 + 100 * at for at in range(columns + 1)]
        for left in lefts:
            canvas.line(left, 740, left, 740 - 40 * len(rows))
        for down in range(len(rows) + 1):
            for at, left in enumerate(lefts[:-1]):
                last, first = down == len(rows) and at in below, down == 0 and at in above
                if not (last or first or (0 < down < len(rows) and rows[down][at] is None)):
                    canvas.line(left, 740 - 40 * down, left + 100, 740 - 40 * down)
        for down, row in enumerate(rows):
            for at, words in enumerate(row):
                canvas.drawString(lefts[at] + 5, 715 - 40 * down, words or "")

    return draw


def test_cell_that_a_page_end_leaves_open_keeps_its_words(tmp_path):
    """Browsers draw no line where a merged cell, or a whole row, goes on on the next page."""
    first = [["序号", "任务", "单位"], ["1", "清淤河道", "县水利局"], ["2", "修补堤坝", None]]
    rest = [["3", "公示水位", ""], ["4", "植树护岸", "县林业局"]]
    content = drawn(open_at(first, 3, below=[2]), open_at(rest, 3, above=[2]))
    document = pdf(tmp_path, content)
    assert shown(document) == [
        "序号|任务|单位",
        "1|清淤河道|县水利局",
        "2|修补堤坝|",
        "3|公示水位|",
        "4|植树护岸|县林业局",
    ]
    assert document.blocks[8].covered is True
    whole = drawn(
        open_at(first[:2], 3, below=[0, 1, 2]), open_at([["", "并公示", ""], *rest], 3, above=[0, 1, 2])
    )
    assert shown(pdf(tmp_path, whole))[1:3] == ["1|清淤河道|县水利局", "|并公示|"]


@needs_office
def test_table_in_a_cell_as_an_office_prints_it(tmp_path):
    import docx

    paper = docx.Document()
    table = paper.add_table(len(OUTER), 3, style="Table Grid")
    for down, row in enumerate(OUTER):
        for across, words in enumerate(row):
            table.cell(down, across).text = words
    inner = table.cell(2, 1).add_table(2, 2)
    inner.style = "Table Grid"
    for down, row in enumerate(INNER):
        for across, words in enumerate(row):
            inner.cell(down, across).text = words
    paper.save(str(tmp_path / "a.docx"))
    [printed] = convert([tmp_path / "a.docx"], "pdf", tmp_path)
    assert texts(read(printed)) == texts(read(tmp_path / "a.docx"))
