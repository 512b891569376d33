"""Items of a document: which sentences belong together, and what label lines assign to them all."""

import datetime as dt
import re
from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from extractors.fold import fold
from extractors.labels import LISTED, Labels
from extractors.lead_ins import PARTS, asked_anew, faults_told, led_in, year_set
from extractors.lexicon import load
from extractors.sentences.context import (
    FAULT,
    Context,
    level_of,
    promises_work,
    reports_progress,
    zones_of,
)
from extractors.structure import in_region
from extractors.structure.numbering import number_at_start
from extractors.structure.sections import ANSWERS
from extractors.tables import Tables
from extractors.units.claims import Bracket
from extractors.units.roles import Claim, Fields, RoleReader
from models import Document, DocumentKind, Role, Section, Sentence

_ROLES = load("units")["roles"]
_LABEL_LINE = re.compile(
    rf"^\s*\(?(?:(?P<lead>{_ROLES['lead_label']})|(?P<support>{_ROLES['support_label']})"
    rf"|(?P<deadline>{_ROLES['deadline_label']})|(?P<responsible>{_ROLES['responsible_label']}))\s*[:]"
)
_BRACKET_LINE = re.compile(r"^\s*\((?=[^)]*(?:牵头|负责|责任|配合))(?:[^()]|\([^()]*\))*\)[。;]?\s*$")
# 「建立台账。——县财政局负责,6月底前完成」: a dash behind the work opens what assigns it.
_DASH_LINE = re.compile(
    r"\s*——[^。;:要应须]{2,60}?(?:负责|牵头|配合|落实|办理)(?:,(?P<limit>[^,。;]{2,16}[前内底])(?:完成)?)?[。;]?\s*$"
)
_GOES_ON = re.compile(r"(?:牵头|配合|协助|参与|负责|落实|办理)[。;]?\s*$")
_GOAL = re.compile(r"(?:目标|指标|实事)(?:是|为|任务)?\s*[:是]")
_SKIPPED = ("outline", "boilerplate", "front", "signature", "attendance")


@dataclass
class Assignment:
    """What an item's label lines and own-line brackets assign: units in the document, and a time limit."""

    claims: list[Claim] = field(default_factory=list)
    deadline: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        return bool(self.claims or self.deadline)

    def add(self, fields: Fields) -> None:
        """What one more line or bracket assigns."""
        known = {c.name for c in self.claims}
        self.claims += [c for c in fields.claims if c.name not in known]
        self.deadline = fields.deadline or self.deadline


@dataclass(frozen=True)
class Layout:
    """Everything about the sentences that can be known before reading any of them.

    `brackets` are the closing brackets by the start of their sentence, with offsets in it; None where one was
    looked for and there is none.
    """

    contexts: tuple[Context | None, ...]
    brackets: Mapping[int, Bracket | None]
    assigned: dict[int, Assignment]
    events: Mapping[str, dt.date]


def lay_out(document: Document, tables: Tables, roles: RoleReader, events: Mapping[str, dt.date]) -> Layout:
    """Contexts of all sentences (None for those that cannot matter) and the assignments of all items."""
    view = fold(document.text)
    assigned: dict[int, Assignment] = {}
    labels = Labels(view)
    matters, label_line = [], -1
    for sentence in document.sentences:
        wanted = _matters(document, sentence, tables)
        goes_on = sentence.block == label_line and _GOES_ON.search(view, sentence.start, sentence.end)
        if wanted and (goes_on or _assigns(view, sentence)):
            if _at_head(view, sentence):
                label_line = sentence.block
            _collect(assigned, document, sentence, view, roles, labels)
            wanted = False
        matters.append(wanted)
    brackets = _closing_brackets(document, view, roles)
    measured = _measured(document, labels)
    closing = {start: bracket[1] for start, bracket in brackets.items() if bracket}
    handing = measured | _headings_above(document, view)
    for start, fields in closing.items():
        if start in handing:
            assigned.setdefault(handing[start], Assignment()).add(fields.moved(start))
    given = {key for key, held in assigned.items() if held}
    surroundings = _Surroundings(document, view, tables, labels, given, closing, measured, events)
    pairs = zip(document.sentences, matters, strict=True)
    contexts = tuple(surroundings.of(s) if wanted else None for s, wanted in pairs)
    return Layout(contexts, brackets, assigned, events)


def _matters(document: Document, sentence: Sentence, tables: Tables) -> bool:
    """Whether a sentence may instruct or find fault: not in the front matter, not in a mere table cell."""
    cell = tables.role_of.get(sentence.block)
    skipped = in_region(document.regions, sentence.start, *_SKIPPED)
    return cell in (None, "measure", "problem") and not skipped


