"""WordprocessingML: how elements are named, wrapped and switched on; attributes are read without trust."""

from collections.abc import Iterator
from typing import TypeAlias

from docx.oxml.ns import nsmap, qn
from lxml import etree

Element: TypeAlias = etree._Element

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATE, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
PARAGRAPH, TABLE, ROW, CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
SDT = qn("w:sdt")
WRAPPERS = frozenset(
    map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo", "w:smartTag", "w:hyperlink"))
)

TRANSITIONAL = nsmap["w"].encode()
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
STRICT_NAMES = {
    STRICT: TRANSITIONAL,
    b"http://purl.oclc.org/ooxml/officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": nsmap["r"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": nsmap["a"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": nsmap["wp"].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/picture": nsmap["pic"].encode(),
}


def strict_to_transitional(content: bytes) -> bytes:
    """`content` of a "strict" file with the element names of an ordinary one."""
    for strict, ordinary in STRICT_NAMES.items() if b"purl.oclc.org" in content else ():
        content = content.replace(strict, ordinary)
    return content


def within(container: Element, *tags: str) -> Iterator[Element]:
    """The elements of these `tags` in `container`, also inside content controls and inserted text."""
    for child in container.iterchildren("*"):
        if child.tag in tags:
            yield child
        elif child.tag in WRAPPERS:
            yield from within(child, *tags)
        elif child.tag == ALTERNATE and (chosen := choice(child)) is not None:
            yield from within(chosen, *tags)


def placeholder(control: Element) -> bool:
    """Whether a content control shows its prompt because nobody has filled it in."""
    return bool(switch(control, "w:sdtPr/w:showingPlcHdr"))


def choice(alternate: Element) -> Element | None:
    """Of alternative contents the one to read: the first choice, or the fallback when there is none."""
    chosen = alternate.find(CHOICE)
    return chosen if chosen is not None else alternate.find(FALLBACK)


def value(element: Element | None, path: str) -> str | None:
    """The `w:val` of the descendant at `path`, such as `w:pPr/w:pStyle`."""
    found = find(element, path)
    return found.get(qn("w:val")) if found is not None else None


def number(element: Element | None, path: str) -> int | None:
    """The `w:val` at `path` as an integer, None when there is none."""
    return integer(value(element, path))


def integer(text: str | None, base: int = 10) -> int | None:
    """`text` as an integer, None when it is not one."""
    try:
        return int(text, base) if text is not None else None
    except ValueError:
        return None


def switch(element: Element | None, path: str) -> bool | None:
    """Whether the property at `path` is on, None when it is not set at all."""
    found = find(element, path)
    return found.get(qn("w:val"), "true") not in ("0", "false", "off") if found is not None else None


def find(element: Element | None, path: str) -> Element | None:
    """The first descendant at `path`, its steps written with prefixes."""
    return element.find("/".join(map(qn, path.split("/")))) if element is not None else None
