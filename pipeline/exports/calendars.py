"""Last days as calendars (iCalendar, RFC 5545): one file for all rows and one for every unit.

Only days that stand in the documents become entries; a suggested day and a row without one do not. The stamp
that the format wants grows with the ledger's events instead of the clock, so that a later export replaces an
earlier one in the user's calendar and the same ledger still gives the same bytes.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from icalendar import Alarm, Calendar, Event

from models import ROLE_LABELS, EntryDeadline, LedgerEntry, LedgerState, Role
from pipeline.exports.archive import FIXED_DATE
from pipeline.exports.duties import shares_of
from pipeline.exports.papers.circulated import file_names, printable
from pipeline.exports.sheets.wording import DROPPED, TO_BE_NAMED, owner_names, source_quotes

FOLDER = "单位日历"
_REMIND_BEFORE = dt.timedelta(days=-3)
_LONGEST_TITLE = 60


def calendars(state: LedgerState) -> Iterator[tuple[str, bytes]]:
    """Relative names and bytes; a unit without any dated row has no file."""
    entries = [entry for entry in state.entries if entry.status not in DROPPED]
    yield "台账日历.ics", _calendar("台账时限", entries, state.last_seq)
    shares = shares_of(state)
    for share, name in zip(shares, file_names(share.unit for share in shares), strict=True):
        own = [duty.entry for duty in share.duties]
        if any(_dated(entry) for entry in own):
            yield f"{FOLDER}/{name}.ics", _calendar(f"{share.unit}任务时限", own, state.last_seq)


def _calendar(name: str, entries: Iterable[LedgerEntry], version: int) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//duban//ledger//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        for part, deadline in enumerate(_dated(entry)):
            calendar.add_component(_event(entry, deadline, part, version))
    return bytes(calendar.to_ical())


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
    event.add("summary", ("阶段：" if part else "到期：") + _short(printable(entry.measure)))
    event.add("description", printable(_details(entry, deadline)))
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", f"三天后到期：{_short(printable(entry.measure))}")
    alarm.add("trigger", _REMIND_BEFORE)
    event.add_component(alarm)
    return event


def _details(entry: LedgerEntry, deadline: EntryDeadline) -> str:
    owners = (f"{ROLE_LABELS[role]}：{owner_names(entry.owners, role) or TO_BE_NAMED}" for role in Role)
    quote = source_quotes(entry.sources[:1])
    return "\n".join([f"编号：{entry.id}", *owners, f"时限原文：{deadline.text}", f"原文：{quote}"])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TITLE else line[:_LONGEST_TITLE] + "…"
