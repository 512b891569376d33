"""Classes of territories in a speech (三个区, 各县区城管部门) and the members that a ledger names instead."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from extractors.fold import fold
from extractors.structure.numbering import chinese_value

_WORDS = tomllib.loads(Path(__file__).with_name("unit_names.toml").read_text("utf-8"))["members"]
_KIND = {kind: re.compile(pattern) for kind, pattern in _WORDS["kind"].items()}
_CLASS = re.compile(
    rf"(?:{_WORDS['all']}|(?P<number>{_WORDS['number']}))(?P<kind>{'|'.join(_WORDS['kind'].values())})(?P<rest>.*)"
)
_MEMBER = {
    kind: re.compile(rf"(?P<place>.{{1,6}}?(?:{pattern}))(?P<rest>.*)")
    for kind, pattern in _WORDS["place"].items()
}
_GOVERNMENT = re.compile(_WORDS["government"])
_ENDING = re.compile(_WORDS["office_ending"])
_COUNTED = re.compile(r"(?P<number>\d+|[二两三四五六七八九十]+)[家所个]")
_UNCOUNTED = 3
"""So many members stand for 各: fewer may well be a part of them."""


class UnitClass(NamedTuple):
    """A class: of which kind of territory, how many members make it, and the office meant in each."""

    kind: str
    number: int
    office: str


def unit_class(name: str) -> UnitClass | None:
    """The class that a name of the speech stands for, None where it is no class.

    >>> unit_class("三个区"), unit_class("各区城管部门").office, unit_class("东城区")
    (UnitClass(kind='county', number=3, office=''), '城管', None)
    """
    found = _CLASS.fullmatch(_plain(name))
    if not found:
        return None
    kind = next(kind for kind, pattern in _KIND.items() if pattern.fullmatch(found["kind"]))
    number = found["number"].rstrip("个") if found["number"] else ""
    counted = int(number) if number.isdigit() else chinese_value(number) if number else _UNCOUNTED
    return UnitClass(kind, counted, _office(found["rest"]))


def all_named(name: str, others: Iterable[str]) -> bool:
    """Whether `others` name so many members of the class that they may well be all of it."""
    wanted = unit_class(name)
    return wanted is not None and len(_members(wanted, others)) >= wanted.number


def as_many_named(name: str, others: Iterable[str]) -> bool:
    """Whether `others` name as many bodies of one kind as the name counts: 三家运营商, 四所职校.

    >>> as_many_named("三家燃气企业", ["甲燃气公司", "乙燃气公司", "丙燃气公司"])
    True
    """
    found = _COUNTED.match(_plain(name))
    number = found["number"] if found else ""
    counted = int(number) if number.isdigit() else chinese_value(number) if number else 0
    kinds = Counter(other[-1] for other in frozenset(map(_plain, others)))
    return counted > 1 and max(kinds.values(), default=0) >= counted


def _members(wanted: UnitClass, names: Iterable[str]) -> frozenset[str]:
    """The territories of a class that `names` give, each with the office meant."""
    found = set()
    for name in map(_plain, names):
        match = _MEMBER[wanted.kind].fullmatch(name)
        if match and not _CLASS.fullmatch(name) and _office(match["rest"]) == wanted.office:
            found.add(match["place"])
    return frozenset(found)


def _plain(name: str) -> str:
    return fold(name).replace(" ", "")


def _office(rest: str) -> str:
    return _ENDING.sub("", _GOVERNMENT.sub("", rest))
