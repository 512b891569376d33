"""How many rows need no correction: records measured against a careful clerk's sentence-by-sentence gold.

A row counts only when task, owners, roles and date are all right. Sentences labelled C count neither way.
What is wrong is kept beside the counts, sentence by sentence, so that a person can look at it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate
from typing import TypeVar

from models import ROLE_LABELS, Deadline, DeadlineKind, Extraction, Issue, Role, Task
from pipeline.evaluation.gold import Gold, GoldDeadline, GoldSentence
from pipeline.evaluation.names import plain_name, without_open_class

_ENOUGH_OF_GOLD, _ENOUGH_OF_RECORD = 0.3, 0.5
_MEASURED = ("task", "issue", "owner", "deadline")
_KINDS = {
    DeadlineKind.DATE: "没有写明日期",
    DeadlineKind.RECURRING: "反复",
    DeadlineKind.STANDING: "长期",
    DeadlineKind.VAGUE: "没有日期",
}

Record = TypeVar("Record", Task, Issue)
Span = tuple[int, int]


@dataclass
class Tally:
    """Counts that figures are made of; tallies add up over documents.

    For each of task, issue, owner and deadline, `task+` counts the right ones, `task-` those that should not
    have been reported and `task?` those that were missed.
    """

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, key: str, number: int = 1) -> None:
        """Count `number` more of `key`."""
        self.counts[key] = self.counts.get(key, 0) + number

    def __iadd__(self, other: "Tally") -> "Tally":
        for key, number in other.counts.items():
            self.add(key, number)
        return self

    def wanted(self, name: str) -> int:
        """How many of `name` the gold has."""
        return self._count(f"{name}+") + self._count(f"{name}?")

    def precision(self, name: str) -> float:
        """The share of what was reported that is right."""
        return _share(self._count(f"{name}+"), self._count(f"{name}+") + self._count(f"{name}-"))

    def recall(self, name: str) -> float:
        """The share of what the gold has that was found."""
        return _share(self._count(f"{name}+"), self.wanted(name))

    def f1(self, name: str) -> float:
        """The harmonic mean of precision and recall of `name`; 0 where nothing was right."""
        right = self._count(f"{name}+")
        return _share(2 * right, 2 * right + self._count(f"{name}-") + self._count(f"{name}?"))

    def figures(self) -> dict[str, float]:
        """Task, issue, owner and deadline F1, the share of right roles, and the share of right rows."""
        figures = {name: self.f1(name) for name in _MEASURED}
        figures["role"] = _share(self._count("role"), self._count("owner+"))
        figures["row"] = _share(self._count("row"), self.wanted("task"))
        return {name: round(value, 3) for name, value in figures.items()}

    def details(self) -> dict[str, object]:
        """The same with precision, recall and how many there are in the gold, for other programs."""
        details: dict[str, object] = dict(self.figures())
        for name in _MEASURED:
            shares = {"p": self.precision(name), "r": self.recall(name), "f1": self.f1(name)}
            rounded = {key: round(value, 3) for key, value in shares.items()}
            details[name] = {**rounded, "gold": self.wanted(name)}
        details["ungrounded"] = self._count("ungrounded")
        details["sentences"] = {label: self._count(label) for label in "CINT" if self._count(label)}
        return details

    def _count(self, key: str) -> int:
        return self.counts.get(key, 0)


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of several tallies."""
    result = Tally()
    for tally in tallies:
        result += tally
    return result


class Mistake(StrEnum):
    """What a clerk would have to correct."""

    TASK_MISSED = "task_missed"
    TASK_EXTRA = "task_extra"
    ISSUE_MISSED = "issue_missed"
    ISSUE_EXTRA = "issue_extra"
    OWNER_MISSING = "owner_missing"
    OWNER_EXTRA = "owner_extra"
    OWNER_ROLE = "owner_role"
    DEADLINE = "deadline"


@dataclass(frozen=True)
class Fault:
    """One mistake: what the gold wants and what the program said, in words."""

    mistake: Mistake
    want: str = ""
    got: str = ""


@dataclass(frozen=True)
class Wrong:
    """A sentence of the gold that was not read as the gold says."""

    number: int
    text: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Judgement:
    """One document against its gold; `unfound` are gold sentences that are not in the document."""

    tally: Tally
    wrong: tuple[Wrong, ...] = ()
    unfound: tuple[int, ...] = ()


def evaluate(extraction: Extraction | None, gold: Gold) -> Judgement:
    """One extraction against its gold; a document that could not be read (None) gave nothing."""
    tally = Tally()
    if extraction is None:
        wrong = [_wrong(sentence, [], [], tally) for sentence in gold.sentences]
        return Judgement(tally, tuple(filter(None, wrong)))
    tally.add("ungrounded", len(extraction.ungrounded()))
    bare = "".join(extraction.document.text.split())
    tasks = _placed(extraction, extraction.tasks)
    issues = _placed(extraction, extraction.issues)
    found, unfound = [], []
    for sentence, span in located(gold.sentences, bare):
        if span is None:
            unfound.append(sentence.n)
        else:
            found.append(_wrong(sentence, _meeting(tasks, span), _meeting(issues, span), tally))
    return Judgement(tally, tuple(filter(None, found)), tuple(unfound))


