"""Rosters: the list of an office's own townships, villages and departments, and what follows from it.

What lives here: reading such a list, telling whom 各乡镇 or 13个镇街 means, which leader answers for a unit,
which unit for what a person has to do, and
which names are one body's.
What does not: what units are called anywhere (`pipeline.registry`), and the rows of the ledger.
"""

from pipeline.rosters.bodies import Bodies, Body, is_part, key_in, same_body
from pipeline.rosters.leaders import Leader, find_unit, leaders_of
from pipeline.rosters.members import Members, class_words, members_of
from pipeline.rosters.parties import Kind, Parties, kind_of_party
from pipeline.rosters.reading import read_roster, unknown_kinds
from pipeline.rosters.townships import township_of
from pipeline.rosters.unit_cells import linked, read_units

__all__ = [
    "Bodies",
    "Body",
    "Kind",
    "Leader",
    "Members",
    "Parties",
    "class_words",
    "find_unit",
    "is_part",
    "key_in",
    "kind_of_party",
    "leaders_of",
    "linked",
    "members_of",
    "read_roster",
    "read_units",
    "same_body",
    "township_of",
    "unknown_kinds",
]
