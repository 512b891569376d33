"""Units (departments, townships, groups, posts) as the registry knows them."""

import datetime as dt
from functools import cached_property
from typing import Literal

from models.base import Frozen


class Unit(Frozen):
    """One function of government, named without place or level: 农业农村局.

    `key` is the canonical key of the function. `aliases` are other names in use, `former` names that were
    valid before `valid_from`. A document dated outside `[valid_from, valid_to)` that uses the name gets a
    warning with `successor`; the text is never rewritten.
    """

    key: str
    name: str
    aliases: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    kind: Literal[
        "party",
        "government",
        "group",
        "person",
        "temporary",
        "institution",
        "enterprise",
        "territory",
        "superior",
    ] = "government"
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    successor: str = ""
    assignable: bool = True
    note: str = ""


class Registry(Frozen):
    """All known units; later files override earlier ones by key."""

    units: tuple[Unit, ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Unit]:
        """Every name, alias and former name, to its unit; a unit's own name beats another's alias."""
        table: dict[str, Unit] = {}
        for unit in self.units:
            for name in (*unit.aliases, *unit.former):
                table.setdefault(name, unit)
        table.update({unit.name: unit for unit in self.units})
        return table
