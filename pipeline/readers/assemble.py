"""From what a reader found to a `Document`: pieces are laid end to end, blocks say which is which."""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from extractors.lookalikes import ordinary
from models import Block, Document, Gap, IndexMap, Place, Problem

CONTEXT = 20


class Piece(NamedTuple):
    """One paragraph or table cell as a reader found it, before it has a position in the raw text."""

    text: str
    place: Place
    kind: Literal["paragraph", "cell", "footnote", "textbox"] = "paragraph"
    level: int | None = None
    generated: int = 0
    confidence: float | None = None
    covered: bool | None = None


class Hole(NamedTuple):
    """Something unreadable that stands before the piece of index `before`."""

    before: int
    message: str


@dataclass(frozen=True)
class Parsed:
    """What reading a file yields; `reader` names the library or way that worked."""

    reader: str
    raw: str
    blocks: tuple[Block, ...]
    gaps: tuple[Gap, ...] = ()
    problems: tuple[Problem, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)


def clean(text: str) -> str:
    """`text` without what no text may hold: NUL is dropped, half a surrogate pair becomes U+FFFD.

    What only looks like an ordinary character is that character.
    """
    return ordinary(text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def lines_of(text: str) -> list[str]:
    """The lines that breaks by hand make of a paragraph, empty ones left out; indents stay."""
    return [line.rstrip() for line in text.split("\n") if line.strip()]


def join(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The raw text and its blocks: cells of one row are set apart by tabs, all else by line feeds."""
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for number, piece in enumerate(pieces):
        separator = _separator(pieces[number - 1], piece) if number else ""
        text = clean(piece.text)
        start = at + len(separator)
        at = start + len(text)
        parts += (separator, text)
        blocks.append(
            Block(
                start=start,
                end=at,
                place=piece.place,
                kind=piece.kind,
                level=piece.level,
                generated=piece.generated,
                confidence=piece.confidence,
                covered=piece.covered,
            )
        )
    return "".join(parts), tuple(blocks)


def _separator(before: Piece, piece: Piece) -> str:
    one, other = before.place, piece.place
    same_row = before.kind == piece.kind == "cell" and (one.table, one.row) == (other.table, other.row)
    return "\t" if same_row else "\n"


def gaps_of(holes: Sequence[Hole], raw: str, blocks: Sequence[Block]) -> Iterator[Gap]:
    """The gaps that `holes` leave in the joined text, with the words on each side."""
    for hole in holes:
        at = blocks[hole.before].start if hole.before < len(blocks) else len(raw)
        yield Gap(
            kind="unreadable",
            at=at,
            message=hole.message,
            before=raw[:at].rstrip()[-CONTEXT:],
            after=raw[at : at + CONTEXT],
        )


def identity(raw: str) -> str:
    """The document's id: the same words in another format, or broken into other lines, have the same."""
    return "D" + hashlib.sha256("".join(raw.split()).encode()).hexdigest()[:12]


def document(name: str, file_format: str, reading: Parsed) -> Document:
    """The document as read; its text is still the raw text, which `extractors.structure` refines."""
    return Document(
        id=identity(reading.raw),
        name=name,
        format=file_format,
        raw=reading.raw,
        text=reading.raw,
        index=IndexMap(runs=((0, 0, len(reading.raw)),) if reading.raw else ()),
        blocks=reading.blocks,
        gaps=reading.gaps,
        problems=reading.problems,
        reader=reading.reader,
        metadata=reading.metadata,
    )


def unreadable(name: str, file_format: str, problem: Problem) -> Document:
    """A document that gave nothing; `problem` says why."""
    return document(name, file_format, Parsed(reader="", raw="", blocks=(), problems=(problem,)))
