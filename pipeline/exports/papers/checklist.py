"""对照检查表: one line for every question that the documents tell to ask oneself, answers left blank."""

import itertools

from models import LedgerState, Question
from pipeline.exports.papers.official_page import Align, OfficialPage
from pipeline.exports.sheets.wording import document_titles

TITLE = "对照检查表"
_WIDTHS = (11.0, 86.0, 24.0, 42.0, 36.0, 26.0)
_HEAD = ("序号", "对照问题及出处", "有无问题", "具体表现", "整改措施", "责任人和时限")
_BOXES = "□有  □无"
_LEAST_HEIGHT = 16.0
_HEAD_LINE = "填表单位：                    填表人：              填表日期：    年  月  日"
"""It must fit the page: 39 letters of 16 points, a blank being half of one."""


def checklist(state: LedgerState) -> OfficialPage:
    """The paper: the questions in the order of the documents, each with its place."""
    page = OfficialPage(landscape=True)
    page.note("（草稿，经审定后使用）")
    page.title(TITLE)
    page.line(_HEAD_LINE)
    titles = document_titles(state)
    numbers = itertools.count(1)
    for document in state.documents:
        if not document.questions:
            continue
        page.note(f"来源：《{titles[document.id].strip('《》')}》")
        table = page.table(_WIDTHS, _HEAD)
        for question in document.questions:
            table.row(_cells(next(numbers), question), height=_LEAST_HEIGHT)
    return page


def _cells(number: int, question: Question) -> list[tuple[str, Align]]:
    place = question.source.place.label()
    asked = f"{question.text}？" + (f"\n（{place}）" if place else "")
    blank: tuple[str, Align] = ("", "left")
    return [(str(number), "center"), (asked, "left"), (_BOXES, "center"), blank, blank, blank]
