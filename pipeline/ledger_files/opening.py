"""Which reader a ledger needs, and what is wrong with one that cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from models import LedgerRow, Problem, Severity

_ADVICE = {
    "G001": ("找不到台账文件。", "请核对路径和文件名。"),
    "G002": ("认不出这种台账文件。", "请另存为 .xlsx、.csv、.docx 或 .jsonl 再试。"),
    "G003": ("台账文件打不开或已损坏。", "请用 Excel 或 WPS 打开，另存一份后再试。"),
    "G004": ("没有找到台账表头。", "表头里要有“整改措施”或“工作任务”，以及“责任单位”“完成时限”等列名。"),
    "G005": ("台账文件超过 200 MB。", "请拆分后再试。"),
}
_MOST_BYTES = 200 * 2**20
_SQLITE = b"SQLite format 3\x00"


@dataclass(frozen=True)
class LedgerFile:
    """The rows of a ledger, with remarks on what was left out, or none and the problem that says why."""

    name: str
    rows: tuple[LedgerRow, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_ledger(where: str) -> LedgerFile:
    """The rows of the ledger at a path or address (`sqlite:///…`, `postgresql://…`), in their order."""
    from pipeline.ledger import LedgerError
    from pipeline.ledger.database import shown_address

    name = shown_address(where) if "://" in where else Path(where).name
    try:
        rows, left_out = _rows(where)
    except LedgerError as error:
        return LedgerFile(name, problems=(error.problem,))
    except _Unreadable as reason:
        return LedgerFile(name, problems=(_problem(reason.code, name),))
    except Exception:  # hostile bytes find faults in any parser
        return LedgerFile(name, problems=(_problem("G003", name),))
    if not rows:
        return LedgerFile(name, problems=(_problem("G004", name),))
    return LedgerFile(name, rows, (_beside(left_out, name),) if left_out else ())


def is_own(where: str) -> bool:
    """Whether a ledger is one of ours, a database: by its address, or by how the file begins."""
    if "://" in where:
        return True
    path = Path(where)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


class _Unreadable(Exception):  # noqa: N818 - it never leaves this module
    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _rows(where: str) -> tuple[tuple[LedgerRow, ...], list[str]]:
    """The rows, and the sheets that were left out."""
    from pipeline.ledger_files.own_ledger import read_own

    path = Path(where)
    if is_own(where):
        return read_own(where), []
    if not path.is_file():
        raise _Unreadable("G001")
    if path.stat().st_size > _MOST_BYTES:
        raise _Unreadable("G005")
    return _foreign(path)


def _foreign(path: Path) -> tuple[tuple[LedgerRow, ...], list[str]]:
    match path.suffix.lower():
        case ".jsonl" | ".json":
            from pipeline.ledger_files.json_lines import read_json_lines

            return read_json_lines(path), []
        case ".xlsx" | ".xlsm" | ".xls" | ".et":
            from pipeline.ledger_files.spreadsheets import read_workbook

            return read_workbook(path)
        case ".csv" | ".tsv":
            from pipeline.ledger_files.spreadsheets import read_csv

            return read_csv(path), []
        case ".docx":
            from pipeline.ledger_files.word_tables import read_word

            return read_word(path), []
        case _:
            raise _Unreadable("G002")


def _beside(sheets: list[str], place: str) -> Problem:
    names = "、".join(f"“{name}”" for name in sheets)
    return Problem(
        code="G006",
        severity=Severity.NOTE,
        message=f"工作表{names}是同一台账的清单或附件，没有另算。",
        action="里面若有台账没有的任务，请把它单独存成一个文件。",
        place=place,
    )


def _problem(code: str, place: str) -> Problem:
    message, action = _ADVICE[code]
    return Problem(code=code, severity=Severity.ERROR, message=message, action=action, place=place)
