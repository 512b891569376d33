"""What of a file is looked at for marks alone: headers, footers, properties, hidden lines, from its bytes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from models import Problem
from pipeline.readers.limits import Limits
from pipeline.readers.package import Faults, local, unpack
from pipeline.readers.secrecy import old_books
from pipeline.readers.secrecy.unseen import IN_TEXT, in_package, properties_of_page, root_of

_HEADERS = re.compile(r"word/(?:header|footer)\d*\.xml|xl/worksheets/\w+\.xml|styles\.xml")
_SHEET_HEADERS = re.compile(r"(?:odd|even|first)(?:Header|Footer)")
_PROPERTIES = re.compile(r"docProps/(?:core|app|custom)\.xml|meta\.xml")
_FAULTS = Faults("docx_damaged", "docx_bomb", "docx_doctype")
_ROWS = re.compile(rb"<(?:\w+:)?sheetData\b[^>]*(?<!/)>.*</(?:\w+:)?sheetData>", re.DOTALL)
_LARGE = 1 << 20
"""A larger sheet is looked at without its rows, which are most of it."""
_KINDS = ("", "-first", "-left")
"""OpenDocument has headers for the first and for left pages of their own."""
_CODES = re.compile(r"&(?:[LCRPNDTAFGBUIES]|\"[^\"]*\"|\d+|K[0-9A-F]{6})")


class Apart(NamedTuple):
    """The lines of headers and footers, the values of the properties, and all lines, the unseen ones too."""

    margins: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


def apart(file_format: str, data: bytes, limits: Limits) -> Apart:
    """What stands apart from the text of the file; nothing where the format has no such place."""
    if data.startswith(b"PK"):
        return _of_package(data, limits)
    if file_format == "pdf":
        return _of_pdf(data)
    if file_format == "xls":
        return _of_old_book(data)
    properties = properties_of_page(data) if file_format == "html" else ()
    return Apart(properties=tuple(properties), lines=tuple(IN_TEXT.get(file_format, _none)(data)))


def _none(_: bytes) -> Iterator[str]:
    return iter(())


def _of_old_book(data: bytes) -> Apart:
    margins = (line for header in old_books.headers(data) for line in _CODES.sub("\n", header).splitlines())
    return Apart(margins=tuple(margins), lines=tuple(old_books.cells(data)))


def _of_package(data: bytes, limits: Limits) -> Apart:
    parts = unpack(data, limits, _FAULTS)
    if isinstance(parts, Problem):
        return Apart()
    margins = [line for name in parts if _HEADERS.fullmatch(name) for line in _lines(name, parts[name])]
    properties = [line for name in parts if _PROPERTIES.fullmatch(name) for line in _values(parts[name])]
    return Apart(tuple(margins), tuple(properties), tuple(in_package(parts)))


def _lines(name: str, content: bytes) -> Iterator[str]:
    root = root_of(content if len(content) < _LARGE else _ROWS.sub(b"", content, count=1))
    if root is None:
        return
    if name == "styles.xml":
        for margin in root.iter(*(f"{{*}}{part}{kind}" for part in ("header", "footer") for kind in _KINDS)):
            yield from ("".join(map(str, one.itertext())) for one in margin.iter("{*}p"))
        return
    for element in root.iter():
        if name.startswith("xl/"):
            if _SHEET_HEADERS.fullmatch(local(element)):
                yield from _CODES.sub("\n", element.text or "").splitlines()
        elif local(element) == "p":
            yield "".join(one.text or "" for one in element.iter() if local(one) == "t")


def _values(content: bytes) -> Iterator[str]:
    """Every property as `name：value` where a person named it, and its bare value; keywords one by one."""
    root = root_of(content)
    for element in root.iter() if root is not None else ():
        text = "".join(map(str, element.itertext())) if element.get("name") else element.text or ""
        if element.get("name"):
            yield f"{element.get('name')}：{text}"
        yield from re.split(r"[;；,，\n]", text)


def _of_pdf(data: bytes) -> Apart:
    """All lines of the first page, since the reader leaves headers out, and the document's facts."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            facts = tuple(document.get_metadata_dict(skip_empty=True).values())
            lines = document[0].get_textpage().get_text_bounded().splitlines() if len(document) else []
    except pypdfium2.PdfiumError:
        return Apart()
    return Apart(tuple(lines), facts)
