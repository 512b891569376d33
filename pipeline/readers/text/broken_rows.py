"""Rows of a table in plain text whose cells hold paragraphs, so that one row stands on several lines."""

import re
from collections.abc import Sequence

LONGEST = 16
"""How many lines one row may take."""
ASIDES = 3
"""How many lines of words may stand between two rows."""
NUMBER = re.compile(r"[（(]?[\d一二三四五六七八九十]+[)）、.．]?")
_BLANK = re.compile(r"(?<=[\u4e00-\u9fff。；，)）\d]{3}) +(?=[（(]?[\u4e00-\u9fff\d]{3})")
_NUMBERED = re.compile(r"\s*[（(]?\d{1,3}[)）、.．]\s*[\u4e00-\u9fff“《\d]")
NUMBERS = ("序号", "编号", "项次")
"""How the column of the numbers is called."""
_LEAST_ASIDE = 18
_ENTRY = re.compile(r"[（(]\d{1,2}[)）]|\d{1,2}[.．、]|[①-⑩]|[一二三四五六七八九]是")
_LABELLED = re.compile(r"(?:牵头|责任|主办|承办|配合|整改)(?:单位|部门|科室|处室)?(?:及责任人)?[：:]")
_PART = re.compile(r"[一二三四五六七八九十]{1,3}、|注[：:]|备注|附[件表]")


def columns_of(lines: Sequence[Sequence[str]], width: int, worded: int) -> list[int]:
    """The first columns, counted from 1, of the lines that together make one row; none where they do not.

    `lines` are the cells of the lines from here on, `width` is that of the header. A row begins with its
    number; lines without a tab are paragraphs of one cell; the cells right of it follow on the last line:
    「3. | 维保不到位」, 「（1）开展检查；」, 「（2）依法查处。」, 「市市场监管局 | 9月底前」. Below such a
    row more paragraphs with cells of their own belong into the same column `worded` (0 behind other rows).
    A row may end with the next one's number, its units told behind a label: 「牵头：县财政局　责任：县医院」.
    """
    held = len(lines[0])
    if held == width or _PART.match(lines[0][0].strip()):
        return []
    opens = 1 < held < width and NUMBER.fullmatch(lines[0][0].strip()) is not None
    if opens and (below := _indented(lines[1:], held, width)):
        return [1, *below]
    if not opens and (held > 1 or not worded):
        return []
    stop = next((n for n, cells in enumerate(lines) if n and _begins(cells)), 0)
    ends = next((n for n, cells in enumerate(lines[: stop or None]) if n and len(cells) > 1), 0)
    if not ends:
        return _without_cells([cells[0].strip() for cells in lines[:stop]], held, width) if opens else []
    rest = width - len(lines[ends])
    if not opens:
        return [worded] * ends + [worded + 1] if rest == worded else []
    return _placed(held, rest, ends, listed=_lists(lines))


def _indented(lines: Sequence[Sequence[str]], held: int, width: int) -> list[int]:
    """The first columns with words of lines that are tabbed under the column they go on with.

    「2. | 强制购买 | (1)退款;」, 「 | | (2)公示。 | 县教育局 | 9月底」: the row ends with the first line
    that has more cells.
    """
    found: list[int] = []
    for cells in lines:
        left = next((n for n, cell in enumerate(cells) if cell.strip()), 0)
        if not held - 1 <= left <= held or len(cells) > width:
            break
        found.append(left + 1)
        if len(cells) > left + 1:
            return found
    return []


def _begins(cells: Sequence[str]) -> bool:
    """Whether a line begins the next row or the next part of the document."""
    head = cells[0].strip()
    return bool(_PART.match(head) or (len(cells) > 1 and NUMBER.fullmatch(head)))


def _lists(lines: Sequence[Sequence[str]]) -> bool:
    """Whether the paragraphs below go on with a list that the last cell of the first line opens."""
    return bool(_ENTRY.match(lines[0][-1].strip()) and _ENTRY.match(lines[1][0].strip()))


def _placed(held: int, rest: int, ends: int, *, listed: bool) -> list[int]:
    """The first columns of a row of which `held` cells stand on its first line, and cells on its last.

    `rest` is how many columns the last line leaves free; its cells need not reach the last column, which is
    often empty (进度).
    """
    if rest == held or (listed and rest == held + 1):
        return [1] + [held] * (ends - 1) + [held + 1]
    if held < rest <= held + 2:
        return [1] + [held + 1] * (ends - 1) + [held + 1 + (ends > 1)]
    return []


def _without_cells(lines: Sequence[str], held: int, width: int) -> list[int]:
    """The first columns of a row whose other lines are paragraphs, and at last one that says who answers."""
    below = lines[1:]
    if not below or held + 1 > width:
        return []
    labels = held + 2 <= width and len(below) > 1 and _LABELLED.match(below[-1]) is not None
    return [1] + [held + 1] * (len(below) - labels) + [held + 2] * labels


def begins_with_number(cells: Sequence[str], header: Sequence[str]) -> bool:
    """Whether a row has its number in one cell with the words that stand under the second name.

    「1.清淤 | 水务站 | 6月底」 under 「序号 | 事项 | 责任单位 | 时限」.
    """
    short = 1 < len(cells) == len(header) - 1 and header[0].strip() in NUMBERS
    return short and _NUMBERED.match(cells[0]) is not None


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
