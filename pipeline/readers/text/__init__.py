"""Plain text: one block a line, except where lines with tabs form a table; then one block a cell.

A cell whose paragraphs stand on lines of their own is one block from the first of them to the last.
"""

from collections.abc import Iterator

from models import Block, Place, Problem
from pipeline.readers.assemble import Parsed, clean
from pipeline.readers.limits import Limits
from pipeline.readers.problems import problem
from pipeline.readers.text.encoding import MIXED, decode
from pipeline.readers.text.tables import Line, Row, rows_of


def parse(data: bytes, limits: Limits) -> Parsed | Problem:  # noqa: ARG001 - every reader has this signature
    """Read a plain text file of any Chinese encoding."""
    decoded = decode(data)
    if decoded is None:
        return problem("not_text")
    raw = clean(decoded.text.replace("\r\n", "\n").replace("\r", "\n"))
    if not raw.strip():
        return problem("no_words")
    damage = [problem("bad_bytes", count=decoded.damaged)] if decoded.damaged else []
    damage += [problem("mixed_encodings")] if decoded.encoding == MIXED else []
    return Parsed(reader=decoded.encoding, raw=raw, blocks=tuple(_blocks(raw)), problems=tuple(damage))


def _blocks(raw: str) -> Iterator[Block]:
    lines = _lines(raw)
    rows = rows_of(lines)
    last: Block | None = None
    for line in lines:
        for block in _blocks_of(line, rows.get(line.number)):
            if last and block.kind == "cell" and block.place == last.place:
                last = last.model_copy(update={"end": block.end})
                continue
            if last:
                yield last
            last = block
    if last:
        yield last


def _blocks_of(line: Line, row: Row | None) -> Iterator[Block]:
    if row:
        yield from _cells(line, row)
    elif line.text.strip():
        yield Block(start=line.start, end=line.end, place=Place(paragraph=line.number))


def _lines(raw: str) -> list[Line]:
    lines, at = [], 0
    for number, text in enumerate(raw.split("\n"), 1):
        lines.append(Line(number, at, text))
        at += len(text) + 1
    return lines


def _cells(line: Line, row: Row) -> Iterator[Block]:
    words = line.text
    for lost in row.lost:
        words = words[:lost] + "\t" + words[lost + 1 :]
    indent = len(words) - len(words.lstrip("\t")) if row.column > 1 else 0
    at = line.start + indent
    for column, text in enumerate(words[indent:].split("\t"), row.column):
        place = Place(table=row.table, row=row.row, column=column)
        yield Block(start=at, end=at + len(text), place=place, kind="cell")
        at += len(text) + 1
