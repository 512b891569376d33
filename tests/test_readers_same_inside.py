"""The same document inside containers; damaged containers end in documents or problems, in bounded time."""

import gc
import zipfile

import pytest
import same_document as same
from container_builders import needs_libarchive, rar_of, seven_of, zip_of
from extraction_builders import extractor
from mutations import mutated
from test_readers_fuzz import FILES, GROWTH, SECONDS, SOAK, at_most, memory
from test_readers_same import rows

from pipeline import readers
from pipeline.readers.limits import MIB, Limits

REPORT, SPEECH = same.told("same_report"), same.told("same_speech")
LIMITS = Limits(free_bytes=8 * MIB, xml_bytes=4 * MIB, pages=50, scan_pages=0)


MEMBERS = [("反馈/a.docx", same.as_docx(REPORT)), ("b.txt", same.as_gb18030(SPEECH))]
CONTAINERS = {
    "zip": zip_of([(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), one) for name, one in MEMBERS]),
    "7z": seven_of(MEMBERS),
    "rar": rar_of(MEMBERS),
    "eml": same.as_mail(REPORT),
}
FORMS = [pytest.param(form, marks=needs_libarchive if form == "rar" else ()) for form in CONTAINERS]


def told(folder, name, content):
    (folder / name).write_bytes(content)
    return [extractor()(one) for one in readers.read_all(folder / name, LIMITS) if one.readable]


@pytest.mark.parametrize("form", FORMS)
def test_same_tasks_from_inside_a_container(form, tmp_path):
    [alone] = told(tmp_path, "alone.docx", same.as_docx(REPORT))
    found = told(tmp_path, f"a.{form}", CONTAINERS[form])
    assert len(alone.tasks) > 5
    assert [one.document.format for one in found] == ["txt", "docx"]
    assert rows(found[-1]) == rows(alone)


def run(form, folder, seeds):
    path, settled = folder / f"a.{form}", 0
    for seed in seeds:
        path.write_bytes(mutated(CONTAINERS[form], seed))
        with at_most(SECONDS):
            found = readers.read_all(path, LIMITS)
        assert all(one.readable or one.problems for one in found)
        if seed == seeds[len(seeds) // 2]:
            gc.collect()
            settled = memory()
    assert memory() - settled < GROWTH


@pytest.mark.parametrize("form", FORMS)
def test_damaged_containers_end_in_documents(form, tmp_path):
    run(form, tmp_path, range(FILES))


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_long_soak_of_damaged_containers(form, tmp_path):
    run(form, tmp_path, range(FILES, FILES + SOAK))
