"""Automatic numbers of an OpenDocument: what each level of a list style looks like, and how lists go on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from pipeline.readers.odf.styles import value
from pipeline.readers.package import local
from pipeline.readers.word.number_formats import format_number

LEVELS = 10
FORMATS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "一": "chineseCountingThousand",
    "壹": "chineseLegalSimplified",
    "①": "decimalEnclosedCircle",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "１": "decimalFullWidth",
}
PATTERN = re.compile(r"%(\d{1,2})%")


class Level(NamedTuple):
    """One level of a list style; `pattern` holds the numbers of levels between per cent signs: （%2%）."""

    form: str
    pattern: str
    start: int


@dataclass
class List:
    """A list while it is counted: its style, the number reached at each level."""

    style: str
    counts: dict[int, int] = field(default_factory=dict)


class Numbers:
    """Counts the lists of one document, in the order of the document."""

    def __init__(self, parts: Iterable[etree._Element]) -> None:
        self._styles: dict[str, dict[int, Level]] = {}
        for part in parts:
            for style in part.iter("{*}list-style", "{*}outline-style"):
                name = value(style, "name") if local(style) == "list-style" else ""
                levels = ((_whole(value(one, "level")), one) for one in style)
                found = {number: _level(one, number) for number, one in levels}
                self._styles[name] = {number: level for number, level in found.items() if number and level}
        self._by_id: dict[str, List] = {}
        self._last: dict[str, List] = {}
        self._outline = List("")

    def open(self, element: etree._Element) -> List:
        """The list that an outermost text:list begins or goes on with."""
        style = value(element, "style-name")
        before = self._by_id.get(value(element, "continue-list"))
        if before is None and value(element, "continue-numbering") == "true":
            before = self._last.get(style)
        found = List(style, before.counts) if before is not None else List(style)
        self._last[style] = found
        if key := value(element, "id"):
            self._by_id[key] = found
        return found

    def heading(self, level: int) -> str:
        """The number of a heading that outline numbering counts; empty when it does not."""
        return self.next(self._outline, level)

    def next(self, counted: List, number: int, start: str = "") -> str:
        """The number of the next item at level `number`, as it is printed; empty for bullets."""
        level = self._styles.get(counted.style, {}).get(number)
        if level is None:
            return ""
        counts = counted.counts
        counts[number] = _whole(start) or counts.get(number, level.start - 1) + 1
        for deeper in [one for one in counts if one > number]:
            del counts[deeper]
        if not level.form:
            return ""
        return PATTERN.sub(lambda found: self._shown(counted, int(found[1])), level.pattern)

    def _shown(self, counted: List, number: int) -> str:
        level = self._styles.get(counted.style, {}).get(number)
        if level is None or not level.form:
            return ""
        count = counted.counts.get(number, level.start)
        return format_number(count, FORMATS.get(level.form[:1], "decimal")) or str(count)


def _level(element: etree._Element, number: int) -> Level | None:
    if local(element) not in ("list-level-style-number", "outline-level-style"):
        return None
    first = number - (_whole(value(element, "display-levels")) or 1) + 1
    numbers = ".".join(f"%{one}%" for one in range(max(1, first), number + 1))
    spelled = value(element, "num-list-format")
    pattern = spelled or value(element, "num-prefix") + numbers + value(element, "num-suffix")
    return Level(value(element, "num-format"), pattern, _whole(value(element, "start-value")) or 1)


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < LEVELS else 0
