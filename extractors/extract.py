"""A document in, an extraction out: structure, then sentences, then owners and limits, then records."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from extractors.components import build, read_sentences
from extractors.fold import fold
from extractors.layout.document_layout import Layout, lay_out
from extractors.layout.table_cells import Tables, read_tables
from extractors.learned.one_thread import one_thread
from extractors.learned.outlook import Line, Outlook
from extractors.learned.outlook import reader as outlook_reader
from extractors.learned.stored import SHIPPED
from extractors.local_words import LocalWords
from extractors.records.questions import find_questions, hold_apart
from extractors.records.recorder import Recorder
from extractors.resolving.continued_findings import continue_findings, continue_results, find_in_items
from extractors.resolving.continued_orders import continue_orders
from extractors.resolving.drafts import draft_tasks
from extractors.resolving.inheritance_weights import Doubts, doubtful
from extractors.resolving.limits import LimitResolver
from extractors.resolving.owners import OwnerResolver
from extractors.resolving.unit_review import settle
from extractors.sentence_reading import Reading
from extractors.sentences.weighing import Seen, weighed
from extractors.sentences.wording import pairs_of, wording_of
from extractors.structure import structure
from extractors.structure.occasion import occasion_of
from extractors.structure.traditional import in_own_words, twin
from models import Document, DocumentKind, Extraction, Registry, Section
from models.collector import collector_off


class Extractor:
    """Reads tasks, calls and issues out of documents; keeps nothing of any document.

    `doubts` says which inherited owners are too unlikely, `networks` is the folder of the networks to ask.
    """

    def __init__(
        self,
        registry: Registry,
        local: LocalWords,
        alive: Callable[[], None] = lambda: None,
        doubts: Doubts = doubtful,
        networks: Path = SHIPPED,
    ) -> None:
        self._nlp, self._roles, self._words = build(registry, local)
        self._local = local
        self._alive = alive
        self._doubts = doubts
        self._networks = networks
        self._known = frozenset(word for word in self._words.tags if len(word) > 1)
        self.lists = self._roles.lists

    def __call__(
        self, document: Document, *, date: dt.date | None = None, kind: DocumentKind | None = None
    ) -> Extraction:
        """All that the document demands and finds wrong; `date` is its own date where the user knows it."""
        with collector_off(), one_thread():
            simplified = twin(document)
            if simplified is None:
                return self._extract(document, date, kind)
            return in_own_words(self._extract(simplified, date, kind), document)

    def _extract(self, document: Document, date: dt.date | None, kind: DocumentKind | None) -> Extraction:
        document, layout, tables, readings = self.judged(document, date, kind)
        outlooks = outlooks_of(document, self._networks)
        self._alive()
        look_again(document.sections, readings, outlooks)
        questions = find_questions(readings)
        hold_apart(questions)
        self._alive()
        settle(readings, self.lists, self._networks)
        self._alive()
        owners = OwnerResolver(document, layout, tables, self._roles, self._doubts)
        limits = LimitResolver(document, layout, tables)
        drafts = draft_tasks(document, readings, owners, limits)
        return Recorder(document, tables, owners, limits).record(readings, drafts, questions)

    def judged(
        self, document: Document, date: dt.date | None = None, kind: DocumentKind | None = None
    ) -> "Judged":
        """A document as far as the verdicts of the rules, before these are weighed."""
        document = structure(document, date=date, kind=kind, known_words=self._known)
        self._alive()
        tables = read_tables(document)
        anchor = document.anchor
        events = self._local.events_on(anchor.date, anchor.year) if anchor else {}
        events |= occasion_of(document)
        layout = lay_out(document, tables, self._roles, events)
        readings = list(cut_out(document, layout))
        self._alive()
        read_sentences(self._nlp, readings)
        self._alive()
        continue_findings(readings)
        find_in_items(document.sections, readings)
        continue_results(readings)
        continue_orders(readings)
        return Judged(document, layout, tables, readings)


class Judged(NamedTuple):
    """A document with its structure, and those of its sentences that can matter, each with a verdict."""

    document: Document
    layout: Layout
    tables: Tables
    readings: list[Reading]


def outlooks_of(document: Document, networks: Path = SHIPPED) -> list[Outlook]:
    """What the network says of every sentence of a document, in order."""
    view, told = fold(document.text), document.sentences
    blocks = [None, *(sentence.block for sentence in told), None]
    lines = [
        Line(view[s.start : s.end], s.block != before, s.block != after)
        for s, before, after in zip(told, blocks, blocks[2:], strict=False)
    ]
    return outlook_reader(networks).read(lines)


def look_again(sections: Sequence[Section], readings: Sequence[Reading], outlooks: Sequence[Outlook]) -> None:
    """All that was seen of each sentence, weighed together: the second look at its verdict."""
    seen = seen_of(sections, readings)
    for reading in readings:
        reading.outlook = outlooks[reading.index]
    heard = [reading.outlook for reading in readings]
    for reading, verdict in zip(readings, weighed(seen, heard), strict=True):
        reading.verdict = verdict


def seen_of(sections: Sequence[Section], readings: Sequence[Reading]) -> list[Seen]:
    """What the second look weighs: each sentence with its verdict, its letters and those of its headings."""
    above: dict[int | None, frozenset[str]] = {None: frozenset()}
    for at, section in enumerate(sections):
        above[at] = pairs_of(section.title) | above[section.parent]
    return [
        Seen(r.evidence, r.verdict, wording_of(r.view, r.sentence.block, above[r.sentence.section]))
        for r in readings
        if r.evidence
    ]


def cut_out(document: Document, layout: Layout) -> Iterator[Reading]:
    """The sentences that can matter, still unread."""
    view = fold(document.text)
    for index, (sentence, context) in enumerate(zip(document.sentences, layout.contexts, strict=True)):
        if context is not None:
            start, end = sentence.start, sentence.end
            reading = Reading(index, sentence, document.text[start:end], view[start:end], context)
            reading.bracket = layout.brackets.get(start)
            reading.bracket_sought = start in layout.brackets
            yield reading
