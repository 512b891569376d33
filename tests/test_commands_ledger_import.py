"""`ledger import`: the Excel goes round, people fill it in, it comes back."""

import datetime as dt
import shutil
import subprocess
from pathlib import Path

import pytest
from ledger_lives import OTHER, PLAN, assigned, live
from openpyxl import load_workbook

from pipeline.commands.app import main
from pipeline.ledger import Ledger, check

RECEIVED = ("06-11", "县水利局", "receive", {})


class Office:
    """A ledger, its exported workbook, and the command that reads it back."""

    def __init__(self, folder, capsys):
        self.folder, self.capsys = folder, capsys
        self.path, self.book = folder / "台账.db", folder / "整改台账.xlsx"
        with Ledger.open(self.path) as ledger:
            self.plan = assigned(ledger)
            live(ledger, self.plan, [RECEIVED])
            self.other = next(e.id for e in ledger.state().entries if e.measure == OTHER)
        self.export()

    def export(self):
        assert (
            main(["export", "--ledger", str(self.path), "--format", "xlsx", "--out", str(self.folder)]) == 0
        )
        self.capsys.readouterr()

    def fill(self, name, **cells):
        """Write into the cells of a row, as a clerk does in Excel."""
        book = load_workbook(self.book)
        sheet = book["整改台账"]
        columns = {cell.value: cell.column for cell in sheet[4]}
        (row,) = [
            row for row in range(5, sheet.max_row + 1) if sheet.cell(row, columns["台账编号"]).value == name
        ]
        for header, value in cells.items():
            sheet.cell(row, columns[header]).value = value
        book.save(self.book)
        return row

    def bring_back(self, *options, by="县水利局", day="2025-06-20"):
        arguments = [
            "ledger",
            "import",
            self.book,
            "--ledger",
            self.path,
            "--by",
            by,
            "--today",
            day,
            *options,
        ]
        code = main([str(argument) for argument in arguments])
        said = self.capsys.readouterr()
        return code, said.out, said.err

    def row(self, name):
        with Ledger.open(self.path) as ledger:
            assert check(ledger).problems == ()
            return next(entry for entry in ledger.state().entries if entry.id == name)

    def count(self):
        with Ledger.open(self.path) as ledger:
            return len(ledger.events())


@pytest.fixture
def office(tmp_path, capsys):
    return Office(tmp_path, capsys)


def test_a_sheet_that_nobody_touched_changes_nothing(office):
    assert office.bring_back("--apply") == (0, "改过的 0 条：登记 0 条，不合规则 0 条。\n", "")


def test_progress_is_shown_first_and_taken_in_when_asked_once(office):
    office.fill(
        office.plan, 进展情况="已完成踏勘，完成40%", 佐证材料="照片影像:踏勘现场\n会议纪要：第2次会议"
    )
    before = office.count()
    code, out, err = office.bring_back()
    assert (code, err, office.count()) == (0, "", before)
    assert "整改台账!P5 进展情况：「已完成踏勘，完成40%」" in out
    assert "可登记 1 条" in out
    assert "加 --apply" in out
    assert office.bring_back("--apply")[0] == 0
    life = office.row(office.plan).handling
    assert (life.note, life.percent) == ("已完成踏勘，完成40%", 40)
    assert [item.kind for item in life.evidence] == ["photo", "minutes"]
    assert office.row(office.plan).status == "under_way"
    after = office.count()
    assert "已登记过" in office.bring_back("--apply", day="2025-06-22")[1]
    assert office.count() == after


TOLD = "已通知张某13812345678、李某13900001111到场"


@pytest.fixture
def told(office):
    """The office's row says two numbers, its workbook shows them masked."""
    office.fill(office.plan, 进展情况=TOLD, 佐证材料="台账名册:名册，联系人13812345678")
    office.bring_back("--apply")
    office.export()
    sheet = load_workbook(office.book)["整改台账"]
    shown = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "已通知张某138****5678、李某139****1111到场" in shown
    return office


def test_a_masked_number_comes_back_whole(told):
    told.fill(told.plan, 进展情况="已通知张某138****5678、李某139****1111到场，完成60%")
    code, _, err = told.bring_back("--apply", day="2025-06-21")
    assert (code, err) == (0, "")
    life = told.row(told.plan).handling
    assert life.note == f"{TOLD}，完成60%"
    assert [item.text for item in life.evidence] == ["名册，联系人13812345678"]


