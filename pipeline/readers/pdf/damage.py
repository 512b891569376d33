"""Why a PDF that cannot be opened, or of which no page can be read, is as it is."""

import io
from collections.abc import Iterator
from typing import Any

from models import Problem
from pipeline.readers.problems import problem

END = b"%%EOF"
TAIL = 1024
PADDING = b"\0\t\n\f\r "


def diagnosed(data: bytes) -> Problem:
    """The problem of a PDF that cannot be read: its pages run in a circle, its end is missing, or neither."""
    if circular(data):
        return problem("pdf_circle")
    return problem("pdf_cut" if is_cut(data) else "pdf_damaged")


def is_cut(data: bytes) -> bool:
    """Whether the file breaks off: a whole one ends with a mark (ISO 32000-1, 7.5.5), or soon after it."""
    return END not in data.rstrip(PADDING)[-TAIL:]


def circular(data: bytes) -> bool:
    """Whether a branch of the tree of pages contains itself."""
    try:
        return _returns(_document(data))
    except Exception:  # on a damaged file the library gives up in any way
        return False


def _document(data: bytes) -> Any:
    from pdfminer.pdfdocument import PDFDocument
    from pdfminer.pdfparser import PDFParser

    return PDFDocument(PDFParser(io.BytesIO(data)))


def _returns(document: Any) -> bool:
    """Walk the tree, every branch once; whether the way down leads to a branch that one came through."""
    root = document.catalog.get("Pages")
    above: list[tuple[int, Iterator[Any]]] = [(root.objid, _kids(root))]
    seen = {root.objid}
    while above:
        kid = next(above[-1][1], None)
        if kid is None:
            above.pop()
        elif kid.objid in (number for number, _ in above):
            return True
        elif kid.objid not in seen:
            seen.add(kid.objid)
            above.append((kid.objid, _kids(kid)))
    return False


def _kids(branch: Any) -> Iterator[Any]:
    from pdfminer.pdftypes import PDFObjRef, dict_value, list_value

    kids = list_value(dict_value(branch).get("Kids", []))
    return iter([kid for kid in kids if isinstance(kid, PDFObjRef)])
