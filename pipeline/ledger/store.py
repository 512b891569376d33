"""The ledger as a file or a database: events go in at the end, come out in order, and fold to its state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Connection, Engine, and_, select

from models import Act, DocumentKind, Event, EventKind, LedgerEntry, LedgerState, Problem, Roster
from models.collector import collector_off
from pipeline.ledger.acting import event_of_act
from pipeline.ledger.changes import NewEvent, events_of_reading
from pipeline.ledger.database import bring_home, open_database
from pipeline.ledger.derived_rows import family_of, renew
from pipeline.ledger.errors import told_in_chinese
from pipeline.ledger.fold import fold
from pipeline.ledger.merging import MERGE, UNMERGE, merged, unmerged
from pipeline.ledger.moments import Moment, documents_at, last_seq, roster_at, state_at
from pipeline.ledger.notes import is_about
from pipeline.ledger.problems import problem
from pipeline.ledger.requirements import Setting
from pipeline.ledger.same_words import Identified, is_another, undated, under, with_day
from pipeline.ledger.stored_events import append_events, event_of, events_about, prove_end
from pipeline.ledger.tables import DOCUMENTS, EVENTS

if TYPE_CHECKING:
    from pipeline.normaliser import Normalised

Planner = Callable[[Sequence[Event], Setting], Sequence[NewEvent]]
Decision = Callable[[LedgerEntry], NewEvent | Problem | None]


@dataclass(frozen=True)
class Outcome:
    """What came of a request: the events it caused, the rules it broke, the ids that knew it already."""

    events: tuple[Event, ...] = ()
    problems: tuple[Problem, ...] = ()
    repeated: tuple[str, ...] = ()


class Ledger:
    """An open ledger; use it in a `with` statement so that the file is left whole and closed."""

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self._place = place
        self._proven = False

    @classmethod
    def open(cls, where: str | Path, *, create: bool = True) -> Self:
        """The ledger at a path or address (`sqlite:///…`, `postgresql://…`), new if `create` allows it.

        Raises:
            LedgerError: it is no ledger, is newer than this program, or cannot be read and written.
        """
        return cls(*open_database(where, create=create))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def add(self, normalised: Normalised, on: dt.date, actor: str = "导入") -> tuple[Event, ...]:
        """Enter one document, whole or not at all; the events it caused, none if nothing is new."""
        with self.transaction(writing=True) as connection:
            own = _identified(connection, normalised).normalised
            known = events_about(connection, _subjects(own))
            return _enter(connection, events_of_reading(known, own), on, actor)

    def identified(self, normalised: Normalised) -> Identified:
        """One document under the id that it has here, or will have (see `same_words.py`)."""
        with self.transaction() as connection:
            return _identified(connection, normalised)

    def would_add(self, normalised: Normalised) -> tuple[NewEvent, ...]:
        """What `add` would enter, without entering it."""
        with self.transaction() as connection:
            own = _identified(connection, normalised).normalised
            return events_of_reading(events_about(connection, _subjects(own)), own)

    def append(self, new: Iterable[NewEvent], on: dt.date, actor: str) -> tuple[Event, ...]:
        """Enter events as they are, all or none; `act` is the way for what the rules must allow."""
        with self.transaction(writing=True) as connection:
            return _enter(connection, new, on, actor)

    def note(self, new: NewEvent, on: dt.date, actor: str) -> None:
        """Enter an event unless it is the last of its subject already, as two who read one file may say."""
        with self.transaction(writing=True) as connection:
            known = events_about(connection, [new.subject])
            if not known or (known[-1].kind, known[-1].payload) != (new.kind, new.payload):
                _enter(connection, [new], on, actor)

    def act(self, acts: Sequence[Act], by: str, setting: Setting) -> Outcome:
        """Record what somebody did, act by act; one that breaks a rule is a problem and stops no other."""
        with self.transaction(writing=True) as connection:
            outcomes = [self._act(connection, act, by, setting) for act in acts]
        return _joined(outcomes)

    def merge(self, keep: str, other: str, by: str, setting: Setting, reason: str) -> Outcome:
        """Merge one row into another that takes over its sources; both change, or neither."""
        with self.transaction(writing=True) as connection:
            if not events_about(connection, [keep]):
                return Outcome(problems=(problem("unknown_entry", keep),))
            act = Act(entry=other, action=MERGE, note=reason, into=keep)
            return self._act(connection, act, by, setting)

    def decide(self, entry_id: str, decision: Decision, by: str, on: dt.date) -> Outcome:
        """Record what `decision` makes of the entry as it stands now, while nobody else can write."""
        with self.transaction(writing=True) as connection:
            return _decide(connection, entry_id, decision, by, on)

    def plan(self, subject: str, planner: Planner, by: str, setting: Setting, *, write: bool) -> bool:
        """Ask what a row's history calls for, and record it if `write`; False when there is no such row."""
        with self.transaction(writing=write) as connection:
            history = events_about(connection, [subject])
            if not fold(history).entries:
                return False
            new = planner(history, _completed(connection, setting, subject))
            if write:
                _enter(connection, new, setting.on, by)
        return True

    def _act(self, connection: Connection, act: Act, by: str, setting: Setting) -> Outcome:
        if act.action in (MERGE, UNMERGE):
            return _act_on_two(connection, act, by, setting)
        full = _completed(connection, setting, act.entry, act.into)
        return _decide(
            connection, act.entry, lambda entry: event_of_act(entry, act, by, full), by, setting.on
        )

    def events(self, since: int = 0, upto: int | None = None) -> tuple[Event, ...]:
        """What happened after event `since`, up to and including event `upto`."""
        query = select(EVENTS).where(EVENTS.c.seq > since).order_by(EVENTS.c.seq)
        if upto is not None:
            query = query.where(EVENTS.c.seq <= upto)
        with self.transaction() as connection:
            return tuple(map(event_of, connection.execute(query)))

    def state(
        self,
        upto: int | None = None,
        on: dt.date | None = None,
        each: Callable[[LedgerEntry], LedgerEntry] | None = None,
    ) -> LedgerState:
        """The whole ledger in memory: now, after event `upto`, at the end of a day (see `moments.Moment`)."""
        with self.transaction() as connection, collector_off():
            return state_at(connection, Moment(upto, on), each)

    def last_seq(self) -> int:
        """The number of the newest event, 0 in an empty ledger."""
        with self.transaction() as connection:
            return last_seq(connection)

    def notes(self, topic: str) -> tuple[Event, ...]:
        """Every note on the topic in order, with its day and who is said to have made it (see `notes.py`)."""
        return tuple(event for event in self.events_of(EventKind.NOTED) if is_about(event, topic))

    def events_of(self, *kinds: EventKind) -> tuple[Event, ...]:
        """Every event of these kinds, in order."""
        query = select(EVENTS).where(EVENTS.c.kind.in_([kind.value for kind in kinds])).order_by(EVENTS.c.seq)
        with self.transaction() as connection:
            return tuple(map(event_of, connection.execute(query)))

    def roster(self) -> Roster | None:
        """The roster in force."""
        with self.transaction() as connection:
            return roster_at(connection)

    def kinds(self) -> dict[str, DocumentKind]:
        """What sort of paper each document is, by the document's name."""
        with self.transaction() as connection:
            return {document.name: document.kind for document in documents_at(connection)}

    def history(self, subject: str) -> tuple[Event, ...]:
        """All events of one row or document."""
        with self.transaction() as connection:
            return tuple(events_about(connection, [subject]))

    @contextmanager
    def transaction(self, *, writing: bool = False) -> Iterator[Connection]:
        """One transaction; a writing one waits for its turn. What the database refuses is told in Chinese.

        Before anything is written the newest events are proven, once; afterwards it is brought into the file.
        """
        options: dict[str, Any] = {"writing": writing}
        if self._engine.dialect.name == "postgresql" and not writing:
            options["isolation_level"] = "REPEATABLE READ"  # all that one reading asks is of one moment
        with (
            told_in_chinese(self._place),
            self._engine.connect().execution_options(**options) as connection,
        ):
            with connection.begin():
                if writing and not self._proven:
                    prove_end(connection)
                    self._proven = True
                yield connection
            if writing:
                bring_home(connection)


