"""Lights as of a day: the rows of `data/ledger/lights.toml`, thresholds of an office, the loop."""

import datetime as dt
import tomllib
from pathlib import Path

import pytest
from ledger_lives import assigned, live

from models import Problem, Status
from pipeline.ledger import Ledger, status_groups
from pipeline.ledger.light_rules import load_light_rules
from pipeline.ledger.lights import Colour, answered, landed, light_of, loop_steps
from pipeline.ledger.queries import Lamps, Query, find_standings

ROWS = tomllib.loads((Path(__file__).parent / "data/ledger/lights.toml").read_text("utf-8"))["row"]
RULES = load_light_rules()


@pytest.fixture
def ledger(tmp_path):
    with Ledger.open(tmp_path / "台账.db") as opened:
        yield opened


def lived(ledger, row):
    entry = assigned(ledger, dated=not row.get("undated"))
    live(ledger, entry, row.get("steps", ()))
    return next(e for e in ledger.state().entries if e.id == entry)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_light_with_its_reasons(ledger, row):
    entry = lived(ledger, row)
    light = light_of(entry, dt.date.fromisoformat(row["on"]), RULES)
    assert (light.colour, light.overdue) == (row["light"], row.get("overdue", 0)), light.reasons
    for reason in row.get("reasons", ()):
        assert reason in "；".join(light.reasons)
    assert bool(light.reasons) == (row["light"] != "done")
    assert answered(entry) == row.get("answered", bool(answers(row)))
    assert landed(entry) == row.get("landed", False)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_the_database_finds_what_is_red_on_any_day(ledger, row):
    entry = lived(ledger, row)
    for on in (dt.date(2025, 6, 1) + dt.timedelta(days) for days in range(0, 500, 7)):
        found = find_standings(ledger, Query(lamps=Lamps([Colour.RED], on, RULES))).rows
        assert bool(found) == (light_of(entry, on, RULES).colour is Colour.RED), on


def answers(row):
    """A row that reported progress and was not asked since has answered."""
    actions = [step[2] for step in row.get("steps", ())]
    return "progress" in actions


def test_the_light_of_an_earlier_day_does_not_change(ledger):
    row = next(row for row in ROWS if row["name"] == "overdue")
    entry = lived(ledger, row)
    assert light_of(entry, dt.date(2025, 6, 22), RULES).colour == "green"


def test_an_office_sets_its_own_thresholds(ledger, tmp_path):
    own = tmp_path / "口径.toml"
    own.write_text("yellow_days = 20\n", "utf-8")
    entry = lived(ledger, {})
    on = dt.date(2025, 6, 12)
    assert light_of(entry, on, RULES).colour == "green"
    assert light_of(entry, on, load_light_rules(own)).colour == "yellow"


@pytest.mark.parametrize("text", ["yellow_days = -1", "yellow = 3", "yellow_days", "\udcff"])
def test_thresholds_that_are_wrong_are_said_to_be(tmp_path, text):
    (tmp_path / "口径.toml").write_bytes(text.encode("utf-8", "surrogateescape"))
    found = load_light_rules(tmp_path / "口径.toml")
    assert isinstance(found, Problem)
    assert found.code == "L044"


def test_the_loop_shows_what_has_no_record(ledger):
    row = next(row for row in ROWS if row["name"] == "closed")
    assert loop_steps(lived(ledger, row)) == {
        "部署": True,
        "落实": True,
        "督查": False,
        "反馈": True,
        "改进": True,
    }


def test_every_state_is_in_a_group_or_known_to_be_in_none():
    """A new state fails here until it stands in its groups, or in this list of states of plain work."""
    plain = {Status.UNDER_WAY, Status.EXTENSION_ASKED, Status.EXTENDED, Status.REOPENED}
    groups = [group for group in vars(status_groups).values() if isinstance(group, frozenset)]
    assert frozenset.union(*groups) == set(Status) - plain
