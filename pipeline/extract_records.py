"""What `extract` prints: the models themselves, with the place of their source in the original at one glance.

That is the page, the paragraph or the table cell.
"""

from pydantic import computed_field

from models import (
    DocumentKind,
    Extraction,
    Frozen,
    Gap,
    Issue,
    Problem,
    Question,
    Rejected,
    Source,
    Target,
    Task,
)
from models.document import Anchor


class RecordSource(Source):
    """A source with its place flattened; all but the known ones of the three are null."""

    @computed_field
    def page(self) -> int | None:
        """The page, counted from 1."""
        return self.place.page

    @computed_field
    def paragraph(self) -> int | None:
        """The paragraph, counted from 1."""
        return self.place.paragraph

    @computed_field
    def cell(self) -> str | None:
        """The table cell in words: 表1第3行第2列."""
        return None if self.place.table is None else self.place.label()


class TaskRecord(Task):
    """A task or a call as `extract` prints it."""

    source: RecordSource


class IssueRecord(Issue):
    """A problem found as `extract` prints it: nothing is demanded, so it has neither measure nor targets."""

    measure: str = ""
    source: RecordSource
    targets: tuple[Target, ...] = ()


class DocumentReport(Frozen):
    """All that was read out of one file, as `extract --format json` prints it."""

    name: str
    kind: DocumentKind
    title: str
    anchor: Anchor | None
    gaps: tuple[Gap, ...]
    problems: tuple[Problem, ...]
    records: tuple[TaskRecord | IssueRecord, ...]
    rejected: tuple[Rejected, ...]
    questions: tuple[Question, ...]


def records(extraction: Extraction) -> tuple[TaskRecord | IssueRecord, ...]:
    """Tasks, calls and issues in the order in which they stand in the text."""
    made: list[TaskRecord | IssueRecord] = [
        TaskRecord.model_validate(task.model_dump()) for task in (*extraction.tasks, *extraction.calls)
    ]
    made += [IssueRecord.model_validate(issue.model_dump()) for issue in extraction.issues]
    return tuple(sorted(made, key=lambda record: (record.source.start, record.kind, record.id)))


def report(extraction: Extraction) -> DocumentReport:
    """The whole of one document as one JSON object."""
    document = extraction.document
    return DocumentReport(
        name=document.name,
        kind=document.kind,
        title=document.title,
        anchor=document.anchor,
        gaps=document.gaps,
        problems=document.problems,
        records=records(extraction),
        rejected=extraction.rejected,
        questions=extraction.questions,
    )
