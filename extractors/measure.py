"""The measure of a task as a clerk would write it: without number, label, owner and cue words."""

import re

from extractors.structure.numbering import number_at_start

_LABEL = re.compile(r"^[\u4e00-\u9fff]{2,6}:\s*")
_CONNECTIVE = re.compile(r"^(?:同时|此外|另外|特别是|其中|下一步|接下来|今后|会议要求|会议强调|对此)[,:]?")
_MODAL = re.compile(r"^(?:要|应当|应|须|必须|务必|将|负责)(?![求素点])")
_TAIL = re.compile(r"[。;；,，!！\s]+$")


def measure_span(view: str, owner_end: int, bracket_start: int | None, number: int = 0) -> tuple[int, int]:
    """The span of the measure in a folded sentence.

    `number` is the length of the item number it begins with, `owner_end` where the leading list of owners
    ends (0 when the sentence does not begin with one), `bracket_start` where a closing bracket begins.

    >>> view = "区水务局要于6月底前完成清淤。"
    >>> view[slice(*measure_span(view, 4, None))]
    '于6月底前完成清淤'
    """
    start, end = max(number, owner_end), len(view) if bracket_start is None else bracket_start
    while start < end:
        step = _step(view[start:end], start in (0, number, owner_end))
        if not step:
            break
        start += step
    tail = _TAIL.search(view, start, end)
    stop = tail.start() if tail else end
    return (start, stop) if stop > start else (0, len(view))


def _step(rest: str, at_head: bool) -> int:
    number = number_at_start(rest)
    if number:
        return number.length
    for pattern in (_LABEL, _CONNECTIVE, _MODAL) if at_head else (_CONNECTIVE, _MODAL):
        found = pattern.match(rest)
        if found:
            return found.end()
    return len(rest) - len(rest.lstrip(" ,、→:"))
