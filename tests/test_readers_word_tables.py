"""Tables of Word files: merged, deleted, nested and empty cells, frames that are none."""

from readers_builders import (
    cell,
    cells,
    par,
    row,
    table,
    texts,
    word,
)


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
