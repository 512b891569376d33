"""A ledger with three rows that went through some of their life, and all papers of a day made of it."""

import datetime as dt
import io
from contextlib import contextmanager

from docx import Document
from docx.oxml.ns import qn
from ledger_builders import REGISTRY, deadline, document, issue, owner, rows, source, task
from ledger_lives import live
from openpyxl import load_workbook

from models import Question
from pipeline.exports.circulars import CIRCULARS, circular_files
from pipeline.exports.earlier import with_earlier
from pipeline.exports.snapshot import Snapshot
from pipeline.ledger import Ledger
from pipeline.ledger.light_rules import load_light_rules

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


@contextmanager
def lived(folder):
    """The ledger with the three rows, filed, assigned, one of them extended."""
    with Ledger.open(folder / "l.db") as opened:
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


def all_papers(ledger):
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


def text_of(name, data):
    if name.endswith("svg"):
        return data.decode("utf-8")
    return "\n".join(str(cell.value) for part in cells(data).values() for cell in part)
