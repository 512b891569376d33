"""Telephone and identity numbers of persons: masked in all that leaves the office, known again on return.

A masked text is as long as it was, so that offsets into it stay right.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, TypeVar

from models import Frozen

Model = TypeVar("Model", bound=Frozen)
_PHONE = re.compile(r"(?<!\d)([1１][3-9３-９]\d[- ]?)(\d{4})([- ]?\d{4})(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)(\d{6})(\d{8})(\d{3}[\dXxＸｘ])(?![\dXx])")
_LIKELY = re.compile(r"\d[\d -]{9,}\d")
"""What any of them holds; found ten times as fast, and in few texts."""
_MASKED = re.compile(
    r"(?<![\d*])(?:[1１][3-9３-９]\d[- ]?\*{4}[- ]?\d{4}|\d{6}\*{8}\d{3}[\dXxＸｘ])(?![\d*])"
)
_KEPT = frozenset({"id", "document_id", "issue_id", "parent", "into", "entry", "unit", "rule"})
"""Fields of a record that are no words: a key may look like a number of a person."""
_shown_whole: ContextVar[bool] = ContextVar("personal numbers are shown whole", default=False)


@contextmanager
def shown_whole() -> Iterator[None]:
    """Within it nothing is masked: for a copy that stays in the office, which somebody has asked for."""
    before = _shown_whole.set(True)
    try:
        yield
    finally:
        _shown_whole.reset(before)


def masked(text: str) -> str:
    """The text with the middle of every telephone and identity number masked, and nothing else changed.

    >>> masked("电话138-1234-5678，身份证110105199001011234")
    '电话138-****-5678，身份证110105********1234'
    """
    return text if _shown_whole.get() else _masked(text)


@lru_cache(maxsize=1_000)
def _masked(text: str) -> str:
    """A sheet asks for each of its texts several times: to measure it, to set it, to note it."""
    if _LIKELY.search(text) is None:
        return text
    return _PHONE.sub(r"\1****\3", _IDENTITY.sub(r"\1********\3", text))


def masked_record(value: Any) -> Any:
    """A record as JSON has it with every text in it masked, but for keys."""
    match value:
        case str():
            return masked(value)
        case list():
            return [masked_record(part) for part in value]
        case dict():
            kept = {name for name, part in value.items() if name in _KEPT and isinstance(part, str)}
            return {name: part if name in kept else masked_record(part) for name, part in value.items()}
    return value


def masked_model(record: Model) -> Model:
    """The record with every text in it masked; offsets into its texts stay right."""
    if _shown_whole.get() or _LIKELY.search(record.model_dump_json()) is None:
        return record
    return type(record).model_validate(masked_record(record.model_dump(mode="json")))


def restored(text: str, original: str) -> str:
    """What somebody wrote over a masked text, with the numbers that `original` has behind the masks.

    A mask behind which `original` has no number, or more than one, stays: see `left_masked`.
    """
    return _MASKED.sub(lambda found: _behind(original).get(found[0], found[0]), text)


def left_masked(text: str, original: str) -> list[str]:
    """The masks in a text that stand for nobody knows which number; those in `original` are its words."""
    return [mask for mask in _MASKED.findall(text) if mask not in original]


def _behind(original: str) -> Mapping[str, str]:
    """The number behind each mask, where there is one only."""
    numbers = [found[0] for pattern in (_IDENTITY, _PHONE) for found in pattern.finditer(original)]
    masks: dict[str, set[str]] = {}
    for number in numbers:
        masks.setdefault(_PHONE.sub(r"\1****\3", _IDENTITY.sub(r"\1********\3", number)), set()).add(number)
    return {mask: min(behind) for mask, behind in masks.items() if len(behind) == 1}
