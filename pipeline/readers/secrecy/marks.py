"""What a mark looks like: on its line with star, period, number and urgency, or set apart in a name."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple
from unicodedata import category

LONGEST = 60
_STUFFED = 10 * LONGEST
"""Characters of which a line with a mark, signs that nobody sees among them, never has more."""
_BLANKS = re.compile(r"\s+")
_UNSEEN = ("Cf", "Mn", "Me")
"""Kinds of characters that take no room of their own: joiners, marks of direction, variants."""
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_STARS = "★☆✩-✽⋆⭐⭑⭒🌟*※●"
_STAR = f"[{_STARS}]"
_SEPARATOR = rf"[{_STARS}·•・.,，、。;:|/\\\-—_!()\[\]【】〔〕〖〗<>«»《》\"“”]"
_OPENING = r"[\"“”‘’'「『《(【\[]"
_APART = re.compile(rf"[\s_\-—–+.·()\[\]【】〔〕{_STARS},，、:;!&=]+")
_SERIAL = r"(?:no\.?|№|第)?(?<!\d)\d{1,12}(?!\d)号?"


class Mark(NamedTuple):
    """A class of mark: its name, whether it is one of the three of the law, and how grave it is."""

    name: str
    secret: bool
    gravity: int


@dataclass(frozen=True)
class _Forms:
    """The compiled ways in which marks are printed; group `mark` holds the words of the class."""

    alone: re.Pattern[str]
    labelled: re.Pattern[str]
    starred_alone: re.Pattern[str]
    starred: re.Pattern[str]
    internal: re.Pattern[str]
    in_name: re.Pattern[str]


def mark_of_line(line: str, *, starred: bool = False) -> Mark | None:
    """The mark that a line bears; with `starred`, only one that stands alone with its star counts."""
    text = _compact(line)
    if not text:
        return None
    forms, marks = _forms(), _marks()
    if len(text) > LONGEST:
        match = None if starred else _at_an_end(text, forms.starred)
        return marks[match["mark"]] if match else None
    if starred:
        match = forms.starred_alone.fullmatch(text)
        return marks[match["mark"]] if match else None
    tried = (forms.alone.fullmatch(text), forms.labelled.search(text), forms.starred.search(text))
    match = next((match for match in tried if match), None)
    if match:
        return marks[match["mark"]]
    match = forms.internal.fullmatch(text)
    return marks[match["mark"]] if match else None


def _at_an_end(text: str, starred: re.Pattern[str]) -> re.Match[str] | None:
    """The mark with star and period at the beginning or end of a long line, such as a title."""
    if match := starred.match(text):
        return match
    last = starred.finditer(text, len(text) - LONGEST)
    return next((match for match in last if match.end() == len(text)), None)


def mark_in_name(stem: str) -> Mark | None:
    """The mark that stands apart in a name: 【机密】, 秘密★1年_, (内部资料)."""
    found = [_forms().in_name.fullmatch(token) for token in _APART.split(_seen(_half(stem)))]
    marks = [_marks()[match["mark"]] for match in found if match]
    return max(marks, key=lambda mark: mark.gravity, default=None)


def _compact(line: str) -> str:
    text = _BLANKS.sub("", _half(line))
    return _seen(text) if len(text) <= _STUFFED else ""


def _seen(text: str) -> str:
    return text if text.isascii() else "".join(char for char in text if category(char) not in _UNSEEN)


def _half(text: str) -> str:
    return text.translate(_FULL_WIDTH)


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.readers.secrecy").joinpath("marks.toml").read_text("utf-8"))


@cache
def _marks() -> dict[str, Mark]:
    """Every way of printing a mark, and the class that it is of."""
    rules = _rules()
    secret = list(rules["class"].items())
    internal = list(rules["internal"].items())
    marks = {
        way: Mark(name, secret=True, gravity=9 - at) for at, (name, ways) in enumerate(secret) for way in ways
    }
    for at, (name, ways) in enumerate(internal):
        marks |= {way: Mark(name, secret=False, gravity=4 - at) for way in ways}
    return marks


@cache
def _forms() -> _Forms:
    rules = _rules()
    beside = rules["beside"]
    secret = _any(way for ways in rules["class"].values() for way in ways)
    internal = _any(way for ways in rules["internal"].values() for way in ways)
    number = r"[\d一二三四五六七八九十百]+"
    period = (
        rf"(?:{number}(?:年|个月|月|天|日)(?:{number}月)?(?:{number}日)?|{_any(rules['period']['words'])})"
        r"(?:前|后解密|以内)?"
    )
    mark = rf"(?P<mark>{secret})"
    beside_it = rf"{_SEPARATOR}|{_any(beside['urgency'])}|{_any(beside['notes'])}|{_SERIAL}"
    trimmings = rf"(?:{beside_it})*+"
    before = rf"(?:{beside_it}|{_any(beside['before'])})*+"
    after = rf"(?:{_any(beside['after'])})?(?:{_STAR}+(?:{period})?|{period})?{trimmings}"
    told = "".join(f"(?<!{word})" for word in rules["told"]["before"])
    return _Forms(
        alone=re.compile(rf"{before}{mark}{after}"),
        labelled=re.compile(
            rf"(?:密级|密級|涉密等级|保密等级|秘密等级)[:：]?[☑■√●✓✔]?{mark}(?![、或/\\,，和及与])"
        ),
        starred_alone=re.compile(rf"{trimmings}{mark}{_STAR}+(?:{period})?{trimmings}"),
        starred=re.compile(rf"(?:^|{told}(?<!{_OPENING})(?<!工作)){mark}{_STAR}+(?:{period})"),
        internal=re.compile(
            rf"(?:{period}|{beside_it})*+(?P<mark>{internal})(?:{internal}|{period}|{beside_it})*+"
        ),
        in_name=re.compile(
            rf"(?P<mark>{secret}|{internal})(?:{_any(beside['after'])})?(?:{_STAR}?{period})?"
        ),
    )


def _any(words: Iterable[str]) -> str:
    """One of the words, the longest that fits."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"
