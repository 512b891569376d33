"""The annexes of a bulletin: figures by unit, leader, township, document, month; rows lit red or yellow."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from itertools import count
from typing import NamedTuple, Protocol

from models import LedgerEntry, Role, Roster
from pipeline.exports.day_lights import short_reasons
from pipeline.exports.limit_sorts import limit_sort, limit_told
from pipeline.exports.papers.lines import Align
from pipeline.exports.sheets.wording import NO_DATE_YET, document_titles, progress_words
from pipeline.exports.snapshot import Snapshot
from pipeline.ledger.lights import COLOUR_LABELS, Colour, Light, light_of
from pipeline.ledger.statistics import (
    NO_LEADER,
    PERSONS,
    PERSONS_NOTE,
    by_key,
    by_kind,
    by_leader,
    by_township,
    by_unit,
    due_month,
    figures,
    units_of,
)
from pipeline.ledger.wording import work_words

_HEAD = ("总数", "已销号", "长期坚持", "办理中", "未启动", "逾期")
_RATES = ("办结率", "按时办结率")
_SUM = "合计（每项任务计一次）"
_SEVERAL = 2
_UNIT_WIDTHS = (33.0, 9.5, 9.5, 9.5, 9.5, 9.5, 9.5, 9.5, 28.0, 28.0)
_WIDTHS = (43.0, 9.5, 9.5, 9.5, 9.5, 9.5, 9.5, 28.0, 28.0)
_OPEN_HEAD = ("序号", "任务", "责任单位", "时限", "情况")
_OPEN_WIDTHS = (10.0, 56.0, 29.0, 33.0, 28.0)
Rows = list[LedgerEntry]


class Rowed(Protocol):
    """A table under construction."""

    def row(self, cells: Sequence[tuple[str, Align]]) -> None:
        """A row."""
        ...


class Page(Protocol):
    """What an annex is written on: the page of a Word paper, or a worksheet.

    `most_rows` is how many lines of open tasks it takes, `rest` says where the others are; figures are whole.
    """

    most_rows: int
    rest: str

    def table(self, widths: Sequence[float], head: Sequence[str]) -> Rowed:
        """A table; `widths` in millimetres."""
        ...

    def note(self, text: str) -> None:
        """A small line below it."""
        ...


class Annex(NamedTuple):
    """One annex: its title, and what writes it below the title."""

    title: str
    write: Callable[[Page], None]


def annexes(snapshot: Snapshot, rows: Rows) -> list[Annex]:
    """Those that have something to tell, in the order in which they are numbered."""
    roster, titles = snapshot.state.roster, document_titles(snapshot.state)
    by_source = by_key(rows, lambda entry: titles.get(entry.document, entry.document).strip("《》"))
    leaders = _by_leader(rows, roster) if roster else {}
    kinds = by_kind(rows, {document.name: document.kind for document in snapshot.state.documents})
    groups = {
        "各责任领导分管任务办理情况表（推定）": (
            "责任领导（推定）",
            leaders,
        ),
        "各乡镇（街道）任务办理情况表": ("乡镇（街道）", by_township(rows, roster)),
        "各来源文件任务办理情况表": ("来源文件", by_source if len(by_source) >= _SEVERAL else {}),
        "各类文件任务办理情况表": ("文件种类", kinds if len(kinds) >= _SEVERAL else {}),
        "各月到期任务办理情况表": ("原定时限所在月份", _by_month(rows)),
    }
    found = [Annex("各单位任务办理情况表", partial(_unit_table, snapshot=snapshot, rows=rows))]
    found += [
        Annex(title, partial(_table, snapshot=snapshot, head=head, groups=parts))
        for title, (head, parts) in groups.items()
        if parts
    ]
    return found + _open_annexes(snapshot, rows)


def _by_leader(rows: Rows, roster: Roster) -> dict[str, Rows]:
    """In the order of the roster; rows whose leader it does not give come last, if it gives any."""
    groups = by_leader(rows, roster)
    order = [*dict.fromkeys(unit.leader for unit in roster.units if unit.leader in groups)]
    return {name: groups[name] for name in (*order, *({NO_LEADER} & groups.keys()))} if order else {}


def _by_month(rows: Rows) -> dict[str, Rows]:
    months = by_key(rows, lambda entry: due_month(entry) if entry.original_due else _no_month(entry))
    return {f"{int(m[:4])}年{int(m[5:])}月" if m[:1].isdecimal() else m: part for m, part in months.items()}


def _no_month(entry: LedgerEntry) -> str:
    """Where a row without a first day stands; one that was given a day later had none to begin with."""
    return limit_sort(entry) or NO_DATE_YET


def _unit_table(page: Page, *, snapshot: Snapshot, rows: Rows) -> None:
    """Every unit that leads, is responsible or helps; what it only helps with stands apart."""
    groups = by_unit(rows, snapshot.parties)
    helping = Counter(name for entry in rows for name in _supporters(entry, snapshot))
    table = page.table(_UNIT_WIDTHS, ("单位", *_HEAD, "另配合", *_RATES))
    for unit in snapshot.in_order({*groups, *helping}):
        table.row(_cells(unit, groups.get(unit, []), snapshot, helping[unit]))
    table.row(_cells(_SUM, rows, snapshot, sum(bool(_supporters(entry, snapshot)) for entry in rows)))
    page.note("注：办结率为已销号数除以总数；按时办结率为按原定时限办结数除以到期数，没有确定时限的不计。")
    if PERSONS in groups:
        page.note(f"注：{PERSONS_NOTE}")


def _table(page: Page, *, snapshot: Snapshot, head: str, groups: dict[str, Rows]) -> None:
    table = page.table(_WIDTHS, (head, *_HEAD, *_RATES))
    for name, part in groups.items():
        table.row(_cells(name, part, snapshot))


def _cells(name: str, rows: Rows, snapshot: Snapshot, helping: int | None = None) -> list[tuple[str, Align]]:
    """A row of a table of figures; `helping` is how many more rows the unit supports."""
    f = figures(rows, snapshot.on)
    counts = [f.total, f.closed, f.standing, f.under_way + f.suspended, f.not_begun, f.overdue]
    counts += [] if helping is None else [helping]
    rates = (f.done_rate.words(), f.on_time_rate.words())
    return [(name, "left"), *((str(number), "center") for number in counts), *((r, "center") for r in rates)]


def _supporters(entry: LedgerEntry, snapshot: Snapshot) -> set[str]:
    helping = snapshot.parties.bodies(owner.name for owner in entry.owners if owner.role is Role.SUPPORT)
    return set(helping) - set(units_of(entry, snapshot.parties))


def _open_annexes(snapshot: Snapshot, rows: Rows) -> list[Annex]:
    lights = {entry.id: light_of(entry, snapshot.on, snapshot.rules) for entry in rows}
    order = snapshot.in_order(by_unit(rows, snapshot.parties))
    place = {unit: at for at, unit in enumerate(order)}

    def key(entry: LedgerEntry) -> tuple[int, dt.date]:
        return place[units_of(entry, snapshot.parties)[0]], entry.current_due or snapshot.on

    ordered = sorted(rows, key=key)
    found = []
    for colour in (Colour.RED, Colour.YELLOW):
        lit = [(entry, lights[entry.id]) for entry in ordered if lights[entry.id].colour is colour]
        if lit:
            title = f"{COLOUR_LABELS[colour]}任务清单（{len(lit)}项）"
            found.append(Annex(title, partial(_open_table, lit=lit, snapshot=snapshot)))
    return found


def _open_table(page: Page, *, lit: Sequence[tuple[LedgerEntry, Light]], snapshot: Snapshot) -> None:
    table = page.table(_OPEN_WIDTHS, _OPEN_HEAD)
    numbers = count(1)
    shown = lit[: page.most_rows]
    for entry, light in shown:
        table.row(_open_cells(next(numbers), entry, light, snapshot))
    if len(shown) < len(lit):
        page.note(f"注：共{len(lit)}项，这里列出前{len(shown)}项，其余{page.rest}。")


def _open_cells(number: int, entry: LedgerEntry, light: Light, snapshot: Snapshot) -> list[tuple[str, Align]]:
    told = progress_words(entry)
    return [
        (str(number), "center"),
        (work_words(entry) + (f"\n进展：{told}" if told else ""), "left"),
        ("、".join(units_of(entry, snapshot.parties)), "center"),
        (limit_told(entry), "center"),
        (short_reasons(light.reasons), "left"),
    ]
