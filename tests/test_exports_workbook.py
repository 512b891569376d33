"""整改台账 read back: what stands where, what is shaded and why, what is merged, how it prints."""

import datetime as dt
import html
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from workbook_sample import HEADER_ROWS, row_of, rows_of, sample_state, shaded, state_with, written

from models import Doubt, EntryDeadline, LedgerState, Roster, RosterUnit
from models.ledger import STATUS_LABELS
from pipeline.exports.day_lights import DayLights
from pipeline.exports.sheets.measures import MAX_ROW_HEIGHT
from pipeline.exports.timeline_colours import FILLS
from pipeline.exports.workbook import write_workbook
from pipeline.ledger.light_rules import load_light_rules
from pipeline.ledger.lights import Colour

MAIN_HEADERS = [
    *("序号", "台账编号", "问题来源", "问题类别", "反馈问题", "整改措施"),
    *("责任领导", "牵头单位", "责任单位", "配合单位", "责任人"),
    *("完成时限", "时限原文", "办理状态", "预警", "进展情况", "佐证材料", "是否销号"),
    *("原文摘录", "原文位置", "备注"),
]


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("xlsx") / "ledger.xlsx"
    write_workbook(sample_state(), path)
    return path


@pytest.fixture(scope="module")
def book(file: Path) -> Any:
    return load_workbook(file, rich_text=True)


def test_sheets_stand_in_the_order_in_which_an_office_looks(book: Any) -> None:
    assert book.sheetnames == list(HEADER_ROWS)


def test_no_appendix_without_calls(tmp_path: Path) -> None:
    state = sample_state()
    documents = tuple(doc.model_copy(update={"calls": ()}) for doc in state.documents)
    book = written(state.model_copy(update={"documents": documents}), tmp_path / "a.xlsx")
    assert "附：一般性要求" not in book.sheetnames


def test_an_empty_ledger_is_a_sound_workbook(tmp_path: Path) -> None:
    book = written(LedgerState(), tmp_path / "a.xlsx")
    assert book.sheetnames == list(HEADER_ROWS)[:5]
    assert "共 0 项任务" in book["整改台账"]["A3"].value
    assert book["需要人确认"]["A2"].value == "说明：没有需要确认的事项。"


def test_head_of_the_main_sheet(book: Any) -> None:
    sheet = book["整改台账"]
    assert sheet["A1"].value == "整改（督办）台账"
    assert "A1:U1" in sheet.merged_cells
    assert [cell.value for cell in sheet[4]] == MAIN_HEADERS
    note = sheet["A3"].value
    for words in ("共 25 项任务（其中并案、作废 1 项）", "来源文件 4 份（其中 1 份未能读取）", "原因见批注"):
        assert words in note
    blanks = [cell.value for cell in sheet[2] if cell.value]
    assert [blank.split("：")[0] for blank in blanks] == ["填报单位", "填报时间"]
    assert not any(char.isdigit() for blank in blanks for char in blank)


