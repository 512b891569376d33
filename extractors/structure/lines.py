"""From raw blocks to the canonical text: broken lines joined, stray spaces dropped, nothing changed.

A line is joined to the next when the sentence runs on: no closing punctuation, an open quotation mark, a
comma or 「、」 at the break; likewise the lines that breaks by hand make of one paragraph. Headings,
labels, titles, cells and paragraphs after a blank line stand alone. A line feed inside a table cell is always
meant and stays.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.fold import fold
from extractors.structure.numbering import number_at_start
from extractors.structure.regions import is_title
from models import Block, Document, IndexMap, Place

_ENDS = "。!?;:…"
_CLOSERS = "”\"')）】》」』"
_RUNS_ON = "、,"
_SPACED_LABEL = re.compile(r"\s*(?:[\u3400-\u9fff]\s+){2,7}[\u3400-\u9fff]\s*:")
_LABEL = re.compile(
    rf"^[\u3400-\u9fff]{{2,8}}(?:\([\u3400-\u9fff]{{2,4}}\))?[:]|^{_SPACED_LABEL.pattern}|"
    r"^(附件|附:|抄送|分送|同志们|---|——|【|→|\()"
)
_DATE = re.compile(
    r"^[^。,]{0,30}\[(?:19|20)\d\d\]\d+号|^\(?(19|20)\d\d年\d{1,2}月\d{1,2}日|^[〇一二三四五六七八九]{4}年"
)
_NOWHERE = Place()
_PROSE = re.compile(r"[。,;、]")
# A line of 「━━━━」 is drawn below a head, and belongs to no sentence.
_WORDED = re.compile(r"[\w”’\"')]")
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


def canonical(document: Document, cuts: frozenset[int] = frozenset()) -> Document:
    """The document with its canonical text and index map; `cuts` are raw offsets that must not be joined."""
    builder = _Builder()
    raw, view = document.raw, fold(document.raw)
    blocks = [b for b in document.blocks if raw[b.start : b.end].strip()]
    for before, block in zip([None, *blocks], blocks, strict=False):
        if before is not None:
            mark = _separator(document, view, before, block, cuts)
            if mark:
                builder.separate(mark, before.end)
        for start, end in _pieces(raw, view, block):
            builder.take(raw, start, end)
    return document.model_copy(
        update={"text": "".join(builder.parts), "index": IndexMap(runs=tuple(builder.runs))}
    )


def _separator(document: Document, view: str, before: Block, block: Block, cuts: frozenset[int]) -> str:
    if before.kind == "cell" and block.kind == "cell" and before.place.table == block.place.table:
        return "\t" if before.place.row == block.place.row else "\n"
    if block.start in cuts or "cell" in (before.kind, block.kind) or before.kind != block.kind:
        return "\n"
    first, second = view[before.start : before.end], view[block.start : block.end]
    together = before.place.paragraph == block.place.paragraph and before.place == block.place != _NOWHERE
    if block.kind == "paragraph" and together:
        return "\n" if _parted(first, second, _gap(document.raw, before, block)) else ""
    if document.format != "txt" and not _turned(before.place, block.place):
        return "" if _must_run_on(first, second) else "\n"
    return "" if continues(first, second, _gap(document.raw, before, block)) else "\n"


def _turned(before: Place, after: Place) -> bool:
    """Whether a page ends between two paragraphs: one of the file, or one that was pasted in as a picture."""
    pasted = before.picture is not None and after.picture is not None and before.picture != after.picture
    return before.page != after.page or pasted


def _must_run_on(before: str, after: str) -> bool:
    """Word and PDF paragraphs end where they end, unless the break stands in a list or a quotation."""
    first = before.strip()
    return (first[-1:] in ("、", ",") or _unbalanced(first)) and continues(before, after)


def _parted(before: str, after: str, gap: str) -> bool:
    """Whether a break by hand inside one paragraph parts two: only where the first is surely finished."""
    first, second = before.strip(), after.strip()
    opens = number_at_start(second) or _LABEL.match(second) or _is_dateline(second)
    closed = first[-1:] in _ENDS + _CLOSERS or is_title(first) or _is_heading(first)
    return bool(opens or closed or gap.endswith(("\u3000", "  ")))


def _gap(raw: str, before: Block, block: Block) -> str:
    indent = raw[block.start : block.end]
    return raw[before.end : block.start] + indent[: len(indent) - len(indent.lstrip())]


def continues(before: str, after: str, gap: str = "\n") -> bool:
    """Whether the folded line `after` carries on the sentence that `before` broke off.

    >>> continues("由区农业农村局、", "财政局立即会商")
    True
    >>> continues("一、提高政治站位,增强责任感", "今年以来,全县上下")
    False
    """
    first, second = before.strip(), after.strip()
    if not (_WORDED.search(first) and _WORDED.search(second)):
        return False
    if number_at_start(second) or _LABEL.match(second) or _is_dateline(second):
        return False
    if first[-1] in _RUNS_ON or _unbalanced(first):
        return True
    if gap.count("\n") > 1 or first[-1] in _ENDS + _CLOSERS or len(first) < 12:
        return False
    if gap.endswith(("\u3000", "  ", "\t")) or is_title(first) or is_title(second) or _DATE.match(first):
        return False
    return not _is_heading(first)


def _is_dateline(line: str) -> bool:
    """Whether a line is a date and little else; 「2026年6月30日前完工。」 carries a sentence on."""
    found = _DATE.match(line)
    return bool(found) and len(line) - (found.end() if found else 0) <= 12 and "。" not in line


def _is_heading(line: str) -> bool:
    """Whether a numbered line stands for itself: a short one, unless it is an item with running text."""
    number = number_at_start(line)
    return bool(number and len(line) < 45 and not (number.style.startswith("arabic") and "," in line))


def _unbalanced(line: str) -> bool:
    return line.count("“") > line.count("”") or line.count("《") > line.count("》")


def _pieces(raw: str, view: str, block: Block) -> Iterator[tuple[int, int]]:
    """The stretches of a block that stay: outer space dropped, inner space kept only where it separates."""
    text = raw[block.start : block.end]
    prose = bool(_PROSE.search(view, block.start, block.end))
    start = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    at = start
    label = _SPACED_LABEL.match(view, block.start, block.end) if block.kind != "cell" else None
    drawn_apart = label.end() - block.start if label else 0
    for space in _SPACE.finditer(text, start, end):
        yield block.start + at, block.start + space.start()
        if block.kind == "cell" and "\n" in space.group():
            feed = space.start() + space.group().index("\n")
            yield block.start + feed, block.start + feed + 1
        elif space.end() > drawn_apart and _keeps(text, space, prose):
            yield block.start + space.start(), block.start + space.start() + 1
        at = space.end()
    yield block.start + at, block.start + end


def _keeps(text: str, space: re.Match[str], prose: bool) -> bool:
    left, right = text[space.start() - 1], text[space.end()]
    both_latin = left.isascii() and left.isalnum() and right.isascii() and right.isalnum()
    if "\n" in space.group():
        return both_latin
    wide = len(space.group()) > 1 or space.group() == "\u3000"
    return both_latin or wide or not prose
