"""Which rows a command is about: the options by which rows are chosen, the same for every command."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from functools import reduce, wraps
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from pipeline.commands.options import day

if TYPE_CHECKING:
    from models import Status
    from pipeline.ledger.light_rules import LightRules
    from pipeline.ledger.queries import Query

_LIGHTS = {"红": "red", "黄": "yellow", "绿": "green", "灰": "grey", "紫": "purple", "办结": "done"}


def _light(words: str) -> str:
    """A light by its English name, or as a clerk calls it: red, 红, 红灯."""
    name = _LIGHTS.get(words.removesuffix("灯"), words)
    if name in _LIGHTS.values():
        return name
    known = "、".join(f"{english}（{chinese}）" for chinese, english in _LIGHTS.items())
    raise click.BadParameter(f"没有「{words}」这种灯，只能是 {known} 之一")


_OPTIONS = (
    click.option("--unit", default="", metavar="NAME", help="责任、牵头或配合单位的名称里有这些字"),
    click.option("--status", multiple=True, metavar="STATUS", help="办理状态，如 办理中；可写几个"),
    click.option("--due-before", type=day, metavar="DATE", help="时限早于这一天的"),
    click.option(
        "--light",
        multiple=True,
        type=_light,
        metavar="LIGHT",
        help="亮什么灯，如 red 或 红灯；可写几个",
    ),
)


class Filters(NamedTuple):
    """What was given on the command line; what is empty does not narrow."""

    unit: str
    status: tuple[str, ...]
    due_before: dt.date | None
    light: tuple[str, ...]

    def query(self, on: dt.date, rules: LightRules) -> Query:
        """The same for the ledger; lights are those of the day."""
        from pipeline.ledger.queries import Lamps, Query

        lamps = Lamps(self.light, on, rules) if self.light else None
        return Query(tuple(map(_status, self.status)), self.unit, self.due_before, lamps)

    def words(self, on: dt.date) -> str:
        """The same for a reader; empty where all rows are meant."""
        return "，".join(self._parts(on))

    def _parts(self, on: dt.date) -> Iterator[str]:
        from models import STATUS_LABELS
        from pipeline.ledger.lights import COLOUR_LABELS, Colour

        if self.unit:
            yield f"单位名称含“{self.unit}”"
        if self.status:
            yield "、".join(STATUS_LABELS[_status(words)].split("（")[0] for words in self.status)
        if self.due_before:
            yield f"时限早于{self.due_before}"
        if self.light:
            labels = {**COLOUR_LABELS, Colour.DONE: "不亮灯"}
            yield f"截至{on}亮" + "、".join(labels[Colour(name)] for name in self.light)


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options; the command gets what they say as `filters`."""

    @wraps(command)
    def narrowed(
        *args: Any,
        unit: str,
        status: tuple[str, ...],
        due_before: dt.date | None,
        light: tuple[str, ...],
        **rest: Any,
    ) -> Any:
        return command(*args, filters=Filters(unit, status, due_before, light), **rest)

    return reduce(lambda inner, option: option(inner), reversed(_OPTIONS), narrowed)


def _status(words: str) -> Status:
    from models import STATUS_LABELS, Status

    for status, label in STATUS_LABELS.items():
        if words in (status.value, label, label.split("（")[0]):
            return Status(status)
    labels = "、".join(label.split("（")[0] for label in STATUS_LABELS.values())
    raise click.UsageError(f"没有「{words}」这种状态，只能是 {labels} 之一", click.get_current_context())
