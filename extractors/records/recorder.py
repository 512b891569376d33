"""Records out of readings: tasks, calls and issues with ids, sources, measures and links."""

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

from extractors.layout.item_assignments import item_key
from extractors.layout.lead_ins import PARTS
from extractors.layout.paragraph_labels import LISTED
from extractors.layout.table_cells import Tables
from extractors.records.measure import measure_span
from extractors.records.products import find_products
from extractors.records.questions import Asked
from extractors.records.targets import find_targets
from extractors.resolving.limit_choice import counting
from extractors.resolving.limits import LimitResolver
from extractors.resolving.owners import OwnerResolver
from extractors.sentence_reading import Draft, Limit, Owned, Reading
from extractors.structure.sections import headings_of
from models import (
    Deadline,
    Document,
    DocumentKind,
    Extraction,
    Issue,
    Owner,
    Question,
    Rejected,
    Source,
    Task,
    TaskKind,
)

SPEAKER = "讲话人"
"""What 我 is called in a record."""


class Recorder:
    """Turns the readings of one document into records."""

    def __init__(
        self, document: Document, tables: Tables, owners: OwnerResolver, limits: LimitResolver
    ) -> None:
        self._document = document
        self._tables = tables
        self._owners = owners
        self._limits = limits
        self._ids: dict[str, int] = defaultdict(int)
        self._headings: dict[int | None, tuple[str, ...]] = {}
        self._settled: set[object] = set()
        """The items that have a measure of their own, or say who is to put them right or by when."""

    def record(self, readings: list[Reading], drafts: list[Draft], questions: list[Asked]) -> Extraction:
        """All records of the document, in the order of its sentences; `drafts` are its tasks."""
        issues = {r.index: self._issue(r) for r in readings if r.verdict.label == "issue"}
        linked = self._issues_by_item(readings, issues)
        given = (r for r in readings if r.index in issues and _is_given(issues[r.index]))
        self._settled = {self._issue_key(r) for r in (*(draft.reading for draft in drafts), *given)}
        called = (r for r in readings if r.verdict.label == "call")
        calls = [self._task(Draft(r, self._owners.named(r), []), {}) for r in called]
        return Extraction(
            document=self._document,
            tasks=tuple(self._task(draft, linked) for draft in drafts),
            calls=tuple(calls),
            issues=tuple(issues.values()),
            rejected=tuple(self._rejected(r) for r in readings if _rejectable(r)),
            questions=tuple(map(self._question, questions)),
        )

    def _issues_by_item(self, readings: list[Reading], issues: dict[int, Issue]) -> dict[object, list[str]]:
        found: dict[object, list[str]] = defaultdict(list)
        for reading in readings:
            if reading.index in issues:
                found[self._issue_key(reading)].append(issues[reading.index].id)
        return found

    def _issue_key(self, reading: Reading) -> object:
        """What a finding and its measures share: a table row, an item, in a long part a paragraph."""
        row = self._tables.row_of.get(reading.sentence.block)
        if row is not None:
            return ("row", row.table, row.cells.get("problem", row.row))
        key = item_key(self._document, reading.sentence.section)
        long_part = key < 0 or self._document.sections[key].style in PARTS
        whole_part = long_part and self._document.kind is DocumentKind.SPEECH
        return (key, reading.sentence.block) if whole_part else key

    def _linked(self, reading: Reading, found: Mapping[object, list[str]]) -> tuple[str, ...]:
        """The findings that a task answers: its item's, else those of the item around it."""
        key = self._issue_key(reading)
        while key not in found and isinstance(key, int) and key >= 0:
            parent = self._document.sections[key].parent
            if parent is None or self._document.sections[parent].style in PARTS:
                break
            key = item_key(self._document, parent)
        before = self._list_closed(key) if reading.context.label == "measure" and isinstance(key, int) else ()
        return tuple(issue for item in (*before, key) for issue in found.get(item, ()))

    def _list_closed(self, item: int) -> Sequence[int]:
        """The items before the last of a list of findings, where its measure speaks for all of them.

        「1.台账缺失。」, 「2.水表不转。」 then 「整改意见:…」; not where one before has its own.
        """
        sections = self._document.sections
        if item < 0 or sections[item].style not in LISTED:
            return ()
        held = sections[item]
        row = [n for n, s in enumerate(sections) if (s.parent, s.style) == (held.parent, held.style)]
        return () if row[-1] != item or self._settled.intersection(row[:-1]) else row[:-1]

    def _issue(self, reading: Reading) -> Issue:
        source = self._source(reading)
        times = [_deadline(self._document, limit) for limit in self._limits.given(reading)]
        return Issue(
            id=self._id("I", source.quote),
            text=source.quote,
            source=source,
            owners=tuple(_owner(self._document, o) for o in self._owners.found_wanting(reading)),
            assigned=tuple(_owner(self._document, o) for o in self._owners.given(reading)),
            deadline=counting(times),
            rule=reading.verdict.rule,
            reasons=reading.verdict.reasons,
            confidence=round(reading.verdict.confidence, 3),
        )

    def _task(self, draft: Draft, linked: Mapping[object, list[str]]) -> Task:
        reading = draft.reading
        source = self._source(reading)
        start, end = self._measure(reading)
        times = [_deadline(self._document, limit) for limit in draft.limits]
        last = counting(times)
        is_task = reading.verdict.label == "task"
        return Task(
            id=self._id("T" if is_task else "C", source.quote),
            kind=TaskKind.TASK if is_task else TaskKind.CALL,
            measure=self._document.text[start:end],
            measure_start=start,
            measure_end=end,
            source=source,
            owners=tuple(_owner(self._document, o) for o in draft.owners),
            deadline=last,
            milestones=tuple(t for t in times if t is not last),
            targets=find_targets(reading.view, reading.text, source.start) if is_task else (),
            products=find_products(reading.view, reading.text, source.start) if is_task else (),
            issues=self._linked(reading, linked),
            prohibition="prohibition:" in " ".join(reading.verdict.reasons),
            rule=reading.verdict.rule,
            reasons=reading.verdict.reasons,
            confidence=round(reading.verdict.confidence, 3),
        )

    def _measure(self, reading: Reading) -> tuple[int, int]:
        bracket = reading.bracket_span[0] if reading.bracket_span else None
        start, end = measure_span(reading.view, reading.claims, bracket, reading.context.number)
        return reading.sentence.start + start, reading.sentence.start + end

    def _source(self, reading: Reading) -> Source:
        sentence, document = reading.sentence, self._document
        raw_start, raw_end = document.index.raw_span(sentence.start, sentence.end)
        if sentence.section not in self._headings:
            self._headings[sentence.section] = headings_of(document.sections, sentence.section)
        return Source(
            start=sentence.start,
            end=sentence.end,
            document=document.name,
            quote=document.text[sentence.start : sentence.end],
            headings=self._headings[sentence.section],
            place=document.blocks[sentence.block].place,
            raw_start=raw_start,
            raw_end=raw_end,
        )

    def _question(self, asked: Asked) -> Question:
        base = asked.reading.sentence.start
        start, end = base + asked.start, base + asked.end
        return Question(
            start=start,
            end=end,
            text=self._document.text[start:end],
            source=self._source(asked.reading),
            rule=asked.rule,
        )

    def _rejected(self, reading: Reading) -> Rejected:
        source = self._source(reading)
        return Rejected(
            start=source.start,
            end=source.end,
            quote=source.quote,
            reason=_REJECTED.get(reading.verdict.rule.split(".")[0], "未见明确的任务要求"),
            rule=reading.verdict.rule,
            place=source.place,
        )

    def _id(self, prefix: str, quote: str) -> str:
        """Stable: the same words of the same document have the same id, repeats are numbered."""
        plain = "".join(quote.split())
        self._ids[prefix + plain] += 1
        seed = f"{self._document.id}|{prefix}|{plain}|{self._ids[prefix + plain]}"
        return prefix + hashlib.sha256(seed.encode()).hexdigest()[:12]


