"""The report as an Excel workbook: each demand beside its rows, rows without a basis, questions."""

from typing import Any

from openpyxl import Workbook

from models import WEIGHT_LABELS, AuditReport, CommitmentFinding, LedgerRow, Verdict
from pipeline.audit.reports.phrases import (
    METHOD,
    TITLE,
    bare,
    counts_line,
    coverage_line,
    limit_line,
    owners_line,
    said_limits,
    said_owners,
    scope_lines,
    verdict_label,
)
from pipeline.exports.sheets.looks import set_normal_font
from pipeline.exports.sheets.table import Cell, Column, Table
from pipeline.exports.sheets.workbook_bytes import workbook_bytes

_FINDINGS = (
    Column("序号", 5, "center"),
    Column("讲话要求（原文）", 46),
    Column("类别", 9, "center", 9),
    Column("讲话点名单位", 16, "center", 9),
    Column("讲话时限", 13, "center", 9),
    Column("结论", 13, "center"),
    Column("台账编号", 12, "center", 9),
    Column("台账措施", 40),
    Column("台账责任单位", 18, "center", 9),
    Column("台账时限", 13, "center", 9),
    Column("依据", 44, size=9),
    Column("核对意见", 12, "center"),
    Column("核对编号", 11, "center", 8),
)
_UNTRACEABLE = (
    Column("序号", 5, "center"),
    Column("台账编号", 14, "center"),
    Column("台账措施", 60),
    Column("责任单位", 24, "center", 9),
    Column("台账注明的来源", 20, "center", 9),
    Column("核对意见", 14, "center"),
)
_SIGNALS = (
    Column("序号", 5, "center"),
    Column("核对项", 8, "center"),
    Column("名称", 20, "center"),
    Column("情况", 70),
    Column("涉及台账", 30, size=9),
)
_QUESTIONS = (Column("序号", 5, "center"), Column("需要人答复的问题", 90), Column("答复", 40))
_MOST_IDS = 40


def workbook_of(report: AuditReport) -> bytes:
    """The bytes of the workbook."""
    book = Workbook()
    book.remove(book.active)
    set_normal_font(book)
    _add_findings(book, report)
    _add_untraceable(book, report)
    _add_signals(book, report)
    _add_questions(book, report)
    return workbook_bytes(book)


def _add_findings(book: Any, report: AuditReport) -> None:
    table = Table(book, "逐项核对", _FINDINGS)
    table.title(TITLE)
    for line in (*scope_lines(report.scope), *map(coverage_line, report.coverage), counts_line(report)):
        table.line(line)
    table.header()
    rows = {row.id: row for row in report.rows}
    for number, finding in enumerate(report.findings, 1):
        mine = [rows[entry.id] for entry in finding.entries]
        table.add(_finding_cells(number, finding, mine))
    table.end_filter()
    for line in METHOD:
        table.line(line)
    table.finish(frozen_columns=2)


def _finding_cells(number: int, finding: CommitmentFinding, rows: list[LedgerRow]) -> list[Cell]:
    reasons = [reason.text for reason in finding.reasons]
    why = "\n".join([*reasons, *finding.notes]) or "；".join(e.why[-1] for e in finding.entries)
    doubt = "\n".join(reasons) if finding.verdict is not Verdict.COVERED else ""
    return [
        Cell(number),
        Cell(bare(finding.source.quote)),
        Cell(WEIGHT_LABELS[finding.commitment.weight]),
        Cell(said_owners(finding)),
        Cell(said_limits(finding)),
        Cell(verdict_label(finding), doubt),
        Cell("\n".join(row.id for row in rows)),
        Cell("\n".join(row.measure for row in rows)),
        Cell("\n".join(owners_line(row.owners) for row in rows)),
        Cell("\n".join(limit_line(row) for row in rows)),
        Cell(why),
        Cell(""),
        Cell(finding.id),
    ]


def _add_untraceable(book: Any, report: AuditReport) -> None:
    table = Table(book, "讲话中没有对应的行", _UNTRACEABLE)
    table.title("讲话中没有对应语句的台账行")
    table.line("这些行可能出自其他文件、自查或举一反三，请核对来源；列在这里不表示不应办理。")
    table.header()
    rows = {row.id: row for row in report.rows}
    for number, each in enumerate(report.untraceable, 1):
        row = rows[each.entry.id]
        values = (row.id, row.measure, owners_line(row.owners), row.source or "未注明", "")
        table.add([Cell(number), *(Cell(value) for value in values)])
    table.finish(paper="A4")


def _add_signals(book: Any, report: AuditReport) -> None:
    if not report.signals:
        return
    table = Table(book, "台账核对提示", _SIGNALS)
    table.title("台账核对提示")
    table.line("以下只是需要看一眼的迹象，不是结论。")
    table.header()
    for number, signal in enumerate(report.signals, 1):
        ids = "、".join(signal.entries[:_MOST_IDS]) + ("等" if len(signal.entries) > _MOST_IDS else "")
        table.add([Cell(number), *(Cell(value) for value in (signal.check, signal.title, signal.text, ids))])
    table.finish(paper="A4")


def _add_questions(book: Any, report: AuditReport) -> None:
    if not report.questions:
        return
    table = Table(book, "需要人答复", _QUESTIONS)
    table.title("需要人答复的问题")
    table.header()
    for number, question in enumerate(report.questions, 1):
        table.add([Cell(number), Cell(question), Cell("")])
    table.finish(paper="A4")
