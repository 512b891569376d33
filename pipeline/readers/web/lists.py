"""The numbers that a browser puts before the items of an ordered list."""

import re

from lxml import etree

from pipeline.readers.package import local
from pipeline.readers.web.markup import LIST_STYLE, names_of
from pipeline.readers.word.number_formats import format_number

TYPES = {"1": "decimal", "a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman"}
FORMATS = {
    "decimal": "decimal",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-decimal": "ideographDigital",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "simp-chinese-formal": "chineseLegalSimplified",
    "cjk-heavenly-stem": "ideographTraditional",
    "cjk-earthly-branch": "ideographZodiac",
}
IDEOGRAPHIC = re.compile(r"cjk|chinese")
UNNUMBERED = frozenset(("none", "disc", "circle", "square"))
WHOLE = re.compile(r"\s*[+-]?\d{1,9}\s*")


class Lists:
    """Counts the items of every list of a page; `styles` says how style sheets number a class or id."""

    def __init__(self, styles: dict[str, str]) -> None:
        self._styles = styles
        self._last: dict[etree._Element, int] = {}

    def label(self, item: etree._Element) -> str:
        """The number before `item`, empty when its list has none."""
        parent = item.getparent()
        if parent is None or local(parent) != "ol":
            return ""
        number = self._count(item, parent)
        style = self._style(item, parent)
        if style in UNNUMBERED:
            return ""
        text = format_number(number, FORMATS.get(style, "decimal")) or str(number)
        return f"{text}、" if IDEOGRAPHIC.search(style) else f"{text}."

    def _count(self, item: etree._Element, parent: etree._Element) -> int:
        step = -1 if parent.get("reversed") is not None else 1
        if parent not in self._last:
            first = len(parent.findall("li")) if step < 0 else 1
            self._last[parent] = _whole(parent.get("start"), first) - step
        self._last[parent] = _whole(item.get("value"), self._last[parent] + step)
        return self._last[parent]

    def _style(self, item: etree._Element, parent: etree._Element) -> str:
        for element in (item, parent):
            if found := LIST_STYLE.search(element.get("style", "")):
                return found[1].lower()
            for name in sorted(names_of(element)):
                if name in self._styles:
                    return self._styles[name]
            if element.get("type") in TYPES:
                return TYPES[element.get("type", "")]
        return "decimal"


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text and WHOLE.fullmatch(text) else otherwise
