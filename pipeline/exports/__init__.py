"""The ledger as files: a table for people (Excel, CSV) and lines for other programs (JSON Lines).

What lives here: how a state of the ledger looks in each format. What does not: deciding anything about a row.
The same state always gives the same bytes.
"""

from pathlib import Path

from models import LedgerState
from pipeline.exports.tabular import write_csv, write_jsonl

FORMATS = ("xlsx", "csv", "jsonl")


def export(state: LedgerState, fmt: str, out_dir: Path, *, stem: str = "整改台账") -> Path:
    """Write the ledger as `out_dir/stem.fmt`, replacing an older one only when the new one is complete."""
    path = out_dir / f"{stem}.{fmt}"
    partial = out_dir / f".{stem}.partial.{fmt}"
    out_dir.mkdir(parents=True, exist_ok=True)
    try:
        _write(state, fmt, partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return path


def _write(state: LedgerState, fmt: str, path: Path) -> None:
    match fmt:
        case "csv":
            write_csv(state, path)
        case "jsonl":
            write_jsonl(state, path)
        case "xlsx":
            from pipeline.exports.workbook import write_workbook

            write_workbook(state, path)
        case _:
            raise ValueError(f"no such export format: {fmt}")
