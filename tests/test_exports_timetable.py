"""The timetable (时间表) and its Gantt chart, read back: bars, scale, pictures."""

import datetime as dt
import io
from xml.etree import ElementTree

import pytest
from circular_builders import CUT, PLAN, READ, files
from ledger_builders import deadline, document, owner, rows, task
from ledger_lives import live
from openpyxl import load_workbook

from pipeline.exports.timeline import Bar, scale
from pipeline.ledger import Ledger
from pipeline.ledger.lights import Colour


def test_timetable_has_months_and_shows_undated_rows_last(every):
    book = load_workbook(io.BytesIO(every["时间表.xlsx"]))
    assert book.sheetnames == ["时间表", "甘特图", "单位月份表"]
    column = [str(row[0].value) for row in book["时间表"].iter_rows() if row[0].value]
    assert column[3:] == [
        "2025年7月（2 项）",
        "1",
        "2",
        "没有确定日期（1 项），请责任单位填报计划完成日期",
        "3",
    ]


def test_words_that_look_like_a_formula_stay_words(every):
    for name, column in (("时间表", 3), ("甘特图", 1)):
        sheet = load_workbook(io.BytesIO(every["时间表.xlsx"]))[name]
        risky = [row[column - 1] for row in sheet.iter_rows() if str(row[column - 1].value).startswith("=")]
        assert risky
        assert all(cell.data_type == "s" for cell in risky)


def test_gantt_has_bars_of_real_cells(every):
    sheet = load_workbook(io.BytesIO(every["时间表.xlsx"]))["甘特图"]
    row = next(row for row in sheet.iter_rows() if row[0].value == PLAN)
    filled = [cell for cell in row[4:] if cell.fill.patternType == "solid"]
    assert len(filled) == 4  # from 交办 on 10 June to the granted 5 July, a cell a week
    assert {cell.fill.fgColor.rgb for cell in filled} == {"00E06666"}
    assert [cell.value for cell in row[4:] if cell.value] == ["●"]


def test_gantt_shows_each_time_of_a_duty_that_comes_again(tmp_path):
    text = "县水利局要每月25日前通报清理进度。"
    made = document(text)
    every_month = deadline(made, "每月25日前", "recurring", every="每月25日前")
    with Ledger.open(tmp_path / "l.db") as opened:
        opened.add(
            rows(made, task(made, "通报清理进度", owners=[owner(made, "县水利局")], deadline=every_month)),
            READ,
        )
        entry = opened.state().entries[0].id
        live(
            opened, entry, [("06-10", "督查室", "file", {"pending": True}), ("06-10", "督查室", "assign", {})]
        )
        live(
            opened,
            entry,
            [("06-11", "县水利局", "receive", {}), ("06-24", "县水利局", "reach", {"point": "2025-06-25"})],
        )
        made = files(opened, "时间表", on=dt.date(2025, 9, 1))
    sheet = load_workbook(io.BytesIO(made["时间表.xlsx"]))["甘特图"]
    row = next(row for row in sheet.iter_rows() if row[0].value == "通报清理进度")
    assert row[3].value == "每月25日前"
    assert [cell.value for cell in row[4:] if cell.value] == ["▲", "△", "△", "△"]  # June to September
    assert "按周期办理的 1 项" in sheet["A2"].value
    assert sheet.print_title_rows == "$3:$4"
    picture = made["甘特图.svg"].decode("utf-8")
    assert "每月25日前" in picture
    assert picture.count('fill="#FFFFFF" stroke="#1F4E79"') == 4  # three and the one in the legend


@pytest.mark.parametrize("due", [dt.date.max, dt.date.min])
def test_a_row_due_on_the_last_or_first_day_there_is_has_a_bar(tmp_path, due):
    made = document("县水利局要在6月底前修复护岸。")
    limit = deadline(made, "6月底前", "date", due=due.isoformat())
    with Ledger.open(tmp_path / "l.db") as opened:
        opened.add(rows(made, task(made, "修复护岸", owners=[owner(made, "县水利局")], deadline=limit)), READ)
        picture = files(opened, "时间表")["甘特图.svg"].decode("utf-8")
    assert "修复护岸" in picture


def bar_of(on, ends):
    return Bar(
        entry="E1",
        measure="修复护岸",
        unit="县水利局",
        units="县水利局",
        begins=on,
        guessed=False,
        ends=ends,
        limit="",
        first_due=None,
        closed=None,
        stages=(),
        colour=Colour.GREEN,
    )


@pytest.mark.parametrize(
    ("ends", "count", "label"),
    [
        ("2025-07-20", 11, "20"),  # days
        ("2025-12-31", 26, "29"),  # weeks, headed by their Monday
        ("2027-01-15", 19, "1"),  # months
        ("2035-12-31", 37, "7"),  # no further than three years ahead
    ],
)
def test_scale_stays_readable(ends, count, label):
    slots = scale([bar_of(CUT, dt.date.fromisoformat(ends))], CUT)
    assert (len(slots), slots[-1].label) == (count, label)
    assert any(slot.holds(CUT) for slot in slots)


def test_picture_is_whole_and_loads_nothing(every):
    root = ElementTree.fromstring(every["甘特图.svg"])  # noqa: S314 - our own file
    shown = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
    assert any(text.startswith("=清理河道垃圾<3处>") for text in shown)
    assert "其余 1 项见时间表" in every["甘特图.svg"].decode("utf-8")
    assert b"href" not in every["甘特图.svg"]


def test_a_picture_is_no_higher_than_a_page(tmp_path):
    lines = [f"县水利局要在6月{at % 28 + 1}日前修复第{at}处护岸。" for at in range(70)]
    paper = document("\n".join(lines))
    tasks = [
        task(
            paper,
            f"修复第{at}处护岸",
            owners=[owner(paper, "县水利局")],
            deadline=deadline(paper, f"6月{at % 28 + 1}日前", "date", due=dt.date(2025, 6, at % 28 + 1)),
        )
        for at in range(70)
    ]
    with Ledger.open(tmp_path / "l.db") as opened:
        opened.add(rows(paper, *tasks), READ)
        pictures = {name: data for name, data in files(opened, "时间表").items() if name.endswith(".svg")}
    assert list(pictures) == ["甘特图（1）.svg", "甘特图（2）.svg"]
    for data in pictures.values():
        root = ElementTree.fromstring(data)  # noqa: S314 - our own file
        assert int(root.get("height")) / int(root.get("width")) <= 225 / 156
        shown = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text")]
        assert "县水利局" in shown
        assert "灰灯" in shown
    assert "第2张，共2张" in pictures["甘特图（2）.svg"].decode("utf-8")
