"""The units at the head of a clause: whether they act in it, or are its matter, its place or its occasion."""

import re

from extractors.lexicon import compiled, load
from extractors.matching.alternations import AtPlace
from extractors.units.acting.openings import at_head
from extractors.units.acting.partners import without_partner
from extractors.units.lists.list_reader import ListReader
from extractors.units.lists.spelled import UnitList

_WORDS = load("subjects")
_CALLS = (",", ":")
_SEATED = re.compile(r"^\s*设在")
_BARE_OFFICE = "办公室"
_SEES_TO_IT = ("由", "请", "责成", "归")
_THING = re.compile(_WORDS["topic"]["building"])
_ACTS = re.compile(r"要|须|应|必须|务必|负责|牵头|配合|把|将|对|不得|严禁|于\d")
_SITE = re.compile(_WORDS["topic"]["site"])
_ATTRIBUTE = AtPlace(_WORDS["attribute"]["follows"])
_I_OR_BY = re.compile("由|我(?!们)")
_HEADS = load("heads")
_PLACE = compiled(_HEADS["place"])
_GOING_ON = compiled(_HEADS["going_on"])
_CHARGE = compiled(_HEADS["charge"])
_CASE = compiled(_HEADS["case"])
_MATTER = compiled(_HEADS["matter"])
_CALLED = compiled(_HEADS["called"])
VISITS = _CALLED["visits"]


class HeadReader:
    """Finds the units that a clause begins with, if they act in it."""

    def __init__(self, lists: ListReader) -> None:
        self._lists = lists

    def acting(self, view: str, at: int, end: int) -> UnitList | None:
        """The list that begins a clause and acts in it; a vocative alone acts in the next clause."""
        units = at_head(self._lists, view, at, end)
        if units is None or _charged(view, units, end):
            return units
        if self._is_told_of(view, units, end) or _only_in_a_case(view, units, end):
            return None
        if not view[units.end : end].strip():
            return units if self._called(view, units, end) else None
        if view.endswith("请", 0, at) and VISITS.match(view, units.end, end):
            return None
        return without_partner(view, units, end)

    def _is_told_of(self, view: str, units: UnitList, end: int) -> bool:
        """Whether the clause only describes the units, or is about them, their place or their house."""
        return (
            (is_attribute(view[units.end : end]) and not self._goes_on(view, units, end))
            or self.is_place(view, units, end)
            or _is_sample(view, units, end)
            or _MATTER["contact"].match(view, units.names[0].start) is not None
            or _MATTER["part"].match(view, units.names[0].start) is not None
            or self._is_matter(view, units, end)
            or (":" in view and self._is_title(view, units, end))
            or _is_house(view, units, end)
            or _is_seat(view, units, end)
        )

    def _called(self, view: str, units: UnitList, end: int) -> bool:
        """Whether units that are all of a clause are told what the next one says: 「县水利局,…」."""
        called = view[end : end + 1] in _CALLS and not _I_OR_BY.match(view, end + 1)
        last = units.names[-1]
        counted = bool(
            _CALLED["so_many"].match(view, units.names[0].start) and _CALLED["told_next"].match(view, end)
        )
        spoken_to = last.kind in ("person", "organ", "group") or view.startswith(":", end) or counted
        spoken_to = spoken_to or "你们" in (view[end + 1 : end + 3], view[units.end - 3 : units.end - 1])
        if not (called and spoken_to) or (
            "的" in view[: units.end] and _CASE["repents"].match(view, end + 1)
        ):
            return False
        object_ = last.kind in ("person", "group") and view[units.names[0].start] not in "各所每请"
        if not object_:
            return True
        after = self._lists.read(view, end + 1, len(view))
        dealt = _CALLED["told_instead"] if last.kind == "person" else _CALLED["deals_with"]
        return not (
            after
            and after.names[0].kind == "organ"
            and (dealt.match(view, after.end) or _CALLED["deals_with"].match(view, after.end))
        )

    def _is_title(self, view: str, units: UnitList, end: int) -> bool:
        """Whether the clause only heads what the units of the next one have to do."""
        title = _MATTER["duties"].fullmatch(view, units.end, end) and view.startswith(":", end)
        return bool(title) and self._lists.read(view, end + 1, len(view)) is not None

    def _is_matter(self, view: str, units: UnitList, end: int) -> bool:
        """Whether the clause only says what the next one, which has a unit of its own, is about."""
        seen_to = any(word in view for word in _SEES_TO_IT) and _MATTER["seen_to"].match(view, end)
        thing = seen_to and _MATTER["thing"].fullmatch(view, units.end, end)
        if not (thing or _MATTER["about"].fullmatch(view, units.end, end)):
            return False
        handed = _MATTER["handed_to"].match(view, end + 1)
        return self._lists.read(view, handed.end() if handed else end + 1, len(view)) is not None

    def _goes_on(self, view: str, units: UnitList, end: int) -> bool:
        """「县民政局已追回7.9万元,剩余1.2万元12月底前追回」: who did a part does the rest.

        「交易中心作为交易场所,要…」: what it is, and what it must do for that.
        """
        if view.startswith("作为", units.end):
            return _GOING_ON["must_next"].match(view, end) is not None
        if view.startswith("发现", units.end):
            return _GOING_ON["on_finding"].match(view, units.end) is not None
        going = view.startswith(("已", "正在"), units.end)
        return going and bool(
            _GOING_ON["rest"].search(view, end)
            or _GOING_ON["plans"].match(view, end)
            or _GOING_ON["promised"].match(view, end - 2)
        )

    def is_place(self, view: str, units: UnitList, end: int) -> bool:
        """「双槐村老窑旧址那片荒地」 is where the work is; 「红旗村每次奖3000元」 is who gets something."""
        if units.names[-1].kind == "territory" and _PLACE["fund"].match(view, units.end, end):
            return True
        if ("支" in view or "担" in view or "解决" in view) and _PLACE["budget"].match(view, units.end, end):
            return True
        given = units.names[-1].kind in ("territory", "group") and _PLACE["given"].match(view, units.end, end)
        given = given or (
            view.endswith("其中", 0, units.names[0].start) and _PLACE["share"].match(view, units.end, end)
        )
        counted = _PLACE["counted_act"].match(view, units.names[0].start, end)
        return bool(given or counted or _SITE.match(view, units.end, end))


