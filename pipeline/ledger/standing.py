"""What lights and figures need to know of a row, and no more: small enough to be read for every row at once.

A standing is computed from an entry, kept beside it in the same transaction, and proved by `ledger check`.
Where its fields change, a step of the schema has to rebuild the stored ones.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from models import DeadlineKind, Frozen, LedgerEntry, Role, Status, Step

ANSWERS = ("progress", "reach", "extend", "apply", "return")
"""What a unit does that tells the office something; a mere receipt does not."""
ASKS = ("assign", "transfer", "remind", "inspect", "reject")
_HANDS_OVER = "transfer"

LOOP = {
    "部署": ("assign",),
    "落实": ("progress", "reach"),
    "督查": ("inspect", "remind"),
    "反馈": ("return", "extend", "apply"),
    "改进": ("close", "stand"),
}
"""The five steps of the closed loop, and the acts that leave a record of each."""

NOBODY = "待明确"


class Stage(Frozen):
    """A milestone that the text sets: its words, and its last day if there is one."""

    label: str
    due: dt.date | None = None


class Standing(Frozen):
    """One row as far as lights and figures look at it.

    `units` are those in whose figures it stands, `shared` says that these are classes of units (各乡镇),
    `undated` says in words why there is no last day, `every` how often the duty comes again, and `every_from`
    since when; `stages` are its milestones, `passed` the points that have a record. `reminders` counts those
    without an answer, `loop` names the steps of the closed loop that have a record.
    """

    id: str
    document: str
    parent: str = ""
    status: Status
    units: tuple[str, ...]
    shared: bool = False
    whole: bool
    original_due: dt.date | None = None
    due: dt.date | None = None
    undated: str = ""
    every: str = ""
    every_from: dt.date | None = None
    stages: tuple[Stage, ...] = ()
    passed: tuple[str, ...] = ()
    percent: int | None = None
    filed: dt.date | None = None
    assigned: dt.date | None = None
    assigned_last: dt.date | None = None
    received: bool = False
    begun: bool = False
    applied: dt.date | None = None
    closed: dt.date | None = None
    paused: str = ""
    reminders: int = 0
    answered: bool = False
    extended: bool = False
    cycle: int = 1
    loop: tuple[str, ...] = ()


Row = LedgerEntry | Standing
"""Lights and figures take either."""


_Kept = dict[int, tuple[LedgerEntry, Standing]]
_kept: ContextVar[_Kept | None] = ContextVar("standings that were computed", default=None)


@contextmanager
def standings_kept() -> Iterator[None]:
    """Within it no standing is computed twice: a paper asks for that of each row some twenty times."""
    before = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(before)


def standing_of(row: Row) -> Standing:
    """The standing of an entry; a standing is its own."""
    if isinstance(row, Standing):
        return row
    kept = _kept.get()
    if kept is None:
        return _computed(row)
    if id(row) not in kept:
        kept[id(row)] = row, _computed(row)  # the row is held, so that its number stays its own
    return kept[id(row)][1]


def _computed(row: LedgerEntry) -> Standing:
    life = row.handling
    own = _since_handed_over(life.steps)
    first = {step.act.action: step for step in reversed(life.steps)}
    last = {step.act.action: step for step in life.steps}
    done, asked, answered = last.keys(), _newest(last, ASKS), _newest(last, ANSWERS)
    by_owner = {step.act.action for step in own}
    unanswered = max(answered, own[0].seq if len(own) < len(life.steps) else 0)
    return Standing(
        id=row.id,
        document=row.document,
        parent=row.parent,
        status=row.status,
        units=_answerable(row),
        shared=_shared(row),
        whole=not row.missing,
        original_due=row.original_due,
        due=row.current_due,
        undated=_undated(row),
        every=_every(row),
        every_from=_day(last, "stand" if row.status is Status.STANDING else "assign"),
        stages=tuple(Stage(label=stage.text, due=stage.due) for stage in row.milestones),
        passed=tuple(step.act.point for step in life.steps if step.act.point),
        percent=life.percent,
        filed=_day(first, "file"),
        assigned=_day(first, "assign"),
        assigned_last=max(filter(None, (_day(last, "assign"), _day(last, _HANDS_OVER))), default=None),
        received="receive" in by_owner,
        begun=bool(by_owner & {"progress", "reach", "apply"}),
        applied=_day(last, "apply"),
        closed=_day(last, "close") if row.status is Status.CLOSED else None,
        paused=_pause(row),
        reminders=sum(step.act.action == "remind" and step.seq > unanswered for step in life.steps),
        answered=answered > asked,
        extended="grant" in done,
        cycle=life.cycle,
        loop=tuple(name for name, actions in LOOP.items() if not done.isdisjoint(actions)),
    )


def _since_handed_over(steps: Sequence[Step]) -> Sequence[Step]:
    """What belongs to the unit that has the row now, from the handing over on; all where there was none."""
    at = [number for number, step in enumerate(steps) if step.act.action == _HANDS_OVER]
    return steps[at[-1] :] if at else steps


def _shared(entry: LedgerEntry) -> bool:
    mains = [owner for owner in entry.owners if owner.role is not Role.SUPPORT]
    return bool(mains) and all(owner.group for owner in mains)


def _answerable(entry: LedgerEntry) -> tuple[str, ...]:
    for role in (Role.LEAD, Role.RESPONSIBLE):
        if names := tuple(dict.fromkeys(owner.name for owner in entry.owners if owner.role is role)):
            return names
    return (NOBODY,)


def _every(entry: LedgerEntry) -> str:
    """How often it is looked at again, of a standing duty; else how often the text wants it done."""
    if entry.status is Status.STANDING and entry.handling.every:
        return entry.handling.every
    deadline = entry.deadline
    recurs = deadline is not None and deadline.kind is DeadlineKind.RECURRING
    return (deadline.every or deadline.text) if deadline and recurs else ""


def _undated(entry: LedgerEntry) -> str:
    if entry.current_due is not None:
        return ""
    if entry.deadline is None:
        return "没有时限"
    words = "没有确定日期" if entry.deadline.kind in (DeadlineKind.DATE, DeadlineKind.VAGUE) else "没有终点"
    return f"时限“{entry.deadline.text}”{words}"


def _pause(entry: LedgerEntry) -> str:
    paused = entry.handling.last("suspend") if entry.status is Status.SUSPENDED else None
    return paused.act.note if paused else ""


def _day(steps: Mapping[str, Step], action: str) -> dt.date | None:
    return steps[action].on if action in steps else None


def _newest(steps: Mapping[str, Step], actions: Iterable[str]) -> int:
    """The number of the newest of these acts, 0 if there is none."""
    return max((steps[action].seq for action in actions if action in steps), default=0)
