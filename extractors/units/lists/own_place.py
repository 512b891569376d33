"""Whether a name in a list takes a shared prefix, or has a level or a place of its own."""

import re

from extractors.lexicon import load

_WORDS = load("units")["own_place"]
_OWN_LEVEL = re.compile(_WORDS["level"])
_OWN_PLACE = re.compile(_WORDS["place"])
_LOCAL_BODY = re.compile(_WORDS["local"])
_NATIONAL = re.compile(_WORDS["national"])
_LOCAL_DEPARTMENT = re.compile(r"(?:组织|宣传|统战|武装|社会工作|社工)部$")
_LONGEST = 12


def has_own_place(word: str) -> bool:
    """Whether a name takes no shared prefix: it has its own level or place, or it is a ministry or a bank."""
    if (
        len(word) > _LONGEST
        or _OWN_LEVEL.match(word)
        or _OWN_PLACE.search(word)
        or _LOCAL_BODY.fullmatch(word)
    ):
        return True
    return _NATIONAL.search(word) is not None and not _LOCAL_DEPARTMENT.search(word)
