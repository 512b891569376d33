"""The ledger as an Excel workbook: 整改台账, 三张清单, 需要人确认 and the appendix, ready to print."""

import datetime as dt
from functools import partial
from pathlib import Path

from openpyxl import Workbook

from models import LedgerState
from pipeline.exports.day_lights import DayLights
from pipeline.exports.sheets.calls_sheet import add_calls_sheet
from pipeline.exports.sheets.ledger_sheet import add_ledger_sheet, state_mark
from pipeline.exports.sheets.looks import set_normal_font
from pipeline.exports.sheets.review_sheet import add_review_sheet, findings
from pipeline.exports.sheets.table import Table
from pipeline.exports.sheets.three_lists import add_three_lists
from pipeline.exports.sheets.workbook_bytes import workbook_bytes


def write_workbook(state: LedgerState, path: Path, lights: DayLights | None = None, chosen: str = "") -> None:
    """Write the ledger to `path`, with the lights of a day; the same state and day give the same bytes.

    `chosen` says which rows these are where it is not the whole ledger.
    """
    path.write_bytes(workbook_of(state, lights, chosen))


def workbook_of(
    state: LedgerState, lights: DayLights | None = None, chosen: str = "", frozen_on: dt.date | None = None
) -> bytes:
    """The bytes of the workbook; `frozen_on` is the day of a snapshot that knows of no later act."""
    book = Workbook()
    book.remove(book.active)
    set_normal_font(book)
    to_confirm = findings(state)
    add_ledger_sheet(book, state, len(to_confirm), lights, chosen)
    add_three_lists(partial(Table, book), state)
    add_review_sheet(book, to_confirm)
    add_calls_sheet(book, state)
    book.properties.keywords = state_mark(state, frozen_on)
    return workbook_bytes(book)
