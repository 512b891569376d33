"""Forms and what they send: the fields that an action asks for, and the act or correction that comes back."""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from models import Act, Evidence, LedgerEntry, Problem, Severity, Status
from pipeline.ledger.actors import main_owners
from pipeline.ledger.lifecycle import action_help, action_labels, find_move, possible_actions
from pipeline.ledger.points import points_of

EVIDENCE_LINES = 3
"""How many pieces of evidence a form has room for."""
_LABELS = {
    "due": "新的完成日期",
    "percent": "完成百分比",
    "evidence": "佐证材料",
    "to": "移交给哪个单位",
    "into": "并入哪一条（编号）",
    "every": "多久回头看一次",
    "number": "通知单编号",
    "pending": "没有时限也立项，写明时限待定",
    "point": "哪个节点",
}
_REACH = "reach"
_CELLS = ("measure", "lead", "responsible", "support")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_YEARS = range(1949, 2101)
"""Years in which a task can be due; 9999-12-31 is how some spreadsheets say that it never is."""
_WHOLE = re.compile(r"[0-9]{1,9}")
_SHOWN = 20


class ActForm(NamedTuple):
    """One action that can be done now, and what its form asks for besides a note.

    `unit` is proposed as the actor of what a unit of the row does, so that the office does not sign for it.
    """

    action: str
    label: str
    help: str
    fields: tuple[tuple[str, str], ...]
    unit: str = ""


def open_points(entry: LedgerEntry, on: dt.date) -> list[tuple[str, str]]:
    """The points that have no record yet: what names each in a record, and what it is called."""
    return [
        (
            point.key,
            point.label if point.occasion or point.label == point.key else f"{point.label}（{point.key}）",
        )
        for point in points_of(entry, on)
        if not point.passed
    ]


def act_forms(entry: LedgerEntry, on: dt.date) -> list[ActForm]:
    """The forms of all that the table of the life cycle allows from here."""
    labels, helps, options = action_labels(), action_help(), _options()
    return [
        ActForm(
            action,
            labels[action],
            helps[action].partition("：")[2],
            tuple((name, _LABELS[name]) for name in options.get(action, ()) if name in _LABELS),
            _first_unit(entry) if is_of_a_unit(action, entry.status) else "",
        )
        for action in _in_order(entry, on)
    ]


def is_of_a_unit(action: str, status: Status) -> bool:
    """Whether only a unit of the row may do it."""
    move = find_move(action, status)
    return move is not None and move.who in ("any_owner", "main_owner")


def _first_unit(entry: LedgerEntry) -> str:
    """The unit that leads or answers; empty where it is a class, of which any may be meant."""
    first = next(iter(main_owners(entry)), None)
    return first.name if first and not first.group else ""


def _in_order(entry: LedgerEntry, on: dt.date) -> list[str]:
    """What is done next stands first: not a point beside it, and none where no point is open."""
    actions = [action for action in possible_actions(entry.status) if action != _REACH]
    if len(actions) < len(possible_actions(entry.status)) and open_points(entry, on):
        actions.insert(0 if entry.status is Status.STANDING else 1, _REACH)
    return actions


def read_act(entry: str, given: Mapping[str, str]) -> Act | Problem:
    """The act that a form asks for, or which field cannot be understood."""
    action = given.get("action", "")
    due, percent = _day(given.get("due", "")), _percent(given.get("percent", ""))
    if action not in action_labels():
        return _bad("没有这种操作", "请回到上一页重新选择。")
    if isinstance(due, Problem):
        return due
    if isinstance(percent, Problem):
        return percent
    return Act(
        entry=entry,
        action=action,
        note=given.get("note", "").strip(),
        due=due,
        percent=percent,
        evidence=_evidence(given),
        to=given.get("to", "").strip(),
        into=given.get("into", "").strip(),
        every=given.get("every", "").strip(),
        number=given.get("number", "").strip(),
        pending=bool(given.get("pending")),
        point=given.get("point", "").strip(),
    )


def on_the_page(line: str) -> str:
    """A message of the ledger, with what to do on the page where it says what to type."""
    for word in _wording():
        line = line.replace(word["typed"], word["here"])
    return line


@cache
def _wording() -> list[dict[str, str]]:
    words: list[dict[str, str]] = tomllib.loads(
        files("pipeline.page").joinpath("wording.toml").read_text("utf-8")
    )["word"]
    return words


def read_cells(given: Mapping[str, str]) -> dict[str, Any] | Problem:
    """The cells of a correction that the form sent; a date that was left empty changes nothing."""
    due = _day(given.get("due", ""))
    if isinstance(due, Problem):
        return due
    cells: dict[str, Any] = {name: given[name] for name in _CELLS if name in given}
    return cells | ({"due": due} if due else {})


@cache
def _options() -> dict[str, list[str]]:
    text = files("pipeline.ledger").joinpath("lifecycle.toml").read_text("utf-8")
    options: dict[str, list[str]] = tomllib.loads(text)["options"]
    return options


def _day(words: str) -> dt.date | Problem | None:
    plain = words.strip()
    if not plain:
        return None
    try:
        day = dt.date.fromisoformat(plain) if _DAY.fullmatch(plain) else None
    except ValueError:
        day = None
    if day is None:
        return _bad(f"日期“{plain[:_SHOWN]}”看不懂", "请写成 2026-09-30 的样子。")
    if day.year not in _YEARS:
        return _bad(f"日期“{plain}”的年份不对", "长期任务不要写很远的日期，请改写时限的文字。")
    return day


def _percent(words: str) -> int | Problem | None:
    plain = words.strip().rstrip("%％")
    if not plain:
        return None
    if not _WHOLE.fullmatch(plain):
        return _bad(f"百分比“{plain[:_SHOWN]}”看不懂", "请写 0 到 100 的整数。")
    return int(plain)


def _bad(what: str, action: str) -> Problem:
    return Problem(code="V001", severity=Severity.ERROR, message=f"{what}，没有登记。", action=action)


def _evidence(given: Mapping[str, str]) -> tuple[Evidence, ...]:
    lines = [(given.get(f"kind{n}", ""), given.get(f"proof{n}", "").strip()) for n in range(EVIDENCE_LINES)]
    return tuple(Evidence(kind=kind, text=text) for kind, text in lines if text)
