"""The papers of a day, read back: rates with both numbers, frozen by date, forms filled, nothing private."""

import datetime as dt
import io
from xml.etree import ElementTree

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from ledger_builders import REGISTRY, deadline, document, issue, owner, rows, source, task
from ledger_lives import act, live
from office import convert, needs_office
from openpyxl import load_workbook

from models import EventKind, LedgerState, Question, Role
from pipeline.exports.circulars import CIRCULARS, circular_files
from pipeline.exports.earlier import with_earlier
from pipeline.exports.papers.circulated import printable
from pipeline.exports.sheets.measures import MAX_ROW_HEIGHT
from pipeline.exports.sheets.texts import CUT_NOTE
from pipeline.exports.snapshot import Snapshot
from pipeline.exports.timeline import Bar, scale
from pipeline.ledger import Ledger, NewEvent
from pipeline.ledger.acting import corrected_owners, event_of_correction
from pipeline.ledger.light_rules import load_light_rules
from pipeline.ledger.lights import Colour

READ = dt.date(2025, 6, 9)
CUT = dt.date(2025, 7, 10)
PLAN, CLEAN, PAY = "编制护岸修复方案", "=清理河道垃圾<3处>，联系人13812345678", "拨付护岸资金\x07"
FOUND, ASKED = "护岸垮塌2处问题", "是否存在畏难情绪"
PAPER = document(
    f"（一）{FOUND}。\n"
    f"县水利局牵头，县财政局配合，要在6月底前{PLAN}。\n"
    f"县委宣传部要在7月底前{CLEAN}。\n"
    f"县财政局要{PAY}。\n"
    f"各级干部要反思{ASKED}。"
)


UNITS = ("县水利局", "县财政局", "县委宣传部")
LISTS = ("整改台账", "三张清单", "任务分解表", "时间表", "迎检工作手册", "对照检查表")
"""What an office wants both to edit as Word and to sort as Excel."""


def reading():
    """Three rows: one that answers a problem, one whose words are no harmless cell, one without a date."""
    plan = task(
        PAPER,
        PLAN,
        owners=[owner(PAPER, "县水利局", "lead"), owner(PAPER, "县财政局", "support")],
        deadline=deadline(PAPER, "6月底前", "date", due="2025-06-30"),
        issues=("I1",),
    )
    clean = task(
        PAPER,
        CLEAN,
        owners=[owner(PAPER, "县委宣传部")],
        deadline=deadline(PAPER, "7月底前", "date", due="2025-07-31"),
    )
    pay = task(PAPER, PAY, owners=[owner(PAPER, "县财政局")])
    found = rows(PAPER, plan, clean, pay, issues=(issue(PAPER, FOUND, "I1"),))
    at = PAPER.text.index(ASKED)
    asked = Question(
        start=at, end=at + len(ASKED), text=ASKED, source=source(PAPER, at), rule="question.reflect"
    )
    record = found.record.model_copy(update={"questions": (asked,)})
    return found.model_copy(update={"record": record})


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with Ledger.open(tmp_path_factory.mktemp("papers") / "l.db") as opened:
        opened.add(reading(), READ)
        plan, clean, pay = (named(opened, words) for words in (PLAN, CLEAN[:4], PAY[:4]))
        for entry in (plan, clean, pay):
            pending = {"pending": entry == pay}
            live(opened, entry, [("06-10", "督查室", "file", pending), ("06-10", "督查室", "assign", {})])
        live(
            opened,
            plan,
            [
                ("06-11", "县水利局", "receive", {}),
                ("06-12", "县水利局", "progress", {"note": "已完成测量，电话13987654321", "percent": 40}),
                ("06-20", "县水利局", "extend", {"note": "汛期水位高", "due": "2025-07-15"}),
                ("06-21", "督查室", "grant", {"due": "2025-07-05"}),
            ],
        )
        yield opened


def named(ledger, words):
    return next(entry.id for entry in ledger.state().entries if entry.measure.startswith(words))


def snapshot(ledger, on=CUT, chosen=()):
    made = Snapshot(ledger.state(on=on), on, load_light_rules(), REGISTRY, frozenset(chosen))
    return with_earlier(ledger, made)


