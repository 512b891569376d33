"""A picture of a page as a `Page`: what was recognised on it, in the form in which PDF pages are laid out."""

from collections.abc import Iterator, Sequence
from typing import Any

from models import Problem
from pipeline.readers.pdf.glyphs import Glyph
from pipeline.readers.pdf.page import Box, Grid, Page
from pipeline.readers.problems import problem
from pipeline.readers.scan.confused import put_right
from pipeline.readers.scan.engine import NAME, Strip, Written
from pipeline.readers.scan.outline import flattened
from pipeline.readers.scan.rules import ruled
from pipeline.readers.scan.setting import glyphs_of
from pipeline.readers.scan.stamp import without_seals
from pipeline.readers.scan.upright import set_upright

PAPER = 842.0
DARK = 128
BLANK = 0.0005
LEGIBLE = 0.5
DOUBTFUL = 0.75
AROUND = 8
LISTED = 12


def scanned(picture: Any, place: str) -> Page:
    """What is recognised on an RGB picture; `place` names the page in the remarks.

    Lengths are in points of a page whose longer side is that of A4.
    """
    clean, seals = without_seals(flattened(picture))
    upright, strips = set_upright(clean)
    legible, righted = put_right([strip for strip in strips if strip.score >= LEGIBLE])
    if not any(one.char.isalnum() for strip in legible for one in strip.characters):
        legible = []
    height, width = upright.shape[:2]
    points = PAPER / max(height, width)
    return Page(
        reader=NAME,
        width=width * points,
        height=height * points,
        glyphs=list(_glyphs(legible, points)),
        grids=[_scaled(grid, points) for grid in ruled(upright)],
        filled=bool((clean < DARK).mean() > BLANK),
        remarks=tuple(_remarks(legible, righted, len(strips) - len(legible), seals, place)),
        scanned=True,
    )


def _glyphs(strips: Sequence[Strip], points: float) -> Iterator[Glyph]:
    for glyph in glyphs_of(strips):
        x0, x1, base, height = (length * points for length in glyph[1:5])
        yield Glyph(glyph.char, x0, x1, base, height, glyph.score)


def _scaled(grid: Grid, points: float) -> Grid:
    def scaled(box: Box) -> Box:
        return box[0] * points, box[1] * points, box[2] * points, box[3] * points

    return Grid(scaled(grid.box), [[scaled(box) if box else None for box in row] for row in grid.rows])


def _remarks(
    strips: Sequence[Strip], righted: Sequence[str], illegible: int, seals: int, place: str
) -> Iterator[Problem]:
    doubts = [doubt for strip in strips for doubt in _doubts(strip.characters)]
    if doubts:
        yield problem("scan_doubtful", place, count=len(doubts), words=_listed(doubts))
    if righted:
        yield problem("scan_confused", place, count=len(righted), words=_listed(righted))
    if illegible:
        yield problem("scan_illegible", place, count=illegible)
    if seals:
        yield problem("scan_seal", place, count=seals)


def _listed(words: Sequence[str]) -> str:
    return "、".join(f"「{word}」" for word in words[:LISTED]) + "等" * (len(words) > LISTED)


def _doubts(characters: Sequence[Written]) -> Iterator[str]:
    """The words around each character that may be another one; a bracket or stop in doubt changes nothing."""
    end = 0
    for at, one in enumerate(characters):
        if one.score < DOUBTFUL and one.char.isalnum() and at >= end:
            start, end = max(0, at - AROUND), at + AROUND + 1
            yield "".join(each.char for each in characters[start:end])
