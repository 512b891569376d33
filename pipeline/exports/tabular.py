"""The ledger as CSV for a spreadsheet and as JSON Lines for other programs."""

import csv
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from models import ROLE_LABELS, STATUS_LABELS, EntryDeadline, LedgerEntry, Place, Role, Status
from pipeline.exports.personal_numbers import masked, masked_record
from pipeline.exports.sheets.wording import ELEMENT_LABELS

HEADERS = (
    "序号",
    "台账编号",
    "问题来源",
    "反馈问题",
    "整改目标",
    "整改措施",
    "牵头单位",
    "责任单位",
    "配合单位",
    "整改时限",
    "完成日期",
    "建议日期",
    "阶段节点",
    "办理状态",
    "三要素缺项",
    "待确认",
    "原文摘录",
    "原文位置",
)
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_jsonl(records: Iterable[dict[str, Any]], path: Path) -> None:
    """One row a line: every field of the entry, numbers of persons masked, and `source` in one line."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{_line(_record(record))}\n" for record in records)


def _line(record: dict[str, Any]) -> str:
    """The record as JSON; few have a number of a person in them, only these are gone through."""
    line = _encode(record)
    return line if masked(line) == line else _encode(masked_record(record))


def write_csv(entries: Iterable[LedgerEntry], path: Path) -> None:
    """The rows with Chinese headings, in UTF-8 with the mark that office programs look for."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(HEADERS)
        for number, entry in enumerate(entries, 1):
            table.writerow([_harmless(cell) for cell in (str(number), *_cells(entry))])


def _record(record: dict[str, Any]) -> dict[str, Any]:
    return record | {"source": _source(record), "status_label": STATUS_LABELS[Status(record["status"])]}


def _cells(entry: LedgerEntry) -> tuple[str, ...]:
    """The cells after 序号, in the order of `HEADERS`."""
    deadline = entry.deadline
    due = entry.handling.due or (deadline.due if deadline else None)
    return (
        entry.id,
        entry.document,
        entry.issue,
        "；".join(target.text for target in entry.targets),
        entry.measure,
        *(_owners(entry, role) for role in ROLE_LABELS),
        _words(deadline) if deadline else "",
        due.isoformat() if due else "",
        f"建议{deadline.suggested}（{deadline.policy}）" if deadline and deadline.suggested else "",
        "；".join(_words(milestone, dated=True) for milestone in entry.milestones),
        STATUS_LABELS[entry.status],
        "、".join(ELEMENT_LABELS[name] for name in entry.missing),
        "".join(doubt.reason for doubt in entry.doubts),
        "\n".join(source.quote for source in entry.sources),
        "；".join(_unique(source.place.label() for source in entry.sources)),
    )


def _owners(entry: LedgerEntry, role: Role) -> str:
    return "、".join(owner.name for owner in entry.owners if owner.role is role)


def _words(deadline: EntryDeadline, *, dated: bool = False) -> str:
    standing = "，完成后长期坚持" if deadline.standing and "长期" not in deadline.text else ""
    day = f"（{deadline.due}）" if dated and deadline.due else ""
    return deadline.text + standing + day


def _source(record: dict[str, Any]) -> str:
    document = str(record["document"])
    places = "；".join(_unique(Place(**source["place"]).label() for source in record["sources"]))
    return f"{document}（{places}）" if places else document


def _unique(words: Iterable[str]) -> list[str]:
    return [word for word in dict.fromkeys(words) if word]


def _harmless(cell: str) -> str:
    """A cell with personal numbers masked; what a spreadsheet would run as a formula is marked as text."""
    cell = masked(cell)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