def files(ledger, paper, on=CUT, chosen=()):
    return dict(circular_files(paper, snapshot(ledger, on, chosen)))


@pytest.fixture(scope="module")
def every(ledger):
    """All files of all papers, the forms for the row that has a history."""
    made = {}
    for paper in CIRCULARS:
        chosen = [named(ledger, PLAN)] if paper.endswith("申请表") else []
        made |= files(ledger, paper, chosen=chosen)
    return made


def words(data):
    """All words of a Word file in the order of the page."""
    body = Document(io.BytesIO(data)).element.body
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(qn("w:t"))) for paragraph in body.iter(qn("w:p"))
    )


def cells(data):
    """Every cell of a workbook, by sheet."""
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: [cell for row in sheet.iter_rows() for cell in row] for sheet in book}


def test_every_paper_has_a_file(every):
    assert set(every) == {
        *(f"{paper}.{form}" for paper in LISTS for form in ("docx", "xlsx")),
        *(f"单位任务单/{unit}.{form}" for unit in UNITS for form in ("docx", "xlsx")),
        *("督查通报.docx", "督查通报附表.xlsx"),
        *(f"督办通知单/{unit}.docx" for unit in UNITS),
        *(f"单位填报表/{unit}.xlsx" for unit in UNITS),
        *(f"催办通知单/{unit}.docx" for unit in UNITS),
        "甘特图.svg",
        *(name for name in every if name.startswith(("延期申请表/", "销号申请表/"))),
    }
    assert len(every) == 32


@pytest.mark.parametrize("paper", LISTS[:-1])
def test_word_and_excel_say_the_same_of_every_row(ledger, every, paper):
    word = words(every[f"{paper}.docx"])
    sheets = text_of(f"{paper}.xlsx", every[f"{paper}.xlsx"])
    for entry in ledger.state(on=CUT).entries:
        measure = printable(entry.measure)
        assert measure in word, measure
        assert measure in sheets, measure
        for owner_ in entry.owners:
            assert owner_.name in word, owner_.name
    assert "2025年7月31日" in word
    assert "（草稿，经审定后" in word


def test_a_wide_ledger_stands_on_a3_without_what_serves_sorting(every):
    paper = Document(io.BytesIO(every["整改台账.docx"]))
    assert round(paper.sections[0].page_width / Mm(1)) == 420
    head = [cell.text for cell in paper.tables[0].rows[0].cells]
    assert head[:3] == ["序号", "台账编号", "问题来源"]
    assert not {"预警", "原文摘录", "时限原文"} & set(head)


def test_the_figures_of_a_bulletin_can_be_added_up(every):
    sheet = load_workbook(io.BytesIO(every["督查通报附表.xlsx"])).worksheets[0]
    rows_ = [[cell.value for cell in row] for row in sheet.iter_rows()]
    at = next(row for row in rows_ if row[0] == "县水利局")
    assert at[1] == 1
    assert isinstance(at[1], int)


def test_the_command_offers_exactly_these_papers():
    from pipeline.commands.export import PAPERS

    assert {name: circular.purpose for name, circular in CIRCULARS.items()} == PAPERS


def test_nothing_private_and_nothing_invisible_goes_out(every):
    for name, data in every.items():
        told = words(data) if name.endswith("docx") else text_of(name, data)
        assert "13812345678" not in told, name
        assert "13987654321" not in told, name
        assert "\x07" not in told, name
    assert "139****4321" in words(every["迎检工作手册.docx"])


def text_of(name, data):
    if name.endswith("svg"):
        return data.decode("utf-8")
    return "\n".join(str(cell.value) for part in cells(data).values() for cell in part)


def test_what_an_office_gives_is_in_no_paper(every):
    for name, data in every.items():
        if name.endswith("docx"):
            told = words(data)
            assert not any(mark in told for mark in ("〔", "号文", "签发人")), name
            assert "草稿" in told, name


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


def test_who_was_late_at_the_last_bulletin_and_is_still_is_named(ledger):
    on = dt.date(2025, 8, 15)
    told = words(files(ledger, "督查通报", on=on)["督查通报.docx"])
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


