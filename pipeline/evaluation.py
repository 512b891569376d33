"""How many rows need no correction: records measured against a careful clerk's sentence-by-sentence gold.

Gold labels every sentence T (task that must be found), C (call, free to report), I (problem found) or N
(must not be reported); a T sentence has its owners with roles and its deadline. A row counts only when task,
owners, roles and date are all right.
"""

import datetime as dt
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from models import Deadline, DeadlineKind, Extraction, Grounded, Issue, Registry, Task
from pipeline.registry import resolve

_SPACE = re.compile(r"\s+")
_OPEN_CLASS = re.compile(r"^(?:国务院|其他|其它|各)?(?:相关|有关|责任)(?:部门|单位|方面)")
_LEVEL = re.compile(r"^(?:全|我)?(?:省|自治区|市(?!场)|州|区(?!域)|县(?!域)|旗)(?=..)")
_ENOUGH_OF_GOLD, _ENOUGH_OF_RECORD = 0.3, 0.5


@dataclass
class Tally:
    """Counts that figures are made of; tallies add up over documents."""

    counts: dict[str, int] = field(default_factory=dict)

    def add(self, key: str, number: int = 1) -> None:
        """Count `number` more of `key`."""
        self.counts[key] = self.counts.get(key, 0) + number

    def __iadd__(self, other: "Tally") -> "Tally":
        for key, number in other.counts.items():
            self.add(key, number)
        return self

    def f1(self, name: str) -> float:
        """The harmonic mean of precision and recall of `name`; 0 where nothing was right."""
        right = self.counts.get(f"{name}+", 0)
        wrong = self.counts.get(f"{name}-", 0) + self.counts.get(f"{name}?", 0)
        return 2 * right / (2 * right + wrong) if right else 0.0

    def figures(self) -> dict[str, float]:
        """Task, issue, owner and deadline F1, the share of right roles, and the share of right rows."""
        figures = {name: self.f1(name) for name in ("task", "issue", "owner", "deadline")}
        figures["role"] = self.counts.get("role", 0) / max(1, self.counts.get("owner+", 0))
        figures["row"] = self.counts.get("row", 0) / max(1, self.counts.get("tasks", 0))
        return {name: round(value, 3) for name, value in figures.items()}


def evaluate(extraction: Extraction, gold: dict[str, Any], registry: Registry) -> Tally:
    """The tally of one extraction against the gold of its document."""
    tally = Tally()
    bare, starts = _bare(extraction.document.text)
    at = 0
    for sentence in gold["sentences"]:
        words = _SPACE.sub("", sentence["text"])
        found = bare.find(words, at)
        found = bare.find(words) if found < 0 else found
        if found < 0:
            tally.add("unfound")
            continue
        at = max(at, found + 1)
        span = (starts[found], starts[found + len(words) - 1] + 1)
        _judge(sentence, span, extraction, registry, tally)
    return tally


def load_gold(path: Path) -> tuple[dict[str, Any], dt.date | None]:
    """A gold file and the date of its document."""
    gold = json.loads(path.read_text("utf-8"))
    return gold, dt.date.fromisoformat(gold["date"]) if gold.get("date") else None


def _bare(text: str) -> tuple[str, list[int]]:
    """The text without white space, and where each of its characters stands in `text`."""
    kept = [(char, at) for at, char in enumerate(text) if not char.isspace()]
    return "".join(char for char, _ in kept), [at for _, at in kept]


def _judge(
    sentence: dict[str, Any], span: tuple[int, int], got: Extraction, registry: Registry, tally: Tally
) -> None:
    label = sentence["label"]
    tasks = [task for task in got.tasks if _meets(task.source, span)]
    issues: list[Issue] = [issue for issue in got.issues if _meets(issue.source, span)]
    if label == "T":
        tally.add("tasks")
        tally.add("task+" if tasks else "task?")
        _judge_row(sentence, tasks, registry, tally)
    elif label != "C" and tasks:
        tally.add("task-")
    if label == "I":
        tally.add("issue+" if issues else "issue?")
    elif label == "N" and issues:
        tally.add("issue-")


def _meets(source: Grounded, span: tuple[int, int]) -> bool:
    common = min(source.end, span[1]) - max(source.start, span[0])
    enough_gold = common >= _ENOUGH_OF_GOLD * (span[1] - span[0])
    return common > 0 and (enough_gold or common >= _ENOUGH_OF_RECORD * (source.end - source.start))


def _judge_row(sentence: dict[str, Any], tasks: Sequence[Task], registry: Registry, tally: Tally) -> None:
    want = {_key(o["unit"], registry): o["role"] for o in sentence.get("owners") or []}
    have: dict[str, str] = {}
    for owner in (o for task in tasks for o in task.owners):
        names = {_key(owner.name, registry), _key(owner.mention, registry)}
        key = next(iter(sorted(names & set(want))), _key(owner.name, registry))
        have.setdefault(key, owner.role.value)
    want, have = _without_open_class(want, have)
    both = want.keys() & have.keys()
    tally.add("owner+", len(both))
    tally.add("owner?", len(want.keys() - have.keys()))
    tally.add("owner-", len(have.keys() - want.keys()))
    tally.add("role", sum(want[key] == have[key] for key in both))
    dates_right = _judge_deadline(sentence.get("deadline"), tasks, tally)
    tally.add("row", bool(tasks) and want == have and dates_right)


def _without_open_class(want: dict[str, str], have: dict[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """有关部门 and the like beside named units may be written or left out."""
    named = {key: role for key, role in want.items() if not _OPEN_CLASS.match(key)}
    if not named:
        return want, have
    return named, {key: role for key, role in have.items() if not _OPEN_CLASS.match(key)}


def _judge_deadline(want: dict[str, Any] | None, tasks: Sequence[Task], tally: Tally) -> bool:
    have = [task.deadline for task in tasks if task.deadline and task.deadline.kind is not DeadlineKind.VAGUE]
    if want is None or want["kind"] == "vague":
        tally.add("deadline-", bool(have))
        return not have
    right = any(_same_deadline(want, deadline) for deadline in have)
    tally.add("deadline+" if right else "deadline?")
    tally.add("deadline-", bool(have) and not right)
    return right


def _same_deadline(want: dict[str, Any], have: Deadline) -> bool:
    due = have.due.isoformat() if have.due else None
    return have.kind.value == want["kind"] and (want.get("due") is None or want["due"] == due)


def _key(name: str, registry: Registry) -> str:
    """What two spellings of one unit share: its registry key, else its name without level prefix."""
    plain = _SPACE.sub("", name).replace("（", "(").replace("）", ")")
    found = resolve(plain, registry)
    whole = found.match in ("full", "level")
    return found.key if whole and found.key else _LEVEL.sub("", plain)


def total(tallies: Iterable[Tally]) -> Tally:
    """The sum of several tallies."""
    result = Tally()
    for tally in tallies:
        result += tally
    return result
