"""问题类别 and 责任人: filled from what the text says, empty where it says nothing; they come back safely."""

import datetime as dt
import io

import pytest
from ledger_builders import document, owner, rows, task
from ledger_lives import live
from openpyxl import load_workbook
from workbook_sample import state_with

from models import EntryOwner, Source
from pipeline.commands.app import main
from pipeline.exports.circulars import circular_files
from pipeline.exports.sheets.ledger_columns import LedgerWords
from pipeline.exports.snapshot import Snapshot
from pipeline.ledger import Ledger
from pipeline.ledger.light_rules import load_light_rules

DAY = dt.date(2025, 6, 9)
PAPER = document("县水利局牵头，县财政局、县水利局局长负责，要加固堤岸。")


def cells(**changes):
    (entry,) = state_with(**changes).entries
    return {header: cell.shown for header, cell in LedgerWords().cells(1, entry).items()}


def source(*headings, quote="对资金使用监管不严。"):
    return Source(document="反馈意见.txt", start=0, end=len(quote), quote=quote, headings=headings)


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        (("存在的主要问题", "（一）政策落实方面"), "政策落实方面"),
        (("二、存在问题", "（三）聚焦群众身边腐败方面存在的突出问题"), "群众身边腐败方面"),
        (("（二）党的建设方面还存在短板",), "党的建设方面"),
        (("一、安全管理类问题（3个）",), "安全管理类"),
        (("在项目资金管理方面",), "项目资金管理方面"),
        (("政策落实方面", "有的部门对接不及时"), "政策落实方面"),
        (("二、整改要求",), ""),
        (("一、从各方面看，形势依然严峻",), ""),
        (("施工扬尘污染反弹",), ""),
        ((), ""),
    ],
)
def test_the_kind_of_a_problem_is_what_a_heading_calls_it(headings, kind):
    assert cells(sources=(source(*headings),), issue="")["问题类别"] == kind


@pytest.mark.parametrize("quote", ["问题类别：制度执行；问题描述：台账缺页。", "问题类型: 制度执行"])
def test_or_a_label(quote):
    assert cells(sources=(source(quote=quote),))["问题类别"] == "制度执行"


def test_the_sentence_itself_is_no_heading():
    own = "一、履职方面问题"
    assert cells(sources=(source(own, quote=own),), issue="")["问题类别"] == ""


def owners(*named):
    return tuple(
        EntryOwner(name=name, mention=name, role=role, basis="explicit", group=name.startswith("各"))
        for name, role in named
    )


def who(*named):
    found = cells(owners=owners(*named))
    return tuple(found[header] for header in ("牵头单位", "责任单位", "配合单位", "责任人"))


def test_a_person_beside_units_stands_under_his_own_heading():
    named = (("县水利局", "lead"), ("县财政局", "responsible"), ("县水利局局长", "responsible"))
    assert who(*named) == ("县水利局", "县财政局", "", "县水利局局长")


def test_a_person_alone_stays_where_a_unit_is_wanted():
    assert who(("护林员", "responsible")) == ("", "护林员", "", "护林员")


def test_units_alone_leave_it_empty():
    assert who(("县水利局", "lead"), ("各乡镇", "responsible"))[-1] == ""


@pytest.fixture
def office(tmp_path):
    where = tmp_path / "台账.db"
    with Ledger.open(where) as ledger:
        named = [owner(PAPER, "县水利局", "lead"), owner(PAPER, "县财政局"), owner(PAPER, "县水利局局长")]
        ledger.add(rows(PAPER, task(PAPER, "加固堤岸", owners=named)), DAY)
    day = ("--today", "2025-06-10")
    assert main(["export", "--ledger", str(where), "--format", "xlsx", "--out", str(tmp_path), *day]) == 0
    return where, tmp_path / "整改台账.xlsx"


def brought_back(where, path, **filled):
    book = load_workbook(path)
    sheet = book["整改台账"]
    at = {cell.value: cell.column for cell in sheet[4]}
    for header, words in filled.items():
        sheet.cell(5, at[header]).value = words
    book.save(path)
    words = ["ledger", "import", str(path), "--ledger", str(where), "--by", "督查室", "--apply"]
    code = main([*words, "--today", "2025-06-11"])
    with Ledger.open(where) as ledger:
        return code, [(o.name, o.role.value) for o in ledger.state().entries[0].owners]


def test_who_changes_the_units_does_not_drop_the_person(office):
    code, named = brought_back(*office, 责任单位="县审计局")
    assert code == 0
    assert named == [("县水利局", "lead"), ("县审计局", "responsible"), ("县水利局局长", "responsible")]


def test_who_writes_into_the_new_columns_is_told_that_they_are_not_read(office, capsys):
    code, _ = brought_back(*office, 问题类别="资金类", 责任人="王某")
    told = capsys.readouterr().err
    assert code == 3, "nothing else was changed"
    assert ("“问题类别”" in told, "“责任人”" in told) == (True, True)


def test_the_unit_sheet_says_whom_the_paper_means(office):
    where, _ = office
    with Ledger.open(where) as ledger:
        entry = ledger.state().entries[0].id
        live(
            ledger, entry, [("06-10", "督查室", "file", {"pending": True}), ("06-10", "督查室", "assign", {})]
        )
        made = Snapshot(ledger.state(), dt.date(2025, 6, 11), load_light_rules())
    book = load_workbook(io.BytesIO(dict(circular_files("单位填报表", made))["单位填报表/县水利局.xlsx"]))
    every = [str(cell.value) for line in book.worksheets[0].iter_rows() for cell in line]
    assert ("责任人" in every, "县水利局局长" in every) == (True, True)
