"""Both sides of `audit` read and compared; what cannot be read ends the command with its line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.stop import Stop, stop_on

if TYPE_CHECKING:
    from models import AuditReport, Decision, Extraction
    from pipeline.office import Office


def compare(
    speech: Path,
    ledger: str,
    *,
    date: dt.date | None,
    office: Office,
    decisions: Sequence[Decision] = (),
    accept_internal: bool = False,
) -> AuditReport:
    """Read both sides and compare them; what cannot be read ends the command with its line."""
    (report,) = compare_each(
        [speech], ledger, date=date, office=office, decisions=decisions, accept_internal=accept_internal
    )
    return report


def compare_each(
    speeches: Sequence[Path],
    ledger: str,
    *,
    date: dt.date | None,
    office: Office,
    decisions: Sequence[Decision] = (),
    accept_internal: bool = False,
) -> list[AuditReport]:
    """Compare every speech with one ledger, which is read once."""
    from models.collector import collector_off
    from pipeline.audit import audit as run_audit
    from pipeline.ledger_files import read_ledger
    from pipeline.office import office_registry

    with collector_off():
        rows = read_ledger(ledger, accept_internal=accept_internal)
        if not rows.readable:
            raise Stop("\n".join(problem.line() for problem in rows.problems))
        registry, faults = office_registry(office)
        stop_on(faults)
        read = read_speeches(speeches, office, date, accept_internal=accept_internal)
        return [run_audit(extraction, rows, registry, decisions=decisions) for extraction in read]


def read_speeches(
    speeches: Sequence[Path], office: Office, date: dt.date | None, *, accept_internal: bool
) -> list[Extraction]:
    """The extraction of every speech, each read in a process under guard."""
    from pipeline.reading import read_each_guarded

    found = []
    for reading in read_each_guarded(speeches, office, date=date, accept_internal=accept_internal):
        if reading.extraction is None:
            raise Stop("\n".join(problem.line() for problem in reading.problems))
        found.append(reading.extraction)
    return found
