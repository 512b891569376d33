"""The same demand read twice in one document becomes one row; everything that may differ keeps rows apart."""

from collections.abc import Iterable
from dataclasses import dataclass

from models import Basis, Deadline, DeadlineKind, Owner, Role, Target, Task
from pipeline.normaliser.identity import fold

_STRENGTH = {Role.LEAD: 0, Role.RESPONSIBLE: 1, Role.SUPPORT: 2}


@dataclass(frozen=True)
class Demand:
    """One demand with every task that states it, in the order of the text."""

    tasks: tuple[Task, ...]
    owners: tuple[Owner, ...]
    deadline: Deadline | None
    issues: tuple[str, ...]

    @classmethod
    def of(cls, task: Task) -> "Demand":
        """The demand of a single task."""
        return cls((task,), unite((), task.owners), task.deadline, task.issues)

    @property
    def measure(self) -> str:
        """The words of the first task."""
        return self.tasks[0].measure

    @property
    def confidence(self) -> float:
        """That of the surest task."""
        return max(task.confidence for task in self.tasks)

    @property
    def timeless(self) -> bool:
        """A prohibition without a date: it simply holds, so no deadline is missing."""
        return self.deadline is None and any(task.prohibition for task in self.tasks)

    def accepts(self, task: Task) -> bool:
        """Whether `task` can be the same demand: nothing it says contradicts what is known."""
        return (
            _nested({fold(o.name) for o in self.owners}, {fold(o.name) for o in task.owners})
            and _nested(set(self.issues), set(task.issues))
            and _same_deadline(self.deadline, task.deadline)
        )

    def with_task(self, task: Task) -> "Demand":
        """This demand, stated once more."""
        return Demand(
            tasks=(*self.tasks, task),
            owners=unite(self.owners, task.owners),
            deadline=_firmer(self.deadline, task.deadline),
            issues=tuple(dict.fromkeys((*self.issues, *task.issues))),
        )


def merge(tasks: Iterable[Task]) -> tuple[Demand, ...]:
    """One demand for each thing asked, in the order of the text."""
    demands: list[Demand] = []
    by_measure: dict[str, list[int]] = {}
    for task in sorted(tasks, key=lambda t: (t.source.start, t.measure_start, t.id)):
        known = by_measure.setdefault(fold(task.measure), [])
        place = next((at for at in known if demands[at].accepts(task)), None)
        if place is None:
            known.append(len(demands))
            demands.append(Demand.of(task))
        else:
            demands[place] = demands[place].with_task(task)
    return tuple(demands)


def unite(first: Iterable[Owner], second: Iterable[Owner]) -> tuple[Owner, ...]:
    """Every owner once, in the order of first mention, in the strongest role and on the best ground."""
    best: dict[str, Owner] = {}
    for owner in (*first, *second):
        name = fold(owner.name)
        best[name] = min(best.get(name, owner), owner, key=_rank)
    return tuple(best.values())


def targets_of(demand: Demand) -> tuple[Target, ...]:
    """The targets of all its tasks, each wording once."""
    found = {
        fold(target.text): target for task in reversed(demand.tasks) for target in reversed(task.targets)
    }
    return tuple(reversed(found.values()))


def milestones_of(demand: Demand) -> tuple[Deadline, ...]:
    """The milestones of all its tasks, each wording once."""
    found = {(m.text, m.due): m for task in reversed(demand.tasks) for m in reversed(task.milestones)}
    return tuple(reversed(found.values()))


def _rank(owner: Owner) -> tuple[int, bool, float]:
    return _STRENGTH[owner.role], owner.basis is Basis.INHERITED, -owner.confidence


def _nested(one: set[str], other: set[str]) -> bool:
    return one <= other or other <= one


def _same_deadline(one: Deadline | None, other: Deadline | None) -> bool:
    if one is None or other is None:
        return True
    if one.due or other.due:
        return one.due == other.due
    return (one.kind, fold(one.text)) == (other.kind, fold(other.text))


def _firmer(one: Deadline | None, other: Deadline | None) -> Deadline | None:
    given = [deadline for deadline in (one, other) if deadline]
    return min(given, key=lambda d: (d.due is None, d.kind is DeadlineKind.VAGUE), default=None)
