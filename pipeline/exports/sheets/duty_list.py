"""责任清单: who has to do it, by unit; then group owners, persons, and the tasks that nobody has."""

from collections.abc import Sequence

from models import ROLE_LABELS, Basis, LedgerEntry, LedgerState
from pipeline.exports.duties import Duty, by_unit, duties_of, is_person
from pipeline.exports.sheets.listing import Begin, Listing
from pipeline.exports.sheets.table import Cell, Column
from pipeline.exports.sheets.wording import TO_BE_NAMED, has_duty, limit_words
from pipeline.ledger.status_groups import DROPPED
from pipeline.ledger.wording import work_words

SHEET_NAME = "责任清单"
GROUPS_TITLE = "集体责任对象（未指明具体单位，请对照花名册分解到单位）"
PERSONS_TITLE = "由个人承担的任务（原文只写了人员、职务，请明确所在单位）"
UNASSIGNED_TITLE = "责任单位待明确的任务"

_COLUMNS = (
    Column("序号", 5, "center"),
    Column("单位", 22, "center"),
    Column("角色", 7, "center"),
    Column("任务", 66),
    Column("完成时限", 16, "center", dated=True),
    Column("台账编号", 11, "center", 9),
    Column("原文称谓", 16, "center", 9, for_sorting=True),
    Column("依据", 9, "center", 9, for_sorting=True),
)
_BASIS_LABELS = {Basis.EXPLICIT: "原文写明", Basis.INHERITED: "承上文"}


def add_duty_list(begin: Begin, state: LedgerState) -> None:
    """Add the list; the filter covers the units, the parts after them stand apart."""
    duties = duties_of(state)
    persons = by_unit([duty for duty in duties if is_person(duty.owner)])
    bodies = [duty for duty in duties if not is_person(duty.owner)]
    units = by_unit([duty for duty in bodies if not duty.owner.group])
    groups = by_unit([duty for duty in bodies if duty.owner.group])
    unassigned = [entry for entry in state.entries if entry.status not in DROPPED and not has_duty(entry)]
    table = begin(SHEET_NAME, _COLUMNS)
    table.title(SHEET_NAME)
    table.line(f"说明：按单位排列，一个单位承担的一项任务占一行，共 {len(duties)} 行；编号与任务清单一致。")
    table.header()
    _add_duties(table, units, first=1)
    table.end_filter()
    if groups:
        table.section(GROUPS_TITLE)
        _add_duties(table, groups, first=len(units) + 1)
    if persons:
        table.section(PERSONS_TITLE)
        _add_duties(table, persons, first=len(bodies) + 1)
    if unassigned:
        table.section(UNASSIGNED_TITLE)
        _add_unassigned(table, unassigned, first=len(duties) + 1)
    table.finish(paper="A4")


def _add_duties(table: Listing, duties: Sequence[Duty], first: int) -> None:
    for number, (owner, entry) in enumerate(duties, first):
        table.add(
            [
                Cell(number),
                Cell(owner.name),
                Cell(ROLE_LABELS[owner.role]),
                Cell(work_words(entry)),
                Cell(limit_words(entry)),
                Cell(entry.id),
                Cell(owner.mention),
                Cell(_BASIS_LABELS[owner.basis]),
            ]
        )


def _add_unassigned(table: Listing, entries: Sequence[LedgerEntry], first: int) -> None:
    unit = Cell(TO_BE_NAMED, why="原文没有写明由谁负责，请明确。")
    for number, entry in enumerate(entries, first):
        task = Cell(work_words(entry))
        table.add(
            [Cell(number), unit, Cell(), task, Cell(limit_words(entry)), Cell(entry.id), Cell(), Cell()]
        )
