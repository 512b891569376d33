"""The papers of a day, each by its name: which files it has, and where they are made."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from models import LedgerEntry, LedgerState
from pipeline.exports.day_lights import short_reasons
from pipeline.exports.papers.circulated import file_name
from pipeline.exports.sheets.wording import date_words, document_titles
from pipeline.exports.snapshot import Snapshot
from pipeline.ledger.lights import COLOUR_LABELS, Colour, light_of
from pipeline.ledger.statistics import counted
from pipeline.ledger.status_groups import NOT_NOTIFIED

Files = Iterator[tuple[str, bytes]]
RETURN_FOLDER = "单位填报表"


def _bulletin(snapshot: Snapshot) -> Files:
    from pipeline.exports.papers.bulletin import bulletin
    from pipeline.exports.papers.word_bytes import word_bytes
    from pipeline.exports.sheets.annex_sheets import add_annexes
    from pipeline.exports.sheets.workbook_bytes import book_of

    yield "督查通报.docx", word_bytes(bulletin(snapshot))
    if counted(snapshot.entries):
        yield "督查通报附表.xlsx", book_of(partial(add_annexes, snapshot=snapshot))


def _handbook(snapshot: Snapshot) -> Files:
    from pipeline.exports.list_files import list_sheet
    from pipeline.exports.papers.handbook import handbook
    from pipeline.exports.papers.word_bytes import word_bytes
    from pipeline.exports.sheets.handbook_sheet import add_handbook

    yield "迎检工作手册.docx", word_bytes(handbook(snapshot))
    yield "迎检工作手册.xlsx", list_sheet(partial(add_handbook, snapshot=snapshot))


def _timetable(snapshot: Snapshot) -> Files:
    from pipeline.exports.gantt_picture import gantt_pictures
    from pipeline.exports.list_files import word_list
    from pipeline.exports.sheets.gantt_sheet import add_gantt
    from pipeline.exports.sheets.table import Table
    from pipeline.exports.sheets.timetable_sheet import add_months, add_timetable
    from pipeline.exports.sheets.workbook_bytes import book_of

    def fill(book: Any) -> None:
        add_timetable(partial(Table, book), snapshot)
        add_gantt(book, snapshot)
        add_months(partial(Table, book), snapshot)

    yield "时间表.docx", word_list(partial(add_timetable, snapshot=snapshot))
    yield "时间表.xlsx", book_of(fill)
    yield from gantt_pictures(snapshot)


def _ledger(snapshot: Snapshot) -> Files:
    from pipeline.exports.day_lights import DayLights
    from pipeline.exports.papers.ledger_paper import ledger_paper
    from pipeline.exports.papers.word_bytes import word_bytes
    from pipeline.exports.workbook import workbook_of

    state, lights = _chosen(snapshot), DayLights(snapshot.on, snapshot.rules)
    yield "整改台账.docx", word_bytes(ledger_paper(state))
    yield "整改台账.xlsx", workbook_of(state, lights, "按编号选定" if snapshot.chosen else "", snapshot.on)


def _three_lists(snapshot: Snapshot) -> Files:
    from pipeline.exports.list_files import list_files
    from pipeline.exports.papers.word_lists import DOUBTS_SHADED
    from pipeline.exports.sheets.three_lists import add_three_lists

    yield from list_files("三张清单", partial(add_three_lists, state=_chosen(snapshot)), DOUBTS_SHADED)


def _division(snapshot: Snapshot) -> Files:
    from pipeline.exports.list_files import list_files
    from pipeline.exports.sheets.division_list import add_division

    yield from list_files("任务分解表", partial(add_division, state=_chosen(snapshot)))


def _task_sheets(snapshot: Snapshot) -> Files:
    from pipeline.exports.duties import shares_of
    from pipeline.exports.list_files import list_sheet
    from pipeline.exports.papers.circulated import file_names
    from pipeline.exports.papers.unit_notice import TASK_SHEET
    from pipeline.exports.papers.word_files import FOLDER, notice_files
    from pipeline.exports.sheets.unit_tasks import add_unit_tasks

    state = _chosen(snapshot)
    yield from notice_files(state, FOLDER, TASK_SHEET)
    shares = shares_of(state)
    for share, name in zip(shares, file_names(share.unit for share in shares), strict=True):
        yield f"{FOLDER}/{name}.xlsx", list_sheet(partial(add_unit_tasks, share=share))


def _chosen(snapshot: Snapshot) -> LedgerState:
    """The state with the rows that the paper is about; merged and void ones stay where all are."""
    if not snapshot.chosen:
        return snapshot.state
    return snapshot.state.model_copy(update={"entries": snapshot.entries})


def _notices(snapshot: Snapshot) -> Files:
    from pipeline.exports.papers.unit_notice import NOTICE
    from pipeline.exports.papers.word_files import notice_files

    due = tuple(entry for entry in snapshot.entries if snapshot.chosen or entry.status not in NOT_NOTIFIED)
    yield from notice_files(snapshot.state.model_copy(update={"entries": due}), NOTICE, NOTICE)


def _reminders(snapshot: Snapshot) -> Files:
    from pipeline.exports.papers.unit_notice import REMINDER
    from pipeline.exports.papers.word_files import notice_files

    entries = {entry.id: entry for entry in counted(snapshot.entries)}
    lights = {name: light_of(entry, snapshot.on, snapshot.rules) for name, entry in entries.items()}
    lit = {
        name: f"{COLOUR_LABELS[light.colour]}，{short_reasons(light.reasons)}{_assigned(entries[name])}"
        for name, light in lights.items()
        if light.colour in (Colour.RED, Colour.YELLOW)
    }
    due = tuple(entry for entry in snapshot.entries if entry.id in lit)
    yield from notice_files(snapshot.state.model_copy(update={"entries": due}), REMINDER, REMINDER, lit)


def _assigned(entry: LedgerEntry) -> str:
    """When it was assigned, and by which notice, as far as the ledger knows."""
    step = entry.handling.last("assign")
    if step is None:
        return ""
    number = f"（{step.act.number}）" if step.act.number else ""
    return f"；{date_words(step.on)}交办{number}"


def _return_sheets(snapshot: Snapshot) -> Files:
    from pipeline.exports.duties import shares_in, unplaced_in
    from pipeline.exports.list_files import list_sheet
    from pipeline.exports.papers.circulated import file_names
    from pipeline.exports.sheets.return_sheet import add_return_sheet, to_be_filled_in
    from pipeline.exports.sheets.unplaced_list import UNPLACED, add_unplaced
    from pipeline.exports.sheets.workbook_bytes import book_of

    entries, roster = [*filter(to_be_filled_in, snapshot.entries)], snapshot.state.roster
    shares = shares_in(entries, roster)
    for share, name in zip(shares, file_names(share.unit for share in shares), strict=True):
        yield (
            f"{RETURN_FOLDER}/{name}.xlsx",
            book_of(partial(add_return_sheet, share=share, snapshot=snapshot)),
        )
    if unplaced := unplaced_in(entries, roster):
        titles = document_titles(snapshot.state)
        add = partial(add_unplaced, entries=unplaced, titles=titles)
        yield f"{RETURN_FOLDER}/{UNPLACED}.xlsx", list_sheet(add)


def _checklist(snapshot: Snapshot) -> Files:
    from pipeline.exports.papers.checklist import checklist
    from pipeline.exports.papers.word_bytes import word_bytes
    from pipeline.exports.sheets.checklist_sheet import add_checklist
    from pipeline.exports.sheets.workbook_bytes import book_of

    if any(document.questions for document in snapshot.state.documents):
        yield "对照检查表.docx", word_bytes(checklist(snapshot.state))
        yield "对照检查表.xlsx", book_of(lambda book: add_checklist(book, snapshot.state))


def _forms(form: str) -> Callable[[Snapshot], Files]:
    def files(snapshot: Snapshot) -> Files:
        from pipeline.exports.papers.application_forms import FORMS, wanted
        from pipeline.exports.papers.word_bytes import word_bytes

        for entry in snapshot.entries:
            if snapshot.chosen or wanted(entry, form):
                yield f"{form}/{file_name(entry.id)}.docx", word_bytes(FORMS[form](entry, snapshot))

    return files


CIRCULARS: Mapping[str, Callable[[Snapshot], Files]] = {
    "整改台账": _ledger,
    "三张清单": _three_lists,
    "任务分解表": _division,
    "单位任务单": _task_sheets,
    "督查通报": _bulletin,
    "督办通知单": _notices,
    "催办通知单": _reminders,
    RETURN_FOLDER: _return_sheets,
    "时间表": _timetable,
    "迎检工作手册": _handbook,
    "对照检查表": _checklist,
    "延期申请表": _forms("延期申请表"),
    "销号申请表": _forms("销号申请表"),
}
"""What writes the files of each paper; `pipeline.commands.export` says what each is good for."""


def circular_files(name: str, snapshot: Snapshot) -> Files:
    """Relative names and bytes of a paper's files; nothing where no row calls for it."""
    yield from CIRCULARS[name](snapshot)
