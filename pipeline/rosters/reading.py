"""A roster as an office keeps it, CSV or Excel, to a `Roster`: columns by what they are called."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from models import Problem, Roster, RosterUnit, Severity
from pipeline.readers import display_name
from pipeline.readers.limits import Limits
from pipeline.readers.secrecy.tables import head_of, judged_name, judged_words, rest_of
from pipeline.readers.sheet import delimited, xlsx
from pipeline.readers.sheet.grid import Grid
from pipeline.rosters.members import class_table, kind_of, kinds_of

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
    "N024": (
        "类别“{kinds}”没有对应的统称，“各乡镇”“各部门”都不会展开到这些单位。",
        "要展开到的，类别请写 乡、镇、街道、村、社区或部门（写 乡镇、县直部门 也认）；不用展开的不必改。",
    ),
    "N023": ("名册里有重名：{names}。", "同名的请在名称前加上所属乡镇，或删去多余的一行。"),
}


def read_roster(path: Path, *, accept_internal: bool = False) -> Roster | Problem:
    """The bodies of all sheets, in the order of the file; a list that names one twice is refused.

    One that bears a mark of secrecy is refused, too, and one marked as internal unless that is accepted.
    """
    named = judged_name(path, display_name(path), accept_internal=accept_internal)
    if refused := _refused(named, path.name):
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
        for field, pattern in class_table()["columns"].items():
            if field not in found and re.fullmatch(pattern, plain):
                found[field] = at
                break
    return found


def _unit(cells: Mapping[str, str]) -> RosterUnit | None:
    name = "".join(cells["name"].split())
    if not name:
        return None
    former = tuple(part.strip() for part in _SEVERAL.split(cells.get("former", "")) if part.strip())
    unit = RosterUnit(
        name=name,
        kind=cells.get("kind", "") or kind_of(name),
        within=cells.get("within", ""),
        leader=cells.get("leader", ""),
        former=former,
    )
    kinds = kinds_of(unit)  # 乡镇（街道） says of 石门镇 that it is a 镇
    return unit.model_copy(update={"kind": min(kinds)}) if len(kinds) == 1 else unit


def unknown_kinds(roster: Roster) -> Problem | None:
    """The words under 类别 that no class name (各…) means: such bodies are in no 各乡镇 and no 各部门."""
    unknown = list(dict.fromkeys(unit.kind for unit in roster.units if not kinds_of(unit)))
    return _problem("N024", roster.name, kinds="、".join(unknown)) if unknown else None


def _problem(code: str, place: str, **facts: str) -> Problem:
    message, action = _ADVICE[code]
    severity = Severity.WARNING if code == "N024" else Severity.ERROR
    return Problem(code=code, severity=severity, message=message.format(**facts), action=action, place=place)
