"""Markdown: the words without the marks; headings, numbers of lists as written, tables cell by cell."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from models import Place, Problem
from pipeline.readers.assemble import Parsed, Piece, clean, join
from pipeline.readers.limits import Limits
from pipeline.readers.pdf.paragraphs import ends_sentence, opens_item
from pipeline.readers.problems import problem
from pipeline.readers.text.encoding import decode

if TYPE_CHECKING:
    from markdown_it.token import Token

READER = "markdown-it"
FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*\n", re.DOTALL)
QUOTED = 30
TITLE = re.compile(r"^title\s*[:：]\s*[\"“']?(.+?)[\"”']?\s*$", re.MULTILINE)
TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^>]*>", re.DOTALL)
BREAKS = ("softbreak", "hardbreak")


def parse(data: bytes, limits: Limits) -> Parsed | Problem:
    """Read a Markdown file of any Chinese encoding."""
    if len(data) > limits.xml_bytes:
        return problem("too_big", limit=limits.xml_bytes >> 20)
    decoded = decode(data)
    if decoded is None:
        return problem("not_text")
    source = clean(decoded.text).replace("\r\n", "\n").replace("\r", "\n")
    front = FRONT.match(source)
    skipped = front[0] if front else ""
    raw, blocks = join(list(_pieces(source[len(skipped) :], skipped.count("\n"))))
    if not raw.strip():
        return problem("no_words")
    title = TITLE.search(skipped)
    told = TITLE.sub("", front[1]).strip() if front else ""
    return Parsed(
        reader=f"{READER}, {decoded.encoding}",
        raw=raw,
        blocks=blocks,
        problems=tuple(_remarks(told, decoded.damaged)),
        metadata=({"title": title[1]} if title else {}) | ({"front": told} if told else {}),
    )


def _remarks(front: str, damaged: int) -> Iterator[Problem]:
    if damaged:
        yield problem("bad_bytes", count=damaged)
    if front:
        line = "；".join(front.split("\n"))
        yield problem("md_front", text=f"“{line[:QUOTED]}{'…' * (len(line) > QUOTED)}”")


def _pieces(source: str, lines_before: int) -> Iterator[Piece]:
    """The pieces of the text; the place of a paragraph is the number of its line in the file."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source)
    label, level, cells = "", None, _Cells()
    for token in tokens:
        if token.type == "list_item_open":
            label = f"{token.info}{token.markup}" if token.info else ""
        elif token.type == "heading_open":
            level = int(token.tag[1:])
        elif not cells.follows(token):
            line = (token.map[0] if token.map else 0) + 1 + lines_before
            for piece in _written(token, line, cells.place):
                yield piece if cells.place else piece._replace(text=label + piece.text, level=level)
                label, level = "", None


def _written(token: "Token", line: int, cell: Place | None) -> Iterator[Piece]:
    """The words that a token stands for."""
    if token.type == "inline":
        for text, below in _lines(token.children or ()):
            if cell:
                yield Piece(text, cell, "cell")
            elif text:
                yield Piece(text, Place(paragraph=line + below))
    elif token.type in ("code_block", "fence", "html_block"):
        opening = int(token.type == "fence")
        for below, text in enumerate(TAG.sub("", token.content).split("\n"), opening):
            if text.strip():
                yield Piece(text.strip(), Place(paragraph=line + below))


class _Cells:
    """Counts tables, rows and columns as their tokens pass; `place` is None outside tables."""

    def __init__(self) -> None:
        self.place: Place | None = None
        self._table = self._row = self._column = 0

    def follows(self, token: "Token") -> bool:
        """Whether the token only opens or closes a part of a table."""
        if token.type == "table_open":
            self._table, self._row = self._table + 1, 0
        elif token.type == "tr_open":
            self._row, self._column = self._row + 1, 0
        elif token.type in ("th_open", "td_open"):
            self._column += 1
            self.place = Place(table=self._table, row=self._row, column=self._column)
        elif token.type in ("th_close", "td_close"):
            self.place = None
        else:
            return False
        return True


def _lines(tokens: "Sequence[Token]") -> list[tuple[str, int]]:
    """The paragraphs in one run of lines, each with how many lines down it begins.

    Who writes Chinese text seldom leaves a line empty between paragraphs: a line that follows a finished
    sentence, or opens an item, begins a paragraph; other lines go on with the one before.
    """
    groups = groupby(tokens, key=lambda token: token.type in BREAKS)
    lines = ["".join(map(_words, group)).strip() for is_break, group in groups if not is_break]
    found: list[tuple[str, int]] = []
    for at, line in enumerate(lines):
        if found and not ends_sentence(found[-1][0]) and not opens_item(line):
            found[-1] = found[-1][0] + "\n" + line, found[-1][1]
        else:
            found.append((line, at))
    return found or [("", 0)]


def _words(token: "Token") -> str:
    if token.type == "html_inline":
        return "\n" if token.content.lower().startswith("<br") else ""
    if token.type == "image":
        return ""
    return token.content if not token.children else "".join(map(_words, token.children))
