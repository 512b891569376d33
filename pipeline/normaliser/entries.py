"""Ledger entries out of an extraction: one row for each demand, completed with units, checks and doubts.

A finding that is somebody's to put right, and for which the text has no measure, is a row, too (`findings`).
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from models import (
    Anchor,
    Deadline,
    DeadlineKind,
    Document,
    DocumentRecord,
    EntryDeadline,
    EntryOwner,
    Extraction,
    Frozen,
    LedgerEntry,
    Owner,
    Registry,
)
from pipeline.normaliser.doubts import doubts, is_group
from pipeline.normaliser.findings import findings_to_answer, without_open_measures
from pipeline.normaliser.identity import entry_id, fold
from pipeline.normaliser.merging import Demand, merge, milestones_of, targets_of
from pipeline.normaliser.policies import shipped_policies, suggest
from pipeline.normaliser.quality import assess
from pipeline.registry import Resolution, resolve

Missing = Literal["owner", "measure", "deadline"]


class Normalised(Frozen):
    """One document in the form of the ledger: its record and its rows."""

    record: DocumentRecord
    entries: tuple[LedgerEntry, ...] = ()


@dataclass(frozen=True)
class _Setting:
    """What every row of one document shares."""

    document: Document
    issues: Mapping[str, str]
    units: Mapping[str, Resolution]


def normalise(extraction: Extraction, registry: Registry) -> Normalised:
    """The record and the rows of one document.

    Args:
        extraction: what was read out of the document.
        registry: the units that names are linked to; names are printed as the text has them.
    """
    document = extraction.document
    demands = _demands(extraction)
    names = {owner.name for demand in demands for owner in demand.owners}
    on = _date_of(document.anchor)
    setting = _Setting(
        document=document,
        issues={issue.id: issue.text for issue in extraction.issues},
        units={name: resolve(name, registry, on) for name in sorted(names)},
    )
    repeats: Counter[str] = Counter()
    entries = []
    for demand in demands:
        folded = fold(demand.measure or demand.tasks[0].source.quote)
        entries.append(_entry(demand, entry_id(document.id, folded, repeats[folded]), setting))
        repeats[folded] += 1
    return Normalised(record=_record(extraction), entries=tuple(entries))


def _demands(extraction: Extraction) -> list[Demand]:
    """What the document demands, and what it leaves to be put right, in the order of the text."""
    told = without_open_measures(extraction)
    found = [*merge(told.tasks), *findings_to_answer(told)]
    return sorted(found, key=lambda demand: demand.tasks[0].source.start)


def _record(extraction: Extraction) -> DocumentRecord:
    document = extraction.document
    return DocumentRecord(
        id=document.id,
        name=document.name,
        format=document.format,
        kind=document.kind,
        title=document.title,
        anchor=document.anchor,
        characters=len(document.text),
        gaps=document.gaps,
        problems=document.problems,
        issues=extraction.issues,
        calls=extraction.calls,
        rejected=extraction.rejected,
        questions=extraction.questions,
    )


def _entry(demand: Demand, identity: str, setting: _Setting) -> LedgerEntry:
    targets = targets_of(demand)
    quality = assess(demand.measure, targets, demand.deadline)
    return LedgerEntry(
        id=identity,
        document_id=setting.document.id,
        document=setting.document.name,
        issue="；".join(dict.fromkeys(setting.issues[issue] for issue in demand.issues)),
        issue_id="；".join(demand.issues),
        measure=demand.measure,
        owners=tuple(_owner(owner, setting.units[owner.name]) for owner in demand.owners),
        deadline=_deadline(demand.deadline, demand.measure, setting) if demand.deadline else None,
        milestones=tuple(_deadline(milestone, "", setting) for milestone in milestones_of(demand)),
        targets=targets,
        sources=tuple(dict.fromkeys(task.source for task in demand.tasks)),
        prohibition=any(task.prohibition for task in demand.tasks),
        missing=_missing(demand),
        quality=quality,
        doubts=doubts(demand, setting.units, quality),
        rule=demand.tasks[0].rule,
        confidence=demand.confidence,
    )


def _owner(owner: Owner, unit: Resolution) -> EntryOwner:
    return EntryOwner(
        name=owner.name,
        mention=owner.mention,
        role=owner.role,
        basis=owner.basis,
        unit=unit.key,
        group=is_group(owner, unit),
    )


def _deadline(deadline: Deadline, measure: str, setting: _Setting) -> EntryDeadline:
    suggestion = suggest(deadline, measure, setting.document.anchor, shipped_policies())
    return EntryDeadline(
        text=deadline.text,
        kind=deadline.kind,
        due=deadline.due,
        standing=deadline.standing,
        every=deadline.every,
        reason=deadline.reason,
        suggested=suggestion.day,
        policy=suggestion.policy,
    )


def _missing(demand: Demand) -> tuple[Missing, ...]:
    """Which of the three elements (责任单位, 措施, 时限) the text does not give."""
    undated = demand.deadline is None or demand.deadline.kind is DeadlineKind.VAGUE
    lacking: tuple[tuple[Missing, bool], ...] = (
        ("owner", not demand.owners),
        ("measure", not demand.measure.strip()),
        ("deadline", undated and not demand.timeless),
    )
    return tuple(element for element, is_lacking in lacking if is_lacking)


def _date_of(anchor: Anchor | None) -> dt.date | None:
    """The date at which unit names are judged; the middle of the year when only that is known."""
    if anchor is None:
        return None
    return anchor.date or (dt.date(anchor.year, 7, 1) if anchor.year else None)
