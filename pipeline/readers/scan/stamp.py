"""Red seals on a scanned page: they cover words, so their red is taken away before the page is recognised.

Red alone is not the mark: the head of an official paper is red too and has to be read. A seal is a red shape
about as high as it is wide.
"""

from typing import Any

REDNESS = 40
JOINED = 0.024
SMALLEST = 0.08
LONGEST = 2.2
FILLED = 0.02
DEPTH = 60
TREMBLE = 12

Shape = tuple[int, int, int, int]


def without_seals(picture: Any) -> tuple[Any, int]:
    """The picture in shades of grey without the seals on it, and how many they were; `picture` is RGB."""
    import cv2

    grey = cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY)
    red = _red(picture)
    boxes = _outer(_seals(red))
    for left, top, right, bottom in boxes:
        seal = red[top:bottom, left:right] > 0
        area = grey[top:bottom, left:right]
        area[seal] = _bleached(picture[top:bottom, left:right, 0][seal])
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2RGB), len(boxes)


def _bleached(reds: Any) -> Any:
    """The red channel of a seal with its own red as white: only words under it are darker than that."""
    import numpy as np

    usual = np.median(reds)
    shades = (reds.astype(np.float32) - (usual - DEPTH)) * 255 / (DEPTH - TREMBLE)
    return shades.clip(0, 255).astype(np.uint8)


def _outer(boxes: list[Shape]) -> list[Shape]:
    """The boxes without those inside another: the star of a round seal is part of it."""
    return [box for box in boxes if not any(_holds(other, box) for other in boxes if other != box)]


def _holds(outer: Shape, inner: Shape) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def _red(picture: Any) -> Any:
    """A mask of what is red, its faint rim included."""
    import cv2
    import numpy as np

    channels = picture.astype(np.int16)
    excess = channels[:, :, 0] - channels[:, :, 1:].max(axis=2)
    mask = (excess > REDNESS).astype(np.uint8)
    rim = (excess > REDNESS // 4).astype(np.uint8)
    return cv2.dilate(mask, np.ones((5, 5), np.uint8)) & rim


def _seals(red: Any) -> list[Shape]:
    """The boxes of red shapes that are seals, from top to bottom."""
    import cv2
    import numpy as np

    width = red.shape[1]
    reach = max(3, round(JOINED * width))
    joined = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    _, _, shapes, _ = cv2.connectedComponentsWithStats(joined)
    boxes = [(int(x), int(y), int(x + w), int(y + h)) for x, y, w, h, _ in shapes[1:]]
    return sorted((box for box in boxes if _is_seal(box, red)), key=lambda box: box[1])


def _is_seal(box: Shape, red: Any) -> bool:
    left, top, right, bottom = box
    across, down = right - left, bottom - top
    if min(across, down) < SMALLEST * red.shape[1] or max(across, down) > LONGEST * min(across, down):
        return False
    return bool(red[top:bottom, left:right].mean() > FILLED)
