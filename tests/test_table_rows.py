"""Rows of tables in every format: empty cells are not merged ones, tables go on, nested ones stand apart."""

from pathlib import Path
from typing import Any

import docx
import pytest
from extraction_builders import extractor, text_document
from readers_builders import read_bytes
from sheet_builders import converted, needs_office, sheet_bytes

from models import Basis, Document, Task
from pipeline.normaliser.doubts import SURE_DEADLINE, SURE_INHERITED
from pipeline.readers import read

HEADER = ["序号", "整改措施", "责任单位", "完成时限"]
FIRST = ["1", "清淤河道9公里", "县水利局", "2026年9月30日前"]
MERGED, EMPTY = "修补堤坝3处", "补种护岸林20亩"
GIVEN = (["县水利局"], "2026-09-30")
TITLE = "澄溪县2026年重点问题整改台账"


def word(*tables: list[list[str | None]], between: str = "") -> bytes:
    """A Word file with its title and tables; None is a cell merged with the one above."""
    paper = docx.Document()
    paper.add_paragraph(TITLE)
    for rows in tables:
        table = paper.add_table(len(rows), len(rows[0]), style="Table Grid")
        for down, row in enumerate(rows):
            for across, words in enumerate(row):
                if words is None:
                    table.cell(down - 1, across).merge(table.cell(down, across))
                else:
                    table.cell(down, across).text = words
        paper.add_paragraph(between)
    return _saved(paper)


def _saved(paper: Any) -> bytes:
    import io

    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def tasks_of(document: Document) -> dict[str, Task]:
    done = extractor()(document)
    assert done.ungrounded() == []
    return {task.measure: task for task in done.tasks}


def given(task: Task) -> tuple[list[str], str]:
    return [owner.name for owner in task.owners], str(task.deadline and task.deadline.due)


def as_word(rows: list[list[str | None]]) -> bytes:
    return word(rows)


def as_sheet(rows: list[list[str | None]]) -> bytes:
    letters = "ABCD"
    merged = [
        f"{letters[across]}{down}:{letters[across]}{down + 1}"
        for down, row in enumerate(rows)
        for across, words in enumerate(row)
        if words is None
    ]
    return sheet_bytes(rows, merged=merged)


ROWS: list[list[str | None]] = [HEADER, FIRST, ["2", MERGED, None, None], ["3", EMPTY, "", ""]]


def saved_as(suffix: str, rows: list[list[str | None]], folder: Path) -> bytes:
    native, make = ("xlsx", as_sheet) if suffix in ("xlsx", "xls", "ods") else ("docx", as_word)
    content = make(rows)
    return content if suffix == native else converted(content, native, suffix, folder)


SUFFIXES = [
    "docx",
    "xlsx",
    *(pytest.param(s, marks=needs_office) for s in ("odt", "rtf", "doc", "pdf", "ods", "xls")),
]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_merged_cell_gives_what_stands_above_and_an_empty_one_nothing(suffix: str, tmp_path: Path):
    found = tasks_of(read_bytes(tmp_path, f"台账.{suffix}", saved_as(suffix, ROWS, tmp_path)))
    assert given(found[MERGED]) == GIVEN
    assert all(owner.basis is Basis.EXPLICIT for owner in found[MERGED].owners)
    assert given(found[EMPTY]) == ([], "None")


def test_a_cell_merged_to_the_right_takes_nothing_from_above(tmp_path: Path):
    page = (
        "<table><tr><td>序号</td><td>整改措施</td><td>牵头单位</td><td>责任单位</td><td>完成时限</td></tr>"
        "<tr><td>1</td><td>清淤河道9公里</td><td>县水利局</td><td>石门乡</td><td>9月30日前</td></tr>"
        "<tr><td>2</td><td>修补堤坝3处</td><td colspan=2>县交通局</td><td></td></tr>"
        "<tr><td>3</td><td>补种护岸林20亩</td><td rowspan=2>县林业局</td><td>枫林乡</td><td>5月底前</td></tr>"
        "<tr><td>4</td><td>封育山林60亩</td><td>白鹭镇</td><td></td></tr></table>"
    )
    found = tasks_of(read_bytes(tmp_path, "台账.html", page.encode()))
    assert given(found["修补堤坝3处"]) == (["县交通局"], "None")
    assert given(found["封育山林60亩"]) == (["县林业局", "白鹭镇"], "None")


