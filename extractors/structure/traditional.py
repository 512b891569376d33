"""Texts in traditional characters: read by their simplified twin, recorded in their own words.

Every character has one counterpart, so the twin is as long as the text and a span in one is a span in the
other. Which characters a text uses is asked of the whole text: single variant forms in a simplified one stay.
"""

import re
from functools import cache

from extractors.lexicon import load
from models import Document, Extraction, Gap, Issue, Section, Source, Task
from models.base import Frozen, Grounded

_SURFACES = ("mention", "text", "quote")
_ONLY = re.compile(f"[{''.join(load('traditional')['traditional'].split())}]")
"""A character that simplified texts never use."""

SHARE = 0.15
"""A text is traditional when at least this part of its characters is never used in simplified ones."""


def twin(document: Document) -> Document | None:
    """The document in simplified characters; None when it is in them already."""
    if not is_traditional(document.raw):
        return None
    raw = document.raw.translate(_table())
    text = raw if document.text == document.raw else document.text.translate(_table())
    return document.model_copy(update={"raw": raw, "text": text})


def is_traditional(text: str) -> bool:
    """Whether the text as a whole is in traditional characters."""
    return _ONLY.search(text) is not None and len(_ONLY.findall(text)) >= SHARE * len(text)


def in_own_words(extraction: Extraction, original: Document) -> Extraction:
    """What was read from the twin, with the words of the original at every span; names of units stay."""
    was = extraction.document
    words = _Words(was.text, _canonical(was, original.raw))
    sections = tuple(words.section(section) for section in was.sections)
    titles = dict(zip((s.title for s in was.sections), (s.title for s in sections), strict=True))
    document = was.model_copy(
        update={
            "raw": original.raw,
            "text": words.now,
            "sections": sections,
            "title": words.found(was.title, 0, len(was.text)),
            "gaps": tuple(words.gap(gap) for gap in was.gaps),
        }
    )
    kinds = ("tasks", "calls", "issues", "rejected", "questions")
    records = {kind: tuple(words.of(one, titles) for one in getattr(extraction, kind)) for kind in kinds}
    return extraction.model_copy(update={"document": document, **records})


class _Words:
    """The canonical text of the twin and that of the original, character by character the same places."""

    def __init__(self, was: str, now: str) -> None:
        self.was, self.now = was, now

    def found(self, words: str, start: int, end: int) -> str:
        """The original of `words`, which stand somewhere between the offsets."""
        at = self.was.find(words, start, end) if words else -1
        return self.now[at : at + len(words)] if at >= 0 else words

    def section(self, section: Section) -> Section:
        """The section with its title."""
        return section.model_copy(
            update={"title": self.found(section.title, section.start, section.heading_end)}
        )

    def gap(self, gap: Gap) -> Gap:
        """The gap with the words on each side."""
        before = self.found(gap.before, max(0, gap.at - len(gap.before) - 2), gap.at)
        after = self.found(gap.after, gap.at, gap.at + len(gap.after) + 2)
        return gap.model_copy(update={"before": before, "after": after})

    def of(self, record: Frozen, titles: dict[str, str]) -> Frozen:
        """The record, and every value in it, with the words at its span."""
        changed = {name: self._value(getattr(record, name), titles) for name in type(record).model_fields}
        if isinstance(record, Grounded):
            surface, start, end = record.surface, record.start, record.end
            changed |= {name: self.now[start:end] for name in _SURFACES if changed.get(name) == surface}
        if isinstance(record, Source):
            changed["headings"] = tuple(titles.get(heading, heading) for heading in record.headings)
        if isinstance(record, Task):
            changed["measure"] = self.now[record.measure_start : record.measure_end]
        if isinstance(record, Issue):
            changed["text"] = self.found(record.text, record.source.start, record.source.end)
        return record.model_copy(update=changed)

    def _value(self, value: object, titles: dict[str, str]) -> object:
        if isinstance(value, Frozen):
            return self.of(value, titles)
        return tuple(self._value(one, titles) for one in value) if isinstance(value, tuple) else value


def _canonical(document: Document, raw: str) -> str:
    """The canonical text that the index of the twin makes of the original's raw text."""
    characters = list(document.text)
    for text_start, raw_start, length in document.index.runs:
        characters[text_start : text_start + length] = raw[raw_start : raw_start + length]
    return "".join(characters)


@cache
def _table() -> dict[int, str]:
    """Every traditional character and its counterpart; those that simplified texts use too come last."""
    rows = load("traditional")
    pairs = [
        ("".join(rows[one].split()), "".join(rows[other].split()))
        for one, other in (("traditional", "simplified"), ("shared", "shared_simplified"))
    ]
    return {ord(one): other for left, right in pairs for one, other in zip(left, right, strict=True)}