def test_a_mask_that_is_nobodys_is_refused_with_its_cell(told):
    told.fill(told.plan, 进展情况="改请王某137****0000到场")
    before = told.count()
    code, _, err = told.bring_back("--apply", day="2025-06-21")
    assert (code, told.count()) == (3, before)
    assert "整改台账!P5" in err
    assert "L061" in err
    assert "137****0000" in err


def test_a_copy_that_was_not_masked_says_who_asked_and_comes_back_too(told, capsys):
    command = ["export", "--ledger", str(told.path), "--format", "xlsx", "--out", str(told.folder)]
    assert main([*command, "--unmasked"]) == 2
    assert "--by" in capsys.readouterr().err
    assert main([*command, "--unmasked", "--by", "督查室"]) == 0
    assert "没有打码" in capsys.readouterr().err
    with Ledger.open(told.path) as ledger:
        (noted,) = ledger.notes("不打码导出")
    assert (noted.actor, noted.payload["导出"]) == ("督查室", "xlsx")
    assert told.bring_back("--apply", day="2025-06-21")[1].startswith("改过的 0 条")


def test_what_was_exported_again_is_no_change(office):
    office.fill(office.plan, 进展情况="已完成踏勘，完成40%", 佐证材料="照片影像:踏勘现场")
    office.bring_back("--apply")
    office.export()
    assert office.bring_back("--apply")[1].startswith("改过的 0 条")


def test_a_broken_rule_names_the_cell_and_keeps_the_whole_row_out(office):
    row = office.fill(office.plan, 办理状态="已销号", 进展情况="办完了")
    office.fill(office.other, 责任单位="城关镇", 完成时限=dt.date(2025, 8, 1))
    before = office.count()
    code, out, err = office.bring_back("--apply", by="督查室")
    assert (code, err.count("\n")) == (1, 1)
    assert f"[L049]（整改台账!N{row}）" in err
    assert "登记 1 条，不合规则 1 条" in out
    assert office.row(office.plan).status == "received"
    other = office.row(office.other)
    assert ([owner.name for owner in other.owners], other.current_due) == (["城关镇"], dt.date(2025, 8, 1))
    assert office.count() == before + 2


@pytest.mark.parametrize(
    ("cells", "by", "code"),
    [
        ({"完成时限": "尽快"}, "督查室", "L091"),
        ({"责任单位": "县教育局抓紧办理"}, "督查室", "L090"),
        ({"完成时限": "2025年8月1日"}, "督查室", "L101"),
        ({"牵头单位": "县教育局"}, "督查室", "L038"),
        ({"整改措施": "不办了"}, "督查室", "L051"),
        ({"办理状态": "差不多"}, "督查室", "L052"),
        ({"是否销号": "是"}, "督查室", "L049"),
        ({"进展情况": "完成50%"}, "县教育局", "L011"),
        ({"进展情况": "完成500%"}, "县水利局", "L035"),
        ({"佐证材料": "传言:听说"}, "县水利局", "L032"),
        ({"佐证材料": "照片2张"}, "县水利局", "L099"),
        ({"办理状态": "办理中"}, "县水利局", "L081"),
    ],
)
def test_each_rule_names_its_cell(office, cells, by, code):
    row = office.fill(office.plan, **cells)
    exit_code, out, err = office.bring_back("--apply", by=by)
    assert (exit_code, "登记 0 条" in out) == (3, True)
    assert err.strip().startswith(f"[{code}]（整改台账!")
    assert f"{row}）" in err


def test_of_the_percentages_only_the_progress_is_taken_and_shown_before_it_is(office):
    office.fill(office.plan, 进展情况="机具检修率由60%提高到92%，总体完成66.7%")
    assert "→ 填报进展，进度67%" in office.bring_back()[1]
    assert "→ 填报进展，进度67%" in office.bring_back("--apply")[1]
    assert office.row(office.plan).handling.percent == 67
    office.export()
    office.fill(office.plan, 进展情况="已发告知书8000份，签收率92%")
    assert "百分数没有记作进度" in office.bring_back("--apply", day="2025-06-21")[1]
    assert office.row(office.plan).handling.percent == 67


