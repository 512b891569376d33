"""One command for each action of the life cycle, made from its table: what it asks for, and what it says."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import pipeline
from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.ledger.shared import (
    Decorator,
    act_day,
    by_option,
    existing_ledger,
    full_ids,
    registry_here,
    rules_option,
    tell,
    thresholds,
)
from pipeline.commands.options import day, percentage
from pipeline.commands.stop import Stop, ledger_at

if TYPE_CHECKING:
    from models import Event, Evidence
    from pipeline.ledger import Ledger

# Read as a file: to import `pipeline.ledger` would make every help page wait for the database library.
TABLE = Path(pipeline.__file__).with_name("ledger") / "lifecycle.toml"

_OPTIONS: dict[str, Decorator] = {
    "due": click.option("--due", type=day, metavar="DATE", help="新的完成日期，如 2026-09-30"),
    "percent": click.option("--percent", type=percentage, metavar="N", help="完成百分比，0 到 100"),
    "evidence": click.option(
        "--evidence", multiple=True, metavar="KIND:TEXT", help="佐证材料，可写几个，如 照片影像:整改前后"
    ),
    "to": click.option(
        "--to", metavar="NAMES", help="移交给哪个单位，几个单位用顿号隔开，可写 县水利局（牵头）"
    ),
    "into": click.option("--into", metavar="ID", help="并入哪一条"),
    "every": click.option("--every", metavar="TEXT", help="多久回头看一次，如 每季度"),
    "number": click.option("--number", metavar="TEXT", help="督办通知单编号"),
    "pending": click.option("--pending", is_flag=True, help="没有时限也立项，写明时限待定"),
    "point": click.option(
        "--point", metavar="POINT", help="哪个节点：写它的日期，如 2026-03-31；没有日期的写原文"
    ),
    "parts": click.option("--parts", is_flag=True, help="连同展开的下级任务一起办"),
    "rules": rules_option,
}
_NOTE = click.option("--note", metavar="TEXT", help="理由、意见或情况")


_HANDED_OUT = ("file", "assign")
"""The steps by which rows go out to units: what they still lack is told."""
_SOURCES = {"merge": "添上了并入任务的来源。", "unmerge": "退还了并入任务的来源。"}


def act_commands() -> Iterator[click.Command]:
    """The commands in the order of a row's life."""
    table = tomllib.loads(TABLE.read_text("utf-8"))
    for action in table["labels"]:
        yield _command(action, table["help"][action], table["options"].get(action, ()))


def _command(action: str, help_text: str, wanted: list[str]) -> click.Command:
    def run(ids: tuple[str, ...], where: str, **facts: Any) -> int:
        return _act(action, ids, where, **facts)

    decorators: list[Decorator] = [
        click.argument("ids", nargs=-1, required=True, metavar="ID..."),
        existing_ledger,
        by_option,
        act_day,
        _NOTE,
        *(_OPTIONS[name] for name in wanted),
    ]
    wrapped: Any = run
    for decorate in reversed(decorators):
        wrapped = decorate(wrapped)
    made: click.Command = click.command(action, cls=ChineseCommand, help=help_text)(wrapped)
    return made


def _act(
    action: str,
    ids: tuple[str, ...],
    where: str,
    *,
    by: str,
    on: dt.date,
    rules: Path | None = None,
    evidence: tuple[str, ...] = (),
    parts: bool = False,
    **facts: Any,
) -> int:
    from models import Act
    from pipeline.ledger import Setting

    given = {name: value for name, value in facts.items() if value is not None}
    setting = Setting(on, thresholds(rules).most_extensions, registry=registry_here())
    with ledger_at(where, create=False) as ledger:
        if into := given.get("into"):
            given["into"] = (full_ids(ledger, [into])[0] or [into])[0]
        entries, faults = full_ids(ledger, ids)
        entries = _with_parts(ledger, action, entries) if parts else entries
        proofs = _proofs(evidence)
        acts = [Act(entry=name, action=action, evidence=proofs, **given) for name in entries]
        outcome = ledger.act(acts, by, setting)
        code = tell(outcome, faults, _said)
        _tell_more(ledger, action, [*(event.subject for event in outcome.events), *outcome.repeated])
        return code


def _with_parts(ledger: Ledger, action: str, wholes: list[str]) -> list[str]:
    """The rows and their parts; without a whole that is past the step, where a part is still before it."""
    from models import STATUS_LABELS
    from pipeline.ledger.lifecycle import find_move
    from pipeline.ledger.queries import find_parts, load_entries

    names = []
    for row in load_entries(ledger, wholes):
        parts = find_parts(ledger, row.id)
        can = [part.id for part in parts if find_move(action, part.status)]
        if can and not find_move(action, row.status):
            click.echo(f"{row.id}  现在是“{STATUS_LABELS[row.status]}”，只办它的下级任务。")
            names += can
        else:
            names += [row.id, *(part.id for part in parts)]
    return list(dict.fromkeys(names))


def _tell_more(ledger: Ledger, action: str, names: list[str]) -> None:
    """What the rows still lack: a measure, or the same step of their parts."""
    from pipeline.ledger.queries import find_parts, load_entries
    from pipeline.ledger.wording import parts_words, unnamed_words

    told = []
    if action in _HANDED_OUT:
        told.append(unnamed_words(load_entries(ledger, names)))
        told.append(parts_words([part for name in names for part in find_parts(ledger, name)], action))
    for words in filter(None, told):
        click.echo(words)


def _proofs(evidence: tuple[str, ...]) -> tuple[Evidence, ...]:
    from models import Problem
    from pipeline.ledger.evidence import parse_evidence

    proofs = []
    for words in evidence:
        proof = parse_evidence(words)
        if isinstance(proof, Problem):
            raise Stop(proof.line())
        proofs.append(proof)
    return tuple(proofs)


def _said(event: Event) -> str:
    """What the table says of the move; what else happened to the rows needs no line of its own."""
    if "action" not in event.payload:
        return _SOURCES.get(event.payload.get("origin", ""), "")
    from pipeline.ledger.lifecycle import moves

    made = (move for move in moves() if move.action == event.payload["action"])
    return next(move.message for move in made if move.to in ("=", "<", event.payload["status"]))
