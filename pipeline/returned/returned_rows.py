"""What the changed cells of a returned row mean: corrections and acts, by the rules of its life. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from models import STATUS_LABELS, Event, LedgerEntry, Problem, Role, Status
from pipeline.exports.sheets.wording import beside_units
from pipeline.ledger import NewEvent, Setting, fold
from pipeline.ledger.acting import event_of_correction
from pipeline.ledger.corrected_cells import (
    corrected_deadline,
    corrected_limit,
    corrected_owners,
    read_names,
)
from pipeline.ledger.lifecycle import possible_actions
from pipeline.ledger.problems import problem
from pipeline.ledger.wording import shortened
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
from pipeline.returned.returned_sheet import MEASURE, UNNAMED, CellEdit, day_in

ROLE_HEADERS = {"牵头单位": Role.LEAD, "责任单位": Role.RESPONSIBLE, "配合单位": Role.SUPPORT}
READ_BACK = (*ROLE_HEADERS, DEADLINE, STATUS, PROGRESS, EVIDENCE, CLOSED)
LEADER = "责任领导"
_ABOUT = dict.fromkeys(("L025", "L026", "L027", "L029"), DEADLINE)
_ABOUT |= {"L021": MEASURE, "L024": PROGRESS, "L030": EVIDENCE, "L031": EVIDENCE, "L035": PROGRESS}
"""Which cell a rule of the ledger is about, by its code."""


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
    unread = [edit for edit in edits if not _is_read(edit)]
    remarks = tuple(map(_not_read, unread))
    problems = [
        problem("masked_number", edit.address, number=edit.masks[0])
        for edit in edits
        if edit.masks and _is_read(edit)
    ]
    filled = Filled({edit.header: edit for edit in edits if _is_read(edit)}, by, setting, since)
    events: list[NewEvent] = []
    for edit, decide in _steps(filled):
        row = _row_after(history, events, by, setting)
        decided = decide(row)
        if isinstance(decided, Problem):
            problems.append(_placed(decided, row.id, filled.edits, edit))
        elif decided is not None:
            events.append(decided)
    return RowPlan(() if problems else tuple(events), tuple(dict.fromkeys(problems)), remarks)


def _is_read(edit: CellEdit) -> bool:
    """Whether the change is read: of measures only those that were to be named."""
    return edit.header in READ_BACK or (edit.header == MEASURE and edit.was in UNNAMED)


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
    edits, setting = filled.edits, filled.setting
    owners = [edit for header, edit in edits.items() if header in ROLE_HEADERS]
    steps += [(edit, partial(_unread, edit=edit, setting=setting)) for edit in owners]
    if owners:
        steps.append((owners[0], lambda row: _corrected(row, owners, setting)))
    if (deadline := edits.get(DEADLINE)) and wanted_status(edits) is not Status.EXTENSION_ASKED:
        steps.append((deadline, lambda row: _corrected_day(row, deadline)))
    if measure := edits.get(MEASURE):
        steps.append((measure, lambda row: _named(row, measure)))
    told = [edits[name] for name in (STATUS, CLOSED, PROGRESS, EVIDENCE) if name in edits]
    if told:
        steps.append((told[0], lambda _: _unknown_status(edits)))
        steps += [(told[0], partial(way, filled=filled)) for way in (receipt, report, act_of)]
    elif given := measure or deadline:
        steps.append((given, partial(receipt, filled=filled)))
    return steps


def _unknown_status(edits: Mapping[str, CellEdit]) -> Problem | None:
    """That there is no such status, told beside whatever else is wrong."""
    wanted = wanted_status(edits)
    return wanted if isinstance(wanted, Problem) else None


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


def _named(row: LedgerEntry, edit: CellEdit) -> NewEvent | Problem | None:
    """The measure that the unit proposes; one that the row has got meanwhile is not overwritten."""
    if row.measure.strip() == edit.now:
        return None
    if row.measure.strip():
        return problem("measure_named", edit.address, measure=shortened(row.measure))
    return event_of_correction(row, {"measure": edit.now})


def _corrected_day(row: LedgerEntry, edit: CellEdit) -> NewEvent | Problem | None:
    day = day_in(edit.now)
    limit = corrected_limit(row, edit.now) if day is None else corrected_deadline(row, day)
    if isinstance(limit, Problem):
        return limit
    event = event_of_correction(row, {"deadline": limit})
    if isinstance(event, Problem) and {"extend", "receive"} & set(possible_actions(row.status)):
        return problem("day_without_request", edit.address, status=STATUS_LABELS[row.status])
    return event


def _row_after(history: Sequence[Event], new: Sequence[NewEvent], by: str, setting: Setting) -> LedgerEntry:
    last = history[-1].seq
    imagined = [
        Event(seq=last + n, on=setting.on, actor=by, kind=e.kind, subject=e.subject, payload=dict(e.payload))
        for n, e in enumerate(new, 1)
    ]
    return fold([*history, *imagined]).entries[0]
