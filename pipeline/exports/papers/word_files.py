"""The Word drafts of a ledger as files: one 任务分解表, and a folder with a 督办任务单 for every unit."""

import io
from collections.abc import Iterator, Mapping

from models import LedgerState
from pipeline.exports.archive import restamped
from pipeline.exports.duties import shares_of
from pipeline.exports.papers.circulated import file_names
from pipeline.exports.papers.division_table import division_table
from pipeline.exports.papers.official_page import OfficialPage
from pipeline.exports.papers.unit_notice import TASK_SHEET, unit_notice

FOLDER = "单位任务单"


def word_files(state: LedgerState) -> Iterator[tuple[str, bytes]]:
    """Relative names and bytes."""
    yield "任务分解表.docx", word_bytes(division_table(state))
    yield from notice_files(state, FOLDER, TASK_SHEET)


def notice_files(
    state: LedgerState, folder: str, title: str, remarks: Mapping[str, str] | None = None
) -> Iterator[tuple[str, bytes]]:
    """A notice for every unit, named after it; `remarks` are said of rows by their id."""
    shares = shares_of(state)
    for share, name in zip(shares, file_names(share.unit for share in shares), strict=True):
        yield f"{folder}/{name}.docx", word_bytes(unit_notice(share, state, title, remarks or {}))


def word_bytes(page: OfficialPage) -> bytes:
    """The bytes of a paper, the same on every machine and at every hour."""
    written = io.BytesIO()
    page.document.save(written)
    return restamped(written)
