"""What the name of a column says that stands in it: by the list of names, else by the parts of the name."""

import re
from functools import lru_cache

from extractors.fold import fold
from extractors.lexicon import compiled, load

_TABLES = load("tables")
_COLUMNS = compiled(_TABLES["column"])
_PARTS = compiled(_TABLES["part_of_name"])
_BOTH = re.compile(_TABLES["joined"]["both"])
_AND = re.compile(_TABLES["joined"]["and"])
_SPACE = re.compile(r"\s+")
_BRACKETS = re.compile(r"\([^()]*\)")
_END = "。;:*、/"
_LONGEST = 16
_LONGEST_CELL = 60
_NAME = re.compile(r"[\u3400-\u9fff()、/:·]{1,12}\d{0,2}")


@lru_cache(maxsize=4096)
def column_role(title: str) -> str:
    """The role of the column with this name, '' where it says none that matters here.

    >>> column_role("牵头 单位"), column_role("整改落实措施"), column_role("责任单位和责任人")
    ('lead', 'measure', 'responsible')
    """
    if len(title) > _LONGEST_CELL:
        return ""
    name = _SPACE.sub("", fold(title)).rstrip(_END)
    if known := _known(name):
        return known
    bare = _BRACKETS.sub("", name).strip(_END)
    if not bare or len(bare) > _LONGEST:
        return ""
    if _BOTH.fullmatch(bare):
        return "both"
    return _known(bare) or _by_parts(bare) or _first_of_two(bare)


def is_name(title: str) -> bool:
    """Whether a cell could name a column or a field of a form: few characters, no mark of a sentence."""
    return len(title) <= _LONGEST_CELL and _NAME.fullmatch(_SPACE.sub("", fold(title))) is not None


def _known(name: str) -> str:
    return next((role for role, pattern in _COLUMNS.items() if pattern.fullmatch(name)), "")


def _by_parts(name: str) -> str:
    if _AND.search(name):
        return ""
    return next((role for role, pattern in _PARTS.items() if pattern.fullmatch(name)), "")


def _first_of_two(name: str) -> str:
    """「责任单位和责任人」, 「完成时限及进展」: the first of the names that are joined."""
    first, *others = _AND.split(name)
    return (_known(first) or _by_parts(first)) if others else ""