def test_bulletin_of_a_day_before_the_first_reading_is_empty(ledger):
    assert "0项任务" in words(files(ledger, "督查通报", on=READ - dt.timedelta(days=1))["督查通报.docx"])


def test_same_day_same_bytes(ledger, every):
    for paper in ("督查通报", "时间表", "迎检工作手册", "对照检查表"):
        for name, data in files(ledger, paper).items():
            assert every[name] == data, name


def test_extension_form_is_filled_from_the_history(ledger, every):
    told = words(every[f"延期申请表/{named(ledger, PLAN)}.docx"])
    for words_of in ("2025年6月30日", "2025年7月15日", "2025年7月5日", "汛期水位高", "1次"):
        assert words_of in told
    assert "2025年6月12日填报进展：已完成测量，电话139****4321，完成40%" in told
    assert "负责人（签字）：                （盖章）" in told


@needs_office
@pytest.mark.parametrize("paper", ["延期申请表", "销号申请表"])
def test_a_form_with_a_long_history_fits_one_page(tmp_path, paper):
    with Ledger.open(tmp_path / "l.db") as opened:
        opened.add(reading(), READ)
        plan = named(opened, PLAN)
        reports = [("06-12", "县水利局", "progress", {"note": f"第{n}处已完成测量"}) for n in "一二三四五"]
        begun = [
            ("06-10", "督查室", "file", {}),
            ("06-10", "督查室", "assign", {}),
            ("06-11", "县水利局", "receive", {}),
        ]
        asked = (
            "06-20",
            "县水利局",
            "extend",
            {"note": "汛期水位高，施工队伍和设备无法进场", "due": "2025-07-15"},
        )
        live(opened, plan, [*begun, *reports, asked])
        (data,) = files(opened, paper, chosen=[plan]).values()
    assert "2025年6月10日立项；2025年6月10日交办；2025年6月11日签收" in words(data)
    form = tmp_path / "form.docx"
    form.write_bytes(data)
    (pdf,) = convert([form], "pdf", tmp_path)
    with pypdfium2.PdfDocument(pdf) as pages:
        assert len(pages) == 1


def test_closing_form_says_what_must_be_shown(ledger):
    told = words(files(ledger, "销号申请表", chosen=[named(ledger, PAY[:4])]).popitem()[1])
    assert "应备：资金类任务销号要有资金凭证。" in told
    assert "    年    月    日" in told


def test_forms_are_written_for_what_was_asked_only(ledger):
    assert files(ledger, "延期申请表") == {}
    asked = files(ledger, "延期申请表", on=dt.date(2025, 6, 20))
    assert list(asked) == [f"延期申请表/{named(ledger, PLAN)}.docx"]


def test_notice_is_for_rows_that_were_filed(tmp_path):
    with Ledger.open(tmp_path / "l.db") as opened:
        opened.add(reading(), READ)
        assert files(opened, "督办通知单") == {}
        act(opened, named(opened, PLAN), "06-10", "督查室", "file", {})
        assert set(files(opened, "督办通知单")) == {"督办通知单/县水利局.docx", "督办通知单/县财政局.docx"}
        assert "反馈方式" in words(files(opened, "督办通知单")["督办通知单/县水利局.docx"])


def test_what_is_signed_stands_with_the_text_and_no_page_is_blank(every):
    notice = next(Document(io.BytesIO(every[name])) for name in every if name.startswith("催办通知单/"))
    lines = notice.paragraphs
    signed = next(at for at, line in enumerate(lines) if "（交办单位）" in line.text)
    assert all(line.paragraph_format.keep_with_next for line in lines[signed - 4 : signed + 1])
    turned = [line.text.strip() for line in lines if line.paragraph_format.page_break_before]
    assert turned == ["回    执"]
    assert not notice.element.body.findall(f".//{qn('w:br')}")


def test_reminder_says_why_it_was_written(every):
    told = words(every["催办通知单/县水利局.docx"])
    assert "情况：红灯，逾期5天" in told
    assert "；2025年6月10日交办" in told
    assert "2025-" not in told
    assert "前书面说明原因和计划办结日期" in told
    assert "催办通知单" in told


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