def test_a_report_in_the_words_of_an_earlier_one_is_a_new_report(office):
    for day, note in (("20", "正常推进"), ("21", "设备推迟"), ("22", "正常推进")):
        office.export()
        office.fill(office.plan, 进展情况=note)
        assert "登记 1 条" in office.bring_back("--apply", day=f"2025-06-{day}")[1]
        assert "登记 0 条" in office.bring_back("--apply", day=f"2025-06-{day}")[1]
    notes = [step.act.note for step in office.row(office.plan).handling.steps if step.act.note]
    assert notes == ["正常推进", "设备推迟", "正常推进"]


def test_the_reason_of_a_reopening_is_no_report(office, capsys):
    proofs = [("acceptance", "专家评审意见"), ("photo", "护岸")]
    life = [
        ("06-15", "县水利局", "progress", {"note": "方案已报批", "percent": 80}),
        ("06-16", "县水利局", "apply", {"evidence": proofs}),
        ("06-17", "督查室", "close", {"note": "属实"}),
        ("06-18", "督查室", "reopen", {"note": "护岸又塌了", "evidence": [("photo", "塌方处")]}),
    ]
    with Ledger.open(office.path) as ledger:
        live(ledger, office.plan, life)
    office.export()
    assert "护岸又塌了" not in str([cell.value for cell in load_workbook(office.book)["整改台账"][5]])
    main(["ledger", "show", office.plan, "--ledger", str(office.path)])
    assert "进展：" not in capsys.readouterr().out
    office.fill(office.plan, 进展情况="护岸又塌了")
    assert "已登记过" in office.bring_back("--apply")[1]


@pytest.mark.parametrize(
    ("cells", "header", "code"),
    [
        ({"办理状态": "延期待批", "完成时限": "尽快", "进展情况": "汛期"}, "完成时限", "L050"),
        ({"办理状态": "延期待批", "完成时限": "2025-06-01", "进展情况": "汛期"}, "完成时限", "L026"),
        ({"办理状态": "办理中", "进展情况": "完成120%"}, "进展情况", "L035"),
        ({"办理状态": "办理中", "进展情况": "进场", "佐证材料": "传言:听说"}, "佐证材料", "L032"),
    ],
)
def test_the_cell_named_is_the_one_that_is_wrong(office, cells, header, code):
    row = office.fill(office.plan, **cells)
    columns = {cell.value: cell.column_letter for cell in load_workbook(office.book)["整改台账"][4]}
    assert f"[{code}]（整改台账!{columns[header]}{row}）" in office.bring_back()[2]


def test_all_that_is_wrong_with_a_row_is_told_at_once(office):
    office.fill(office.plan, 办理状态="办结", 进展情况="已全部完成", 佐证材料="照片2张")
    err = office.bring_back()[2]
    assert "[L052]" in err
    assert "办完了的选“待验收”" in err
    assert "如 照片影像:照片2张" in err


def test_a_column_that_somebody_put_in_is_named(office):
    book = load_workbook(office.book)
    sheet = book["整改台账"]
    sheet.cell(4, sheet.max_column + 1).value = "资金缺口"
    sheet.cell(5, sheet.max_column).value = "20万元"
    book.save(office.book)
    code, _, err = office.bring_back("--apply")
    assert (code, "[L100]（整改台账）“资金缺口”不是导出时的栏，这一栏填的 1 格没有读" in err) == (3, True)


def test_a_status_chosen_without_a_report_says_what_to_write(office):
    for status in ("assigned", "received"):
        if status == "assigned":
            with Ledger.open(office.path) as ledger:
                live(ledger, office.plan, [("06-14", "督查室", "return", {"note": "核定责任"})])
                live(ledger, office.plan, [("06-14", "督查室", "assign", {})])
            office.export()
        office.fill(office.plan, 办理状态="办理中")
        err = office.bring_back()[2]
        assert "[L081]" in err
        assert "请在“进展情况”里写办到哪一步" in err


def test_a_leader_who_was_changed_is_named(office):
    row = office.fill(office.plan, 责任领导="周副县长", 进展情况="已完成踏勘")
    code, out, err = office.bring_back("--apply")
    assert (code, "登记 1 条" in out) == (1, True)
    assert f"[L080]（整改台账!G{row}）" in err
    assert "ledger roster" in err


def test_cells_are_read_as_those_of_tables_and_a_rhythm_is_a_limit(office):
    office.fill(office.other, 责任单位="县气象局和县水务局/县财政局（牵头）", 完成时限="每季度末月28日")
    assert office.bring_back("--apply", by="督查室")[0] == 0
    other = office.row(office.other)
    assert [(owner.name, owner.role.value, owner.unit) for owner in other.owners] == [
        ("县财政局", "lead", "czj"),
        ("县气象局", "responsible", "qxj"),
        ("县水务局", "responsible", "slj"),
    ]
    assert (other.deadline.kind.value, other.deadline.text) == ("recurring", "每季度末月28日")
    assert office.bring_back("--apply", by="督查室")[1].endswith("登记 0 条，不合规则 0 条。\n")


