"""Where names can end: the suffixes of `units.toml` in a text, all found in one pass over its letters."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from extractors.lexicon import load
from extractors.matching.automaton import Automaton, automaton

_TABLE = load("units")["suffix"]
_LOOKALIKES: list[str] = load("units")["lookalike"]["endings"]
_ALIKE = {
    last: tuple(ending for ending in _LOOKALIKES if ending[-1] == last)
    for last in {ending[-1] for ending in _LOOKALIKES}
}
"""What only looks like the end of a name, by its last letter."""
_SEARCHING = tuple(f"{kind}查办" for kind in ("督", "普", "巡", "检", "清", "核", "排", "稽", "协"))
"""Offices whose work is some kind of search; 查办 alone is what is done to a case."""
_NAMES = (
    *_SEARCHING,
    "安全部",
    "政务大厅",
    "服务大厅",
    "办事大厅",
    "各城市",
    "设区城市",
    "试点城市",
    "疾控股",
    "衔接办",
    "稽查处",
    "督查处",
    "检查处",
    "巡查处",
    "调查处",
    "目督办",
    "普查处",
    "审查处",
)
_SENTENCE = 400
_GUARDED_BY_LAST = "办部所站局长厂馆院店队组室社中矿"

_Suffix = tuple[str, Callable[[str, int], re.Match[str] | None] | None]
Kind = Literal["organ", "territory", "group", "person", "pronoun"]
KINDS: dict[str, Kind] = {
    **dict.fromkeys(_TABLE["territory"], "territory"),
    **dict.fromkeys(_TABLE["group"], "group"),
    **dict.fromkeys(_TABLE["organ"], "organ"),
    **dict.fromkeys(_TABLE["person"], "person"),
}
"""Every suffix, and of what kind a name is that it ends."""


class Ending(NamedTuple):
    """A suffix at `[start, end)`."""

    start: int
    end: int
    suffix: str


def guard_of(suffix: str) -> str:
    """What must not follow a suffix, because it begins another word: 办 but not 办公室, 部 but not 部长."""
    guards: dict[str, str] = _TABLE["guards"]
    guard = guards.get(suffix) or (guards.get(suffix[-1], "") if suffix[-1] in _GUARDED_BY_LAST else "")
    return guard if "|" in guard or not guard else f"[{guard}]"


def ends_alike(words: str) -> bool:
    """Whether words end as a name does and are none: 布局, 厕所."""
    alike = words.endswith(_ALIKE.get(words[-1], ()))
    return alike and not words.endswith(_NAMES)


def _suffixes() -> Automaton[_Suffix]:
    guards = {suffix: guard_of(suffix) for suffix in KINDS}
    found: dict[str, _Suffix] = {
        suffix: (suffix, re.compile(guard).match if guard else None) for suffix, guard in guards.items()
    }
    return automaton(found, ("", re.compile("").match))


_SUFFIXES = _suffixes()


class Endings:
    """The suffixes in one text, by where they start, of those that start together the longest first."""

    __slots__ = ("_all", "_ends", "_found", "_starts")

    def __init__(self, view: str) -> None:
        found: list[tuple[int, int, str]] = [
            (last + 1 - len(suffix), -last, suffix)
            for last, (suffix, guard) in _SUFFIXES.iter(view)
            if guard is None or not guard(view, last + 1)
        ]
        found.sort()
        self._found = found
        self._starts = [start for start, _, _ in found]
        self._all = len(found)
        self._ends = {start: 1 - last for start, last, _ in reversed(found)} if found else {}

    def within(self, start: int, end: int) -> Iterator[Ending]:
        """The suffixes in a stretch, one after the other; none overlaps the one before it."""
        for at in range(bisect_left(self._starts, start), self._all):
            first, last, suffix = self._found[at]
            if first >= end:
                return
            if first >= start and 1 - last <= end:
                start = 1 - last
                yield Ending(first, start, suffix)

    def starts(self) -> Sequence[int]:
        """Where each suffix starts, in order."""
        return self._starts

    def any_within(self, start: int, end: int) -> bool:
        """Whether a suffix stands in a stretch."""
        for at in range(bisect_left(self._starts, start), self._all):
            first, last, _ = self._found[at]
            if first >= end:
                return False
            if 1 - last <= end:
                return True
        return False

    def end_at(self, start: int, limit: int) -> int:
        """Where the longest suffix ends that begins at `start` and ends by `limit`; 0 where none begins."""
        end = self._ends.get(start, 0)
        if end <= limit:
            return end
        shorter = next(self.within(start, limit), None)
        return shorter.end if shorter and shorter.start == start else 0


def endings_of(view: str) -> Endings:
    """The suffixes in a text, which is asked for again and again while a sentence or a document is read."""
    return _of_document(view) if view[_SENTENCE:] else _of_sentence(view)


_of_sentence = lru_cache(maxsize=2)(Endings)
_of_document = lru_cache(maxsize=2)(Endings)
