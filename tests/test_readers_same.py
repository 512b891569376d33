"""One document in every format: the same tasks, owners and limits, and every span leads back to its place."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import pytest
import same_document as same
from extraction_builders import extractor
from office import convert, needs_office
from readers_builders import read_bytes
from scan_builders import as_pdf, pages, sealed, worn

from models import Place

DOCUMENTS = {name: same.told(name) for name in ("same_report", "same_speech")}


class Form(NamedTuple):
    """A format: how it is written, and what another library finds at a place of it."""

    write: Callable
    spot: Callable | None = None


FORMS = {
    "docx": Form(same.as_docx, same.in_docx),
    "txt": Form(same.as_utf8, partial(same.in_text, encoding="utf-8")),
    "gb18030.txt": Form(same.as_gb18030, partial(same.in_text, encoding="gb18030")),
    "html": Form(same.as_html, same.in_html),
    "md": Form(same.as_markdown, partial(same.in_text, encoding="utf-8")),
    "pdf": Form(same.as_pdf, same.in_pdf),
    "ofd": Form(same.as_ofd, same.in_ofd),
}
PAGED = ("pdf", "ofd")
WRITTEN_BY_OFFICE = ("docx", "odt", "rtf", "doc")
ENOUGH = 0.95
"""Of the rows of a scan, how many must need no correction."""


def rows(extraction):
    """What the ledger would get of each task: words, owners with their role and basis, limit with its day."""
    return [(task.kind, task.measure, _owners(task), _limit(task.deadline)) for task in extraction.tasks]


def _owners(task):
    return [(owner.role, owner.name, owner.basis) for owner in task.owners]


def _limit(deadline):
    return deadline and (deadline.text, deadline.due, deadline.kind)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("same")


def extracted(folder, name, content):
    return extractor()(read_bytes(folder, name, content))


@pytest.fixture(scope="module")
def reference(folder):
    """What the Word file gives; every other format must give the same."""
    found = {name: extracted(folder, f"{name}.docx", same.as_docx(told)) for name, told in DOCUMENTS.items()}
    for name, told in DOCUMENTS.items():
        days = {str(task.deadline.due) for task in found[name].tasks if task.deadline and task.deadline.due}
        assert sorted(days) == list(told.due)
    return found


def squeezed(text):
    return "".join(text.split())


def check_places(extraction, spot):
    """Each task's words stand where the record says, as a library of another maker finds them."""
    document = extraction.document
    for task in extraction.tasks:
        words = document.text[task.measure_start : task.measure_end]
        assert words == task.measure
        assert task.source.place != Place()
        assert squeezed(words)[:8] in squeezed(spot(task.source.place))


def in_cells(extraction):
    """The table, row and column of each task, None for one that stands in a paragraph."""
    places = [task.source.place for task in extraction.tasks]
    return [(place.table, place.row, place.column) if place.table else None for place in places]


def on_pages(extraction):
    return [task.source.place.page for task in extraction.tasks]


@pytest.fixture(scope="module")
def printed_pages(folder):
    """The page of each task in the PDF, which pdfium finds there too (`test_same_tasks_in_their_places`)."""
    return {
        name: on_pages(extracted(folder, f"{name}.pdf", same.as_pdf(told)))
        for name, told in DOCUMENTS.items()
    }


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("form", FORMS)
def test_same_tasks_in_their_places(name, form, folder, reference, printed_pages):
    content = FORMS[form].write(DOCUMENTS[name])
    extraction = extracted(folder, f"{name}.{form}", content)
    assert rows(extraction) == rows(reference[name])
    assert extraction.ungrounded() == []
    assert in_cells(extraction) == in_cells(reference[name])
    if form in PAGED:
        assert on_pages(extraction) == printed_pages[name]
    check_places(extraction, partial(FORMS[form].spot, content))


@pytest.mark.parametrize("name", ["same_report", pytest.param("same_speech", marks=pytest.mark.slow)])
def test_scan_gives_the_same_tasks(name, folder, reference, printed_pages):
    """Two pages from a cheap scanner, under a seal: askew, soft, grainy."""
    printed = same.as_pdf(DOCUMENTS[name])
    sheets = [worn(sealed(sheet, 1200, 1900), slant=0.5, seed=at) for at, sheet in enumerate(pages(printed))]
    extraction = extracted(folder, f"{name}扫描件.pdf", as_pdf(*sheets))
    assert extraction.ungrounded() == []
    expected, found = rows(reference[name]), rows(extraction)
    assert sum(row in found for row in expected) >= ENOUGH * len(expected)
    assert len(found) <= len(expected)
    check_places(extraction, partial(same.in_pdf, printed))
    places = dict(
        zip(map(str, expected), zip(in_cells(reference[name]), printed_pages[name], strict=True), strict=True)
    )
    for row, *place in zip(found, in_cells(extraction), on_pages(extraction), strict=True):
        assert tuple(place) == places.get(str(row), tuple(place))


@pytest.fixture(scope="module")
def by_office(folder):
    """The documents as LibreOffice writes them, by name and format."""
    for name, told in DOCUMENTS.items():
        (folder / f"{name}_word.docx").write_bytes(same.as_docx(told))
    sources = [folder / f"{name}_word.docx" for name in DOCUMENTS]
    out = folder / "office"
    return {
        (name, form): path
        for form in WRITTEN_BY_OFFICE
        for name, path in zip(DOCUMENTS, convert(sources, form, out), strict=True)
    }


@needs_office
@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("form", WRITTEN_BY_OFFICE)
def test_same_tasks_from_files_that_libreoffice_writes(name, form, by_office, reference):
    content = by_office[name, form].read_bytes()
    extraction = extracted(by_office[name, form].parent, f"{name}.{form}", content)
    assert rows(extraction) == rows(reference[name])
    places = [[task.source.place.label() for task in one.tasks] for one in (extraction, reference[name])]
    assert places[0] == places[1]


def test_both_pages_have_tasks(printed_pages):
    assert [set(pages) for pages in printed_pages.values()] == [{1, 2}, {1, 2}]


@needs_office
def test_old_word_file_is_read_where_no_office_is(folder, reference, monkeypatch):
    """In this process; automatic numbers, which only LibreOffice knows, are said to be lost."""
    for name, told in DOCUMENTS.items():
        (folder / f"{name}_typed.docx").write_bytes(same.as_typed_docx(told))
        (folder / f"{name}_auto.docx").write_bytes(same.as_docx(told))
    kinds = [(name, kind) for name in DOCUMENTS for kind in ("typed", "auto")]
    made = convert([folder / f"{name}_{kind}.docx" for name, kind in kinds], "doc", folder / "old")
    monkeypatch.setenv("PATH", "")
    for (name, kind), path in zip(kinds, made, strict=True):
        extraction = extracted(folder, path.name, path.read_bytes())
        assert [one.code for one in extraction.document.problems] == (["R098"] if kind == "auto" else [])
        if kind == "typed":
            assert rows(extraction) == rows(reference[name])
            assert in_cells(extraction) == in_cells(reference[name])


def test_ledger_as_a_spreadsheet(folder, reference):
    told = DOCUMENTS["same_report"]
    content = same.as_xlsx(told)
    extraction = extracted(folder, "台账.xlsx", content)
    expected = [task for task in reference["same_report"].tasks if task.source.place.table]
    assert rows(extraction) == rows(reference["same_report"].model_copy(update={"tasks": tuple(expected)}))
    assert len(expected) == len(told.sheet.rows) - 1
    check_places(extraction, partial(same.in_xlsx, content))
