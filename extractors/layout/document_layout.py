"""Items of a document: which sentences belong together, and what is known before any of them is read."""

import datetime as dt
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass

from extractors.fold import fold
from extractors.layout.assigning_lines import SKIPPED, assigns, at_head, closed_parts, collect, goes_on
from extractors.layout.closing_brackets import (
    closing_brackets,
    headings_above,
    heads_of_items,
    measured_by_item,
)
from extractors.layout.item_assignments import Assignment
from extractors.layout.label_lines import assigning_lines
from extractors.layout.paragraph_labels import Labels
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
    view = fold(document.text)
    assigning = assigning_lines(view, roles.is_bare)
    labels = Labels(view, assigning)
    matters, assigned = _lines(document, view, tables, roles, labels, assigning)
    brackets = closing_brackets(document, view, roles)
    measured = measured_by_item(document, labels)
    closing = {start: bracket[1] for start, bracket in brackets.items() if bracket}
    handing = measured | headings_above(document, view, assigning)
    for start, fields in closing.items():
        if start in handing:
            assigned.setdefault(handing[start], Assignment()).add(fields.moved(start))
    for key, fields in heads_of_items(document, view, roles).items():
        assigned.setdefault(key, Assignment()).add(fields)
    given = {key for key, held in assigned.items() if held}
    surroundings = Surroundings(document, view, tables, labels, assigning, given, closing, measured, events)
    pairs = zip(document.sentences, matters, strict=True)
    contexts = tuple(surroundings.of(s) if wanted else None for s, wanted in pairs)
    return Layout(contexts, brackets, assigned, events)


def _lines(
    document: Document,
    view: str,
    tables: Tables,
    roles: RoleReader,
    labels: Labels,
    assigning: Container[int],
) -> tuple[list[bool], dict[int, Assignment]]:
    """Which sentences can matter, and what those that only assign give to their items."""
    assigned: dict[int, Assignment] = {}
    matters, label_line, shared = [], -1, -1
    closed = closed_parts(document, view)
    for sentence in document.sentences:
        wanted = _matters(document, sentence, tables) and sentence.block != shared
        more = sentence.block == label_line and goes_on(view, sentence)
        if wanted and (more or assigns(view, sentence, roles, assigning)):
            if at_head(view, sentence):
                label_line = sentence.block
            apart = collect(assigned, document, sentence, view, roles, labels, closed)
            shared = sentence.block if apart else shared
            wanted = False
        matters.append(wanted)
    return matters, assigned


def _matters(document: Document, sentence: Sentence, tables: Tables) -> bool:
    """Whether a sentence may instruct or find fault: not in the front matter, not in a mere table cell."""
    cell = tables.role_of.get(sentence.block)
    if not _WORDED.search(document.text, sentence.start, sentence.end):
        return False
    skipped = in_region(document.regions, sentence.start, *SKIPPED)
    return cell in (None, "measure", "problem", "both") and not skipped
