"""Papers with the same words: one paper under another name, or a notice that comes again another month. Pure.

Words that count from a day which they do not name (本月底前) mean another limit when that day is another one.
So two files with the same words are two papers when both have their day from outside of the text (the name of
the file, the mail that brought it), the days differ, and with them the last day of some row. All else is a
copy. The first of them has the id of the words alone, every later one that id and its day.
"""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from models import Event, LedgerEntry
from pipeline.ledger.changes import replayed

if TYPE_CHECKING:
    from pipeline.normaliser import Normalised

_MAIL = 6
"""The rank of a date that a mail or a web page gave: not the name of the file."""


class Identified(NamedTuple):
    """A reading under the id that it has in a ledger.

    `other` is the name of the paper with the same words from which it differs in its limits, or nothing;
    `undated` counts the rows for which only this reading, that of a copy, has a last day.
    """

    normalised: "Normalised"
    other: str = ""
    undated: int = 0


def is_another(known: Iterable[Event], normalised: "Normalised") -> bool:
    """Whether the reading is of another paper than the one with its words of which `known` tells."""
    record, rows = replayed(known)
    before, now = record.get("anchor"), _plain(normalised.record.anchor)
    if not before or not now or before["start"] is not None or now["start"] is not None:
        return False
    if (before["date"], before["year"]) == (now["date"], now["year"]):
        return False
    if record["name"] == normalised.record.name and now["rank"] != _MAIL:
        return False
    pairs = ((rows[entry.id].reading, _plain(entry)) for entry in normalised.entries if entry.id in rows)
    return any(
        one != other
        for reading, entry in pairs
        for one, other in zip(_days(reading), _days(entry), strict=False)
        if one and other
    )


def undated(known: Iterable[Event], normalised: "Normalised") -> int:
    """How many rows a copy gives a last day for which neither the first reading nor a person gave one."""
    record, rows = replayed(known)
    if record.get("name", normalised.record.name) == normalised.record.name:
        return 0
    pairs = ((rows[entry.id], _plain(entry)) for entry in normalised.entries if entry.id in rows)
    return sum(
        bool(_days(entry)[0]) and not _days(row.reading)[0] and "deadline" not in row.corrected
        for row, entry in pairs
    )


def with_day(normalised: "Normalised") -> str:
    """The id of a paper whose words another paper has, too: with the day that it counts from."""
    anchor = normalised.record.anchor
    day: dt.date | int | None = (anchor.date or anchor.year) if anchor else None
    return f"{normalised.record.id}-{str(day or '').replace('-', '')}"


def under(document_id: str, normalised: "Normalised") -> "Normalised":
    """The reading with this id, and with ids of rows, issues and calls that no other paper has."""
    old = normalised.record
    if document_id == old.id:
        return normalised
    issues = {issue.id: _renamed(issue.id, document_id) for issue in old.issues}
    record = old.model_copy(
        update={
            "id": document_id,
            "issues": tuple(each.model_copy(update={"id": issues[each.id]}) for each in old.issues),
            "calls": tuple(c.model_copy(update={"id": _renamed(c.id, document_id)}) for c in old.calls),
        }
    )
    entries = tuple(_moved(entry, document_id, issues) for entry in normalised.entries)
    return normalised.model_copy(update={"record": record, "entries": entries})


def _moved(entry: LedgerEntry, document_id: str, issues: Mapping[str, str]) -> LedgerEntry:
    named = "；".join(issues.get(name, name) for name in entry.issue_id.split("；"))
    new = {"id": _renamed(entry.id, document_id), "document_id": document_id, "issue_id": named}
    return entry.model_copy(update=new)


def _renamed(old: str, document_id: str) -> str:
    """An id of the same kind and length that only this paper gives."""
    return old[0] + hashlib.sha256(f"{document_id}|{old}".encode()).hexdigest()[: len(old) - 1]


def _days(entry: Mapping[str, Any]) -> list[str | None]:
    """The last day of a row and of its steps."""
    limits = [entry["deadline"], *entry["milestones"]]
    return [limit["due"] if limit else None for limit in limits]


def _plain(record: Any) -> dict[str, Any]:
    return record.model_dump(mode="json") if record else {}
