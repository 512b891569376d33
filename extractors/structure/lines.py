"""From raw blocks to the canonical text: broken lines joined, stray spaces dropped, nothing changed.

A line is joined to the next when the sentence runs on (`line_breaks`); likewise the lines that breaks by hand
make of one paragraph. Headings, labels, titles, cells and paragraphs after a blank line stand alone. A line
feed inside a table cell stays where it was meant (`cell_breaks`), a blank where it separates (`blanks`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.fold import fold
from extractors.structure.blanks import names_drawn_apart, spaced_dates
from extractors.structure.cell_breaks import meant_breaks
from extractors.structure.line_breaks import SPACED_LABEL, broken_at, continues, is_full, must_run_on, parts
from models import Block, Document, IndexMap, Place

_NOWHERE = Place()
_PROSE = re.compile(r"[。,;、]")
_SPACE = re.compile(r"\s+")


@dataclass
class _Builder:
    """Collects pieces of raw text into canonical text and the runs of its index map."""

    parts: list[str] = field(default_factory=list)
    runs: list[tuple[int, int, int]] = field(default_factory=list)
    length: int = 0

    def take(self, raw: str, start: int, end: int) -> None:
        """Append `raw[start:end]` as it is."""
        if end > start:
            self.runs.append((self.length, start, end - start))
            self.parts.append(raw[start:end])
            self.length += end - start

    def separate(self, mark: str, raw_offset: int) -> None:
        """Append a separator that stands at `raw_offset` in the raw text."""
        self.runs.append((self.length, raw_offset, 0))
        self.parts.append(mark)
        self.length += len(mark)


def canonical(
    document: Document, cuts: frozenset[int] = frozenset(), known_words: frozenset[str] = frozenset()
) -> Document:
    """The document with its canonical text and index map; `cuts` are raw offsets that must not be joined."""
    builder = _Builder()
    raw, view = document.raw, fold(document.raw)
    blocks = [b for b in document.blocks if raw[b.start : b.end].strip()]
    width = broken_at(raw[b.start : b.end] for b in blocks if b.kind == "paragraph")
    for before, block in zip([None, *blocks], blocks, strict=False):
        if before is not None:
            mark = _separator(document, view, before, block, width) if block.start not in cuts else "\n"
            if mark:
                builder.separate(mark, before.end)
        for start, end in _pieces(raw, view, block, known_words):
            builder.take(raw, start, end)
    return document.model_copy(
        update={"text": "".join(builder.parts), "index": IndexMap(runs=tuple(builder.runs))}
    )


def _separator(document: Document, view: str, before: Block, block: Block, width: int) -> str:
    """What stands between two blocks; `width` is where the lines of the text are broken, if they are."""
    if before.kind == "cell" and block.kind == "cell" and before.place.table == block.place.table:
        return "\t" if before.place.row == block.place.row else "\n"
    if "cell" in (before.kind, block.kind) or before.kind != block.kind:
        return "\n"
    first, second = view[before.start : before.end], view[block.start : block.end]
    gap = _gap(document.raw, before, block)
    together = before.place.paragraph == block.place.paragraph and before.place == block.place != _NOWHERE
    if block.kind == "paragraph" and together:
        return "\n" if parts(first, second, gap, page=document.format == "html") else ""
    written = document.raw[before.start : before.end], document.raw[block.start : block.end]
    full = width > 0 and is_full(*written, width)
    if document.format != "txt" and not _turned(before.place, block.place):
        return "" if must_run_on(first, second, full=full) else "\n"
    return "" if continues(first, second, gap, full=full) else "\n"


def _turned(before: Place, after: Place) -> bool:
    """Whether a page ends between two paragraphs: one of the file, or one that was pasted in as a picture."""
    pasted = before.picture is not None and after.picture is not None and before.picture != after.picture
    return before.page != after.page or pasted


def _gap(raw: str, before: Block, block: Block) -> str:
    indent = raw[block.start : block.end]
    return raw[before.end : block.start] + indent[: len(indent) - len(indent.lstrip())]


def _pieces(raw: str, view: str, block: Block, known_words: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The stretches of a block that stay: outer space dropped, inner space kept only where it separates."""
    text = raw[block.start : block.end]
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    at = start
    kept = _kept(text, view[block.start : block.end], block, known_words)
    for space in _SPACE.finditer(text, start, end):
        yield block.start + at, block.start + space.start()
        stays = kept.get(space.start())
        if stays is not None:
            yield block.start + stays, block.start + stays + 1
        at = space.end()
    yield block.start + at, block.start + end


def _kept(text: str, view: str, block: Block, known_words: frozenset[str]) -> dict[int, int]:
    """Of the spaces inside a block those of which one character stays, by where they begin, and which one."""
    cell = block.kind == "cell"
    prose = bool(_PROSE.search(view))
    label = None if cell else SPACED_LABEL.match(view)
    dropped = spaced_dates(view, believed=block.confidence is not None)
    dropped |= names_drawn_apart(view) if cell else set()
    feeds = _feeds(text, known_words) if cell else {}
    kept: dict[int, int] = dict(feeds)
    for space in _SPACE.finditer(text, len(text) - len(text.lstrip()), len(text.rstrip())):
        at = space.start()
        if at in feeds or at in dropped or (label and space.end() <= label.end()):
            continue
        if _keeps(text, space, prose) and not (cell and "\n" in space.group()):
            kept[at] = at
    return kept


def _feeds(text: str, known_words: frozenset[str]) -> dict[int, int]:
    """The spaces of a cell that hold a line feed which was meant, by where they begin, and where that is."""
    spaces = [space for space in _SPACE.finditer(text.rstrip()) if "\n" in space.group() and space.start()]
    if not spaces:
        return {}
    ends = [0, *(space.end() for space in spaces)]
    starts = [*(space.start() for space in spaces), len(text)]
    lines = [text[start:end] for start, end in zip(ends, starts, strict=True)]
    return {
        space.start(): space.start() + space.group().index("\n")
        for space, meant in zip(spaces, meant_breaks(lines, known_words), strict=True)
        if meant
    }


def _keeps(text: str, space: re.Match[str], prose: bool) -> bool:
    left, right = text[space.start() - 1], text[space.end()]
    both_latin = left.isascii() and left.isalnum() and right.isascii() and right.isalnum()
    if "\n" in space.group():
        return both_latin
    wide = len(space.group()) > 1 or space.group() == "\u3000"
    return both_latin or wide or not prose
