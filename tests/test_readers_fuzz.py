"""Two hundred damaged files of every format: no exception leaves a reader, none hangs, nothing grows.

The damage depends on the seed alone. The quick run gives each format the same seeds on every machine; the
slow one goes on from there. What a reader returns is a reading whose blocks fit its text, or a coded problem.
A format that has no file of its own here is given a web page, which is foreign to it. Nothing is recognised
on pictures here: damage reaches what decodes them, not what looks at the points.
"""

import gc
import signal
import sys
from contextlib import contextmanager
from importlib import import_module

import pytest
import same_document as same
from extraction_builders import extractor
from mutations import mutated
from office import PROGRAM, convert
from readers_builders import check_blocks
from scan_builders import as_file, pages
from word_sample import rich_docx

from models import Problem, Severity
from pipeline.readers import READERS, Limits
from pipeline.readers.assemble import document
from pipeline.readers.limits import MIB

resource = pytest.importorskip("resource", reason="the memory of a process is measured on Unix only")
FILES = 200
SOAK = 600
EXTRACTED = 40
"""Of so many damaged files, one goes on to be extracted."""
SECONDS = 10
GROWTH = 64 * MIB
LIMITS = Limits(free_bytes=8 * MIB, xml_bytes=4 * MIB, pages=50, scan_pages=0)
REPORT, SPEECH = same.told("same_report"), same.told("same_speech")
SMALL = pages(same.as_pdf(REPORT), dots=30)[:1]
BASES = {
    "docx": [rich_docx()],
    "pdf": [same.as_pdf(REPORT), same.as_pdf(SPEECH)],
    "txt": [same.as_utf8(REPORT), same.as_gb18030(SPEECH), same.as_text(REPORT).encode("utf-16")],
    "xlsx": [same.as_xlsx(REPORT)],
    "csv": [same.as_csv(REPORT)],
    "html": [same.as_html(REPORT), same.as_web_archive(SPEECH)],
    "md": [same.as_markdown(REPORT)],
    "ofd": [same.as_ofd(REPORT)],
    "image": [as_file(*SMALL, file_format=one) for one in ("PNG", "JPEG", "TIFF")],
}
BY_OFFICE = {
    "xls": (same.as_xlsx, "xlsx", "xls"),
    "doc": (same.as_docx, "docx", "doc"),
    "rtf": (same.as_docx, "docx", "rtf"),
    "odf": (same.as_docx, "docx", "odt"),
}
"""Formats that only LibreOffice writes for us: what it makes them from, and what it calls both."""


class HangError(BaseException):
    """A reader took longer than any damaged file of this size may."""


@contextmanager
def at_most(seconds):
    """Raises `HangError` in the code inside when it takes longer; only where the system has alarms."""

    def ring(*_):
        raise HangError

    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def memory():
    """The most memory this process ever held, in bytes."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def check(file_format, content):
    """What a reader makes of these bytes: a document that holds together, or None after a coded problem."""
    with at_most(SECONDS):
        found = import_module(READERS[file_format]).parse(content, LIMITS)
    if isinstance(found, Problem):
        assert found.severity is Severity.ERROR
        assert found.code
        return None
    read = document(f"x.{file_format}", file_format, found)
    check_blocks(read)
    return read


def whole(file_format, folder):
    """The files of this format before they are damaged."""
    if file_format not in BY_OFFICE:
        return BASES.get(file_format, [same.as_html(REPORT)])
    if PROGRAM is None:
        pytest.skip("LibreOffice (soffice) is not installed; .ci/run installs it")
    write, source, wanted = BY_OFFICE[file_format]
    made = folder / f"whole.{source}"
    made.write_bytes(write(REPORT))
    return [convert([made], wanted, folder)[0].read_bytes()]


def run(file_format, bases, seeds):
    for base in bases:
        check(file_format, base)
    settled = None
    for seed in seeds:
        try:
            read = check(file_format, mutated(bases[seed % len(bases)], seed))
            if read and seed % EXTRACTED == 0:
                assert extractor()(read).ungrounded() == []
        except BaseException as fault:
            raise AssertionError(f"{file_format}, seed {seed}: {fault!r}") from fault
        if settled is None and seed - seeds[0] >= len(seeds) // 2:
            gc.collect()
            settled = memory()
    assert memory() - settled < GROWTH


@pytest.fixture
def bases(file_format, tmp_path, monkeypatch):
    """The whole files; LibreOffice, which every damaged .doc would start again, is then out of reach."""
    found = whole(file_format, tmp_path)
    monkeypatch.setenv("PATH", "")
    return found


@pytest.mark.parametrize("file_format", READERS)
def test_damaged_files_end_in_a_reading_or_a_problem(file_format, bases):
    run(file_format, bases, range(FILES))


@pytest.mark.slow
@pytest.mark.parametrize("file_format", READERS)
def test_long_soak_of_damaged_files(file_format, bases):
    run(file_format, bases, range(FILES, FILES + SOAK))
