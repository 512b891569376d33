"""A finding without a measure: filed and assigned, its unit is asked for one, and the answer comes back."""

import datetime as dt

import pytest
from circular_builders import files, words
from extraction_builders import extractor, text_document
from ledger_lives import MEETING, PLAN, act, live, paper
from openpyxl import load_workbook

from models import DocumentKind
from pipeline.commands.app import main
from pipeline.ledger import Ledger, check
from pipeline.ledger.acting import event_of_cells
from pipeline.ledger.light_rules import load_light_rules
from pipeline.normaliser.entries import normalise
from pipeline.page.app import page_for
from pipeline.page.desk import Desk
from pipeline.registry import load_registry

PAPER = """关于校园食堂检查情况的通报

2025年6月2日

经查，情况如下。
1.石桥小学冷库没有温度记录。
责任单位：县教育局
整改时限：6月25日前
2.石桥小学后厨纱窗破损。
整改措施：更换纱窗。
责任单位：县教育局
整改时限：6月25日前
"""
BY = "县教育局"
ASSIGNED = [("06-10", "督查室", "file", {}), ("06-11", "督查室", "assign", {})]


class Office:
    """A ledger with a finding that has no measure, and the sheet of its unit."""

    def __init__(self, folder, capsys, text=PAPER):
        self.folder, self.capsys, self.path = folder, capsys, folder / "台账.db"
        extraction = extractor()(text_document(text, "通报.txt"), kind=DocumentKind.FEEDBACK)
        with Ledger.open(self.path) as ledger:
            ledger.add(normalise(extraction, load_registry()[0]), dt.date(2025, 6, 2))
            rows = {entry.measure: entry.id for entry in ledger.state().entries}
        self.bare, self.other = rows[""], rows["更换纱窗"]

    def live(self, *steps):
        with Ledger.open(self.path) as ledger:
            live(ledger, self.bare, steps)

    def papers(self, name):
        with Ledger.open(self.path) as ledger:
            return files(ledger, name, dt.date(2025, 6, 12))

    def fill(self, **given):
        """Write into the row of the unit's sheet, and save it."""
        arguments = ["export", "--ledger", self.path, "--paper", "单位填报表", "--out", self.folder]
        assert main([*map(str, arguments), "--today", "2025-06-12"]) == 0
        self.book = self.folder / "单位填报表" / f"{BY}.xlsx"
        self.write(**given)

    def write(self, **given):
        book = load_workbook(self.book)
        sheet = book.active
        (head,) = [row for row in sheet.iter_rows() if "台账编号" in [cell.value for cell in row]]
        columns = {cell.value: cell.column for cell in head}
        ids = [sheet.cell(row, columns["台账编号"]).value for row in range(1, sheet.max_row + 1)]
        for header, value in given.items():
            sheet.cell(ids.index(self.bare) + 1, columns[header]).value = value
        book.save(self.book)

    def bring_back(self, by=BY):
        self.capsys.readouterr()
        arguments = ["ledger", "import", self.book, "--ledger", self.path, "--by", by, "--apply"]
        code = main([*map(str, arguments), "--today", "2025-06-13"])
        return code, "".join(self.capsys.readouterr())

    @property
    def row(self):
        with Ledger.open(self.path) as ledger:
            assert check(ledger).problems == ()
            return next(entry for entry in ledger.state().entries if entry.id == self.bare)


@pytest.fixture
def office(tmp_path, capsys):
    return Office(tmp_path, capsys)


def test_it_is_filed_and_the_clerk_is_told(office):
    arguments = ["ledger", "file", office.bare, "--ledger", str(office.path), "--by", "督查室"]
    assert main([*arguments, "--today", "2025-06-10"]) == 0
    assert "有 1 条没有写明措施" in office.capsys.readouterr().out
    assert office.row.status == "filed"


@pytest.mark.parametrize("letter", ["督办通知单", "单位任务单"])
def test_the_letter_asks_for_a_measure(office, letter):
    office.live(*ASSIGNED)
    told = words(office.papers(letter)[f"{letter}/{BY}.docx"])
    assert "问题：1.石桥小学冷库没有温度记录。" in told
    assert "原文没有写明整改措施，请针对问题提出拟采取的整改措施，填入回执" in told
    assert "待明确" not in told


