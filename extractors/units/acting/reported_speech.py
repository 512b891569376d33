"""Where the words of a speaker begin: 「县委书记周英在会上指出,…」 tells who spoke; nobody acts in it."""

import re
from typing import NamedTuple

from extractors.lexicon import compiled, load

_WORDS = compiled(load("subjects")["reported"])
_SPEAKS = re.compile("指出|强调|要求|希望|表示")


class Report(NamedTuple):
    """The clause that tells who spoke: where it begins, where the speaker is named, where his words begin."""

    clause: int
    start: int
    said: int


def report_in(view: str, start: int, end: int) -> Report | None:
    """The first clause of `view[start:end]` that tells who spoke."""
    if not _SPEAKS.search(view):
        return None
    for clause in _WORDS["clause"].finditer(view, start, end):
        told = _WORDS["told"].match(view, clause.end(), end)
        if told:
            return Report(clause.start(), clause.end(), told.end())
    return None
