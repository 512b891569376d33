"""From characters with places to lines of text; both PDF libraries are brought to this form."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from operator import itemgetter
from statistics import fmean, median
from typing import NamedTuple

SAME_ROW = 0.35
WORD_GAP = 0.15
WIDE_GAP = 0.75
OVERPRINT = 0.3
SMALL = 0.75
RAISED = 0.6
LIFTED = 0.1
SYMBOL_FONT = ("\uf000", "\uf0ff")
BULLET = "•"
BLANKS = "_＿"
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
    is 0 for a line across the page, 1 and 2 for one left and right of a gutter. `raised` are the spans of
    raised characters in its text, such as the mark of a footnote.
    """

    text: str
    x0: float
    x1: float
    base: float
    em: float
    gaps: bool = False
    score: float = 1.0
    column: int = 0
    raised: tuple[tuple[int, int], ...] = ()

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
    return _with_raised(rows)


def _with_raised(rows: list[list[Glyph]]) -> list[list[Glyph]]:
    """Rows of small characters just above the baseline of another row are raised characters of that row."""
    merged: list[list[Glyph]] = []
    for row in reversed(rows):
        below = merged[-1] if merged else None
        if below and _is_raised(row, median(one.height for one in below), median(one.base for one in below)):
            below.extend(row)
        else:
            merged.append(row)
    return merged[::-1]


def _is_raised(row: list[Glyph], height: float, base: float) -> bool:
    return max(one.height for one in row) < SMALL * height and base - row[0].base < RAISED * height


def _line(row: list[Glyph]) -> Line | None:
    glyphs = _once(_written_on(sorted(row, key=lambda glyph: glyph.x0)))
    seen = [glyph for glyph in glyphs if not glyph.char.isspace()]
    if not seen:
        return None
    em = _em(seen)
    spaces = ["", *(_space(one, other, em) for one, other in pairwise(glyphs))]
    written = list(map(str.__add__, spaces, map(_written, glyphs)))
    text = "".join(written).strip()
    raised = tuple(_raised(glyphs, written))
    if SYMBOL_FONT[0] <= text[0] <= SYMBOL_FONT[1]:
        text = BULLET + text[1:]
    end, base = max(glyph.x1 for glyph in seen), median(glyph.base for glyph in seen)
    score = fmean(glyph.score for glyph in seen)
    return Line(text, seen[0].x0, end, base, em, any(spaces), score, raised=raised)


def _raised(glyphs: list[Glyph], written: list[str]) -> Iterator[tuple[int, int]]:
    """The spans of small characters above the baseline, in the text that `written` makes up."""
    high, base = median(glyph.height for glyph in glyphs), median(glyph.base for glyph in glyphs)
    lifted = [one.height < SMALL * high and one.base < base - LIFTED * high for one in glyphs]
    if not any(lifted):
        return
    text = "".join(written)
    at = len(text.lstrip()) - len(text)
    for up, group in groupby(zip(lifted, written, strict=True), key=itemgetter(0)):
        words = "".join(word for _, word in group)
        if up:
            yield at + len(words) - len(words.lstrip()), at + len(words)
        at += len(words)


def _once(glyphs: list[Glyph]) -> list[Glyph]:
    """Without second prints of the same character, a habit of programs that have no bold face."""
    kept: list[Glyph] = []
    for glyph in glyphs:
        last = kept[-1] if kept else None
        width = glyph.x1 - glyph.x0
        if not last or last.char != glyph.char or glyph.x0 - last.x0 >= OVERPRINT * width:
            kept.append(glyph)
    return kept


def _written_on(glyphs: list[Glyph]) -> list[Glyph]:
    """Without the parts of a line to write on that have words on them; `glyphs` from left to right."""
    if not any(glyph.char in BLANKS for glyph in glyphs):
        return glyphs
    words = [glyph for glyph in glyphs if glyph.char not in BLANKS and not glyph.char.isspace()]
    starts = [glyph.x0 for glyph in words]
    kept = []
    for glyph in glyphs:
        at = bisect_right(starts, (glyph.x0 + glyph.x1) / 2) - 1
        under = glyph.char in BLANKS and at >= 0 and (glyph.x0 + glyph.x1) / 2 < words[at].x1
        if not under:
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
