"""The report as JSON Lines: one record a line, told apart by `kind`."""

import json

from models import AuditReport, Frozen

_NOT_PRINTED = {"commitment"}


def lines_of(report: AuditReport) -> list[str]:
    """Scope and figures first, then commitments, rows without a basis, signals."""
    records: list[Frozen] = [report.scope, *report.coverage]
    records += [*report.findings, *report.untraceable, *report.signals]
    return [json.dumps(_printed(record), ensure_ascii=False) for record in records]


def _printed(record: Frozen) -> object:
    return record.model_dump(mode="json", exclude=_NOT_PRINTED)
