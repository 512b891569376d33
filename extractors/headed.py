"""The unit that an item begins with, before a colon: 「5.柳湾小学:柜门未锁。」, and then what it is to do."""

from extractors.structure.numbering import number_at_start
from extractors.units.roles import Claim, RoleReader
from models import Document, DocumentKind, Section

_NAMED_ITEM = 28


def unit_of_item(document: Document, view: str, roles: RoleReader, held: Section) -> list[tuple[Claim, str]]:
    """The units that an item of a feedback paper names first and nothing else, each with these words."""
    begins = view[held.start : held.start + _NAMED_ITEM]
    number = number_at_start(begins)
    stop = begins.find(":")
    if document.kind is not DocumentKind.FEEDBACK or number is None or stop <= number.length:
        return []
    fields = roles.assigned(view, held.start + number.length, held.start + stop)
    whole = fields.claims and fields.claims[-1].end == held.start + stop and not fields.labelled
    return [(c, begins[number.length : stop]) for c in fields.claims] if whole else []
