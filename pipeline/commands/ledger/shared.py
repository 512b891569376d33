"""Options that the commands on a ledger share, and the edges where they meet the store."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.commands.options import FILE, day, today
from pipeline.commands.stop import DONE, NOTHING_DONE, SOME_FAILED, Stop

if TYPE_CHECKING:
    from models import Event, Problem, Registry
    from pipeline.ledger import Ledger, Outcome
    from pipeline.ledger.light_rules import LightRules

_LINES = 500
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

existing_ledger: Decorator = click.option(
    "--ledger", "where", required=True, metavar="LEDGER", help="台账文件，或 postgresql:// 开头的地址"
)
by_option: Decorator = click.option("--by", required=True, metavar="NAME", help="谁办的：单位或岗位")
writer_option: Decorator = click.option(
    "--by", default="", metavar="NAME", help="谁办的：单位或岗位；加 --apply 时必需"
)
act_day: Decorator = click.option(
    "--today", "on", type=day, metavar="DATE", default=today, help="哪一天办的，不给就用今天"
)
as_of: Decorator = click.option(
    "--today", "on", type=day, metavar="DATE", default=today, help="按哪一天算，不给就用今天"
)
upto_option: Decorator = click.option(
    "--upto", type=click.IntRange(min=0), metavar="N", help="只算到第 N 条记录，重现当时的台账"
)
table_or_lines: Decorator = click.option(
    "--format",
    "form",
    type=click.Choice(["table", "jsonl"]),
    default="table",
    metavar="FORMAT",
    help="table 给人看，jsonl 给程序读",
)
rules_option: Decorator = click.option(
    "--rules", type=FILE, metavar="TOML", help="本单位的预警和延期口径，不给就用自带的"
)


def need_writer(by: str, *, write: bool) -> None:
    """Ends a command that is to write and does not say for whom; looking needs nobody."""
    if write and not by:
        context = click.get_current_context()
        (option,) = (one for one in context.command.params if one.name == "by")
        raise click.MissingParameter(ctx=context, param=option)


def echo_lines(events: Iterable[Event]) -> None:
    """Print events for programs, one a line."""
    echo_records(event.model_dump(mode="json") for event in events)


def echo_records(records: Iterable[Mapping[str, Any]]) -> None:
    """Print records for programs, one a line; some hundred lines are sent at a time."""
    import json

    encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
    lines = map(encode, records)
    while some := list(islice(lines, _LINES)):
        click.echo("\n".join(some))


def thresholds(own: Path | None) -> LightRules:
    """The thresholds in force; a file of the office that is wrong ends the command."""
    from models import Problem
    from pipeline.ledger.light_rules import load_light_rules

    rules = load_light_rules(own)
    if isinstance(rules, Problem):
        raise Stop(rules.line())
    return rules


def registry_here() -> Registry:
    """The names of units that count here: ours, and what the local lexicon of the folder has taught."""
    from pipeline.commands.own import office_of
    from pipeline.office import office_registry

    return office_registry(office_of(None, None))[0]


def full_ids(ledger: Ledger, beginnings: Iterable[str]) -> tuple[list[str], list[Problem]]:
    """The ids that these beginnings mean, once each; what means none or several is a problem."""
    from pipeline.ledger.problems import problem
    from pipeline.ledger.queries import find_ids

    ids: list[str] = []
    faults = []
    for beginning in beginnings:
        found = find_ids(ledger, beginning)
        if len(found) == 1:
            ids += found
        elif found:
            faults.append(problem("ambiguous", beginning, ids="、".join(found)))
        else:
            faults.append(problem("unknown_entry", beginning))
    return list(dict.fromkeys(ids)), faults


def tell(outcome: Outcome, faults: Iterable[Problem], done: Callable[[Any], str]) -> int:
    """One line for each event (where `done` has words), row that knew it, rule broken; the exit code."""
    for event in outcome.events:
        if words := done(event):
            click.echo(f"{event.subject}  {words}")
    for name in outcome.repeated:
        click.echo(f"{name}  已登记过，没有新增。")
    problems = (*faults, *outcome.problems)
    for fault in problems:
        click.echo(fault.line(), err=True)
    if not problems:
        return DONE
    return SOME_FAILED if outcome.events or outcome.repeated else NOTHING_DONE