def _assigns(view: str, sentence: Sentence) -> bool:
    line = view[sentence.start : sentence.end]
    if ":" in line and _LABEL_LINE.match(line):
        return True
    if _at_head(view, sentence):
        return ")" in line and _BRACKET_LINE.match(line) is not None
    return _DASH_LINE.match(line) is not None


def _at_head(view: str, sentence: Sentence) -> bool:
    """Whether a sentence begins its paragraph or cell."""
    return sentence.start == 0 or view[sentence.start - 1] in "\n\t"


def _collect(
    assigned: dict[int, Assignment],
    document: Document,
    sentence: Sentence,
    view: str,
    roles: RoleReader,
    labels: Labels,
) -> None:
    """Add what one label line or bracket line says to its item."""
    key = item_key(document, _list_around(document, sentence.section, labels, assigned))
    held = assigned.setdefault(key, Assignment())
    mark = _LABEL_LINE.match(view, sentence.start, sentence.end)
    if mark is None:
        mark = _LABEL_LINE.match(view[sentence.start : sentence.end])
    if mark and mark.group("deadline"):
        start = view.index(":", sentence.start) + 1
        held.deadline = (start, sentence.start + len(view[sentence.start : sentence.end].rstrip("。;,) ")))
        return
    held.add(roles.assigned(view, sentence.start, _without_brackets(view, sentence)))
    dash = _DASH_LINE.match(view, sentence.start, sentence.end)
    if dash and dash.group("limit"):
        held.deadline = dash.span("limit")


def _list_around(
    document: Document, section: int | None, labels: Labels, given: Mapping[int, Assignment]
) -> int | None:
    """The item around the list that `section` closes, where no other item of the list has a line of its own.

    「(一)台账缺失」, 「1.…」, 「2.…」 and then 「责任单位:县水利局」: it speaks for both measures. Directly
    below a part (「二、…」) it does so only where a label such as 「整改措施:」 opened the list.
    """
    if section is None:
        return section
    held = document.sections[section]
    parent = document.sections[held.parent] if held.parent is not None else None
    if not labels.at_head(held.start) and (parent is None or parent.style in PARTS):
        return section
    same = (i for i, s in enumerate(document.sections) if s.parent == held.parent and s.style == held.style)
    siblings = list(same)
    listed = held.style in LISTED and held.number > 1 and held.parent is not None
    apart = any(given.get(sibling) for sibling in siblings)
    return held.parent if listed and siblings[-1] == section and not apart else section


def _without_brackets(view: str, sentence: Sentence) -> int:
    return sentence.start + len(view[sentence.start : sentence.end].rstrip("。;)"))


def item_key(document: Document, section: int | None) -> int:
    """The item a section belongs to: 一是 and 一要 are parts of the item around them; -1 outside any."""
    while section is not None and document.sections[section].style in ("is", "must"):
        parent = document.sections[section].parent
        if parent is None:
            return section
        section = parent
    return -1 if section is None else section


def assignment_for(
    document: Document, assigned: dict[int, Assignment], section: int | None
) -> Assignment | None:
    """The assignment of the innermost item around `section` that has one."""
    while section is not None:
        if held := assigned.get(section):
            return held
        section = document.sections[section].parent
    return assigned.get(-1)


def closed_items(document: Document, closing: Sequence[Sentence]) -> dict[tuple[int | None, int], Sentence]:
    """The items that brackets close, each with the sentence that holds its bracket.

    The only bracket of a paragraph speaks for all its 一是, 二是 where it stands at the end of the last one.
    """
    found = {(s.section, s.block): s for s in closing}
    for sentence in closing:
        section, block = sentence.section, sentence.block
        alone = sum(s.block == block for s in closing) == 1
        if not alone or section is None or document.sections[section].style not in ("is", "must"):
            continue
        last = max(s.start for s in document.sentences if s.block == block)
        if sentence.start == last:
            found |= {(s.section, block): sentence for s in document.sentences if s.block == block}
    return found


