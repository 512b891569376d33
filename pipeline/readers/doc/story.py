"""What office-oxide finds in a document, as pieces: body, tables cell by cell, then boxes and notes."""

from collections.abc import Iterator, Sequence
from typing import Any, Literal

from models import Place
from pipeline.readers.assemble import Hole, Piece, lines_of
from pipeline.readers.doc.rows import Row, columns

Node = dict[str, Any]
Kind = Literal["paragraph", "textbox", "footnote"]
ATTACHED: dict[str, Kind] = {"text_box": "textbox", "footnote": "footnote", "endnote": "footnote"}
DEPTH = 50
_Cell = tuple[int, Node | None, bool | None]
"""A cell: its column, None for one that is covered, and whether the one that covers it stands above."""


class Story:
    """Walks one document once; `numbered` counts the paragraphs whose automatic numbers are not known.

    The library drops the parts of merged cells and does not say which; `rows`, read from the file beside it,
    does. Where they do not fit, rows narrower than others are left out: `holes` says where.
    """

    def __init__(self, rows: Sequence[Row] = ()) -> None:
        self.numbered = 0
        self.holes: list[Hole] = []
        self._rows = list(rows)
        self._pieces: list[Piece] = []
        self._paragraphs = 0
        self._tables = 0
        self._attached: list[tuple[Kind, list[Node], Place]] = []

    def pieces(self, document: Node) -> list[Piece]:
        """All pieces; what hangs on the body follows it, headers of pages are no part of it."""
        flows = [section["elements"] for section in document["sections"]]
        tables = [one for flow in flows for one in flow if one.get("type") == "table"]
        if len(self._rows) != sum(len(table["rows"]) for table in tables):
            self._rows = []
        for flow in flows:
            for piece in self._flow(flow):
                self._pieces.append(piece)
        for kind, content, place in self._attached:
            self._pieces += [
                Piece(line, place, kind) for text in self._texts(content) for line in lines_of(text)
            ]
        return self._pieces

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
                    place = Place(paragraph=self._paragraphs)
                    yield from (Piece(line, place) for line in lines_of(text))

    def _table(self, table: Node) -> Iterator[Piece]:
        self._tables += 1
        for number, cells in enumerate(self._columns(table["rows"]), 1):
            where = Place(table=self._tables, row=number)
            if cells is None:
                self.holes.append(
                    Hole(len(self._pieces), f"{where.label()}有合并单元格，分不清各格在哪一列，没有读入")
                )
                continue
            texts = [
                (column, "\n".join(self._texts(cell["content"])) if cell else "", under)
                for column, cell, under in cells
            ]
            if any(text for _, text, _ in texts):
                yield from (
                    Piece(text, where.model_copy(update={"column": column}), "cell", covered=under)
                    for column, text, under in texts
                )

    def _columns(self, rows: Sequence[Node]) -> Iterator[list[_Cell] | None]:
        """The cells of each row by column; None for a row that is not understood."""
        told, self._rows = self._rows[: len(rows)], self._rows[len(rows) :]
        if told and all(
            len(row["cells"]) == one.covered.count(False) for row, one in zip(rows, told, strict=True)
        ):
            for row, one, at in zip(rows, told, columns(told), strict=True):
                cells = iter(row["cells"])
                yield [
                    (column, None if covered else next(cells), under)
                    for column, covered, under in zip(at, one.covered, one.under, strict=True)
                ]
            return
        widest = max((len(row["cells"]) for row in rows), default=0)
        for row in rows:
            known = len(row["cells"]) in (1, widest)
            yield [(at, cell, None) for at, cell in enumerate(row["cells"], 1)] if known else None

    def _texts(self, elements: Sequence[Node], depth: int = 0) -> Iterator[str]:
        """The paragraphs in these elements, in lists and tables too; breaks by hand are line feeds."""
        for element in elements if depth < DEPTH else ():
            kind = element.get("type")
            if kind in ("paragraph", "heading"):
                whole = "".join(_words(run) for run in element["content"]).split("\r")
                lines = (map(str.strip, lines_of(text)) for text in whole)
                yield from filter(None, map("\n".join, lines))
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
    return text.replace("\v", "\n") if isinstance(text, str) else ""
