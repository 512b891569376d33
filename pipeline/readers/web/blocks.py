"""A page in reading order: paragraphs with the numbers of their lists, tables cell by cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from models import Place
from pipeline.readers.assemble import Piece
from pipeline.readers.package import local
from pipeline.readers.web.lists import Lists
from pipeline.readers.web.markup import elements
from pipeline.readers.web.tables import Spread, is_data

HEADING = re.compile(r"h([1-6])")
SPACES = re.compile(r"[ \t\r\n\f\v\xa0]+")
DEPTH = 100


class Found(NamedTuple):
    """A piece, the block element that it stands in, and how many of its characters are links."""

    piece: Piece
    element: etree._Element
    linked: int


@dataclass
class _Line:
    """The text of one line while it is put together; `paragraph` is the number of the one it goes on with."""

    words: list[str] = field(default_factory=list)
    linked: int = 0
    label: str = ""
    paragraph: int = 0

    def add(self, text: str | None, *, link: bool) -> None:
        if text:
            self.words.append(text)
            self.linked += len("".join(text.split())) if link else 0


class Walker:
    """Walks one page once; `counters` is what its style sheets say of lists."""

    def __init__(self, counters: dict[str, str]) -> None:
        self._lists = Lists(counters)
        self._paragraphs = 0
        self._tables = 0

    def walk(self, body: etree._Element) -> list[Found]:
        """All pieces of the page in reading order."""
        return list(self._flow(body, 0))

    def _flow(self, element: etree._Element, depth: int) -> Iterator[Found]:
        """The paragraphs and tables in a block element."""
        if local(element) == "table" and is_data(element):
            yield from self._table(element)
            return
        line = _Line(label=self._lists.label(element) if local(element) == "li" else "")
        yield from self._content(element, element, line, depth)
        yield from self._end(line, element)

    def _content(
        self, element: etree._Element, block: etree._Element, line: _Line, depth: int, *, link: bool = False
    ) -> Iterator[Found]:
        """The inside of an element that stands in the line `line` of `block`; blocks in it end the line."""
        yield from self._words(element.text, block, line, link=link)
        for child in element.iterchildren("*"):
            name = local(child)
            if name == "br":
                yield from self._end(line, block, breaks=True)
            elif depth >= DEPTH:
                line.add("".join(map(str, child.itertext())), link=link)
            elif name in elements("blocks"):
                yield from self._end(line, block, keep_label=True)
                yield from self._nested(child, line, depth)
            else:
                yield from self._content(child, block, line, depth + 1, link=link or name == "a")
            yield from self._words(child.tail, block, line, link=link)

    def _words(self, text: str | None, block: etree._Element, line: _Line, *, link: bool) -> Iterator[Found]:
        """Text of the line; in a block of set lines a line feed ends the line."""
        first, *others = (text or "").split("\n") if local(block) == "pre" else [text]
        line.add(first, link=link)
        for other in others:
            yield from self._end(line, block)
            line.add(other, link=link)

    def _nested(self, child: etree._Element, line: _Line, depth: int) -> Iterator[Found]:
        """A block inside another: a list item's first paragraph bears the item's number."""
        label, line.label = line.label, ""
        for found in self._flow(child, depth + 1):
            if label and found.piece.kind == "paragraph":
                piece = found.piece
                text, generated = label + piece.text, len(label) + piece.generated
                found, label = found._replace(piece=piece._replace(text=text, generated=generated)), ""
            yield found
        line.label = label

    def _end(
        self, line: _Line, block: etree._Element, *, keep_label: bool = False, breaks: bool = False
    ) -> Iterator[Found]:
        """The line, if it has any words; the next begins empty, behind a break in the same paragraph."""
        text = SPACES.sub(" ", "".join(line.words)).strip()
        if text and not line.paragraph:
            self._paragraphs += 1
            line.paragraph = self._paragraphs
        if text:
            heading = HEADING.fullmatch(local(block))
            level = int(heading[1]) if heading else None
            place = Place(paragraph=line.paragraph)
            yield Found(
                Piece(line.label + text, place, level=level, generated=len(line.label)), block, line.linked
            )
        line.words.clear()
        line.linked = 0
        line.paragraph = line.paragraph if breaks and text else 0
        if text or not keep_label:
            line.label = ""

    def _table(self, table: etree._Element) -> Iterator[Found]:
        """The cells of a table; what a merged cell covers is empty. Tables inside its cells follow it."""
        self._tables += 1
        number, nested = self._tables, list[Found]()
        for caption in table.iterchildren("caption"):
            yield from self._flow(caption, 0)
        spread = Spread(table)
        for row, cells in enumerate(spread.rows, 1):
            texts = [(self._cell(cell, nested) if cell is not None else ("", 0)) for cell in cells]
            if any(text for text, _ in texts):
                for column, (text, linked) in enumerate(texts, 1):
                    place = Place(table=number, row=row, column=column)
                    under = (row - 1, column - 1) in spread.under
                    yield Found(Piece(text, place, "cell", covered=under), table, linked)
        yield from nested

    def _cell(self, cell: etree._Element, nested: list[Found]) -> tuple[str, int]:
        """The words of a cell and how many of them are links; tables inside it go to `nested`."""
        counted = self._paragraphs
        found = list(self._flow(cell, 0))
        self._paragraphs = counted
        nested += [one for one in found if one.piece.kind == "cell"]
        own = [one for one in found if one.piece.kind != "cell"]
        return "\n".join(one.piece.text for one in own), sum(one.linked for one in own)
