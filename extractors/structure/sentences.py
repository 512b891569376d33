"""Sentences: cut at 。！？； outside brackets and at paragraph ends; a responsibility bracket stays on."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator

from extractors.fold import fold
from extractors.structure.sections import section_at
from models import Document, Region, Section, Sentence

_BRACKET = re.compile(r"\s*\(((?:[^()]++|\([^()]*+\))*+)\)[。;]?")
_INNER = re.compile(r"\([^()]*\)")
_ASSIGNS = re.compile("责任|牵头|配合|负责|时限|落实|实施|主办|协办")
UNITS_BRACKET = re.compile(
    r"\s*\((?:(?:[^()。:]|\([^()]*\)){1,80}?|(?:[^()。:,;、]{2,20}、){5,}[^()。:,;、]{1,20}?)(?:[局委办部厅院会处科室股站所社镇乡村]|街道|公司|集团|中心|[大支]队|政府|部门|单位|指导)"
    r"(?:[,;][^()。:,]{0,14}(?:[前底内末旬日]|长期(?:坚持)?|常态(?:化|长效)?|持续推进|立即|全年|每[周月季]度?))?\)[。;]?"
)
"""「…。(县林业局、县财政局)…」, 「…。(县教育局指导)…」: units alone speak for what stands before them."""
_MARK = re.compile(r"[()→。!?;]")
_CLOSING = "”\"'’」』)"


def cut_line(view: str) -> Iterator[tuple[int, int]]:
    """The sentences of one folded line as `(start, end)`, outer space left out.

    >>> list(cut_line("建立台账。(责任单位:县水务局)按月报送;"))
    [(0, 15), (15, 20)]
    """
    start = depth = past = 0
    balanced = view.count("(") == view.count(")")
    for mark in _MARK.finditer(view):
        char, at = mark.group(), mark.start()
        if at < past:
            continue
        if char in "()":
            depth = max(0, depth + (1 if char == "(" else -1))
        elif char == "→":
            if depth == 0 and view[start:at].strip():
                yield _trimmed(view, start, at)
                start = at
        elif depth == 0 or not balanced:
            past = _past_closing(view, at + 1)
            if view[start:past].strip():
                yield _trimmed(view, start, past)
            start = past
            if view.startswith("(", past) and (units := UNITS_BRACKET.match(view, past)):
                yield _trimmed(view, past, units.end())
                start = past = units.end()
    if view[start:].strip():
        yield _trimmed(view, start, len(view))


def _past_closing(view: str, at: int) -> int:
    while at < len(view) and view[at] in _CLOSING[:-1]:
        at += 1
    bracket = _BRACKET.match(view, at)
    return bracket.end() if bracket and _ASSIGNS.search(_INNER.sub("(", bracket[1])) else at


def _trimmed(view: str, start: int, end: int) -> tuple[int, int]:
    piece = view[start:end].rstrip()
    return start + len(piece) - len(piece.lstrip()), start + len(piece)


def find_sentences(document: Document, sections: tuple[Section, ...]) -> tuple[Sentence, ...]:
    """All sentences of the canonical text in order, each with its section and block; glued parts apart."""
    view = fold(document.text)
    cuts = [section.start for section in sections]
    blocks = [block.start for block in document.blocks]
    sentences = []
    for start, end in _stretches(view, cuts):
        for a, b in cut_line(view[start:end]):
            index = section_at(sections, start + a)
            sentences.append(
                Sentence(
                    start=start + a,
                    end=start + b,
                    section=index,
                    block=max(0, bisect_right(blocks, document.index.raw_offset(start + a)) - 1),
                    heading=_is_heading(sections, index, start + a, start + b),
                )
            )
    return tuple(sentences)


def _stretches(view: str, cuts: list[int]) -> Iterator[tuple[int, int]]:
    """Lines and table cells, split again where a numbered part starts inside them."""
    marks = sorted({0, len(view), *cuts, *(m.start() for m in re.finditer(r"[\n\t]", view))})
    yield from itertools.pairwise(marks)


def _is_heading(sections: tuple[Section, ...], index: int | None, start: int, end: int) -> bool:
    if index is None or not sections[index].title:
        return False
    section = sections[index]
    return section.start <= start and end <= section.heading_end


def in_region(regions: tuple[Region, ...], offset: int, *kinds: str) -> bool:
    """Whether `offset` lies in a region of one of `kinds` (of any kind when none is named)."""
    for region in regions:
        if region.start <= offset < region.end and (not kinds or region.kind in kinds):
            return True
    return False
