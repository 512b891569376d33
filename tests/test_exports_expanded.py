"""What was expanded (各镇) stands in lists by its parts; in the record of all both are under one number."""

import io

import pytest
from circular_builders import CUT, READ, files
from docx import Document
from ledger_builders import deadline, document, owner, rows, task
from openpyxl import load_workbook

from models import EventKind, Roster, RosterUnit
from pipeline.exports.duties import told_by_parts
from pipeline.exports.web_page import write_page
from pipeline.ledger import Ledger, NewEvent
from pipeline.ledger.expanding import parts_of
from pipeline.ledger.queries import find_parts

ROSTER = Roster(name="名册", units=tuple(RosterUnit(name=name, kind="镇") for name in ("杏坡镇", "石埠镇")))
DAMS, SUMS = "完成塘坝除险", "汇总上报塘坝除险情况"


def reading(*helpers):
    """A row for a class, maybe with units that help it, and a row for a unit."""
    made = document(f"各镇要在7月底前{DAMS}，{'、'.join(helpers)}配合。县水利局要在8月底前{SUMS}。")
    owners = [owner(made, "各镇", group=True), *(owner(made, name, "support") for name in helpers)]
    july = deadline(made, "7月底前", "date", due="2025-07-31")
    august = deadline(made, "8月底前", "date", due="2025-08-31")
    whole = task(made, DAMS, owners=owners, deadline=july)
    return rows(made, whole, task(made, SUMS, owners=[owner(made, "县水利局")], deadline=august))


def expanded(folder, *helpers):
    """The ledger with the class expanded, and the id of its row."""
    opened = Ledger.open(folder / "l.db")
    opened.add(reading(*helpers), READ)
    opened.append([NewEvent(EventKind.ROSTER_SET, "roster", {"roster": ROSTER.model_dump()})], READ, "督查室")
    whole = next(entry for entry in opened.state().entries if entry.measure == DAMS)
    opened.append(parts_of(whole, ROSTER, find_parts(opened, whole.id)), READ, "督查室")
    return opened, whole.id


@pytest.fixture
def ledger(tmp_path):
    opened, whole = expanded(tmp_path)
    with opened:
        yield opened, whole


def sheet(made, name, tab):
    return load_workbook(io.BytesIO(made[name]))[tab]


def words(cells):
    return "\n".join(str(cell.value) for row in cells.iter_rows() for cell in row if cell.value)


@pytest.mark.parametrize(
    ("paper", "name", "tab"),
    [
        ("时间表", "时间表.xlsx", "时间表"),
        ("时间表", "时间表.xlsx", "甘特图"),
        ("时间表", "时间表.xlsx", "单位月份表"),
        ("任务分解表", "任务分解表.xlsx", "任务分解表"),
        ("三张清单", "三张清单.xlsx", "任务清单"),
        ("迎检工作手册", "迎检工作手册.xlsx", "迎检工作手册"),
    ],
)
def test_a_list_has_the_parts_and_not_the_class(ledger, paper, name, tab):
    found = words(sheet(files(ledger[0], paper, CUT), name, tab))
    assert "各镇" not in found.replace("各镇要在", "")
    assert all(unit in found for unit in ("杏坡镇", "石埠镇", "县水利局"))


def test_lists_say_what_they_leave_out(ledger):
    made = files(ledger[0], "时间表", CUT)
    assert "共 3 项；" in words(sheet(made, "时间表.xlsx", "时间表"))
    assert "已展开到各单位的 1 项只列各单位的条目" in words(sheet(made, "时间表.xlsx", "时间表"))
    paper = Document(io.BytesIO(files(ledger[0], "整改台账", CUT)["整改台账.docx"]))
    assert [cell.text for cell in paper.tables[-1].column_cells(0)][1:] == ["1", "1", "2"]


def test_the_record_of_all_has_the_class_under_one_number_with_its_parts(ledger):
    table = sheet(files(ledger[0], "整改台账", CUT), "整改台账.xlsx", "整改台账")
    head = next(row for row in table.iter_rows(values_only=True) if row[0] == "序号")
    told = [dict(zip(head, row, strict=True)) for row in table.iter_rows(values_only=True)]
    lines = [row for row in told if str(row["台账编号"]).startswith("E")]
    assert [row["序号"] for row in lines] == [1, None, None, 2]
    assert [row["责任单位"] for row in lines] == ["各镇", "杏坡镇", "石埠镇", "县水利局"]
    assert lines[0]["预警"] == "已展开，见下列各条"
    assert "共 4 项任务（其中已展开到各单位 1 项）" in words(table)


def test_a_class_whose_helpers_have_no_part_stays_in_lists(tmp_path):
    opened, whole = expanded(tmp_path, "县财政局")
    with opened:
        assert whole not in told_by_parts(opened.state().entries)
        assert "县财政局" in words(sheet(files(opened, "时间表", CUT), "时间表.xlsx", "时间表"))


def test_the_web_page_has_the_parts_and_says_so(ledger, tmp_path):
    write_page(ledger[0].state(), tmp_path / "台账.html")
    page = (tmp_path / "台账.html").read_text("utf-8")
    assert "共 3 项任务。已展开到各单位的 1 项只列各单位的条目。" in page
    assert f"{ledger[1]}-01" in page
    assert f"{ledger[1]}<" not in page
