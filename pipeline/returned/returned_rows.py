"""What the changed cells of a returned row mean: corrections and acts, by the rules of its life. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from models import STATUS_LABELS, Act, Event, Evidence, LedgerEntry, Problem, Role, Status
from pipeline.exports.sheets.wording import beside_units
from pipeline.ledger import NewEvent, Setting, fold
from pipeline.ledger.acting import event_of_act, event_of_correction
from pipeline.ledger.corrected_cells import (
    corrected_deadline,
    corrected_limit,
    corrected_owners,
    read_names,
)
from pipeline.ledger.evidence import parse_evidence
from pipeline.ledger.lifecycle import moves
from pipeline.ledger.problems import problem
from pipeline.returned.returned_sheet import CellEdit, day_in

ROLE_HEADERS = {"牵头单位": Role.LEAD, "责任单位": Role.RESPONSIBLE, "配合单位": Role.SUPPORT}
DEADLINE, STATUS, PROGRESS, EVIDENCE, CLOSED = "完成时限", "办理状态", "进展情况", "佐证材料", "是否销号"
READ_BACK = (*ROLE_HEADERS, DEADLINE, STATUS, PROGRESS, EVIDENCE, CLOSED)
_PERCENT = re.compile(r"(\d{1,3})\s*[%％]")


@dataclass(frozen=True)
class RowPlan:
    """What a returned row adds to the ledger: all of `events`, or nothing where there are problems.

    `remarks` name cells whose changes are not read; they keep nothing else out.
    """

    events: tuple[NewEvent, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


Decide = Callable[[LedgerEntry], NewEvent | Problem | None]


def plan_row(history: Sequence[Event], edits: Sequence[CellEdit], by: str, setting: Setting) -> RowPlan:
    """The events that the edits add to a row with this history, each step judged after the one before."""
    by_header = {edit.header: edit for edit in edits}
    unread = [edit for edit in edits if edit.header not in READ_BACK]
    remarks = tuple(problem("cell_not_read", edit.address, header=edit.header) for edit in unread)
    problems = [
        problem("masked_number", edit.address, number=edit.masks[0])
        for edit in edits
        if edit.masks and edit.header in READ_BACK
    ]
    events: list[NewEvent] = []
    for edit, decide in _steps(by_header, by, setting):
        decided = decide(_row_after(history, events, by, setting))
        if isinstance(decided, Problem):
            problems.append(decided.model_copy(update={"place": edit.address}))
        elif decided is not None:
            events.append(decided)
    return RowPlan(() if problems else tuple(events), tuple(problems), remarks)


def _steps(edits: Mapping[str, CellEdit], by: str, setting: Setting) -> list[tuple[CellEdit, Decide]]:
    """Corrections first, then what happened to the row."""
    steps: list[tuple[CellEdit, Decide]] = []
    owners = [edit for header, edit in edits.items() if header in ROLE_HEADERS]
    steps += [(edit, partial(_unread, edit=edit, setting=setting)) for edit in owners]
    if owners:
        steps.append((owners[0], lambda row: _corrected(row, owners, setting)))
    if (deadline := edits.get(DEADLINE)) and _wanted(edits) is not Status.EXTENSION_ASKED:
        steps.append((deadline, lambda row: _corrected_day(row, deadline)))
    told = [edits[name] for name in (STATUS, CLOSED, PROGRESS, EVIDENCE) if name in edits]
    if told:
        steps += [
            (told[0], partial(way, edits=edits, by=by, setting=setting)) for way in (_receipt, _report, _act)
        ]
    return steps


def _corrected(row: LedgerEntry, edits: Sequence[CellEdit], setting: Setting) -> NewEvent | Problem | None:
    """The owners with what the cells say; persons whom another column shows stay."""
    names = _names(row, edits, setting)
    if isinstance(names, Problem):
        return None  # the cell was named before
    beside = {role: [owner.name for owner in beside_units(row) if owner.role is role] for role in names}
    every = {role: [*names[role], *beside[role]] for role in names}
    return event_of_correction(row, {"owners": corrected_owners(row, every, setting.registry)})


def _unread(row: LedgerEntry, edit: CellEdit, setting: Setting) -> Problem | None:
    """That the cell is not wholly units."""
    names = _names(row, [edit], setting)
    return names if isinstance(names, Problem) else None


def _names(row: LedgerEntry, edits: Sequence[CellEdit], setting: Setting) -> dict[Role, list[str]] | Problem:
    return read_names(row, {ROLE_HEADERS[edit.header]: edit.now for edit in edits}, setting.registry)


def _corrected_day(row: LedgerEntry, edit: CellEdit) -> NewEvent | Problem | None:
    day = day_in(edit.now)
    limit = corrected_limit(row, edit.now) if day is None else corrected_deadline(row, day)
    return limit if isinstance(limit, Problem) else event_of_correction(row, {"deadline": limit})


def _receipt(
    row: LedgerEntry, edits: Mapping[str, CellEdit], by: str, setting: Setting
) -> NewEvent | Problem | None:
    """Who answers has received: a unit need not send one sheet to sign for a row and another to report."""
    if row.status is not Status.ASSIGNED or not _goes_on(edits) or _wanted(edits) is Status.RECEIVED:
        return None
    return event_of_act(row, Act(entry=row.id, action="receive"), by, setting)


def _report(
    row: LedgerEntry, edits: Mapping[str, CellEdit], by: str, setting: Setting
) -> NewEvent | Problem | None:
    """Who applies for closing has begun: the report goes before the application where there was none."""
    if row.status is not Status.RECEIVED or not _goes_on(edits) or _wanted(edits) is not Status.APPLIED:
        return None
    return event_of_act(row, _told(row, "progress", edits, ()), by, setting)


def _goes_on(edits: Mapping[str, CellEdit]) -> bool:
    """Whether a unit has told something that leads beyond the receipt."""
    forward = (None, Status.UNDER_WAY, Status.APPLIED, Status.EXTENSION_ASKED)
    return _wanted(edits) in forward and (PROGRESS in edits or EVIDENCE in edits)


def _act(
    row: LedgerEntry, edits: Mapping[str, CellEdit], by: str, setting: Setting
) -> NewEvent | Problem | None:
    """One act for the row, with note and evidence: the way to the status that was chosen, else progress."""
    evidence = _new_evidence(edits.get(EVIDENCE))
    if isinstance(evidence, Problem):
        return evidence
    note = edits[PROGRESS].now if PROGRESS in edits else ""
    if _known(row, note, evidence, _wanted(edits)):
        return None
    action = _action(row, edits)
    if isinstance(action, Problem):
        return action
    told = _told(row, action, edits, evidence)
    act = _asked(told, edits[DEADLINE]) if action == "extend" and DEADLINE in edits else told
    return act if isinstance(act, Problem) else event_of_act(row, act, by, setting)


def _told(
    row: LedgerEntry, action: str, edits: Mapping[str, CellEdit], evidence: tuple[Evidence, ...]
) -> Act:
    note = edits[PROGRESS].now if PROGRESS in edits else ""
    percent = _PERCENT.search(note)
    share = int(percent[1]) if percent else None
    return Act(entry=row.id, action=action, note=note, percent=share, evidence=evidence)


def _asked(act: Act, edit: CellEdit) -> Act | Problem:
    """The request for the day that stands under 完成时限."""
    day = day_in(edit.now)
    return (
        problem("not_a_day", edit.address, words=edit.now)
        if day is None
        else act.model_copy(update={"due": day})
    )


def _known(
    row: LedgerEntry, note: str, evidence: tuple[Evidence, ...], wanted: Status | Problem | None
) -> bool:
    """Whether the row has taken this in already, so that a sheet that is read twice adds nothing."""
    if not note and not evidence:
        return wanted == row.status
    told = (step.act for step in row.handling.steps if wanted is None or step.status == wanted)
    return any(act.note == note and set(act.evidence) >= set(evidence) for act in told)


def _new_evidence(edit: CellEdit | None) -> tuple[Evidence, ...] | Problem:
    """What was added to the cell, a line for each piece."""
    found = []
    for line in _lines(edit.now) if edit else []:
        if edit and line in _lines(edit.was):
            continue
        proof = parse_evidence(line)
        if isinstance(proof, Problem):
            return proof
        found.append(proof)
    return tuple(found)


def _action(row: LedgerEntry, edits: Mapping[str, CellEdit]) -> str | Problem:
    wanted = _wanted(edits)
    if isinstance(wanted, Problem):
        return wanted
    if wanted is None or wanted == row.status:
        return "progress"
    leading = (move.action for move in moves() if row.status in move.from_ and move.to == wanted)
    if action := next(leading, None):
        return action
    return problem("no_way", row.id, status=STATUS_LABELS[row.status], wanted=STATUS_LABELS[wanted])


def _wanted(edits: Mapping[str, CellEdit]) -> Status | Problem | None:
    """The status that somebody chose; 是否销号 counts where 办理状态 was left alone."""
    if edit := edits.get(STATUS):
        found = next((s for s, label in STATUS_LABELS.items() if edit.now == label), None)
        return Status(found) if found else problem("no_such_status", edit.address, words=edit.now)
    if (edit := edits.get(CLOSED)) and edit.now == "是":
        return Status.CLOSED
    return None


def _row_after(history: Sequence[Event], new: Sequence[NewEvent], by: str, setting: Setting) -> LedgerEntry:
    last = history[-1].seq
    imagined = [
        Event(seq=last + n, on=setting.on, actor=by, kind=e.kind, subject=e.subject, payload=dict(e.payload))
        for n, e in enumerate(new, 1)
    ]
    return fold([*history, *imagined]).entries[0]


def _lines(words: str) -> list[str]:
    return [line.strip() for line in re.split(r"[\n；;]", words) if line.strip()]
