"""Where `audit` keeps what people decide on pairs: in our own ledger, else in a file beside a foreign one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.stop import ledger_at, stop_on, writing_to

if TYPE_CHECKING:
    from models import AuditReport, Decision


@dataclass(frozen=True)
class Place:
    """The decisions held so far, and where new ones go: a file, or the ledger at `own`."""

    held: tuple[Decision, ...]
    file: Path | None
    own: str | None

    def keep(self, new: Sequence[Decision], report: AuditReport) -> None:
        """Record new decisions with the words they are about; an id that nothing bears is refused."""
        if not new:
            return
        worded = _worded(new, report)
        if self.file is not None:
            from pipeline.audit.decisions import add_decisions

            with writing_to(self.file.parent, "--decisions"):
                add_decisions(self.file, worded)
        elif self.own is not None:
            from pipeline.audit.decisions_in_ledger import keep_decisions

            with ledger_at(self.own, create=False) as ledger:
                keep_decisions(ledger, worded, new[0].by, new[0].on)


def decisions_from(rulings: Mapping[str, Sequence[str]], by: str, on: dt.date) -> tuple[Decision, ...]:
    """The decisions that options of the form `ID=ROW` say."""
    return tuple(_decision(ruling, pair, by, on) for ruling, pairs in rulings.items() for pair in pairs)


def place_of_decisions(file: Path | None, ledger: str, new: Sequence[Decision]) -> Place:
    """Where decisions on this ledger are kept; asks for a file, or for a name, where new ones need it."""
    from pipeline.ledger_files import is_own

    own = ledger if is_own(ledger) else None
    if new and file is None and own is None:
        raise _usage("请用 --decisions 给出记下核对意见的文件")
    if new and file is None and not new[0].by:
        raise _usage("核对意见记进台账，请用 --by 写明谁作的判断")
    return Place((*_in_ledger(own), *_in_file(file)), file, own)


def _in_ledger(own: str | None) -> tuple[Decision, ...]:
    if own is None:
        return ()
    from pipeline.audit.decisions_in_ledger import decisions_of

    with ledger_at(own, create=False) as ledger:
        return decisions_of(ledger)


def _in_file(file: Path | None) -> tuple[Decision, ...]:
    if file is None:
        return ()
    from pipeline.audit.decisions import load_decisions

    held, problems = load_decisions(file)
    stop_on(problems)
    return held


def _decision(ruling: str, pair: str, by: str, on: dt.date) -> Decision:
    from models import Decision

    commitment, sign, entry = pair.partition("=")
    if not (commitment and sign and entry):
        raise _usage(f"「{pair}」要写成 核对编号=台账编号 的样子")
    given = {"ruling": ruling, "commitment": commitment, "entry": entry, "by": by, "on": on}
    return Decision.model_validate(given)


def _worded(new: Sequence[Decision], report: AuditReport) -> list[Decision]:
    quotes = {finding.id: finding.source.quote for finding in report.findings}
    rows = {row.id for row in report.rows}
    for each in new:
        if each.entry not in rows or (each.commitment not in quotes and each.ruling != "reject"):
            wrong = each.entry if each.entry not in rows else each.commitment
            raise _usage(f"没有编号「{wrong}」，没有记下任何意见")
    return [each.model_copy(update={"quote": quotes.get(each.commitment, "")}) for each in new]


def _usage(message: str) -> click.UsageError:
    return click.UsageError(message, click.get_current_context())
