"""The ledger: entries, the events they are folded from, and the states of their life."""

import datetime as dt
from enum import StrEnum
from typing import Any, Literal

from models.base import Frozen
from models.document import Anchor, DocumentKind, Gap
from models.handling import Handling
from models.problem import Problem
from models.roster import Roster
from models.task import Basis, DeadlineKind, Issue, Question, Rejected, Role, Source, Target, Task


class Status(StrEnum):
    """Where a row stands. Overdue is computed from the date, never a state."""

    DRAFT = "draft"
    FILED = "filed"
    ASSIGNED = "assigned"
    RECEIVED = "received"
    UNDER_WAY = "under_way"
    EXTENSION_ASKED = "extension_asked"
    EXTENDED = "extended"
    APPLIED = "applied"
    CLOSED = "closed"
    REOPENED = "reopened"
    STANDING = "standing"
    SUSPENDED = "suspended"
    MERGED = "merged"
    VOID = "void"


STATUS_LABELS = {
    Status.DRAFT: "草稿（待确认）",
    Status.FILED: "已立项",
    Status.ASSIGNED: "已交办",
    Status.RECEIVED: "已签收",
    Status.UNDER_WAY: "办理中",
    Status.EXTENSION_ASKED: "延期待批",
    Status.EXTENDED: "已延期",
    Status.APPLIED: "待验收",
    Status.CLOSED: "已销号",
    Status.REOPENED: "反弹重启",
    Status.STANDING: "长期坚持",
    Status.SUSPENDED: "暂停",
    Status.MERGED: "并案",
    Status.VOID: "作废",
}


class EntryOwner(Frozen):
    """An owner in the ledger: the name to print, the words in the document, the registry's key if known."""

    name: str
    mention: str
    role: Role
    basis: Basis
    unit: str = ""
    group: bool = False


class EntryDeadline(Frozen):
    """A deadline in the ledger. `suggested` comes from office policy and is always shown as 建议."""

    text: str
    kind: DeadlineKind
    due: dt.date | None = None
    standing: bool = False
    every: str = ""
    reason: str = ""
    suggested: dt.date | None = None
    policy: str = ""


class Doubt(Frozen):
    """Why a cell of the row needs a person's eye."""

    field: Literal["issue", "measure", "owner", "deadline", "target"]
    code: str
    reason: str


class Quality(Frozen):
    """可操作、可检查、可量化: can the measure be acted on, checked, counted; `why` has the words."""

    actionable: bool
    checkable: bool
    quantifiable: bool
    why: tuple[str, ...] = ()

    @property
    def score(self) -> int:
        """0 to 3; a row below 2 is listed for rewording."""
        return self.actionable + self.checkable + self.quantifiable


class LedgerEntry(Frozen):
    """One row of the ledger. `sources[0]` is where it was first read; a merged entry keeps them all.

    `parent` is the row that this one is a part of: the share of one unit in what was asked of a whole class.
    """

    id: str
    document_id: str
    document: str
    parent: str = ""
    issue: str = ""
    issue_id: str = ""
    measure: str
    owners: tuple[EntryOwner, ...] = ()
    deadline: EntryDeadline | None = None
    milestones: tuple[EntryDeadline, ...] = ()
    targets: tuple[Target, ...] = ()
    sources: tuple[Source, ...]
    prohibition: bool = False
    missing: tuple[Literal["owner", "measure", "deadline"], ...] = ()
    quality: Quality
    doubts: tuple[Doubt, ...] = ()
    status: Status = Status.DRAFT
    handling: Handling = Handling()
    rule: str = ""
    confidence: float = 1.0

    @property
    def original_due(self) -> dt.date | None:
        """The last day as it was first set, whatever extensions came after."""
        return self.deadline.due if self.deadline and self.deadline.kind is DeadlineKind.DATE else None

    @property
    def current_due(self) -> dt.date | None:
        """The last day that counts now."""
        return self.handling.due or self.original_due


class EventKind(StrEnum):
    """What can happen; the ledger is nothing but these in order."""

    DOCUMENT_READ = "document_read"
    DOCUMENT_FAILED = "document_failed"
    ENTRY_ADDED = "entry_added"
    ENTRY_CHANGED = "entry_changed"
    STATUS_CHANGED = "status_changed"
    ACTION_TAKEN = "action_taken"
    ROSTER_SET = "roster_set"
    NOTED = "noted"


class Event(Frozen):
    """One thing that happened, never changed afterwards; `seq` counts from 1, `on` is its stated date."""

    seq: int
    on: dt.date
    actor: str
    kind: EventKind
    subject: str
    payload: dict[str, Any]


class DocumentRecord(Frozen):
    """What the ledger keeps of a document that was read: all that a person must see besides the rows.

    `characters` is the length of the visible text, `calls` the exhortations for the appendix, `rejected`
    the sentences that look like instructions and became nothing, `questions` what a checklist is made of.
    """

    id: str
    name: str
    format: str
    kind: DocumentKind
    title: str = ""
    anchor: Anchor | None = None
    characters: int = 0
    gaps: tuple[Gap, ...] = ()
    problems: tuple[Problem, ...] = ()
    issues: tuple[Issue, ...] = ()
    calls: tuple[Task, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    questions: tuple[Question, ...] = ()


class LedgerState(Frozen):
    """The fold over all events up to `last_seq`: what exports, statistics and audits work on."""

    documents: tuple[DocumentRecord, ...] = ()
    entries: tuple[LedgerEntry, ...] = ()
    roster: Roster | None = None
    last_seq: int = 0
