"""What a paper vetoes in other words than a list of indicators: conditions, parts under a heading."""

from collections.abc import Collection, Iterator

from extractors.assessment.sentences import Span, count, fits, listed, matches_in, source_of, without_lead
from models import Document, Indicator, Sentence, Source

_VETO = "一票否决"
_LONGEST_HEADING = 30


def vetoes_in(document: Document) -> Iterator[Indicator]:
    """The vetoes in the order of the text, each with its own words."""
    for sentence in document.sentences:
        if sentence.heading and not _speaks(document, sentence):
            continue
        for span, rule in _spans(document, sentence):
            if span[0] < span[1] and not fits(document.text[slice(*span)], "veto", "falls_on"):
                yield _indicator(document, sentence, span, rule)


def unread_vetoes(document: Document, read: Collection[int]) -> Iterator[Source]:
    """Sentences that veto what is no indicator (弄虚作假的一票否决); `read` are the starts of the others."""
    for sentence in document.sentences:
        words = document.text[sentence.start : sentence.end]
        if _VETO in words and len(words) > _LONGEST_HEADING // 3 and sentence.start not in read:
            yield source_of(document, sentence)


def _spans(document: Document, sentence: Sentence) -> Iterator[tuple[Span, str]]:
    spoken = _VETO in document.text[sentence.start : sentence.end]
    if not (spoken or _is_headed(document, sentence)):
        return
    conditions = list(matches_in(document, sentence, "veto", "condition"))
    for match in conditions:
        yield _bare(document, match.span("list")), "indicator.veto.condition"
    if conditions:
        return
    for name in ("named", "short"):
        for match in matches_in(document, sentence, "veto", name):
            for span in listed(match, count(match.groupdict().get("count"))):
                yield _bare(document, span), f"indicator.veto.{name}"


def _is_headed(document: Document, sentence: Sentence) -> bool:
    """Whether the sentence stands in a part that is headed 一票否决."""
    at = sentence.section
    while at is not None:
        section = document.sections[at]
        head = document.text[section.start : section.heading_end]
        if len(head) <= _LONGEST_HEADING and _VETO in head and sentence.start >= section.heading_end:
            return True
        at = section.parent
    return False


def _speaks(document: Document, sentence: Sentence) -> bool:
    """Whether a numbered line is a whole sentence that vetoes, and not the name of a part."""
    return document.text[sentence.start : sentence.end].rstrip().endswith(("。", "；"))


def _bare(document: Document, span: Span) -> Span:
    return without_lead(document.text, span, "veto", "lead_words")


def _indicator(document: Document, sentence: Sentence, span: Span, rule: str) -> Indicator:
    return Indicator(
        start=span[0],
        end=span[1],
        text=document.text[slice(*span)],
        veto=True,
        source=source_of(document, sentence),
        rule=rule,
    )
