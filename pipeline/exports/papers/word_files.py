"""The Word drafts of a ledger as files: the ledger, 三张清单, 任务分解表, and a 督办任务单 for every unit."""

from collections.abc import Iterator, Mapping
from functools import partial

from models import LedgerState
from pipeline.exports.duties import shares_of, unplaced_in
from pipeline.exports.list_files import word_list
from pipeline.exports.papers.circulated import file_names
from pipeline.exports.papers.ledger_paper import ledger_paper
from pipeline.exports.papers.unit_notice import TASK_SHEET, unit_notice
from pipeline.exports.papers.word_bytes import word_bytes
from pipeline.exports.papers.word_lists import DOUBTS_SHADED
from pipeline.exports.sheets.division_list import add_division
from pipeline.exports.sheets.three_lists import add_three_lists
from pipeline.exports.sheets.unplaced_list import UNPLACED, add_unplaced
from pipeline.exports.sheets.wording import document_titles
from pipeline.ledger.status_groups import DROPPED

FOLDER = "单位任务单"


def word_files(state: LedgerState) -> Iterator[tuple[str, bytes]]:
    """Relative names and bytes."""
    yield "整改台账.docx", word_bytes(ledger_paper(state))
    yield "三张清单.docx", word_list(partial(add_three_lists, state=state), DOUBTS_SHADED)
    yield "任务分解表.docx", word_list(partial(add_division, state=state))
    yield from notice_files(state, FOLDER, TASK_SHEET)


def notice_files(
    state: LedgerState, folder: str, title: str, remarks: Mapping[str, str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """A notice for every unit, named after it, and what is in none; `remarks` are of rows by their id."""
    shares = shares_of(state)
    for share, name in zip(shares, file_names(share.unit for share in shares), strict=True):
        yield f"{folder}/{name}.docx", word_bytes(unit_notice(share, state, title, remarks or {}))
    counting = (entry for entry in state.entries if entry.status not in DROPPED)
    if unplaced := unplaced_in(counting, state.roster):
        yield (
            f"{folder}/{UNPLACED}.docx",
            word_list(partial(add_unplaced, entries=unplaced, titles=document_titles(state))),
        )
