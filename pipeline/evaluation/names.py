"""When two printed names are one unit to a clerk who compares rows; spellings: `names.toml`.

This is how rows are judged, not how units are linked: `pipeline.registry` does that, and knows more.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

_SPACE = re.compile(r"\s+")
_MASK = re.compile(r"[*＊×_]+|[XxＸ]{1,4}(?=[省市区县州镇乡])")
_LEVEL = re.compile(r"^[全我]?(?:省|自治区|市(?!场)|州|地区|区(?!域)|县(?!域)|旗)(?=..)")
_CLASS = re.compile(r"^各?(?:相关|有关)")
_OPEN_CLASS = re.compile(r"(?:国务院|其他|各)*(?:相关|有关|责任)(?:部门|单位|方面)(?:\((?:单位|部门)\))?")
_WIDTHS = str.maketrans("（）／", "()/")

Value = TypeVar("Value")


@cache
def plain_name(name: str) -> str:
    """What the spellings of one unit share: no blanks, masks, level or place word, the short field.

    >>> plain_name("区发展和改革委员会"), plain_name("全市发改委")
    ('发改', '发改')
    """
    plain = _LEVEL.sub("", _MASK.sub("", _SPACE.sub("", name).translate(_WIDTHS)))
    for spelling, short in _offices():
        plain = spelling.sub(short, plain)
    return _CLASS.sub("有关", plain).strip("、,，等 ")


def without_open_class(names: Mapping[str, Value], want: Mapping[str, Any]) -> dict[str, Value]:
    """`names` without 有关部门 and the like, which a clerk may write or not where `want` names units."""
    if all(_OPEN_CLASS.fullmatch(name) for name in want):
        return dict(names)
    return {name: role for name, role in names.items() if not _OPEN_CLASS.fullmatch(name)}


@cache
def _offices() -> tuple[tuple[re.Pattern[str], str], ...]:
    """One pattern for each short name, the longest spelling first, in the order of the table."""
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    spellings: dict[str, list[str]] = {}
    for office in table["office"]:
        words = [field + ending for field in office["fields"] for ending in office["endings"]]
        spellings.setdefault(office["short"], []).extend(words)
    return tuple(
        (re.compile("|".join(sorted(words, key=lambda word: (-len(word), word)))), short)
        for short, words in spellings.items()
    )
