"""Which unit answers for an indicator: as the paper says, as confirmed, or proposed by its function."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from models import Assessment, Frozen, Indicator, Registry
from pipeline.assessment.confirmed import Answering
from pipeline.registry import resolve

SAID, CONFIRMED, GUESSED, UNKNOWN = "文中写明", "已确认", "推定", "待明确"


class Proposal(Frozen):
    """An indicator with its units; `basis` says whether anybody but the program stands behind them.

    Who helps (`support`) is as the paper says or a person confirmed: nobody is proposed for it.
    """

    number: int
    indicator: Indicator
    units: tuple[str, ...]
    support: tuple[str, ...] = ()
    basis: str
    why: str


def propose(
    assessment: Assessment, registry: Registry, confirmed: Mapping[str, Answering] | None = None
) -> list[Proposal]:
    """A proposal for every indicator; `confirmed` has units given by a person, by the indicator's words."""
    settled = confirmed or {}
    keys = {name: resolve(name, registry) for name in assessment.mentioned}
    named = {name: found.unit.key for name, found in keys.items() if found.unit}
    made = []
    for number, indicator in enumerate(assessment.indicators, 1):
        person = settled.get(indicator.text, Answering())
        units, basis, why = _units(indicator, person.units, named, registry)
        support = indicator.support if person.support is None else person.support
        made.append(
            Proposal(number=number, indicator=indicator, units=units, support=support, basis=basis, why=why)
        )
    return made


def _units(
    indicator: Indicator, settled: Sequence[str], named: Mapping[str, str], registry: Registry
) -> tuple[tuple[str, ...], str, str]:
    if settled:
        return tuple(settled), CONFIRMED, "由人确认"
    if indicator.units:
        return indicator.units, SAID, "见原文"
    duty = next((d for d in _duties() if any(word in indicator.text for word in d["words"])), None)
    if duty is None:
        return (), UNKNOWN, "文中没有写明，名称里也看不出归谁管"
    word = next(word for word in duty["words"] if word in indicator.text)
    in_paper = tuple(name for name, key in named.items() if key in duty["units"])
    if in_paper:
        return in_paper, GUESSED, f"文中点名{'、'.join(in_paper)}跟进指标，按“{word}”推定归其负责"
    names = [unit.name for unit in registry.units if unit.key == duty["units"][0]]
    return tuple(names), GUESSED, f"文中没有点名，按“{word}”推定归这类单位负责"


@cache
def _duties() -> list[dict[str, Any]]:
    table = tomllib.loads(files("pipeline.assessment").joinpath("duties.toml").read_text("utf-8"))
    return list(table["duty"])