class _Surroundings:
    """What is known of a document as a whole that bears on its sentences."""

    def __init__(
        self,
        document: Document,
        view: str,
        tables: Tables,
        labels: Labels,
        given: set[int],
        brackets: Container[int],
        measured: Container[int],
        events: Mapping[str, dt.date],
    ) -> None:
        self._document = document
        self._view = view
        self._tables = tables
        self._labels = labels
        self._zones = zones_of(document.sections, document.kind)
        self._level = level_of(document)
        self._given = given
        self._measured = measured
        self._reports = reports_progress(document)
        self._promises = promises_work(document)
        self._events = events
        self._goals: dict[int, int] = {}
        self._asked_anew = asked_anew(view) if document.kind is DocumentKind.FEEDBACK else []
        self._led_in = (faults_told if document.kind is DocumentKind.SPEECH else led_in)(view)
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
            leaf=heading and _stands_alone(document, sentence, self._view),
            covered=self._is_covered(sentence),
            cell=self._tables.role_of.get(sentence.block, ""),
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

    def _goal(self, paragraph: int) -> int:
        """Where the words end that make the rest of a paragraph goals (目标是:), past the text if none do."""
        if paragraph not in self._goals:
            stop = self._view.find("\n", paragraph)
            found = _GOAL.search(self._view, paragraph, stop if stop >= 0 else len(self._view))
            self._goals[paragraph] = found.end() if found else len(self._view) + 1
        return self._goals[paragraph]

    def _zone(self, sentence: Sentence) -> str:
        """A heading's own zone is its parent's: 「二、存在的问题」 is itself no problem."""
        section = sentence.section
        if section is not None and sentence.heading and self._zones[section] != FAULT:
            section = self._document.sections[section].parent
        zone = "" if section is None else self._zones[section]
        zone = "problem" if zone == FAULT else zone
        zone = next((kind for a, b, kind in self._asked_anew if a <= sentence.start < b), zone)
        return zone or next((kind for a, b, kind in self._led_in if a <= sentence.start < b), "")

    def _is_covered(self, sentence: Sentence) -> bool:
        """Whether a line or a bracket assigns the item of the sentence."""
        section = sentence.section
        if (-1 if section is None else section, sentence.block) in self._closed or -1 in self._given:
            return True
        while section is not None and section not in self._given:
            section = self._document.sections[section].parent
        return section is not None


def _stands_alone(document: Document, sentence: Sentence, view: str) -> bool:
    """Whether nothing stands below the heading but lines that assign it, and the signature."""
    if sentence.section is None:
        return False
    at, stop = sentence.end, document.sections[sentence.section].end
    for line in view[at:stop].split("\n"):
        assigns = _LABEL_LINE.match(line) or _BRACKET_LINE.match(line) or _DASH_LINE.match(line)
        if line.strip() and not assigns and not in_region(document.regions, at, *_SKIPPED):
            return False
        at += len(line) + 1
    return True


def _number_length(document: Document, view: str, sentence: Sentence) -> int:
    """How many characters the item number takes that the sentence begins with."""
    if sentence.section is None or document.sections[sentence.section].start != sentence.start:
        return 0
    section = document.sections[sentence.section]
    found = number_at_start(view[section.start : section.start + 12], section.number)
    return found.length if found else 0


def _closing_brackets(document: Document, view: str, roles: RoleReader) -> dict[int, Bracket | None]:
    """The responsibility brackets that close numbered paragraphs, by the start of their sentence."""
    found: dict[int, Bracket | None] = {}
    for sentence in document.sentences:
        said = view[sentence.start : sentence.end]
        if sentence.section is not None and said.rstrip("。;").endswith(")"):
            found[sentence.start] = roles.trailing(said, 0, len(said))
    return found


def _measured(document: Document, labels: Labels) -> dict[int, int]:
    """Sentences of an item that stand before a paragraph of its measures, by their start, with the item.

    「1.账实不符。…(牵头单位:县财政局)」 and then 「整改措施:…」: the bracket speaks for the measures.
    """
    places = labels.paragraphs_with("measure")
    found: dict[int, int] = {}
    found.update({document.sections[key].start: key for key in _above_entries(document.sections)})
    for sentence in document.sentences if places else ():
        if sentence.section is None:
            continue
        key = item_key(document, sentence.section)
        at = bisect_left(places, sentence.end)
        if (
            at < len(places)
            and places[at] < document.sections[key].end
            and not _is_measure(document, labels, sentence)
        ):
            found[sentence.start] = key
    return found


def _headings_above(document: Document, view: str) -> dict[int, int]:
    """Headings that say who answers for what stands below them, by their start, with their section."""
    return {
        s.start: s.section
        for s in document.sentences
        if s.heading
        and s.section is not None
        and ANSWERS.search(view, s.start, s.end)
        and not _stands_alone(document, s, view)
    }


def _above_entries(sections: Sequence[Section]) -> set[int]:
    """Items that hold 「问题1:…」, 「问题2:…」."""
    return {s.parent for s in sections if s.style == "entry" and s.parent is not None}


def _is_measure(document: Document, labels: Labels, sentence: Sentence) -> bool:
    paragraph = document.text.rfind("\n", 0, sentence.start) + 1
    return labels.of(paragraph, sentence.start) == "measure"


def role_given(assignment: Sequence[Claim], name: str, default: Role) -> Role:
    """The role that an item's assignment gives to a unit, matched with or without its level prefix."""
    for claim in assignment:
        if same_unit(claim, name):
            return claim.role
    return default


def same_unit(claim: Claim, name: str) -> bool:
    """Whether a claim names a unit, with or without its level prefix."""
    return claim.name == name or claim.name.endswith(name) or name.endswith(claim.name)