def test_a_bad_cell_is_named_beside_a_good_one(office):
    row = office.fill(office.other, 牵头单位="县财政局", 配合单位="县教育局抓紧办理")
    code, _, err = office.bring_back("--apply", by="督查室")
    assert (code, "[L090]（整改台账!" in err, f"J{row}）" in err) == (3, True, True)
    assert office.row(office.other).owners == ()


def test_a_remark_is_named_and_keeps_nothing_else_out(office):
    office.fill(office.plan, 备注="已电话核实", 进展情况="已完成踏勘")
    code, out, err = office.bring_back("--apply")
    assert (code, "登记 1 条，不合规则 0 条" in out) == (1, True)
    assert err.strip().startswith("[L051]（整改台账!U")
    assert office.row(office.plan).handling.note == "已完成踏勘"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_an_office_program_that_saves_the_sheet_changes_nothing(tmp_path, capsys):
    """Rows that share a problem (merged cells) and suggested days (in grey) come back as they were."""
    paths = sorted((Path(__file__).parent / "data" / "commands").glob("*.txt"))
    ledger = str(tmp_path / "台账.db")
    assert main(["batch", *map(str, paths), "--ledger", ledger]) == 0
    assert main(["export", "--ledger", ledger, "--format", "xlsx", "--out", str(tmp_path)]) == 0
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "另存")]
    subprocess.run([*command, str(tmp_path / "整改台账.xlsx")], check=True, capture_output=True, timeout=120)
    for book in (tmp_path / "整改台账.xlsx", tmp_path / "另存" / "整改台账.xlsx"):
        capsys.readouterr()
        assert main(["ledger", "import", str(book), "--ledger", ledger, "--by", "督查室"]) == 0
        assert capsys.readouterr().out.startswith("改过的 0 条")


def test_an_old_sheet_does_not_undo_what_happened_since(office):
    with Ledger.open(office.path) as ledger:
        live(ledger, office.plan, [("06-15", "县水利局", "progress", {"note": "电话报告", "percent": 30})])
    office.fill(office.other, 配合单位="县林业局")
    assert office.bring_back("--apply", by="督查室")[0] == 0
    plan = office.row(office.plan)
    assert (plan.status, plan.handling.note) == ("under_way", "电话报告")


def test_a_row_of_another_ledger_and_a_file_that_is_none(office, tmp_path):
    office.fill(office.plan, 台账编号="E没有这条")
    assert "[L009]（E没有这条）" in office.bring_back()[2]
    (tmp_path / "整改台账.xlsx").write_bytes(b"PK no workbook")
    assert office.bring_back()[2].startswith("[L066]")


@pytest.mark.parametrize("name", ["机密-整改台账.xlsx", "机密/整改台账.xlsx", "整改台账.xlsx"])
def test_a_sheet_that_bears_a_mark_of_secrecy_is_not_read(office, tmp_path, name):
    book = load_workbook(office.book)
    if name == "整改台账.xlsx":
        book["整改台账"].oddHeader.right.text = "机密★1年"
    office.book = tmp_path / name
    office.book.parent.mkdir(exist_ok=True)
    book.save(office.book)
    office.fill(office.plan, 进展情况="已完成踏勘")
    code, _, err = office.bring_back("--apply")
    assert (code, err.startswith("[R070]")) == (3, True)
    assert office.row(office.plan).handling.note != "已完成踏勘"


def test_sheet_shows_the_extended_day_and_where_the_first_one_was(office):
    extend = ("06-20", "县水利局", "extend", {"note": "汛期", "due": "2025-07-20"})
    with Ledger.open(office.path) as ledger:
        live(ledger, office.plan, [extend, ("06-21", "督查室", "grant", {})])
    office.export()
    cells = [cell.value for cell in load_workbook(office.book)["整改台账"][5]]
    assert "2025-07-20" in [str(cell)[:10] for cell in cells]
    assert any("原定2025年6月30日，延期1次" in str(cell) for cell in cells)
    assert PLAN in str(cells)


