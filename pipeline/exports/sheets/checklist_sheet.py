"""对照检查表 as a sheet: one row a question, with choices for the answer."""

from typing import Any

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from models import LedgerState
from pipeline.exports.papers.circulated import printable
from pipeline.exports.sheets.table import Cell, Column, Table
from pipeline.exports.sheets.wording import document_titles

SHEET_NAME = "对照检查表"
ANSWERS = ("有", "无")
"""Is there a problem? Whether 是 would be good or bad depends on the question (是否存在…, 是否建立…)."""
_COLUMNS = (
    Column("序号", 5, "center"),
    Column("对照问题", 52),
    Column("有无问题", 10, "center"),
    Column("具体表现", 30),
    Column("整改措施", 30),
    Column("责任人", 12, "center"),
    Column("完成时限", 14, "center", dated=True),
    Column("来源文件", 22, size=9),
    Column("原文位置", 10, "center", 9),
    Column("原文", 40, size=9),
)
_ANSWER_AT = 1 + [column.header for column in _COLUMNS].index("有无问题")
_TALL_ENOUGH = 32.0


def add_checklist(book: Any, state: LedgerState) -> None:
    """Add the sheet, the questions in the order of the documents."""
    table = Table(book, SHEET_NAME, _COLUMNS)
    asked = [(document, question) for document in state.documents for question in document.questions]
    table.title(SHEET_NAME)
    table.line_in_two("填表单位：", "填表日期：          年      月      日")
    table.line(f"说明：共 {len(asked)} 问，取自文件原话，一问一行；填“有”的写明具体表现和整改措施。")
    table.header()
    titles = document_titles(state)
    for number, (document, question) in enumerate(asked, 1):
        cells = [
            Cell(number),
            Cell(printable(question.text) + "？"),
            *[Cell()] * 5,
            Cell(printable(titles[document.id])),
            Cell(question.source.place.label()),
            Cell(printable(question.source.quote)),
        ]
        table.add(cells, least=_TALL_ENOUGH)
    if asked:
        _offer_answers(table)
    table.finish(frozen_columns=2)


def _offer_answers(table: Table) -> None:
    rule = DataValidation(type="list", formula1=f'"{",".join(ANSWERS)}"', allow_blank=True)
    rule.error, rule.errorTitle = "请从下拉列表中选择。", "有无问题"
    letter = get_column_letter(_ANSWER_AT)
    rule.add(f"{letter}{table.header_row + 1}:{letter}{table.row}")
    table.sheet.add_data_validation(rule)
