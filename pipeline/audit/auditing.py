"""The audit from end to end: a speech that was read and the rows of a ledger, to a report."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models import (
    AuditReport,
    Commitment,
    CommitmentFinding,
    Decision,
    EntryRef,
    Extraction,
    LedgerRow,
    Match,
    Registry,
    Untraceable,
    Weight,
)
from pipeline.audit.assignment import Assignment, Rules, assign
from pipeline.audit.closed_rows import done_before
from pipeline.audit.commitments import commitments_of
from pipeline.audit.coverage import coverage_of, scope_of
from pipeline.audit.decision_words import said_of, with_rejections
from pipeline.audit.decisions import decided, standing
from pipeline.audit.doubts import doubts_about
from pipeline.audit.evidence import WeighedPair, shared_phrases, weigh, without
from pipeline.audit.figures import figures_of
from pipeline.audit.grams import grams
from pipeline.audit.joining import lead_ins
from pipeline.audit.likeness import Pair, Scale, pairs_of, scale_of
from pipeline.audit.limits import Policy
from pipeline.audit.questions import questions_of
from pipeline.audit.repetitions import as_asked, as_first, repetitions_of, with_repetitions
from pipeline.audit.signals import signals_of
from pipeline.audit.sources import papers_of
from pipeline.audit.strangers import Speech
from pipeline.audit.subjects import subjects_in
from pipeline.audit.unit_names import UnitNames
from pipeline.audit.verdicts import Judge, verdict_of
from pipeline.ledger_files import LedgerFile

_WORTH_A_LOOK = 0.08
_TAKEN_UP = 0.22
"""From this likeness on a row takes up a problem that the speech names."""
_SURELY = 0.4
_LEAD_IN = "这一句引出下一句，两句按同一项要求核对。"
_EARLIER = 0.3
"""From this likeness on a person is told of a row that was done before the speech."""
_SET_ASIDE = 0.2
"""From this likeness on a person is told of a row that seems to be another matter."""
_LONG = 200
"""A ledger of so many rows holds many papers, and the source of a row tells more."""
_STRANGE_ROW = "台账{id}与这一句文字相近，但写的像是另一件事，没有算作对应，请核对。"
_EARLIER_ROW = "台账{id}与这一句相近，但在讲话之前已经办结，没有算作对应，请核对。"
_LEAD_TIME = "deadline.duration.ahead"


@dataclass(frozen=True)
class Comparison:
    """Which rows answer which commitment; `lead`: what only opens its neighbour; `taken_up`: issues.

    `earlier` holds the row most like each commitment among those that were done before the speech, `strange`
    among those about another matter, `first` for each that repeats another one that other.
    """

    commitments: Sequence[Commitment]
    rows: Sequence[LedgerRow]
    assignment: Assignment
    lead: Mapping[int, int]
    scale: Scale
    taken_up: frozenset[int]
    earlier: Mapping[int, int]
    strange: Mapping[int, int]
    first: Mapping[int, int]
    day: dt.date | None


def audit(
    extraction: Extraction,
    ledger: LedgerFile,
    registry: Registry,
    decisions: Sequence[Decision] = (),
) -> AuditReport:
    """Compare what the speech demands with what the ledger holds; what people decided before, holds."""
    names = UnitNames(registry)
    compared = _compare(extraction, ledger.rows, names, decisions)
    judge = Judge(names, compared.day, compared.scale.mass, Policy())
    findings = _findings(compared, judge, standing(decisions))
    untraceable = _untraceable(compared)
    repeated = frozenset(compared.commitments[at].id for at in compared.first)
    signals = signals_of(extraction, ledger.rows, findings, compared.taken_up, registry, repeated)
    return AuditReport(
        scope=scope_of(extraction, ledger),
        text=extraction.document.text,
        coverage=coverage_of(findings),
        findings=findings,
        untraceable=untraceable,
        signals=signals,
        rows=ledger.rows,
        questions=questions_of(findings, untraceable, extraction),
    )


def _compare(
    extraction: Extraction,
    rows: Sequence[LedgerRow],
    names: UnitNames,
    decisions: Sequence[Decision],
) -> Comparison:
    """Weigh every pair worth a look in one pass over the rows, then choose."""
    said = commitments_of(extraction)
    sentences = [grams(content_of(commitment, names)) for commitment in said]
    texts = [*sentences, *(grams(issue.source.quote) for issue in extraction.issues)]
    scale = scale_of(texts, rows)
    first = repetitions_of(said, sentences, scale)
    commitments = as_asked(said, first)
    number, day = len(commitments), day_of(extraction)
    alike = pairs_of(texts, rows, scale, _WORTH_A_LOOK)
    done = frozenset(at for at, row in enumerate(rows) if done_before(row, day))
    pairs = [pair for pair in alike if pair.row not in done]
    earlier = _likest(pair for pair in alike if pair.row in done and pair.score >= _EARLIER)
    papers = papers_of(rows, alike)
    speech = Speech(subjects_in(extraction.document.text), papers, long=len(rows) >= _LONG)
    weighed = [
        weigh(p, commitments[p.sentence], rows[p.row], names, speech) for p in pairs if p.sentence < number
    ]
    assigned = assign(commitments, as_first(weighed, first), scale, len(rows) - len(papers.others), Rules())
    chosen = decided(with_repetitions(assigned, weighed, first), commitments, rows, decisions)
    lead = lead_ins(commitments, sentences, rows, chosen.by_commitment, scale)
    taken_up = frozenset(pair.sentence - number for pair in pairs if pair.score >= _TAKEN_UP)
    strange = _likest(each.pair for each in weighed if each.strange and each.pair.score >= _SET_ASIDE)
    return Comparison(commitments, rows, chosen, lead, scale, taken_up, earlier, strange, first, day)


def _likest(pairs: Iterable[Pair]) -> dict[int, int]:
    """The row most like each sentence."""
    return {pair.sentence: pair.row for pair in sorted(pairs, key=lambda each: each.score)}


def day_of(extraction: Extraction) -> dt.date | None:
    """The day of the speech, if it is known."""
    anchor = extraction.document.anchor
    return anchor.date if anchor else None


def content_of(commitment: Commitment, names: UnitNames) -> str:
    """The sentence without the names of its known units and its limits, which are compared on their own.

    A lead time (提前3天公告) is no day that could be compared, but part of what is to be done.
    """
    source = commitment.source
    limits = [limit for limit in commitment.deadlines if limit.rule != _LEAD_TIME]
    units = [o for o in commitment.owners if names.is_known(o.name) or names.is_post_or_class(o.name)]
    values = (*units, *limits)
    spans = [(value.start - source.start, value.end - source.start) for value in values]
    return without(
        source.quote, [(start, end) for start, end in spans if 0 <= start < end <= len(source.quote)]
    )


def _findings(
    compared: Comparison, judge: Judge, decisions: Sequence[Decision]
) -> tuple[CommitmentFinding, ...]:
    """What became of each commitment; a sentence that asks nothing is named only when it has a row."""
    found = []
    for at, commitment in enumerate(compared.commitments):
        evidence = compared.assignment.by_commitment.get(compared.lead.get(at, at), ())
        if evidence or commitment.asked:
            notes = _notes(compared, at, evidence)
            finding = _finding(commitment, evidence, compared, judge, notes)
            found.append(with_rejections(finding, decisions))
    return tuple(found)


def _finding(
    commitment: Commitment,
    evidence: Sequence[WeighedPair],
    compared: Comparison,
    judge: Judge,
    notes: tuple[str, ...],
) -> CommitmentFinding:
    mine = [compared.rows[each.pair.row] for each in evidence]
    commitment = _taken_as_asked(commitment, evidence)
    reasons = judge.reasons(commitment, mine)
    return CommitmentFinding(
        id=commitment.id,
        source=commitment.source,
        verdict=verdict_of(reasons),
        entries=tuple(_match(commitment, each, row) for each, row in zip(evidence, mine, strict=True)),
        reasons=reasons,
        notes=(*judge.notes(commitment, mine, reasons), *notes),
        commitment=commitment,
    )


def _notes(compared: Comparison, at: int, evidence: Sequence[WeighedPair]) -> tuple[str, ...]:
    """What a person should know of how a demand came by its rows, or by none."""
    if at in compared.lead:
        return (_LEAD_IN,)
    for told, words in ((compared.earlier, _EARLIER_ROW), (compared.strange, _STRANGE_ROW)):
        if not evidence and at in told:
            return (words.format(id=compared.rows[told[at]].id),)
    return () if at in compared.first else doubts_about(evidence, compared.rows)


def _taken_as_asked(commitment: Commitment, evidence: Sequence[WeighedPair]) -> Commitment:
    """A sentence that sets a figure and has a row much like it is a demand: the clerk took it for one."""
    strong = any(each.score >= _SURELY for each in evidence)
    if commitment.asked or not strong or not figures_of(commitment.source.quote):
        return commitment
    return commitment.model_copy(update={"asked": True, "weight": Weight.CONCRETE})


def _match(commitment: Commitment, evidence: WeighedPair, row: LedgerRow) -> Match:
    phrases = shared_phrases(commitment.source.quote, row.measure)
    words = (f"共有词语：{'、'.join(phrases)}",) if phrases else ()
    by_hand = (said_of(evidence.ruling),) if evidence.ruling else ()
    why = (*by_hand, *evidence.why, *words)
    return Match(id=row.id, score=evidence.score, why=why, decided=bool(by_hand))


def _untraceable(compared: Comparison) -> tuple[Untraceable, ...]:
    """The rows that no sentence of the speech supports."""
    return tuple(
        Untraceable(
            entry=EntryRef(id=row.id, measure=row.measure), reason=_why_untraceable(row, compared.day)
        )
        for at, row in enumerate(compared.rows)
        if at not in compared.assignment.supported
    )


def _why_untraceable(row: LedgerRow, day: dt.date | None) -> str:
    stated = f"台账注明来源“{row.source}”" if row.source else "台账没有注明来源"
    if done_before(row, day):
        return f"这一行在讲话之前已经办结，不作为讲话要求的落实；{stated}。"
    return f"讲话可见文字里没有对应语句；{stated}。"
