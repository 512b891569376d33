"""What became of a row after it was read: the acts of people, and where they have led."""

import datetime as dt

from models.base import Frozen


class Evidence(Frozen):
    """One piece of proof: `kind` is a key of the table of evidence, `text` says what it is, where it lies."""

    kind: str
    text: str


class Act(Frozen):
    """What somebody is said to have done with a row; the table of the life cycle says what an act needs.

    `note` is the reason, the opinion or the progress in words, `due` a new last day, `percent` 0 to 100,
    `into` the row that takes this one over, `every` the cycle of review, `number` that of a notice, `point`
    the milestone or occasion that was passed: its last day, or its words where it has none, `to` the units to
    which the row is handed over.
    """

    entry: str
    action: str
    note: str = ""
    due: dt.date | None = None
    percent: int | None = None
    evidence: tuple[Evidence, ...] = ()
    into: str = ""
    every: str = ""
    number: str = ""
    point: str = ""
    pending: bool = False
    to: str = ""


class Step(Frozen):
    """An act as it went into the history: when, by whom, and to which status it led."""

    seq: int
    on: dt.date
    by: str
    status: str
    act: Act


class Handling(Frozen):
    """The life of a row so far, folded from its acts.

    `due` is the last day after an extension (the first one stays in the row's deadline), `cycle` counts
    reopenings from 1, `evidence` and `percent` belong to the current cycle, `before` is the status to which
    a suspended row or a refused request returns.
    """

    steps: tuple[Step, ...] = ()
    cycle: int = 1
    due: dt.date | None = None
    asked: dt.date | None = None
    extensions: int = 0
    percent: int | None = None
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    before: str = ""
    into: str = ""
    every: str = ""
    pending: bool = False

    @property
    def before_merge(self) -> str:
        """The status from which a merged row was merged: that of the step before, a draft without one."""
        places = [at for at, step in enumerate(self.steps) if step.act.action == "merge"]
        return self.steps[places[-1] - 1].status if places and places[-1] else "draft"

    def last(self, *actions: str) -> Step | None:
        """The newest step with one of these actions, or any step if none is named."""
        return next((s for s in reversed(self.steps) if not actions or s.act.action in actions), None)

    def first(self, *actions: str) -> Step | None:
        """The oldest step with one of these actions."""
        return next((step for step in self.steps if step.act.action in actions), None)
