"""A returned workbook into the ledger: by id, row by row, each row whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass

from models import Event, Problem
from models.collector import collector_off
from pipeline.exports.sheets.ledger_columns import LedgerWords
from pipeline.ledger import Ledger, NewEvent, Setting
from pipeline.ledger.moments import Moment
from pipeline.ledger.problems import problem
from pipeline.ledger.queries import EVERY_ROW
from pipeline.ledger.selections import selected
from pipeline.returned.returned_rows import RowPlan, plan_row
from pipeline.returned.returned_sheet import CellEdit, ReturnedSheet, edits_of


@dataclass(frozen=True)
class Returned:
    """What became of one row that came back changed."""

    entry: str
    edits: tuple[CellEdit, ...]
    events: tuple[NewEvent, ...] = ()
    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


def take_back(
    ledger: Ledger, sheet: ReturnedSheet, by: str, setting: Setting, *, write: bool
) -> tuple[Returned, ...]:
    """Every changed row with what it adds or why not; only `write` puts anything into the ledger."""
    with selected(ledger, EVERY_ROW, Moment(sheet.last_seq, sheet.on)) as then, collector_off():
        changed = edits_of(sheet, then.rows_of(sheet.rows), LedgerWords.of(then))
    since = sheet.last_seq or 0
    return tuple(
        _take_row(ledger, name, edits, by, setting, since, write=write) for name, edits in changed.items()
    )


def _take_row(
    ledger: Ledger,
    name: str,
    edits: Sequence[CellEdit],
    by: str,
    setting: Setting,
    since: int,
    *,
    write: bool,
) -> Returned:
    plans: list[RowPlan] = []

    def plan(history: Sequence[Event], full: Setting) -> Sequence[NewEvent]:
        plans.append(plan_row(history, edits, by, full, since))
        return plans[-1].events

    if not ledger.plan(name, plan, by, setting, write=write):
        plans.append(RowPlan(problems=(problem("unknown_entry", name),)))
    return Returned(name, tuple(edits), plans[-1].events, plans[-1].problems, plans[-1].remarks)
