"""A roster as an office keeps it, CSV or Excel, to a `Roster`: columns by what they are called."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from models import Problem, Roster, RosterUnit, Severity
from pipeline.readers import display_name
from pipeline.readers.limits import Limits
from pipeline.readers.secrecy.tables import head_of, judged_name, judged_words, rest_of
from pipeline.readers.sheet import delimited, xlsx
from pipeline.readers.sheet.grid import Grid

_BRACKETS = re.compile(r"[（(].*?[)）]|\s")
_SEVERAL = re.compile(r"[、，,;；]")
_DEEPEST = 10
"""The heading is looked for in so many rows from the top."""
_ADVICE = {
    "N021": ("名册打不开。", "请核对路径；名册要存成 .xlsx 或 .csv。"),
    "N022": (
        "名册里没有“单位名称”一栏。",
        "表头请写：单位名称、类别、所属乡镇、责任领导、曾用名；后四栏可以不写。",
    ),
    "N023": ("名册里有重名：{names}。", "同名的请在名称前加上所属乡镇，或删去多余的一行。"),
}


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.rosters").joinpath("classes.toml").read_text("utf-8"))


def read_roster(path: Path, *, accept_internal: bool = False) -> Roster | Problem:
    """The bodies of all sheets, in the order of the file; a list that names one twice is refused.

    One that bears a mark of secrecy is refused, too, and one marked as internal unless that is accepted.
    """
    if refused := _refused(judged_name(display_name(path), accept_internal=accept_internal), path.name):
        return refused
    data = _bytes(path)
    grids = data if isinstance(data, Problem) else _grids(data, path.suffix.lower())
    if isinstance(grids, Problem) or isinstance(data, Problem):
        return _problem("N021", path.name)
    if refused := _refused(_marked(data, grids, path.suffix, accept_internal=accept_internal), path.name):
        return refused
    units = [unit for grid in grids if not grid.hidden for unit in _units(grid)]
    if not units:
        return _problem("N022", path.name)
    places = [(unit.name, unit.within) for unit in units]
    if twice := sorted({name for name, within in places if places.count((name, within)) > 1}):
        return _problem("N023", path.name, names="、".join(twice))
    return Roster(name=path.name, units=tuple(units))


def _bytes(path: Path) -> bytes | Problem:
    try:
        return path.read_bytes()
    except OSError:
        return _problem("N021", path.name)


def _grids(data: bytes, suffix: str) -> list[Grid] | Problem:
    opened = delimited.grid(data, Limits()) if suffix in (".csv", ".tsv") else None
    if opened is not None:
        return opened if isinstance(opened, Problem) else [opened]
    book = xlsx.workbook(data, Limits())
    return book if isinstance(book, Problem) else book.grids


def _marked(data: bytes, grids: list[Grid], suffix: str, *, accept_internal: bool) -> Problem | None:
    head, rest = head_of(grids), rest_of(grids)
    return judged_words(suffix.strip("."), data, head, rest, Limits(), accept_internal=accept_internal)


def _refused(told: Problem | None, name: str) -> Problem | None:
    """What a mark ends; that an internal roster was accepted is the decision of whoever hands it in."""
    return told.model_copy(update={"place": name}) if told and told.severity is Severity.ERROR else None


def _units(grid: Grid) -> Iterable[RosterUnit]:
    rows = grid.visible()
    columns: dict[str, int] = {}
    for number, row in rows.items():
        if not columns:
            columns = _columns(row)
            if "name" not in columns and number > _DEEPEST:
                return
            columns = columns if "name" in columns else {}
            continue
        if unit := _unit({field: row.get(at, "").strip() for field, at in columns.items()}):
            yield unit


def _columns(row: Mapping[int, str]) -> dict[str, int]:
    """The column of each field that the row names."""
    found: dict[str, int] = {}
    for at, words in row.items():
        plain = _BRACKETS.sub("", words)
        for field, pattern in _table()["columns"].items():
            if field not in found and re.fullmatch(pattern, plain):
                found[field] = at
                break
    return found


def _unit(cells: Mapping[str, str]) -> RosterUnit | None:
    name = "".join(cells["name"].split())
    if not name:
        return None
    former = tuple(part.strip() for part in _SEVERAL.split(cells.get("former", "")) if part.strip())
    return RosterUnit(
        name=name,
        kind=cells.get("kind", "") or kind_of(name),
        within=cells.get("within", ""),
        leader=cells.get("leader", ""),
        former=former,
    )


def kind_of(name: str) -> str:
    """The kind of a body by the end of its name; any other body is a 部门.

    >>> kind_of("青石镇人民政府"), kind_of("县水利局")
    ('镇', '部门')
    """
    endings: dict[str, str] = _table()["endings"]
    fitting = [ending for ending in endings if name.endswith(ending)]
    return endings[max(fitting, key=len)] if fitting else "部门"


def _problem(code: str, place: str, **facts: str) -> Problem:
    message, action = _ADVICE[code]
    return Problem(
        code=code, severity=Severity.ERROR, message=message.format(**facts), action=action, place=place
    )
