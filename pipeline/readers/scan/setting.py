"""How recognised characters are set: recognition says roughly where each stands, type is set evenly.

Fitted to even setting between its two ends, a recognised line measures up like one of a PDF; of spaces only
wide ones are believed.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from pipeline.readers.pdf.glyphs import Glyph
from pipeline.readers.scan.engine import Strip, Written

NARROW = 0.5
WIDE_FROM = "⺀"
WIDE_TOO = "“”‘’—…·①②③④⑤⑥⑦⑧⑨⑩"
HALF_EMPTY_LEFT = "（《〈「『【〔“‘"
HALF_EMPTY_RIGHT = "）》〉」』】〕”’，。、；：？！"
HALF = 0.5
ENOUGH = 5
RELIABLE = 8
SPACE = 1.3
BASELINE = 0.38
LIKE = 1.2
LIKELY = 1.5
HIGHEST = 1.1
SPREAD = 1.25


def glyphs_of(strips: Sequence[Strip]) -> Iterator[Glyph]:
    """The characters of recognised lines, evenly set, in pixels."""
    usual = _usual(strips)
    for strip in strips:
        em, middle = _em(strip, usual), (strip.top + strip.bottom) / 2
        for left, right, run in _runs(strip, em):
            widths = _widths(run, right - left, em)
            step = (right - left) / _inked(run, widths)
            at = left - (HALF * step if run[0].char in HALF_EMPTY_LEFT else 0)
            for one, width in zip(run[:-1], widths, strict=False):
                yield Glyph(one.char, at, at + width * em, middle + BASELINE * em, em, one.score)
                at += width * step
            last, width = run[-1], widths[-1]
            yield Glyph(last.char, at, at + width * step, middle + BASELINE * em, em, last.score)


def _usual(strips: Sequence[Strip]) -> tuple[float, float]:
    """The height of a line of the page's usual type, and the size of that type."""
    long = [strip for strip in strips if len(strip.characters) >= ENOUGH] or strips
    if not long:
        return 1.0, 1.0
    return median(map(_height, long)), median(map(_measured, long))


def _em(strip: Strip, usual: tuple[float, float]) -> float:
    """The size of a line's type: the usual one where the line is about as high as usual, else as measured.

    A word of a few characters measures badly; how high it is has to do. A line of some length measures well:
    it is set as usual where it is about as long, however high its box is.
    """
    height, long = _height(strip), len(strip.characters) >= ENOUGH
    within = LIKE if long else LIKELY
    if len(strip.characters) >= RELIABLE:
        return usual[1] if usual[1] / LIKE < _set(strip) < usual[1] * LIKE else _measured(strip)
    if usual[0] / within < height < usual[0] * within:
        return usual[1]
    return _measured(strip) if long else height


def _measured(strip: Strip) -> float:
    """How wide a full-width character of a line is, by the length of the line; no more than it is high."""
    return min(_set(strip), _height(strip) * HIGHEST)


def _set(strip: Strip) -> float:
    """How far a full-width character of a line stands from the next."""
    return (strip.right - strip.left) / _inked(strip.characters, list(map(_width, strip.characters)))


def _height(strip: Strip) -> float:
    return strip.bottom - strip.top


def _runs(strip: Strip, em: float) -> Iterator[tuple[float, float, Sequence[Written]]]:
    """The line parted where more than a full-width space lies between two characters, each with its ends."""
    characters, start, left = strip.characters, 0, strip.left
    for at, (one, other) in enumerate(pairwise(characters), 1):
        apart = (other.x0 + other.x1 - one.x0 - one.x1) / 2
        if apart - em * (_width(one) + _width(other)) / 2 > SPACE * em:
            yield left, one.x1, characters[start:at]
            start, left = at, other.x0
    yield left, strip.right, characters[start:]


def _widths(run: Sequence[Written], room: float, em: float) -> list[float]:
    """How wide each character is set: digits as wide as the rest where narrow ones would leave holes.

    「２０２５年１２月５日」 is recognised as narrow digits; set narrow, each would stand apart.
    """
    widths = list(map(_width, run))
    return [1.0] * len(run) if room > SPREAD * em * _inked(run, widths) else widths


def _inked(run: Sequence[Written], widths: Sequence[float]) -> float:
    """How many full-width characters long the ink of a run is; brackets and stops fill half a place."""
    hollow = (run[0].char in HALF_EMPTY_LEFT) + (run[-1].char in HALF_EMPTY_RIGHT)
    return max(sum(widths) - HALF * hollow, HALF)


def _width(one: Written) -> float:
    """Full-width are the Chinese characters, their punctuation and the full-width forms."""
    return 1.0 if one.char >= WIDE_FROM or one.char in WIDE_TOO else NARROW
