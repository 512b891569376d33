"""The tables of units, CSV: ours, and an office's own over it; every faulty row is told."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

import corpus
from models import Problem, Registry, Severity, Unit

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
