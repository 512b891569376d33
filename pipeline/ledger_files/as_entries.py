"""A ledger of another office as rows of ours: each with its cell, and nothing that it does not say."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from extractors.deadlines import find_deadlines
from models import (
    Basis,
    DeadlineKind,
    DocumentKind,
    DocumentRecord,
    Doubt,
    EntryDeadline,
    EntryOwner,
    LedgerEntry,
    LedgerRow,
    Place,
    Registry,
    Role,
    RowOwner,
    Source,
)
from pipeline.ledger import NewEvent, note
from pipeline.ledger_files.cells import said
from pipeline.normaliser import Normalised
from pipeline.normaliser.identity import entry_id, fold
from pipeline.normaliser.quality import assess
from pipeline.registry import Resolution, resolve

RULE = "foreign_ledger"
TOPIC = "原台账记载"
_PLACE = re.compile(r"^(.*?)第(\d+)行$")
_TABLE = re.compile(r"^表(\d+)$")
_OPEN = re.compile(r"待明确（问题：(?P<issue>.+)）")
_STATED = {"status": "状态", "progress": "进展", "evidence": "佐证", "source": "来源"}
Missing = Literal["owner", "measure", "deadline"]


@dataclass(frozen=True)
class Adopted:
    """What a foreign ledger becomes: rows in the form of the ledger, and what it says of their handling.

    The handling is kept as notes in the words of the other office: nobody acted here, so no act is recorded.
    """

    normalised: Normalised
    stated: tuple[NewEvent, ...]


def as_entries(name: str, rows: tuple[LedgerRow, ...], registry: Registry) -> Adopted:
    """The rows of the ledger called `name`; the same name and words give the same ids, whatever the file."""
    document = "G" + hashlib.sha256(name.encode()).hexdigest()[:15]
    repeats: Counter[str] = Counter()
    entries, stated, at = [], [], 0
    for row in rows:
        words = _words(row)
        folded = fold(words)
        entry = _entry(row, entry_id(document, folded, repeats[folded]), document, name, at, registry)
        repeats[folded] += 1
        at += len(words) + 1
        entries.append(entry)
        if facts := {label: getattr(row, field) for field, label in _STATED.items() if getattr(row, field)}:
            stated.append(note(TOPIC, entry.id, facts))
    record = DocumentRecord(
        id=document,
        name=name,
        format=name.rpartition(".")[2].lower(),
        kind=DocumentKind.UNKNOWN,
        title=name,
        characters=max(0, at - 1),
    )
    return Adopted(Normalised(record=record, entries=tuple(entries)), tuple(stated))


def _entry(
    row: LedgerRow, identity: str, document: str, name: str, at: int, registry: Registry
) -> LedgerEntry:
    named = [(owner, resolve(owner.name, registry)) for owner in row.owners]
    owners = tuple(_owner(owner, unit) for owner, unit in named if not _is_person(owner, unit))
    deadline = _deadline(row)
    measure = "" if _is_open(row) else row.measure
    quality = assess(measure, (), None)
    undated = deadline is None or deadline.kind is DeadlineKind.VAGUE
    lacking: tuple[tuple[Missing, bool], ...] = (
        ("owner", not owners),
        ("measure", not measure),
        ("deadline", undated),
    )
    return LedgerEntry(
        id=identity,
        document_id=document,
        document=name,
        issue=_issue(row) if _issue(row) != measure else "",
        measure=measure,
        owners=owners,
        deadline=deadline,
        sources=(_source(row, name, at),),
        missing=tuple(field for field, lacks in lacking if lacks),
        quality=quality,
        doubts=_doubts(row, named, owners, deadline),
        rule=RULE,
    )


def _is_open(row: LedgerRow) -> bool:
    """Whether the row leaves open what is to be done: its cell is empty, or says 待明确."""
    return not said(row.measure) or _OPEN.fullmatch(row.measure) is not None


def _issue(row: LedgerRow) -> str:
    aside = _OPEN.fullmatch(row.measure)
    return row.issue or (aside["issue"] if aside else "")


def _words(row: LedgerRow) -> str:
    """What the row is known by: its measure; while that is open, the problem."""
    return (_issue(row) if _is_open(row) else "") or row.measure


def _is_person(owner: RowOwner, unit: Resolution) -> bool:
    """A name in a column of leaders that is built like no unit's."""
    return owner.role is None and unit.match == "none"


def _owner(owner: RowOwner, unit: Resolution) -> EntryOwner:
    return EntryOwner(
        name=owner.name,
        mention=owner.name,
        role=owner.role or Role.RESPONSIBLE,
        basis=Basis.EXPLICIT,
        unit=unit.key,
        group=bool(unit.unit and unit.unit.kind == "group"),
    )


def _deadline(row: LedgerRow) -> EntryDeadline | None:
    """The limit in the words of the cell; a day only where the cell gives it whole."""
    if not row.deadline and row.due is None:
        return None
    found = find_deadlines(row.deadline, None, in_field=True)
    last = next((match for match in reversed(found) if match.limit), None)
    if row.due or last is None:
        kind = DeadlineKind.DATE if row.due else DeadlineKind.VAGUE
        reason = "" if row.due else "这一格没有写日期"
        text = row.deadline or str(row.due)
        return EntryDeadline(text=text, kind=kind, due=row.due, reason=reason)
    return EntryDeadline(
        text=row.deadline,
        kind=last.kind,
        due=last.due,
        standing=last.standing,
        every=last.every,
        reason=last.reason,
    )


def _source(row: LedgerRow, name: str, at: int) -> Source:
    """The measure in its cell, or the problem in its row; as a heading has it, of what kind."""
    words = _words(row)
    return Source(
        document=name,
        quote=words,
        start=at,
        end=at + len(words),
        place=_place(row if words == row.measure else row.model_copy(update={"column": None})),
        headings=(f"问题类别：{row.kind}",) if row.kind else (),
    )


def _place(row: LedgerRow) -> Place:
    """The cell of the measure: 工作表“台账”C5, 表1第5行第3列."""
    found = _PLACE.match(row.place)
    if not found:
        return Place()
    table = _TABLE.match(found[1])
    if table or not found[1]:
        return Place(table=int(table[1]) if table else None, row=int(found[2]), column=row.column)
    return Place(sheet=found[1], row=int(found[2]), column=row.column)


def _doubts(
    row: LedgerRow,
    named: list[tuple[RowOwner, Resolution]],
    owners: tuple[EntryOwner, ...],
    deadline: EntryDeadline | None,
) -> tuple[Doubt, ...]:
    groups = "".join(f"“{owner.name}”" for owner in owners if owner.group)
    persons = "".join(f"“{owner.name}”" for owner, unit in named if _is_person(owner, unit))
    dateless = deadline is not None and deadline.kind is DeadlineKind.DATE and deadline.due is None
    told: tuple[tuple[Missing, str, str, bool], ...] = (
        ("measure", "N101", "没有写明措施。", _is_open(row)),
        ("owner", "N111", "责任单位待明确。", not owners),
        ("owner", "N114", f"{groups}是统称，交办前须落实到具体单位。", bool(groups)),
        ("owner", "N118", f"{persons}不像单位名称，没有列为责任单位。", bool(persons)),
        ("deadline", "N121", "时限待定。", deadline is None),
        ("deadline", "N124", f"原文为“{row.deadline}”，定不出具体日期，请补。", dateless),
    )
    return tuple(Doubt(field=field, code=code, reason=reason) for field, code, reason, holds in told if holds)
