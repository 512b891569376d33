"""Rosters: the list of an office's own townships, villages and departments, and what follows from it.

What lives here: reading such a list, telling whom 各乡镇 or 13个镇街 means, which leader answers for a unit,
and which unit for what a person has to do.
What does not: what units are called anywhere (`pipeline.registry`), and the rows of the ledger.
"""

from pipeline.rosters.leaders import Leader, find_unit, leaders_of
from pipeline.rosters.members import Members, members_of
from pipeline.rosters.parties import Kind, Parties, kind_of_party
from pipeline.rosters.reading import read_roster
from pipeline.rosters.townships import township_of

__all__ = [
    "Kind",
    "Leader",
    "Members",
    "Parties",
    "find_unit",
    "kind_of_party",
    "leaders_of",
    "members_of",
    "read_roster",
    "township_of",
]
