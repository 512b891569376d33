"""Rows of a table in plain text whose cells hold paragraphs, so that one row stands on several lines."""

import re
from collections.abc import Sequence

LONGEST = 16
"""How many lines one row may take."""
ASIDES = 3
"""How many lines of words may stand between two rows."""
NUMBER = re.compile(r"[（(]?[\d一二三四五六七八九十]+[)）、.．]?")
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff。；，)）\d]{3}) +(?=[（(]?[\u4e00-\u9fff\d]{3})")
_LEAST_ASIDE = 18
_PART = re.compile(r"[一二三四五六七八九十]{1,3}、|注[：:]|备注|附[件表]")


def columns_of(lines: Sequence[Sequence[str]], width: int, worded: int) -> list[int]:
    """The first columns, counted from 1, of the lines that together make one row; none where they do not.

    `lines` are the cells of the lines from here on, `width` is that of the header. A row begins with its
    number; lines without a tab are paragraphs of one cell; the cells right of it follow on the last line:
    「3. | 维保不到位」, 「（1）开展检查；」, 「（2）依法查处。」, 「市市场监管局 | 9月底前」. Below such a
    row more paragraphs with cells of their own belong into the same column `worded` (0 behind other rows).
    """
    held = len(lines[0])
    if held == width or _PART.match(lines[0][0].strip()):
        return []
    opens = 1 < held < width and NUMBER.fullmatch(lines[0][0].strip()) is not None
    if not opens and (held > 1 or not worded):
        return []
    ends = next((n for n, cells in enumerate(lines) if n and len(cells) > 1), 0)
    if not ends or any(_PART.match(cells[0].strip()) for cells in lines[1:ends]):
        return []
    rest = width - len(lines[ends])
    if not opens:
        return [worded] * ends + [worded + 1] if rest == worded else []
    if rest == held or (rest == held + 1 and ends > 1):
        return [1] + [rest] * (ends - 1) + [rest + 1]
    return []


def lost_tabs(cells: Sequence[str], width: int) -> tuple[int, ...]:
    """Where in a numbered row that lacks cells the blanks stand that were tabs; none where it is not sure.

    There must be just as many blanks between words as cells are missing.
    """
    if not 1 < len(cells) < width or not NUMBER.fullmatch(cells[0].strip()):
        return ()
    blanks = tuple(blank.start() for blank in _BLANK.finditer("\t".join(cells)))
    return blanks if len(blanks) == width - len(cells) else ()


def asides(lines: Sequence[str], width: int) -> int:
    """How many of the next lines are a numbered part and its words between two rows of a table, else 0.

    A short title of a group of rows is none; it stands as a row across the table.
    """
    if not _PART.match(lines[0].strip()) or len(lines[0].strip()) < _LEAST_ASIDE:
        return 0
    for number, line in enumerate(lines):
        cells = line.split("\t")
        if len(cells) > 1:
            return number if len(cells) == width and NUMBER.fullmatch(cells[0].strip()) else 0
    return 0
