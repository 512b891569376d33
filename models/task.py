"""What extraction yields: tasks, calls, issues, their owners, deadlines and targets.

The field names and their JSON form are a contract: `run.py extract --format jsonl` prints these models.
"""

import datetime as dt
from enum import StrEnum

from models.base import Frozen, Grounded
from models.document import Document, Place


class Role(StrEnum):
    """What an owner has to do: lead (牵头), be responsible (责任、承办), support (配合)."""

    LEAD = "lead"
    RESPONSIBLE = "responsible"
    SUPPORT = "support"


ROLE_LABELS = {Role.LEAD: "牵头", Role.RESPONSIBLE: "责任", Role.SUPPORT: "配合"}


class Basis(StrEnum):
    """Whether the sentence itself names the value or the item around it does."""

    EXPLICIT = "explicit"
    INHERITED = "inherited"


class DeadlineKind(StrEnum):
    """`date` has a last day (perhaps one the text does not give), the others have none to compute."""

    DATE = "date"
    RECURRING = "recurring"
    STANDING = "standing"
    VAGUE = "vague"


class TaskKind(StrEnum):
    """A `task` is a row of the ledger; a `call` is an exhortation that nobody could check."""

    TASK = "task"
    CALL = "call"


class Owner(Grounded):
    """Who must act. `name` has the shared prefix restored, `mention` is the exact words at the span."""

    name: str
    mention: str
    role: Role
    basis: Basis
    rule: str
    confidence: float = 1.0
    group: bool = False
    open_list: bool = False
    inherited_from: str = ""

    @property
    def surface(self) -> str:
        """The words as they stand."""
        return self.mention


class Deadline(Grounded):
    """By when. `due` is the last day; null when the text does not give it, and then `reason` says why.

    `begins` is the first day of a range, `standing` is true for 「…前完成，并长期坚持」, `anchor` is the date
    that a relative phrase was counted from, `every` describes a recurrence in words.
    """

    text: str
    kind: DeadlineKind
    due: dt.date | None = None
    begins: dt.date | None = None
    standing: bool = False
    anchor: dt.date | None = None
    every: str = ""
    reason: str = ""
    rule: str = ""
    confidence: float = 1.0
    basis: Basis = Basis.EXPLICIT

    @property
    def surface(self) -> str:
        """The words as they stand."""
        return self.text


class Target(Grounded):
    """A figure to be reached: 不少于30人, 化解率90%以上, 全覆盖. `value` is null for words such as 全部."""

    text: str
    value: float | None = None
    unit: str = ""
    comparator: str = "="
    rule: str = ""

    @property
    def surface(self) -> str:
        """The words as they stand."""
        return self.text


class Product(Grounded):
    """What the task leaves behind and can be asked for as evidence: 问题台账, 管护办法."""

    text: str
    rule: str = ""

    @property
    def surface(self) -> str:
        """The words as they stand."""
        return self.text


class Source(Grounded):
    """The sentence a record was read from, and its place in the original."""

    document: str
    quote: str
    headings: tuple[str, ...] = ()
    place: Place = Place()
    raw_start: int = 0
    raw_end: int = 0

    @property
    def surface(self) -> str:
        """The words as they stand."""
        return self.quote


class Task(Frozen):
    """One demand. `reasons` names every cue that decided, `rule` the one that decided most."""

    id: str
    kind: TaskKind
    measure: str
    measure_start: int
    measure_end: int
    source: Source
    owners: tuple[Owner, ...] = ()
    deadline: Deadline | None = None
    milestones: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    products: tuple[Product, ...] = ()
    issues: tuple[str, ...] = ()
    prohibition: bool = False
    rule: str
    reasons: tuple[str, ...] = ()
    confidence: float = 1.0


class Issue(Frozen):
    """A problem found. `owners` are those found wanting, where the sentence names them or the heading does.

    `assigned` and `deadline` are who is to put it right and by when, where a bracket, a label line or a cell
    of its item says so.
    """

    id: str
    kind: str = "issue"
    text: str
    source: Source
    owners: tuple[Owner, ...] = ()
    assigned: tuple[Owner, ...] = ()
    deadline: Deadline | None = None
    rule: str
    reasons: tuple[str, ...] = ()
    confidence: float = 1.0


class Rejected(Grounded):
    """A sentence that looks like an instruction and became nothing, with the reason, for a person."""

    quote: str
    reason: str
    rule: str
    place: Place = Place()

    @property
    def surface(self) -> str:
        """The words as they stand."""
        return self.quote


class Question(Grounded):
    """A question for self-examination (「是否存在畏难情绪」): a line of a checklist, no task and no issue.

    `rule` says whether people look at themselves (`question.reflect`) or into something (`question.check`).
    """

    text: str
    source: Source
    rule: str

    @property
    def surface(self) -> str:
        """The words as they stand."""
        return self.text


class Extraction(Frozen):
    """All that was read out of one document."""

    document: Document
    tasks: tuple[Task, ...] = ()
    calls: tuple[Task, ...] = ()
    issues: tuple[Issue, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    questions: tuple[Question, ...] = ()

    def ungrounded(self) -> list[str]:
        """Every value whose words are not at its span; empty unless there is a fault of ours."""
        text = self.document.text
        claims = [(type(v).__name__, v.surface, v.start, v.end) for v in self._grounded()]
        claims += [("measure", t.measure, t.measure_start, t.measure_end) for t in (*self.tasks, *self.calls)]
        return [
            f"{kind} {surface!r} is not at {start}-{end}"
            for kind, surface, start, end in claims
            if text[start:end] != surface
        ]

    def _grounded(self) -> list[Grounded]:
        values: list[Grounded] = list(self.rejected)
        for task in (*self.tasks, *self.calls):
            values += [task.source, *task.owners, *task.milestones, *task.targets, *task.products]
            values += [task.deadline] if task.deadline else []
        for issue in self.issues:
            values += [issue.source, *issue.owners]
        for question in self.questions:
            values += [question, question.source]
        return values