def test_the_sheet_has_room_for_it_and_for_nothing_else(office):
    office.live(*ASSIGNED)
    office.fill()
    sheet = load_workbook(office.book).active
    open_cells = {
        cell.column_letter for row in sheet.iter_rows() for cell in row if not cell.protection.locked
    }
    assert len(open_cells) == 5
    assert any("请在浅绿色的“整改措施”栏写" in str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert office.bring_back()[1].startswith("改过的 0 条")


def test_the_measure_comes_back_and_the_unit_has_received(office):
    office.live(*ASSIGNED)
    office.fill(整改措施="给冷库装温度计，每天记录两次")
    code, told = office.bring_back()
    assert (code, "改正内容" in told) == (0, True)
    row = office.row
    assert (row.measure, row.status, row.missing) == ("给冷库装温度计，每天记录两次", "received", ())
    assert [doubt for doubt in row.doubts if doubt.field == "measure"] == []
    assert row.quality.quantifiable
    assert "已登记过" in office.bring_back()[1]


def test_measure_and_progress_come_back_together(office):
    office.live(*ASSIGNED)
    office.fill(整改措施="给冷库装温度计", 进展情况="已装好，完成60%")
    assert office.bring_back()[0] == 0
    assert (office.row.measure, office.row.status, office.row.handling.percent) == (
        "给冷库装温度计",
        "under_way",
        60,
    )


def test_a_day_that_was_wanting_comes_back_too(tmp_path, capsys):
    office = Office(tmp_path, capsys, PAPER.replace("整改时限：6月25日前\n2.", "2."))
    office.live(("06-10", "督查室", "file", {"pending": True}), ("06-11", "督查室", "assign", {}))
    office.fill(整改措施="给冷库装温度计", 完成时限="2025年7月10日")
    sheet = load_workbook(office.book).active
    told = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert any("请改成计划完成日期" in words for words in told)
    assert office.bring_back()[0] == 0
    row = office.row
    assert (str(row.current_due), row.status, row.missing) == ("2025-07-10", "received", ())
    office.fill(完成时限="2025年8月10日")
    assert "[L101]" in office.bring_back()[1]


def test_the_office_may_enter_it_and_signs_for_nobody(office):
    office.live(*ASSIGNED)
    office.fill(整改措施="给冷库装温度计")
    assert office.bring_back(by="督查室")[0] == 0
    assert (office.row.measure, office.row.status) == ("给冷库装温度计", "assigned")


def test_a_measure_that_the_row_has_meanwhile_is_not_overwritten(office):
    office.live(*ASSIGNED)
    office.fill(整改措施="给冷库装温度计")
    edit = [
        "ledger",
        "edit",
        office.bare,
        "--ledger",
        str(office.path),
        "--by",
        "督查室",
        "--today",
        "2025-06-12",
    ]
    assert main([*edit, "--measure", "补齐温度记录"]) == 0
    code, told = office.bring_back()
    assert (code, "L098" in told, "补齐温度记录" in told) == (3, True, True)
    assert main([*edit, "--measure", "又改一次"]) == 3
    assert "L038" in office.capsys.readouterr().err
    assert office.row.measure == "补齐温度记录"


def test_nothing_is_closed_without_one(office):
    office.live(*ASSIGNED, ("06-12", BY, "receive", {}), ("06-12", BY, "progress", {"note": "已装温度计"}))
    with Ledger.open(office.path) as ledger:
        proof = {"evidence": [["photo", "照片"]]}
        outcome = act(ledger, office.bare, "06-13", BY, "apply", proof)
        assert [fault.code for fault in outcome.problems] == ["L021"]


def test_without_a_problem_there_is_nothing_to_ask(tmp_path):
    with Ledger.open(tmp_path / "台账.db") as ledger:
        ledger.add(paper(), MEETING)
        row = next(entry.id for entry in ledger.state().entries if entry.measure == PLAN)
        ledger.decide(row, lambda entry: event_of_cells(entry, {"measure": ""}), "督查室", MEETING)
        outcome = act(ledger, row, "06-10", "督查室", "file", {})
        assert [fault.code for fault in outcome.problems] == ["L021"]


def test_the_page_takes_a_measure_after_the_row_was_assigned_and_nothing_else(office):
    office.live(*ASSIGNED)
    with Ledger.open(office.path) as ledger:
        rules, hosts = load_light_rules(), frozenset({"localhost"})
        desk = Desk(ledger, lambda: dt.date(2025, 6, 12), rules, "s" * 48, hosts, "台账.db", "督查室")
        browser = page_for(desk).test_client()
        address = f"/entry/{office.bare}"
        seen = browser.get(address).get_data(as_text=True)
        assert ("只能补缺的" in seen, "会请责任单位提出" in seen) == (True, True)
        form = {"secret": "s" * 48, "by": "督查室", "seen": str(ledger.last_seq())}
        told = browser.post(f"{address}/edit", data=form | {"responsible": "县财政局"}, follow_redirects=True)
        assert "L038" in told.get_data(as_text=True)
        browser.post(f"{address}/edit", data=form | {"measure": "给冷库装温度计"})
        assert "不再改动" in browser.get(address).get_data(as_text=True)
    assert (office.row.measure, office.row.status) == ("给冷库装温度计", "assigned")


def test_the_bulletin_asks_too_and_names_the_problem(office):
    office.live(*ASSIGNED)
    made = office.papers("督查通报")
    told = words(made["督查通报.docx"])
    assert "没有写明整改措施的1项，请责任单位针对问题提出拟采取的整改措施" in told


def test_a_late_row_without_a_measure_is_told_by_its_problem(office):
    office.live(*ASSIGNED)
    arguments = ["export", "--ledger", office.path, "--paper", "督查通报", "--out", office.folder]
    assert main([*map(str, arguments), "--today", "2025-07-12"]) == 0
    told = words((office.folder / "督查通报.docx").read_bytes())
    assert "待明确（问题：1.石桥小学冷库没有温度记录）" in told


def test_the_slip_of_a_reminder_asks_for_the_reason(office):
    office.live(*ASSIGNED)
    with Ledger.open(office.path) as ledger:
        made = files(ledger, "催办通知单", dt.date(2025, 7, 12))
    told = words(made[f"催办通知单/{BY}.docx"])
    assert ("未办结原因及下一步措施" in told, "请提出拟采取的整改措施" in told) == (True, True)
