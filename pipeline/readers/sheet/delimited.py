"""Ledgers as text with commas, semicolons or tabs between the cells (.csv, .tsv)."""

import csv
import io
from dataclasses import replace
from itertools import islice

from models import Problem
from pipeline.readers.assemble import Parsed, clean
from pipeline.readers.limits import Limits
from pipeline.readers.problems import problem
from pipeline.readers.sheet.grid import Grid
from pipeline.readers.sheet.lost_quotes import without_lost_quotes
from pipeline.readers.sheet.pieces import reading
from pipeline.readers.text.encoding import decode

SEPARATORS = ",\t;|，"
SAMPLE = 50


def parse(data: bytes, limits: Limits) -> Parsed | Problem:
    """Read a .csv or .tsv of any Chinese encoding."""
    decoded = decode(data)
    if decoded is None:
        return problem("not_text")
    found = _cells(decoded.text, limits)
    if isinstance(found, Problem):
        return found
    told = reading([found], f"csv, {decoded.encoding}", limits)
    if decoded.damaged and isinstance(told, Parsed):
        return replace(told, problems=(problem("bad_bytes", count=decoded.damaged), *told.problems))
    return told


def grid(data: bytes, limits: Limits) -> Grid | Problem:
    """The cells of the file, or what is wrong with it."""
    decoded = decode(data)
    return _cells(decoded.text, limits) if decoded else problem("not_text")


def _cells(decoded: str, limits: Limits) -> Grid | Problem:
    text = clean(decoded).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return problem("no_words")
    csv.field_size_limit(limits.xml_bytes)
    mark = separator(text)
    text, lost = without_lost_quotes(text, mark)
    found = Grid("", merges=False, lost_quotes=lost)
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=mark), 1):
            found.cells |= {(number, column): cell for column, cell in enumerate(row, 1) if cell.strip()}
    except csv.Error:
        return problem("sheet_damaged")
    return found


def separator(text: str) -> str:
    """The mark between the cells: the one that cuts most lines into the same number of cells."""

    def agreement(mark: str) -> tuple[int, int]:
        rows = islice(csv.reader(io.StringIO(text), delimiter=mark), SAMPLE)
        widths = [len(row) for row in rows if len(row) > 1]
        common = max(widths, key=widths.count, default=0)
        return widths.count(common), common

    return max(SEPARATORS, key=agreement)
