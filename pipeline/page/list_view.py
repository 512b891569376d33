"""The list: which rows are wanted, a page of them, and what stands in each line."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models import STATUS_LABELS, LedgerEntry, Status
from pipeline.exports.sheets.concerns import concerns_of
from pipeline.ledger.lights import COLOUR_LABELS, Light, light_of
from pipeline.ledger.queries import Query, find_rows
from pipeline.ledger.wording import due_words
from pipeline.page.desk import Desk

PAGE = 50
"""Rows on one page."""
_DROPPED = (Status.MERGED, Status.VOID)


@dataclass(frozen=True)
class Wanted:
    """What the form above the list asks for; what is empty does not narrow."""

    unit: str = ""
    words: str = ""
    status: str = ""
    light: str = ""
    doubtful: bool = False
    page: int = 1

    @classmethod
    def read(cls, given: Mapping[str, str]) -> "Wanted":
        """The wishes in an address; what makes no sense is as if it were not there."""
        page = given.get("page", "")
        return cls(
            unit=given.get("unit", "").strip(),
            words=given.get("words", "").strip(),
            status=given.get("status", "") if given.get("status") in tuple(Status) else "",
            light=given.get("light", "") if given.get("light") in COLOUR_LABELS else "",
            doubtful=bool(given.get("doubtful")),
            page=int(page) if page.isascii() and page.isdigit() and int(page) > 0 else 1,
        )

    def address(self, page: int) -> dict[str, str]:
        """The same wishes for another page."""
        kept = {"unit": self.unit, "words": self.words, "status": self.status, "light": self.light}
        flag = {"doubtful": "1"} if self.doubtful else {}
        return {name: value for name, value in kept.items() if value} | flag | {"page": str(page)}


def list_view(desk: Desk, wanted: Wanted) -> dict[str, Any]:
    """All that the template of the list needs."""
    rows = _rows(desk, wanted)
    lamps = Counter(light.colour for _, light in rows)
    shown = [row for row in rows if not wanted.light or row[1].colour == wanted.light]
    pages = max(1, -(-len(shown) // PAGE))
    page = min(wanted.page, pages)
    return {
        "wanted": wanted,
        "lines": [_line(*row) for row in shown[(page - 1) * PAGE : page * PAGE]],
        "total": len(shown),
        "page": page,
        "pages": pages,
        "lamps": [(colour, label, lamps[colour]) for colour, label in COLOUR_LABELS.items() if lamps[colour]],
        "statuses": [(status.value, label) for status, label in STATUS_LABELS.items()],
    }


def next_doubtful(desk: Desk, after: str) -> str:
    """The id of the next row that needs a person, round to the start again; empty when none does."""
    rows = find_rows(desk.ledger, Query())
    at = next((number for number, entry in enumerate(rows) if entry.id == after), -1)
    ahead = (*rows[at + 1 :], *rows[: at + 1])
    return next((entry.id for entry in ahead if entry.status is Status.DRAFT and concerns_of(entry)), "")


def _rows(desk: Desk, wanted: Wanted) -> list[tuple[LedgerEntry, Light]]:
    query = Query(statuses=[Status(wanted.status)] if wanted.status else (), unit=wanted.unit)
    found: Sequence[LedgerEntry] = find_rows(desk.ledger, query)
    if not wanted.status:
        found = [entry for entry in found if entry.status not in _DROPPED]
    if wanted.words:
        found = [entry for entry in found if wanted.words in f"{entry.id} {entry.issue} {entry.measure}"]
    if wanted.doubtful:
        found = [entry for entry in found if concerns_of(entry)]
    day = desk.today()
    return [(entry, light_of(entry, day, desk.rules)) for entry in found]


def _line(entry: LedgerEntry, light: Light) -> dict[str, Any]:
    return {
        "id": entry.id,
        "issue": entry.issue,
        "measure": entry.measure,
        "owners": [owner.name for owner in entry.owners],
        "due": due_words(entry),
        "status": STATUS_LABELS[entry.status].partition("（")[0],
        "draft": entry.status is Status.DRAFT,
        "lamp": light.colour.value,
        "lamp_label": COLOUR_LABELS[light.colour],
        "reasons": "；".join(light.reasons),
        "concerns": [concern.label for concern in concerns_of(entry)],
    }
