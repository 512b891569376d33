"""Lines that a file holds and its reader leaves out (hidden, deleted), looked at for marks alone.

Every line of the file is given, shown or not, as far as it could be a mark.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import groupby

from lxml import etree

from pipeline.readers.package import local, parse_xml, stream_xml
from pipeline.readers.text.encoding import decode

SIGN = "密"
"""Every mark of the law has it."""
_BEARERS = ("p", "h", "si", "is", "text")
"""Elements that hold a paragraph, in all packages of XML; `si`, `is` and `text` in worksheets."""
_DELETED = frozenset({"del", "moveFrom"})
_NO_WORDS = frozenset({"rPh", "instrText", "delInstrText", "posOffset", "align"})
_LONGEST = 200
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def in_package(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The paragraphs and cells of all parts; what of a paragraph is hidden or deleted also by itself."""
    for content in parts.values():
        if _may_bear(content):
            with suppress(etree.XMLSyntaxError):  # a damaged part gives what stands before the damage
                for element in stream_xml(content, *_BEARERS):
                    yield from _lines(element)


def in_page(data: bytes) -> Iterator[str]:
    """Around every mention in a web page: the text of the element that holds it, and of those around it."""
    for element in _elements(data):
        for words in (element.text, element.tail):
            if words and SIGN in words:
                yield from words.splitlines()
        holder: etree._Element | None = element
        while holder is not None and SIGN in (text := _beginning(holder)) and len(text) <= _LONGEST:
            yield text
            holder = holder.getparent()


def properties_of_page(data: bytes) -> Iterator[str]:
    """What a web page says of itself: `name：value`, and the bare value."""
    for element in _elements(data):
        if local(element) == "meta" and (value := element.get("content")):
            yield f"{element.get('name') or ''}：{value}"
            yield value


def in_source(data: bytes) -> Iterator[str]:
    """The lines of a file of plain text, with those that are marked as a remark."""
    found = decode(data)
    yield from found.text.splitlines() if found and SIGN in found.text else ()


def root_of(content: bytes) -> etree._Element | None:
    """The root of a part; None where it is no XML."""
    try:
        return parse_xml(content)
    except etree.XMLSyntaxError:
        return None


def _may_bear(content: bytes) -> bool:
    """Whether the words of a mark can be in the part: as they are, by number, or in another encoding."""
    return SIGN.encode() in content or b"&#" in content or content.startswith(_WIDE)


def _lines(bearer: etree._Element) -> Iterator[str]:
    pieces = list(_pieces(bearer, unseen=False))
    yield from "".join(text for text, _ in pieces).splitlines()
    if any(unseen for _, unseen in pieces):
        for _, group in groupby(pieces, key=lambda piece: piece[1]):
            yield from "".join(text for text, _ in group).splitlines()


def _pieces(element: etree._Element, *, unseen: bool) -> Iterator[tuple[str, bool]]:
    """The words of a paragraph, each with whether it is unseen; paragraphs inside it have their own."""
    if element.text:
        yield element.text, unseen
    for child in element:
        name = local(child)
        if name in ("br", "line-break", "cr"):
            yield "\n", unseen
        elif name not in _BEARERS and name not in _NO_WORDS:
            yield from _pieces(child, unseen=unseen or name in _DELETED or _vanishes(child))
        if child.tail:
            yield child.tail, unseen


def _vanishes(run: etree._Element) -> bool:
    return local(run) == "r" and any(local(one) == "vanish" for properties in run for one in properties)


def _elements(data: bytes) -> Iterator[etree._Element]:
    # Only here: the reader of web pages brings that of Word along.
    from pipeline.readers.web.archive import opened

    page = opened(data)
    if page is None or SIGN not in page.text:
        return
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page.text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return
    yield from (one for one in root.iter() if isinstance(one.tag, str)) if root is not None else ()


def _beginning(element: etree._Element) -> str:
    """The words of an element, no more than show that it is too long for a line."""
    words = ""
    for text in element.itertext():
        words += str(text)
        if len(words) > _LONGEST:
            break
    return words


IN_TEXT: Mapping[str, Callable[[bytes], Iterator[str]]] = {"html": in_page, "md": in_source}
"""For the formats that are no package: how all their lines are found."""
