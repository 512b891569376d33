"""How a document is built: canonical text, headings, sentences, regions, date, kind and gaps.

`structure(document)` is a chain of pure functions over the document that a reader made; it adds what it finds
and changes no character.
"""

import datetime as dt

from extractors.structure import gaps as gap
from extractors.structure.anchor import find_anchor
from extractors.structure.lines import canonical
from extractors.structure.regions import find_kind, find_regions, find_title, labelled_lines
from extractors.structure.sections import Start, build_sections, find_starts
from extractors.structure.sentences import find_sentences, in_region
from models import Document, DocumentKind, Gap, Region, Section

__all__ = ["in_region", "structure"]


def structure(
    document: Document,
    *,
    date: dt.date | None = None,
    kind: DocumentKind | None = None,
    known_words: frozenset[str] = frozenset(),
) -> Document:
    """The document with its canonical text, sections, sentences, regions, anchor, kind and gaps."""
    cuts = _cuts(document, known_words)
    document = canonical(document, frozenset(cuts), known_words)
    regions = find_regions(document)
    title = find_title(document, regions)
    skip = [(r.start, r.end) for r in regions if r.kind in ("outline", "boilerplate")]
    starts = find_starts(document.text, skip)
    sections = build_sections(document.text, starts, labelled_lines(document.text))
    return document.model_copy(
        update={
            "regions": regions,
            "title": title,
            "kind": kind or find_kind(document, title),
            "anchor": find_anchor(document, title, date),
            "sections": sections,
            "sentences": find_sentences(document, sections),
            "gaps": _gaps(document, regions, starts, sections, cuts),
        }
    )


def _cuts(document: Document, known_words: frozenset[str]) -> list[int]:
    """Raw offsets where a line must not be joined to the one before, because something is lost there."""
    if not known_words:
        return []
    lines = [
        (b.start, b.end)
        for b in document.blocks
        if b.kind == "paragraph" and document.raw[b.start : b.end].strip()
    ]
    return [after for _, after in gap.broken_breaks(document.raw, lines, known_words)]


def _gaps(
    document: Document,
    regions: tuple[Region, ...],
    starts: list[Start],
    sections: tuple[Section, ...],
    cuts: list[int],
) -> tuple[Gap, ...]:
    text = document.text
    outline = next((r for r in regions if r.kind == "outline"), None)
    titles = gap.outline_titles(text, outline) if outline else []
    headings = [text[s.start : s.heading_end] for s in sections]
    matched = gap.match_outline(titles, headings)
    breaks = [_canonical_offset(document, raw) for raw in cuts]
    broken, explained = _broken_gaps(text, sections, breaks, titles, matched)
    body_end = min([r.start for r in regions if r.kind == "signature"], default=len(text))
    found = [
        *document.gaps,
        *gap.declared_gaps(text),
        *gap.omitted_gaps(text),
        *gap.hole_gaps(text),
        *broken,
        *gap.numbering_gaps(text, starts),
        *(g for g in gap.outline_gaps(text, titles, matched) if g.before not in explained),
        *gap.ending_gaps(text, body_end),
    ]
    return tuple(sorted(found, key=lambda g: (g.at, g.kind, g.message)))


def _broken_gaps(
    text: str, sections: tuple[Section, ...], breaks: list[int], titles: list[str], matched: list[int | None]
) -> tuple[list[Gap], set[str]]:
    """Gaps at impossible joins, and the outline titles whose loss they explain."""
    explained: set[str] = set()
    found = []
    for at in breaks:
        lost = [
            title
            for position, title in enumerate(titles)
            if matched[position] is None and _belongs(sections, matched, position, at)
        ]
        explained |= set(lost)
        found.append(gap.broken_gap(text, at, lost))
    return found, explained


def _belongs(sections: tuple[Section, ...], matched: list[int | None], position: int, at: int) -> bool:
    """Whether outline title `position` must have stood at `at`: between the body places of its neighbours."""
    before = [sections[m].start for m in matched[:position] if m is not None]
    after = [sections[m].start for m in matched[position + 1 :] if m is not None]
    return bool(after) and max(before, default=0) <= at <= min(after)


def _canonical_offset(document: Document, raw: int) -> int:
    for text_start, raw_start, length in document.index.runs:
        if raw_start <= raw < raw_start + length:
            return text_start + raw - raw_start
        if raw_start >= raw:
            return text_start
    return len(document.text)