@pytest.mark.parametrize(
    ("form", "name"), [("csv", "整改台账.csv"), ("ics", "台账日历.ics"), ("html", "整改台账.html")]
)
def test_every_export_follows_an_extension(office, tmp_path, form, name):
    extend = ("06-20", "县水利局", "extend", {"note": "汛期", "due": "2025-07-20"})
    with Ledger.open(office.path) as ledger:
        live(ledger, office.plan, [extend, ("06-21", "督查室", "grant", {})])
    assert main(["export", "--ledger", str(office.path), "--format", form, "--out", str(tmp_path)]) == 0
    text = (tmp_path / name).read_text("utf-8")
    assert any(day in text for day in ("2025-07-20", "20250720", "2025年7月20日"))
    assert not any(day in text for day in ("2025-06-30", "20250630"))


# --- the sheet of one unit ---


class Unit(Office):
    """The same office, and the sheet that one unit was sent."""

    def export(self):
        arguments = ["export", "--ledger", str(self.path), "--paper", "单位填报表", "--out", str(self.folder)]
        assert main([*arguments, "--today", "2025-06-15"]) == 0
        self.capsys.readouterr()
        self.book = self.folder / "单位填报表" / "县水利局.xlsx"

    def fill(self, name, **cells):
        book = load_workbook(self.book)
        sheet = book["整改台账"]
        columns = {cell.value: cell.column for cell in sheet[5]}
        (row,) = [row for row in range(6, sheet.max_row + 1) if sheet.cell(row, 2).value == name]
        for header, value in cells.items():
            cell = sheet.cell(row, columns[header])
            assert cell.protection.locked is False
            cell.value = value
        book.save(self.book)
        return row


@pytest.fixture
def unit(tmp_path, capsys):
    return Unit(tmp_path, capsys)


def test_a_unit_gets_its_rows_and_may_fill_in_four_columns(unit):
    sheet = load_workbook(unit.book)["整改台账"]
    assert sheet["A2"].value == "填报单位：县水利局"
    assert [sheet.cell(row, 2).value for row in range(6, sheet.max_row + 1)] == [unit.plan]
    assert sheet.protection.sheet
    assert sheet.protection.autoFilter is False
    open_cells = [sheet.cell(5, cell.column).value for cell in sheet[6] if not cell.protection.locked]
    assert open_cells == ["完成时限", "办理状态", "进展情况", "佐证材料"]
    choices = [rule for rule in sheet.data_validations.dataValidation if rule.type == "list"]
    assert choices[0].formula1 == '"已签收,办理中,延期待批,待验收"'
    assert all(rule.prompt for rule in sheet.data_validations.dataValidation)


def test_a_sheet_of_a_unit_that_nobody_touched_changes_nothing(unit):
    assert unit.bring_back("--apply") == (0, "改过的 0 条：登记 0 条，不合规则 0 条。\n", "")


def test_a_sheet_of_a_day_does_not_take_later_acts_for_edits(unit):
    """Acts of a later day lie before the last event that the sheet knows of; they were not in it."""
    with Ledger.open(unit.path) as ledger:
        live(ledger, unit.plan, [("06-25", "县水利局", "progress", {"note": "电话报告", "percent": 30})])
        live(ledger, unit.plan, [("06-26", "督查室", "remind", {})])
    unit.export()
    assert unit.bring_back(day="2025-06-28")[1].startswith("改过的 0 条")


def test_a_unit_asks_for_more_time_in_its_sheet(unit):
    facts = {"办理状态": "延期待批", "完成时限": "2025-07-20", "进展情况": "汛期影响，完成60%"}
    unit.fill(unit.plan, **facts)
    assert unit.bring_back("--apply", "--today", "2025-06-20")[0] == 0
    plan = unit.row(unit.plan)
    assert (plan.status, plan.handling.asked) == ("extension_asked", dt.date(2025, 7, 20))
    assert (plan.current_due, plan.handling.percent) == (dt.date(2025, 6, 30), 60)
    before = unit.count()
    unit.bring_back("--apply", "--today", "2025-06-21")
    assert unit.count() == before


