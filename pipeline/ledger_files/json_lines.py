"""A ledger as JSON Lines: one row a line, in the form that other programs and our own export give it.

A line that is no row, or has a value of another type, is refused and named, all such lines at once.
"""

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from models import STATUS_LABELS, LedgerRow, Problem, Role, RowOwner, Status
from pipeline.ledger_files.cells import date_of, said
from pipeline.ledger_files.found import Found, UnreadableError
from pipeline.ledger_files.marks import stop_at_mark
from pipeline.ledger_files.own_ids import with_own_ids
from pipeline.ledger_files.problems import problem
from pipeline.readers.secrecy import FIRST_LINES

_STATUSES = {status.value: STATUS_LABELS[status] for status in Status}
_ROLES = {role.value: role for role in Role}
_SHOWN = 20
"""So many bad lines are named one by one."""


class _WrongError(Exception):
    """What is wrong with a line, in words for its writer."""


def read_json_lines(path: Path, *, accept_internal: bool = False) -> Found:
    """The rows of the file.

    Raises:
        UnreadableError: a line is no row of a ledger, or the file bears a mark.
        UnicodeDecodeError: the file is not UTF-8.
    """
    data = path.read_bytes()
    lines = list(enumerate(data.decode("utf-8-sig").split("\n"), 1))  # U+2028 may stand in a string
    rows: list[LedgerRow] = []
    wrong: list[Problem] = []
    head: list[str] = []
    rest: list[str] = []
    for number, line in lines:
        if not line.strip():
            continue
        try:
            record = _record(line)
            words = head if number <= FIRST_LINES else rest
            words += (each for each in _strings(record) if words is head or "密" in each)
            rows.append(_row(record, number))
        except _WrongError as reason:
            wrong.append(problem("bad_line", f"{path.name} 第{number}行", reason=reason))
    remarks = stop_at_mark("jsonl", data, head, rest, accept_internal=accept_internal)
    if wrong:
        raise UnreadableError(*_told(wrong, path.name))
    every = with_own_ids(rows)
    measured = (row if row.measure else row.model_copy(update={"measure": row.issue}) for row in every)
    return Found(tuple(measured), remarks, tuple(every))


def _told(wrong: list[Problem], name: str) -> list[Problem]:
    left = len(wrong) - _SHOWN
    return [*wrong[:_SHOWN], *([problem("bad_lines", name, count=left)] if left > 0 else [])]


def _record(line: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as fault:
        raise _WrongError("不是完整的 JSON 对象") from fault
    if not isinstance(record, dict):
        raise _WrongError("不是 JSON 对象")
    return record


def _row(record: dict[str, Any], number: int) -> LedgerRow:
    deadline = record.get("deadline") or {}
    deadline = {"text": deadline} if isinstance(deadline, str) else _object(deadline, "deadline")
    handling = _object(record.get("handling") or {}, "handling")
    text = said(_text(deadline, "text", "deadline.text"))
    first = _day(deadline, "due", "deadline.due") or date_of(text)
    moved = _day(handling, "due", "handling.due")
    measure, issue = _text(record, "measure"), _text(record, "issue")
    if not (measure or issue):
        raise _WrongError("没有 measure，也没有 issue")
    status = _text(record, "status")
    return LedgerRow(
        id=_id(record) or str(number),
        measure=measure,
        issue=issue,
        owners=tuple(_owners(record.get("owners") or [])),
        deadline=text,
        due=moved or first,
        original_due=first if moved else None,
        parent=_text(record, "parent"),
        status=_STATUSES.get(status, status),
        source=_text(record, "source"),
        progress=_text(record, "progress"),
        evidence=_text(record, "evidence"),
        started=_day(record, "started", "started"),
        closed=_day(record, "closed", "closed"),
        place=f"第{number}行",
    )


def _owners(given: Any) -> Iterator[RowOwner]:
    """Owners as objects with `name` and perhaps `role`, or as bare names; each once in a role."""
    if not isinstance(given, list):
        raise _WrongError("owners 应为数组")
    found = [_owner(owner) for owner in given]
    yield from dict.fromkeys(owner for owner in found if said(owner.name))


def _owner(given: Any) -> RowOwner:
    if isinstance(given, str) and given.strip():
        return RowOwner(name=given.strip())
    owner = _object(given, "owners 的一项")
    name, role = _text(owner, "name", "owners.name"), _text(owner, "role", "owners.role")
    if not name:
        raise _WrongError("owners 的一项没有 name")
    if role and role not in _ROLES:
        raise _WrongError(f"owners.role 是“{role}”，应为 lead、responsible、support 或不写")
    return RowOwner(name=name, role=_ROLES.get(role))


def _id(record: dict[str, Any]) -> str:
    given = record.get("id")
    if isinstance(given, int) and not isinstance(given, bool):
        return str(given)
    return _text(record, "id")


def _text(record: dict[str, Any], key: str, called: str = "") -> str:
    given = record.get(key)
    if given is None:
        return ""
    if not isinstance(given, str):
        raise _WrongError(f"{called or key} 应为字符串")
    return given.strip()


def _day(record: dict[str, Any], key: str, called: str) -> dt.date | None:
    words = said(_text(record, key, called))
    day = date_of(words)
    if words and day is None:
        raise _WrongError(f"{called} 是“{words}”，应为 2026-06-30 这样的日期")
    return day


def _object(given: Any, called: str) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise _WrongError(f"{called} 应为对象")
    return given


def _strings(value: Any) -> Iterator[str]:
    """All strings in a record, one by one, and what is said under a name of its own (密级：机密)."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, str):
                yield f"{name}：{inner}"
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
