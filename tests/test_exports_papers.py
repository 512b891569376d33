"""The Word drafts read back: each unit its own rows, blanks where an office signs, nothing private."""

import io

import pytest
from docx import Document
from docx.shared import Mm
from ledger_builders import deadline, document, owner, rows, task

from models import LedgerState
from pipeline.exports import export
from pipeline.exports.duties import shares_of
from pipeline.exports.papers.circulated import file_name, file_names, printable
from pipeline.exports.papers.word_files import word_files

REPAIR = "修复护岸1.2公里，联系电话13812345678"
PAPER = document(
    f"县水利局牵头，县财政局配合，{REPAIR}。\n"
    "省水利厅要核准方案。\n"
    "水利局要公示结果。\n"
    "各乡镇要每月报送进度。\n"
    "严禁挪用护岸资金。"
)


WHOLE = ("整改台账.docx", "三张清单.docx", "任务分解表.docx")


def state(*, provincial: bool = True) -> LedgerState:
    tasks = [
        task(PAPER, REPAIR, owners=[owner(PAPER, "县水利局", "lead"), owner(PAPER, "县财政局", "support")]),
        task(PAPER, "公示结果", owners=[owner(PAPER, "水利局")]),
        task(
            PAPER, "报送进度", owners=[owner(PAPER, "各乡镇")], deadline=deadline(PAPER, "每月", "recurring")
        ),
        task(PAPER, "严禁挪用护岸资金", prohibition=True),
    ]
    if provincial:
        tasks.insert(1, task(PAPER, "核准方案", owners=[owner(PAPER, "省水利厅")]))
    found = rows(PAPER, *tasks)
    return LedgerState(documents=(found.record,), entries=found.entries)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return dict(word_files(state()))


def words(data: bytes) -> str:
    paper = Document(io.BytesIO(data))
    cells = (cell.text for table in paper.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in paper.paragraphs), *cells])


def test_a_paper_for_every_unit_and_one_for_all(files: dict[str, bytes]):
    assert set(files) == {
        *WHOLE,
        *(f"单位任务单/{unit}.docx" for unit in ("县水利局", "县财政局", "省水利厅", "水利局", "各乡镇")),
        "单位任务单/待落实到单位的任务.docx",
    }


def test_each_unit_gets_its_own_rows_and_no_others(files: dict[str, bytes]):
    own = words(files["单位任务单/县财政局.docx"])
    assert "县财政局：" in own
    assert "承担下列任务1项（配合1项）" in own
    assert "县水利局（牵头）" in own
    for other in ("核准方案", "公示结果", "报送进度", "挪用"):
        assert other not in own


def test_every_row_names_the_words_it_rests_on(files: dict[str, bytes]):
    own = words(files["单位任务单/各乡镇.docx"])
    assert "原文：各乡镇要每月报送进度。（第4段） 编号E" in own
    assert "每月" in own
    assert "根据《在全县河道整治会议上的讲话》" in own


def test_units_of_other_places_never_share_a_paper(files: dict[str, bytes]):
    assert "核准方案" in words(files["单位任务单/省水利厅.docx"])
    assert "核准方案" not in words(files["单位任务单/县水利局.docx"])


def test_a_name_without_a_place_joins_the_only_place_there_is():
    both = [share.unit for share in shares_of(state(provincial=True))]
    alone = {share.unit: len(share.duties) for share in shares_of(state(provincial=False))}
    assert "水利局" in both
    assert alone["县水利局"] == 2


def test_classes_of_units_come_last():
    assert [share.group for share in shares_of(state())] == [False, False, False, False, True]


def test_what_an_office_gives_is_left_blank(files: dict[str, bytes]):
    own = words(files["单位任务单/县水利局.docx"])
    assert "（草稿，经审定后印发）" in own
    assert "回    执" in own
    assert "请于    年  月  日前填写回执" in own
    assert not any(mark in own for mark in ("〔", "号文", "签发人"))


def test_a_row_without_a_date_asks_for_one_and_none_is_invented(files: dict[str, bytes]):
    own = words(files["单位任务单/县水利局.docx"])
    assert "时限待定" in own
    assert "请在回执中填报计划完成日期" in own
    assert "2025" not in own


def test_division_table_has_every_row_once(files: dict[str, bytes]):
    paper = Document(io.BytesIO(files["任务分解表.docx"]))
    table = [[cell.text for cell in row.cells] for row in paper.tables[0].rows]
    assert table[0] == ["序号", "任务", "牵头单位", "责任单位", "配合单位", "完成时限"]
    assert [row[0] for row in table[1:]] == ["1", "2", "3", "4", "5"]
    assert table[1][2:5] == ["县水利局", "", "县财政局"]
    assert table[5][2:4] == ["待明确", "待明确"]


def test_page_is_set_after_the_standard(files: dict[str, bytes]):
    section = Document(io.BytesIO(files["单位任务单/县水利局.docx"])).sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    height = section.page_height - section.top_margin - section.bottom_margin
    assert (round(width / Mm(1)), round(height / Mm(1))) == (156, 225)
    assert "PAGE" in section.footer._element.xml


def test_numbers_of_persons_are_masked(files: dict[str, bytes]):
    assert "138****5678" in words(files["单位任务单/县水利局.docx"])
    assert all("13812345678" not in words(data) for data in files.values())


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("电话13912345678、13987654321。", "电话139****5678、139****4321。"),
        ("手机139-1234-5678或138 1234 5678", "手机139-****-5678或138 **** 5678"),
        ("电话１３８12345678", "电话１３８****5678"),
        ("身份证110105199001011234", "身份证110105********1234"),
        ("身份证11010519900101123X的户主", "身份证110105********123X的户主"),
        ("资金13812345678901元", "资金13812345678901元"),
        ("编号20250613812", "编号20250613812"),
        ("一\x00二\x07", "一二"),
    ],
)
def test_what_is_printed(text: str, printed: str):
    assert printable(text) == printed


@pytest.mark.parametrize(
    ("unit", "name"),
    [
        ("县水利局", "县水利局"),
        ("各县(市、区)政府", "各县(市_区)政府"),
        ("../../etc/passwd", "etc_passwd"),
        ("C:\\水利局", "C_水利局"),
        ("\n", "未命名单位"),
        ("局" * 90, "局" * 40),
    ],
)
def test_file_names_are_safe_everywhere(unit: str, name: str):
    assert file_name(unit) == name


def test_names_that_would_meet_are_told_apart():
    assert list(file_names(["甲/乙局", "甲\\乙局", "丙局"])) == ["甲_乙局", "甲_乙局（2）", "丙局"]


def test_same_ledger_same_bytes(files: dict[str, bytes]):
    assert dict(word_files(state())) == files


def test_export_writes_the_folder_and_what_stands_beside_it(tmp_path):
    folder = export(state(), "docx", tmp_path)
    assert folder == tmp_path / "单位任务单"
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*WHOLE, "单位任务单"])
    assert not [path for path in tmp_path.rglob("*") if "partial" in path.name]


def test_empty_ledger_gives_an_empty_table():
    assert list(dict(word_files(LedgerState()))) == list(WHOLE)
