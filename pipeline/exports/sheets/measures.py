"""How much room a text takes: office programs do not fit the height of merged or wrapped rows, so we do.

Widths are in column units: one digit of the workbook's normal font, 宋体 11.
"""

import math
import re
from functools import lru_cache

NORMAL_SIZE = 11.0
MAX_ROW_HEIGHT = 409.0  # points; no office program takes more

_LINE_HEIGHT = 1.4  # of the font size; 宋体 needs 1.2, its free substitutes up to 1.44
_ROW_PADDING = 8.0
_PIECES = re.compile(r"[!-~]+|.", re.DOTALL)  # a line breaks between Chinese characters, not inside a word
_NEVER_FIRST = frozenset("，。、；：？！）》〉」』】〕”’…")  # what a line never begins with
_NEVER_LAST = frozenset("（《〈「『【〔“‘")  # what a line never ends with


def display_width(text: str) -> int:
    """The width in half-width characters: a Chinese character counts two.

    It is the length in GB 18030, whose one-byte characters are the narrow ones; the very rare characters of
    four bytes are wide too and merely get more room than they need.
    """
    return len(text.encode("gb18030", "replace"))


def line_count(text: str, width: float, size: float) -> int:
    """How many lines the text takes in a column of that width, set in that font size."""
    room = max(2, math.floor(width * NORMAL_SIZE / size))
    return sum(_wrapped(line, room) for line in text.split("\n"))


def _wrapped(line: str, room: int) -> int:
    if display_width(line) <= room:
        return 1
    lines, used, last, opening = 1, 0, 0, False
    for piece in _PIECES.findall(line):
        width = display_width(piece)
        if used and used + width > room:
            # Closing punctuation takes the character before it along, an opening bracket what follows it.
            lines, used = lines + 1, last if opening or piece in _NEVER_FIRST else 0
        if width > room:
            lines, width = lines + (width - 1) // room, (width - 1) % room + 1
        used, last, opening = used + width, width, piece in _NEVER_LAST
    return lines


@lru_cache(maxsize=4096)  # a ledger says the same unit, status and document over and over
def text_height(text: str, width: float, size: float) -> float:
    """The height in points that a cell needs to show all of the text."""
    return line_count(text, width, size) * size * _LINE_HEIGHT + _ROW_PADDING


def note_size(text: str) -> tuple[int, int]:
    """Width and height in pixels of a cell comment that shows all of the text."""
    half_widths_per_line, pixels_per_line = 36, 18
    lines = sum(max(1, math.ceil(display_width(line) / half_widths_per_line)) for line in text.split("\n"))
    return 280, 24 + lines * pixels_per_line
