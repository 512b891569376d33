"""One demand followed through several documents: the audits of all, joined in the order of their days."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from models import (
    AuditReport,
    Commitment,
    CommitmentFinding,
    LedgerRow,
    Mention,
    Registry,
    RowOwner,
    Thread,
    TrendReport,
    TrendStep,
)
from pipeline.audit.auditing import content_of
from pipeline.audit.evidence import weigh
from pipeline.audit.grams import grams
from pipeline.audit.likeness import pairs_of, scale_of
from pipeline.audit.limits import Policy
from pipeline.audit.trend_steps import step_of
from pipeline.audit.unit_names import UnitNames

_WORTH_A_LOOK = 0.08
_SAME = 0.26
"""From this likeness on two sentences of two speeches make one demand."""
_LATEST = dt.date.max


@dataclass
class _Line:
    """A demand as it is followed: its mentions so far, and the finding that made it last."""

    last: CommitmentFinding
    last_day: dt.date | None
    mentions: list[Mention] = field(default_factory=list)


def trend_of(reports: Sequence[AuditReport], registry: Registry) -> TrendReport:
    """The demands of several audits against one ledger, followed through; undated documents stand last."""
    ordered = sorted(reports, key=lambda report: (report.scope.date or _LATEST, report.scope.speech))
    names = UnitNames(registry)
    lines: list[_Line] = []
    for report in ordered:
        asked = [finding for finding in report.findings if finding.commitment.asked]
        taken = _same_demands(lines, asked, names)
        for at, line in enumerate(lines):
            line.mentions.append(_mention(line, taken.get(at), report, names))
        started = set(map(id, taken.values()))
        lines += [_started(finding, report) for finding in asked if id(finding) not in started]
    threads = tuple(Thread(id=_first_id(line), mentions=tuple(line.mentions)) for line in lines)
    return TrendReport(
        scopes=tuple(report.scope for report in ordered),
        threads=threads,
        untraceable=tuple(each.entry for each in ordered[0].untraceable if _nowhere(each.entry.id, ordered)),
    )


def _nowhere(row: str, reports: Sequence[AuditReport]) -> bool:
    return all(row in {each.entry.id for each in report.untraceable} for report in reports)


def _first_id(line: _Line) -> str:
    first = line.mentions[0].commitment
    return first.id if first else ""


def _same_demands(
    lines: Sequence[_Line], asked: Sequence[CommitmentFinding], names: UnitNames
) -> dict[int, CommitmentFinding]:
    """Which new sentence goes on with which line: the likest first, each but once."""
    rows = [as_row(finding.commitment, names) for finding in asked]
    sentences = [grams(content_of(line.last.commitment, names)) for line in lines]
    scale = scale_of(sentences, rows)
    weighed = [
        weigh(pair, lines[pair.sentence].last.commitment, rows[pair.row], names)
        for pair in pairs_of(sentences, rows, scale, _WORTH_A_LOOK)
    ]
    taken: dict[int, CommitmentFinding] = {}
    used: set[int] = set()
    for each in sorted(weighed, key=lambda each: (-each.score, each.pair.sentence, each.pair.row)):
        line, row = each.pair.sentence, each.pair.row
        if each.score >= _SAME and line not in taken and row not in used:
            taken[line] = asked[row]
            used.add(row)
    return taken


def as_row(commitment: Commitment, names: UnitNames) -> LedgerRow:
    """A demand in the form of a row, so that it can be held against an earlier one like any row."""
    dated = [limit.due for limit in commitment.deadlines if limit.due]
    return LedgerRow(
        id=commitment.id,
        measure=content_of(commitment, names),
        owners=tuple(
            RowOwner(name=owner.name, role=owner.role)
            for owner in commitment.owners
            if owner.basis == "explicit"
        ),
        deadline="；".join(limit.text for limit in commitment.deadlines),
        due=max(dated, default=None),
    )


def _mention(line: _Line, found: CommitmentFinding | None, report: AuditReport, names: UnitNames) -> Mention:
    scope = report.scope
    if found is None:
        return Mention(speech=scope.speech, date=scope.date, step=TrendStep.NOT_REPEATED)
    days = (line.last_day, scope.date)
    step, shifts = step_of(line.last.commitment, found.commitment, as_row, days, names, Policy())
    line.last, line.last_day = found, scope.date
    return _said(found, report, step).model_copy(update={"shifts": shifts})


def _started(finding: CommitmentFinding, report: AuditReport) -> _Line:
    return _Line(finding, report.scope.date, [_said(finding, report, TrendStep.FIRST)])


def _said(finding: CommitmentFinding, report: AuditReport, step: TrendStep) -> Mention:
    return Mention(
        speech=report.scope.speech,
        date=report.scope.date,
        step=step,
        commitment=finding.commitment,
        verdict=finding.verdict,
        entries=tuple(entry.id for entry in finding.entries),
    )
