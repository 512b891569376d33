"""The bulletin (督查通报), read back: rates with both numbers, no ranking, frozen by date."""

import datetime as dt
import io

from circular_builders import CLEAN, CUT, FOUND, PLAN, READ, files, named, reading, words
from docx import Document
from ledger_lives import live
from openpyxl import load_workbook

from models import EventKind, Role
from pipeline.ledger import Ledger, NewEvent
from pipeline.ledger.acting import corrected_owners, event_of_correction


def test_the_figures_of_a_bulletin_can_be_added_up(every):
    sheet = load_workbook(io.BytesIO(every["督查通报附表.xlsx"])).worksheets[0]
    rows_ = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(row for row in rows_ if row[0] == "县水利局")
    assert at[1] == 1
    assert isinstance(at[1], int)


def test_bulletin_prints_every_rate_with_its_two_numbers(every):
    told = words(every["督查通报.docx"])
    assert "（截至2025年7月10日）" in told
    assert "办结率0%（0/3）" in told
    assert "按原定时限0%（0/1），按延期后的时限0%（0/1）" in told
    assert "签收率33%（1/3）" in told
    assert "没有确定时限1项，不计入按时办结率" in told
    assert "逾期未办结1项，累计逾期5天" in told


def test_bulletin_lists_units_in_the_order_of_the_registry(every):
    table = Document(io.BytesIO(every["督查通报.docx"])).tables[0]
    units = [row.cells[0].text for row in table.rows]
    assert units == ["单位", "县委宣传部", "县财政局", "县水利局", "合计（每项任务计一次）"]
    row = next(row for row in table.rows if row.cells[0].text == "县财政局")
    assert [cell.text for cell in row.cells][1:8] == ["1", "0", "0", "0", "1", "0", "1"]
    assert "不分先后" in words(every["督查通报.docx"])


def test_bulletin_names_units_for_facts_and_never_ranks_them(every):
    told = words(every["督查通报.docx"])
    assert "（一）到期任务全部按时办结的单位（0个）\n没有。" in told
    assert "（二）有逾期未办结任务的单位（1个）\n县水利局（1项）。" in told
    assert "（三）连续两次有逾期任务的单位（0个）\n上次（截至2025年6月30日）和本次" in told


def test_who_was_late_at_the_last_bulletin_and_is_still_is_named(lived_ledger):
    on = dt.date(2025, 8, 15)
    told = words(files(lived_ledger, "督查通报", on=on)["督查通报.docx"])
    assert "上次（截至2025年7月31日）和本次都有逾期未办结任务的单位：县水利局（1项）。" in told
    assert "（二）有逾期未办结任务的单位（2个）\n县委宣传部（1项）、县水利局（1项）。" in told


def test_tables_of_a_bulletin_are_annexes_that_its_body_lists(every):
    told = words(every["督查通报.docx"]).split("\n")
    assert "附件：1.各单位任务办理情况表" in told
    assert told.index("（印发单位）        ") < told.index("附件1")
    assert told[told.index("附件1") + 1] == "各单位任务办理情况表"
    assert any(line.startswith("红灯任务清单") for line in told)


def test_bulletin_of_an_office_with_a_roster_has_figures_by_leader_and_township(tmp_path):
    units = [
        {"name": "县水利局", "kind": "部门", "leader": "副县长（农业）"},
        {"name": "河套乡", "kind": "乡", "leader": "副县长（农业）"},
        {"name": "柳湾村", "kind": "村", "within": "河套乡"},
    ]
    with Ledger.open(tmp_path / "l.db") as opened:
        opened.append(
            [NewEvent(EventKind.ROSTER_SET, "roster", {"roster": {"name": "r", "units": units}})],
            READ,
            "督查室",
        )
        opened.add(reading(), READ)
        clean = next(entry for entry in opened.state().entries if entry.id == named(opened, CLEAN[:4]))
        names = corrected_owners(clean, {Role.RESPONSIBLE: ["柳湾村"]})
        opened.append([event_of_correction(clean, {"owners": names})], READ, "督查室")
        for entry in (clean.id, named(opened, PLAN)):
            live(opened, entry, [("06-10", "督查室", "file", {})])
        data = files(opened, "督查通报")["督查通报.docx"]
    tables = [[[c.text for c in row.cells][:2] for row in t.rows] for t in Document(io.BytesIO(data)).tables]
    assert [["责任领导（推定）", "总数"], ["副县长（农业）", "1"], ["名册未写明", "1"]] in tables
    assert [["乡镇（街道）", "总数"], ["河套乡", "1"]] in tables


def test_bulletin_quotes_the_problem_with_its_place(every):
    told = words(every["督查通报.docx"])
    assert f"1.{FOUND}（《在全县河道整治会议上的讲话》，第1段）" in told
    assert "未办结的：县水利局（时限2025年7月5日）" in told


def test_bulletin_of_a_past_day_never_changes(tmp_path):
    with Ledger.open(tmp_path / "l.db") as opened:
        opened.add(reading(), READ)
        plan = named(opened, PLAN)
        live(opened, plan, [("06-10", "督查室", "file", {}), ("06-10", "督查室", "assign", {})])
        before = files(opened, "督查通报", on=dt.date(2025, 6, 15))
        live(opened, plan, [("06-16", "县水利局", "receive", {})])
        assert files(opened, "督查通报", on=dt.date(2025, 6, 15)) == before
        assert files(opened, "督查通报", on=dt.date(2025, 6, 16)) != before


def test_a_day_keeps_the_roster_and_leaves_out_changes_of_rows_that_came_later(tmp_path):
    with Ledger.open(tmp_path / "l.db") as opened:
        roster = {"roster": {"name": "花名册.csv", "units": [{"name": "河套乡", "kind": "乡"}]}}
        opened.append([NewEvent(EventKind.ROSTER_SET, "roster", roster)], READ, "督查室")
        opened.add(reading(), dt.date(2025, 7, 1))
        fields = {"fields": {"measure": "另作安排"}, "origin": "person"}
        opened.append([NewEvent(EventKind.ENTRY_CHANGED, named(opened, PLAN), fields)], READ, "督查室")
        before = opened.state(on=READ)
        assert (before.roster.name, before.entries) == ("花名册.csv", ())
        assert "另作安排" in {entry.measure for entry in opened.state(on=CUT).entries}


def test_bulletin_of_a_day_before_the_first_reading_is_empty(lived_ledger):
    assert "0项任务" in words(
        files(lived_ledger, "督查通报", on=READ - dt.timedelta(days=1))["督查通报.docx"]
    )
