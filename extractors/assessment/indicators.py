"""Indicators: lists under a veto, and names with their points in brackets or behind 占."""

from collections.abc import Iterable

from extractors.assessment.sentences import Span, amount, count, listed, matches, source_of
from models import Document, Indicator, Problem, Sentence, Severity


def indicators_in(document: Document) -> tuple[tuple[Indicator, ...], tuple[Problem, ...]]:
    """The indicators in the order of the text, and lists whose number is not the one that the text says."""
    found: dict[Span, Indicator] = {}
    problems: list[Problem] = []
    for sentence, match in matches(document, "veto", "after"):
        said = count(match["count"])
        spans = listed(match, said)
        if said is not None and said != len(spans):
            problems.append(_miscounted(said, len(spans), document, sentence))
        for span in spans:
            found.setdefault(span, _indicator(document, sentence, span, "indicator.veto"))
    linked = {
        match.span() for name in ("part_of", "counted_in") for _, match in matches(document, "link", name)
    }
    for name in ("bracket", "plain"):
        for sentence, match in matches(document, "weight", name):
            span = match.span("name")
            if not _inside(span, found) and not _inside(span, linked):
                weight = amount(match["weight"])
                made = _indicator(document, sentence, span, f"indicator.{name}")
                found[span] = made.model_copy(update={"weight": weight})
    return tuple(found[span] for span in sorted(found)), tuple(problems)


def _indicator(document: Document, sentence: Sentence, span: Span, rule: str) -> Indicator:
    return Indicator(
        start=span[0],
        end=span[1],
        text=document.text[slice(*span)],
        veto=rule == "indicator.veto",
        source=source_of(document, sentence),
        rule=rule,
    )


def _inside(span: Span, others: Iterable[Span]) -> bool:
    return any(start <= span[0] < end for start, end in others)


def _miscounted(said: int, read: int, document: Document, sentence: Sentence) -> Problem:
    return Problem(
        code="X957",
        severity=Severity.WARNING,
        message=f"文中说一票否决指标{said}个，分出{read}个。",
        action="请对照原文核对指标名称。",
        place=document.blocks[sentence.block].place.label(),
    )
