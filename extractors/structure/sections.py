"""The heading tree: numbering learned from the document, run-in and glued headings found.

Levels are not fixed: a numbering style that appears inside an open section becomes its child level, a style
already open closes everything below it (domain rule R1). Offsets count in the canonical text.
"""

import itertools
import re
from bisect import bisect_right
from dataclasses import dataclass
from operator import attrgetter

from extractors.fold import fold
from extractors.structure.numbering import RANKS, Number, glued_headings, number_at_start
from extractors.structure.unit_heads import LISTS, UNIT_HEAD, closing, name_of, unit_heads
from models import Section

_SENTENCE_END = re.compile(r"[。;!?]")
_START = attrgetter("start")
_TITLE = re.compile(
    r"\s*(?:(?:有关|相关|工作|整改|几点|具体|其他|下一?步)(?:工作)?(?:要求|建议|意见|事项|说明|安排|打算)|要求|附则)\s*$"
)
_RUN_IN_LIMIT = 42
ANSWERS = re.compile(r"\((?=[^()]*(?:牵头|责任|负责|配合|时限))(?:[^()]|\([^()]*\))*\)\s*[:。]?\s*$")
"""A closing bracket that says who answers, in a folded heading: no part of its title."""
# 「(三)管护缺位问题。(牵头单位:…)」 heads what is to be done about it.
_FAULT = re.compile(r"问题$")
_INLINE = re.compile(r"(?<=[。;:!?])\s*(?=[一二三四五六七八九十]{1,2}[是要](?!否))")


@dataclass(frozen=True, slots=True)
class Start:
    """Where a numbered part begins: its offset, its number, and the end of the paragraph that it is in."""

    offset: int
    number: Number
    paragraph_end: int


def find_starts(text: str, skip: list[tuple[int, int]]) -> list[Start]:
    """Every numbered start in the text outside the `skip` stretches, in order."""
    view = fold(text)
    starts: list[Start] = []
    offset = last = 0
    for line in view.split("\n"):
        if "\t" not in line and not any(a <= offset < b for a, b in skip):
            found = _line_starts(line, offset, last + 1) or _closing_title(line, offset, starts)
            last = next((s.number.value for s in reversed(found) if s.number.style == "arabic"), last)
            starts += found
        offset += len(line) + 1
    heads = [Start(*head) for head in unit_heads(text, skip)]
    return sorted((*starts, *heads), key=attrgetter("offset")) if heads else starts


def _closing_title(line: str, offset: int, starts: list[Start]) -> list[Start]:
    """「有关要求」 behind 「问题1:…」, 「问题2:…」: a title without a number ends the last of them."""
    if not _TITLE.match(line) or not any(start.number.style == "entry" for start in starts):
        return []
    return [Start(offset, Number("title", 1, 0), offset + len(line))]


def _line_starts(line: str, offset: int, expected: int) -> list[Start]:
    places = {0, *glued_headings(line), *(m.end() for m in _INLINE.finditer(line))}
    found = []
    for at in sorted(places):
        number = number_at_start(line[at:], expected if at == 0 else 0)
        if number and (at == 0 or _plausible_inside(line, at, number)):
            found.append(Start(offset + at, number, offset + len(line)))
            nested = number_at_start(line[at + number.length :])
            if nested and nested.style != number.style:
                found.append(Start(offset + at + number.length, nested, offset + len(line)))
    return found


def _plausible_inside(line: str, at: int, number: Number) -> bool:
    """An inline 二是 needs its 一是 on the same line; other glued numbers stand for themselves."""
    if number.style not in ("is", "must") or number.value > 1:
        return True
    unit = "是" if number.style == "is" else "要"
    return f"二{unit}" in line[at:]


def build_sections(text: str, starts: list[Start], labels: list[int]) -> tuple[Section, ...]:
    """The tree of sections over `starts`; every section ends where its level or a higher one goes on.

    `labels` are the starts of labelled paragraphs (整改要求:, 责任单位:), which close an open 一是 or 一要:
    such a line speaks for the whole item. A 二是 that begins inside a paragraph ends with it.
    """
    view = fold(text)
    levels, parents = _tree([start.number for start in starts])
    ends = _ends(starts, levels, [_cap(start, view, labels, len(text)) for start in starts])
    limits = [*(start.offset for start in starts[1:]), len(text)]
    return tuple(map(_section, itertools.repeat(text), starts, limits, levels, parents, ends))


