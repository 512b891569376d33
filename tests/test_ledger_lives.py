"""The life cycle: the scenarios of `data/ledger/lives.toml` on a real ledger, and the table itself."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from ledger_lives import OTHER, PLAN, act, paper

from models import Act, EventKind, Problem, Status
from pipeline.ledger import Setting, check
from pipeline.ledger.acting import corrected_deadline, corrected_owners, event_of_correction
from pipeline.ledger.evidence import parse_evidence
from pipeline.ledger.lifecycle import action_help, action_labels, moves, possible_actions
from pipeline.ledger.requirements import CHECKS

LIVES = tomllib.loads((Path(__file__).parent / "data/ledger/lives.toml").read_text("utf-8"))["life"]
DAY = dt.date(2025, 6, 11)


@pytest.mark.parametrize("life", LIVES, ids=lambda life: life["name"])
def test_life(ledger, life):
    measure = life.get("measure", PLAN)
    ledger.add(paper(measure), DAY)
    ids = {("self" if e.measure == measure else "other"): e.id for e in ledger.state().entries}
    for day, by, action, facts, expected in life["steps"]:
        outcome = act(ledger, ids["self"], day, by, action, facts, ids)
        (entry,) = (e for e in ledger.state().entries if e.id == ids["self"])
        said = [fault.code for fault in outcome.problems] or (
            ["known"] if outcome.repeated else [entry.status]
        )
        assert said == [expected], f"{action} on {day}"
        taken = [event for event in outcome.events if event.kind is EventKind.ACTION_TAKEN]
        assert len(taken) == (expected in list(Status))
    assert entry.original_due == dt.date(2025, 6, 30)
    assert str(entry.current_due) == life.get("due", "2025-06-30")
    assert entry.handling.cycle == life.get("cycle", 1)
    assert check(ledger).problems == ()


def test_one_act_that_breaks_a_rule_stops_no_other(ledger):
    ledger.add(paper(), DAY)
    acts = [Act(entry=entry.id, action="file") for entry in ledger.state().entries]
    outcome = ledger.act([*acts, Act(entry="E0", action="file")], "督查室", Setting(DAY))
    assert [fault.code for fault in outcome.problems] == ["L020", "L009"]
    assert [event.subject for event in outcome.events] == [acts[0].entry]


def correct(ledger, entry_id, fields):
    return ledger.decide(entry_id, lambda entry: event_of_correction(entry, fields(entry)), "督查室", DAY)


def test_correction_fills_what_was_missing_until_the_row_is_assigned(ledger):
    ledger.add(paper(), DAY)
    bare = next(e.id for e in ledger.state().entries if e.measure == OTHER)
    names = {"responsible": ["城关镇"]}
    fields = {
        "owners": lambda entry: {"owners": corrected_owners(entry, names)},
        "deadline": lambda entry: {"deadline": corrected_deadline(entry, dt.date(2025, 8, 1))},
    }
    for change in fields.values():
        assert correct(ledger, bare, change).events
        assert correct(ledger, bare, change).repeated == (bare,)
    entry = next(e for e in ledger.state().entries if e.id == bare)
    assert (entry.missing, entry.owners[0].name, str(entry.current_due)) == ((), "城关镇", "2025-08-01")
    assert not [doubt for doubt in entry.doubts if doubt.field in ("owner", "deadline")]
    for action in ("file", "assign"):
        assert ledger.act([Act(entry=bare, action=action)], "督查室", Setting(DAY)).events
    refused = correct(ledger, bare, lambda _: {"measure": "不办"})
    assert [fault.code for fault in refused.problems] == ["L038"]


def test_time_to_be_settled_must_be_said(ledger):
    ledger.add(paper(), DAY)
    bare = next(e.id for e in ledger.state().entries if e.measure == OTHER)
    correct(ledger, bare, lambda entry: {"owners": corrected_owners(entry, {"lead": ["城关镇"]})})
    file = Act(entry=bare, action="file")
    assert ledger.act([file], "督查室", Setting(DAY)).problems[0].code == "L022"
    assert ledger.act([file.model_copy(update={"pending": True})], "督查室", Setting(DAY)).events


@pytest.mark.parametrize(
    ("words", "kind"), [("照片影像:整改前后", "photo"), ("photo：整改前后", "photo"), ("传言:听说", None)]
)
def test_evidence_in_words(words, kind):
    found = parse_evidence(words)
    assert (None if isinstance(found, Problem) else found.kind) == kind
    assert isinstance(found, Problem) or found.text == "整改前后"


# The table


def test_table_names_only_what_exists():
    for move in moves():
        assert move.to in {"=", "<", *Status}
        assert set(move.needs) <= set(CHECKS)
    named = {move.action for move in moves()}
    assert named == set(action_labels()) == set(action_help())


def test_no_action_leaves_a_status_in_two_ways():
    ways = [(move.action, status) for move in moves() for status in move.from_]
    assert len(ways) == len(set(ways))


def test_every_status_can_be_reached_and_only_the_dead_are_final():
    reached = {"draft", *(move.to for move in moves())} - {"=", "<"}
    assert reached == set(Status)
    assert {status for status in Status if not possible_actions(status)} == {"void"}
