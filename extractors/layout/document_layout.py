"""Items of a document: which sentences belong together, and what is known before any of them is read."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass

from extractors.layout.assigning_lines import SKIPPED, assigns, at_head, goes_on
from extractors.layout.closing_brackets import (
    closing_brackets,
    headings_above,
    heads_of_items,
    measured_by_item,
)
from extractors.layout.item_assignments import Assignment
from extractors.layout.lines_by_item import LinesByItem
from extractors.layout.paper import Paper, paper_of
from extractors.layout.surroundings import Surroundings
from extractors.layout.table_cells import Tables
from extractors.sentences.context import Context
from extractors.structure import in_region
from extractors.units.claims import Bracket
from extractors.units.roles import RoleReader
from models import Document, Sentence

_WORDED = re.compile(r"\w")


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
    paper = paper_of(document, tables, roles)
    matters, assigned = _lines(paper, roles)
    brackets = closing_brackets(paper, roles)
    measured = measured_by_item(paper)
    closing = {start: bracket[1] for start, bracket in brackets.items() if bracket}
    handing = measured | headings_above(paper)
    for start, fields in closing.items():
        if start in handing:
            assigned.setdefault(handing[start], Assignment()).add(fields.moved(start))
    for key, fields in heads_of_items(paper, roles).items():
        assigned.setdefault(key, Assignment()).add(fields)
    given = {key for key, held in assigned.items() if held}
    surroundings = Surroundings(paper, given, closing, measured, events)
    pairs = zip(document.sentences, matters, strict=True)
    contexts = tuple(surroundings.of(s) if wanted else None for s, wanted in pairs)
    return Layout(contexts, brackets, assigned, events)


def _lines(paper: Paper, roles: RoleReader) -> tuple[list[bool], dict[int, Assignment]]:
    """Which sentences can matter, and what those that only assign give to their items."""
    lines = LinesByItem(paper, roles)
    matters, label_line, shared = [], -1, -1
    for sentence in paper.document.sentences:
        wanted = _matters(paper, sentence) and sentence.block != shared
        more = sentence.block == label_line and goes_on(paper.view, sentence, roles)
        if wanted and (more or assigns(paper, sentence, roles)):
            if at_head(paper.view, sentence):
                label_line = sentence.block
            shared = sentence.block if lines.add(sentence) else shared
            wanted = False
        matters.append(wanted)
    return matters, lines.assigned


def _matters(paper: Paper, sentence: Sentence) -> bool:
    """Whether a sentence may instruct or find fault: not in the front matter, not in a mere table cell."""
    document, cell = paper.document, paper.tables.role_of.get(sentence.block)
    if not _WORDED.search(document.text, sentence.start, sentence.end):
        return False
    skipped = in_region(document.regions, sentence.start, *SKIPPED)
    return cell in (None, "measure", "problem", "both") and not skipped