@pytest.mark.parametrize("name", list(HEADER_ROWS))
def test_every_sheet_is_set_up_for_printing(book: Any, name: str) -> None:
    sheet, header = book[name], HEADER_ROWS[name]
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize in ("8", "9", 8, 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == f"${header}:${header}"
    assert sheet.oddFooter.center.text == "第 &P 页 共 &N 页"
    assert sheet.freeze_panes.endswith(str(header + 1))
    assert sheet.auto_filter.ref.startswith(f"A{header}:")
    body = sheet.cell(header + 1, 2)
    assert body.font.name == "宋体"
    assert body.alignment.wrap_text
    assert body.border.left.style == body.border.bottom.style == "thin"


def test_the_main_sheet_is_a3(book: Any) -> None:
    assert int(book["整改台账"].page_setup.paperSize) == 8


def test_rows_are_tall_enough_and_never_too_tall(book: Any) -> None:
    for sheet in book:
        for row in sheet.iter_rows(min_row=HEADER_ROWS[sheet.title] + 1):
            height = sheet.row_dimensions[row[0].row].height
            longest = max(str(cell.value or "").count("\n") + 1 for cell in row)
            assert longest * 11 <= height <= MAX_ROW_HEIGHT


# --- what stands in the cells ---


@pytest.mark.parametrize(
    ("entry_id", "expected", "doubtful"),
    [
        ("DB-001", dt.datetime(2025, 5, 31), False),  # noqa: DTZ001
        ("DB-007", dt.datetime(2025, 9, 30), False),  # noqa: DTZ001
        ("DB-002", "每月一次", False),
        ("DB-016", "常态化", False),
        ("DB-003", "尽快", True),
        ("DB-006", "汛期前", True),
        ("DB-013", "时限待定", True),
        ("DB-008", None, False),
        ("DB-020", dt.datetime(2025, 4, 30), True),  # noqa: DTZ001
    ],
)
@pytest.mark.parametrize("name", ["整改台账", "任务清单"])
def test_deadlines(book: Any, name: str, entry_id: str, expected: Any, doubtful: bool) -> None:
    cell = row_of(book[name], entry_id)["完成时限"]
    assert cell.value == expected
    assert shaded(cell) == doubtful == (cell.comment is not None)
    assert cell.number_format == 'yyyy"年"m"月"d"日"'


def test_a_year_before_excel_counts_is_shown_in_words(tmp_path: Path) -> None:
    deadline = EntryDeadline(text="202年5月底前", kind="date", due=dt.date(202, 5, 31))
    book = written(state_with(deadline=deadline), tmp_path / "a.xlsx")
    assert row_of(book["整改台账"], "DB-001")["完成时限"].value == "202年5月31日"


def test_a_suggested_date_is_never_a_date(book: Any) -> None:
    row = row_of(book["整改台账"], "DB-012")
    assert row["完成时限"].value == "立即"
    aside = row["备注"].value[-1]
    assert aside.text == "建议：2025年3月17日（立即：3个工作日内）"
    assert aside.font.i
    assert aside.font.color.rgb == "00808080"
    listed = row_of(book["任务清单"], "DB-012")["建议时限"]
    assert listed.value.startswith("建议：")
    assert listed.font.i


def test_missing_owners_are_shaded_and_say_why(book: Any) -> None:
    row = row_of(book["整改台账"], "DB-012")
    for header in ("牵头单位", "责任单位"):
        cell = row[header]
        assert cell.value == "待明确"
        assert shaded(cell)
        assert cell.comment.author == "督办台账"
        assert "缺责任单位" in cell.comment.text
    assert row["配合单位"].value is None


def test_comments_are_large_enough_to_read(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        shapes = archive.read("xl/drawings/commentsDrawing1.vml").decode()
    widths = {int(width) for width in re.findall(r"width:(\d+)px", shapes)}
    heights = [int(height) for height in re.findall(r"height:(\d+)px", shapes)]
    assert widths == {280}
    assert min(heights) >= 42


def test_only_doubtful_cells_are_shaded(book: Any) -> None:
    marked = {
        (row["台账编号"].value, header)
        for row in rows_of(book["整改台账"])
        for header, cell in row.items()
        if shaded(cell)
    }
    assert {header for entry_id, header in marked if entry_id == "DB-014"} == set()
    assert ("DB-005", "牵头单位") in marked
    assert ("DB-021", "整改措施") in marked
    assert ("DB-004", "反馈问题") in marked


def test_dropped_rows_are_kept_but_ask_for_nothing(book: Any) -> None:
    row = row_of(book["整改台账"], "DB-024")
    assert row["办理状态"].value == "并案"
    assert not any(shaded(cell) for cell in row.values())
    assert "DB-024" not in [row["台账编号"].value for row in rows_of(book["责任清单"])]


def test_owners_by_role(book: Any) -> None:
    row = row_of(book["整改台账"], "DB-001")
    assert row["牵头单位"].value == "县民政局"
    assert row["责任单位"].value == "县消防救援大队、县住房和城乡建设局"
    assert row["配合单位"].value == "各乡镇人民政府、县市场监督管理局"


def test_remarks(book: Any) -> None:
    sheet = book["整改台账"]
    assert "禁止性要求" in row_of(sheet, "DB-008")["备注"].value
    assert "三要素缺：责任单位、完成时限\n措施欠具体（1/3）" in row_of(sheet, "DB-019")["备注"].value
    standing = row_of(sheet, "DB-007")["备注"].value
    assert "完成后长期坚持" in standing
    assert "4月底前完成登记造册（2025年4月30日）" in standing


def test_a_row_read_from_two_documents_names_both(book: Any) -> None:
    row = row_of(book["整改台账"], "DB-018")
    assert row["问题来源"].value.split("\n") == [
        "在全县安全生产和消防工作会议上的讲话",
        "关于云岭县养老机构消防安全督导情况的反馈函",
    ]
    assert row["原文位置"].value == "第21段\n第4页第8段"


def test_the_leader_of_the_roster_is_named_and_marked_as_presumed(tmp_path: Path) -> None:
    roster = Roster(name="名册.csv", units=(RosterUnit(name="县民政局", kind="部门", leader="副县长"),))
    book = written(sample_state().model_copy(update={"roster": roster}), tmp_path / "a.xlsx")
    assert row_of(book["整改台账"], "DB-001")["责任领导"].value == "副县长（推定）"
    assert row_of(book["整改台账"], "DB-012")["责任领导"].value is None


@pytest.mark.parametrize(
    ("entry_id", "words", "colour"),
    [
        ("DB-001", "红灯：逾期36天", Colour.RED),
        ("DB-010", "绿灯", Colour.GREEN),
        ("DB-013", "灰灯", Colour.GREY),
        ("DB-009", "—", Colour.DONE),
    ],
)
def test_the_lights_of_the_day(tmp_path: Path, entry_id: str, words: str, colour: Colour) -> None:
    rules = load_light_rules()
    write_workbook(sample_state(), tmp_path / "a.xlsx", DayLights(dt.date(2025, 7, 6), rules))
    sheet = load_workbook(tmp_path / "a.xlsx")["整改台账"]
    cell = row_of(sheet, entry_id)["预警"]
    assert cell.value.startswith(words)
    filled = FILLS[colour] if colour is not Colour.DONE else "000000"
    assert cell.fill.fgColor.rgb == f"00{filled}"
    assert "预警按2025年7月6日的情况" in sheet["A3"].value


def test_choices_are_offered(book: Any) -> None:
    rules = {rule.formula1: str(rule.sqref) for rule in book["整改台账"].data_validations.dataValidation}
    assert rules == {f'"{",".join(STATUS_LABELS.values())}"': "N5:N29", '"是,否"': "R5:R29"}
    assert row_of(book["整改台账"], "DB-009")["是否销号"].value == "是"


# --- merged cells ---


def test_measures_against_one_issue_share_its_cell_and_number(book: Any) -> None:
    merged = {str(area) for area in book["整改台账"].merged_cells.ranges}
    assert {"E5:E7", "A5:A7", "E8:E9", "A8:A9", "E11:E12", "A11:A12"} < merged
    assert not any(area.startswith("F") for area in merged)
    assert book["整改台账"]["A10"].value == 3


def test_covered_cells_keep_the_issue_so_that_the_filter_finds_them(file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        xml = html.unescape(archive.read("xl/worksheets/sheet1.xml").decode())
    covered = xml.split('<c r="E6"')[1].split("</c>")[0]
    assert "部分养老机构消防设施维护保养不到位" in covered


def test_a_merged_doubt_is_said_once(book: Any) -> None:
    sheet = book["整改台账"]
    assert "相隔较远" in sheet["E8"].comment.text
    assert sheet["E9"].comment is None


@pytest.mark.parametrize("name", ["问题清单", "任务清单", "需要人确认"])
def test_lists_are_not_merged_below_the_header(book: Any, name: str) -> None:
    assert all(area.max_row < HEADER_ROWS[name] for area in book[name].merged_cells.ranges)


def test_personal_numbers_are_masked(tmp_path: Path) -> None:
    told = "联系人13812345678，身份证110105199001011234"
    state = state_with(measure=told, issue=told, issue_id="")
    book = written(state, tmp_path / "a.xlsx")
    cells = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "联系人138****5678，身份证110105********1234" in cells
    assert not any("13812345678" in words or "199001011234" in words for words in cells)


def test_a_measure_taller_than_any_row_goes_over_several(tmp_path: Path) -> None:
    measure = "逐户登记造册，逐项建立台账，逐条明确责任，做到底数清、情况明。" * 60
    book = written(state_with(measure=measure, issue_id=""), tmp_path / "a.xlsx")
    main = book["整改台账"]
    area = next(area for area in main.merged_cells.ranges if str(area).startswith("F5:"))
    height = sum(main.row_dimensions[row].height for row in range(5, area.max_row + 1))
    assert height > MAX_ROW_HEIGHT
    assert main["F5"].value == measure
    listed = row_of(book["任务清单"], "DB-001")["整改措施"]
    assert listed.value == measure
    assert "打印不全" in listed.comment.text
    assert not shaded(listed)


def test_the_column_of_the_doubted_name_is_shaded(tmp_path: Path) -> None:
    (known,) = (entry for entry in sample_state().entries if entry.id == "DB-001")
    doubt = Doubt(field="owner", code="N114", reason="“各乡镇人民政府”是统称，交办前须落实到具体单位。")
    state = sample_state().model_copy(update={"entries": (known.model_copy(update={"doubts": (doubt,)}),)})
    row = row_of(written(state, tmp_path / "l.xlsx")["整改台账"], "DB-001")
    assert [header for header, cell in row.items() if shaded(cell)] == ["配合单位"]
