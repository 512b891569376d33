"""The same document inside containers; damaged containers end in documents or problems, in bounded time."""

import gc
import io
import zipfile

import pytest
import same_document as same
from extraction_builders import extractor
from mutations import mutated
from test_readers_fuzz import FILES, GROWTH, SECONDS, at_most, memory
from test_readers_same import rows

from pipeline import readers
from pipeline.readers.limits import MIB, Limits

pytest.importorskip("pipeline.readers.containers", reason="archives and mails are not read in this version")

REPORT, SPEECH = same.told("same_report"), same.told("same_speech")
LIMITS = Limits(free_bytes=8 * MIB, xml_bytes=4 * MIB, pages=50, scan_pages=0)


def zipped():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (("反馈/a.docx", same.as_docx(REPORT)), ("b.txt", same.as_gb18030(SPEECH))):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)
    return stream.getvalue()


CONTAINERS = {"zip": zipped(), "eml": same.as_mail(REPORT)}


def told(folder, name, content):
    (folder / name).write_bytes(content)
    return [extractor()(one) for one in readers.read_all(folder / name, LIMITS) if one.readable]


@pytest.mark.parametrize("form", CONTAINERS)
def test_same_tasks_from_inside_a_container(form, tmp_path):
    [alone] = told(tmp_path, "alone.docx", same.as_docx(REPORT))
    found = told(tmp_path, f"a.{form}", CONTAINERS[form])
    assert len(alone.tasks) > 5
    assert [one.document.format for one in found] == ["txt", "docx"]
    assert rows(found[-1]) == rows(alone)


@pytest.mark.parametrize("form", CONTAINERS)
def test_damaged_containers_end_in_documents(form, tmp_path):
    path, settled = tmp_path / f"a.{form}", 0
    for seed in range(FILES):
        path.write_bytes(mutated(CONTAINERS[form], seed))
        with at_most(SECONDS):
            found = readers.read_all(path, LIMITS)
        assert all(one.readable or one.problems for one in found)
        if seed == FILES // 2:
            gc.collect()
            settled = memory()
    assert memory() - settled < GROWTH
