"""Patterns of the assessment lexicon over the sentences of a document, with spans in it; parts of lists."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from extractors.deadlines.numerals import number
from extractors.fold import fold
from extractors.lexicon import load
from extractors.structure.sections import headings_of
from models import Document, Sentence, Source

Span = tuple[int, int]
_EDGES = " “”\"'"
_LONGEST = 3000
_COMMA, _AND = re.compile("、"), re.compile("、|以及|和|及")


@cache
def patterns(part: str, name: str) -> tuple[re.Pattern[str], ...]:
    """The compiled patterns under a name of `lexicons/assessment.toml`."""
    written: str | list[str] = load("assessment")[part][name]
    return tuple(map(re.compile, [written] if isinstance(written, str) else written))


def matches(document: Document, part: str, name: str) -> Iterator[tuple[Sentence, re.Match[str]]]:
    """Every match in the sentences of the document; the offsets of the match count in the document."""
    for sentence in document.sentences:
        for found in matches_in(document, sentence, part, name):
            yield sentence, found


def matches_in(document: Document, stretch: Sentence, part: str, name: str) -> Iterator[re.Match[str]]:
    """Every match in a sentence or a stretch of one; the offsets of the match count in the document."""
    if stretch.end - stretch.start > _LONGEST:  # no sentence, but letters without a stop
        return
    start, end = without_lead(document.text, (stretch.start, stretch.end), "begins", "number")
    for pattern in patterns(part, name):
        yield from pattern.finditer(_folded(document.text), start, end)


def fits(words: str, part: str, name: str) -> bool:
    """Whether a pattern is found in the words."""
    return any(pattern.search(words) for pattern in patterns(part, name))


def without_lead(text: str, span: Span, part: str, name: str) -> Span:
    """The span without what the pattern finds at its beginning."""
    words = fold(text[slice(*span)])
    leads = (pattern.match(words) for pattern in patterns(part, name))
    return span[0] + max((lead.end() for lead in leads if lead), default=0), span[1]


def listed(match: re.Match[str], said: int | None = None) -> list[Span]:
    """The parts of the list; 和 parts only where 、 does not, and the stated number then comes out right."""
    by_comma, by_and = list(_between(match, _COMMA)), list(_between(match, _AND))
    return by_and if said is not None and len(by_comma) != said == len(by_and) else by_comma


def _between(match: re.Match[str], joint: re.Pattern[str]) -> Iterator[Span]:
    """The spans of what stands between the joints of the group `list`, without blanks and quotation marks."""
    text, (start, end) = match.string, match.span("list")
    for cut in (*joint.finditer(text, start, end), None):
        stop = cut.start() if cut else end
        while start < stop and text[start] in _EDGES:
            start += 1
        while stop > start and text[stop - 1] in _EDGES:
            stop -= 1
        if stop > start:
            yield start, stop
        start = cut.end() if cut else end


def source_of(document: Document, sentence: Sentence) -> Source:
    """The sentence as a source."""
    raw_start, raw_end = document.index.raw_span(sentence.start, sentence.end)
    return Source(
        start=sentence.start,
        end=sentence.end,
        document=document.name,
        quote=document.text[sentence.start : sentence.end],
        headings=headings_of(document.sections, sentence.section),
        place=document.blocks[sentence.block].place,
        raw_start=raw_start,
        raw_end=raw_end,
    )


def count(words: str | None) -> int | None:
    """六, 6 or 两 as a number."""
    if not words:
        return None
    return number(words)


def amount(words: str | None) -> float | None:
    """3, 1.5 or 三 as a number of points or times."""
    if not words:
        return None
    return float(words) if words[0].isdigit() else number(words)


@lru_cache(maxsize=1)
def _folded(text: str) -> str:
    """One document is asked for many patterns."""
    return fold(text)
