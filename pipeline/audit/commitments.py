"""From an extraction to commitments: one for each sentence that demands, with all that its records say."""

import hashlib
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from models import Basis, Commitment, Extraction, Source, Task, TaskKind, Weight
from pipeline.audit.unit_names import is_generic

_WORDS = {
    name: re.compile("".join(line.strip() for line in pattern.splitlines()))
    for name, pattern in tomllib.loads(Path(__file__).with_name("demands.toml").read_text("utf-8")).items()
}
_AHEAD = "deadline.duration.ahead"
_SHORTEST = 12
_TITLE = re.compile(r"(?:讲话|讲话提纲|讲话稿|纪要)(?:[（(][^）)]*[)）])?\s*$")
_ASKING = ("sanction", "ordered", "then_must", "answers", "all_such")
Value = TypeVar("Value")


def commitments_of(extraction: Extraction) -> tuple[Commitment, ...]:
    """The sentences that demand something, in the order of the speech; calls among them are not `asked`."""
    by_sentence: dict[int, list[Task]] = {}
    for task in (*extraction.tasks, *extraction.calls):
        if _TITLE.search(task.source.quote):
            continue
        if task.kind is TaskKind.TASK or not _is_heading(extraction, task):
            by_sentence.setdefault(task.source.start, []).append(task)
    found = [_commitment(tasks) for tasks in by_sentence.values()]
    found += _told(extraction, frozenset(by_sentence))
    return _without_openings(extraction.document.text, sorted(found, key=lambda each: each.source.start))


def _without_openings(text: str, found: Sequence[Commitment]) -> tuple[Commitment, ...]:
    """What only opens a point (第一件，把机器查一遍) is not asked: its demands follow on the same line."""
    opening = [
        one.id
        for one, following in pairwise(found)
        if _WORDS["opens"].search(one.source.quote)
        and following.asked
        and "\n" not in text[one.source.end : following.source.start]
    ]
    return tuple(each.model_copy(update={"asked": False}) if each.id in opening else each for each in found)


def identity_of(quote: str) -> str:
    """The id of a commitment: the same words have the same id in every copy of the speech."""
    return "c" + hashlib.sha256("".join(quote.split()).encode()).hexdigest()[:8]


def says_again(quote: str) -> bool:
    """Whether a sentence says that it repeats something."""
    return bool(_WORDS["again"].search(quote))


def _told(extraction: Extraction, demanded: frozenset[int]) -> Iterator[Commitment]:
    """The sentences that demand nothing: a row may rest on one all the same, and then a person is told."""
    document = extraction.document
    apart = [(region.start, region.end) for region in document.regions]
    for sentence in document.sentences:
        quote = document.text[sentence.start : sentence.end].strip()
        inside = any(start <= sentence.start < end for start, end in apart)
        asked = any(_WORDS[name].search(quote) for name in _ASKING)
        past = not asked and _WORDS["states"].search(quote)
        if sentence.heading or sentence.start in demanded or inside or past or len(quote) < _SHORTEST:
            continue
        start = document.text.index(quote, sentence.start)
        source = Source(
            start=start,
            end=start + len(quote),
            document=document.name,
            quote=quote,
            place=document.place_of(start),
        )
        yield Commitment(id=identity_of(quote), source=source, asked=asked)


def _is_heading(extraction: Extraction, task: Task) -> bool:
    at = task.source.start
    return any(section.start <= at < section.heading_end for section in extraction.document.sections)


def _commitment(tasks: Sequence[Task]) -> Commitment:
    held = (deadline for task in tasks for deadline in (task.deadline, *task.milestones) if deadline)
    deadlines = [deadline for deadline in held if deadline.rule != _AHEAD]
    source, weight = max((task.source for task in tasks), key=lambda source: source.end), _weight(tasks)
    quote = source.quote
    idle = (
        (weight is Weight.GENERAL and bool(_WORDS["attitude"].search(quote)))
        or bool(_WORDS["announces"].search(quote))
        or (bool(_WORDS["states"].search(quote)) and not _instructs(tasks))
    )
    checked = any(_WORDS[name].search(quote) for name in ("examine", "visible", "answers", "all_such"))
    return Commitment(
        id=identity_of(source.quote),
        source=source,
        owners=_unique(owner for task in tasks for owner in task.owners),
        deadlines=_unique(sorted(deadlines, key=lambda deadline: deadline.start)),
        targets=_unique(target for task in tasks for target in task.targets),
        weight=weight,
        asked=(checked or any(task.kind is TaskKind.TASK for task in tasks)) and not idle,
    )


def _instructs(tasks: Sequence[Task]) -> bool:
    """Whether a task of the sentence names who acts or by when: then it tells more than a state."""
    return any(
        task.deadline or any(owner.basis is Basis.EXPLICIT for owner in task.owners)
        for task in tasks
        if task.kind is TaskKind.TASK
    )


def _weight(tasks: Sequence[Task]) -> Weight:
    """Concrete: with a figure, a product, a day or a unit; a mechanism: to be kept up; general: the rest."""
    figures = any(target.value is not None for task in tasks for target in task.targets)
    dated = any(task.deadline and task.deadline.kind == "date" for task in tasks)
    if figures or dated or any(task.products for task in tasks):
        return Weight.CONCRETE
    if any(_WORDS["mechanism"].search(task.source.quote) for task in tasks):
        return Weight.MECHANISM
    named = any(
        owner.basis is Basis.EXPLICIT and not is_generic(owner.name)
        for task in tasks
        for owner in task.owners
    )
    return Weight.CONCRETE if named else Weight.GENERAL


def _unique(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(values))
