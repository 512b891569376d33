"""The ledger's values in a clerk's words: dates, owners, targets, where a thing stands."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping
from itertools import chain

from models import (
    DeadlineKind,
    DocumentRecord,
    EntryDeadline,
    EntryOwner,
    LedgerEntry,
    Role,
    Roster,
    Source,
)
from pipeline.exports.contents import Contents
from pipeline.ledger.evidence import kind_labels
from pipeline.ledger.statistics import answerable
from pipeline.ledger.status_groups import DROPPED
from pipeline.ledger.told_percent import share_words
from pipeline.rosters import Kind, kind_of_party, leaders_of

TO_BE_NAMED = "待明确"
NO_DATE_YET = "时限待定"

_BETWEEN_IDS = "；"
_FIRST_EXCEL_YEAR = 1900
_KIND_LABEL = re.compile(r"问题(?:类别|类型)[:：]\s*(?P<kind>[^\s，。；;:：]{2,20})")
_KIND_HEADING = re.compile(
    r"^(?:[（(]?[一二三四五六七八九十\d]+[)）、.．]\s*)*(?:在|关于|聚焦)?(?P<kind>[^，。；：:在]{2,24}(?:方面|类))"
    r"(?:(?:的|还|仍|存在|主要|突出|具体|共性|个性)*(?:问题|不足|短板)?(?:[（(].*[)）])?)[:：。]?$"
)
ELEMENT_LABELS = {"owner": "责任单位", "measure": "整改措施", "deadline": "完成时限"}


def date_words(date: dt.date) -> str:
    """The date as it is written: 2025年6月30日."""
    return f"{date.year}年{date.month}月{date.day}日"


def due_or_words(deadline: EntryDeadline | None) -> dt.date | str:
    """The last day where there is one, else the words; never a suggested day."""
    if deadline is None:
        return ""
    if deadline.kind is DeadlineKind.DATE and deadline.due:
        # Excel counts days from 1900; an earlier year is a slip in the document, shown as it stands.
        return deadline.due if deadline.due.year >= _FIRST_EXCEL_YEAR else date_words(deadline.due)
    if deadline.kind is DeadlineKind.RECURRING:
        return deadline.every or deadline.text
    return deadline.text


def suggestion(deadline: EntryDeadline | None) -> str:
    """What office policy would set, always marked as a suggestion."""
    if deadline is None or deadline.suggested is None:
        return ""
    basis = f"（{deadline.policy}）" if deadline.policy else ""
    return f"建议：{date_words(deadline.suggested)}{basis}"


def has_duty(entry: LedgerEntry) -> bool:
    """Whether somebody leads or is responsible; supporters alone do not carry a task."""
    return any(owner.role in (Role.LEAD, Role.RESPONSIBLE) for owner in entry.owners)


def owner_names(owners: tuple[EntryOwner, ...], role: Role) -> str:
    """The names of those with the role, in the order of the document."""
    return "、".join(dict.fromkeys(owner.name for owner in owners if owner.role is role))


def person_words(entry: LedgerEntry) -> str:
    """Under 责任人: the persons whom the text makes answer for the row, by name or post; mostly nobody."""
    named = (owner.name for owner in entry.owners if owner.role is not Role.SUPPORT)
    return "、".join(dict.fromkeys(name for name in named if kind_of_party(name) is Kind.PERSON))


def beside_units(entry: LedgerEntry) -> tuple[EntryOwner, ...]:
    """The persons who stand under 责任人 and in no column of units, because a unit answers beside them."""
    mains = [owner for owner in entry.owners if owner.role is not Role.SUPPORT]
    persons = tuple(owner for owner in mains if kind_of_party(owner.name) is Kind.PERSON)
    return persons if len(persons) < len(mains) else ()


def problem_kind(entry: LedgerEntry) -> str:
    """Under 问题类别: what the text itself calls it, by a label or a heading (政策落实方面); mostly empty."""
    texts = [entry.issue, *(line for source in entry.sources for line in (source.quote, *source.headings))]
    labels, headings = map(_KIND_LABEL.search, texts), map(_KIND_HEADING.search, _headings(entry))
    found = next(filter(None, chain(labels, headings)), None)
    return found["kind"] if found else ""


def _headings(entry: LedgerEntry) -> list[str]:
    """The headings above the row, the nearest first, without the sentence itself."""
    quotes = {source.quote.strip("。；; ") for source in entry.sources}
    found = [line for source in entry.sources for line in reversed(source.headings)]
    return [line for line in found if line.strip("。；; ") not in quotes]


def roles_to_check(entry: LedgerEntry) -> tuple[Role, ...]:
    """Where a doubt about the owners shows: the columns of the names it quotes, or both empty ones."""
    if not has_duty(entry):
        return Role.LEAD, Role.RESPONSIBLE
    reasons = "".join(doubt.reason for doubt in entry.doubts if doubt.field == "owner")
    doubted = {owner.role for owner in entry.owners if f"“{owner.name}”" in reasons}
    return tuple(role for role in Role if role in (doubted or {owner.role for owner in entry.owners}))


def duty_words(entry: LedgerEntry, role: Role) -> str:
    """The names with the role; 待明确 where somebody must act and nobody is named."""
    named = owner_names(entry.owners, role)
    waived = role is Role.SUPPORT or has_duty(entry) or entry.status in DROPPED
    return named if waived else TO_BE_NAMED


def leader_words(entry: LedgerEntry, roster: Roster | None) -> str:
    """Who leads on the office's side, as far as the roster tells for the units that answer; always 推定."""
    names = [leader.name for leader in leaders_of(answerable(entry), roster)]
    return f"{'、'.join(names)}（推定）" if names else ""