def _completed(connection: Connection, setting: Setting, entry_id: str, into: str = "") -> Setting:
    """The setting with what the ledger itself knows: the rows around this one, and the roster."""
    return replace(setting, others=family_of(connection, entry_id, into), roster=roster_at(connection))


def _identified(connection: Connection, normalised: Normalised) -> Identified:
    """The paper with these words that it is a copy of, else the next paper with these words."""
    words = normalised.record.id
    with_words = and_(DOCUMENTS.c.id >= words, DOCUMENTS.c.id < f"{words}.")
    others = connection.execute(select(DOCUMENTS.c.id, DOCUMENTS.c.name).where(with_words)).all()
    for other in sorted(others):
        own = under(other.id, normalised)
        known = events_about(connection, _subjects(own))
        if not is_another(known, own):
            return Identified(own, undated=undated(known, own))
    if not others:
        return Identified(normalised)
    return Identified(under(with_day(normalised), normalised), other=min(others).name)


def _subjects(normalised: Normalised) -> list[str]:
    return [normalised.record.id, *(entry.id for entry in normalised.entries)]


def _enter(connection: Connection, new: Iterable[NewEvent], on: dt.date, actor: str) -> tuple[Event, ...]:
    """Write the events and renew the rows that they touch."""
    events = append_events(connection, new, on, actor)
    if events:
        renew(connection, (event.subject for event in events))
    return events


def _decide(connection: Connection, entry_id: str, decision: Decision, by: str, on: dt.date) -> Outcome:
    entries = fold(events_about(connection, [entry_id])).entries
    if not entries:
        return Outcome(problems=(problem("unknown_entry", entry_id),))
    decided = decision(entries[0])
    if isinstance(decided, Problem):
        return Outcome(problems=(decided,))
    if decided is None:
        return Outcome(repeated=(entry_id,))
    return Outcome(events=_enter(connection, [decided], on, by))


def _act_on_two(connection: Connection, act: Act, by: str, setting: Setting) -> Outcome:
    """Merge a row into another, or take that back; both rows change, or neither."""
    found = fold(events_about(connection, [act.entry])).entries
    if not found:
        return Outcome(problems=(problem("unknown_entry", act.entry),))
    other, into = found[0], act.into or found[0].handling.into
    history = events_about(connection, [into]) if into else []
    keep = next(iter(fold(history).entries), None)
    full = _completed(connection, setting, act.entry, into)
    if act.action == MERGE or keep is None:
        made = merged(act, other, keep, by, full)
    else:
        made = unmerged(act, other, keep, history, by, full)
    if isinstance(made, Problem):
        return Outcome(problems=(made,))
    if not made:
        return Outcome(repeated=(act.entry,))
    return Outcome(events=_enter(connection, made, setting.on, by))


def _joined(outcomes: Iterable[Outcome]) -> Outcome:
    parts = list(outcomes)
    return Outcome(
        events=tuple(event for part in parts for event in part.events),
        problems=tuple(fault for part in parts for fault in part.problems),
        repeated=tuple(name for part in parts for name in part.repeated),
    )
