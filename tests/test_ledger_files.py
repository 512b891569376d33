"""Ledgers of other offices to rows: formats, headings in other words, merged cells, what is no ledger."""

import datetime as dt
import zipfile

import pytest
from openpyxl import Workbook

from models import Role, RowOwner
from pipeline.ledger_files import read_ledger
from pipeline.ledger_files.cells import date_of, owners_of
from pipeline.ledger_files.columns import field_of, find_header

HEAD = ["序号", "存在问题", "整改措施", "牵头单位", "配合单位", "完成时限", "办理情况"]
ROW = ["7", "路灯不亮", "更换路灯120盏", "县城管局", "县财政局、各街道", "2026年5月底前", "已换80盏"]


def written(tmp_path, rows, merges=(), name="台账.xlsx"):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for area in merges:
        book.active.merge_cells(area)
    book.save(tmp_path / name)
    return str(tmp_path / name)


def expect_row(row):
    assert (row.id, row.issue, row.measure) == ("7", "路灯不亮", "更换路灯120盏")
    assert row.owners == (
        RowOwner(name="县城管局", role=Role.LEAD),
        RowOwner(name="县财政局", role=Role.SUPPORT),
        RowOwner(name="各街道", role=Role.SUPPORT),
    )
    assert (row.deadline, row.due, row.progress) == ("2026年5月底前", dt.date(2026, 5, 31), "已换80盏")


def test_excel_below_a_title_and_a_note(tmp_path):
    path = written(tmp_path, [["整改台账"], ["填报单位：县城管局"], HEAD, ROW], ["A1:G1"])
    (row,) = read_ledger(path).rows
    expect_row(row)
    assert row.place == "Sheet第4行"


def test_two_rows_of_headings_and_merged_cells(tmp_path):
    heads = [["序号", "工作任务", "责任单位", None, "时限"], [None, None, "牵头", "配合", None]]
    rows = [
        [1, "修订应急预案", "县应急局", "县气象局", dt.date(2026, 4, 30)],
        [None, None, "县水利局", None, None],
        [2, "补充物资", "县应急局", None, "每季度"],
    ]
    merges = ["A1:A2", "B1:B2", "C1:D1", "E1:E2", "A3:A4", "B3:B4", "E3:E4"]
    found = read_ledger(written(tmp_path, [*heads, *rows], merges)).rows
    assert [row.measure for row in found] == ["修订应急预案", "补充物资"]
    assert [(owner.name, owner.role) for owner in found[0].owners] == [
        ("县应急局", Role.LEAD),
        ("县气象局", Role.SUPPORT),
        ("县水利局", Role.LEAD),
    ]
    assert [row.due for row in found] == [dt.date(2026, 4, 30), None]
    assert found[1].deadline == "每季度"


def test_same_as_above(tmp_path):
    rows = [["1", "清运垃圾", "县城管局", "4月底"], ["2", "清掏管网", "同上", "〃"]]
    found = read_ledger(written(tmp_path, [["编号", "任务内容", "责任单位", "完成时间"], *rows])).rows
    assert (found[1].owners[0].name, found[1].deadline) == ("县城管局", "4月底")


def test_numbers_that_begin_anew_stay_apart(tmp_path):
    book = Workbook()
    for sheet in (book.active, book.create_sheet("二季度")):
        sheet.append(["序号", "工作任务", "责任单位"])
        sheet.append([1, f"任务{sheet.title}", "县教育局"])
    book.save(tmp_path / "l.xlsx")
    ids = [row.id for row in read_ledger(str(tmp_path / "l.xlsx")).rows]
    assert len(set(ids)) == 2


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (("整改台账", "问题清单", "责任清单", "附：一般性要求"), ("整改台账",)),
        (("任务清单", "问题清单", "责任清单"), ("任务清单",)),
        (("一季度台账", "二季度台账"), ("一季度台账", "二季度台账")),
        (("问题清单", "责任清单"), ("问题清单", "责任清单")),
        (("城区", "乡镇", "附表"), ("城区", "乡镇", "附表")),
    ],
)
def test_lists_beside_the_ledger_of_a_workbook_are_no_rows_of_it(tmp_path, names, kept):
    book = Workbook()
    book.remove(book.active)
    for name in names:
        sheet = book.create_sheet(name)
        sheet.append(["序号", "工作任务", "责任单位"])
        sheet.append([1, f"任务{name}", "县教育局"])
    book.save(tmp_path / "l.xlsx")
    found = read_ledger(str(tmp_path / "l.xlsx"))
    assert [row.measure for row in found.rows] == [f"任务{name}" for name in kept]
    left_out = [name for name in names if name not in kept]
    assert [problem.code for problem in found.problems] == ["G006"] * bool(left_out)
    assert all(f"“{name}”" in found.problems[0].message for name in left_out)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_csv_in_the_encodings_of_offices(tmp_path, encoding):
    text = "\n".join(",".join(f'"{cell}"' for cell in row) for row in (HEAD, ROW))
    (tmp_path / "l.csv").write_text(text, encoding)
    (row,) = read_ledger(str(tmp_path / "l.csv")).rows
    expect_row(row)


