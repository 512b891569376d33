"""Cells whose entries are numbered like those of the measures: 「第(1)项6月底前,第(2)项9月底前」.

Such a cell speaks of each measure apart. It is read so only where its first entry begins the cell, at least
two entries are told apart, and the measure has a number too; otherwise the whole cell holds for all.
"""

import re
from collections.abc import Sequence

from extractors.structure.numbering import chinese_value
from models import Sentence

_ONE = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[①-⑩])"
_MANY = rf"\(?{_ONE}\)?(?:[、和及至-]\(?{_ONE}\)?)*"
_MARK = re.compile(
    rf"(?:^|(?<=[;。,\s]))\s*(?:第(?P<item>{_MANY})[项条]|(?:措施|任务|事项){_ONE}(?=[:、.])|\({_ONE}\)"
    rf"|\d{{1,2}}[.、](?!\d)|\d{{1,2}}\.(?=20\d\d|\d{{1,2}}月)|[一二三四五六七八九十]是|[①-⑩])[:、.]?"
)
_BEHIND = re.compile(
    rf"(?P<what>[^;。()第]{{2,60}}?)(?:\((?:负责)?第(?P<item>{_MANY})[项条]\)|负责(?:落实|办理)?第(?P<those>{_MANY})[项条])[;,。、]?"
)
_NUMBER = re.compile(_ONE)
_RANGE = re.compile(r"[至-]")
_FIRST_CIRCLED = ord("①") - 1
_TWO = 2

Span = tuple[int, int]


def share_of(view: str, cells: Sequence[Sentence], measures: Sequence[Sentence], at: int) -> list[Span]:
    """What the sentences of a cell say of the measure at `at`, one of the `measures` of their row's cell."""
    if not cells:
        return []
    given = entries_of(view, cells[0].start, cells[-1].end)
    number = number_at(view, measures[0].start, measures[-1].end, at) if given and measures else 0
    return [given[number]] if number in given else [(cell.start, cell.end) for cell in cells]


def entries_of(view: str, start: int, end: int) -> dict[int, Span]:
    """The stretch of every numbered entry of a cell, by its number; empty where it has none or only one."""
    marks = list(_MARK.finditer(view[start:end]))
    if not marks or view[start : start + marks[0].start()].strip():
        return _ending_in_numbers(view, start, end)
    found: dict[int, Span] = {}
    stops = [*(start + mark.start() for mark in marks[1:]), end]
    for mark, stop in zip(marks, stops, strict=True):
        for number in _numbers(mark):
            found.setdefault(number, (start + mark.end(), stop))
    return found if len(found) >= _TWO else {}


def _ending_in_numbers(view: str, start: int, end: int) -> dict[int, Span]:
    """「县教育局(第1、2项)、县公安局负责第3项」: every entry says last of which measures it speaks."""
    found: dict[int, Span] = {}
    for entry in _BEHIND.finditer(view, start, end):
        for number in _numbers(entry):
            found.setdefault(number, entry.span("what"))
    told = _BEHIND.sub("", view[start:end]).strip(" ;,。、")
    return {} if told or len(found) < _TWO else found


def number_at(view: str, start: int, end: int, at: int) -> int:
    """The number of the entry of a cell that `at` stands in; 0 where it stands in none."""
    before = [mark for mark in _MARK.finditer(view[start:end]) if start + mark.start() <= at]
    return _numbers(before[-1])[0] if before else 0


def _numbers(mark: re.Match[str]) -> list[int]:
    """「第(1)、(2)项」 are two, 「第1至3项」 three."""
    groups = mark.groupdict()
    words = groups["item"] or groups.get("those") or mark.group()
    named = [_value(number) for number in _NUMBER.findall(words)]
    if len(named) == _TWO and _RANGE.search(words) and named[0] < named[1]:
        return list(range(named[0], named[1] + 1))
    return named


def _value(number: str) -> int:
    if number.isdecimal():
        return int(number)
    return chinese_value(number) or ord(number) - _FIRST_CIRCLED
