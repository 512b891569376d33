"""Page furniture: headers, footers and page numbers, which belong to the paper and not to the text."""

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.readers.pdf.glyphs import Line

MARGIN = 0.12
SAME_HEIGHT = 6.0
NUMERAL = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,5})"
PAGE_NUMBER = re.compile(
    rf"[-—–―－·•~一\s]*\d{{1,4}}[-—–―－·•~一\s]*"
    rf"|[-—–―－·•~\s]*第\s*{NUMERAL}\s*页\s*[,，/／（(]*\s*(?:共\s*{NUMERAL}\s*页)?[)）]?[-—–―－·•~\s]*"
    rf"|\d{{1,4}}\s*[/／]\s*\d{{1,4}}"
    rf"|[Pp]age\s*\d{{1,4}}(?:\s*of\s*\d{{1,4}})?"
    rf"|[（(]?续表\s*\d*[)）]?"
)


def is_furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[bool]]:
    """Of the lines of each page: does it stand in the margin, and number the page or stand on most pages?"""
    repeated = _repeated(pages, heights)
    return [
        [_in_margin(line, height) and _is_furniture(line, repeated) for line in lines]
        for lines, height in zip(pages, heights, strict=True)
    ]


def margins(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> dict[str, str]:
    """The words of headers and footers, each line once; page numbers are left out."""
    words: dict[str, list[str]] = {"header": [], "footer": []}
    seen = set()
    for lines, height in zip(pages, heights, strict=True):
        for line in lines:
            if not PAGE_NUMBER.fullmatch(line.text) and _key(line) not in seen:
                seen.add(_key(line))
                words["header" if line.base < height / 2 else "footer"].append(line.text)
    return {part: "\n".join(rows) for part, rows in words.items() if rows}


def _repeated(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[tuple[str, int]]:
    """What stands at the same height of at least two pages and about half of all, numbers aside."""
    seen = Counter(
        key
        for lines, height in zip(pages, heights, strict=True)
        for key in {_key(line) for line in lines if _in_margin(line, height)}
    )
    return {key for key, times in seen.items() if times >= 2 and times * 2 >= len(pages) - 1}


def _is_furniture(line: Line, repeated: set[tuple[str, int]]) -> bool:
    return bool(PAGE_NUMBER.fullmatch(line.text)) or _key(line) in repeated


def _key(line: Line) -> tuple[str, int]:
    """What it says and how high; numbers count as alike, but in a whole sentence, which heads no page."""
    words = "".join(line.text.split())
    said = words if words.endswith(("。", "；")) else re.sub(r"\d+", "#", words)
    return said, round(line.top / SAME_HEIGHT)


def _in_margin(line: Line, height: float) -> bool:
    return line.base < MARGIN * height or line.top > (1 - MARGIN) * height
