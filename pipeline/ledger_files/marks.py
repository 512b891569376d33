"""A ledger that bears a mark of secrecy is stopped like any other file."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from models import Problem, Severity
from pipeline.ledger_files.found import UnreadableError
from pipeline.readers.assemble import Parsed
from pipeline.readers.limits import MIB, Limits
from pipeline.readers.secrecy import apart, find_mark, judged
from pipeline.readers.secrecy.tables import head_of, judged_name, judged_words, rest_of
from pipeline.readers.sheet.grid import Grid

LONG = Limits(xml_bytes=192 * MIB)
"""A ledger of 100,000 rows is one part of 50 to 150 MB."""


def stop_at_name(path: Path, name: str, *, accept_internal: bool) -> tuple[Problem, ...]:
    """A remark where the name says that the file is internal and that was accepted; asked before opening.

    Raises:
        UnreadableError: its name, or that of a folder above it, bears a mark.
    """
    return _stop(judged_name(path, name, accept_internal=accept_internal))


def stop_at_mark(
    file_format: str, data: bytes, head: Iterable[str], rest: Iterable[str], *, accept_internal: bool
) -> tuple[Problem, ...]:
    """A remark where a mark of internal papers was accepted; `head` and `rest` are the words of the file.

    Raises:
        UnreadableError: the file bears a mark.
    """
    return _stop(judged_words(file_format, data, head, rest, LONG, accept_internal=accept_internal))


def stop_at_sheet_mark(
    file_format: str, data: bytes, grids: Sequence[Grid], *, accept_internal: bool
) -> tuple[Problem, ...]:
    """The same for worksheets.

    Raises:
        UnreadableError: the file bears a mark.
    """
    return stop_at_mark(file_format, data, head_of(grids), rest_of(grids), accept_internal=accept_internal)


def stop_at_reading_mark(
    file_format: str, data: bytes, reading: Parsed, *, accept_internal: bool
) -> tuple[Problem, ...]:
    """The same for a file that was read as a document.

    Raises:
        UnreadableError: the file bears a mark.
    """
    found = find_mark(reading, *apart(file_format, data, LONG))
    return _stop(judged(found, accept_internal=accept_internal))


def _stop(told: Problem | None) -> tuple[Problem, ...]:
    if told and told.severity is Severity.ERROR:
        raise UnreadableError(told)
    return (told,) if told else ()
