"""A document: its text, where each part of it came from, and how it is built.

`raw` is the text as the reader found it; `text` is the canonical text that every offset in a record counts
in: broken lines joined and stray spaces dropped, but no character ever changed. `index` leads from the one
to the other. Width folding is not part of the text: it is a view of equal length, made where it is needed.
"""

import bisect
import datetime as dt
import sys
from collections.abc import Mapping
from enum import StrEnum
from operator import attrgetter
from typing import Literal, Self

from pydantic import Field, model_validator

from models.base import Frozen
from models.problem import Problem, Severity

_START = attrgetter("start")


class DocumentKind(StrEnum):
    """What sort of paper it is; the reading rules differ by kind."""

    SPEECH = "speech"
    FEEDBACK = "feedback"
    PLAN = "plan"
    DIVISION = "division"
    MINUTES = "minutes"
    NOTICE = "notice"
    UNKNOWN = "unknown"


KIND_LABELS = {
    DocumentKind.SPEECH: "讲话",
    DocumentKind.FEEDBACK: "反馈",
    DocumentKind.PLAN: "方案",
    DocumentKind.DIVISION: "分工",
    DocumentKind.MINUTES: "纪要",
    DocumentKind.NOTICE: "通知",
    DocumentKind.UNKNOWN: "未定",
}


def column_letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 1: A, Z, AA."""
    name = ""
    while column > 0:
        column, at = divmod(column - 1, 26)
        name = chr(ord("A") + at) + name
    return name


class Place(Frozen):
    """Where a piece of text stands in the original file; every number counts from 1.

    `sheet` is the name of a worksheet; then row and column are those of the sheet.
    `box` is known of scanned pages: left, top, right and bottom in thousandths of the page's width and
    height, from the top left corner of the page turned upright. `picture` counts the pictures of a Word
    file of which the words were recognised; it stands after the paragraph, and `box` counts in it.
    """

    page: int | None = None
    paragraph: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    sheet: str | None = None
    box: tuple[int, int, int, int] | None = None
    picture: int | None = None

    def label(self) -> str:
        """The place in a clerk's words: 第2页第5段, 表1第3行第2列, 工作表“台账”C3."""
        if self.sheet is not None and self.row:
            sheet = f"工作表“{self.sheet}”" if self.sheet else ""
            return sheet + (f"{column_letters(self.column)}{self.row}" if self.column else f"第{self.row}行")
        parts = (
            (self.page, "第{}页"),
            (self.paragraph, "第{}段"),
            (self.picture, "后图片{}" if self.paragraph else "图片{}"),
            (self.table, "表{}"),
            (self.row, "第{}行"),
            (self.column, "第{}列"),
        )
        return "".join(form.format(number) for number, form in parts if number is not None)


class Block(Frozen):
    """One paragraph or table cell of the original, `raw[start:end]`.

    A line break inside a block is a mere line break (always joined); between blocks it may be a real
    paragraph end. `generated` counts leading characters that the reader supplied and the file only implies
    (an automatic number such as 「一、」). `level` is the outline level of a heading style, 1 highest.
    `confidence`, from 0 to 1, is how sure recognition was of its least sure line; null where the file has
    the words. `covered` says of a table cell whether it is the lower part of one merged downwards, which has
    its words in the first row; null where the file does not tell merged cells from empty ones.
    """

    start: int
    end: int
    place: Place
    kind: Literal["paragraph", "cell", "footnote", "textbox"] = "paragraph"
    level: int | None = None
    generated: int = 0
    confidence: float | None = None
    covered: bool | None = None


class IndexMap(Frozen):
    """Where each character of the canonical text stands in the raw text.

    `runs` are `(text_start, raw_start, length)`, ascending and covering the canonical text except for
    separators (line feeds and tabs) that joining put in; a separator maps to the raw end of what precedes it.
    """

    runs: tuple[tuple[int, int, int], ...] = ()

    def raw_offset(self, offset: int) -> int:
        """The raw offset of the character at canonical `offset`."""
        at = bisect.bisect_right(self.runs, (offset, sys.maxsize)) - 1
        if at < 0:
            return 0
        text_start, raw_start, length = self.runs[at]
        return raw_start + min(offset - text_start, length)

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw span that covers canonical `[start, end)`."""
        if end <= start:
            at = self.raw_offset(start)
            return at, at
        return self.raw_offset(start), self.raw_offset(end - 1) + 1


class Anchor(Frozen):
    """The date that relative deadlines count from, and how far it can be trusted.

    `rank` follows the order of trust: 1 given by the user, 2 the document's own date, 3 dateline or printing
    date, 4 date or year in the file name or document number, 5 hints in the text, 6 web page or mail.
    `date` is null when only the year is known (`year`). `others` are less trusted candidates that say
    something else: a conflict is shown, not resolved.
    """

    date: dt.date | None = None
    year: int | None = None
    rank: int
    source: str
    start: int | None = None
    end: int | None = None
    others: tuple["Anchor", ...] = ()


class Section(Frozen):
    """A numbered part of the body: its heading `[start, heading_end)` and its extent up to `end`.

    `parent` is the index of the enclosing section in `Document.sections`, or None at the top.
    `level` counts from 1 in the order in which the document first uses its numbering styles.
    """

    level: int
    style: str
    number: int
    start: int
    heading_end: int
    end: int
    title: str
    parent: int | None = None
    run_in: bool = False


class Region(Frozen):
    """A stretch of the text with a special standing, such as an outline or web boilerplate."""

    kind: Literal["outline", "boilerplate", "front", "signature", "attendance", "table"]
    start: int
    end: int


class Gap(Frozen):
    """Text that is missing and was not invented: what kind, where, how much, and what stands on each side."""

    kind: Literal["declared", "ellipsis", "numbering", "outline", "broken", "hole", "unreadable"]
    at: int
    message: str
    size: int | None = None
    before: str = ""
    after: str = ""


class Sentence(Frozen):
    """One sentence `[start, end)` of the canonical text, with the section and block that it stands in."""

    start: int
    end: int
    section: int | None = None
    block: int
    heading: bool = False


class Document(Frozen):
    """A document as every later room sees it: made by a reader, refined by `extractors.structure`."""

    id: str
    name: str
    format: str
    raw: str
    text: str
    index: IndexMap
    blocks: tuple[Block, ...]
    kind: DocumentKind = DocumentKind.UNKNOWN
    title: str = ""
    anchor: Anchor | None = None
    sections: tuple[Section, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    regions: tuple[Region, ...] = ()
    gaps: tuple[Gap, ...] = ()
    problems: tuple[Problem, ...] = ()
    reader: str = ""
    metadata: Mapping[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _blocks_inside(self) -> Self:
        for block in self.blocks:
            if not 0 <= block.start <= block.end <= len(self.raw):
                raise ValueError(f"block {block.start}-{block.end} lies outside the raw text")
        return self

    @property
    def readable(self) -> bool:
        """False when the reader gave up on the whole file; `problems` then says why."""
        return not any(problem.severity is Severity.ERROR for problem in self.problems)

    def block_at(self, offset: int) -> Block | None:
        """The block that the character at canonical `offset` came from."""
        raw = self.index.raw_offset(offset)
        at = bisect.bisect_right(self.blocks, raw, key=_START) - 1
        return self.blocks[at] if at >= 0 else None

    def place_of(self, offset: int) -> Place:
        """Where the character at canonical `offset` stands in the original file."""
        block = self.block_at(offset)
        return block.place if block else Place()
