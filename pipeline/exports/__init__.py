"""The ledger as files: a table for people (Excel, CSV) and lines for other programs (JSON Lines).

What lives here: how a state of the ledger looks in each format. What does not: deciding anything about a row.
The same state always gives the same bytes.
"""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from models.collector import collector_off, kept_for_good
from pipeline.exports.contents import Contents, records_of, whole
from pipeline.exports.tabular import write_csv, write_jsonl
from pipeline.exports.whole_file import whole_file

if TYPE_CHECKING:
    from pipeline.exports.day_lights import DayLights

FORMATS = ("xlsx", "docx", "html", "csv", "jsonl", "parquet", "ics")
EXTRAS = {"ics": "calendar", "parquet": "analytics"}
"""What has to be installed beside the core for a format: the name of the extra."""
_FOLDERS = {
    "docx": ("pipeline.exports.papers.word_files", "word_files"),
    "ics": ("pipeline.exports.calendars", "calendars"),
}
MOST_ROWS = {"xlsx": 20_000}
"""How many rows a person's file may have: an Excel is held whole while it is made, some 40 KB a row."""
Files = Iterable[tuple[str, bytes | Iterable[bytes]]]
"""Relative names, and what is in the files: bytes, or pieces of them that are made while they are written."""


def export(
    contents: Contents,
    fmt: str,
    out_dir: Path,
    *,
    stem: str = "整改台账",
    lights: "DayLights | None" = None,
    chosen: str = "",
) -> Path:
    """Write the ledger in one format, replacing an older file only when the new one is complete.

    Args:
        contents: a state, or rows that are read while they are written.
        fmt: one of `FORMATS`.
        out_dir: the folder, made if need be.
        stem: the name of the file.
        lights: the lights of a day, for what shows them.
        chosen: which rows these are, in words, where it is not the whole ledger.

    Returns:
        `out_dir/stem.fmt`; of a format with a file for every unit (docx, ics) the folder of these files,
        beside which stands one file for all units.

    Raises:
        ImportError: The extra that the format needs (`EXTRAS`) is not installed.
    """
    out_dir.mkdir(parents=True, exist_ok=True)
    if fmt not in _FOLDERS:
        path = out_dir / f"{stem}.{fmt}"
        with collector_off(), whole_file(path) as unfinished:
            _write(contents, fmt, unfinished, lights, chosen)
        return path
    module, name = _FOLDERS[fmt]
    source = import_module(module)
    if fmt == "docx":
        with collector_off():
            contents = whole(contents)
        kept_for_good()
    write_files(getattr(source, name)(contents), out_dir)
    return out_dir / str(source.FOLDER)


def write_files(files: Files, out_dir: Path) -> list[Path]:
    """Write files below a folder, each replaced when it is complete; where they are."""
    written = []
    for relative, data in files:
        path = out_dir / relative
        with whole_file(path) as unfinished, unfinished.open("wb") as file:
            file.writelines([data] if isinstance(data, bytes) else data)
        written.append(path)
    return written


def _write(contents: Contents, fmt: str, path: Path, lights: "DayLights | None", chosen: str) -> None:
    match fmt:
        case "csv":
            write_csv(contents.entries, path)
        case "jsonl":
            write_jsonl(records_of(contents), path)
        case "xlsx":
            from pipeline.exports.workbook import write_workbook

            write_workbook(whole(contents), path, lights, chosen)
        case "html":
            from pipeline.exports.web_page import write_page

            write_page(contents, path)
        case "parquet":
            from pipeline.exports.columnar import write_parquet

            write_parquet(contents.entries, path)
        case _:
            raise ValueError(f"no such export format: {fmt}")
