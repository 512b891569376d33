"""PDF pages on which words stand over words: printed again as bold or shadow, stamped, written on lines."""

import pytest
from readers_builders import FONT, codes, drawn, lines, pdf, texts

WORDS = [
    "一、县水利局要在2026年11月22日前完成清淤100公里",
    "二、各乡镇逐条整改，月月报告。",
    "三、县财政局安排资金。",
]


def page(*over, before=False, table=False):
    """Three lines at 760, 736 and 712, and words at (x, y, size) printed over or before them."""

    def stamped(canvas):
        for x, y, size, text in over:
            canvas.setFont(FONT, size)
            canvas.drawString(x, y, text)

    def draw(canvas):
        for step in (stamped, lines(*WORDS)) if before else (lines(*WORDS), stamped):
            step(canvas)
        if table:
            canvas.rect(60, 300, 100, 100)
            canvas.rect(160, 300, 100, 100)

    return drawn(draw)


@pytest.mark.parametrize(("right", "down", "times"), [(0, 0, 1), (1, 1, 1), (4, 0, 1), (1, 1, 4), (3, 3, 1)])
def test_words_printed_again_a_little_beside_are_read_once(right, down, times, tmp_path):
    again = [
        (72 + right * time, 760 - 24 * at - down * time, 14, words)
        for time in range(1, times + 1)
        for at, words in enumerate(WORDS)
    ]
    document = pdf(tmp_path, page(*again))
    assert (texts(document), codes(document)) == (WORDS, [])


def test_a_part_printed_again_is_read_once(tmp_path):
    assert texts(pdf(tmp_path, page((75, 757, 14, "一、县水利局要在2026年")))) == WORDS


@pytest.mark.parametrize("table", [False, True])
@pytest.mark.parametrize("before", [False, True])
@pytest.mark.parametrize(
    "stamp", [(150, 758, 30, "已审核"), (90, 740, 14, "澄溪县水利局"), (100, 730, 20, "收文章")]
)
def test_stamp_over_words_stands_apart_and_is_told(stamp, before, table, tmp_path):
    document = pdf(tmp_path, page(stamp, before=before, table=table))
    assert (texts(document), codes(document)) == (WORDS, ["R109"])
    assert document.metadata["watermark"] == stamp[3]


@pytest.mark.parametrize("line", ["＿＿＿＿＿＿＿＿", "________________"])
def test_words_on_a_line_to_write_on_are_read_without_it(line, tmp_path):
    def draw(canvas):
        lines("牵头单位：" + line)(canvas)
        canvas.drawString(72 + 14 * 5 + 4, 761, "县水利局")

    [shown] = texts(pdf(tmp_path, drawn(draw)))
    assert shown.startswith("牵头单位：")
    assert shown.replace("_", "").replace("＿", "").replace(" ", "") == "牵头单位：县水利局"
    assert "县水利局" in shown


@pytest.mark.parametrize("step", [8, 10, 13])
def test_lines_set_close_are_lines(step, tmp_path):
    def draw(canvas):
        for at, words in enumerate(WORDS):
            canvas.drawString(72 + 3 * at, 760 - step * at, words)

    found = texts(pdf(tmp_path, drawn(draw)))
    assert "".join(found) == "".join(WORDS)