def test_who_reports_on_an_assigned_row_has_received_it(unit):
    with Ledger.open(unit.path) as ledger:
        live(ledger, unit.plan, [("06-14", "督查室", "return", {"note": "核定责任"})])
        live(ledger, unit.plan, [("06-14", "督查室", "assign", {})])
    unit.export()
    unit.fill(unit.plan, 办理状态="待验收", 进展情况="护岸方案已报批", 佐证材料="验收意见:专家评审意见")
    assert unit.bring_back("--apply")[0] == 0
    steps = [step.act.action for step in unit.row(unit.plan).handling.steps]
    assert steps[-3:] == ["receive", "progress", "apply"]
    before = unit.count()
    assert "已登记过" in unit.bring_back("--apply", day="2025-06-22")[1]
    assert unit.count() == before


def test_a_unit_cannot_close_its_own_row_by_its_sheet(unit):
    unit.fill(unit.plan, 办理状态="已销号", 进展情况="办完了")
    assert unit.bring_back("--apply")[2].startswith("  [L0")
    assert unit.row(unit.plan).status == "received"


def test_a_sheet_is_known_by_its_headings_whatever_its_tab_is_called(unit):
    unit.fill(unit.plan, 进展情况="已完成踏勘")
    book = load_workbook(unit.book)
    book["整改台账"].title = "县水利局6月"
    book.create_sheet("封面", 0)["A1"] = "报送材料"
    book.save(unit.book)
    code, out, err = unit.bring_back("--apply")
    assert (code, err) == (0, "")
    assert "县水利局6月!M6 进展情况" in out


def test_a_second_sheet_that_says_something_else_is_named(unit):
    book = load_workbook(unit.book)
    book.copy_worksheet(book["整改台账"]).title = "副本"
    book.save(unit.book)
    assert unit.bring_back()[2] == ""
    book["副本"]["M6"] = "只写在这里"
    book.save(unit.book)
    code, out, err = unit.bring_back()
    assert (code, out.startswith("改过的 0 条")) == (3, True)
    assert err.startswith("[L082]（副本）")


def test_a_workbook_without_our_headings_says_what_is_missing(unit):
    book = load_workbook(unit.book)
    book["整改台账"].title = "别的"
    book["别的"]["B5"] = "编号"
    book.save(unit.book)
    said = unit.bring_back()[2]
    assert said.startswith("[L048]")
    assert "没有一张工作表的表头里有“台账编号”" in said


def test_a_row_without_an_id_is_told(tmp_path, capsys):
    """A line that a unit wrote below its own must not be lost without a word."""
    office = Office(tmp_path, capsys)
    book = load_workbook(office.book)
    sheet = book["整改台账"]
    columns = {cell.value: cell.column for cell in sheet[4]}
    sheet.cell(sheet.max_row + 1, columns["整改措施"]).value = "新增一项：清理河道"
    book.save(office.book)
    code, out, err = office.bring_back()
    assert code == 3
    assert "[L068]（整改台账!" in err
    assert "这一行没有台账编号，没有读入。" in err
    assert "另有 1 行没有读入，原因见上。" in out


def test_two_rows_with_one_id_are_told(tmp_path, capsys):
    office = Office(tmp_path, capsys)
    book = load_workbook(office.book)
    sheet = book["整改台账"]
    columns = {cell.value: cell.column for cell in sheet[4]}
    below = sheet.max_row + 1
    for header, value in (("台账编号", office.plan), ("进展情况", "完成80%")):
        sheet.cell(below, columns[header]).value = value
    book.save(office.book)
    code, _, err = office.bring_back()
    assert code == 3
    assert "[L069]（整改台账!" in err
    assert f"编号{office.plan}在整改台账!" in err


def test_a_sheet_that_cannot_be_read_says_why(tmp_path, capsys):
    office = Office(tmp_path, capsys)
    whole = office.book.read_bytes()
    book = load_workbook(office.book)
    sheet = book["整改台账"]
    sheet.delete_cols(next(cell.column for cell in sheet[4] if cell.value == "台账编号"))
    book.save(office.book)
    assert office.bring_back()[2].startswith("[L067]（整改台账.xlsx的工作表整改台账）没有“台账编号”这一栏")
    office.book = office.book.with_suffix(".xls")
    office.book.write_bytes(b"old Excel")
    assert office.bring_back()[2].startswith("[L102]（整改台账.xls）这是 .xls 文件")
    office.book = office.book.with_suffix(".xlsx")
    office.book.write_bytes(whole[: len(whole) // 2])
    assert office.bring_back()[2].startswith("[L066]（整改台账.xlsx）Excel 文件已损坏或没有传完整。")
    office.book.unlink()
    assert office.bring_back()[2].startswith("[L064]（整改台账.xlsx）找不到这个文件。")
