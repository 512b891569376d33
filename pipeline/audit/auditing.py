"""The audit from end to end: a speech that was read and the rows of a ledger, to a report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models import (
    AuditReport,
    Commitment,
    CommitmentFinding,
    EntryRef,
    Extraction,
    LedgerRow,
    Match,
    Registry,
    Untraceable,
)
from pipeline.audit.assignment import Assignment, Rules, assign
from pipeline.audit.commitments import commitments_of
from pipeline.audit.coverage import coverage_of, scope_of
from pipeline.audit.evidence import Evidence, shared_phrases, weigh, without
from pipeline.audit.grams import grams
from pipeline.audit.joining import lead_ins
from pipeline.audit.likeness import Scale, pairs_of, scale_of
from pipeline.audit.limits import Policy
from pipeline.audit.questions import questions_of
from pipeline.audit.signals import signals_of
from pipeline.audit.unit_names import UnitNames
from pipeline.audit.verdicts import Judge, verdict_of
from pipeline.ledger_files import LedgerFile

_WORTH_A_LOOK = 0.08
_LEAD_IN = "这一句引出下一句，两句按同一项要求核对。"


@dataclass(frozen=True)
class Settings:
    """What an office may set."""

    rules: Rules = field(default_factory=Rules)
    policy: Policy = field(default_factory=Policy)


_DEFAULT = Settings()


def audit(
    extraction: Extraction, ledger: LedgerFile, registry: Registry, settings: Settings = _DEFAULT
) -> AuditReport:
    """Compare what the speech demands with what the ledger holds."""
    commitments, rows = commitments_of(extraction), ledger.rows
    names = UnitNames(registry)
    sentences = [grams(_content(commitment)) for commitment in commitments]
    scale = scale_of(sentences, rows)
    pairs = pairs_of(sentences, rows, scale, _WORTH_A_LOOK)
    weighed = [weigh(pair, commitments[pair.sentence], rows[pair.row], names) for pair in pairs]
    assignment = assign(commitments, weighed, scale, len(rows), settings.rules)
    lead = lead_ins(commitments, sentences, rows, assignment.by_commitment, scale)
    anchor = extraction.document.anchor
    judge = Judge(names, anchor.date if anchor else None, scale.mass, settings.policy)
    findings = _findings(commitments, rows, assignment, lead, judge)
    return _report(extraction, ledger, findings, assignment, scale, registry)


def _content(commitment: Commitment) -> str:
    """The sentence without the names of its units and its limits, which are compared on their own."""
    source = commitment.source
    values = (*commitment.owners, *commitment.deadlines)
    spans = [(value.start - source.start, value.end - source.start) for value in values]
    return without(
        source.quote, [(start, end) for start, end in spans if 0 <= start < end <= len(source.quote)]
    )


def _findings(
    commitments: Sequence[Commitment],
    rows: Sequence[LedgerRow],
    assignment: Assignment,
    lead: Mapping[int, int],
    judge: Judge,
) -> tuple[CommitmentFinding, ...]:
    """What became of each commitment; a sentence that asks nothing is named only when it has a row."""
    found = []
    for at, commitment in enumerate(commitments):
        evidence = assignment.by_commitment.get(lead.get(at, at), ())
        if not evidence and not commitment.asked:
            continue
        mine = [rows[each.pair.row] for each in evidence]
        reasons = judge.reasons(commitment, mine)
        found.append(
            CommitmentFinding(
                id=commitment.id,
                source=commitment.source,
                verdict=verdict_of(reasons),
                entries=tuple(_match(commitment, each, rows) for each in evidence),
                reasons=reasons,
                notes=(*judge.notes(commitment, mine), *((_LEAD_IN,) if at in lead else ())),
                commitment=commitment,
            )
        )
    return tuple(found)


def _match(commitment: Commitment, evidence: Evidence, rows: Sequence[LedgerRow]) -> Match:
    row = rows[evidence.pair.row]
    phrases = shared_phrases(commitment.source.quote, row.measure)
    words = (f"共有词语：{'、'.join(phrases)}",) if phrases else ()
    return Match(id=row.id, score=evidence.score, why=(*evidence.why, *words))


def _report(
    extraction: Extraction,
    ledger: LedgerFile,
    findings: tuple[CommitmentFinding, ...],
    assignment: Assignment,
    scale: Scale,
    registry: Registry,
) -> AuditReport:
    rows = ledger.rows
    untraceable = tuple(
        Untraceable(entry=EntryRef(id=row.id, measure=row.measure), reason=_why_untraceable(row))
        for at, row in enumerate(rows)
        if at not in assignment.supported
    )
    signals = signals_of(extraction, rows, findings, scale, registry)
    return AuditReport(
        scope=scope_of(extraction, ledger),
        text=extraction.document.text,
        coverage=coverage_of(findings),
        findings=findings,
        untraceable=untraceable,
        signals=signals,
        rows=rows,
        questions=questions_of(findings, untraceable, extraction),
    )


def _why_untraceable(row: LedgerRow) -> str:
    stated = f"台账注明来源“{row.source}”" if row.source else "台账没有注明来源"
    return f"讲话可见文字里没有对应语句；{stated}。"
