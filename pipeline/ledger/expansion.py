"""What expanding a row of the ledger would add, by its roster or to those whom a person names."""

from typing import NamedTuple

from models import LedgerEntry, Problem, Registry, Role
from pipeline.ledger.changes import NewEvent
from pipeline.ledger.expanding import not_expanded, parts_named, parts_of
from pipeline.ledger.problems import problem
from pipeline.ledger.queries import find_parts, load_entries
from pipeline.ledger.store import Ledger
from pipeline.rosters import read_units


class Expansion(NamedTuple):
    """The new parts of a row, those that it has already, and which classes are left out, each with why."""

    entry: LedgerEntry
    made: tuple[NewEvent, ...]
    known: int
    left_out: tuple[Problem, ...] = ()

    @property
    def names(self) -> str:
        """The bodies that get a row."""
        return "、".join(event.payload["entry"]["owners"][0]["name"] for event in self.made)


def expansion(
    ledger: Ledger, entry_id: str, to: str = "", *, anyway: bool = False, registry: Registry | None = None
) -> Expansion | Problem:
    """What expanding the row would add, or why it cannot be; `to` names the bodies in place of the roster."""
    (entry,), known = load_entries(ledger, [entry_id]), find_parts(ledger, entry_id)
    if to:
        names = _named(entry, to, registry)
        made = names if isinstance(names, Problem) else parts_named(entry, names, known, registry)
        return made if isinstance(made, Problem) else Expansion(entry, made, len(known))
    roster = ledger.roster()
    made = parts_of(entry, roster, known, anyway=anyway, registry=registry)
    if isinstance(made, Problem):
        return made
    return Expansion(entry, made, len(known), tuple(not_expanded(entry, roster)))


def _named(entry: LedgerEntry, to: str, registry: Registry | None) -> list[str] | Problem:
    """The bodies that somebody names; words that are none are refused."""
    units = read_units(to, Role.RESPONSIBLE, registry)
    if isinstance(units, str):
        return problem("not_units", entry.id, words=units)
    return [unit.name for unit in units]
