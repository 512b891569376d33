"""What commands print for programs beside the records themselves: rows with more in them, figures, scores."""

import datetime as dt

from pydantic import computed_field

from models import DocumentKind, Frozen, LedgerEntry, Problem
from pipeline.evaluation.judging import Mistake
from pipeline.ledger.lights import Colour
from pipeline.ledger.statistics import Figures, Panel


class ExportedRow(LedgerEntry):
    """A line of `export --format jsonl`: the row, where it was first read in words, its status in Chinese."""

    source: str
    status_label: str


class ListedRow(LedgerEntry):
    """A line of `ledger list --format jsonl`: the row and what holds of it on the day asked for.

    `answered` is 回音, `landed` is 着落; `loop` says which of 部署, 落实, 督查, 反馈 and 改进 has a record.
    """

    status_label: str
    light: Colour
    light_reasons: tuple[str, ...]
    overdue_days: int
    answered: bool
    landed: bool
    loop: dict[str, bool]

    @computed_field  # type: ignore[prop-decorator]  # pydantic's way; mypy does not know it
    @property
    def current_due(self) -> dt.date | None:
        """The last day that counts now."""
        return super().current_due


class Statistics(Frozen):
    """What `ledger stats --format json` prints; `left_out` counts rows that are in no figure.

    `upto` is the newest event that counts.
    """

    as_of: dt.date
    upto: int
    left_out: int
    all: Figures
    month: Panel
    groups: dict[str, Figures]


class Share(Frozen):
    """Precision, recall and F1 of one thing that is read, and how many the gold has."""

    p: float
    r: float
    f1: float
    gold: int


class Scores(Frozen):
    """How well documents were read: `role` and `row` are shares of the right ones.

    `ungrounded` counts values whose words are not at their place, `sentences` those of the gold by label.
    """

    task: Share
    issue: Share
    owner: Share
    deadline: Share
    role: float
    row: float
    ungrounded: int
    sentences: dict[str, int]


class ScoredFault(Frozen):
    """What the gold wants and what was read instead, in words."""

    mistake: Mistake
    want: str
    got: str


class ScoredSentence(Frozen):
    """A sentence of the gold, by its number, that was not read as the gold says."""

    n: int
    text: str
    faults: tuple[ScoredFault, ...]


class ScoredDocument(Frozen):
    """One document that was measured."""

    document: str
    kind: DocumentKind
    figures: Scores
    wrong: tuple[ScoredSentence, ...]


class NoScores(Frozen):
    """Nothing was measured."""


class Evaluation(Frozen):
    """What `evaluate --format json` prints."""

    all: Scores | NoScores
    groups: dict[str, Scores]
    kinds: dict[str, Scores]
    documents: tuple[ScoredDocument, ...]
    problems: tuple[Problem, ...]
