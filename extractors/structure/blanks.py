"""Blanks that separate nothing: in a date that recognition or even setting draws apart, in a name in a cell.

「1 0月1 5日前」 is 10月15日前, 「财 政 局」 is 财政局. A blank between two figures may part them, too, as in
「附件1 5日前报送」: one inside a date is dropped only where no label stands before its first figure.
"""

import re

from extractors.structure.line_breaks import is_part_of_date

_DATED = re.compile(r"(?<![\d.])\d(?: ?\d){1,3}(?= ?([年月日号]))")
_BLANK = re.compile(" ")
_WIDE = re.compile(r"\s+")
_LABELLED = re.compile(r"[表件附图单第项节章条注类组期号楼层册卷]\s*$")
_INSIDE = {"月": re.compile(r"年 ?$"), "日": re.compile(r"月 ?$"), "号": re.compile(r"月 ?$")}
_BEHIND_WORDS = re.compile("[\u3400-\u9fff,、(]$")
_PART = re.compile(r"[^\n、,;()]+")
_DRAWN_APART = re.compile(r"[\u3400-\u9fff](\s{1,6})[\u3400-\u9fff](?:\1[\u3400-\u9fff]){0,13}")
_WHOLE_YEAR = 2


def spaced_dates(view: str, *, believed: bool) -> set[int]:
    """Where blanks begin that stand inside the figures of a date.

    `believed` says that the text was recognised, where a blank between two figures means nothing.

    >>> sorted(spaced_dates("于1 0月1 5日前,附件1 5日前", believed=False))
    [2, 6]
    """
    found: set[int] = set()
    for date in _DATED.finditer(view) if " " in view else ():
        figures, unit = date[0].replace(" ", ""), date[1]
        if figures != date[0] and is_part_of_date(figures, unit) and (believed or _is_one(view, date)):
            found |= {blank.start() + date.start() for blank in _BLANK.finditer(date[0])}
    return found


def _is_one(view: str, date: re.Match[str]) -> bool:
    """Whether the figures are one number: inside a date, or where nothing else can end before the blank."""
    ahead, unit = view[max(0, date.start() - 4) : date.start()], date[1]
    if unit == "年":
        return date[0].count(" ") >= _WHOLE_YEAR
    if _INSIDE[unit].search(ahead) or date[0].rsplit(" ", 1)[-1][0] == "0":
        return True
    return bool(_BEHIND_WORDS.search(ahead)) and not _LABELLED.search(ahead)


def names_drawn_apart(view: str) -> set[int]:
    """Where blanks begin in entries of a cell of which every character is set apart, all as far."""
    found: set[int] = set()
    for part in _PART.finditer(view):
        start = part.start() + len(part[0]) - len(part[0].lstrip())
        if _DRAWN_APART.fullmatch(part[0].strip()):
            stop = part.start() + len(part[0].rstrip())
            found |= {blank.start() for blank in _WIDE.finditer(view, start, stop)}
    return found