@pytest.mark.parametrize("suffix", ["csv", "txt"])
def test_where_a_format_knows_no_merged_cells_what_stands_above_is_only_presumed(suffix: str, tmp_path: Path):
    mark = "," if suffix == "csv" else "\t"
    lines = [mark.join(words or "" for words in row) for row in ROWS]
    found = tasks_of(read_bytes(tmp_path, f"台账.{suffix}", ("\n".join(lines) + "\n").encode()))
    for measure in (MERGED, EMPTY):
        [owner], deadline = found[measure].owners, found[measure].deadline
        assert (owner.name, owner.basis) == ("县水利局", Basis.INHERITED)
        assert owner.confidence < SURE_INHERITED
        assert owner.inherited_from == FIRST[1]
        assert deadline
        assert deadline.confidence < SURE_DEADLINE
    [owner], deadline = found[FIRST[1]].owners, found[FIRST[1]].deadline
    assert owner.basis is Basis.EXPLICIT
    assert deadline
    assert deadline.confidence >= SURE_DEADLINE


def test_an_empty_cell_below_the_same_number_is_presumed_to_share(tmp_path: Path):
    rows: list[list[str | None]] = [HEADER, FIRST, ["", "公示水位线", "", ""]]
    [owner] = tasks_of(read_bytes(tmp_path, "台账.docx", word(rows)))["公示水位线"].owners
    assert (owner.name, owner.basis) == ("县水利局", Basis.INHERITED)
    assert owner.confidence < SURE_INHERITED


def test_a_note_says_what_empty_cells_mean(tmp_path: Path):
    content = word(
        [HEADER, FIRST, ["2", EMPTY, "", ""]], between="注：责任单位、完成时限空白的，与上一行相同。"
    )
    [owner] = tasks_of(read_bytes(tmp_path, "台账.docx", content))[EMPTY].owners
    assert (owner.name, owner.basis) == ("县水利局", Basis.EXPLICIT)


def test_a_unit_that_the_measure_names_is_not_joined_by_that_of_the_item_above():
    rows = ["\t".join(HEADER), "\t".join(FIRST), "2\t由县交通局、县林业局联合出台巡查细则\t\t长期坚持"]
    found = tasks_of(text_document("\n".join([TITLE, "", *rows, ""])))
    [task] = [task for measure, task in found.items() if "巡查细则" in measure]
    assert [owner.name for owner in task.owners] == ["县交通局", "县林业局"]


def test_an_empty_owner_is_not_the_office_that_the_paper_is_to(tmp_path: Path):
    paper = docx.Document()
    paper.add_paragraph("关于澄溪县河道管护督查情况的反馈意见")
    paper.add_paragraph("澄溪县人民政府：")
    paper.add_paragraph("请你县对照附表逐项整改，9月底前报送整改情况。")
    table = paper.add_table(3, 4)
    for down, row in enumerate([HEADER, FIRST, ["2", "清理漂浮物", "", "10月底前"]]):
        for across, words in enumerate(row):
            table.cell(down, across).text = words
    path = tmp_path / "反馈.docx"
    paper.save(str(path))
    assert tasks_of(read(path))["清理漂浮物"].owners == ()


@pytest.mark.parametrize(("between", "goes_on"), [("", True), ("（续表）", True), ("表2 其他事项", False)])
def test_a_table_without_a_header_goes_on_with_the_one_before(between: str, goes_on: bool, tmp_path: Path):
    rest: list[list[str | None]] = [["2", MERGED, "县交通局", "2026年10月底前"]]
    document = read_bytes(tmp_path, "台账.docx", word([HEADER, FIRST], [*rest, *rest[1:]], between=between))
    found = {measure: given(task) for measure, task in tasks_of(document).items()}
    assert found.get(MERGED) == ((["县交通局"], "2026-10-31") if goes_on else None)


@pytest.mark.parametrize("suffix", ["docx", *(pytest.param(s, marks=needs_office) for s in ("odt", "rtf"))])
def test_a_table_inside_a_cell_is_no_part_of_the_measure(suffix: str, tmp_path: Path):
    paper = docx.Document()
    paper.add_paragraph(TITLE)
    table = paper.add_table(3, 4)
    for down, row in enumerate([HEADER, FIRST, ["2", "组织防汛演练2次", "县应急局", "10月底前"]]):
        for across, words in enumerate(row):
            table.cell(down, across).text = words
    inner = table.cell(2, 1).add_table(2, 2)
    for down, row in enumerate([["柳塘站", "9月18日"], ["双桥站", "9月21日"]]):
        for across, words in enumerate(row):
            inner.cell(down, across).text = words
    content = _saved(paper)
    content = content if suffix == "docx" else converted(content, "docx", suffix, tmp_path)
    document = read_bytes(tmp_path, f"台账.{suffix}", content)
    assert set(tasks_of(document)) == {FIRST[1], "组织防汛演练2次"}
    nested = [b for b in document.blocks if b.place.table == 2]
    assert [document.raw[b.start : b.end] for b in nested] == ["柳塘站", "9月18日", "双桥站", "9月21日"]
