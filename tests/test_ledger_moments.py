"""The ledger at an earlier moment: what is read from the kept rows equals the fold of what had happened."""

import datetime as dt

import pytest
from ledger_builders import numbered
from ledger_lives import MEETING, OTHER, PLAN, assigned, live, paper

from models import EventKind, Status
from pipeline.ledger import EXTRACTION, PERSON, Ledger, NewEvent, fold
from pipeline.ledger.light_rules import load_light_rules
from pipeline.ledger.lights import Colour, colour_of, light_of
from pipeline.ledger.moments import Moment
from pipeline.ledger.queries import Lamps, Query, find_page, find_rows, find_standings, load_entries
from pipeline.ledger.selections import selected
from pipeline.ledger.standing import standing_of

CHANGES = (EventKind.ENTRY_CHANGED, EventKind.STATUS_CHANGED, EventKind.ACTION_TAKEN)
RULES = load_light_rules()
DAYS = [None, *(MEETING + dt.timedelta(days) for days in (-1, 0, 1, 2, 5, 9, 21, 60))]


def stood(events, upto=None, on=None):
    """The same by the longest way: every event that counts is folded."""
    known, counting = set(), []
    for event in events:
        if (upto is not None and event.seq > upto) or (on and event.on > on):
            continue
        if event.kind is EventKind.ENTRY_ADDED:
            known.add(event.subject)
        if event.kind not in CHANGES or event.subject in known:
            counting.append(event)
    return fold(counting)


@pytest.fixture
def ledger(address):
    """Rows that came, changed and moved on different days, some of them dated back; a roster that changed."""
    with Ledger.open(address) as opened:
        plan = assigned(opened)
        live(
            opened,
            plan,
            [
                ("06-11", "县水利局", "receive", {}),
                ("06-14", "县水利局", "progress", {"percent": 10, "note": "测量"}),
                ("06-15", "县水利局", "extend", {"due": "2025-07-15", "note": "汛期水位高"}),
                ("06-16", "督查室", "grant", {}),
            ],
        )
        for number, name in enumerate(("旧名册.csv", "新名册.csv")):
            roster = {"roster": {"name": name, "units": []}}
            day = MEETING + dt.timedelta(4 * number)
            opened.append([NewEvent(EventKind.ROSTER_SET, "roster", roster)], day, "督查室")
        opened.add(numbered(2), MEETING + dt.timedelta(5))
        late = numbered(2).entries[0].id
        change = {"fields": {"measure": "另作安排"}, "origin": PERSON}
        opened.append([NewEvent(EventKind.ENTRY_CHANGED, late, change)], MEETING, "督查室")
        again = {"document": paper().record.model_dump(mode="json") | {"title": "改过的题目"}}
        opened.append(
            [NewEvent(EventKind.DOCUMENT_READ, paper().record.id, again)], MEETING + dt.timedelta(9), "导入"
        )
        other = next(entry.id for entry in opened.state().entries if entry.measure == OTHER)
        reread = {"fields": {"issue": "垃圾堆积"}, "origin": EXTRACTION}
        opened.append([NewEvent(EventKind.ENTRY_CHANGED, other, reread)], MEETING + dt.timedelta(2), "导入")
        yield opened


@pytest.mark.parametrize("on", DAYS, ids=str)
def test_every_moment_is_the_fold_of_what_had_happened(ledger, on):
    events = ledger.events()
    for upto in (None, *range(len(events) + 2)):
        assert ledger.state(upto, on) == stood(events, upto, on), upto


@pytest.mark.parametrize(
    "query",
    [
        Query(),
        Query(unit="财政"),
        Query(statuses=[Status.DRAFT, Status.ASSIGNED]),
        Query(due_before=dt.date(2025, 7, 10)),
        *(Query(lamps=Lamps([colour], dt.date(2025, 7, 1), RULES)) for colour in Colour),
        Query(unit="水利", lamps=Lamps([Colour.RED, Colour.YELLOW], dt.date(2025, 6, 28), RULES)),
    ],
    ids=repr,
)
def test_a_query_finds_the_same_rows_whatever_way_it_is_answered(ledger, query):
    for moment in (Moment(), Moment(6), Moment(on=DAYS[3]), Moment(10, DAYS[5])):
        wanted = [entry for entry in ledger.state(moment.upto, moment.on).entries if query.matches(entry)]
        standings = list(map(standing_of, wanted))
        assert find_rows(ledger, query, moment) == wanted
        assert find_standings(ledger, query, moment).rows == standings
        assert find_page(ledger, query, 1, 2, moment) == (standings[1:3], len(wanted))
        ids = [entry.id for entry in reversed(wanted)]
        assert load_entries(ledger, ids, moment) == wanted[::-1]
        with selected(ledger, query, moment) as found:
            assert list(found.entries) == wanted
            assert found.last_seq == stood(ledger.events(), moment.upto, moment.on).last_seq


def test_of_a_part_the_documents_are_names_only(ledger):
    with selected(ledger) as every, selected(ledger, Query(unit="财政")) as some:
        assert [doc.title for doc in every.documents] == [doc.title for doc in some.documents]
        assert every.documents == ledger.state().documents
        assert not any(doc.rejected or doc.issues or doc.calls or doc.gaps for doc in some.documents)


def test_a_colour_is_that_of_the_light(ledger):
    for day in DAYS[1:]:
        for row in ledger.state().entries:
            assert colour_of(row, day, RULES) == light_of(row, day, RULES).colour
            for colour in Colour:
                assert Lamps([colour], day, RULES).lit(row) == (colour_of(row, day, RULES) == colour)


def test_the_plan_went_through_all_of_it(ledger):
    """The fixture holds what the other tests are about."""
    plan = next(entry for entry in ledger.state().entries if entry.measure == PLAN)
    assert (plan.status, plan.handling.extensions) == (Status.EXTENDED, 1)
    assert ledger.state(on=DAYS[2]).roster.name == "旧名册.csv"
    assert ledger.state().roster.name == "新名册.csv"
