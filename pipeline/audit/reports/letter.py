"""The report as a Word document: a draft to be read and sent on, without head, number, seal or signature."""

import io
from collections.abc import Iterable, Sequence
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from models import AuditReport, CommitmentFinding, Verdict
from pipeline.audit.quotes import unnumbered
from pipeline.audit.reports.phrases import (
    METHOD,
    TITLE,
    counts_line,
    coverage_line,
    limit_line,
    owners_line,
    said_limits,
    said_owners,
    scope_lines,
    verdict_label,
)
from pipeline.exports.archive import FIXED_DATE, restamped
from pipeline.exports.sheets.texts import clean

_BODY, _HEAD = "仿宋", "黑体"
_SIZE = 12
_MOST = 200


def letter_of(report: AuditReport) -> bytes:
    """The bytes of the document."""
    document = _empty()
    _heading(document, TITLE, 18, centred=True)
    _lines(document, scope_lines(report.scope))
    _heading(document, "一、总体情况", 14)
    _lines(document, [*map(coverage_line, report.coverage), counts_line(report)])
    _heading(document, "二、台账未见对应任务的要求", 14)
    _missing(document, report)
    _heading(document, "三、单位、时限或目标有差异的要求", 14)
    _differences(document, report)
    _heading(document, "四、讲话中没有对应语句的台账行", 14)
    _untraceable(document, report)
    _heading(document, "五、台账核对提示", 14)
    _lines(document, [f"{s.title}：{s.text}{_ids(s.entries)}" for s in report.signals] or ["无。"])
    _heading(document, "六、需要人答复的问题", 14)
    _lines(document, [f"{n}．{question}" for n, question in enumerate(report.questions, 1)] or ["无。"])
    _heading(document, "七、方法说明", 14)
    _lines(document, METHOD)
    return _bytes(document)


def _empty() -> Any:
    document = Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(20)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _BODY, Pt(_SIZE)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _BODY)
    style.paragraph_format.line_spacing = 1.3
    style.paragraph_format.space_after = Pt(0)
    return document


def _heading(document: Any, text: str, size: int, *, centred: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before = Pt(10)
    paragraph.paragraph_format.space_after = Pt(4)
    paragraph.paragraph_format.keep_with_next = True
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, text, size, font=_HEAD)


def _lines(document: Any, lines: Iterable[str]) -> None:
    for line in lines:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.first_line_indent = Pt(2 * _SIZE)
        _run(paragraph, line)


def _missing(document: Any, report: AuditReport) -> None:
    found = [f for f in report.findings if f.verdict is Verdict.MISSING]
    lines = [f"{n}．“{unnumbered(f.source.quote)}”（{_where(f)}）" for n, f in enumerate(found, 1)]
    _lines(document, lines or ["没有。"])


def _differences(document: Any, report: AuditReport) -> None:
    found = [f for f in report.findings if f.verdict not in (Verdict.MISSING, Verdict.COVERED)]
    if not found:
        _lines(document, ["没有。"])
        return
    rows = {row.id: row for row in report.rows}
    cells = []
    for number, finding in enumerate(found, 1):
        mine = [rows[entry.id] for entry in finding.entries]
        ledger = "\n".join(
            f"[{row.id}] {row.measure}（{owners_line(row.owners)}；{limit_line(row) or '未写时限'}）"
            for row in mine
        )
        why = "\n".join(reason.text for reason in finding.reasons)
        cells.append((str(number), unnumbered(finding.source.quote), ledger, verdict_label(finding), why))
    _table(document, ("序号", "讲话要求", "台账任务", "结论", "依据"), (12, 78, 78, 25, 60), cells)


def _untraceable(document: Any, report: AuditReport) -> None:
    rows = {row.id: row for row in report.rows}
    shown = [rows[each.entry.id] for each in report.untraceable[:_MOST]]
    if not shown:
        _lines(document, ["没有。"])
        return
    _lines(document, ["这些行可能出自其他文件、自查或举一反三，请核对来源；列在这里不表示不应办理。"])
    cells = [(r.id, r.measure, owners_line(r.owners), r.source or "未注明") for r in shown]
    _table(document, ("台账编号", "台账措施", "责任单位", "注明的来源"), (35, 118, 60, 40), cells)
    if len(report.untraceable) > _MOST:
        _lines(document, [f"其余{len(report.untraceable) - _MOST}行见 Excel。"])


def _table(
    document: Any, heads: tuple[str, ...], widths: tuple[int, ...], rows: Sequence[tuple[str, ...]]
) -> None:
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    _mark(table.rows[0], "w:tblHeader")
    for values, row in [(heads, table.rows[0]), *((values, table.add_row()) for values in rows)]:
        _mark(row, "w:cantSplit")
        for cell, value, width in zip(row.cells, values, widths, strict=True):
            cell.width = Mm(width)
            _run(cell.paragraphs[0], value, 10.5, font=_HEAD if values is heads else _BODY)


def _mark(row: Any, name: str) -> None:
    """Mark a row: a heading stands on every page (tblHeader), no row goes on on the next (cantSplit)."""
    properties = row._tr.get_or_add_trPr()
    properties.append(properties.makeelement(qn(name), {qn("w:val"): "true"}))


def _run(paragraph: Any, text: str, size: float = _SIZE, *, font: str = _BODY) -> None:
    run = paragraph.add_run(clean(text))
    run.font.size, run.font.name, run.font.color.rgb = Pt(size), font, RGBColor(0, 0, 0)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)


def _place(finding: CommitmentFinding) -> str:
    return finding.source.place.label() or "位置不明"


def _where(finding: CommitmentFinding) -> str:
    """Where the demand stands, whom it names and by when: who is to take it up need not look it up."""
    named, limits = said_owners(finding), said_limits(finding)
    told = (_place(finding), f"单位：{named}" if named else "", f"时限：{limits}" if limits else "")
    return "；".join(filter(None, told))


def _ids(entries: tuple[str, ...]) -> str:
    return f"（{'、'.join(entries[:20])}{'等' if len(entries) > 20 else ''}）" if entries else ""


def _bytes(document: Any) -> bytes:
    properties = document.core_properties
    properties.author = properties.last_modified_by = "督办台账"
    properties.title, properties.comments = TITLE, ""
    properties.created = properties.modified = FIXED_DATE
    stamped = io.BytesIO()
    document.save(stamped)
    return restamped(stamped)