@pytest.mark.parametrize(
    "paper", [name for name in CIRCULARS if name in ("督查通报", "时间表", "迎检工作手册")]
)
def test_an_empty_ledger_has_papers_too(paper):
    empty = Snapshot(LedgerState(), CUT, load_light_rules(), REGISTRY)
    assert dict(circular_files(paper, empty))


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


def test_handbook_leads_each_unit_to_its_items(every):
    told = words(every["迎检工作手册.docx"])
    table = Document(io.BytesIO(every["迎检工作手册.docx"])).tables[0]
    index = {row.cells[0].text: row.cells[1].text for row in table.rows}
    assert index["县财政局"] == "责任：3；配合：1"
    assert f"原来的问题：（一）{FOUND}" in told or f"原来的问题：{FOUND}" in told
    assert "讲解人" in told


def test_checklist_asks_in_the_words_of_the_document(every):
    assert f"{ASKED}？" in words(every["对照检查表.docx"])
    sheet = load_workbook(io.BytesIO(every["对照检查表.xlsx"]))["对照检查表"]
    row = next(row for row in sheet.iter_rows(values_only=True) if row[0] == 1)
    assert row[1] == f"{ASKED}？"
    assert row[8:] == ("第5段", f"各级干部要反思{ASKED}。")
    assert sheet.data_validations.dataValidation[0].formula1 == '"有,无"'


def test_a_checklist_asks_for_problems_not_for_yes(every):
    """是否存在… and 是否建立… want opposite answers; whether there is a problem is the same for both."""
    told = words(every["对照检查表.docx"])
    assert "□有  □无" in told
    assert "□是" not in told
    (line,) = [line for line in told.split("\n") if line.startswith("填表单位：")]
    assert sum(8 if letter == " " else 16 for letter in line) <= 225 / 25.4 * 72


def test_fonts_name_what_may_stand_in_for_them(every):
    paper = Document(io.BytesIO(every["督查通报.docx"]))
    part = next(r.target_part for r in paper.part.rels.values() if r.reltype.endswith("/fontTable"))
    assert '<w:altName w:val="仿宋,FangSong"/>' in part.blob.decode("utf-8")


@pytest.mark.parametrize(
    "paper", ["督查通报", "督办通知单", "催办通知单", "单位填报表", "时间表", "迎检工作手册"]
)
def test_a_text_longer_than_a_page_is_whole_in_every_paper(ledger, paper):
    long = "逐户登记造册、逐项建立台账，做到底数清、情况明。" * 200 + "到此为止"
    state = ledger.state(on=CUT)
    entries = tuple(entry.model_copy(update={"measure": long}) for entry in state.entries)
    made = Snapshot(state.model_copy(update={"entries": entries}), CUT, load_light_rules(), REGISTRY)
    told = dict(circular_files(paper, made))
    for name, data in told.items():
        if name.endswith("docx"):
            assert long in words(data), name
        elif name.endswith("xlsx"):
            book = load_workbook(io.BytesIO(data))
            every_cell = (cell for sheet in book for row in sheet.iter_rows() for cell in row)
            whole = [cell for cell in every_cell if cell.value == long]
            assert whole, name
            assert all("打印不全" in cell.comment.text for cell in whole)
            tallest = (row.height or 0 for sheet in book for row in sheet.row_dimensions.values())
            assert max(tallest) <= MAX_ROW_HEIGHT


def test_what_no_cell_can_hold_is_cut_and_said(ledger):
    state = ledger.state(on=CUT)
    entries = tuple(entry.model_copy(update={"measure": "长" * 40_000}) for entry in state.entries[:1])
    made = Snapshot(state.model_copy(update={"entries": entries}), CUT, load_light_rules(), REGISTRY)
    for paper in ("单位填报表", "时间表"):
        found = (data for name, data in circular_files(paper, made) if name.endswith("xlsx"))
        sheet = next(iter(load_workbook(io.BytesIO(next(found)))))
        assert any(str(cell.value).endswith(CUT_NOTE) for row in sheet.iter_rows() for cell in row)
