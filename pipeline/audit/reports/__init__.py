"""The report of an audit in every form: lines for programs, a table, Excel, Word and one page to look at.

The same report gives the same bytes. Nothing is decided here; every writer prints what the report says.
"""

from pathlib import Path

from models import AuditReport
from pipeline.audit.reports.files import write_whole
from pipeline.exports.personal_numbers import masked_model

FILE_FORMATS = ("jsonl", "xlsx", "docx", "html")


def write_report(report: AuditReport, form: str, path: Path) -> None:
    """Write the report to `path` in one of `FILE_FORMATS`, numbers of persons masked."""
    write_whole(path, _bytes(masked_model(report), form))


def _bytes(report: AuditReport, form: str) -> bytes:
    match form:
        case "jsonl":
            from pipeline.audit.reports.records import lines_of

            return "".join(f"{line}\n" for line in lines_of(report)).encode()
        case "xlsx":
            from pipeline.audit.reports.workbook import workbook_of

            return workbook_of(report)
        case "docx":
            from pipeline.audit.reports.letter import letter_of

            return letter_of(report)
        case "html":
            from pipeline.audit.reports.page import page_of

            return page_of(report).encode()
        case _:
            raise ValueError(f"no such report format: {form}")
