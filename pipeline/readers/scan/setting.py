"""How recognised characters are set: recognition says roughly where each stands, type is set evenly.

Fitted to even setting, lines measure up like those of a PDF, and a wide space between two words shows.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from pipeline.readers.pdf.glyphs import Glyph
from pipeline.readers.scan.engine import Strip, Written

NARROW = 0.5
WIDE_FROM = "⺀"
ENOUGH = 5
SPACE = 1.3
BASELINE = 0.38
TALLEST = 1.5


def glyphs_of(strips: Sequence[Strip]) -> Iterator[Glyph]:
    """The characters of recognised lines, evenly set, in pixels."""
    usual = _usual(strips)
    for strip in strips:
        em, middle = _em(strip, usual), (strip.top + strip.bottom) / 2
        for run in _runs(strip.characters, em):
            left, step = _fitted(run, em)
            for one, (start, end) in zip(run, _extents(run), strict=True):
                x0, x1 = left + start * step, left + end * step
                yield Glyph(one.char, x0, x1, middle + BASELINE * em, em, one.score)


def _usual(strips: Sequence[Strip]) -> tuple[float, float]:
    """The height of a line of the page's usual type, and the size of that type."""
    long = [strip for strip in strips if len(strip.characters) >= ENOUGH] or strips
    if not long:
        return 1.0, 1.0
    return median(map(_height, long)), median(_em(strip, None) for strip in long)


def _em(strip: Strip, usual: tuple[float, float] | None) -> float:
    """The size of the type: what an even setting gives, within reason of the line's height.

    A word of a few characters says too little; where it may be of the usual size, it is.
    """
    height = _height(strip)
    if len(strip.characters) >= ENOUGH:
        return min(max(_step(strip.characters), height / TALLEST), height * TALLEST)
    if usual and height / TALLEST < usual[0] < height * TALLEST:
        return usual[1]
    return height


def _step(characters: Sequence[Written]) -> float:
    """How wide a full-width character is: the usual distance between two middles, spaces or not."""
    steps = (
        (other.x0 + other.x1 - one.x0 - one.x1) / (_width(one) + _width(other))
        for one, other in pairwise(characters)
    )
    return median(steps)


def _height(strip: Strip) -> float:
    return strip.bottom - strip.top


def _fitted(run: Sequence[Written], em: float) -> tuple[float, float]:
    """Where a run begins, and the width of a full-width character in it."""
    if len(run) < ENOUGH:
        centre = (run[0].x0 + run[-1].x1) / 2
        return centre - em * _extents(run)[-1][1] / 2, em
    return _regression(run)


def _regression(run: Sequence[Written]) -> tuple[float, float]:
    """The straight line through the characters' middles, by least squares: its start and its slope."""
    places = [(start + end) / 2 for start, end in _extents(run)]
    found = [(one.x0 + one.x1) / 2 for one in run]
    mean, mean_found = sum(places) / len(run), sum(found) / len(run)
    spread = sum((place - mean) ** 2 for place in places)
    step = sum((place - mean) * at for place, at in zip(places, found, strict=True)) / spread
    return mean_found - step * mean, step


def _runs(characters: Sequence[Written], em: float) -> Iterator[Sequence[Written]]:
    """The characters, parted where more than a full-width space lies between two."""
    start = 0
    for at, (one, other) in enumerate(pairwise(characters), 1):
        apart = (other.x0 + other.x1 - one.x0 - one.x1) / 2
        if apart - em * (_width(one) + _width(other)) / 2 > SPACE * em:
            yield characters[start:at]
            start = at
    yield characters[start:]


def _extents(run: Sequence[Written]) -> list[tuple[float, float]]:
    """From where to where each character reaches when full-width ones are one wide."""
    extents = []
    at = 0.0
    for one in run:
        extents.append((at, at + _width(one)))
        at += _width(one)
    return extents


def _width(one: Written) -> float:
    """Full-width are the Chinese characters, their punctuation and the full-width forms."""
    wide = one.char >= WIDE_FROM or one.char in "“”‘’—…·①②③④⑤⑥⑦⑧⑨⑩"
    return 1.0 if wide else NARROW
