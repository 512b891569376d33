"""The text as the patterns see it: widths folded, blanks dropped, and the way back to the text."""

import re
from typing import NamedTuple

from extractors.fold import fold
from extractors.lexicon import load

_VARIANTS = load("deadlines")["variants"]
_VARIANT_TABLE = str.maketrans(_VARIANTS["from"], _VARIANTS["to"])
_VARIANT = re.compile(f"[{_VARIANTS['from']}]")
# Blanks and invisible characters, but not the tabs and line feeds that stand between cells and lines.
_BLANK = re.compile("[ \u1680\u180e\u2000-\u200d\u202f\u205f\u2060\ufeff]+")


class View(NamedTuple):
    """`text` is what patterns see; `offsets[i]` is where its character `i` stands in the original."""

    original: str
    text: str
    offsets: list[int] | None

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that shows as `[start, end)`."""
        if self.offsets is None:
            return start, end
        return self.offsets[start], self.offsets[end - 1] + 1

    def gap_before(self, at: int) -> bool:
        """Whether blanks were dropped right before character `at`."""
        if self.offsets is None or not 0 < at < len(self.offsets):
            return False
        return self.offsets[at] - self.offsets[at - 1] > 1


def view_of(original: str, *, is_folded: bool = False) -> View:
    """`original` folded, without blanks; those between two digits stay, so that no number grows."""
    folded = original if is_folded else fold(original)
    if _VARIANT.search(folded):
        folded = folded.translate(_VARIANT_TABLE)
    if (" " not in folded and folded.isprintable()) or not _BLANK.search(folded):
        return View(original, folded, None)
    kept: list[str] = []
    offsets: list[int] = []
    at = 0
    for blank in _BLANK.finditer(folded):
        kept.append(folded[at : blank.start()])
        offsets.extend(range(at, blank.start()))
        at = blank.end()
        if _digit_at(folded, blank.start() - 1) and _digit_at(folded, at):
            kept.append(" ")
            offsets.append(blank.start())
    kept.append(folded[at:])
    offsets.extend(range(at, len(folded)))
    return View(original, "".join(kept), offsets)


def _digit_at(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isdigit()
