"""Closing sentences: 「以上任务由…牵头，于…前完成」 gives owners and a limit to all the tasks above it.

What a task has of its own stays; the closing sentence only fills what is empty. A closing sentence that is
itself a task and names nobody belongs to everybody above it.
"""

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from extractors.deadlines import DeadlineMatch
from extractors.layout.closing_brackets import DIVIDES
from extractors.layout.item_assignments import item_key
from extractors.lexicon import compiled, load
from extractors.resolving.limits import LimitResolver
from extractors.resolving.owner_lists import merge
from extractors.sentence_reading import Draft, Limit, Owned, Reading
from extractors.units.claims import Claim, moved, unique
from models import Basis, DeadlineKind, Document, Role

_WORDS = load("closing")
_SPEAKS_OF, _SAYS = compiled(_WORDS["speaks_of"]), compiled(_WORDS["says"])
_NO_MORE = re.compile("|".join(_WORDS["no_more"]["words"]))
_ASIDE = re.compile(r"(?<=.)\([^()]*\)")
_FADE = 0.8


def close_over(
    document: Document, drafts: list[Draft], readings: list[Reading], limits_of: LimitResolver
) -> list[Draft]:
    """The drafts with what closing sentences give them, and closing tasks with the owners of those above."""
    drafts = list(_with_helpers(document, drafts, readings))
    closers = [reading for reading in readings if _closes(reading) or _assigns(reading)]
    if not closers:
        return drafts
    reach = _Reach(document, drafts, closers)
    filled = {draft.reading.index: draft for draft in drafts}
    for closer in closers:
        above = [filled[at] for draft in reach.of(closer) if (at := draft.reading.index) in filled]
        owners = [
            Owned(moved(c, closer.sentence.start), Basis.INHERITED, _quote(document, closer), _FADE)
            for c in unique([*filter(partial(_does, closer.view), closer.claims), *closer.assigned])
        ]
        told = (limit for limit in limits_of.limits(closer, None) if _of_the_work(document, limit, closer))
        limits = [replace(limit, basis=Basis.INHERITED) for limit in told]
        for draft in above:
            filled[draft.reading.index] = _fill(draft, owners, limits)
        if (owners or limits) and above and _says_no_more(closer):
            filled.pop(closer.index, None)
        own = None if _SPEAKS_OF["all_but"].search(closer.view) else filled.get(closer.index)
        if own and (not own.owners or (_closes_list(document, closer) and not (owners or closer.claims))):
            filled[closer.index] = replace(own, owners=list(_everybody(above)) or own.owners)
    return [filled[draft.reading.index] for draft in drafts if draft.reading.index in filled]


def _with_helpers(document: Document, drafts: list[Draft], readings: list[Reading]) -> Iterator[Draft]:
    """The drafts, those who help with a task named by the clause behind it: 「…;石门镇、桐花乡配合。」."""
    helping: dict[int, Reading] = {}
    for before, reading in itertools.pairwise(readings):
        same = before.sentence.block == reading.sentence.block and before.verdict.label == "task"
        if same and _only_helps(reading):
            helping[before.index] = reading
    own = {reading.index for reading in helping.values()}
    for draft in drafts:
        helper = helping.get(draft.reading.index)
        if helper:
            base, quote = helper.sentence.start, _quote(document, helper)
            owners = [Owned(moved(c, base), Basis.INHERITED, quote, _FADE) for c in helper.claims]
            yield replace(draft, owners=merge(draft.owners, owners))
        elif draft.reading.index not in own:
            yield draft


def _only_helps(reading: Reading) -> bool:
    """Whether a sentence says nothing but who helps."""
    helps = reading.claims and all(claim.role is Role.SUPPORT for claim in reading.claims)
    return bool(helps) and _SAYS["helps"].fullmatch(_besides(reading, reading.claims).strip()) is not None


