"""A ledger as JSON Lines: one row a line, in the form that other programs and our own export give it."""

import json
from pathlib import Path
from typing import Any

from models import STATUS_LABELS, LedgerRow, Role, RowOwner, Status
from pipeline.ledger_files.cells import date_of

_STATUSES = {status.value: STATUS_LABELS[status] for status in Status}
_ROLES = {role.value: role for role in Role}


def read_json_lines(path: Path) -> tuple[LedgerRow, ...]:
    """The rows of the file.

    Raises:
        ValueError: a line is no JSON object, or has no measure.
    """
    lines = path.read_text("utf-8-sig").splitlines()
    return tuple(_row(json.loads(line), number) for number, line in enumerate(lines, 1) if line.strip())


def _row(record: Any, number: int) -> LedgerRow:
    measure = (record.get("measure") or record.get("issue")) if isinstance(record, dict) else None
    if not measure:
        raise ValueError(f"line {number} is no row of a ledger")
    deadline = record.get("deadline") or {}
    deadline = {"text": deadline} if isinstance(deadline, str) else deadline
    text = str(deadline.get("text") or "")
    status = str(record.get("status") or "")
    return LedgerRow(
        id=str(record.get("id") or number),
        measure=str(measure),
        issue=str(record.get("issue") or ""),
        owners=tuple(_owner(owner) for owner in record.get("owners") or ()),
        deadline=text,
        due=date_of(str(deadline.get("due") or "")) or date_of(text),
        status=_STATUSES.get(status, status),
        source=str(record.get("source") or ""),
        progress=str(record.get("progress") or ""),
        evidence=str(record.get("evidence") or ""),
        started=date_of(str(record.get("started") or "")),
        closed=date_of(str(record.get("closed") or "")),
        place=f"第{number}行",
    )


def _owner(owner: Any) -> RowOwner:
    if isinstance(owner, str):
        return RowOwner(name=owner)
    return RowOwner(name=str(owner.get("name") or ""), role=_ROLES.get(str(owner.get("role") or "")))
