"""What office-oxide finds in a document, as pieces: body, tables cell by cell, then boxes and notes."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from models import Place
from pipeline.readers.assemble import Piece

Node = dict[str, Any]
Kind = Literal["paragraph", "textbox", "footnote"]
ATTACHED: dict[str, Kind] = {"text_box": "textbox", "footnote": "footnote", "endnote": "footnote"}
DEPTH = 50


class Story:
    """Walks one document once; `numbered` counts the paragraphs whose automatic numbers are not known."""

    def __init__(self) -> None:
        self.numbered = 0
        self._paragraphs = 0
        self._tables = 0
        self._attached: list[tuple[Kind, list[Node], Place]] = []

    def pieces(self, document: Node) -> list[Piece]:
        """All pieces; what hangs on the body follows it, headers of pages are no part of it."""
        found: list[Piece] = []
        for section in document["sections"]:
            found += self._flow(section["elements"])
        for kind, content, place in self._attached:
            found += [Piece(text, place, kind) for text in self._texts(content)]
        return found

    def margins(self, document: Node) -> dict[str, list[str]]:
        """The lines of headers and footers."""
        return {
            part: [
                text
                for section in document["sections"]
                for key, found in section.items()
                if key.endswith(part) and isinstance(found, dict)
                for text in self._texts(found.get("content") or ())
            ]
            for part in ("header", "footer")
        }

    def _flow(self, elements: Sequence[Node]) -> Iterator[Piece]:
        for element in elements:
            kind = element.get("type")
            if kind == "table":
                yield from self._table(element)
            elif kind in ATTACHED:
                place = Place(paragraph=self._paragraphs or None)
                self._attached.append((ATTACHED[kind], element["content"], place))
            else:
                for text in self._texts([element]):
                    self._paragraphs += 1
                    yield Piece(text, Place(paragraph=self._paragraphs))

    def _table(self, table: Node) -> Iterator[Piece]:
        self._tables += 1
        number = self._tables
        for row_number, row in enumerate(table["rows"], 1):
            column, pieces = 1, []
            for cell in row["cells"]:
                place = Place(table=number, row=row_number, column=column)
                pieces.append(Piece("\n".join(self._texts(cell["content"])), place, "cell"))
                column += max(1, int(cell.get("col_span") or 1))
            if any(piece.text for piece in pieces):
                yield from pieces

    def _texts(self, elements: Sequence[Node], depth: int = 0) -> Iterator[str]:
        """The paragraphs in these elements, whatever lists or tables they stand in."""
        for element in elements if depth < DEPTH else ():
            kind = element.get("type")
            if kind in ("paragraph", "heading"):
                lines = "".join(_words(run) for run in element["content"]).split("\n")
                yield from (line.strip() for line in lines if line.strip())
            elif kind == "list":
                yield from self._items(element, depth)
            elif kind == "table":
                for row in element["rows"]:
                    for cell in row["cells"]:
                        yield from self._texts(cell["content"], depth + 1)
            else:
                yield from self._texts(element.get("content") or (), depth + 1)

    def _items(self, items: Node, depth: int) -> Iterator[str]:
        for item in items["items"]:
            for text in self._texts(item["content"], depth + 1):
                self.numbered += bool(items.get("ordered"))
                yield text
            if item.get("nested"):
                yield from self._items(item["nested"], depth + 1)


def _words(run: Node) -> str:
    if run.get("type") == "line_break":
        return "\n"
    text = run.get("text")
    return text.replace("\v", "\n").replace("\r", "\n") if isinstance(text, str) else ""
