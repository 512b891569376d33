"""From Word's XML to pieces: body order, tables cell by cell, text boxes and notes after the body."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

from docx.oxml.ns import qn

from models import Place
from pipeline.readers.assemble import Piece, lines_of
from pipeline.readers.word.names import (
    CELL,
    PARAGRAPH,
    ROW,
    TABLE,
    Element,
    find,
    number,
    switch,
    value,
    within,
)
from pipeline.readers.word.numbering import Counters, Numbering
from pipeline.readers.word.package import Parts
from pipeline.readers.word.remarks import Placed, Remark
from pipeline.readers.word.runs import EMPTY, Content, RunReader
from pipeline.readers.word.scanned_pictures import ScannedPictures
from pipeline.readers.word.styles import Styles

LARGE = "large picture"
Kind = Literal["paragraph", "textbox", "footnote"]
ALT_CHUNK, SUB_DOCUMENT = qn("w:altChunk"), qn("w:subDoc")
ELSEWHERE = {
    ALT_CHUNK: Remark("object", "另一份文件"),
    SUB_DOCUMENT: Remark("object", "子文档"),
}
REVISED_CELL = "w:tcPr/w:cellDel"


class Attached(NamedTuple):
    """A text box or note: its content, its kind, the place it hangs on, the counts of its numbers."""

    content: Element
    kind: Kind
    place: Place
    counters: Counters


class Walker:
    """Walks one document once, in the order in which Word counts its numbers."""

    def __init__(self, parts: Parts, pictures: ScannedPictures) -> None:
        self._pictures = pictures
        self._styles = Styles(parts.styles)
        self.runs = RunReader(self._styles)
        self.counters = Counters(Numbering(parts.numbering, self._styles))
        self.remarks: list[Placed] = []
        self._notes = {
            "footnote": _notes(parts.footnotes, "w:footnote"),
            "endnote": _notes(parts.endnotes, "w:endnote"),
        }
        self._note_counters = {kind: self.counters.story() for kind in self._notes}
        self._counting = self.counters
        self._paragraphs = 0
        self._tables = 0
        self._attached: list[Attached] = []

    def walk(self, body: Element) -> list[Piece]:
        """All pieces of the document, what hangs on the body after it."""
        pieces = list(self._story(body, "paragraph", None))
        while self._attached:
            waiting, self._attached = self._attached, []
            for kind in ("textbox", "footnote"):
                for one in waiting:
                    if one.kind == kind:
                        self._counting = one.counters
                        pieces += self._story(one.content, one.kind, one.place)
        return pieces

    def _story(self, container: Element, kind: Kind, place: Place | None) -> Iterator[Piece]:
        """The pieces of a container of paragraphs and tables; body paragraphs get their place by counting."""
        for element, content in self._flow(container):
            if element.tag == TABLE:
                yield from self._table(element, kind, place)
                continue
            text, generated = self._numbered(element, content)
            self._paragraphs += bool(text) and place is None
            where = place or Place(paragraph=self._paragraphs or None)
            if text:
                level = self._styles.outline(element) if kind == "paragraph" else None
                first, *further = lines_of(text)
                yield Piece(first, where, kind, level, generated)
                yield from (Piece(line, where, kind, level) for line in further)
            else:
                yield from self._written_on(content.remarks, where)
            self._attach(content, where)

    def _written_on(self, remarks: list[Remark], where: Place) -> Iterator[Piece]:
        """The words on the pictures of a paragraph that has none of its own."""
        for at, remark in enumerate(remarks):
            pieces = self._pictures.read(remark.key, where, self._tables) if remark.kind == LARGE else []
            if pieces:
                remarks[at] = remark._replace(kind="recognised")
                self._tables = max(self._tables, *(piece.place.table or 0 for piece in pieces))
                yield from pieces

    def _flow(self, container: Element) -> Iterator[tuple[Element, Content]]:
        """Paragraphs with their content, tables with none; a deleted paragraph end joins two paragraphs."""
        before: list[Content] = []
        last: Element | None = None
        for element in within(container, PARAGRAPH, TABLE, *ELSEWHERE):
            if element.tag == PARAGRAPH:
                before.append(self.runs.read(element))
                last = element
                if _end_deleted(element):
                    continue
            elif element.tag in ELSEWHERE:
                before.append(EMPTY._replace(remarks=[ELSEWHERE[element.tag]]))
                continue
            if last is not None:
                yield last, _joined(before)
                before, last = [], None
            if element.tag == TABLE:
                yield element, EMPTY
        if before:
            yield (container if last is None else last), _joined(before)

    def _numbered(self, paragraph: Element, content: Content, *, alone: bool = False) -> tuple[str, int]:
        """The text with its automatic number before it, and the number's length.

        A number without text is shown only where it may stand `alone`, in a table cell.
        """
        text = content.text.strip()
        left_out = any(one.kind in ("contents", "placeholder") for one in content.remarks)
        ref = self._styles.number(paragraph)
        if ref is None or (not text and (left_out or switch(paragraph, "w:pPr/w:rPr/w:vanish"))):
            return text, 0
        label = self._counting.next(ref)
        if not text:
            label = label.strip() if alone else ""
        return label + text, len(label)

    def _attach(self, content: Content, place: Place) -> None:
        self.remarks += [Placed(place, remark) for remark in content.remarks]
        self._attached += [
            Attached(box, "textbox", place, self.counters.story()) for box in content.textboxes
        ]
        for note in content.notes:
            found = self._notes[note.kind].pop(note.key, None)
            if found is not None:
                self._attached.append(Attached(found, "footnote", place, self._note_counters[note.kind]))

    def _table(self, table: Element, kind: Kind, place: Place | None) -> Iterator[Piece]:
        rows = [row for row in within(table, ROW) if not _row_gone(row)]
        if not rows:
            return
        only = list(within(rows[0], CELL)) if len(rows) == 1 else []
        if len(only) == 1:  # a frame around text, not a table
            yield from self._story(only[0], kind, place)
            return
        self._tables += 1
        table_number, nested = self._tables, list[Piece]()
        for row_number, row in enumerate(rows, 1):
            where = Place(table=table_number, row=row_number)
            cells = list(self._cells(row, where, nested))
            if any(cell.text for cell in cells):
                yield from cells
        yield from nested

    def _cells(self, row: Element, where: Place, nested: list[Piece]) -> Iterator[Piece]:
        column = 1 + (number(row, "w:trPr/w:gridBefore") or 0)
        for cell in within(row, CELL):
            place = where.model_copy(update={"column": column})
            unread = _covered(cell) or find(cell, REVISED_CELL) is not None
            text, generated = ("", 0) if unread else self._cell(cell, place, nested)
            yield Piece(text, place, "cell", generated=generated, covered=_goes_on(cell, "w:vMerge"))
            column += max(1, number(cell, "w:tcPr/w:gridSpan") or 1)

    def _cell(self, cell: Element, place: Place, nested: list[Piece]) -> tuple[str, int]:
        """The text of a cell and the length of its number; tables inside it go to `nested`."""
        parts: list[tuple[str, int]] = []
        for element, content in self._flow(cell):
            if element.tag == TABLE:
                nested += self._table(element, "paragraph", place)
                continue
            parts.append(self._numbered(element, content, alone=True))
            self._attach(content, place)
        shown = [(text, generated) for text, generated in parts if text]
        return "\n".join(text for text, _ in shown), shown[0][1] if shown else 0


def _joined(contents: list[Content]) -> Content:
    return Content(
        "".join(one.text for one in contents),
        [box for one in contents for box in one.textboxes],
        [note for one in contents for note in one.notes],
        [remark for one in contents for remark in one.remarks],
    )


def _end_deleted(paragraph: Element) -> bool:
    return any(find(paragraph, f"w:pPr/w:rPr/{tag}") is not None for tag in ("w:del", "w:moveFrom"))


def _row_gone(row: Element) -> bool:
    return find(row, "w:trPr/w:del") is not None or bool(switch(row, "w:trPr/w:hidden"))


def _covered(cell: Element) -> bool:
    """Whether the cell is only the lower or right part of a merged one."""
    return _goes_on(cell, "w:vMerge") or _goes_on(cell, "w:hMerge")


def _goes_on(cell: Element, merge: str) -> bool:
    """Whether a merge in this direction goes on in the cell and did not begin there."""
    path = f"w:tcPr/{merge}"
    return find(cell, path) is not None and value(cell, path) in (None, "continue")


def _notes(root: Element | None, tag: str) -> dict[str, Element]:
    found = root.iterchildren(qn(tag)) if root is not None else ()
    return {note.get(qn("w:id"), ""): note for note in found}
