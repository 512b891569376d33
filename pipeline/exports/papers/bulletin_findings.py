"""Typical problems for a bulletin: what was found, in the words of the document, and is not settled yet."""

import re
from collections import defaultdict
from collections.abc import Iterator

from models import Frozen, Issue, LedgerEntry
from pipeline.exports.limit_sorts import limit_told
from pipeline.exports.sheets.wording import document_titles, issue_ids
from pipeline.exports.snapshot import Snapshot
from pipeline.ledger.lights import overdue_days
from pipeline.ledger.statistics import counted, units_of
from pipeline.ledger.status_groups import LANDED

_NUMBER = re.compile(r"^(?:[(（][一二三四五六七八九十\d]+[)）]|[一二三四五六七八九十]+、|\d+[.．、])\s*")
_MOST = 5
_LONGEST_QUOTE = 160
_MOST_NAMED = 3


class Finding(Frozen):
    """A problem with the rows that answer it; `open_words` says who still has what by when."""

    quote: str
    document: str
    place: str
    rows: int
    closed: int
    open_words: str


def typical_findings(snapshot: Snapshot) -> list[Finding]:
    """Problems with open rows: overdue ones first, then those that came back, then as in the ledger."""
    by_issue: dict[str, list[LedgerEntry]] = defaultdict(list)
    for entry in counted(snapshot.entries):
        for name in issue_ids(entry):
            by_issue[name].append(entry)
    issues = {issue.id: issue for doc in snapshot.state.documents for issue in doc.issues}
    names = [name for name, rows in by_issue.items() if name in issues and _still_open(rows)]
    names.sort(key=lambda name: _urgency(by_issue[name], snapshot))
    titles = document_titles(snapshot.state)
    once = list(_each_once(names, by_issue))[:_MOST]
    return [_finding(issues[name], by_issue[name], titles, snapshot) for name in once]


def _each_once(names: list[str], by_issue: dict[str, list[LedgerEntry]]) -> Iterator[str]:
    """Without what the same rows answer as one before: a heading and the sentence below it."""
    seen = set()
    for name in names:
        answers = tuple(entry.id for entry in by_issue[name])
        if answers not in seen:
            seen.add(answers)
            yield name


def _still_open(rows: list[LedgerEntry]) -> list[LedgerEntry]:
    return [entry for entry in rows if entry.status not in LANDED]


def _urgency(rows: list[LedgerEntry], snapshot: Snapshot) -> tuple[bool, bool]:
    still = _still_open(rows)
    return (
        not any(overdue_days(entry, snapshot.on) for entry in still),
        not any(entry.handling.cycle > 1 for entry in still),
    )


def _finding(issue: Issue, rows: list[LedgerEntry], titles: dict[str, str], snapshot: Snapshot) -> Finding:
    quote = _NUMBER.sub("", issue.source.quote.strip().replace("\n", " ")).rstrip("。；;")
    still = _still_open(rows)
    named = "；".join(_who_by_when(entry, snapshot) for entry in still[:_MOST_NAMED])
    more = f"等{len(still)}项" if len(still) > _MOST_NAMED else ""
    return Finding(
        quote=quote if len(quote) <= _LONGEST_QUOTE else quote[:_LONGEST_QUOTE] + "……",
        document=titles.get(issue.source.document, issue.source.document).strip("《》"),
        place=issue.source.place.label(),
        rows=len(rows),
        closed=len(rows) - len(still),
        open_words=named + more,
    )


def _who_by_when(entry: LedgerEntry, snapshot: Snapshot) -> str:
    due = f"时限{limit_told(entry)}" if entry.current_due else limit_told(entry)
    return "、".join(units_of(entry, snapshot.parties)) + (f"（{due}）" if due else "")