def expanded_words(count: int) -> str:
    """What is said of rows that stand in a list by their parts only."""
    return f"已展开到各单位的 {count} 项只列各单位的条目。" if count else ""


def limit_words(entry: LedgerEntry) -> dt.date | str:
    """What stands under 完成时限; a bare prohibition has no last day, all else without one is 时限待定."""
    if entry.handling.due:
        return entry.handling.due
    needed = not entry.prohibition or "deadline" in entry.missing
    return due_or_words(entry.deadline) or (NO_DATE_YET if needed else "")


def progress_words(entry: LedgerEntry) -> str:
    """What was last reported in this cycle, with its percentage where the words do not give it."""
    life = entry.handling
    newest = life.last("progress", "apply", "reopen")
    # Until a row that was reopened has a report, its note is why it was reopened.
    note = "" if newest and newest.act.action == "reopen" else life.note
    return "，".join(part for part in (note, share_words(note, life.percent)) if part)


def evidence_words(entry: LedgerEntry) -> str:
    """What was handed in during this cycle, one a line."""
    labels = kind_labels()
    return "\n".join(f"{labels.get(item.kind, item.kind)}:{item.text}" for item in entry.handling.evidence)


def proofs(entry: LedgerEntry) -> list[str]:
    """The same for a paper that is read and not read back: 照片影像：整改前后各两张."""
    labels = kind_labels()
    return [f"{labels.get(item.kind, item.kind)}：{item.text}" for item in entry.handling.evidence]


def extension_words(entry: LedgerEntry) -> str:
    """That the day was moved, and where it was first; empty when it never was."""
    if not entry.handling.due:
        return ""
    first = f"原定{date_words(entry.original_due)}" if entry.original_due else "原无日期"
    return (
        f"{first}，延期{entry.handling.extensions}次" if entry.handling.extensions else f"{first}，重启后另定"
    )


def milestone_words(entry: LedgerEntry) -> str:
    """The earlier limits of a task, with their dates where they are known."""
    return "；".join(map(_milestone, entry.milestones))


def missing_elements(entry: LedgerEntry) -> str:
    """Which of the three elements the row lacks; empty when it has them all."""
    return "、".join(ELEMENT_LABELS[name] for name in entry.missing)


def targets_words(entry: LedgerEntry) -> str:
    """The figures to be reached, in the document's own words."""
    return "、".join(dict.fromkeys(target.text for target in entry.targets))


def issue_ids(entry: LedgerEntry) -> tuple[str, ...]:
    """The issues that the row answers; a row against several has their ids in one field."""
    return tuple(part for part in entry.issue_id.split(_BETWEEN_IDS) if part)


def document_titles(state: Contents) -> dict[str, str]:
    """By id and by file name: the title a clerk knows a document by; where two bear it, with the file."""
    bearers = Counter(doc.title for doc in state.documents)
    return {
        key: _told_apart(doc) if bearers[doc.title] > 1 else doc.title or doc.name
        for doc in state.documents
        for key in (doc.id, doc.name)
    }


def _told_apart(document: DocumentRecord) -> str:
    name = document.name.rpartition(".")[0] or document.name
    title = document.title.strip("《》")
    return f"{title}（{name}）" if title and title != name else document.name


def source_documents(entry: LedgerEntry, titles: Mapping[str, str]) -> str:
    """Every document the row was read from, one a line."""
    names = [source.document for source in entry.sources] or [entry.document]
    return "\n".join(dict.fromkeys(titles.get(name, name) for name in names))


def source_places(sources: tuple[Source, ...]) -> str:
    """Where the row's sentences stand, one a line."""
    return "\n".join(dict.fromkeys(place for source in sources if (place := source.place.label())))


def source_quotes(sources: tuple[Source, ...]) -> str:
    """The row's sentences as they stand, one a line."""
    return "\n".join(dict.fromkeys(source.quote for source in sources))


def _milestone(deadline: EntryDeadline) -> str:
    date = f"（{date_words(deadline.due)}）" if deadline.due else ""
    return f"{deadline.text}{date}"
