"""From an object's own millimetres to points on the page: its matrix, then its boundary, then the scale."""

import math
from typing import NamedTuple

from lxml import etree

from pipeline.readers.ofd.documents import numbers

POINTS = 72 / 25.4


class Matrix(NamedTuple):
    """An affine map: x' = a·x + c·y + e, y' = b·x + d·y + f."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Where the point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def after(self, inner: "Matrix") -> "Matrix":
        """The map that does `inner` first."""
        e, f = self.at(inner.e, inner.f)
        return Matrix(
            self.a * inner.a + self.c * inner.b,
            self.b * inner.a + self.d * inner.b,
            self.a * inner.c + self.c * inner.d,
            self.b * inner.c + self.d * inner.d,
            e,
            f,
        )

    @property
    def across(self) -> float:
        """By how much lengths along a line of text grow."""
        return math.hypot(self.a, self.b)

    @property
    def down(self) -> float:
        """By how much heights grow."""
        return math.hypot(self.c, self.d)

    @property
    def tilt(self) -> float:
        """The sine of the angle by which lines of text are turned."""
        return self.b / self.across if self.across else 1.0


def on_page(element: etree._Element, left: float, top: float) -> Matrix | None:
    """How an object's points come to lie on a page that begins at `left` and `top`; None without a place."""
    boundary = numbers(element.get("Boundary"), 4)
    if boundary is None:
        return None
    own = numbers(element.get("CTM"), 6)
    place = Matrix(POINTS, 0, 0, POINTS, (boundary[0] - left) * POINTS, (boundary[1] - top) * POINTS)
    found = place.after(Matrix(*own)) if own else place
    return found if all(map(math.isfinite, found)) else None
