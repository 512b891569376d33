"""What letters and the bulletin say of limits without a day, of the problem behind a task, of who applies."""

import datetime as dt
import io
from itertools import pairwise

import pytest
from docx import Document
from docx.oxml.ns import qn
from ledger_builders import REGISTRY, deadline, document, issue, owner, rows, task
from ledger_lives import live
from openpyxl import load_workbook

from pipeline.exports.circulars import circular_files
from pipeline.exports.snapshot import Snapshot
from pipeline.ledger import Ledger
from pipeline.ledger.light_rules import load_light_rules

READ, CUT = dt.date(2025, 6, 9), dt.date(2025, 9, 1)
FOUND = "存量资金186万元未按规定收回"
PAPER = document(
    f"（一）{FOUND}。\n"
    "县财政局、县水利局要在6月底前收回国库统筹使用。\n"
    "县水利局要每月25日报送护岸监测数据。\n"
    "县水利局要长期坚持巡河制度。\n"
    "县水利局要立即清理桥下垃圾。\n"
    "县水利局要修复护岸。\n"
)


def reading():
    """A row with a day that answers a problem, and rows with a rhythm, for good, at once, without a limit."""
    water = [owner(PAPER, "县水利局")]
    both = [owner(PAPER, "县财政局"), *water]
    day = deadline(PAPER, "6月底前", "date", due="2025-06-30")
    monthly = deadline(PAPER, "每月25日", "recurring", every="每月25日")
    return rows(
        PAPER,
        task(PAPER, "收回国库统筹使用", owners=both, deadline=day, issues=("I1",)),
        task(PAPER, "报送护岸监测数据", owners=water, deadline=monthly),
        task(PAPER, "长期坚持巡河制度", owners=water, deadline=deadline(PAPER, "长期坚持", "standing")),
        task(PAPER, "清理桥下垃圾", owners=water, deadline=deadline(PAPER, "立即", "vague")),
        task(PAPER, "修复护岸", owners=water),
        issues=(issue(PAPER, FOUND, "I1"),),
    )


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    with Ledger.open(tmp_path_factory.mktemp("letters") / "l.db") as opened:
        opened.add(reading(), READ)
        for entry in opened.state().entries:
            live(opened, entry.id, [("06-10", "督查室", "file", {"pending": True})])
            live(opened, entry.id, [("06-10", "督查室", "assign", {})])
        yield opened


def named(ledger, measure):
    return next(entry.id for entry in ledger.state().entries if entry.measure == measure)


def files(ledger, paper, chosen=()):
    made = Snapshot(ledger.state(on=CUT), CUT, load_light_rules(), REGISTRY, frozenset(chosen))
    return dict(circular_files(paper, made))


def words(data):
    body = Document(io.BytesIO(data)).element.body
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(qn("w:t"))) for paragraph in body.iter(qn("w:p"))
    )


def test_a_rhythm_and_a_standing_duty_are_limits_and_no_day_is_asked_of_them(ledger):
    told = words(files(ledger, "督查通报")["督查通报.docx"])
    assert "没有具体日期4项（按周期办理1项、长期坚持1项、时限待定2项），不计入按时办结率" in told
    assert "时限待定的2项，请责任单位报送计划完成日期" in told
    rows_of = [
        [cell.text for cell in row.cells]
        for table in Document(io.BytesIO(files(ledger, "督查通报")["督查通报.docx"])).tables
        for row in table.rows
    ]
    limits = {row[1].split("\n")[0]: row[3] for row in rows_of if len(row) == 5}
    assert limits["报送护岸监测数据"] == "每月25日"
    assert limits["清理桥下垃圾"] == "立即"
    assert limits["修复护岸"] == "时限待定"
    assert {"按周期办理", "长期坚持", "时限待定"} <= {row[0] for row in rows_of}


@pytest.mark.parametrize("paper", ["督办通知单", "单位任务单", "催办通知单"])
def test_a_letter_says_the_problem_above_the_measure(ledger, paper):
    told = words(files(ledger, paper)[f"{paper}/县财政局.docx"])
    assert f"问题：{FOUND}\n收回国库统筹使用" in told.replace("（一）", "")
    table = Document(io.BytesIO(files(ledger, paper)[f"{paper}/县财政局.docx"])).tables[0]
    cell = next(cell for row in table.rows for cell in row.cells if FOUND in cell.text)
    above, measure, quote = [paragraph.runs[0].font.size for paragraph in cell.paragraphs][:3]
    assert above == measure > quote


def test_the_task_sheet_of_a_unit_says_the_problem_too(ledger):
    sheet = load_workbook(io.BytesIO(files(ledger, "单位任务单")["单位任务单/县财政局.xlsx"])).active
    shown = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert any(FOUND in cell and "收回国库统筹使用" in cell for cell in shown)


@pytest.mark.parametrize(
    ("paper", "action", "facts"),
    [
        ("延期申请表", "extend", {"note": "审计未结束", "due": "2025-07-20"}),
        ("销号申请表", "apply", {"evidence": [("acceptance", "缴库凭证")]}),
    ],
)
def test_a_form_names_the_unit_that_has_applied(tmp_path, paper, action, facts):
    with Ledger.open(tmp_path / "l.db") as opened:
        opened.add(reading(), READ)
        entry = named(opened, "收回国库统筹使用")
        begun = [("06-10", "督查室", "file", {}), ("06-10", "督查室", "assign", {})]
        told = [("06-11", "县水利局", "receive", {}), ("06-12", "县水利局", "progress", {"note": "已缴"})]
        live(opened, entry, [*begun, *told])
        before = _cells(files(opened, paper, [entry]))
        live(opened, entry, [("06-20", "县水利局", action, facts)])
        after = _cells(files(opened, paper, [entry]))
    assert before["申请单位"] == "县财政局、县水利局"
    assert (after["申请单位"], after["责任单位"]) == ("县水利局", "县财政局、县水利局")


def _cells(made):
    """What stands beside each label of a form."""
    (data,) = made.values()
    cells = [cell.text for row in Document(io.BytesIO(data)).tables[0].rows for cell in row.cells]
    once = [cell for at, cell in enumerate(cells) if at == 0 or cell != cells[at - 1]]
    return dict(pairwise(once))
