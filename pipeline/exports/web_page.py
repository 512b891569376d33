"""The ledger as one self-contained page: to read in a browser and to print; it loads and runs nothing."""

from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import Environment

from models import ROLE_LABELS, STATUS_LABELS, LedgerEntry, LedgerState, Role
from pipeline.exports.papers.circulated import printable
from pipeline.exports.sheets.concerns import reasons_of
from pipeline.exports.sheets.wording import (
    DROPPED,
    TO_BE_NAMED,
    date_words,
    duty_words,
    limit_words,
    roles_to_check,
    suggestion,
)


class Part(NamedTuple):
    """The rows of one document."""

    title: str
    gaps: tuple[str, ...]
    rows: list[dict[str, Any]]


def write_page(state: LedgerState, path: Path) -> None:
    """Write the page; every text in it is escaped, personal numbers are masked."""
    source = files("pipeline.exports").joinpath("web_page.html.j2").read_text("utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, finalize=_masked)
    parts = _parts(state)
    page = environment.from_string(source).render(
        parts=parts,
        total=sum(len(part.rows) for part in parts),
        roles=[ROLE_LABELS[role] + "单位" for role in Role],
    )
    path.write_text(page, encoding="utf-8", newline="\n")


def _masked(value: Any) -> Any:
    return printable(value) if isinstance(value, str) else value


def _parts(state: LedgerState) -> list[Part]:
    """One part a document, in the order in which they were read; documents without rows only if gaps show."""
    by_document: dict[str, list[dict[str, Any]]] = {}
    for entry in state.entries:
        if entry.status not in DROPPED:
            by_document.setdefault(entry.document_id, []).append(_row(entry))
    parts = []
    for document in state.documents:
        gaps = tuple(gap.message for gap in document.gaps)
        rows = by_document.get(document.id, [])
        if rows or gaps:
            parts.append(Part(document.title or document.name, gaps, rows))
    return parts


def _row(entry: LedgerEntry) -> dict[str, Any]:
    limit, reasons = limit_words(entry), reasons_of(entry)
    shaded = roles_to_check(entry) if "owner" in reasons else ()
    return {
        "id": entry.id,
        "issue": entry.issue,
        "measure": entry.measure or TO_BE_NAMED,
        "doubt": any(field in reasons for field in ("measure", "issue", "target")),
        "owners": [(duty_words(entry, role), role in shaded) for role in Role],
        "limit_doubt": "deadline" in reasons,
        "limit": limit if isinstance(limit, str) else date_words(limit),
        "suggestion": suggestion(entry.deadline),
        "status": STATUS_LABELS[entry.status],
        "reasons": list(reasons.values()),
        "sources": [(source.quote, source.place.label()) for source in entry.sources],
    }
