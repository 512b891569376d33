"""Companies by their short name, which no suffix ends: 「嘉和化工要停用…」, 「丰谷米业…」."""

import re

from extractors.lexicon import load
from extractors.matching.word_patterns import words
from extractors.units.names.composed import Name
from extractors.units.names.verbs import Verbs

_COMPANY = load("units")["company"]
_PROPER = ("nz", "nr", "nt")
_ACTS = rf"(?=[、和,]|{_COMPANY['acts']})"
_FIRM = re.compile(rf"(?P<head>[\u3400-\u9fff]{{2,4}}?)(?:{words(_COMPANY['trade']).pattern}){_ACTS}")
_PURE_FIRM = re.compile(rf"(?P<head>[\u3400-\u9fff]{{2,4}}?)(?:{words(_COMPANY['pure']).pattern}){_ACTS}")
_PURE, _REACH = words(_COMPANY["pure"]), 8
PATTERNS = (_FIRM, _PURE_FIRM)
"""What finds such names; see `signs`."""


def pure_firm(view: str, at: int, limit: int, verbs: Verbs) -> Name | None:
    """A company whose ending is no word of its own: 「丰谷米业要…」, 「永盛助剂2家企业须…」."""
    near = limit if limit < at + _REACH else at + _REACH
    found = _PURE_FIRM.match(view, at, limit) if _PURE.search(view, at, near) else None
    if found is None:
        return None
    listed = view.startswith("、", at - 1)
    known = not listed and verbs.is_predicate(found.group("head")[:2])
    return None if known else Name(at, found.end(), "organ")


def firm(view: str, at: int, limit: int, verbs: Verbs) -> Name | None:
    """A company by its short name, whose head is no word: 「嘉和化工要停用…」, but not 「现代物流要」."""
    found = _FIRM.match(view, at, limit)
    if found is None:
        return None
    heads = {found.group("head")[:n] for n in (2, 3, 4)}
    if any(verbs.tag(head, "nz")[:2] not in _PROPER for head in heads):
        return None
    return Name(at, found.end(), "organ")
