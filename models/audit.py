"""The audit of a speech against a ledger: rows as any office keeps them, commitments, verdicts, signals.

The field names of `CommitmentFinding` and `Untraceable` are a contract: `run.py audit --format jsonl` prints
them.
"""

import datetime as dt
from enum import StrEnum
from typing import Literal

from models.base import Frozen, Grounded
from models.document import Gap
from models.problem import Problem
from models.task import Deadline, Owner, Role, Source, Target


class RowOwner(Frozen):
    """Who a row of the ledger names, and as what; `role` is null where the ledger does not say."""

    name: str
    role: Role | None = None


class LedgerRow(Frozen):
    """A row of anybody's ledger as its clerk wrote it. `progress` and `evidence` are free text.

    `place` says where in the file the row stands, `column` in which column its measure, counted
    from 1; `started` and `closed` are dates that the row states; `kind` is what sort of issue it says it is.
    `due` is the last day that counts now; `original_due` is the day first set, where the ledger keeps both.
    `parent` is the row that this one is a part of.
    """

    id: str
    measure: str
    issue: str = ""
    kind: str = ""
    owners: tuple[RowOwner, ...] = ()
    deadline: str = ""
    due: dt.date | None = None
    original_due: dt.date | None = None
    parent: str = ""
    status: str = ""
    source: str = ""
    progress: str = ""
    evidence: str = ""
    started: dt.date | None = None
    closed: dt.date | None = None
    place: str = ""
    column: int | None = None


class Verdict(StrEnum):
    """What became of a commitment; the most severe that holds, severest first."""

    MISSING = "missing"
    OWNER_MISMATCH = "owner_mismatch"
    DEADLINE_WEAKER = "deadline_weaker"
    TARGET_WEAKER = "target_weaker"
    COVERED = "covered"


VERDICT_LABELS = {
    Verdict.MISSING: "台账未见对应任务",
    Verdict.OWNER_MISMATCH: "责任单位不一致",
    Verdict.DEADLINE_WEAKER: "时限放宽",
    Verdict.TARGET_WEAKER: "目标弱化",
    Verdict.COVERED: "已对应",
}


class Weight(StrEnum):
    """How checkable a commitment is: a result to be seen, a mechanism to be kept, or a general demand."""

    CONCRETE = "concrete"
    MECHANISM = "mechanism"
    GENERAL = "general"


WEIGHT_LABELS = {Weight.CONCRETE: "具体事项", Weight.MECHANISM: "机制要求", Weight.GENERAL: "一般要求"}


class Commitment(Frozen):
    """One demand of the speech, as large as a clerk would put it into one row.

    `asked` is false for a sentence that demands nothing checkable, yet has a row of its own.
    """

    id: str
    source: Source
    owners: tuple[Owner, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()
    weight: Weight = Weight.GENERAL
    asked: bool = True


class Mark(Grounded):
    """Words of the speech that a difference is about; offsets count in the document's text."""

    text: str

    @property
    def surface(self) -> str:
        """The words as they stand."""
        return self.text


class Reason(Frozen):
    """Why a verdict was given, for a person to check: a rule, a sentence, the words on either side."""

    rule: str
    verdict: Verdict
    text: str
    entry: str = ""
    marks: tuple[Mark, ...] = ()
    row_words: tuple[str, ...] = ()


class Match(Frozen):
    """A row that answers a commitment: how alike (0 to 1) and by what; `decided` by a person, if so."""

    id: str
    score: float
    why: tuple[str, ...] = ()
    decided: bool = False


class Decision(Frozen):
    """What a person ruled about a pair: `link` and `accept` make it hold, `reject` ends it."""

    commitment: str
    entry: str
    ruling: Literal["link", "accept", "reject"]
    by: str = ""
    on: dt.date
    quote: str = ""


class CommitmentLine(Frozen):
    """What is printed of a finding: the sentence, the rows found for it, and the verdict with its reasons."""

    kind: Literal["commitment"] = "commitment"
    id: str
    source: Source
    verdict: Verdict
    entries: tuple[Match, ...] = ()
    reasons: tuple[Reason, ...] = ()
    notes: tuple[str, ...] = ()


class CommitmentFinding(CommitmentLine):
    """The same with the commitment as it was read."""

    commitment: Commitment


class EntryRef(Frozen):
    """A row by its id, with its measure so that a person recognises it."""

    id: str
    measure: str = ""


class Untraceable(Frozen):
    """A row for which the speech has no sentence; it may well have another source, and then says so."""

    kind: Literal["untraceable"] = "untraceable"
    entry: EntryRef
    reason: str


class Signal(Frozen):
    """Something to look into on the side of the ledger: a check of the audit, and the rows it names."""

    kind: Literal["signal"] = "signal"
    check: str
    title: str
    text: str
    entries: tuple[str, ...] = ()


class Coverage(Frozen):
    """How many commitments of a sort have a row, and how many were carried over whole."""

    kind: Literal["coverage"] = "coverage"
    label: str
    total: int
    with_row: int
    whole: int


class Scope(Frozen):
    """What was compared, and what could not be: for page one of the report."""

    kind: Literal["scope"] = "scope"
    speech: str
    title: str
    ledger: str
    date: dt.date | None
    rows: int
    characters: int
    hidden: int
    gaps: tuple[Gap, ...] = ()
    problems: tuple[Problem, ...] = ()


class AuditReport(Frozen):
    """All that the audit found; the report writers print it and decide nothing."""

    scope: Scope
    text: str
    coverage: tuple[Coverage, ...]
    findings: tuple[CommitmentFinding, ...]
    untraceable: tuple[Untraceable, ...]
    signals: tuple[Signal, ...]
    rows: tuple[LedgerRow, ...]
    questions: tuple[str, ...]
