"""Both sides of `audit` read and compared; what cannot be read ends the command with its line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.commands.stop import Stop, stop_on

if TYPE_CHECKING:
    from models import AuditReport, Decision, Extraction
    from pipeline.office import Extracts, Office


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
    from pipeline.office import tools

    with collector_off():
        rows = read_ledger(ledger)
        if not rows.rows:
            raise Stop("".join(problem.line() for problem in rows.problems))
        own = tools(office)
        stop_on(own.problems)
        read = [_read_speech(each, own.extractor, date, accept_internal=accept_internal) for each in speeches]
        return [run_audit(extraction, rows, own.registry, decisions=decisions) for extraction in read]


def _read_speech(
    speech: Path, extractor: Extracts, date: dt.date | None, *, accept_internal: bool
) -> Extraction:
    from pipeline.reading import read_file

    reading = read_file(speech, extractor, date=date, accept_internal=accept_internal)
    if reading.extraction is None:
        raise Stop("".join(problem.line() for problem in reading.problems))
    return reading.extraction