def located(sentences: Iterable[GoldSentence], bare: str) -> Iterator[tuple[GoldSentence, Span | None]]:
    """Where each sentence stands in the document without blanks, in order; repeated ones move on."""
    at = 0
    for sentence in sentences:
        words = "".join(sentence.text.split())
        start = bare.find(words, at)
        start = bare.find(words) if start < 0 else start
        at = max(at, start + 1)
        yield sentence, (start, start + len(words)) if start >= 0 else None


def _placed(extraction: Extraction, records: Sequence[Record]) -> list[tuple[Record, Span]]:
    """Each record with its span in the document without blanks."""
    before = [0, *accumulate(not char.isspace() for char in extraction.document.text)]
    return [(record, (before[record.source.start], before[record.source.end])) for record in records]


def _meeting(placed: Sequence[tuple[Record, Span]], span: Span) -> list[Record]:
    """The records that were read from the sentence at `span`, or from a good part of it."""
    return [record for record, at in placed if meets(at, span)]


def meets(record: Span, gold: Span) -> bool:
    """Whether two spans have so much in common that one was read from the other."""
    common = min(record[1], gold[1]) - max(record[0], gold[0])
    enough_gold = common >= _ENOUGH_OF_GOLD * (gold[1] - gold[0])
    return common > 0 and (enough_gold or common >= _ENOUGH_OF_RECORD * (record[1] - record[0]))


def _wrong(
    sentence: GoldSentence, tasks: Sequence[Task], issues: Sequence[Issue], tally: Tally
) -> Wrong | None:
    """Counts one sentence; what is wrong with it, if anything."""
    tally.add(sentence.label)
    faults = [*_label_faults(sentence.label, tasks, issues, tally)]
    if sentence.label == "T":
        row = [*_owner_faults(sentence, tasks, tally), *_deadline_faults(sentence.deadline, tasks, tally)]
        tally.add("row", bool(tasks) and not row)
        faults += row if tasks else []
    return Wrong(sentence.n, sentence.text, tuple(faults)) if faults else None


def _label_faults(
    label: str, tasks: Sequence[Task], issues: Sequence[Issue], tally: Tally
) -> Iterator[Fault]:
    if label == "T":
        tally.add("task+" if tasks else "task?")
    if label == "T" and not tasks:
        yield Fault(Mistake.TASK_MISSED)
    if label in "IN" and tasks:
        tally.add("task-")
        yield Fault(Mistake.TASK_EXTRA, got=tasks[0].measure)
    if label == "I":
        tally.add("issue+" if issues else "issue?")
    if label == "I" and not issues:
        yield Fault(Mistake.ISSUE_MISSED)
    if label == "N" and issues:
        tally.add("issue-")
        yield Fault(Mistake.ISSUE_EXTRA, got=issues[0].text)


def _owner_faults(sentence: GoldSentence, tasks: Sequence[Task], tally: Tally) -> list[Fault]:
    """Units are compared by their plain names, the first role that a unit is given counts."""
    want = {plain_name(owner.unit): owner.role for owner in sentence.owners or ()}
    printed = {plain_name(owner.unit): owner.unit for owner in sentence.owners or ()}
    have: dict[str, Role] = {}
    for owner in (owner for task in tasks for owner in task.owners):
        names = (plain_name(owner.name), plain_name(owner.mention))
        key = next((name for name in names if name in want), names[0])
        have.setdefault(key, owner.role)
        printed.setdefault(key, owner.name)
    want, have = without_open_class(want, want), without_open_class(have, want)
    both = want.keys() & have.keys()
    tally.add("owner+", len(both))
    tally.add("owner?", len(want) - len(both))
    tally.add("owner-", len(have) - len(both))
    tally.add("role", sum(want[name] == have[name] for name in both))
    return list(_owner_differences(want, have, printed))


def _owner_differences(
    want: Mapping[str, Role], have: Mapping[str, Role], printed: Mapping[str, str]
) -> Iterator[Fault]:
    def shown(roles: Mapping[str, Role], name: str) -> str:
        return f"{printed[name]}（{ROLE_LABELS[roles[name]]}）" if name in roles else ""

    for name in dict.fromkeys((*want, *have)):
        if want.get(name) != have.get(name):
            known = name in want and name in have
            one_sided = Mistake.OWNER_MISSING if name in want else Mistake.OWNER_EXTRA
            mistake = Mistake.OWNER_ROLE if known else one_sided
            yield Fault(mistake, shown(want, name), shown(have, name))


def _deadline_faults(want: GoldDeadline | None, tasks: Sequence[Task], tally: Tally) -> list[Fault]:
    """立即 and the like only ask that no date was invented; a limit without a day passes with any day."""
    given = [task.deadline for task in tasks if task.deadline]
    have = [deadline for deadline in given if deadline.kind is not DeadlineKind.VAGUE]
    if want is None or want.kind is DeadlineKind.VAGUE:
        tally.add("deadline-", bool(have))
        right = not have
    else:
        right = any(_same_deadline(want, deadline) for deadline in have)
        tally.add("deadline+" if right else "deadline?")
        tally.add("deadline-", bool(have) and not right)
    if right:
        return []
    got = "；".join(dict.fromkeys(_limit(deadline) for deadline in have or given))
    return [Fault(Mistake.DEADLINE, _limit(want) if want else "", got)]


def _same_deadline(want: GoldDeadline, have: Deadline) -> bool:
    return have.kind is want.kind and want.due in (None, have.due)


def _limit(deadline: GoldDeadline | Deadline) -> str:
    return f"{deadline.text}（{deadline.due or _KINDS[deadline.kind]}）"


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
