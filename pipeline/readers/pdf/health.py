"""Whether a page's text layer is words at all: a font without a map back to characters yields garbage."""

import unicodedata

from pipeline.readers.pdf.glyphs import BROKEN

SICK_SHARE = 0.1


def garbled(text: str) -> bool:
    """Whether so much of `text` cannot be characters that none of it should be believed.

    A symbol of a private font at the start of a line is a list sign and does not count.
    """
    body = "".join("".join(_without_sign(line.strip()).split()) for line in text.split("\n"))
    return sum(map(_sick, body)) > SICK_SHARE * len(body)


def _sick(char: str) -> bool:
    return char == BROKEN or unicodedata.category(char) in ("Co", "Cn", "Cc", "Cs")


def _without_sign(line: str) -> str:
    return line[1:] if line and unicodedata.category(line[0]) == "Co" and len(line) > 1 else line
