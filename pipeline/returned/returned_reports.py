"""What a unit reports in its returned row: a receipt, a report, a request, by the rules of its life. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from models import STATUS_LABELS, Act, Evidence, LedgerEntry, Problem, Status
from pipeline.ledger import NewEvent, Setting
from pipeline.ledger.acting import event_of_act
from pipeline.ledger.evidence import parse_evidence
from pipeline.ledger.lifecycle import moves
from pipeline.ledger.problems import problem
from pipeline.ledger.told_percent import told_percent
from pipeline.returned.returned_sheet import MEASURE, CellEdit, day_in

DEADLINE, STATUS, PROGRESS, EVIDENCE, CLOSED = "完成时限", "办理状态", "进展情况", "佐证材料", "是否销号"


@dataclass(frozen=True)
class Filled:
    """The changed cells of a row by their heading, who sent them when, and the event of the export."""

    edits: Mapping[str, CellEdit]
    by: str
    setting: Setting
    since: int

    @property
    def note(self) -> str:
        """What was written under 进展情况."""
        return self.edits[PROGRESS].now if PROGRESS in self.edits else ""

    @property
    def told(self) -> bool:
        """Whether anything was reported: words, or evidence."""
        return PROGRESS in self.edits or EVIDENCE in self.edits

    @property
    def completes(self) -> bool:
        """Whether nothing came back but what the row had not: a measure, a last day."""
        return not self.told and STATUS not in self.edits and not {MEASURE, DEADLINE}.isdisjoint(self.edits)


def receipt(row: LedgerEntry, filled: Filled) -> NewEvent | Problem | None:
    """Who answers has received: a unit need not send one sheet to sign for a row and another to report.

    What the row lacked may be entered by the office, too, which signs for nobody.
    """
    if row.status is not Status.ASSIGNED or not (_goes_on(filled) or filled.completes):
        return None
    event = event_of_act(row, Act(entry=row.id, action="receive"), filled.by, filled.setting)
    return None if filled.completes and isinstance(event, Problem) else event


def report(row: LedgerEntry, filled: Filled) -> NewEvent | Problem | None:
    """Who applies for closing has begun: the report goes before the application where there was none."""
    applies = wanted_status(filled.edits) is Status.APPLIED
    if row.status is not Status.RECEIVED or not _goes_on(filled) or not applies:
        return None
    return event_of_act(row, _told(row, "progress", filled, ()), filled.by, filled.setting)


def _goes_on(filled: Filled) -> bool:
    """Whether a unit has told something that leads beyond the receipt."""
    forward = (None, Status.UNDER_WAY, Status.APPLIED, Status.EXTENSION_ASKED)
    return wanted_status(filled.edits) in forward and filled.told


def act_of(row: LedgerEntry, filled: Filled) -> NewEvent | Problem | None:
    """One act for the row, with note and evidence: the way to the status that was chosen, else progress."""
    edits = filled.edits
    evidence = _new_evidence(edits.get(EVIDENCE))
    if isinstance(evidence, Problem):
        return evidence
    if _known(row, filled, evidence):
        return None
    action = _action(row, filled)
    if isinstance(action, Problem):
        return action
    told = _told(row, action, filled, evidence)
    act = _asked(told, edits[DEADLINE]) if action == "extend" and DEADLINE in edits else told
    return act if isinstance(act, Problem) else event_of_act(row, act, filled.by, filled.setting)


def _told(row: LedgerEntry, action: str, filled: Filled, evidence: tuple[Evidence, ...]) -> Act:
    share = told_percent(filled.note)
    return Act(entry=row.id, action=action, note=filled.note, percent=share, evidence=evidence)


def _asked(act: Act, edit: CellEdit) -> Act | Problem:
    """The request for the day that stands under 完成时限."""
    day = day_in(edit.now)
    return (
        problem("not_a_day", edit.address, words=edit.now)
        if day is None
        else act.model_copy(update={"due": day})
    )


def _known(row: LedgerEntry, filled: Filled, evidence: tuple[Evidence, ...]) -> bool:
    """Whether the row has taken this in already, so that a sheet that is read twice adds nothing."""
    wanted = wanted_status(filled.edits)
    if not filled.note and not evidence:
        return wanted == row.status
    # The reason of a reopening stood under 进展情况 in sheets of earlier versions; it is no report.
    later = [step for step in row.handling.steps if step.seq > filled.since or step.act.action == "reopen"]
    told = (step.act for step in later if wanted is None or step.status == wanted)
    return any(act.note == filled.note and set(act.evidence) >= set(evidence) for act in told)


def _new_evidence(edit: CellEdit | None) -> tuple[Evidence, ...] | Problem:
    """What was added to the cell, a line for each piece."""
    found = []
    for line in _lines(edit.now) if edit else []:
        if edit and line in _lines(edit.was):
            continue
        proof = parse_evidence(line)
        if isinstance(proof, Problem):
            return proof.model_copy(update={"place": edit.address} if edit else {})
        found.append(proof)
    return tuple(found)


def _action(row: LedgerEntry, filled: Filled) -> str | Problem:
    wanted = wanted_status(filled.edits)
    if isinstance(wanted, Problem):
        return wanted
    if wanted is Status.UNDER_WAY and not filled.told and row.status in (Status.ASSIGNED, Status.RECEIVED):
        return problem("no_report", row.id, status=STATUS_LABELS[wanted])
    if wanted is None or wanted == row.status:
        return "progress"
    leading = (move.action for move in moves() if row.status in move.from_ and move.to == wanted)
    if action := next(leading, None):
        return action
    return problem("no_way", row.id, status=STATUS_LABELS[row.status], wanted=STATUS_LABELS[wanted])


def wanted_status(edits: Mapping[str, CellEdit]) -> Status | Problem | None:
    """The status that somebody chose; 是否销号 counts where 办理状态 was left alone."""
    if edit := edits.get(STATUS):
        found = next((s for s, label in STATUS_LABELS.items() if edit.now == label), None)
        return Status(found) if found else problem("no_such_status", edit.address, words=edit.now)
    if (edit := edits.get(CLOSED)) and edit.now == "是":
        return Status.CLOSED
    return None


def _lines(words: str) -> list[str]:
    return [line.strip() for line in re.split(r"[\n；;]", words) if line.strip()]