def _tree(numbers: list[Number]) -> tuple[list[int], list[int | None]]:
    """The level and the parent of every part, by the styles of their numbers.

    The first 「【县文旅局】」 behind a list closes it where a list of its own begins below it.
    """
    stack: list[str] = []
    open_at: list[int] = []
    levels: list[int] = []
    parents: list[int | None] = []
    for position, style in enumerate(number.style for number in numbers):
        if style == "title":
            stack = []
        below = numbers[position + 1] if position + 1 < len(numbers) else None
        if style == UNIT_HEAD and style not in stack and below and below.value == 1 and below.style in LISTS:
            stack = list(itertools.takewhile(lambda held: held not in LISTS, stack))
        stack = (
            stack[: stack.index(style) + 1] if style in stack else [*_above(stack, numbers[position]), style]
        )
        open_at = open_at[: len(stack) - 1]
        levels.append(len(stack))
        parents.append(open_at[-1] if open_at else None)
        open_at.append(position)
    return levels, parents


def _above(stack: list[str], number: Number) -> list[str]:
    """The open styles that a new one stands below.

    A list whose first part is not in the text (「三、…」 behind 「（二）…」) goes on above those that the
    standard puts below it.
    """
    if number.value == 1 or number.style not in RANKS:
        return stack
    rank = RANKS.index(number.style)
    return list(itertools.takewhile(lambda held: held not in RANKS or RANKS.index(held) < rank, stack))


def _ends(starts: list[Start], levels: list[int], caps: list[int]) -> list[int]:
    """Where every part ends: where the next of its level or a higher one begins, at its cap at the latest."""
    ends = list(caps)
    still_open: list[int] = []
    for position, level in enumerate(levels):
        while still_open and levels[still_open[-1]] >= level:
            closed = still_open.pop()
            ends[closed] = min(starts[position].offset, caps[closed])
        still_open.append(position)
    return ends


def _cap(start: Start, view: str, labels: list[int], length: int) -> int:
    """How far a section may reach at most."""
    if start.number.style == UNIT_HEAD:
        return closing(view, start.offset)
    if start.number.style not in ("is", "must"):
        return length
    inline = start.offset > 0 and view[start.offset - 1] != "\n"
    if inline:
        return start.paragraph_end
    after = bisect_right(labels, start.offset)
    return labels[after] if after < len(labels) else length


def _section(text: str, start: Start, limit: int, level: int, parent: int | None, end: int) -> Section:
    stop = min(limit, start.paragraph_end)
    body = text[start.offset : stop]
    folded = fold(body)
    answers = ANSWERS.search(folded)
    sentence = _SENTENCE_END.search(folded, 0, answers.start() if answers else len(folded))
    named = bool(
        answers
        and sentence
        and sentence.end() == answers.start()
        and _FAULT.search(folded, 0, sentence.start())
    )
    alone = sentence is None or named or sentence.end() == len(body.rstrip())
    title_end = sentence.start() if sentence else answers.start() if answers else len(body.rstrip())
    title = body[start.number.length : title_end].strip()
    is_title = 2 <= len(title) <= _RUN_IN_LIMIT and start.number.style != "entry"
    heading_end = start.offset + (sentence.end() if sentence and not named else len(body.rstrip()))
    if start.number.style == UNIT_HEAD:
        title, is_title, heading_end = name_of(body), True, start.offset + start.number.length
    return Section(
        level=level,
        style=start.number.style,
        number=start.number.value,
        start=start.offset,
        heading_end=heading_end if is_title else start.offset + start.number.length,
        end=end,
        title=title if is_title else "",
        parent=parent,
        run_in=not alone,
    )


def headings_of(sections: tuple[Section, ...], index: int | None) -> tuple[str, ...]:
    """The titles from the top down to section `index`."""
    titles: list[str] = []
    while index is not None:
        titles.insert(0, sections[index].title)
        index = sections[index].parent
    return tuple(title for title in titles if title)


def section_at(sections: tuple[Section, ...], offset: int) -> int | None:
    """The index of the innermost section that contains `offset`."""
    index: int | None = bisect_right(sections, offset, key=_START) - 1
    while index is not None and index >= 0 and sections[index].end <= offset:
        index = sections[index].parent
    return index if index is not None and index >= 0 else None
