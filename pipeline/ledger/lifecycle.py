"""The states of a row and the ways between them: a reader of the one table `lifecycle.toml`. Pure."""

import datetime as dt
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from models import STATUS_LABELS, Act, Frozen, LedgerEntry, Problem, Registry, Roster, Status
from pipeline.ledger.actors import acts_for, is_member, main_owners, may_act_as_owner
from pipeline.ledger.problems import problem
from pipeline.rosters import same_body

STAYS, BACK = "=", "<"
_FREELY_REPEATED = frozenset({"progress", "reach", "remind", "inspect"})
Who = Literal["office", "any_owner", "main_owner", "other"]


class Move(Frozen):
    """One row of the table: from which states an action leads where, who may do it, what it needs."""

    action: str
    from_: tuple[Status, ...]
    to: str
    who: Who
    needs: tuple[str, ...]
    message: str

    def target(self, entry: LedgerEntry) -> Status:
        """The status that this move gives the entry."""
        if self.to == STAYS:
            return entry.status
        if self.to == BACK:
            merged = entry.status is Status.MERGED
            return Status(entry.handling.before_merge if merged else entry.handling.before)
        return Status(self.to)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.ledger").joinpath("lifecycle.toml").read_text("utf-8"))


@cache
def moves() -> tuple[Move, ...]:
    """All moves in the order of the table."""
    return tuple(
        Move(from_=row["from"], **{k: row[k] for k in row if k != "from"}) for row in _table()["move"]
    )


def action_labels() -> dict[str, str]:
    """Every action with its Chinese name, in the order of a row's life."""
    return dict(_table()["labels"])


def action_help() -> dict[str, str]:
    """One line for each action, for the help of its command."""
    return dict(_table()["help"])


def find_move(action: str, status: Status) -> Move | None:
    """The move by which an action leaves a status, if there is one."""
    return next((move for move in moves() if move.action == action and status in move.from_), None)


def possible_actions(status: Status) -> tuple[str, ...]:
    """What can be done next, in the table's order."""
    return tuple(dict.fromkeys(move.action for move in moves() if status in move.from_))


def may_correct(entry: LedgerEntry) -> bool:
    """Whether a person may still change what the row says."""
    return entry.status in _table()["correction"]["from"]


def may_complete(entry: LedgerEntry) -> frozenset[str]:
    """Which of measure and deadline the row lacks and a person may still fill in: later than all else."""
    if not (may_correct(entry) or entry.status in _table()["correction"]["completed_from"]):
        return frozenset()
    lacking = {"measure": not entry.measure.strip(), "deadline": _is_undated(entry)}
    return frozenset(name for name, lacks in lacking.items() if lacks)


def _is_undated(entry: LedgerEntry) -> bool:
    return "deadline" in entry.missing and entry.current_due is None


def uncorrectable(entry: LedgerEntry) -> Problem:
    """Why what the row says can no longer be changed by hand, and how owner and limit change from here."""
    possible = possible_actions(entry.status)
    hints = [hint for action, hint in _table()["correction"]["instead"].items() if action in possible]
    labels = action_labels()
    others = "、".join(labels[action] for action in possible) or "只能查看"
    how = "；".join(hints) or f"现在可以：{others}"
    return problem("settled", entry.id, status=STATUS_LABELS[entry.status], how=how)


def way(entry: LedgerEntry, act: Act) -> Move | Problem:
    """The move that the act makes, or why there is none from here."""
    move = find_move(act.action, entry.status)
    if move is not None:
        return move
    labels = action_labels()
    possible = "、".join(labels[action] for action in possible_actions(entry.status)) or "只能查看"
    status = STATUS_LABELS[entry.status]
    return problem("wrong_state", entry.id, status=status, action=labels[act.action], possible=possible)


def barred(
    entry: LedgerEntry, move: Move, by: str, roster: Roster | None = None, registry: Registry | None = None
) -> Problem | None:
    """Why this actor may not make the move; the roster says who belongs to 各乡镇.

    An office is one under all its names: of our registry, of the roster, and of the office's `registry`.
    """
    if not by.strip():
        return problem("no_actor", entry.id)
    label = action_labels()[move.action]
    if move.who in ("any_owner", "main_owner"):
        owners = entry.owners if move.who == "any_owner" else main_owners(entry)
        if not may_act_as_owner(by, owners, roster, registry):
            names = "、".join(owner.name for owner in owners)
            return problem("not_owner", entry.id, by=by, owners=names, action=label)
    if move.who == "other":
        applied = entry.handling.last("apply", "extend")
        own = any(acts_for(by, owner, registry) or is_member(by, owner, roster) for owner in entry.owners)
        if own or (applied is not None and same_body(applied.by, by)):
            return problem("own_judge", entry.id, by=by, action=label)
    return None


def repeats(entry: LedgerEntry, act: Act, by: str, on: dt.date) -> bool:
    """Whether this very act is already the row's newest, or one of the day's that may come in any number."""
    steps = [step for step in entry.handling.steps if step.on == on and step.by == by and step.act == act]
    newest = entry.handling.last()
    return bool(steps) and (steps[-1] == newest or act.action in _FREELY_REPEATED)