def _charged(view: str, units: UnitList, end: int) -> bool:
    """Whether a clause says what the units have or have charge of, and the next one what to do with it."""
    told = (
        (_CHARGE["of"], _CHARGE["ordered"]),
        (_CHARGE["of"], _CHARGE["done_by_then"]),
        (_CHARGE["having"], _CHARGE["told"]),
        (_CHARGE["paper"], _CHARGE["handed_on"]),
    )
    return bool(
        any(has.fullmatch(view, units.end, end) and order.match(view, end) for has, order in told)
        or _CHARGE["of_and_when"].match(view, units.end, end)
        or _CHARGE["own_paper"].match(view, units.end, end)
    )


def _only_in_a_case(view: str, units: UnitList, end: int) -> bool:
    """「连续两期末位的,书记到会上作说明」, 「主要负责同志离开辖区的必须报备」: no order is for them."""
    if _CASE["wrongs"].match(view, units.end):
        return True
    person = units.names[-1].kind == "person"
    failed = (person and view[: units.names[0].start].strip()) or _CASE["last_ones"].search(units.full[0])
    if failed and _CASE["repents"].match(view, units.end, end):
        return True
    return person and _CASE["held"].match(view, units.end, end) is not None


def _is_house(view: str, units: UnitList, end: int) -> bool:
    """Whether they are a house that comes to be (新院区投入使用), or one that is worked on."""
    last = units.names[-1]
    arises = house_arises(view, last.start, units.end)
    built = _THING.match(view, units.end, end) and not _ACTS.search(view, units.end, end)
    return bool(arises or built)


def house_arises(view: str, start: int, end: int) -> bool:
    """Whether a name at `[start, end)` is that of a house that comes to be: 「县档案馆新馆建成开放」."""
    house = _MATTER["house"].search(view, start, end)
    return bool(house and _MATTER["arises"].match(view, end))


def _is_seat(view: str, units: UnitList, end: int) -> bool:
    """「办公室设在县水利局」 says where an office sits; 「县医保局设在…,负责…」 goes on with what it does."""
    if not _SEATED.match(view[units.end : end]):
        return False
    bare = view[units.names[0].start : units.end] == _BARE_OFFICE
    return bare or not _CHARGE["next_clause"].match(view, end)


def _is_sample(view: str, units: UnitList, end: int) -> bool:
    """「每个县抽查不少于5处」 says how much is looked at there."""
    return view.startswith("每", units.names[0].start) and bool(_PLACE["sampled"].match(view, units.end, end))


def is_attribute(rest: str) -> bool:
    """Whether what follows a name in its clause only describes it, so that the name does not act."""
    return _ATTRIBUTE.match(rest, len(rest) - len(rest.lstrip()), len(rest)) is not None
