"""The sample ledger of `data/workbook_ledger.toml`, and ways to read a written workbook back."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from models import (
    Basis,
    DocumentRecord,
    Doubt,
    EntryDeadline,
    EntryOwner,
    Gap,
    Issue,
    LedgerEntry,
    LedgerState,
    Owner,
    Place,
    Problem,
    Quality,
    Rejected,
    Role,
    Source,
    Status,
    Target,
    Task,
    TaskKind,
)
from pipeline.exports.workbook import write_workbook

DATA = Path(__file__).parent / "data" / "workbook_ledger.toml"
_PLACE = tuple(Place.model_fields)


def place(row: dict[str, Any]) -> Place:
    return Place(**{key: row[key] for key in _PLACE if key in row})


def names(text: str) -> list[str]:
    return [name for name in text.split("、") if name]


def source(row: dict[str, Any]) -> Source:
    quote = row["quote"]
    return Source(start=0, end=len(quote), document=row["document"], quote=quote, place=place(row))


def read_owner(name: str) -> Owner:
    return Owner(
        start=0, end=len(name), name=name, mention=name, role=Role.RESPONSIBLE, basis="explicit", rule="t"
    )


def entry(row: dict[str, Any], issues: dict[str, str]) -> LedgerEntry:
    groups = names(row.get("group", ""))
    basis = Basis.INHERITED if row.get("inherited") else Basis.EXPLICIT
    owners = tuple(
        EntryOwner(name=name, mention=name, role=role, basis=basis, unit=name, group=name in groups)
        for role in Role
        for name in names(row.get(role.value, ""))
    )
    issue_id = row.get("issue_id", "")
    marks = row["quality"]
    return LedgerEntry(
        id=row["id"],
        document_id=row["document"],
        document=row["document"],
        issue=row.get("issue", issues.get(issue_id, "")),
        issue_id=issue_id,
        measure=row["measure"],
        owners=owners,
        deadline=EntryDeadline(**row["deadline"]) if "deadline" in row else None,
        milestones=tuple(EntryDeadline(**m) for m in row.get("milestones", ())),
        targets=tuple(Target(start=0, end=len(t), text=t) for t in row.get("targets", ())),
        sources=(source(row), *(source(s) for s in row.get("sources", ()))),
        prohibition=row.get("prohibition", False),
        missing=tuple(row.get("missing", ())),
        quality=Quality(actionable=marks > 0, checkable=marks > 1, quantifiable=marks > 2),
        doubts=tuple(Doubt(**doubt) for doubt in row.get("doubts", ())),
        status=Status(row.get("status", "draft")),
    )


def document(row: dict[str, Any]) -> DocumentRecord:
    def place_source(part: dict[str, Any], words: str) -> Source:
        return source({**part, "document": row["id"], "quote": words})

    return DocumentRecord(
        id=row["id"],
        name=row["name"],
        format=row["name"].rsplit(".", 1)[1],
        kind=row["kind"],
        title=row.get("title", ""),
        gaps=tuple(Gap(**gap) for gap in row.get("gaps", ())),
        problems=tuple(Problem(**problem) for problem in row.get("problems", ())),
        issues=tuple(
            Issue(
                id=part["id"],
                text=part["text"],
                source=place_source(part, part["text"]),
                owners=tuple(map(read_owner, names(part["owners"]))),
                rule="t",
            )
            for part in row.get("issues", ())
        ),
        calls=tuple(
            Task(
                id=f"{row['id']}-C{number}",
                kind=TaskKind.CALL,
                measure=part["quote"],
                measure_start=0,
                measure_end=len(part["quote"]),
                source=place_source(part, part["quote"]),
                owners=tuple(map(read_owner, names(part["owners"]))),
                rule="t",
            )
            for number, part in enumerate(row.get("calls", ()), 1)
        ),
        rejected=tuple(
            Rejected(
                start=0,
                end=len(part["quote"]),
                quote=part["quote"],
                reason=part["reason"],
                rule="t",
                place=place(part),
            )
            for part in row.get("rejected", ())
        ),
    )


@cache
def sample_state() -> LedgerState:
    rows = tomllib.loads(DATA.read_text("utf-8"))
    documents = tuple(map(document, rows["document"]))
    issues = {issue.id: issue.text for doc in documents for issue in doc.issues}
    return LedgerState(documents=documents, entries=tuple(entry(row, issues) for row in rows["entry"]))


HEADER_ROWS = {
    "整改台账": 4,
    "问题清单": 3,
    "任务清单": 3,
    "责任清单": 3,
    "需要人确认": 3,
    "附：一般性要求": 3,
}
DOUBT_COLOUR = "00FFF2CC"


def written(state: LedgerState, path: Path) -> Any:
    write_workbook(state, path)
    return load_workbook(path, rich_text=True)


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    """The rows under the header, as cells by heading."""
    top = HEADER_ROWS[sheet.title]
    headers = [cell.value for cell in sheet[top]]
    return [dict(zip(headers, row, strict=True)) for row in sheet.iter_rows(min_row=top + 1)]


def row_of(sheet: Any, entry_id: str) -> dict[str, Any]:
    return next(row for row in rows_of(sheet) if row["台账编号"].value == entry_id)


def shaded(cell: Any) -> bool:
    return bool(cell.fill.fgColor.rgb == DOUBT_COLOUR)


def state_of(*changes: dict[str, Any]) -> LedgerState:
    """A ledger of the sample's first entry, once for each set of changes."""
    entry = sample_state().entries[0]
    return LedgerState(entries=tuple(entry.model_copy(update=change) for change in changes))


def state_with(**changes: Any) -> LedgerState:
    """A ledger of one entry: the first of the sample, changed."""
    return state_of(changes)
