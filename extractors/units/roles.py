"""Which unit has which role: in the sentence itself, and in the fields that assign it."""

from extractors.units.acting.subjects import SubjectReader
from extractors.units.claims import Claim, Fields, clauses
from extractors.units.fields.field_reader import FieldReader
from extractors.units.lists.list_reader import ListReader

__all__ = ["Claim", "Fields", "RoleReader", "clauses"]


class RoleReader:
    """Finds the units of one sentence or field and their roles."""

    def __init__(self, lists: ListReader) -> None:
        fields = FieldReader(lists)
        self.lists = lists
        self.head = lists.read
        self.subjects = SubjectReader(lists).subjects
        self.trailing = fields.trailing
        self.assigned = fields.assigned
        self.cell = fields.cell
        self.is_bare = fields.is_bare
        self.only_names = fields.only_names
