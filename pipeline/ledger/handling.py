"""How an act changes the life of a row: a pure step of the fold."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from models import Act, Handling, Step

_REMEMBER_WHERE = ("extend", "suspend")


def after_step(handling: Handling, status: str, step: Step) -> Handling:
    """The life of a row that had `status`, after one more step."""
    act = step.act
    changes: dict[str, Any] = {"steps": (*handling.steps, step)}
    if act.action in _REMEMBER_WHERE:
        changes["before"] = status
    if act.percent is not None:
        changes["percent"] = act.percent
    changes |= _CHANGES[act.action](handling, act) if act.action in _CHANGES else {}
    return handling.model_copy(update=changes)


def _progress(handling: Handling, act: Act) -> dict[str, Any]:
    evidence = (*handling.evidence, *(item for item in act.evidence if item not in handling.evidence))
    return {"evidence": evidence, "note": act.note or handling.note}


def _grant(handling: Handling, act: Act) -> dict[str, Any]:
    granted: dt.date | None = act.due or handling.asked
    return {"due": granted, "extensions": handling.extensions + 1, "asked": None, "before": ""}


def _reopen(handling: Handling, act: Act) -> dict[str, Any]:
    """A new cycle, with a day of its own where one is given; the old evidence stays in its steps."""
    return {
        "cycle": handling.cycle + 1,
        "evidence": (),
        "percent": None,
        "note": act.note,
        "due": act.due or handling.due,
        "extensions": 0,
        "every": "",
    }


_CHANGES: dict[str, Callable[[Handling, Act], dict[str, Any]]] = {
    "file": lambda _, act: {"pending": act.pending},
    "progress": _progress,
    "apply": _progress,
    "extend": lambda _, act: {"asked": act.due},
    "grant": _grant,
    "refuse": lambda _, _act: {"asked": None, "before": ""},
    "reopen": _reopen,
    "stand": lambda _, act: {"every": act.every},
    "resume": lambda _, _act: {"before": ""},
    "merge": lambda _, act: {"into": act.into},
    "unmerge": lambda _, _act: {"into": ""},
}
"""What an action does to the life of a row besides becoming its newest step."""
