"""From printed lines to paragraphs: where a line ends and the next begins on the page decides."""

import re
from collections.abc import Sequence
from functools import reduce
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from pipeline.readers.pdf.glyphs import Line, glue

INDENT = 1.0
SLACK = 0.5
LAX = 1.0
NARROW = 0.65
LOOSE = 1.5
BIGGER = 1.15
EDGE = 2.0
DEEP = 3.0
AT_THE_RIGHT = 0.4
FEW = 2
FEW_OF = 0.05
MARK = 4

TERMINAL = re.compile(r"[。！？；：…!?;:][”’」』）)]*$")
HEADING = re.compile(
    r"第[一二三四五六七八九十百]+[章节条编篇、，,]|第[一二三四五六七八九十百]+部分"
    r"|[一二三四五六七八九十百]+、|[（(][一二三四五六七八九十百]+[）)]"
    r"|\d{1,3}[.．、](?!\d)|[（(]\d{1,3}[）)]|\d{1,3}[）)]|[①-⑳]|——|•"
)
CLOSING = "，。、；：？！”’」』）》〉】〕,.;:?!)]"
OPENING = "“‘「『《〈（〔【([#"
CORE = rf"[{re.escape(OPENING)}]*(?:[0-9A-Za-z.%％]+|.)[{re.escape(CLOSING)}]*"
GLUED = r"(?:(?<=[”’])|(?=[“‘])|(?<=[，、])(?=[0-9]))"
TOKEN = re.compile(rf"{CORE}(?:{GLUED}{CORE})*")


class Frame(NamedTuple):
    """How a document sets its text: margins, size, distance of lines, whether first lines are indented."""

    left: float
    right: float
    em: float
    pitch: float
    indents: bool
    slack: float = SLACK


def frame_of(pages: Sequence[Sequence[Line]], width: float | None, *, scanned: bool = False) -> Frame:
    """Measure the setting of the text on these pages, all of the same `width`; on scans less exactly.

    Of a column of a page no `width` is known.
    """
    lines = [line for page in pages for line in page]
    em = median(line.em for line in lines)
    left = _left(lines)
    steps = [
        below.base - above.base
        for page in pages
        for above, below in pairwise(page)
        if 0.5 * em < below.base - above.base < 3 * em
    ]
    indented = sum(1 for line in lines if INDENT * em < line.x0 - left < 3 * em)
    return Frame(
        left=left,
        right=_right(lines, em, 0.0 if width is None else width - left),
        em=em,
        pitch=median(steps) if steps else 1.8 * em,
        indents=indented >= 2 or indented * 4 >= len(lines),
        slack=LAX if scanned else SLACK,
    )


def paragraphs(lines: Sequence[Line], frame: Frame) -> list[list[Line]]:
    """The lines of each paragraph that those of one page, or of the space between two tables, make up."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _continues(groups[-1], line, frame):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def runs_over(last: Line, first: Line, frame: Frame, following: Frame) -> bool:
    """Whether the paragraph that ends a column with `last` goes on with `first` in the following one."""
    if not _same_size(last, first) or fits_after(last, first.text, frame.right, frame.slack):
        return False
    if first.x0 - following.left > INDENT * following.em:
        return False
    return following.indents or not (ends_sentence(last.text) or opens_item(first.text))


def joined(lines: Sequence[Line]) -> str:
    """The lines of one paragraph as one text."""
    return reduce(glue, (line.text for line in lines))


def opens_item(text: str) -> bool:
    """Whether `text` begins as a numbered heading or item does."""
    return HEADING.match(text) is not None


def ends_sentence(text: str) -> bool:
    """Whether `text` ends with a mark that a paragraph may end with."""
    return TERMINAL.search(text) is not None


def fits_after(line: Line, following: str, right: float, slack: float = SLACK) -> bool:
    """Whether the first word of `following` would still have fitted on `line`: then its end was meant.

    A word is a number, a Latin word or one character, with the punctuation that may not be parted from it.
    """
    token = TOKEN.match(following)
    width = sum(NARROW if char.isascii() else 1.0 for char in token[0]) if token else 1.0
    return line.x1 + (width + slack) * line.em <= right


def _continues(paragraph: list[Line], line: Line, frame: Frame) -> bool:
    last = paragraph[-1]
    if not _same_size(last, line) or line.base - last.base > LOOSE * frame.pitch * last.em / frame.em:
        return False
    if _centred(last, frame) and _centred(line, frame) and last.em > BIGGER * frame.em:
        return True
    if fits_after(last, line.text, frame.right, frame.slack) or _at_the_right(paragraph, frame):
        return False
    if line.x0 - frame.left > INDENT * frame.em:
        return _hangs(paragraph, line, frame)
    if ends_sentence(last.text) and opens_item(line.text):
        return False
    return frame.indents or not opens_item(line.text)


def _at_the_right(paragraph: list[Line], frame: Frame) -> bool:
    """Whether it is one line that is set to the right, such as who signs and when."""
    first = paragraph[0]
    deep = first.x0 - frame.left > AT_THE_RIGHT * (frame.right - frame.left)
    return len(paragraph) == 1 and deep and not _centred(first, frame)


def _hangs(paragraph: list[Line], line: Line, frame: Frame) -> bool:
    """Whether an indented line goes on with an item that begins further left, or with a centred title."""
    first, last = paragraph[0], paragraph[-1]
    if _centred(last, frame) and _centred(line, frame) and line.x0 - frame.left > DEEP * frame.em:
        return not ends_sentence(last.text)
    if opens_item(line.text) or (ends_sentence(last.text) and len(paragraph) == 1):
        return False
    outdented = line.x0 - first.x0 > frame.em / 2
    aligned = abs(line.x0 - last.x0) < frame.em / 2
    if len(paragraph) == 1:
        return (outdented and opens_item(first.text)) or (aligned and not frame.indents)
    return aligned and last.x0 - frame.left > INDENT * frame.em


def _centred(line: Line, frame: Frame) -> bool:
    return abs((line.x0 - frame.left) - (frame.right - line.x1)) < EDGE * frame.em


def _same_size(one: Line, other: Line) -> bool:
    return max(one.em, other.em) < BIGGER * min(one.em, other.em)


def _left(lines: Sequence[Line]) -> float:
    """The left margin: where the leftmost line begins that is more than a mark beside the text."""
    return min((line.x0 for line in lines if len(line.text) >= MARK), default=lines[0].x0)


def _right(lines: Sequence[Line], em: float, mirrored: float) -> float:
    """The right margin: where several lines end, or as far from the edge as the left one when few do.

    Punctuation may hang out over the margin, so lines that end with it do not count. Where more than a few
    lines reach further, those are only lines of one length.
    """
    ends = sorted((line.x1 for line in lines if line.text[-1] not in CLOSING), reverse=True)
    shared = next((end for end, third in zip(ends, ends[2:], strict=False) if end - third < em), None)
    inked = (line.x1 - em * (line.text[-1] in CLOSING) for line in lines)
    if shared is not None and sum(end > shared + em for end in inked) <= max(FEW, FEW_OF * len(lines)):
        return shared
    return max([*ends, mirrored])
