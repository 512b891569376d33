"""Scans and photographs of pages: recognised offline, then laid out as the pages of a PDF are.

What lives here: decoding images, seals, turning pages upright, recognition, ruled lines. What does not: lines
to paragraphs and tables (`pipeline.readers.pdf`), meaning (`extractors`).
"""

from typing import Any

from models import Problem
from pipeline.readers.assemble import Parsed
from pipeline.readers.limits import Limits
from pipeline.readers.pdf.reading import reading
from pipeline.readers.pdf.sheets import Sheet, sheet
from pipeline.readers.problems import problem
from pipeline.readers.scan.engine import installed
from pipeline.readers.scan.page import scanned
from pipeline.readers.scan.pictures import decoded


def parse(data: bytes, limits: Limits) -> Parsed | Problem:
    """Read the picture or pictures of pages in an image file."""
    if not installed():
        return problem("ocr_missing")
    found = decoded(data, limits)
    if isinstance(found, Problem):
        return found
    sheets = [_seen(number, one, limits) for number, one in enumerate(found, 1)]
    return reading(sheets, nothing="image_wordless")


def _seen(number: int, picture: Any, limits: Limits) -> Sheet:
    if number > limits.scan_pages:
        return Sheet(number, fault="page_unseen")
    return sheet(number, scanned(picture, f"第{number}页"))
