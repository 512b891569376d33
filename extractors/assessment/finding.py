"""All that a paper says of an assessment, from its sentences; tables are added by whoever knows cells."""

import re
from collections.abc import Iterable, Iterator

from extractors.assessment.indicators import indicators_in
from extractors.assessment.sentences import amount, count, matches, patterns, source_of
from models import Assessment, DeductionRule, Document, GoalLink, Role, SamplingRule, Source, Task

_ROLES = {"配合": Role.SUPPORT, "协办": Role.SUPPORT, "协同": Role.SUPPORT}
_EDGES = " ,;:“”\"'"
_SHORT_STRATA = 4


def find_assessment(document: Document, demands: Iterable[Task] = ()) -> Assessment:
    """What the paper says; `demands` are its tasks, whose owners may be those of all indicators."""
    indicators, problems = indicators_in(document)
    return Assessment(
        title=document.title,
        indicators=indicators,
        deductions=tuple(_deductions(document)),
        links=tuple(_links(document)),
        sampling=next(_samplings(document), None),
        consequences=_consequences(document),
        mentioned=tuple(_mentioned(demands)),
        problems=problems,
    )


def _deductions(document: Document) -> Iterator[DeductionRule]:
    for name in ("lead", "support"):
        for sentence, found in matches(document, "deduction", name):
            groups = found.groupdict()
            factor = amount(groups.get("factor")) or (amount(groups.get("percent")) or 0) / 100
            yield DeductionRule(
                start=found.start(),
                end=found.end(),
                text=document.text[found.start() : found.end()],
                role=_ROLES.get(groups["whom"], Role.LEAD),
                factor=factor,
                of_lead=name == "support",
                source=source_of(document, sentence),
                rule=f"deduction.{name}",
            )


def _links(document: Document) -> Iterator[GoalLink]:
    (denied,) = patterns("link", "denied")
    for name in ("part_of", "counted_in"):
        for sentence, found in matches(document, "link", name):
            if denied.search(found["part"]):
                continue
            yield GoalLink(
                start=found.start(),
                end=found.end(),
                text=document.text[found.start() : found.end()],
                part=_bare(found["part"]),
                whole=_bare(found["whole"]),
                weight=amount(found["weight"]),
                source=source_of(document, sentence),
                rule=f"link.{name}",
            )


def _samplings(document: Document) -> Iterator[SamplingRule]:
    for sentence, found in matches(document, "sampling", "rule"):
        townships, villages = count(found["townships"]), count(found["villages"])
        if townships and villages:
            yield SamplingRule(
                start=found.start(),
                end=found.end(),
                text=document.text[found.start() : found.end()],
                strata=_strata(found["strata"] or "", count(found["kinds"])),
                townships=townships,
                villages=villages,
                source=source_of(document, sentence),
                rule="sampling.rule",
            )


def _strata(words: str, kinds: int | None) -> tuple[str, ...]:
    """远中近 is three strata of one character each where three are spoken of; else the parts of a list."""
    if kinds and len(words) == kinds and kinds <= _SHORT_STRATA:
        return tuple(words)
    return tuple(part for part in re.split(r"[、和及]", words) if part) if "、" in words else ()


def _consequences(document: Document) -> tuple[Source, ...]:
    """Sentences on what failing a goal leads to, of the paragraphs that tell how goals hang together."""
    linked = {sentence.block for sentence, _ in matches(document, "link", "part_of")}
    found = {s.start: s for s, _ in matches(document, "link", "consequence") if s.block in linked}
    return tuple(source_of(document, sentence) for sentence in found.values())


def _mentioned(demands: Iterable[Task]) -> Iterator[str]:
    about = patterns("mention", "about")
    seen: set[str] = set()
    for task in demands:
        if any(pattern.search(task.source.quote) for pattern in about):
            for owner in task.owners:
                if not owner.group and owner.name not in seen:
                    seen.add(owner.name)
                    yield owner.name


def _bare(words: str) -> str:
    (lead,) = patterns("link", "lead_words")
    return lead.sub("", words.strip(_EDGES)).strip(_EDGES)
