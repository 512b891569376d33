"""Workbooks of Excel 2007 and later, and of WPS: the XML of each sheet, cells as they are displayed.

Read here rather than with openpyxl, which lays out every cell of a merged range (a file of 5 kB may merge
17 billion), refuses whole workbooks for a style it does not know, and does not say what a cell displays.
"""

import datetime as dt
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from models import Problem
from pipeline.readers.assemble import Parsed
from pipeline.readers.limits import Limits
from pipeline.readers.package import Faults, local, parse_xml, stream_xml, unpack
from pipeline.readers.problems import problem
from pipeline.readers.sheet.beside import comments, pictures
from pipeline.readers.sheet.display import builtin, day_of, shown
from pipeline.readers.sheet.grid import Grid, Span, column_number
from pipeline.readers.sheet.pieces import reading

READER = "lxml"
FAULTS = Faults("sheet_damaged", "sheet_bomb", "sheet_doctype")
REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
HIDDEN = ("hidden", "veryHidden")
ON = ("1", "true")
LAST_COLUMN = 16_384


@dataclass(frozen=True)
class Book:
    """What the sheets of a workbook share."""

    strings: list[str]
    formats: list[str]
    since_1904: bool


class Workbook(NamedTuple):
    """The sheets of a workbook in their order, and the keywords in its properties."""

    grids: list[Grid]
    keywords: str


def parse(data: bytes, limits: Limits) -> Parsed | Problem:
    """Read an .xlsx, .xlsm or a WPS workbook of the same build."""
    found = workbook(data, limits)
    return found if isinstance(found, Problem) else reading(found.grids, READER, limits)


def workbook(data: bytes, limits: Limits) -> Workbook | Problem:
    """All sheets of the workbook cell by cell, or what is wrong with it."""
    unpacked = unpack(data, limits, FAULTS)
    if isinstance(unpacked, Problem):
        return unpacked
    members = {name.lower(): body for name, body in unpacked.items()}
    try:
        return Workbook(list(_grids(members)), _keywords(members.get("docprops/core.xml")))
    except (etree.XMLSyntaxError, KeyError, ValueError):
        return problem("sheet_damaged")


def _keywords(content: bytes | None) -> str:
    found = _all(parse_xml(content), "keywords") if content else iter(())
    return next((one.text or "" for one in found), "")


def _grids(members: dict[str, bytes]) -> Iterator[Grid]:
    root = parse_xml(members["xl/workbook.xml"])
    targets = _targets(members, "xl/workbook.xml")
    book = Book(
        strings=_strings(members.get("xl/sharedstrings.xml")),
        formats=_formats(members.get("xl/styles.xml")),
        since_1904=any(one.get("date1904") in ON for one in _all(root, "workbookPr")),
    )
    for sheet in _all(root, "sheet"):
        relation = next((value for key, value in sheet.items() if str(key).endswith("}id")), "")
        name = targets.get(str(relation), "")
        if name in members and "worksheet" in name:
            grid = _grid(members[name], sheet, book)
            _hang(grid, members, name)
            yield grid


def _hang(grid: Grid, members: dict[str, bytes], name: str) -> None:
    """Add the comments and pictures that the sheet in the part `name` refers to."""
    for part in _targets(members, name).values():
        folder, _, file = part.rpartition("/")
        if part in members and file.startswith("comment"):
            grid.comments.update(comments(members[part]))
        elif part in members and folder.endswith("drawings") and file.endswith(".xml"):
            grid.pictures += pictures(members[part])


def _targets(members: dict[str, bytes], source: str) -> dict[str, str]:
    """What a part refers to inside the archive, by the name of the relation."""
    folder, name = posixpath.split(source)
    listing = members.get(f"{folder}/_rels/{name}.rels")
    if listing is None:
        return {}
    return {
        str(one.get("Id", "")): posixpath.normpath(posixpath.join("/" + folder, one.get("Target", "")))
        .lstrip("/")
        .lower()
        for one in parse_xml(listing)
        if one.get("TargetMode") != "External"
    }


