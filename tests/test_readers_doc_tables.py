"""Merged cells of old Word files, read in this process: every cell stands in the column that Word shows."""

import pytest
from office import convert, needs_office
from readers_builders import cell, cells, data, docx_bytes, par, row, table

from pipeline.readers import read
from pipeline.readers.doc.rows import rows_of
from pipeline.readers.doc.story import Story

CASES = data("merged_tables.toml")["case"]
DOWN = {"v": '<w:vMerge w:val="restart"/>', "^": "<w:vMerge/>", ">": '<w:gridSpan w:val="2"/>', "a": ""}


def drawn(rows):
    """The table in Word's XML; each cell says where it stands, covered ones are empty."""
    return table(*(row(*(_cell(sign, at, number) for at, sign in enumerate(signs, 1)))
                   for number, signs in enumerate(rows, 1)))  # fmt: skip


def _cell(sign, at, number):
    return cell("" if sign == "^" else f"第{number}行第{at}格", properties=DOWN[sign])


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Each table as a .docx and as the .doc that LibreOffice makes of it."""
    folder = tmp_path_factory.mktemp("tables")
    sources = [folder / f"{number}.docx" for number, _ in enumerate(CASES)]
    for source, case in zip(sources, CASES, strict=True):
        source.write_bytes(docx_bytes(par("之前"), drawn(case["rows"]), par("之后"), drawn(["aa", "aa"])))
    old = convert(sources, "doc", folder)
    return {case["name"]: pair for case, pair in zip(CASES, zip(sources, old, strict=True), strict=True)}


@needs_office
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cells_stand_where_they_stand_in_the_docx(case, written, monkeypatch):
    monkeypatch.setenv("PATH", "")
    docx, doc = map(read, written[case["name"]])
    assert doc.reader == "office-oxide"
    assert cells(doc) == cells(docx)
    assert doc.problems == ()


def grid(*widths):
    """A table as the library tells it, with so many cells in each row."""
    paragraphs = [
        [{"type": "paragraph", "content": [{"text": f"{number}.{at}"}]} for at in range(width)]
        for number, width in enumerate(widths, 1)
    ]
    rows = [{"cells": [{"content": [one]} for one in cells]} for cells in paragraphs]
    return {"sections": [{"elements": [{"type": "table", "rows": rows}]}]}


def test_row_of_which_the_cells_are_not_known_is_a_hole_and_in_no_column():
    story = Story()
    pieces = story.pieces(grid(4, 4, 2, 1))
    assert [(piece.place.row, piece.place.column) for piece in pieces] == [
        *((row, column) for row in (1, 2) for column in (1, 2, 3, 4)),
        (4, 1),
    ]
    assert [(hole.before, hole.message[:5]) for hole in story.holes] == [(8, "表1第3行")]


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)])
def test_file_that_does_not_tell_its_rows(content):
    assert rows_of(content) == []
