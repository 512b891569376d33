"""The characters of a text object, one by one, with the places that its codes and distances give them."""

from collections.abc import Iterator

from lxml import etree

from extractors.lookalikes import ordinary
from pipeline.readers.ofd.documents import each
from pipeline.readers.ofd.matrix import Matrix, on_page
from pipeline.readers.pdf.glyphs import BROKEN, Glyph

TILTED = 0.1
NARROW = 0.5
UNMAPPED = "¤"  # what programs write for a glyph of which they do not know the character
DEFAULT_SIZE = 3.5
MOST_REPEATS = 20_000


def glyphs_of(element: etree._Element, left: float, top: float) -> Iterator[Glyph]:
    """The upright characters of a TextObject; tilted ones are watermarks.

    A font's own widths are not in the file's XML, so a character is as wide as the printed one usually is: a
    Chinese one as its height, a Latin one half of that, and never wider than the way to the next.
    """
    matrix, size = on_page(element, left, top), _number(element.get("Size"), DEFAULT_SIZE)
    if matrix is None or abs(matrix.tilt) > TILTED or matrix.a <= 0:
        return
    scale = _number(element.get("HScale"), 1.0)
    x = y = 0.0
    for code in each(element, "TextCode"):
        x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
        yield from _run(code, (x, y), matrix, (size * scale, size))


def _run(
    code: etree._Element, start: tuple[float, float], matrix: Matrix, size: tuple[float, float]
) -> Iterator[Glyph]:
    """The characters of one TextCode, from `start` on; `size` is the width and height of a Chinese one."""
    text = ordinary("".join(map(str, code.itertext())))
    across, down = _distances(code.get("DeltaX")), _distances(code.get("DeltaY"))
    (x, y), (wide, high) = start, size
    for at, char in enumerate(text):
        width = wide * (NARROW if char.isascii() else 1.0)
        step = across[at] if at < len(across) else (width if not across and not down else 0.0)
        x0, base = matrix.at(x, y)
        shown = min(width, step) if step > 0 else width
        if char >= " ":
            known = BROKEN if char == UNMAPPED else char
            yield Glyph(known, x0, x0 + shown * matrix.across, base, high * matrix.down)
        x, y = x + step, y + (down[at] if at < len(down) else 0.0)


def _distances(text: str | None) -> list[float]:
    """The distances between characters; `g 3 5.5` says the next three are 5.5."""
    found: list[float] = []
    tokens = iter((text or "").split())
    for token in tokens:
        if token == "g":  # noqa: S105 - a mark of the format
            count, value = _number(next(tokens, None), 0.0), _number(next(tokens, None), 0.0)
            found += [value] * min(int(count), MOST_REPEATS)
        else:
            found.append(_number(token, 0.0))
    return found


def _number(text: str | None, otherwise: float) -> float:
    try:
        value = float(text) if text else otherwise
    except ValueError:
        return otherwise
    return value if abs(value) < 1e6 else otherwise