_REJECTED = {
    "sanction": "追责条款，是后果不是任务",
    "superior": "上级的工作安排，不是本级任务",
    "past": "已完成的工作或统计数据",
    "report": "转述会议或检查情况",
    "frame": "开头、过渡或结束语",
    "definition": "解释或说明，不是要求",
    "rhetoric": "议论，不是要求",
    "condition": "假设情形，未直接提出要求",
    "question": "问句",
    "label": "登记项，不是任务",
    "heading": "标题，任务在其下",
    "zone": "成绩或情况部分",
    "local": "有本地词表所列的话，不算任务",
    "weighed": "有要求的口气，但句子和上下文合起来看不像任务",
}


def _is_given(issue: Issue) -> bool:
    return bool(issue.assigned or issue.deadline)


def _rejectable(reading: Reading) -> bool:
    """Whether a sentence looks like a task and became none, or an office taught that it is none."""
    verdict = reading.verdict
    told = verdict.instructs or verdict.rule == "local.not_task"
    return verdict.label == "nothing" and told and not reading.context.heading


def _owner(document: Document, owned: Owned) -> Owner:
    claim = owned.claim
    text = document.text[claim.start : claim.end]
    name = SPEAKER if claim.kind == "pronoun" and text == "我" else claim.name
    return Owner(
        start=claim.start,
        end=claim.end,
        name=name,
        mention=text,
        role=claim.role,
        basis=owned.basis,
        rule=claim.rule,
        confidence=round(owned.confidence, 3),
        group=claim.kind == "group",
        open_list=claim.open_list,
        inherited_from=owned.source,
    )


def _deadline(document: Document, limit: Limit) -> Deadline:
    match = limit.match
    return Deadline(
        start=match.start,
        end=match.end,
        text=document.text[match.start : match.end],
        kind=match.kind,
        due=match.due,
        begins=match.begins,
        standing=match.standing,
        anchor=match.anchor,
        every=match.every,
        reason=match.reason,
        rule=match.rule,
        confidence=match.confidence,
        basis=limit.basis,
    )
