"""What a paper of a day is made of: the ledger as it stood, the day, the thresholds, the order of units."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from models import LedgerEntry, LedgerState, Registry
from pipeline.exports.duties import without_expanded
from pipeline.ledger.light_rules import LightRules
from pipeline.ledger.standing import Standing
from pipeline.ledger.statistics import NO_UNITS, parties_of
from pipeline.ledger.status_groups import DROPPED
from pipeline.rosters import Kind, Parties, kind_of_party


class Before(NamedTuple):
    """The rows of an earlier paper as far as figures look at them, and its day."""

    on: dt.date
    rows: tuple[Standing, ...]


@dataclass(frozen=True)
class Snapshot:
    """The same snapshot always gives the same bytes; `chosen` are ids of rows, empty for all.

    `earlier` is the bulletin before, where somebody needs to compare.
    """

    state: LedgerState
    on: dt.date
    rules: LightRules
    registry: Registry = field(default_factory=Registry)
    chosen: frozenset[str] = frozenset()
    earlier: Before | None = None

    @cached_property
    def entries(self) -> tuple[LedgerEntry, ...]:
        """The rows that the paper is about: neither merged nor void."""
        return tuple(
            entry
            for entry in self.state.entries
            if entry.status not in DROPPED and (not self.chosen or entry.id in self.chosen)
        )

    @cached_property
    def duties(self) -> tuple[LedgerEntry, ...]:
        """The same without rows that were expanded, for lists in which their parts stand."""
        return tuple(without_expanded(self.entries))

    @property
    def expanded(self) -> int:
        """How many rows stand in such a list by their parts."""
        return len(self.entries) - len(self.duties)

    @cached_property
    def parties(self) -> Parties:
        """Which units answer for what persons have to do."""
        return parties_of(self.state.entries, self.state.roster)

    def in_order(self, units: Iterable[str]) -> list[str]:
        """Bodies as the registry lists them, those it does not know after them: never a ranking.

        Classes of bodies stand behind them, persons and nobody last.
        """

        def key(name: str) -> tuple[bool, bool, int, bytes]:
            whole = kind_of_party(name) is not Kind.BODY
            return name in NO_UNITS, whole, self._ranks.get(name, len(self._places)), _pinyin(name)

        return sorted(units, key=key)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {unit.key: place for place, unit in enumerate(self.registry.units)}

    @cached_property
    def _ranks(self) -> dict[str, int]:
        owners = (owner for entry in self.state.entries for owner in entry.owners)
        return {owner.name: self._places[owner.unit] for owner in owners if owner.unit in self._places}


def _pinyin(name: str) -> bytes:
    """The bytes of GB 18030 put the usual characters in the order of their pinyin."""
    return name.encode("gb18030", "replace")
