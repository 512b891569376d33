"""Findings and results that go on from sentence to sentence: what a sentence follows says what it is."""

import itertools
from collections.abc import Sequence

from extractors.sentence_reading import Reading
from extractors.sentences.verdict import Verdict
from models import DeadlineKind, DocumentKind, Section

_TELLS = ("none", "past", "question", "rhetoric", "report", "condition", "heading")


def continue_findings(readings: Sequence[Reading]) -> None:
    """A list of findings goes on over semicolons: what instructs nobody after a finding is a finding too."""
    for before, reading in itertools.pairwise(readings):
        verdict = reading.verdict
        if before.verdict.label != "issue" or verdict.label != "nothing":
            continue
        goes_on = before.view.rstrip().endswith(";") and before.sentence.block == reading.sentence.block
        if goes_on and verdict.rule in ("none", "past", "report", "rhetoric"):
            reading.verdict = Verdict("issue", "issue.continued", verdict.reasons, 0.75)


def find_in_items(sections: Sequence[Section], readings: Sequence[Reading]) -> None:
    """An inspector's list, place by place: in every item what was seen, then who is to do what.

    「2.室内消火栓抽了8个,3个没水。请物业…」: what an item of a feedback paper tells before its first order is
    a finding, where no heading says what the list is of.
    """
    for section, group in itertools.groupby(readings, key=lambda r: r.sentence.section):
        if section is None or sections[section].style != "arabic":
            continue
        item = list(group)
        told = list(itertools.takewhile(lambda r: r.verdict.label != "task", item))
        for reading in told if len(told) < len(item) else ():
            context, verdict = reading.context, reading.verdict
            listed = context.kind is DocumentKind.FEEDBACK and not (context.zone or context.label)
            if listed and verdict.label in ("nothing", "call") and verdict.rule in _TELLS:
                reading.verdict = Verdict("issue", "issue.item", verdict.reasons, 0.7)


def continue_results(readings: Sequence[Reading]) -> None:
    """「已全部整改。二是…台账,每周更新」: behind what was done a habit is told, not asked for."""
    for before, reading in itertools.pairwise(readings):
        done = before.verdict.label == "nothing" and before.verdict.rule in ("past", "status", "report")
        if not done or before.sentence.block != reading.sentence.block or not _told_of(reading):
            continue
        reading.verdict = Verdict("nothing", "status", reading.verdict.reasons, 0.75)


def _told_of(reading: Reading) -> bool:
    """Whether a report on what was put right (整改情况) names a task only by how often it is done."""
    context, cues = reading.context, reading.cues
    reports = context.zone == "status" or (context.reports and context.zone in ("", "problem", "achievement"))
    ordered = cues.modal or cues.prohibition or cues.request or cues.commitment or reading.assigned
    dated = any(t.limit and t.kind is DeadlineKind.DATE for t in reading.times)
    return reading.verdict.label == "task" and reports and not (ordered or dated)
