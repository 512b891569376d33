"""Tables of a PDF without upright lines: level ones, coloured bands, lines at head and foot, none at all."""

import pytest
from readers_builders import FONT, cells, codes, drawn, lines, pdf, texts

HEAD = ("序号", "存在问题", "整改措施", "责任单位", "完成时限")
ROWS = [
    (
        "1",
        "部分古树根部硬化面积过大，周边垃圾未清。",
        "拆除硬化地面，恢复透气铺装，补充营养土。",
        "县林业局、县城管局",
        "9月底前",
    ),
    ("2", "管护责任没有落实到人。", "逐株明确管护责任人并公示。", "各乡镇", "立即整改，长期坚持"),
    (
        "3",
        "管护经费没有列入预算，拨付不及时，影响复壮。",
        "将管护经费列入预算，按年足额拨付。",
        "县财政局",
        "年底",
    ),
    ("4", "巡护档案缺失。", "建立巡护档案，按月更新，每季度检查一次，结果通报全县。", "县林业局", "长期坚持"),
]
LEFTS, RIGHT, WIDE, SIZE, STEP = (60, 90, 200, 330, 430), 530, (2, 9, 11, 8, 8), 11, 15


def folded(row):
    """The cells of a row, each folded to the width of its column."""
    return [
        [text[at : at + wide] for at in range(0, len(text), wide)]
        for text, wide in zip(row, WIDE, strict=True)
    ]


def table(rows, *, top=740, rules="", centred=False, room=0):
    """Draws rows below each other; `rules` are between (all), ends (head and foot) or bands."""

    def draw(canvas):
        canvas.setFont(FONT, SIZE)
        y = top
        for number, row in enumerate(rows):
            folds = folded(row)
            high = max(map(len, folds)) * STEP + room
            if rules == "bands" and number % 2 == 0:
                canvas.setFillGray(0.85)
                for left, right in zip(LEFTS, (*LEFTS[1:], RIGHT), strict=True):
                    canvas.rect(left, y - high, right - left, high, stroke=0, fill=1)
                canvas.setFillGray(0)
            if rules == "between" or (rules == "ends" and number < 2):
                canvas.line(LEFTS[0], y, RIGHT, y)
            for left, fold in zip(LEFTS, folds, strict=True):
                down = (high - room - len(fold) * STEP) / 2 if centred else 0
                for at, words in enumerate(fold):
                    canvas.drawString(left + 3, y - room / 2 - down - at * STEP - 11, words)
            y -= high
        if rules in ("between", "ends"):
            canvas.line(LEFTS[0], y, RIGHT, y)

    return draw


def grid(document):
    found = [text for *_, text in cells(document)]
    return [tuple(found[at : at + len(HEAD)]) for at in range(0, len(found), len(HEAD))]


@pytest.mark.parametrize("centred", [False, True])
@pytest.mark.parametrize(
    ("rules", "room"),
    [("between", 0), ("between", 8), ("bands", 8), ("ends", 0), ("ends", 8), ("", 0), ("", 12)],
)
def test_rows_have_their_cells(rules, room, centred, tmp_path):
    def draw(canvas):
        lines("附表　整改任务分工", top=780)(canvas)
        table([HEAD, *ROWS], rules=rules, room=room, centred=centred)(canvas)

    document = pdf(tmp_path, drawn(draw))
    assert grid(document) == [HEAD, *ROWS]
    assert texts(document, "paragraph") == ["附表　整改任务分工"]
    assert codes(document) == ["R110"]
    assert {block.covered for block in document.blocks} == {None}


@pytest.mark.parametrize("rules", ["between", "bands", "ends", ""])
def test_the_next_page_goes_on_without_a_header(rules, tmp_path):
    rest = [(str(at), *ROWS[at % 4][1:]) for at in range(5, 9)]
    content = drawn(table([HEAD, *ROWS], rules=rules, room=8), table(rest, rules=rules, room=8))
    document = pdf(tmp_path, content)
    assert grid(document) == [HEAD, *ROWS, *rest]
    assert {table for table, *_ in cells(document)} == {1}


def test_lines_across_the_page_between_paragraphs_make_no_table(tmp_path):
    words = [
        "县林业局要逐株登记古树，9月底前完成挂牌，建立巡护档案。",
        "县财政局要把经费列入预算，按年足额拨付，不得挪用。",
    ]

    def draw(canvas):
        lines(*words * 3, step=40)(canvas)
        for at in range(7):
            canvas.line(60, 780 - 40 * at, 530, 780 - 40 * at)

    document = pdf(tmp_path, drawn(draw))
    assert cells(document) == []
    assert texts(document) == words * 3
