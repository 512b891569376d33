"""The papers of a day, read back: forms filled, notices, nothing private, nothing lost."""

import datetime as dt
import io

import pypdfium2
import pytest
from circular_builders import (
    ASKED,
    CUT,
    FOUND,
    LISTS,
    PAY,
    PLAN,
    READ,
    UNITS,
    files,
    named,
    reading,
    text_of,
    words,
)
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from ledger_builders import REGISTRY
from ledger_lives import act, live
from office import convert, needs_office
from openpyxl import load_workbook

from models import LedgerState
from pipeline.exports.circulars import CIRCULARS, circular_files
from pipeline.exports.papers.circulated import printable
from pipeline.exports.sheets.measures import MAX_ROW_HEIGHT
from pipeline.exports.sheets.texts import CUT_NOTE
from pipeline.exports.snapshot import Snapshot
from pipeline.ledger import Ledger
from pipeline.ledger.light_rules import load_light_rules


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
def test_word_and_excel_say_the_same_of_every_row(lived_ledger, every, paper):
    word = words(every[f"{paper}.docx"])
    sheets = text_of(f"{paper}.xlsx", every[f"{paper}.xlsx"])
    for entry in lived_ledger.state(on=CUT).entries:
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


def test_the_command_offers_exactly_these_papers():
    from pipeline.commands.export import PAPERS

    assert list(CIRCULARS) == list(PAPERS)


def test_nothing_private_and_nothing_invisible_goes_out(every):
    for name, data in every.items():
        told = words(data) if name.endswith("docx") else text_of(name, data)
        assert "13812345678" not in told, name
        assert "13987654321" not in told, name
        assert "\x07" not in told, name
    assert "139****4321" in words(every["迎检工作手册.docx"])


def test_what_an_office_gives_is_in_no_paper(every):
    for name, data in every.items():
        if name.endswith("docx"):
            told = words(data)
            assert not any(mark in told for mark in ("〔", "号文", "签发人")), name
            assert "草稿" in told, name


def test_same_day_same_bytes(lived_ledger, every):
    for paper in ("督查通报", "时间表", "迎检工作手册", "对照检查表"):
        for name, data in files(lived_ledger, paper).items():
            assert every[name] == data, name


def test_extension_form_is_filled_from_the_history(lived_ledger, every):
    told = words(every[f"延期申请表/{named(lived_ledger, PLAN)}.docx"])
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


def test_closing_form_says_what_must_be_shown(lived_ledger):
    told = words(files(lived_ledger, "销号申请表", chosen=[named(lived_ledger, PAY[:4])]).popitem()[1])
    assert "应备：资金类任务销号要有资金凭证。" in told
    assert "    年    月    日" in told


def test_forms_are_written_for_what_was_asked_only(lived_ledger):
    assert files(lived_ledger, "延期申请表") == {}
    asked = files(lived_ledger, "延期申请表", on=dt.date(2025, 6, 20))
    assert list(asked) == [f"延期申请表/{named(lived_ledger, PLAN)}.docx"]


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


@pytest.mark.parametrize(
    "paper", [name for name in CIRCULARS if name in ("督查通报", "时间表", "迎检工作手册")]
)
def test_an_empty_ledger_has_papers_too(paper):
    empty = Snapshot(LedgerState(), CUT, load_light_rules(), REGISTRY)
    assert dict(circular_files(paper, empty))


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
def test_a_text_longer_than_a_page_is_whole_in_every_paper(lived_ledger, paper):
    long = "逐户登记造册、逐项建立台账，做到底数清、情况明。" * 200 + "到此为止"
    state = lived_ledger.state(on=CUT)
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


def test_what_no_cell_can_hold_is_cut_and_said(lived_ledger):
    state = lived_ledger.state(on=CUT)
    entries = tuple(entry.model_copy(update={"measure": "长" * 40_000}) for entry in state.entries[:1])
    made = Snapshot(state.model_copy(update={"entries": entries}), CUT, load_light_rules(), REGISTRY)
    for paper in ("单位填报表", "时间表"):
        found = (data for name, data in circular_files(paper, made) if name.endswith("xlsx"))
        sheet = next(iter(load_workbook(io.BytesIO(next(found)))))
        assert any(str(cell.value).endswith(CUT_NOTE) for row in sheet.iter_rows() for cell in row)
