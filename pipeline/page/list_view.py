"""The list: which rows are wanted, a page of them, and what stands in each line."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from models import STATUS_LABELS, LedgerEntry, Status
from models.collector import collector_off
from pipeline.exports.duties import told_by_parts
from pipeline.exports.sheets.concerns import concerns_of, in_doubt
from pipeline.exports.sheets.wording import document_titles
from pipeline.ledger import Ledger
from pipeline.ledger.fold import entry_order
from pipeline.ledger.light_rules import LightRules
from pipeline.ledger.lights import COLOUR_LABELS, Colour, Light, colour_of, light_of
from pipeline.ledger.moments import Moment
from pipeline.ledger.queries import Query, find_standings, load_entries
from pipeline.ledger.selections import selected
from pipeline.ledger.status_groups import DROPPED
from pipeline.ledger.wording import due_words
from pipeline.page.desk import Desk

PAGE = 50
"""Rows on one page."""


@dataclass(frozen=True)
class Wanted:
    """What the form above the list asks for; what is empty does not narrow."""

    unit: str = ""
    words: str = ""
    status: str = ""
    light: str = ""
    document: str = ""
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
            document=given.get("document", "").strip(),
            doubtful=bool(given.get("doubtful")),
            page=int(page) if page.isascii() and page.isdigit() and int(page) > 0 else 1,
        )

    @property
    def rows(self) -> "Wanted":
        """The same wishes without the light and the page: the rows that lights are counted of."""
        return replace(self, light="", page=1)

    def address(self, page: int) -> dict[str, str]:
        """The same wishes for another page."""
        names = ("unit", "words", "status", "light", "document")
        kept = {name: getattr(self, name) for name in names}
        flag = {"doubtful": "1"} if self.doubtful else {}
        return {name: value for name, value in kept.items() if value} | flag | {"page": str(page)}


def list_view(desk: Desk, wanted: Wanted) -> dict[str, Any]:
    """All that the template of the list needs."""
    rows = _lit(desk.ledger, wanted.rows, desk.today(), desk.rules, desk.ledger.last_seq())
    lamps = Counter(colour for _, colour in rows)
    shown = [name for name, colour in rows if not wanted.light or colour == wanted.light]
    pages = max(1, -(-len(shown) // PAGE))
    page = min(wanted.page, pages)
    return {
        "wanted": wanted,
        "paper": _title(desk, wanted.document),
        "lines": _lines(desk, shown[(page - 1) * PAGE : page * PAGE]),
        "total": len(shown),
        "page": page,
        "pages": pages,
        "lamps": [(colour, label, lamps[colour]) for colour, label in COLOUR_LABELS.items() if lamps[colour]],
        "statuses": [(status.value, label) for status, label in STATUS_LABELS.items()],
    }


def _title(desk: Desk, document: str) -> str:
    """What the one paper is called whose rows are asked for."""
    if not document:
        return ""
    with selected(desk.ledger, Query(document=document)) as rows:
        return document_titles(rows).get(document, document)


def next_doubtful(desk: Desk, after: str) -> str:
    """The id of the next row that needs a person, round to the start again; empty when none does."""
    first = ""
    behind = next((entry_order(entry) for entry in load_entries(desk.ledger, [after])), None)
    with selected(desk.ledger, Query(statuses=(Status.DRAFT,))) as rows:
        for entry in in_doubt(rows.entries):
            if first and behind and entry_order(entry) <= behind:
                continue
            first = first or entry.id
            if behind is None or entry_order(entry) > behind:
                return entry.id
    return first


@lru_cache(maxsize=8)
def _lit(
    ledger: Ledger, wanted: Wanted, on: dt.date, rules: LightRules, seq: int
) -> tuple[tuple[str, Colour], ...]:
    """The rows after event `seq` in their order, with their lights; kept until something else happens."""
    query = Query(statuses=_statuses(wanted), unit=wanted.unit, words=wanted.words, document=wanted.document)
    if not wanted.doubtful:
        return tuple(
            (row.id, colour_of(row, on, rules)) for row in find_standings(ledger, query, Moment(seq)).rows
        )
    with selected(ledger, query, Moment(seq)) as found, collector_off():
        return tuple((row.id, colour_of(row, on, rules)) for row in in_doubt(found.entries))


def _statuses(wanted: Wanted) -> tuple[Status, ...]:
    if wanted.status:
        return (Status(wanted.status),)
    return tuple(status for status in Status if status not in DROPPED)


def _lines(desk: Desk, names: Sequence[str]) -> list[dict[str, Any]]:
    day, entries = desk.today(), load_entries(desk.ledger, names)
    told = told_by_parts(entries)
    return [_line(entry, light_of(entry, day, desk.rules), settled=entry.id in told) for entry in entries]


def _line(entry: LedgerEntry, light: Light, *, settled: bool) -> dict[str, Any]:
    return {
        "id": entry.id,
        "issue": entry.issue,
        "measure": entry.measure,
        "owners": [owner.name for owner in entry.owners],
        "due": due_words(entry),
        "status": STATUS_LABELS[entry.status].partition("（")[0],
        "tickable": entry.status in (Status.DRAFT, Status.FILED),
        "lamp": light.colour.value,
        "lamp_label": COLOUR_LABELS[light.colour],
        "reasons": "；".join(light.reasons),
        "concerns": [] if settled else [concern.label for concern in concerns_of(entry)],
    }
