"""From characters with places to lines of text; both PDF libraries are brought to this form."""

from collections.abc import Iterable
from itertools import pairwise
from statistics import fmean, median
from typing import NamedTuple

SAME_ROW = 0.35
WORD_GAP = 0.15
WIDE_GAP = 0.75
OVERPRINT = 0.3
SYMBOL_FONT = ("\uf000", "\uf0ff")
BULLET = "•"
BROKEN = "\ufffd"


class Glyph(NamedTuple):
    """One character, from where to where it stands on its baseline, and how high its font is.

    Heights on the page grow downwards from its top. `score` says how sure a recognised character is.
    """

    char: str
    x0: float
    x1: float
    base: float
    height: float
    score: float = 1.0


class Line(NamedTuple):
    """One printed line; `em` is the width of one of its Chinese characters.

    `gaps` says that it has spaces which the file does not spell out: something may be missing there. `column`
    is 0 for a line across the page, 1 and 2 for one left and right of a gutter.
    """

    text: str
    x0: float
    x1: float
    base: float
    em: float
    gaps: bool = False
    score: float = 1.0
    column: int = 0

    @property
    def top(self) -> float:
        """How far down the page its characters begin."""
        return self.base - self.em


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """The printed lines from top to bottom, without indentation."""
    return [line for row in rows_of(glyphs) if (line := _line(row))]


def glue(before: str, after: str) -> str:
    """Two pieces of one broken line: a space only between two Latin words."""
    latin = before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha()
    return f"{before} {after}" if latin else before + after


def rows_of(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """The characters that share a baseline, give or take a raised or lowered one."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: one.base):
        first = rows[-1][0] if rows else None
        if first and glyph.base - first.base < SAME_ROW * max(glyph.height, first.height):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _line(row: list[Glyph]) -> Line | None:
    glyphs = _once(sorted(row, key=lambda glyph: glyph.x0))
    seen = [glyph for glyph in glyphs if not glyph.char.isspace()]
    if not seen:
        return None
    em = _em(seen)
    spaces = ["", *(_space(one, other, em) for one, other in pairwise(glyphs))]
    text = "".join(map(str.__add__, spaces, map(_written, glyphs))).strip()
    if SYMBOL_FONT[0] <= text[0] <= SYMBOL_FONT[1]:
        text = BULLET + text[1:]
    end, base = max(glyph.x1 for glyph in seen), median(glyph.base for glyph in seen)
    return Line(text, seen[0].x0, end, base, em, any(spaces), fmean(glyph.score for glyph in seen))


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """Without second prints of the same character, a habit of programs that have no bold face."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        last = kept[-1] if kept else None
        width = glyph.x1 - glyph.x0
        if not last or last.char != glyph.char or glyph.x0 - last.x0 >= OVERPRINT * width:
            kept.append(glyph)
    return kept


def _em(glyphs: list[Glyph]) -> float:
    wide = [glyph.x1 - glyph.x0 for glyph in glyphs if "一" <= glyph.char <= "鿿"]
    return median(wide or [glyph.height for glyph in glyphs])


def _space(before: Glyph, after: Glyph, em: float) -> str:
    """A space where the page leaves one that the file does not spell out."""
    if before.char.isspace() or after.char.isspace():
        return ""
    words = before.char.isascii() and after.char.isascii()
    return " " if after.x0 - before.x1 > em * (WORD_GAP if words else WIDE_GAP) else ""


def _written(glyph: Glyph) -> str:
    return " " if glyph.char in "\t\n\r" else glyph.char
