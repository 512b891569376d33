"""Notes in the history: kept in order with who and when, chained like all else, changing no row."""

import datetime as dt

from ledger_lives import assigned

from models import EventKind
from pipeline.ledger import NewEvent, check, note

DAYS = (dt.date(2025, 6, 20), dt.date(2025, 6, 21))


def test_notes_come_back_by_topic_in_order(ledger):
    row = assigned(ledger)
    before = ledger.state()
    for day, ruling in zip(DAYS, ("accept", "reject"), strict=True):
        ledger.append([note("audit_decision", row, {"ruling": ruling})], day, "县委督查室")
    ledger.append([note("remark", row, {"ruling": "none"})], DAYS[1], "县委督查室")

    found = ledger.notes("audit_decision")
    assert [(e.on, e.actor, e.subject, e.payload["ruling"]) for e in found] == [
        (DAYS[0], "县委督查室", row, "accept"),
        (DAYS[1], "县委督查室", row, "reject"),
    ]
    assert ledger.state().entries == before.entries
    assert check(ledger).problems == ()


def test_file_that_could_not_be_read_is_kept_and_changes_no_row(ledger):
    assigned(ledger)
    before = ledger.state()
    failed = NewEvent(EventKind.DOCUMENT_FAILED, "F-1", {"name": "扫描件.pdf", "problems": []})
    ledger.append([failed], DAYS[0], "导入")
    after = ledger.state()
    assert (after.entries, after.documents) == (before.entries, before.documents)
    assert ledger.events()[-1].kind is EventKind.DOCUMENT_FAILED
    assert check(ledger).problems == ()
