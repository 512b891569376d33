"""Words printed a second time a little beside, as bold or shadow, and words over others, as those of a stamp.

Read letter by letter from left to right, either would spoil what it stands over.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from pipeline.readers.pdf.glyphs import Glyph, rows_of

HALF = 0.5
LEVEL = 0.4
SAME = 0.05
NEAR = 3.0
FEWEST = 2
BUCKET = 16.0
MOST = 60
"""More characters in one place than any real page has; then the page is left as it is."""

Run = list[Glyph]


class _Held(NamedTuple):
    """A character, with the number of its run and its own in it."""

    run: int
    at: int
    glyph: Glyph


Places = dict[tuple[int, int], list[_Held]]


def without_overprint(glyphs: list[Glyph]) -> tuple[list[Glyph], list[str]]:
    """The characters without second prints and without words over others, and these words.

    Of two runs over each other, of which the type or the height on the page differs, that one goes whose type
    is rarer on the page, or else the shorter. `glyphs` come in the order of printing.
    """
    if not _crowded(glyphs):
        return glyphs, []
    runs = list(_runs(glyphs))
    places = _places(runs)
    if max(map(len, places.values())) > MOST:
        return glyphs, []
    again = set(_printed_again(runs, places))
    usual = Counter(round(glyph.height) for glyph in glyphs)
    over = {
        min((other, one), key=lambda at: (usual[round(runs[at][0].height)], len(runs[at])))
        for one, other in _over_each_other(runs, places)
        if again.isdisjoint((one, other))
    }
    kept = [glyph for at, run in enumerate(runs) if at not in over | again for glyph in run]
    return kept, [_text(runs[at]).strip() for at in sorted(over)]


def _crowded(glyphs: Sequence[Glyph]) -> bool:
    """Whether characters of one row stand over each other at all."""
    overlaps = 0
    for row in rows_of(glyphs):
        words = sorted((glyph for glyph in row if _is_word(glyph)), key=lambda one: one.x0)
        overlaps += sum(1 for one, other in pairwise(words) if _over(one, other))
    return overlaps >= FEWEST


def _runs(glyphs: Sequence[Glyph]) -> Iterator[Run]:
    """What was printed in one go: characters of one size on one baseline, each near the one before."""
    run: Run = []
    for glyph in glyphs:
        if run and not _goes_on(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    if not _alike(before, glyph):
        return False
    return -HALF * before.height < glyph.x0 - before.x1 < NEAR * before.height


def _alike(one: Glyph, other: Glyph) -> bool:
    size = max(one.height, other.height)
    return abs(one.height - other.height) <= SAME * size and abs(one.base - other.base) <= SAME * size


def _text(run: Run) -> str:
    return "".join(glyph.char for glyph in run)


def _places(runs: Sequence[Run]) -> Places:
    """The letters and figures by where on the page they stand."""
    places: Places = defaultdict(list)
    for number, run in enumerate(runs):
        for at, glyph in enumerate(run):
            if _is_word(glyph):
                places[_place(glyph)].append(_Held(number, at, glyph))
    return places


def _place(glyph: Glyph) -> tuple[int, int]:
    return int((glyph.x0 + glyph.x1) / 2 // BUCKET), int(glyph.base // BUCKET)


def _beside(places: Places, glyph: Glyph) -> Iterator[_Held]:
    x, y = _place(glyph)
    for across in (-1, 0, 1):
        for down in (-1, 0, 1):
            yield from places.get((x + across, y + down), ())


def _printed_again(runs: Sequence[Run], places: Places) -> Iterator[int]:
    """The runs that say what another one, or a part of it, says in the same place."""
    texts = list(map(_text, runs))
    for number, run in enumerate(runs):
        for other in _beside(places, run[0]) if len(run) >= FEWEST else ():
            ahead = (-len(runs[other.run]), other.run) < (-len(run), number)
            if ahead and texts[other.run].startswith(texts[number], other.at):
                last = runs[other.run][other.at + len(run) - 1]
                if _level(run[0], other.glyph) and _shifted_alike(run, other.glyph, last):
                    yield number
                    break


def _shifted_alike(run: Run, first: Glyph, last: Glyph) -> bool:
    """Whether a run lies a little beside what begins with `first` and ends with `last`, all of it alike."""
    shift, end = run[0].x0 - first.x0, run[-1].x0 - last.x0
    return abs(shift) <= HALF * first.height and abs(shift - end) <= SAME * first.height


def _over_each_other(runs: Sequence[Run], places: Places) -> Iterator[tuple[int, int]]:
    """The pairs of runs, by number, of which several characters, or all of one run, stand over each other."""
    pairs = Counter(
        (one.run, other.run)
        for held in places.values()
        for one in held
        for other in _beside(places, one.glyph)
        if one.run < other.run and _over(one.glyph, other.glyph) and not _alike(one.glyph, other.glyph)
    )
    for (one, other), count in pairs.items():
        if count >= min(FEWEST, len(runs[one]), len(runs[other])):
            yield one, other


def _over(one: Glyph, other: Glyph) -> bool:
    """Whether two characters stand in one place, half of one at least under the other."""
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return _level(one, other) and shared >= HALF * min(one.x1 - one.x0, other.x1 - other.x0) > 0


def _level(one: Glyph, other: Glyph) -> bool:
    return abs(one.base - other.base) <= LEVEL * max(one.height, other.height)


def _is_word(glyph: Glyph) -> bool:
    """Whether it is a letter or figure; lines to write on and boxes to tick have words over them."""
    return unicodedata.category(glyph.char[:1] or " ")[0] in "LN"
