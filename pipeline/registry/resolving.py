"""The unit that a name means.

A name in a text is never rewritten: resolving only links it to a registry entry and says what is doubtful.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from extractors.lexicon import load
from models import Problem, Registry, Severity, Unit

LOCAL_LAG = dt.timedelta(days=366)
"""Local offices may take up to a year to follow a national change of name."""

_LEVEL = re.compile(r"国家|中央|全国|国务院|自治[区州县]|[省市州盟县区旗乡镇村]|地区|街道")
_TYPE = re.compile(r"(?:委员会|总局|总署|部门|[厅局委部署])$")
_DISPATCHED = re.compile(r"^(?P<head>.+局).{1,8}分局$")
_PLACE = re.compile(r"^.+?(?P<level>镇|乡|苏木|街道|社区|村)$")
_TERRITORY = {"镇": "xzzf", "乡": "xzzf", "苏木": "xzzf", "街道": "jdb", "社区": "sqjwh", "村": "cwh"}
_CLASS = re.compile(r"各|每|有关|相关|其他|任何|所有")
_ENDINGS = (
    *("suffix.organ", "suffix.territory", "suffix.group", "suffix.person", "suffix.alone"),
    *("company.trade", "local.words"),
)
"""The lists of the unit lexicon that a name may end in."""
_SPEAKER = "讲话人"

Match = Literal["full", "level", "former", "type", "territory", "form", "none"]


@dataclass(frozen=True)
class Resolution:
    """What a printed name means: the key of its unit ('' when unknown), and how that was found.

    `name` is the name of the text itself, `level` the level word before the function (区, 县, 国家 …).
    `match` is `form` for an unknown name that is built like a unit's, `none` for one that is not.
    """

    key: str
    name: str
    level: str
    match: Match
    unit: Unit | None = None
    problems: tuple[Problem, ...] = ()


def resolve(name: str, registry: Registry, on: dt.date | None = None) -> Resolution:
    """The unit that `name` means in a document dated `on`; nothing is guessed beyond the registry.

    Tried in order: the whole name, the name after its place and level, former names, other type words
    (农业农村厅, 农业农村部门), villages and townships, and at last the mere form of a unit name.
    """
    folded = folded_name(name)
    for match, level, function, units in _readings(folded, _index(registry)):
        if units and match != "full" and _CLASS.match(folded):
            units = tuple(unit for unit in units if unit.kind in ("group", "person"))
        if len(units) == 1:
            problems = _time_problems(name, function, units[0], match == "former", on)
            return Resolution(units[0].key, name, level, match, units[0], problems)
        if units and match != "type":
            return Resolution("", name, level, match, problems=(_ambiguous(name, units),))
    return Resolution("", name, "", "form" if _built_like_a_unit(folded) else "none")


def _built_like_a_unit(name: str) -> bool:
    """Whether the name ends as the grammar of unit names lets one end, brackets apart."""
    return re.sub(r"\(.*\)$", "", name).endswith(_endings())


@cache
def _endings() -> tuple[str, ...]:
    table = load("units")
    lists = (table[room][name] for room, name in (path.split(".") for path in _ENDINGS))
    return (_SPEAKER, *(ending for words in lists for ending in words))


def _readings(name: str, index: "_Index") -> Iterator[tuple[Match, str, str, tuple[Unit, ...]]]:
    """Each way to read `name`, the surest first: how, the level word, the function, the units so called."""
    tails = [("", name), *_tails(name)]
    for level, tail in tails:
        yield "level" if level else "full", level, tail, index.current.get(tail, ())
    if dispatched := _DISPATCHED.match(name):
        for level, tail in [*_tails(dispatched["head"]), ("", dispatched["head"])]:
            yield "level", level, tail, index.current.get(tail, ())
    for level, tail in tails:
        yield "former", level, tail, index.former.get(tail, ())
    for level, tail in reversed(tails):
        yield "type", level, tail, index.stems.get(_TYPE.sub("", tail), ())
    if (place := _PLACE.match(name)) and (key := _TERRITORY[place["level"]]) in index.keys:
        yield "territory", place["level"], name, (index.keys[key],)


def _tails(name: str) -> Iterator[tuple[str, str]]:
    """What is left after place and level: 某某县财政局 gives 县财政局, then 财政局, both at level 县."""
    for found in _LEVEL.finditer(name):
        if found.start():
            yield found[0], name[found.start() :]
        yield found[0], name[found.end() :].lstrip(")")


@dataclass(frozen=True)
class _Index:
    """Names to the units that bear them (several: an ambiguous name), and keys to units."""

    current: Mapping[str, tuple[Unit, ...]]
    former: Mapping[str, tuple[Unit, ...]]
    stems: Mapping[str, tuple[Unit, ...]]
    keys: Mapping[str, Unit]


@lru_cache(maxsize=4)
def _index(registry: Registry) -> _Index:
    names = [(name, unit) for unit in registry.units for name in (unit.name, *unit.aliases)]
    stems = [(_TYPE.sub("", name), unit) for name, unit in names if unit.kind in ("government", "party")]
    return _Index(
        current=_group(names) | {folded_name(unit.name): (unit,) for unit in registry.units},
        former=_group((name, unit) for unit in registry.units for name in unit.former),
        stems=_group((stem, unit) for stem, unit in stems if len(stem) > 1),
        keys={unit.key: unit for unit in registry.units},
    )


def _group(pairs: Iterable[tuple[str, Unit]]) -> dict[str, tuple[Unit, ...]]:
    table: dict[str, tuple[Unit, ...]] = {}
    for name, unit in pairs:
        known = table.get(folded_name(name), ())
        table[folded_name(name)] = known if unit in known else (*known, unit)
    return table


def folded_name(name: str) -> str:
    """A name as it is compared: in half width, without blanks."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def _time_problems(
    name: str, function: str, unit: Unit, former: bool, on: dt.date | None
) -> tuple[Problem, ...]:
    """Whether the name was in use at the date; a successor is named, never put in its place."""
    if on is None:
        return ()
    if unit.valid_to and on >= unit.valid_to:
        return (_untimely(name, on, f"{unit.valid_to}起已停用", unit.successor or unit.name),)
    if former and unit.valid_from and on >= unit.valid_from + LOCAL_LAG:
        return (_untimely(name, on, f"{unit.valid_from}起已改名", unit.name),)
    if function == folded_name(unit.name) and unit.valid_from and on < unit.valid_from:
        return (_untimely(name, on, f"{unit.valid_from}才启用", "、".join(unit.former) or "原名称"),)
    return ()


def _untimely(name: str, on: dt.date, why: str, successor: str) -> Problem:
    return Problem(
        code="N011",
        severity=Severity.WARNING,
        message=f"名称与时点不符：文件日期为{on}，“{name}”{why}，对应单位为{successor}。",
        action="请核对文件日期和单位名称；台账保留原文。",
    )


def _ambiguous(name: str, units: tuple[Unit, ...]) -> Problem:
    return Problem(
        code="N012",
        severity=Severity.NOTE,
        message=f"“{name}”可能指{'、'.join(unit.name for unit in units)}。",
        action="请在本地单位表中写明它是哪个单位。",
    )
