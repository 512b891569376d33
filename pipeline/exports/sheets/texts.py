"""Text that is safe to put in a cell: no control characters, never a formula, never cut without a note."""

import re
from functools import lru_cache

CELL_LIMIT = 32_767  # UTF-16 units that a cell holds; openpyxl would cut the rest without a word
CUT_NOTE = "……【原文过长，此处截断，全文见来源文件】"

_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, except the tab and the line feed
    "\u202a-\u202e\u2066-\u2069"  # marks that turn the writing direction and so can hide words
    "\ud800-\udfff\ufffe\uffff]"  # what XML cannot hold
)
_FORMULA_START = tuple("=+-@＝＋－＠")


@lru_cache(maxsize=1_000)
def clean(text: str) -> str:
    """The text as a cell can hold it: line feeds only, nothing invisible, cut visibly at the limit."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return _cut(_INVISIBLE.sub("", lines))


def looks_like_formula(text: str) -> bool:
    """Whether an office program would take the text for a formula once somebody edits the cell."""
    return text.startswith(_FORMULA_START)


def _cut(text: str) -> str:
    if 2 * len(text) <= CELL_LIMIT or _units(text) <= CELL_LIMIT:
        return text
    room = (CELL_LIMIT - _units(CUT_NOTE)) * 2
    return text.encode("utf-16-le")[:room].decode("utf-16-le", errors="ignore") + CUT_NOTE


def _units(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)