def _grid(content: bytes, sheet: etree._Element, book: Book) -> Grid:
    """One sheet, row by row: a row is let go as soon as it is read, so that large ledgers fit."""
    grid = Grid(sheet.get("name", ""), hidden=sheet.get("state") in HIDDEN)
    number = 0
    for element in stream_xml(content, "col", "mergeCell", "row"):
        name = local(element)
        if name == "col" and element.get("hidden") in ON:
            first, last = int(element.get("min", 0)), int(element.get("max", 0))
            grid.hidden_columns.update(range(first, min(last, LAST_COLUMN) + 1))
        elif name == "mergeCell" and (span := _span(element.get("ref", ""))):
            grid.merged.append(span)
        elif name == "row":
            number = int(element.get("r", number + 1))
            if element.get("hidden") in ON:
                grid.hidden_rows.add(number)
            _read_row(grid, element, number, book)
    return grid


def _read_row(grid: Grid, row: etree._Element, number: int, book: Book) -> None:
    column = 0
    for cell in row:
        found = REFERENCE.fullmatch(cell.get("r", ""))
        column = column_number(found[1]) if found else column + 1
        at = (int(found[2]) if found else number, column)
        text = _text(cell, book)
        if text:
            grid.cells[at] = text
        elif any(local(child) == "f" for child in cell):
            grid.uncounted.append(at)
        if cell.get("t") == "e" and text:
            grid.errors.append(at)
        if text and (day := _day(cell, book)):
            grid.days[at] = day


def _text(cell: etree._Element, book: Book) -> str:
    """What the cell shows."""
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(_rich(one) for one in cell if local(one) == "is")
    value = next((one.text or "" for one in cell if local(one) == "v"), "")
    if kind == "s":
        return book.strings[int(value)] if value else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(value, value)
    if kind != "n" or not value:
        return _unescaped(value)
    return shown(float(value), _format(cell, book), since_1904=book.since_1904)


def _day(cell: etree._Element, book: Book) -> dt.date | None:
    """The day that the cell shows, if it shows one."""
    if cell.get("t", "n") != "n":
        return None
    value = next((one.text or "" for one in cell if local(one) == "v"), "")
    return day_of(float(value), _format(cell, book), since_1904=book.since_1904) if value else None


def _format(cell: etree._Element, book: Book) -> str:
    style = int(cell.get("s", 0))
    return book.formats[style] if style < len(book.formats) else "General"


def _strings(content: bytes | None) -> list[str]:
    return [_rich(one) for one in parse_xml(content) if local(one) == "si"] if content else []


def _rich(element: etree._Element) -> str:
    """The words of a string, with its runs joined and phonetic guides left out."""
    words = []
    for child in element:
        if local(child) == "t":
            words.append(_unescaped(child.text or ""))
        elif local(child) == "r":
            words.append(_rich(child))
    return "".join(words)


def _unescaped(text: str) -> str:
    unescaped = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return unescaped.replace("\r\n", "\n").replace("\r", "\n")


def _formats(content: bytes | None) -> list[str]:
    """The number format of each cell style."""
    if content is None:
        return []
    root = parse_xml(content)
    own = {int(one.get("numFmtId", 0)): one.get("formatCode", "General") for one in _all(root, "numFmt")}
    styles = next((one for one in root if local(one) == "cellXfs"), ())
    numbers = [int(one.get("numFmtId", 0)) for one in styles]
    return [own.get(number) or builtin(number) for number in numbers]


def _span(reference: str) -> Span | None:
    ends = [REFERENCE.fullmatch(end) for end in reference.split(":")]
    if len(ends) != 2 or not all(ends):
        return None
    (left, top), (right, bottom) = ((column_number(end[1]), int(end[2])) for end in ends if end)
    return Span(top, left, bottom, right)


def _all(root: etree._Element, name: str) -> Iterator[etree._Element]:
    return root.iter(f"{{*}}{name}")
