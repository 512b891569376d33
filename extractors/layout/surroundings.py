"""The surroundings of every sentence: its zone, label, cell, heading, and what assigns its item."""

import datetime as dt
import re
from collections.abc import Container, Mapping

from extractors.layout.assigning_lines import stands_alone
from extractors.layout.closing_brackets import closed_items
from extractors.layout.lead_ins import PARTS, asked_anew, faults_told, led_in, points_asked, year_set
from extractors.layout.paper import Paper
from extractors.sentences.context import (
    FAULT,
    Context,
    level_of,
    promises_work,
    reports_progress,
    says_fault,
    zones_of,
)
from extractors.sentences.first_verb import opens_with_work
from extractors.structure.numbering import number_at_start
from extractors.structure.unit_heads import UNIT_HEAD
from models import Document, DocumentKind, Sentence

_GOAL = re.compile(r"(?:目标|指标|实事)(?:是|为|任务)?\s*[:是]")

_BRACKET = re.compile(r"\s*(\([^()]*(?:\([^()]*\)[^()]*)*\)[。;]?)\s*")


class Surroundings:
    """What is known of a document as a whole that bears on its sentences."""

    def __init__(
        self,
        paper: Paper,
        given: set[int],
        brackets: Container[int],
        measured: Container[int],
        events: Mapping[str, dt.date],
    ) -> None:
        document, view = paper.document, paper.view
        self._paper = paper
        self._document = document
        self._view = view
        self._tables = paper.tables
        self._labels = paper.labels
        self._zones = zones_of(document.sections, document.kind)
        self._level = level_of(document)
        self._given = given
        self._measured = measured
        self._reports = reports_progress(document)
        self._promises = promises_work(document)
        self._events = events
        self._goals: dict[int, int] = {}
        self._asked_anew = asked_anew(view) if document.kind is DocumentKind.FEEDBACK else []
        self._asked_anew += points_asked(view)
        self._led_in = (faults_told if document.kind is DocumentKind.SPEECH else led_in)(view)
        self._brackets = brackets
        self._closed = closed_items(document, [s for s in document.sentences if s.start in brackets])

    def of(self, sentence: Sentence) -> Context:
        """The surroundings of one sentence."""
        document, section = self._document, sentence.section
        paragraph = self._view.rfind("\n", 0, sentence.start) + 1
        anchor, heading = document.anchor, sentence.heading and section is not None
        year = year_set(self._view, paragraph, sentence.start)
        first = dt.date(int(year.group(1)[:4]), 1, 1) if year else None
        return Context(
            kind=document.kind,
            zone=self._zone(sentence),
            label=self._labels.of(paragraph, sentence.start),
            heading=sentence.heading,
            top=heading and section is not None and document.sections[section].style in PARTS,
            leaf=heading and self._is_leaf(sentence),
            covered=self._is_covered(sentence),
            cell=self._cell(sentence),
            level=self._level,
            measured=sentence.start in self._measured,
            reports=self._reports,
            promises=self._promises,
            goal=self._goal(paragraph) <= sentence.end,
            number=_number_length(document, self._view, sentence),
            anchor=first or (anchor.date if anchor else None),
            year=first.year if first else anchor.year if anchor else None,
            events=self._events,
        )

    def _is_leaf(self, sentence: Sentence) -> bool:
        """Whether nothing stands below a heading but what assigns it: 「8.开展清渠行动。(市水利局)」."""
        if stands_alone(self._paper, sentence):
            return True
        section = self._document.sections[sentence.section] if sentence.section is not None else None
        bracket = _BRACKET.fullmatch(self._view, sentence.end, section.end) if section else None
        return bracket is not None and bracket.start(1) in self._brackets

    def _cell(self, sentence: Sentence) -> str:
        """The role of its cell; in a column of problems with their measures each sentence has its own."""
        role = self._tables.role_of.get(sentence.block, "")
        if role != "both":
            return role
        *_, last = re.split("[,;:]", self._view[sentence.start : sentence.end].rstrip("。;, "))
        return "problem" if says_fault(last) and not opens_with_work(last) else "measure"

    def _goal(self, paragraph: int) -> int:
        """Where the words end that make the rest of a paragraph goals (目标是:), past the text if none do."""
        if paragraph not in self._goals:
            stop = self._view.find("\n", paragraph)
            found = _GOAL.search(self._view, paragraph, stop if stop >= 0 else len(self._view))
            self._goals[paragraph] = found.end() if found else len(self._view) + 1
        return self._goals[paragraph]

    def _zone(self, sentence: Sentence) -> str:
        """A heading's own zone is its parent's: 「二、存在的问题」 is itself no problem."""
        if self._cell(sentence) == "measure":
            return "measure"
        section = sentence.section
        if section is not None and sentence.heading and self._zones[section] != FAULT:
            section = self._document.sections[section].parent
        zone = "" if section is None else self._zones[section]
        zone = "problem" if zone == FAULT else zone
        if self._asked_anew:
            zone = next((kind for a, b, kind in self._asked_anew if a <= sentence.start < b), zone)
        if zone or not self._led_in:
            return zone
        return next((kind for a, b, kind in self._led_in if a <= sentence.start < b), "")

    def _is_covered(self, sentence: Sentence) -> bool:
        """Whether a line or a bracket assigns the item of the sentence."""
        section = sentence.section
        if (-1 if section is None else section, sentence.block) in self._closed or -1 in self._given:
            return True
        while section is not None and section not in self._given:
            section = self._document.sections[section].parent
        return section is not None


def _number_length(document: Document, view: str, sentence: Sentence) -> int:
    """How many characters the item number takes that the sentence begins with."""
    if sentence.section is None or document.sections[sentence.section].start != sentence.start:
        return 0
    section = document.sections[sentence.section]
    if section.style == UNIT_HEAD:
        return section.heading_end - section.start
    found = number_at_start(view[section.start : section.start + 12], section.number)
    return found.length if found else 0
