"""The roster of an office: its townships, villages and departments by name, and who leads each."""

from models.base import Frozen


class RosterUnit(Frozen):
    """One body of the place; `kind` is 镇, 街道, 村, 部门 …, `within` the body above it, as of a village.

    `leader` is who answers for it on the side of the leadership, as the office's list says. `former` are
    names that it bore before; a text that uses one of them is never rewritten.
    """

    name: str
    kind: str = ""
    within: str = ""
    leader: str = ""
    former: tuple[str, ...] = ()


class Roster(Frozen):
    """All bodies of one list, in its order; `name` is that of the file."""

    name: str
    units: tuple[RosterUnit, ...] = ()
