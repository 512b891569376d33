"""Ruled tables on a scanned page: long straight lines, and the cells that they enclose."""

from collections.abc import Iterator
from typing import Any

from pipeline.readers.pdf.grids import enclosed
from pipeline.readers.pdf.page import Box, Grid

ACROSS = 0.06
DOWN = 0.016
BREAK = 5
THICK = 12
MEET = 9.0


def ruled(picture: Any) -> list[Grid]:
    """The ruled tables of an upright page, in pixels."""
    return list(enclosed([*_rules(picture, lying=True), *_rules(picture, lying=False)], MEET))


def _rules(picture: Any, *, lying: bool) -> Iterator[dict[str, Any]]:
    """The long lines in one direction, as edges in the form that pdfplumber's table finder takes."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    dark = cv2.adaptiveThreshold(~grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 31, -15)
    length = round((ACROSS if lying else DOWN) * max(picture.shape[:2]))
    long, gap = ((length, 1), (BREAK, 1)) if lying else ((1, length), (1, BREAK))
    healed = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones(gap[::-1], np.uint8))
    kept = cv2.morphologyEx(healed, cv2.MORPH_OPEN, np.ones(long[::-1], np.uint8))
    _, _, shapes, _ = cv2.connectedComponentsWithStats(kept)
    for x, y, across, down, _ in shapes[1:]:
        thick = down if lying else across
        if thick <= THICK:
            yield _edge((float(x), float(y), float(x + across), float(y + down)), lying=lying)


def _edge(box: Box, *, lying: bool) -> dict[str, Any]:
    x0, top, x1, bottom = box
    if lying:
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    return {
        "x0": x0, "x1": x1, "top": top, "bottom": bottom, "width": x1 - x0, "height": bottom - top,
        "orientation": "h" if lying else "v", "object_type": "line", "doctop": top,
    }  # fmt: skip
