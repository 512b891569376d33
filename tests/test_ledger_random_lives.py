"""Random lives, valid and not: no illegal state, no lost event, and the rows are what the events fold to."""

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule
from ledger_builders import numbered
from ledger_lives import MEETING, OTHER, PLAN, assigned, live, paper
from test_ledger_moments import stood

from models import Act, EventKind, Evidence, Problem, Status
from pipeline.ledger import Ledger, Setting, check, fold
from pipeline.ledger.acting import corrected_deadline, event_of_correction
from pipeline.ledger.evidence import kind_labels
from pipeline.ledger.expanding import parts_named
from pipeline.ledger.lifecycle import action_labels, find_move, possible_actions
from pipeline.ledger.queries import find_parts
from pipeline.ledger.status_groups import SETTLED

ACTORS = ("督查室", "县水利局", "县财政局", "县教育局", "")
EVIDENCE = st.builds(
    Evidence, kind=st.sampled_from(sorted(kind_labels())), text=st.sampled_from(["", "材料"])
)
DAYS = st.integers(0, 40).map(lambda days: MEETING + dt.timedelta(days))


class RandomLives(RuleBasedStateMachine):
    """One ledger under random acts; what is recorded must be what the table allows, and nothing else."""

    entries = Bundle("entries")

    def __init__(self):
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.ledger = Ledger.open(Path(self.folder.name, "台账.db"))
        row = assigned(self.ledger)
        live(self.ledger, row, [("06-10", "县水利局", "receive", {})])
        self.known = self.ledger.events()

    def teardown(self):
        proof = check(self.ledger)
        assert (proof.problems, proof.events) == ((), len(self.known))
        self.ledger.close()
        self.folder.cleanup()

    def rows(self):
        return {entry.id: entry for entry in self.ledger.state().entries}

    def record(self, events):
        self.known = (*self.known, *events)

    @initialize(target=entries)
    def one_row(self):
        return next(entry.id for entry in self.rows().values() if entry.measure == PLAN)

    @initialize(target=entries)
    def another_row(self):
        return next(entry.id for entry in self.rows().values() if entry.measure == OTHER)

    @rule(number=st.integers(1, 2))
    def read_a_paper(self, number):
        self.record(self.ledger.add(numbered(number, count=2), MEETING))

    @rule(entry=entries, day=DAYS)
    def set_a_day(self, entry, day):
        def correct(row):
            return event_of_correction(row, {"deadline": corrected_deadline(row, day)})

        before = self.rows()[entry]
        outcome = self.ledger.decide(entry, correct, "督查室", day)
        self.record(outcome.events)
        assert not outcome.events or before.status in (Status.DRAFT, Status.FILED)

    @rule(target=entries, entry=entries, names=st.sets(st.sampled_from(["县水利局", "县财政局"]), min_size=1))
    def expand(self, entry, names):
        """A row is parted among bodies; a part is a row like any other."""
        row, known = self.rows()[entry], find_parts(self.ledger, entry)
        made = parts_named(row, sorted(names), known)
        if isinstance(made, Problem):
            assert row.parent or not row.owners or row.status in SETTLED
            return entry
        self.record(self.ledger.append(made, MEETING, "督查室"))
        assert len(find_parts(self.ledger, entry)) == len(known) + len(made)
        return made[0].subject if made else entry

    @rule(one=entries, two=entries, on=DAYS)
    def merge(self, one, two, on):
        before = self.rows()
        outcome = self.ledger.merge(one, two, "督查室", Setting(on), "同一项要求")
        self.record(outcome.events)
        if outcome.events:
            assert set(self.rows()[one].sources) == {*before[one].sources, *before[two].sources}

    @rule(one=entries, two=entries, three=entries, on=DAYS)
    def merge_two_and_take_one_back(self, one, two, three, on):
        """Each row has its own sources again, and what is still merged keeps its own where it went."""
        before = self.rows()
        for other in (two, three):
            self.record(self.ledger.merge(one, other, "督查室", Setting(on), "同一项要求").events)
        if self.rows()[two].status is not Status.MERGED or before[two].status is Status.MERGED:
            return
        act = Act(entry=two, action="unmerge", note="不是一回事")
        outcome = self.ledger.act([act], "督查室", Setting(on))
        self.record(outcome.events)
        after = self.rows()
        if outcome.problems:
            assert outcome.problems[0].code in ("L034", "L058", "L063") or after[before[two].parent]
            return
        assert after[two].status is before[two].status
        assert after[two].sources == before[two].sources
        assert after[two].handling.into == before[two].handling.into
        taken = {s for r in after.values() if r.handling.into == one for s in r.sources}
        assert set(after[one].sources) == set(before[one].sources) | taken

    @rule(
        entry=entries,
        action=st.sampled_from(sorted(action_labels())),
        by=st.sampled_from(ACTORS),
        on=DAYS,
        note=st.sampled_from(["", "说明"]),
        due=st.none() | DAYS,
        percent=st.none() | st.integers(-1, 101),
        evidence=st.lists(EVIDENCE, max_size=2).map(tuple),
        every=st.sampled_from(["", "每季度"]),
        pending=st.booleans(),
        into=st.sampled_from(["", "E0"]) | entries,
        point=st.sampled_from(["", "2025-06-20", "2025-09-30"]),
    )
    def act(self, entry, action, by, on, **facts):
        before = self.rows()[entry]
        act = Act(entry=entry, action=action, **facts)
        outcome = self.ledger.act([act], by, Setting(on))
        self.record(outcome.events)
        after = self.rows()[entry]
        taken = [event for event in outcome.events if event.kind is EventKind.ACTION_TAKEN]
        assert len(taken) + len(outcome.problems) + len(outcome.repeated) == 1
        if not outcome.events:
            assert after == before
            return
        move = find_move(action, before.status)
        assert move is not None
        assert after.status == move.target(before)
        assert after.handling.steps[:-1] == before.handling.steps
        again = self.ledger.act([act], by, Setting(on))
        assert again.repeated == (entry,)

    @rule(
        entry=entries,
        choices=st.lists(st.integers(0, 20), min_size=1, max_size=9),
        later=st.integers(0, 3),
        evidence=st.lists(EVIDENCE, max_size=2),
    )
    def go_on_as_one_should(self, entry, choices, later, evidence):
        """Possible actions with what they usually need, so that lives go on to their end."""
        for choice in choices:
            row = self.rows()[entry]
            ends = () if choice == 0 else ("merge", "void")
            possible = [name for name in possible_actions(row.status) if name not in ends]
            if not possible:
                return
            action = possible[choice % len(possible)]
            last = row.handling.last()
            facts = {
                "note": "说明",
                "due": (row.current_due or MEETING) + dt.timedelta(9),
                "every": "每季度",
                "evidence": (Evidence(kind="photo", text="照片"), *evidence),
                "into": next(name for name in self.rows() if name != entry),
                "pending": True,
            }
            by = "督查室" if find_move(action, row.status).who in ("office", "other") else "县水利局"
            self.act(entry, action, by, (last.on if last else MEETING) + dt.timedelta(later), **facts)

    @rule(upto=st.none() | st.integers(0, 60), on=st.none() | DAYS)
    def look_back(self, upto, on):
        assert self.ledger.state(upto, on) == stood(self.known, upto, on)

    @invariant()
    def nothing_is_lost(self):
        events = self.ledger.events()
        assert events == self.known
        assert fold(events) == self.ledger.state()

    @invariant()
    def every_row_obeys_the_rules(self):
        for entry in self.rows().values():
            steps = entry.handling.steps
            assert [step.on for step in steps] == sorted(step.on for step in steps)
            assert entry.handling.extensions <= 1
            assert (entry.handling.due or dt.date.max) >= (
                entry.original_due or dt.date.min
            ) or entry.handling.cycle > 1
            if entry.status is Status.CLOSED:
                closing = entry.handling.last("close", "reopen")
                assert closing.act.action == "close"
                assert closing.by not in ("县水利局", "县财政局")
                assert any(item.text for item in entry.handling.evidence)
            points = [step.act.point for step in steps if step.act.action == "reach"]
            assert len(points) == len(set(points))
            parent = self.rows().get(entry.parent)
            if parent and parent.status in (Status.CLOSED, Status.STANDING):
                assert entry.status in SETTLED
            if entry.status is Status.MERGED:
                assert entry.handling.into not in ("", entry.id)


RandomLives.TestCase.settings = settings(
    max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestRandomLives = RandomLives.TestCase


def test_a_repeated_reading_never_touches_what_people_did(tmp_path):
    with Ledger.open(tmp_path / "台账.db") as ledger:
        ledger.add(paper(), MEETING)
        row = next(entry.id for entry in ledger.state().entries if entry.measure == PLAN)
        ledger.act([Act(entry=row, action="file")], "督查室", Setting(MEETING))
        assert ledger.add(paper(), MEETING) == ()
        assert EventKind.ACTION_TAKEN in {event.kind for event in ledger.history(row)}
