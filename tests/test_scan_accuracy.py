"""Documents read from worn scans beside the same ones read from their text: characters, and rows of tasks."""

import unicodedata
from collections import Counter
from difflib import SequenceMatcher

import pytest
from readers_builders import read_bytes, typeset
from scan_builders import as_pdf, pages, sealed, worn

import corpus
from extractors import load_extractor
from pipeline.readers import read
from pipeline.registry import load_registry

DOCUMENTS = ["停车公司审计整改情况函", "化工片区隐患整改专题会议纪要", "县交通运输局党组巡察反馈意见"]
CHARACTERS = 0.99
ROWS = 0.95


def folded(text):
    """Without spaces, and without the difference of width, in which recognition errs and nothing is lost."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def row(task):
    deadline = task.deadline and (folded(task.deadline.text), task.deadline.due)
    owners = tuple(sorted((owner.name, owner.role.value) for owner in task.owners))
    return folded(task.measure), owners, deadline


def shared(text, other):
    """The share of the characters of `text` that `other` has in the same order."""
    blocks = SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks) / len(text)


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """Each document as read from its text, and as read from a scan of it."""
    folder = tmp_path_factory.mktemp("scans")
    pairs = []
    for name in DOCUMENTS:
        title, *rest = [
            line for line in read(corpus.path("inbox", f"{name}.txt")).raw.split("\n") if line.strip()
        ]
        content = typeset("#" + title, *rest)
        scans = [
            worn(sealed(page, 1200, 1500), slant=(-1) ** at * (0.6 + 0.5 * at), seed=at)
            for at, page in enumerate(pages(content))
        ]
        pairs.append((read_bytes(folder, "a.pdf", content), read_bytes(folder, "b.pdf", as_pdf(*scans))))
    return pairs


@pytest.mark.slow
def test_characters_of_worn_scans(both):
    assert [shared(folded(text.raw), folded(scan.raw)) >= CHARACTERS for text, scan in both] == [True] * len(
        both
    )


@pytest.mark.slow
def test_rows_of_worn_scans_are_those_of_the_text(both):
    extractor = load_extractor(load_registry()[0])
    expected, found = Counter(), Counter()
    for text, scan in both:
        expected.update(map(row, extractor(text).tasks))
        found.update(map(row, extractor(scan).tasks))
    assert (expected & found).total() >= ROWS * expected.total()
    assert (found - expected).total() <= (1 - ROWS) * expected.total()


@pytest.mark.slow
def test_each_scan_says_that_it_is_one(both):
    for _, scan in both:
        codes = {problem.code for problem in scan.problems}
        assert {"R101", "R104"} <= codes
        assert all(block.confidence is not None and block.place.box for block in scan.blocks)
