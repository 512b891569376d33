"""Last days as calendars (iCalendar, RFC 5545): one file for all rows and one for every unit.

Only days that stand in the documents become entries; a suggested day and a row without one do not. The stamp
that the format wants grows with the ledger's events instead of the clock, so that a later export replaces an
earlier one in the user's calendar and the same ledger still gives the same bytes. A day stands in the
calendar of all and in those of its units; it is set once, and waits in a file without a name.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any

from icalendar import Alarm, Calendar, Event

from models import ROLE_LABELS, EntryDeadline, LedgerEntry, Role
from pipeline.exports.archive import FIXED_DATE
from pipeline.exports.contents import Contents
from pipeline.exports.duties import shares_in, without_expanded
from pipeline.exports.papers.circulated import file_names, printable
from pipeline.exports.sheets.wording import TO_BE_NAMED, has_duty, owner_names, source_quotes
from pipeline.ledger.status_groups import DROPPED
from pipeline.ledger.wording import work_words

FOLDER = "单位日历"
_REMIND_BEFORE = dt.timedelta(days=-3)
_LONGEST_TITLE = 60


def calendars(contents: Contents) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Relative names and what is in them, in pieces; a unit without any dated row has no file."""
    with TemporaryFile() as waiting:
        events = _Events(waiting, contents.last_seq)
        rows = [events.add(entry) for entry in contents.entries if entry.status not in DROPPED]
        yield "台账日历.ics", _calendar("台账时限", events.of(without_expanded(rows)))
        shares = shares_in(rows, contents.roster)
        for share, name in zip(shares, file_names(share.unit for share in shares), strict=True):
            own = [duty.entry for duty in share.duties]
            if any(map(events.has, own)):
                yield f"{FOLDER}/{name}.ics", _calendar(f"{share.unit}任务时限", events.of(own))


class _Events:
    """The days of every row as they stand in a calendar, in a file until they are wanted."""

    def __init__(self, file: IO[bytes], version: int) -> None:
        self._file, self._version = file, version
        self._places: dict[str, tuple[int, int]] = {}
        self._owners: dict[Any, Any] = {}

    def add(self, entry: LedgerEntry) -> LedgerEntry:
        """Set the days of a row; what is left of it says only whose it is."""
        if dated := _dated(entry):
            words = b"".join(
                _event(entry, deadline, part, self._version).to_ical() for part, deadline in enumerate(dated)
            )
            self._places[entry.id] = self._file.tell(), self._file.write(words)
        owners = self._owners.setdefault(entry.owners, entry.owners)
        left: dict[str, Any] = {
            "id": entry.id,
            "parent": entry.parent,
            "owners": owners,
            "status": entry.status,
        }
        return LedgerEntry.model_construct(**left)

    def has(self, entry: LedgerEntry) -> bool:
        """Whether the row has a day."""
        return entry.id in self._places

    def of(self, entries: Iterable[LedgerEntry]) -> Iterator[bytes]:
        """The days of the rows, in their order."""
        for entry in filter(self.has, entries):
            at, length = self._places[entry.id]
            self._file.seek(at)
            yield self._file.read(length)


def _calendar(name: str, events: Iterable[bytes]) -> Iterator[bytes]:
    calendar = Calendar()
    calendar.add("prodid", "-//duban//ledger//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    head, end, _ = calendar.to_ical().partition(b"END:VCALENDAR")
    yield head
    yield from events
    yield end + b"\r\n"


def _dated(entry: LedgerEntry) -> list[EntryDeadline]:
    """The limits with a known day: the last one, then the stages before it."""
    last = entry.deadline
    if last and entry.handling.due:
        last = last.model_copy(update={"due": entry.handling.due})
    every = ([last] if last else []) + list(entry.milestones)
    return [deadline for deadline in every if deadline.due]


def _event(entry: LedgerEntry, deadline: EntryDeadline, part: int, version: int) -> Any:
    stamp = FIXED_DATE.replace(tzinfo=dt.UTC) + dt.timedelta(seconds=version)
    event = Event()
    event.add("uid", f"{entry.id}-{part}@duban")
    event.add("dtstamp", stamp)
    event.add("sequence", version)
    event.add("dtstart", deadline.due)
    event.add("summary", ("阶段：" if part else "到期：") + _short(printable(work_words(entry))))
    event.add("description", printable(_details(entry, deadline)))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"三天后到期：{_short(printable(work_words(entry)))}")
    alarm.add("trigger", _REMIND_BEFORE)
    event.add_component(alarm)
    return event


def _details(entry: LedgerEntry, deadline: EntryDeadline) -> str:
    named = [(role, owner_names(entry.owners, role)) for role in Role]
    owners = [f"{ROLE_LABELS[role]}：{names}" for role, names in named if names]
    if not has_duty(entry):
        owners.insert(0, f"{ROLE_LABELS[Role.RESPONSIBLE]}：{TO_BE_NAMED}")
    quote = source_quotes(entry.sources[:1])
    return "\n".join([f"编号：{entry.id}", *owners, f"时限原文：{deadline.text}", f"原文：{quote}"])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TITLE else line[:_LONGEST_TITLE] + "…"
