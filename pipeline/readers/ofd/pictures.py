"""A page of an OFD as one sees it: its pictures laid where they stand, for pages that are nothing else."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

from pipeline.readers.limits import Limits
from pipeline.readers.ofd.container import Container, located
from pipeline.readers.ofd.documents import OfdDocument, each, words
from pipeline.readers.ofd.matrix import POINTS, Matrix, on_page
from pipeline.readers.ofd.page import drawn_on, paper_of
from pipeline.readers.package import local

LONG_SIDE = 2_400


def draw_page(container: Container, document: OfdDocument, path: str, limits: Limits) -> Any | None:
    """The pictures on the page at `path` as an RGB array, on white paper; None when none can be shown.

    Pictures in forms that Pillow does not know (JBIG2) are left out.
    """
    import numpy as np

    left, top, width, height = paper_of(container, document, path)
    scale = LONG_SIDE / max(width, height)
    sheet = np.full((round(height * scale), round(width * scale), 3), 255, np.uint8)
    drawn = False
    for element in drawn_on(container, document, path):
        if local(element) != "ImageObject":
            continue
        place = on_page(element, left, top)
        picture = _picture(container, document, path, element.get("ResourceID", ""), limits)
        if place is not None and picture is not None:
            _lay(picture, place, scale, sheet)
            drawn = True
    return sheet if drawn else None


def _lay(picture: Any, place: Matrix, scale: float, sheet: Any) -> None:
    """Lay a picture on the sheet: `place` leads from its square of side 1 to points on the page."""
    import cv2
    import numpy as np

    down, across = picture.shape[:2]
    dots = scale / POINTS
    turn = np.array(
        [
            [place.a * dots / across, place.c * dots / down, place.e * dots],
            [place.b * dots / across, place.d * dots / down, place.f * dots],
        ]
    )
    size = sheet.shape[1], sheet.shape[0]
    cv2.warpAffine(picture, turn, size, dst=sheet, borderMode=cv2.BORDER_TRANSPARENT)


def _picture(container: Container, document: OfdDocument, page: str, key: str, limits: Limits) -> Any | None:
    from pipeline.readers.scan.pictures import decoded

    path = next((place for name, place in _media(container, document, page) if name == key), None)
    content = container.content(path, limits) if path else None
    found = decoded(content, limits) if content else None
    return found[0] if isinstance(found, list) and found else None


def _media(container: Container, document: OfdDocument, page: str) -> Iterator[tuple[str, str]]:
    """The pictures that a page may name, by their numbers: its own, then those of its document."""
    own = (located(page, name) for name in _named(container.root(page), "PageRes"))
    common = (
        located(document.path, name)
        for kind in ("DocumentRes", "PublicRes")
        for name in _named(container.root(document.path), kind)
    )
    for listing in (*own, *common):
        root = container.root(listing)
        folder = root.get("BaseLoc", "") if root is not None else ""
        for one in each(root, "MultiMedia"):
            inside = located(listing, f"{folder}/x") if folder else listing
            yield one.get("ID", ""), located(inside, words(one, "MediaFile"))


def _named(root: etree._Element | None, name: str) -> Iterator[str]:
    return ((one.text or "").strip() for one in each(root, name))
