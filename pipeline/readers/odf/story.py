"""From the body of an OpenDocument text to pieces: paragraphs, tables cell by cell, then boxes and notes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from models import Place
from pipeline.readers.assemble import Piece, lines_of
from pipeline.readers.odf.numbers import List, Numbers
from pipeline.readers.odf.styles import Styles, value
from pipeline.readers.package import local

Kind = Literal["paragraph", "textbox", "footnote"]
SPACES = re.compile(r"[ \t\r\n]+")
WRAPPERS = frozenset(
    ("section", "index-body", "table-of-content", "index-title", "note-body", "text-box", "frame")
)
HANGING = frozenset(("note", "text-box", "custom-shape", "rect", "ellipse", "circle", "polygon", "path"))
UNSEEN = frozenset(
    ("tracked-changes", "annotation", "forms", "hidden-text", "ruby-text", "title", "desc", "note-citation")
)
REPEATED = 1_000
DEPTH = 100


@dataclass
class Story:
    """Walks one document once; `hidden` counts the characters that are not shown."""

    styles: Styles
    numbers: Numbers
    hidden: int = 0
    _paragraphs: int = 0
    _tables: int = 0
    _attached: list[tuple[Kind, etree._Element, Place]] = field(default_factory=list)

    def pieces(self, body: etree._Element) -> list[Piece]:
        """All pieces; what hangs on the body follows it."""
        found = list(self._flow(body, "paragraph", None))
        while self._attached:
            waiting, self._attached = self._attached, []
            for kind, content, place in waiting:
                found += self._flow(content, kind, place)
        return found

    def _flow(self, container: etree._Element, kind: Kind, place: Place | None) -> Iterator[Piece]:
        """The pieces of what stands in a container."""
        for child in container.iterchildren("*"):
            name = local(child)
            if name in ("p", "h"):
                yield from self._paragraph(child, kind, place)
            elif name == "list":
                yield from self._list(child, kind, place, None, 1)
            elif name == "table":
                yield from self._table(child)
            elif name in WRAPPERS and not self._is_hidden(child):
                yield from self._flow(child, kind, place)

    def _paragraph(
        self, element: etree._Element, kind: Kind, place: Place | None, label: str = ""
    ) -> Iterator[Piece]:
        text = self._text(element, place)
        level = int(value(element, "outline-level") or 1) if local(element) == "h" else None
        if level and not label and text:
            label = self.numbers.heading(level)
        if text:
            self._paragraphs += place is None
            where = place or Place(paragraph=self._paragraphs)
            first, *further = lines_of(label + text)
            yield Piece(first, where, kind, level, len(label))
            yield from (Piece(line, where, kind, level) for line in further)

    def _list(
        self, element: etree._Element, kind: Kind, place: Place | None, counted: List | None, depth: int
    ) -> Iterator[Piece]:
        if depth > DEPTH:
            return
        counted = counted or self.numbers.open(element)
        for item in element.iterchildren("{*}list-item", "{*}list-header"):
            label = ""
            if local(item) == "list-item" and self._has_words(item):
                label = self.numbers.next(counted, depth, value(item, "start-value"))
            for child in item.iterchildren("*"):
                if local(child) in ("p", "h"):
                    yield from self._paragraph(child, kind, place, label)
                    label = ""
                elif local(child) == "list":
                    yield from self._list(child, kind, place, counted, depth + 1)

    def _has_words(self, item: etree._Element) -> bool:
        """Whether an item has a paragraph of its own; one that only holds a deeper list is not counted."""
        first = next(iter(item), None)
        return first is not None and local(first) in ("p", "h")

    def _table(self, table: etree._Element) -> Iterator[Piece]:
        """The cells of a table row by row; tables inside its cells follow it as tables of their own."""
        self._tables += 1
        number, row_number = self._tables, 0
        nested, spans = list[Piece](), dict[int, tuple[int, int]]()
        for row in table.iter("{*}table-row"):
            if next(row.iterancestors("{*}table"), None) is not table:
                continue
            row_number += 1
            pieces = list(self._cells(row, Place(table=number, row=row_number), nested, spans))
            if any(piece.text for piece in pieces):
                yield from pieces
        yield from nested

    def _cells(
        self, row: etree._Element, where: Place, nested: list[Piece], spans: dict[int, tuple[int, int]]
    ) -> Iterator[Piece]:
        """The cells of a row; `spans` has for each column the rows of the last cell that begins in it."""
        column, number = 0, where.row or 0
        for cell in row.iterchildren("{*}table-cell", "{*}covered-table-cell"):
            repeated = min(int(value(cell, "number-columns-repeated") or 1), REPEATED)
            for _ in range(repeated):
                column += 1
                place = where.model_copy(update={"column": column})
                covered = local(cell) == "covered-table-cell"
                top, bottom = spans.get(column, (0, 0))
                if not covered:
                    spans |= _spanned(cell, column, number)
                found = [] if covered else list(self._flow(cell, "paragraph", place))
                nested += [one for one in found if one.kind == "cell"]
                own = [one for one in found if one.kind != "cell"]
                generated = own[0].generated if own else 0
                text, under = "\n".join(one.text for one in own), covered and top < number <= bottom
                yield Piece(text, place, "cell", generated=generated, covered=under)

    def _text(self, element: etree._Element, place: Place | None) -> str:
        return "".join(self._words(element, place)).strip()

    def _words(self, element: etree._Element, place: Place | None, depth: int = 0) -> Iterator[str]:
        """The words of a paragraph; spaces count as one, what hangs on it is put aside."""
        yield SPACES.sub(" ", element.text or "")
        for child in element.iterchildren("*"):
            name = local(child)
            if name == "s":
                yield " " * min(int(value(child, "c") or 1), REPEATED)
            elif name in ("tab", "line-break"):
                yield "\t" if name == "tab" else "\n"
            elif name in HANGING:
                kind: Kind = "footnote" if name == "note" else "textbox"
                self._attached.append((kind, child, place or Place(paragraph=self._paragraphs + 1)))
            elif name in UNSEEN or depth > DEPTH:
                pass
            elif self._is_hidden(child):
                self.hidden += len("".join("".join(map(str, child.itertext())).split()))
            else:
                yield from self._words(child, place, depth + 1)
            yield SPACES.sub(" ", child.tail or "")

    def _is_hidden(self, element: etree._Element) -> bool:
        return value(element, "display") == "none" or self.styles.hidden(value(element, "style-name"))


def _spanned(cell: etree._Element, column: int, row: int) -> dict[int, tuple[int, int]]:
    """The first and last row that a cell takes up, for each of its columns."""
    down, across = (
        min(int(value(cell, f"number-{way}-spanned") or 1), REPEATED) for way in ("rows", "columns")
    )
    return dict.fromkeys(range(column, column + across), (row, row + down - 1))