def test_table_in_word_with_a_cell_merged_downwards(tmp_path):
    from docx import Document

    document = Document()
    document.add_paragraph("整改台账")
    table = document.add_table(rows=3, cols=len(HEAD))
    for line, cells in zip(table.rows, (HEAD, ROW, ROW), strict=True):
        for cell, words in zip(line.cells, cells, strict=True):
            cell.text = words
    table.cell(2, 3).text = "县住建局"
    for column in (0, 1, 2):
        table.cell(1, column).merge(table.cell(2, column)).text = ROW[column]
    document.save(tmp_path / "l.docx")
    (row,) = read_ledger(str(tmp_path / "l.docx")).rows
    assert {owner.name for owner in row.owners} == {"县城管局", "县财政局", "各街道", "县住建局"}


def test_our_own_ledger(tmp_path):
    from pipeline.commands.app import main

    path = tmp_path / "通知.txt"
    path.write_text("县林业局要在2026年4月底前完成古树挂牌。\n", "utf-8")
    assert main(["batch", str(path), "--ledger", str(tmp_path / "l.db"), "--today", "2026-03-02"]) == 0
    (row,) = read_ledger(str(tmp_path / "l.db")).rows
    assert (row.owners[0].name, row.due) == ("县林业局", dt.date(2026, 4, 30))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("没有.xlsx", None, "G001"),
        ("图.png", b"\x89PNG", "G002"),
        ("坏.xlsx", b"PK\x03\x04 broken", "R080"),
        ("坏.docx", b"no zip at all", "R020"),
        ("坏.jsonl", b"{not json}", "G011"),
        ("列表.jsonl", b"[1, 2]", "G011"),
        ("无表头.csv", "你好,再见\n一,二\n".encode(), "G004"),
        ("空.csv", b"", "G004"),
        ("假.db", b"SQLite format 3\x00" + b"\x00" * 100, "L008"),
    ],
)
def test_what_is_no_ledger_is_said_with_an_advice(tmp_path, name, content, code):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    ledger = read_ledger(str(tmp_path / name))
    assert ledger.rows == ()
    (problem,) = ledger.problems
    assert (problem.code[0], bool(problem.action)) == (code[0], True)
    if code[0] == "G":
        assert problem.code == code


def test_a_range_of_billions_of_merged_cells_costs_nothing(tmp_path):
    path = written(tmp_path, [HEAD, ROW])
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>'
    members[sheet] = members[sheet].replace(b"</sheetData>", merged)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    assert len(read_ledger(path).rows) == 1


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ("整改责任单位", "responsible"),
        ("牵 头\n单位", "lead"),
        ("完成时限（年月日）", "deadline"),
        ("佐证材料", "evidence"),
        ("督办单位", ""),
        ("工作任务及要求", "measure"),
        ("联系电话", ""),
    ],
)
def test_headings_in_other_words(words, field):
    assert (field_of(words) if field else field_of(words) in ("", "supervisor")) == (field or True)


def test_a_table_without_a_measure_is_no_ledger():
    assert find_header([["姓名", "电话"], ["甲", "1"]]) is None


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("县财政局（牵头）、县审计局", [("县财政局", "lead"), ("县审计局", "responsible")]),
        ("牵头单位：县农业农村局；配合单位：县林业局、县水利局",
         [("县农业农村局", "lead"), ("县林业局", "support"), ("县水利局", "support")]),
        ("各县（市、区）政府", [("各县（市、区）政府", "responsible")]),
        ("县住建局\n县城管局", [("县住建局", "responsible"), ("县城管局", "responsible")]),
    ],
)  # fmt: skip
def test_several_units_in_one_cell(cell, names):
    assert [(o.name, o.role.value) for o in owners_of(cell, Role.RESPONSIBLE)] == names


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026年5月底前", "2026-05-31"),
        ("2026.6.30", "2026-06-30"),
        ("2026年1月至2026-12-31", "2026-12-31"),
        ("2026年2月30日", "None"),
        ("2026年12月底", "2026-12-31"),
        ("6月底", "None"),
    ],
)
def test_days_in_cells(words, day):
    assert str(date_of(words)) == day


@pytest.mark.parametrize(
    "address", ["clerk:secret@/nowhere?host={}", "clerk@/nowhere?host={}&password=secret"]
)
def test_the_password_of_a_server_never_gets_into_a_report(tmp_path, address):
    found = read_ledger("postgresql://" + address.format(tmp_path))
    assert found.name.startswith("postgresql://clerk")
    assert "secret" not in found.name + "".join(problem.line() for problem in found.problems)
