"""What a page works with: the open ledger, the day, who sits at the desk, and the secret of its forms."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from models import Registry
from pipeline.ledger import Ledger, Setting
from pipeline.ledger.light_rules import LightRules


@dataclass(frozen=True)
class Desk:
    """`today` is asked at every request, for a page may stay open over night.

    `secret` signs the browser's cookie and stands in every form, so that no other page can send one; `hosts`
    are the names by which this page may be called, so that no foreign name leads here. `unmasked` shows the
    numbers of persons whole. `registry` has the names of units that the office has taught.
    """

    ledger: Ledger
    today: Callable[[], dt.date]
    rules: LightRules
    secret: str
    hosts: frozenset[str]
    name: str
    by: str = ""
    unmasked: bool = False
    registry: Registry | None = None

    def setting(self) -> Setting:
        """What the checks of an act may ask."""
        return Setting(self.today(), self.rules.most_extensions, registry=self.registry)
