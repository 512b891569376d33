"""The units of a sentence in whose clauses nobody acts: whom a ban binds, whose thing it is, who signs."""

import re
from collections.abc import Callable, Iterator

from extractors.lexicon import compiled, load
from extractors.units.acting.called_upon import BY, called_after_work
from extractors.units.claims import Claim, claims_of, skip_leading
from extractors.units.lists.list_reader import ListReader
from models import Role

_Way = Callable[[ListReader, str, int, int], Iterator[Claim]]

_WORDS = compiled(load("subjects")["elsewhere"])
ADVISED = "advised"
_ADVICE = (("to_whom", "makes_points", "提"), ("asks_whom", "points", ",一"), ("asks_whom", "points", ":一"))
"""What stands before and behind whom advice is for, and letters without which there is none."""
_CLASS = 8
_ALL_OF_THEM = re.compile("[这那]?[两三四五六几]家")
_BODIES, _NOT_YET = ("organ", "group"), "未没尚"
_HIGHEST = re.compile(r"(?:主要|分管|单位)")


def elsewhere(lists: ListReader, view: str, start: int, end: int) -> list[Claim]:
    """The units of `view[start:end]` in the first way in which it names some outside its clauses' heads."""
    for letter, way in _WAYS:
        if letter in view and (found := list(way(lists, view, start, end))):
            return found
    return []


def _forbidden(lists: ListReader, view: str, start: int, end: int) -> Iterator[Claim]:
    """「严禁任何单位和个人截留,严禁…」: a ban of a class of units, or of anybody, is theirs to keep."""
    at = start
    while ban := _WORDS["ban"].match(view, at, end):
        units = lists.read(view, ban.end(), end)
        bound = units if units and units.names[0].end - ban.end() <= _CLASS else None
        if bound and _WORDS["forbidden_act"].match(view, bound.end, end):
            yield from claims_of(bound, Role.RESPONSIBLE, "subject.forbidden")
        at = view.find(",", ban.end(), end) + 1 or end


def _keepers(lists: ListReader, view: str, start: int, end: int) -> Iterator[Claim]:
    """「油品公司的危险品船一律离泊」: whose thing it is sees to it, where nobody else is told to."""
    if not _WORDS["its_thing"].search(view, start, end):
        return
    units = lists.read(view, skip_leading(view, start, end, []), end)
    whole = units and (
        units.names[-1].end == units.end or _ALL_OF_THEM.fullmatch(view, units.names[-1].end, units.end)
    )
    body = whole and units and (units.names[-1].kind in _BODIES or view[units.end] in _NOT_YET)
    if units and body and _WORDS["its_thing"].match(view, units.end, end):
        yield from claims_of(units, Role.RESPONSIBLE, "subject.keeper")


def _called(lists: ListReader, view: str, start: int, end: int) -> Iterator[Claim]:
    """「9家配餐企业,健康证过期的明天起不得上岗」: so many of a class are told what follows."""
    found = _WORDS["so_many"].match(view, skip_leading(view, start, end, []), end)
    if found and not lists.breaks(found.group()):
        yield Claim(*found.span(), found.group(), Role.RESPONSIBLE, "subject.called", "group", 0.8)


def _answerable(lists: ListReader, view: str, start: int, end: int) -> Iterator[Claim]:
    """「各县长是第一责任人,防火期内不得离开」: who answers for it is told what follows."""
    if "责任" not in view and "牵头单位" not in view:
        return
    units = lists.read(view, skip_leading(view, start, end, []), end)
    found = _WORDS["answers"].match(view, units.end, end) if units else None
    if units and found:
        role = Role.LEAD if "牵头单位" in found.group() else Role.RESPONSIBLE
        yield from claims_of(units, role, "subject.answers")


def _in_brackets(lists: ListReader, view: str, start: int, end: int) -> Iterator[Claim]:
    """「…开展筛查(试点方案由眼科拟定)」: whom a bracket tells to do a part, where nobody else is told."""
    for mark in _WORDS["by_in_bracket"].finditer(view, start, end):
        units = lists.read(view, mark.end(), end)
        if units and _WORDS["prepares"].match(view, units.end, end):
            yield from claims_of(units, Role.RESPONSIBLE, "by.bracket")


def _signers(lists: ListReader, view: str, start: int, end: int) -> Iterator[Claim]:
    """「清查情况由监狱长签字后报」: who signs acts where nobody else does."""
    for mark in BY.finditer(view, start, end):
        units = lists.read(view, mark.end(), end) or called_after_work(view, mark.end(), end)
        if units and _WORDS["signs"].match(view, units.end, end) and not _HIGHEST.match(units.full[0]):
            yield from claims_of(units, Role.RESPONSIBLE, "by.signs")


def _proposers(lists: ListReader, view: str, start: int, end: int) -> Iterator[Claim]:
    """「会议原则同意县财政局提出的方案,修改完善后印发」: whoever proposed it goes on with it."""
    agreed = _WORDS["agreed"].search(view, start, end)
    units = lists.read(view, agreed.end(), end) if agreed else None
    if units and _WORDS["proposed"].match(view, units.end, end):
        yield from claims_of(units, Role.RESPONSIBLE, "agreed")


def _takers(lists: ListReader, view: str, start: int, end: int) -> Iterator[Claim]:
    """「改造交后勤科办理」: who is handed the work does it, where nobody else acts."""
    for mark in _WORDS["handed"].finditer(view, start, end):
        units = lists.read(view, mark.end(), end)
        if units and units.names[-1].kind == "organ" and _WORDS["taken_on"].match(view, units.end, end):
            yield from claims_of(units, Role.RESPONSIBLE, "by.handed")


def advised(lists: ListReader, view: str, start: int, end: int) -> list[Claim]:
    """「巡察组对县住建局党组提出三点建议:要…」, 「要求包村干部,一要…」: whom the points are for."""
    for mark, behind, letters in _ADVICE:
        for told in () if letters not in view else _WORDS[mark].finditer(view, start, end):
            units = lists.read(view, told.end(), end)
            if units and _WORDS[behind].match(view, units.end, end):
                return list(claims_of(units, Role.RESPONSIBLE, ADVISED))
    return []


_WAYS: tuple[tuple[str, _Way], ...] = (
    ("", _forbidden),
    ("的", _keepers),
    (",", _called),
    ("是", _answerable),
    ("(", _in_brackets),
    ("签", _signers),
    ("意", _proposers),
    ("交", _takers),
)
"""In which ways a sentence is read, each where it holds a letter; the first that finds somebody wins."""