class _Reach:
    """Which tasks of a document a closing sentence speaks of."""

    def __init__(self, document: Document, drafts: list[Draft], closers: list[Reading]) -> None:
        self._document = document
        self._drafts = drafts
        self._starts = [draft.reading.sentence.start for draft in drafts]
        self._closers = [closer.sentence.start for closer in closers]
        self._rows: dict[int | None, tuple[int, int]] = {}
        for section in document.sections:
            first, _ = self._rows.get(section.parent, (section.start, section.start))
            self._rows[section.parent] = first, section.start

    def of(self, closer: Reading) -> list[Draft]:
        """The tasks that `closer` speaks of, in order."""
        at = closer.sentence.start
        if _SPEAKS_OF["all_but"].search(closer.view):
            return self._drafts
        if numbers := _SPEAKS_OF["numbered"].match(closer.view):
            first, last = map(int, numbers.groups())
            return [draft for draft in self._between(0, at) if first <= self._number(draft) <= last]
        if _SPEAKS_OF["untold"].search(closer.view):
            return self._between(0, at) or self._drafts
        above = self._between(self._begins(closer), at)
        if _SPEAKS_OF["these"].match(closer.view) or not _closes(closer):
            return [draft for draft in above if draft.reading.sentence.block == closer.sentence.block]
        return above

    def _between(self, start: int, end: int) -> list[Draft]:
        return self._drafts[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def _number(self, draft: Draft) -> int:
        """The number of the item that a task stands in; 0 where it is in none."""
        section = draft.reading.sentence.section
        return self._document.sections[section].number if section is not None else 0

    def _begins(self, closer: Reading) -> int:
        """Where the part begins that a closing sentence speaks of: its own section, its siblings included."""
        key, sections = item_key(self._document, closer.sentence.section), self._document.sections
        if key < 0:
            return 0
        if _closes_list(self._document, closer):
            return self._start_of_list(key)
        held = sections[key]
        opens = held.parent is not None and held.start == closer.sentence.start
        return sections[held.parent].start if opens and held.parent is not None else held.start

    def _start_of_list(self, key: int) -> int:
        """Where the list begins that a paragraph behind its last item closes, and the list around it, and on.

        An item before it that has a closing paragraph of its own shows that each speaks for one item only.
        """
        at: int | None = key
        while at is not None:
            held = self._document.sections[at]
            first, last = self._rows[held.parent]
            apart = bisect_left(self._closers, first) < bisect_left(self._closers, held.start)
            if apart or last > held.start:
                return held.start
            at = held.parent
        return 0


def _of_the_work(document: Document, limit: Limit, closer: Reading) -> bool:
    """Whether a limit applies to the tasks above rather than to supervising or reporting on them.

    「上述任务由督查室一月一调度」, 「以上事项…,落实情况每季度报一次」, 「…于9月5日前报督查室」.
    """
    stop = closer.sentence.end
    return limit.match.kind is not DeadlineKind.RECURRING and not _SAYS["reported"].match(
        document.text, limit.match.end, stop
    )


def _does(view: str, claim: Claim) -> bool:
    """Whether a unit does the tasks above: not 「以上任务由督查室跟踪督办」, who only looks after them."""
    act = _SAYS["acts_on"].match(view, claim.end)
    return act is None or act["over"] is None


def _closes(reading: Reading) -> bool:
    """Whether it speaks of the tasks above: 「以上任务…」, 「这三件事由县委办公室负责」.

    「没有时限的事项,原则上应于9月底前有进展」 sets none of them a limit.
    """
    view = reading.view
    if view.startswith("这") and reading.claims and _SPEAKS_OF["these"].match(view):
        return True
    if "上" in view and _SPEAKS_OF["above"].match(view):
        return True
    if "原则上" in view:
        return False
    rest = "的" in view and _SPEAKS_OF["untold"].search(view) is not None
    return rest or ("除" in view and _SPEAKS_OF["all_but"].search(view) is not None)


def _says_no_more(closer: Reading) -> bool:
    """Whether a closing sentence holds nothing but whom and by when, and so is no task itself.

    「以上工作9月底前完成。」 names nobody: it is the demand of a whole list that says so only here.
    """
    rest = _besides(closer, [*closer.claims, *(time for time in closer.times if time.limit)])
    bare = not _NO_MORE.sub("", _ASIDE.sub("", rest))
    return bare and (bool(closer.claims) or not _SAYS["names_work"].match(closer.view))


def _besides(reading: Reading, told: Sequence[Claim | DeadlineMatch]) -> str:
    """The words of a sentence without those that name units or limits."""
    kept, at = "", 0
    for start, end in sorted((one.start, one.end) for one in told):
        kept += reading.view[at:start]
        at = max(at, end)
    return kept + reading.view[at:]


def _assigns(reading: Reading) -> bool:
    """Whether a sentence behind the first of a numbered paragraph only says whose it is."""
    if reading.context.kind not in DIVIDES or reading.context.number or not reading.claims:
        return False
    told = "头" in reading.view or "责" in reading.view
    return told and _SAYS["whose_the_first_is"].fullmatch(reading.view.strip()) is not None


def _closes_list(document: Document, closer: Reading) -> bool:
    """Whether it is a paragraph of its own that gives what stands above its owners or a limit."""
    begins = document.text[: closer.sentence.start].endswith("\n")
    return bool(
        begins and _SPEAKS_OF["above"].match(closer.view) and _SAYS["whose_or_when"].search(closer.view)
    )


def _fill(draft: Draft, owners: list[Owned], limits: list[Limit]) -> Draft:
    return replace(draft, owners=draft.owners or list(owners), limits=draft.limits or list(limits))


def _everybody(drafts: list[Draft]) -> Iterator[Owned]:
    seen: set[str] = set()
    for owned in (o for draft in drafts for o in draft.owners):
        if owned.claim.name not in seen:
            seen.add(owned.claim.name)
            yield replace(owned, basis=Basis.INHERITED, confidence=_FADE)


def _quote(document: Document, reading: Reading) -> str:
    return document.text[reading.sentence.start : reading.sentence.end]
