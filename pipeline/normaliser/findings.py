"""Findings that are somebody's to put right though the text says no measure: rows with no measure yet.

「调度室没有雨天预案。责任单位：安全科；整改时限：5月12日前」: whoever hands out work needs the row, lest who
answers and by when be lost; its measure stays empty, for nothing may be invented.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby

from models import Deadline, Extraction, Issue, Owner, Task, TaskKind
from pipeline.normaliser.merging import Demand, unite
from pipeline.normaliser.open_words import says_nothing

_RULE = "issue.assigned"
_Place = tuple[int, int]


def without_open_measures(extraction: Extraction) -> Extraction:
    """Without tasks whose cell only says 待明确 where a measure should be: their finding is the row."""
    told = tuple(task for task in extraction.tasks if not (task.issues and says_nothing(task.measure)))
    return extraction if len(told) == len(extraction.tasks) else extraction.model_copy(update={"tasks": told})


def findings_to_answer(extraction: Extraction) -> Iterator[Demand]:
    """One demand for each item that only tells what is wrong, and whose it is or by when it is to be right.

    An item of which any task has its owners or limit from the same words is answered by that task.
    """
    answered = {identity for task in extraction.tasks for identity in task.issues}
    used = {place for task in extraction.tasks for place in _places(task.owners, _times(task))}
    open_ = [issue for issue in extraction.issues if issue.id not in answered and _given(issue)]
    for given, group in groupby(open_, key=_given):
        if not used.intersection(given):
            yield _demand(tuple(group))


def _demand(issues: tuple[Issue, ...]) -> Demand:
    first = issues[0]
    return Demand(
        tasks=tuple(map(_without_measure, issues)),
        owners=unite((), first.assigned),
        deadline=first.deadline,
        issues=tuple(issue.id for issue in issues),
    )


def _without_measure(issue: Issue) -> Task:
    start = issue.source.start
    return Task(
        id=issue.id,
        kind=TaskKind.TASK,
        measure="",
        measure_start=start,
        measure_end=start,
        source=issue.source,
        owners=issue.assigned,
        deadline=issue.deadline,
        issues=(issue.id,),
        rule=_RULE,
        reasons=issue.reasons,
        confidence=issue.confidence,
    )


def _given(issue: Issue) -> tuple[_Place, ...]:
    """The words that say who is to put it right and by when, by their places."""
    return tuple(_places(issue.assigned, [issue.deadline] if issue.deadline else []))


def _places(owners: Iterable[Owner], times: Iterable[Deadline]) -> Iterator[_Place]:
    yield from ((owner.start, owner.end) for owner in owners)
    yield from ((time.start, time.end) for time in times)


def _times(task: Task) -> list[Deadline]:
    return [*task.milestones, *([task.deadline] if task.deadline else [])]
