"""The unit registry: the shipped table, an office's own table over it, and the unit that a name means.

A name in a text is never rewritten: resolving only links it to a registry entry and says what is doubtful.
"""

import csv
import datetime as dt
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from pydantic import ValidationError

import corpus
from extractors.lexicon import load
from models import Problem, Registry, Severity, Unit

LOCAL_LAG = dt.timedelta(days=366)
"""Local offices may take up to a year to follow a national change of name."""

_WHOLE_TABLE = ("N001", "N002", "N003")
_REQUIRED = ("key", "name")
_LISTS = ("aliases", "former")
_WORDS = {"是": "true", "否": "false"}
_HINTS = {
    "key": "请填英文或拼音代号，如 nyncj。",
    "name": "请填单位名称，如 农业农村局。",
    "kind": f"请填 {'、'.join(get_args(Unit.model_fields['kind'].annotation))} 之一。",
    "valid_from": "请写成 2019-01-31 的样子。",
    "valid_to": "请写成 2019-01-31 的样子。",
    "assignable": "请填“是”或“否”。",
}
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


def load_registry(override: Path | None = None) -> tuple[Registry, tuple[Problem, ...]]:
    """The shipped registry with the rows of `override` over it, and every fault of either table at once.

    A row of `override` replaces the shipped row of the same key or adds a new one; a bad row is left out.
    """
    tables = [_read_units(path) for path in (corpus.path("units.csv"), override) if path is not None]
    rows = [unit for units, _ in tables for unit in units]
    problems = [problem for _, faults in tables for problem in faults]
    registry = Registry(units=tuple({unit.key: unit for unit in rows}.values()))
    return registry, (*problems, *_unknown_successors(rows))


@cache
def shipped_registry() -> Registry:
    """The registry that comes with the program."""
    return load_registry()[0]


def with_local_names(
    registry: Registry, units: Iterable[str], aliases: Iterable[tuple[str, str]]
) -> Registry:
    """`registry` with further units, and with other names of units, as `(other name, full name)`.

    A full name that the registry cannot link becomes a unit of its own. A local name means what the office
    says, so it is taken from every other unit that bore it.
    """
    table = {unit.key: unit for unit in registry.units}
    table.update({(unit := _local_unit(name)).key: unit for name in units})
    registry = Registry(units=tuple(table.values()))
    for alias, name in aliases:
        table = {key: _without_name(unit, alias) for key, unit in table.items()}
        key = resolve(name, registry).key or _local_unit(name).key
        unit = table.get(key, _local_unit(name))
        table[unit.key] = unit.model_copy(update={"aliases": (*unit.aliases, alias)})
    return Registry(units=tuple(table.values()))


def _local_unit(name: str) -> Unit:
    return Unit(key=f"local.{_fold(name)}", name=name, kind="institution")


def _without_name(unit: Unit, name: str) -> Unit:
    if name not in unit.aliases and name not in unit.former:
        return unit
    return unit.model_copy(
        update={
            "aliases": tuple(other for other in unit.aliases if other != name),
            "former": tuple(other for other in unit.former if other != name),
        }
    )


def resolve(name: str, registry: Registry, on: dt.date | None = None) -> Resolution:
    """The unit that `name` means in a document dated `on`; nothing is guessed beyond the registry.

    Tried in order: the whole name, the name after its place and level, former names, other type words
    (农业农村厅, 农业农村部门), villages and townships, and at last the mere form of a unit name.
    """
    folded = _fold(name)
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
        current=_group(names) | {_fold(unit.name): (unit,) for unit in registry.units},
        former=_group((name, unit) for unit in registry.units for name in unit.former),
        stems=_group((stem, unit) for stem, unit in stems if len(stem) > 1),
        keys={unit.key: unit for unit in registry.units},
    )


def _group(pairs: Iterable[tuple[str, Unit]]) -> dict[str, tuple[Unit, ...]]:
    table: dict[str, tuple[Unit, ...]] = {}
    for name, unit in pairs:
        known = table.get(_fold(name), ())
        table[_fold(name)] = known if unit in known else (*known, unit)
    return table


def _fold(name: str) -> str:
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
    if function == _fold(unit.name) and unit.valid_from and on < unit.valid_from:
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


def _read_units(path: Path) -> tuple[tuple[Unit, ...], tuple[Problem, ...]]:
    """The good rows of one table and a problem for every bad one."""
    text, fault = _text(path)
    if fault:
        return (), (fault,)
    table = csv.DictReader(io.StringIO(text, newline=""))
    if lost := [column for column in _REQUIRED if column not in (table.fieldnames or ())]:
        hint = f"请照随附 units.csv 的表头补上{'、'.join(lost)}。"
        return (), (_bad("N003", f"单位表缺少列：{'、'.join(lost)}。", hint, path.name),)
    units: dict[str, Unit] = {}
    problems: list[Problem] = []
    for row in table:
        place = f"{path.name} 第{table.line_num}行"
        unit, faults = _unit(row, place)
        if unit and unit.key in units:
            faults = (_bad("N005", f"代号“{unit.key}”重复，只认第一次。", "请删去或改名。", place),)
        elif unit:
            units[unit.key] = unit
        problems += faults
    return tuple(units.values()), tuple(problems)


def _text(path: Path) -> tuple[str, Problem | None]:
    try:
        raw = path.read_bytes()
    except OSError:
        return "", _bad("N001", "单位表打不开。", "请检查文件是否存在、有无读取权限。", path.name)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, None
    return "", _bad("N002", "单位表不是CSV文本。", "请在表格软件中另存为CSV再试。", path.name)


def _unit(row: Mapping[Any, Any], place: str) -> tuple[Unit | None, tuple[Problem, ...]]:
    """The unit of one row, or the faults of all its cells."""
    if row.get(None):
        return None, (_bad("N004", "这一行的格数多于表头。", "请检查逗号，列表请用分号隔开。", place),)
    cells = {key: value.strip() for key, value in row.items() if key in Unit.model_fields and value}
    try:
        unit = Unit.model_validate({key: _value(key, cell) for key, cell in cells.items() if cell})
    except ValidationError as error:
        columns = [str(item["loc"][0]) for item in error.errors()]
        faults = [(column, f"“{column}”一格“{cells.get(column, '')}”不合要求。") for column in columns]
        return None, tuple(_bad("N004", message, _HINTS.get(column, ""), place) for column, message in faults)
    if unit.valid_from and unit.valid_to and unit.valid_to <= unit.valid_from:
        return None, (_bad("N004", "停用日期不晚于启用日期。", _HINTS["valid_to"], place),)
    return unit, ()


def _value(column: str, cell: str) -> str | tuple[str, ...]:
    if column in _LISTS:
        return tuple(part.strip() for part in re.split("[;；]", cell) if part.strip())
    return _WORDS.get(cell, cell) if column == "assignable" else cell


def _unknown_successors(rows: Sequence[Unit]) -> Iterator[Problem]:
    known = Registry(units=tuple(rows)).by_name
    for unit in rows:
        if unit.successor and unit.successor not in known:
            message = f"“{unit.name}”的接续单位“{unit.successor}”不在单位表中。"
            yield _bad("N006", message, "请补上该单位或改正名称。", unit.key)


def _bad(code: str, message: str, action: str, place: str) -> Problem:
    severity = Severity.ERROR if code in _WHOLE_TABLE else Severity.WARNING
    return Problem(code=code, severity=severity, message=message, action=action, place=place)
