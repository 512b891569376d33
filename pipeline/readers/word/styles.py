"""What a paragraph's style decides: its number, its outline level, whether its text is hidden."""

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from docx.oxml.ns import qn

from pipeline.readers.word.names import SDT, Element, number, switch, value

HEADING = re.compile(r"(?:heading|标题)\s*(\d)", re.IGNORECASE)
CONTENTS = re.compile(r"(?:toc|目录)\s*\d", re.IGNORECASE)
ENTRY = re.compile(r"\s*(?:目\s*[录次]|contents)\s*|.*\D\d{1,3}\s*", re.IGNORECASE | re.DOTALL)
BODY_LEVEL = 9

T = TypeVar("T")


class Style(NamedTuple):
    """One style, as far as reading needs it; None where it leaves a property to the style it is based on."""

    key: str
    parent: str | None
    number: int | None
    level: int | None
    outline: int | None
    hidden: bool | None
    contents: bool = False


class NumberRef(NamedTuple):
    """Which list a paragraph belongs to: `level` from 0, None when its `style` or the list must tell."""

    number: int
    level: int | None
    style: str


class Styles:
    """The styles of a document, looked up through what they are based on."""

    def __init__(self, root: Element | None) -> None:
        found = list(root.iterchildren(qn("w:style"))) if root is not None else []
        self._styles = {style.key: style for style in map(_style, found)}
        self._default = next((_key(one) for one in found if _is_default(one)), "")

    def chain(self, key: str | None) -> Iterator[Style]:
        """The style and, one after another, those it is based on; a circle ends where it closes."""
        seen: set[str] = set()
        while key is not None and key in self._styles and key not in seen:
            seen.add(key)
            yield self._styles[key]
            key = self._styles[key].parent

    def of(self, paragraph: Element) -> list[Style]:
        """The styles that apply to a paragraph, nearest first."""
        return list(self.chain(value(paragraph, "w:pPr/w:pStyle") or self._default))

    def number(self, paragraph: Element) -> NumberRef | None:
        """The list that the paragraph belongs to by itself or by its style; number 0 means none."""
        level = number(paragraph, "w:pPr/w:numPr/w:ilvl")
        own = number(paragraph, "w:pPr/w:numPr/w:numId")
        if own is not None:
            return NumberRef(own, level or 0, "") if own else None
        styles = self.of(paragraph)
        inherited = next(_set(style.number for style in styles), None)
        return NumberRef(inherited, level, styles[0].key) if inherited else None

    def outline(self, paragraph: Element) -> int | None:
        """The outline level from 1, None for body text."""
        own = number(paragraph, "w:pPr/w:outlineLvl")
        level = own if own is not None else next(_set(style.outline for style in self.of(paragraph)), None)
        return level + 1 if level is not None and 0 <= level < BODY_LEVEL else None

    def is_contents(self, paragraph: Element, text: str, *, listing: bool) -> bool:
        """Whether `text` is a line of the table of contents: by its style, or in a `listing` by its form."""
        if any(style.contents for style in self.of(paragraph)):
            return True
        listing = listing or any(map(_is_gallery, paragraph.iterancestors(SDT)))
        return listing and bool(ENTRY.fullmatch(text))

    def hidden(self, run: Element, paragraph: Element) -> bool:
        """Whether the run's text is hidden, by itself, by its character style or by the paragraph's style."""
        own = switch(run, "w:rPr/w:vanish")
        if own is not None:
            return own
        styles = [*self.chain(value(run, "w:rPr/w:rStyle")), *self.of(paragraph)]
        return next(_set(style.hidden for style in styles), False)


def _set(values: Iterator[T | None]) -> Iterator[T]:
    return (one for one in values if one is not None)


def _style(element: Element) -> Style:
    return Style(
        key=_key(element),
        parent=value(element, "w:basedOn"),
        number=number(element, "w:pPr/w:numPr/w:numId"),
        level=number(element, "w:pPr/w:numPr/w:ilvl"),
        outline=_outline(element),
        hidden=switch(element, "w:rPr/w:vanish"),
        contents=bool(CONTENTS.fullmatch(value(element, "w:name") or "")),
    )


def _is_gallery(control: Element) -> bool:
    return value(control, "w:sdtPr/w:docPartObj/w:docPartGallery") == "Table of Contents"


def _outline(element: Element) -> int | None:
    level = number(element, "w:pPr/w:outlineLvl")
    heading = HEADING.fullmatch(value(element, "w:name") or "")
    return int(heading[1]) - 1 if level is None and heading else level


def _key(element: Element) -> str:
    return element.get(qn("w:styleId"), "")


def _is_default(element: Element) -> bool:
    kind = element.get(qn("w:type"))
    return kind == "paragraph" and element.get(qn("w:default")) in ("1", "true", "on")
