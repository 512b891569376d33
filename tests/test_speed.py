"""How much work reading is, counted in calls: a second differs by machine and by what else it does."""

import sys
from types import FrameType

from extraction_builders import extractor

import corpus
from pipeline.readers import read

MOST_CALLS = 60.0
"""Calls a character of the inbox, of functions and methods; 57 since the networks are heard, 30 before."""


def test_a_character_of_the_inbox_takes_no_more_calls_than_it_did():
    documents = [read(path) for path in sorted(corpus.path("inbox").iterdir()) if path.is_file()]
    documents = [document for document in documents if document.readable]
    for document in documents:
        extractor()(document)
    calls = 0

    def count(_frame: FrameType, event: str, _called: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        for document in documents:
            extractor()(document)
    finally:
        sys.setprofile(before)
    assert calls < MOST_CALLS * sum(len(document.raw) for document in documents)
