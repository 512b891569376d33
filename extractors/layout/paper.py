"""One document as the layout sees it: its text folded, its tables, labels, and lines that only assign."""

from dataclasses import dataclass

from extractors.fold import fold
from extractors.layout.label_lines import whole_assigning_lines
from extractors.layout.paragraph_labels import Labels
from extractors.layout.table_cells import Tables
from extractors.units.roles import RoleReader
from models import Document


@dataclass(frozen=True)
class Paper:
    """What is known of the lines of a document before its sentences are looked at.

    `view` is its folded text; `assigning` are the starts of the lines of which the whole only assigns.
    """

    document: Document
    view: str
    tables: Tables
    labels: Labels
    assigning: frozenset[int]


def paper_of(document: Document, tables: Tables, roles: RoleReader) -> Paper:
    """The document with its lines looked through."""
    view = fold(document.text)
    assigning = whole_assigning_lines(view, roles.is_bare)
    return Paper(document, view, tables, Labels(view, assigning), assigning)
