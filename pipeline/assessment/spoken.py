"""Patterns of `said.toml` over the sentences of a paper, with spans in the paper; parts of lists. Pure."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from extractors.assessment.sentences import Span, between_joints
from extractors.fold import fold
from models import Document, Sentence

_LONGEST = 3000
_COMMA, _AND = re.compile("、"), re.compile("、|以及|和|及")


@cache
def pattern(part: str, name: str, at: int | None = None) -> re.Pattern[str]:
    """A compiled pattern; `at` says which of several."""
    table: dict[str, Any] = tomllib.loads(
        files("pipeline.assessment").joinpath("said.toml").read_text("utf-8")
    )
    written = table[part][name] if at is None else table[part][name][at]
    return re.compile(written.replace("{number}", table["number"]))


def matches(document: Document, sentence: Sentence, wanted: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Every match in a sentence; the offsets of the match count in the document."""
    if sentence.end - sentence.start > _LONGEST:  # no sentence, but letters without a stop
        return
    yield from wanted.finditer(_folded(document.text), sentence.start, sentence.end)


def listed(match: re.Match[str], said: int | None = None) -> list[Span]:
    """The parts of the list; 和 parts only where 、 does not, or the stated number then comes out right."""
    by_comma, by_and = list(between_joints(match, _COMMA)), list(between_joints(match, _AND))
    return by_and if said is not None and len(by_comma) != said == len(by_and) else by_comma


def stripped(text: str, span: Span, edge: re.Pattern[str]) -> Span:
    """The span without what `edge` finds at its beginning."""
    found = edge.match(fold(text[slice(*span)]))
    return (span[0] + found.end(), span[1]) if found else span


@cache
def _folded(text: str) -> str:
    return fold(text)
