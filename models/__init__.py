"""The words every room speaks: documents, tasks, issues, ledger entries, problems.

What lives here: immutable pydantic models and the small pure functions that belong to them (span arithmetic,
labels). What does not: reading files, recognising anything in a text, storing, printing. Nothing here
imports another room of ours, opens a file or asks the clock.
"""

from models.base import Frozen, Grounded
from models.document import (
    Anchor,
    Block,
    Document,
    DocumentKind,
    Gap,
    IndexMap,
    Place,
    Region,
    Section,
    Sentence,
)
from models.ledger import (
    STATUS_LABELS,
    DocumentRecord,
    Doubt,
    EntryDeadline,
    EntryOwner,
    Event,
    EventKind,
    LedgerEntry,
    LedgerState,
    Quality,
    Status,
)
from models.problem import Problem, Severity
from models.task import (
    ROLE_LABELS,
    Basis,
    Deadline,
    DeadlineKind,
    Extraction,
    Issue,
    Owner,
    Rejected,
    Role,
    Source,
    Target,
    Task,
    TaskKind,
)
from models.units import Registry, Unit

__all__ = [
    "ROLE_LABELS",
    "STATUS_LABELS",
    "Anchor",
    "Basis",
    "Block",
    "Deadline",
    "DeadlineKind",
    "Document",
    "DocumentKind",
    "DocumentRecord",
    "Doubt",
    "EntryDeadline",
    "EntryOwner",
    "Event",
    "EventKind",
    "Extraction",
    "Frozen",
    "Gap",
    "Grounded",
    "IndexMap",
    "Issue",
    "LedgerEntry",
    "LedgerState",
    "Owner",
    "Place",
    "Problem",
    "Quality",
    "Region",
    "Registry",
    "Rejected",
    "Role",
    "Section",
    "Sentence",
    "Severity",
    "Source",
    "Status",
    "Target",
    "Task",
    "TaskKind",
    "Unit",
]
