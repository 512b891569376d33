"""What the changed cells of a returned row mean: corrections and acts, by the rules of its life. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from models import Event, LedgerEntry, Problem, Role, Status
from pipeline.exports.sheets.wording import beside_units
from pipeline.ledger import NewEvent, Setting, fold
from pipeline.ledger.acting import corrected_deadline, corrected_owners, event_of_correction
from pipeline.ledger.problems import problem
from pipeline.returned.returned_reports import (
    CLOSED,
    DEADLINE,
    EVIDENCE,
    PROGRESS,
    STATUS,
    Filled,
    act_of,
    receipt,
    report,
    wanted_status,
)
from pipeline.returned.returned_sheet import CellEdit, day_in

ROLE_HEADERS = {"牵头单位": Role.LEAD, "责任单位": Role.RESPONSIBLE, "配合单位": Role.SUPPORT}
READ_BACK = (*ROLE_HEADERS, DEADLINE, STATUS, PROGRESS, EVIDENCE, CLOSED)
LEADER = "责任领导"
_ABOUT = {"L024": PROGRESS, "L025": DEADLINE, "L026": DEADLINE, "L027": DEADLINE, "L029": DEADLINE}
_ABOUT |= {"L030": EVIDENCE, "L031": EVIDENCE, "L035": PROGRESS}
"""Which cell a rule of the ledger is about, by its code."""
_NOBODY = ("待明确", "")


@dataclass(frozen=True)
class RowPlan:
    """What a returned row adds to the ledger: all of `events`, or nothing where there are problems.

    `remarks` name cells whose changes are not read; they keep nothing else out.
    """

    events: tuple[NewEvent, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


Decide = Callable[[LedgerEntry], NewEvent | Problem | None]


def plan_row(
    history: Sequence[Event], edits: Sequence[CellEdit], by: str, setting: Setting, since: int = 0
) -> RowPlan:
    """The events that the edits add to a row with this history, each step judged after the one before.

    `since` is the ledger's last event at the export of the sheet: what was reported up to there cannot be
    this sheet read before. Where it is not known, any step may be.
    """
    unread = [edit for edit in edits if edit.header not in READ_BACK]
    remarks = tuple(map(_not_read, unread))
    problems = [
        problem("masked_number", edit.address, number=edit.masks[0])
        for edit in edits
        if edit.masks and edit.header in READ_BACK
    ]
    filled = Filled({edit.header: edit for edit in edits}, by, setting, since)
    events: list[NewEvent] = []
    for edit, decide in _steps(filled):
        row = _row_after(history, events, by, setting)
        decided = decide(row)
        if isinstance(decided, Problem):
            problems.append(_placed(decided, row.id, filled.edits, edit))
        elif decided is not None:
            events.append(decided)
    return RowPlan(() if problems else tuple(events), tuple(problems), remarks)


def _not_read(edit: CellEdit) -> Problem:
    """A changed cell that is not read: leaders come from the roster, all else from the document."""
    key = "leader_not_read" if edit.header == LEADER else "cell_not_read"
    return problem(key, edit.address, header=edit.header)


def _placed(fault: Problem, row: str, edits: Mapping[str, CellEdit], edit: CellEdit) -> Problem:
    """The problem with the cell that it is about, where that one was changed; else with that of the step."""
    if fault.place not in ("", row):
        return fault
    cell = edits.get(_ABOUT.get(fault.code, ""), edit)
    return fault.model_copy(update={"place": cell.address})


def _steps(filled: Filled) -> list[tuple[CellEdit, Decide]]:
    """Corrections first, then what happened to the row."""
    steps: list[tuple[CellEdit, Decide]] = []
    edits = filled.edits
    owners = [edit for header, edit in edits.items() if header in ROLE_HEADERS]
    if owners:
        names = {ROLE_HEADERS[edit.header]: _names(edit.now) for edit in owners}
        steps.append((owners[0], lambda row: event_of_correction(row, {"owners": _corrected(row, names)})))
    if (deadline := edits.get(DEADLINE)) and wanted_status(edits) is not Status.EXTENSION_ASKED:
        steps.append((deadline, lambda row: _corrected_day(row, deadline)))
    told = [edits[name] for name in (STATUS, CLOSED, PROGRESS, EVIDENCE) if name in edits]
    if told:
        steps += [(told[0], partial(way, filled=filled)) for way in (receipt, report, act_of)]
    return steps


def _corrected(row: LedgerEntry, names: Mapping[Role, Sequence[str]]) -> list[dict[str, Any]]:
    """The owners with what the cells say; persons whom another column shows stay."""
    beside = {role: [owner.name for owner in beside_units(row) if owner.role is role] for role in names}
    every = {role: list(dict.fromkeys([*names[role], *beside[role]])) for role in names}
    return corrected_owners(row, every)


def _corrected_day(row: LedgerEntry, edit: CellEdit) -> NewEvent | Problem | None:
    day = day_in(edit.now)
    if day is None:
        return problem("not_a_day", edit.address, words=edit.now)
    return event_of_correction(row, {"deadline": corrected_deadline(row, day)})


def _row_after(history: Sequence[Event], new: Sequence[NewEvent], by: str, setting: Setting) -> LedgerEntry:
    last = history[-1].seq
    imagined = [
        Event(seq=last + n, on=setting.on, actor=by, kind=e.kind, subject=e.subject, payload=dict(e.payload))
        for n, e in enumerate(new, 1)
    ]
    return fold([*history, *imagined]).entries[0]


def _names(words: str) -> list[str]:
    names = re.split(r"[、，,；;\n]", words)
    return [name.strip() for name in names if name.strip() not in _NOBODY]
