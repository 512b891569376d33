"""A photographed page laid flat: its outline on the desk is found and pulled out to a rectangle.

A scanner sees a page from straight above, a telephone at a slant: lines run together, and tables lose their
cells. Where the four edges of the sheet are on the picture they say how it lay.
"""

import math
from typing import Any

SMALL = 800
LEAST = 0.25
MOST = 0.98
CORNERS = 4
ROUGH = 0.02
BRIGHTER = 30
CROOKED = 0.015

Point = tuple[float, float]


def flattened(picture: Any) -> Any:
    """The sheet on an RGB picture as seen from straight above; the picture itself when none lies aslant."""
    corners = _sheet(picture)
    if corners is None or not _slanted(corners):
        return picture
    import cv2
    import numpy as np

    top_left, top_right, bottom_right, bottom_left = corners
    across = round(max(math.dist(top_left, top_right), math.dist(bottom_left, bottom_right)))
    down = round(max(math.dist(top_left, bottom_left), math.dist(top_right, bottom_right)))
    flat = ((0, 0), (across, 0), (across, down), (0, down))
    turn = cv2.getPerspectiveTransform(np.array(corners, np.float32), np.array(flat, np.float32))
    return cv2.warpPerspective(picture, turn, (across, down), flags=cv2.INTER_CUBIC)


def _sheet(picture: Any) -> tuple[Point, ...] | None:
    """The corners of the sheet, clockwise from the top left; None when there is none on a darker ground."""
    import cv2
    import numpy as np

    scale = SMALL / max(picture.shape[:2])
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    grey = cv2.GaussianBlur(cv2.cvtColor(small, cv2.COLOR_RGB2GRAY), (5, 5), 0)
    _, bright = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((25, 25), np.uint8))
    shapes, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not shapes:
        return None
    largest = cv2.convexHull(max(shapes, key=cv2.contourArea))
    rough = cv2.approxPolyDP(largest, ROUGH * cv2.arcLength(largest, closed=True), closed=True)
    share = cv2.contourArea(rough) / grey.size
    if len(rough) != CORNERS or not LEAST < share < MOST or not _stands_out(grey, rough):
        return None
    return _ordered([(float(x) / scale, float(y) / scale) for ((x, y),) in rough])


def _stands_out(grey: Any, outline: Any) -> bool:
    """Whether the sheet is brighter than what it lies on."""
    import cv2
    import numpy as np

    inside = np.zeros(grey.shape, np.uint8)
    cv2.fillPoly(inside, [outline], 1)
    ground = grey[inside == 0]
    return ground.size > 0 and float(np.median(grey[inside == 1])) - float(np.median(ground)) > BRIGHTER


def _ordered(corners: list[Point]) -> tuple[Point, ...]:
    """Clockwise from the corner nearest to the top left one of the picture."""
    middle = sum(x for x, _ in corners) / CORNERS, sum(y for _, y in corners) / CORNERS
    around = sorted(corners, key=lambda one: math.atan2(one[1] - middle[1], one[0] - middle[0]))
    first = min(range(CORNERS), key=lambda at: sum(around[at]))
    return tuple(around[first:] + around[:first])


def _slanted(corners: tuple[Point, ...]) -> bool:
    """Whether opposite edges differ in direction: a sheet that only lies askew is turned, not pulled."""
    first, second, third, fourth = corners
    pairs = ((first, second), (fourth, third)), ((first, fourth), (second, third))
    return any(
        abs(math.remainder(_direction(*one) - _direction(*other), math.tau)) > CROOKED for one, other in pairs
    )


def _direction(one: Point, other: Point) -> float:
    return math.atan2(other[1] - one[1], other[0] - one[0])
