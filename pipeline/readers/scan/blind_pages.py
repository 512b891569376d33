"""Pages that show words and do not say them, of any format: recognised on a picture of the page."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pipeline.readers.limits import Limits
from pipeline.readers.pdf.file import attempt
from pipeline.readers.pdf.sheets import Sheet, sheet

SEEN_ONLY = ("page_blind", "page_garbled")
Draws = Callable[[int], Any]


def recognised(sheets: Iterable[Sheet], draw: Draws, limits: Limits) -> Iterator[Sheet]:
    """The pages in their order, those without words of their own as they are recognised, if that is possible.

    Args:
        sheets: the pages as their format tells them.
        draw: the page of a number, from 1, as an RGB array; None when it cannot be drawn.
        limits: how many pages may be recognised.
    """
    left = limits.scan_pages
    for found in sheets:
        if found.fault in SEEN_ONLY:
            found = _looked_at(found, draw) if left else found._replace(fault="page_unseen")
            left -= found.scanned
        yield found


def _looked_at(found: Sheet, draw: Draws) -> Sheet:
    """The page as recognised on its picture; as it was where that is not possible or gives nothing."""
    from pipeline.readers.scan.engine import installed
    from pipeline.readers.scan.page import scanned

    picture = attempt(lambda: draw(found.number)) if installed() else None
    if picture is None:
        return found
    seen = attempt(lambda: sheet(found.number, scanned(picture, found.place)))
    return seen if seen and seen.words > found.words else found
