"""A scanned page set upright: turned by quarters and by the few degrees that it lay askew."""

import math
from statistics import median
from typing import Any

from pipeline.readers.scan.engine import Corners, Strip, find, recognise

LONG = 3.0
TALL = 0.6
LEVEL = 0.25
STEEPEST = 15.0
DOUBTFUL = 0.9
PAPER = (255, 255, 255)


def set_upright(picture: Any) -> tuple[Any, list[Strip]]:
    """The picture turned upright, and the lines recognised on it.

    Whether lines lie or stand shows in the shape of the text; which end of the page is up, only in how well
    it reads: a page that reads badly is read again the other way round.
    """
    import cv2

    boxes = [box for box in find(picture) if _is_long(box)]
    standing = sum(_stands(box) for box in boxes) > TALL * len(boxes)
    if boxes and standing:
        picture = cv2.rotate(picture, cv2.ROTATE_90_COUNTERCLOCKWISE)
        boxes = find(picture)
    picture = _levelled(picture, _skew(boxes))
    strips = recognise(picture)
    if _sureness(strips) >= DOUBTFUL:
        return picture, strips
    turned = cv2.rotate(picture, cv2.ROTATE_180)
    other = recognise(turned)
    return (turned, other) if _sureness(other) > _sureness(strips) else (picture, strips)


def _is_long(box: Corners) -> bool:
    sides = _side(box[0], box[1]), _side(box[1], box[2])
    return max(sides) > LONG * min(sides)


def _stands(box: Corners) -> bool:
    return _side(box[1], box[2]) > _side(box[0], box[1])


def _side(one: tuple[float, float], other: tuple[float, float]) -> float:
    return math.dist(one, other)


def _skew(boxes: list[Corners]) -> float:
    """By how many degrees the lines fall to the right; 0 when they say nothing of it."""
    lines = [box for box in boxes if _is_long(box) and not _stands(box)]
    angles = [math.degrees(math.atan2(right[1] - left[1], right[0] - left[0])) for left, right, *_ in lines]
    angles = [angle for angle in angles if abs(angle) < STEEPEST]
    return median(angles) if angles else 0.0


def _levelled(picture: Any, degrees: float) -> Any:
    """The picture turned back by `degrees`, on a sheet large enough to hold it."""
    import cv2

    if abs(degrees) < LEVEL:
        return picture
    height, width = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    sine, cosine = abs(turn[0, 1]), abs(turn[0, 0])
    wider, higher = round(height * sine + width * cosine), round(height * cosine + width * sine)
    turn[0, 2] += (wider - width) / 2
    turn[1, 2] += (higher - height) / 2
    return cv2.warpAffine(picture, turn, (wider, higher), flags=cv2.INTER_CUBIC, borderValue=PAPER)


def _sureness(strips: list[Strip]) -> float:
    """How well a page reads: its characters' mean score; 0 when there are none."""
    scores = [one.score for strip in strips for one in strip.characters]
    return sum(scores) / len(scores) if scores else 0.0
