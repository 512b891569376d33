"""Workbooks for the tests of the readers, made by openpyxl and, for .xls, by LibreOffice."""

import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")


def workbook_bytes(fill):
    """An .xlsx whose workbook is filled in by a function."""
    book = openpyxl.Workbook()
    fill(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def sheet_bytes(rows, title="整改台账", merged=(), formats=None):
    """An .xlsx of one sheet; `merged` are ranges such as A1:F1, `formats` number formats by cell."""

    def fill(book):
        sheet = book.active
        sheet.title = title
        for row in rows:
            sheet.append(row)
        for cell, code in (formats or {}).items():
            sheet[cell].number_format = code
        for span in merged:
            sheet.merge_cells(span)

    return workbook_bytes(fill)


def converted(content, suffix, wanted, folder: Path):
    """The file as LibreOffice saves it in another format; `wanted` may name a filter, as in `txt:Text`."""
    source = folder / f"original.{suffix}"
    source.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", wanted, "--outdir", folder, source]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / f"original.{wanted.partition(':')[0]}").read_bytes()
