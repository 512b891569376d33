"""Characters on a page that are no part of its text: tilted ones, large pale ones, words over words."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from statistics import median

from pipeline.readers.pdf.glyphs import Glyph

LARGE = 1.5
PALE = 0.6
WHITE = 0.99
OPAQUE = 0.5


def is_pale(color: Sequence[float], opacity: float = 1.0) -> bool:
    """Whether a colour (grey, RGB or CMYK, each part from 0 to 1) is so light that words show through it.

    White is not: on a dark ground it is the colour of headings.
    """
    parts = [(1 - ink) * (1 - color[3]) for ink in color[:3]] if len(color) == 4 else list(color)
    darkest = min(parts, default=0.0)
    return opacity < OPAQUE or PALE < darkest < WHITE


def usual_height(glyphs: Iterable[Glyph]) -> float:
    """How high the type of most characters is."""
    return median([glyph.height for glyph in glyphs] or [0.0])


def told(characters: Iterable[tuple[str, object]], printed_over: Iterable[str] = ()) -> str:
    """The words that such characters make up, in the order of the file, and those printed over; each once.

    A character comes with what it shares with its neighbours in the same word, such as its angle.
    """
    runs = (
        "".join(char for char, _ in run).strip() for _, run in groupby(characters, key=lambda one: one[1])
    )
    return "、".join(dict.fromkeys(run for run in (*runs, *printed_over) if run))
