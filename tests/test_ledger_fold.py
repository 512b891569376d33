"""The fold alone: a pure function from events to state."""

import datetime as dt

import pytest
from ledger_builders import document, numbered, rows, task

from models import Event, EventKind, LedgerState, Status
from pipeline.ledger import fold

DAY = dt.date(2025, 6, 12)
PAPER = numbered(1, count=3)


def happened(*events):
    return [
        Event(seq=seq, on=DAY, actor="导入", kind=kind, subject=subject, payload=payload)
        for seq, (kind, subject, payload) in enumerate(events, 1)
    ]


def added(entry):
    return EventKind.ENTRY_ADDED, entry.id, {"entry": entry.model_dump(mode="json")}


def test_nothing_happened():
    assert fold([]) == LedgerState()


def test_rows_stand_in_the_order_of_the_document_whatever_the_order_of_events():
    assert fold(happened(*map(added, reversed(PAPER.entries)))).entries == PAPER.entries


def test_rows_of_one_sentence_stand_in_its_order():
    measures = [f"修复第{n}号护岸" for n in range(9)]
    paper = document("县水利局要" + "，".join(measures) + "。")
    entries = rows(paper, *(task(paper, measure) for measure in measures)).entries
    assert [entry.measure for entry in fold(happened(*map(added, entries))).entries] == measures


@pytest.mark.parametrize("status", list(Status))
def test_last_status_counts(status):
    entry = PAPER.entries[0]
    change = (EventKind.STATUS_CHANGED, entry.id, {"status": status.value, "reason": "销号申请"})
    state = fold(happened(added(entry), (*change[:2], {"status": "under_way"}), change))
    assert (state.entries[0].status, state.last_seq) == (status, 3)


def test_folding_leaves_the_events_as_they_were():
    entry = PAPER.entries[0]
    change = (EventKind.ENTRY_CHANGED, entry.id, {"fields": {"measure": "改写"}, "origin": "person"})
    events = happened(added(entry), change)
    before = [event.model_dump_json() for event in events]
    assert fold(events) == fold(events)
    assert [event.model_dump_json() for event in events] == before
    assert fold(events[:1]).entries == (entry,)
