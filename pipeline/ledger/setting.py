"""What an act is judged by besides the row itself."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from models import LedgerEntry, Registry, Roster


@dataclass(frozen=True)
class Setting:
    """What a check may ask: the day, how often a row may be extended, other rows, and the roster.

    `registry` has the names that the office itself has taught; ours counts in any case.

    The ledger itself adds the rows that matter (the parent, the parts, the row to be merged into) and the
    roster that it holds.
    """

    on: dt.date
    most_extensions: int = 1
    others: Mapping[str, LedgerEntry] | None = None
    roster: Roster | None = None
    registry: Registry | None = None
