"""The units that a mark before their name calls upon: 由…, 归…, 请…, 责成…, 经…审核, 从…抽, 以…为主."""

import re
from collections.abc import Iterator

from extractors.lexicon import compiled, load
from extractors.matching.word_patterns import any_of
from extractors.units.acting.across_clauses import ORDERED
from extractors.units.acting.heads import VISITS, HeadReader
from extractors.units.acting.in_role import in_role
from extractors.units.acting.partners import without_partner
from extractors.units.claims import Claim, claims_of
from extractors.units.lists.list_reader import ListReader
from extractors.units.lists.spelled import UnitList
from extractors.units.names.composed import Name
from extractors.units.names.endings import Kind
from models import Role

_ROLES = load("units")["roles"]
_WORDS = load("subjects")
_MARKS = compiled(_WORDS["called_upon"])
_REVIEW = re.compile(rf"^[^,;、]{{0,4}}(?:{_ROLES['review']})(?!把关|同意|(?<=审核)签字|(?<=初审)签字)")
# 「经县应急局验收合格后方可恢复生产」: that it agrees is the condition for another.
_PASSES = re.compile(
    r"[^,;、]{0,10}?(?:验收(?:合格|通过)?|同意|许可|认可|批准)后?(?:方可|方能|方准|才能|才可|才准)"
    # 「制定整改方案,经市委巡察组审核后印发」: so it is for a paper of another.
    r"|审[核定查]后?(?:再|按程序|及时)?(?:印发|下发|报送?[省市县区州旗镇上])"
)
_FURTHER_REVIEW = re.compile(rf"[^,;、]{{0,4}}(?:{_ROLES['review']})(?:、|并?(?=由))")
_SOME_CLASS = re.compile(_WORDS["class_behind_by"]["words"])
_NEGATIONS = (
    *("不得", "严禁", "不能", "不准", "不再", "禁止", "不应", "并非", "而非"),
    *("可以", "答复", "回复", "表示", "称"),
)
# 「成员由县财政局…负责人组成」 tells who sits in a group.
_SITS, _BEFORE = re.compile(r".{0,2}(?:成员|组员|单位)由[^。;]+?组成"), 4
# 由应急办…, and 信息统一归应急办.
BY = any_of([_WORDS["by"]["words"]])


class CalledUpon:
    """Finds the units of a clause behind 由 and behind the other marks that call upon somebody."""

    def __init__(self, lists: ListReader, heads: HeadReader) -> None:
        self._lists = lists
        self._heads = heads

    def behind_others(self, view: str, at: int, end: int) -> Iterator[Claim]:
        """The units behind 以…为主, 经…, 从…抽, 请…."""
        if "为主" in view:
            yield from self._chiefly(view, at, end)
        if "经" in view:
            yield from self._reviewers(view, at, end)
        if "抽" in view:
            yield from self._drawn(view, at, end)
        if "请" in view or "责" in view or "要求" in view or "希望" in view:
            yield from self._asked(view, at, end)

    def _chiefly(self, view: str, at: int, end: int) -> Iterator[Claim]:
        """「以县公安局为主」: who does the most of it leads."""
        chiefly = _MARKS["chiefly"].search(view, at, end)
        if chiefly and (units := self._lists.read(view, chiefly.end(), end)):
            yield from claims_of(units, Role.LEAD, "chiefly")

    def _drawn(self, view: str, at: int, end: int) -> Iterator[Claim]:
        """「从医务部、护理部各抽一名骨干」: they send them."""
        drawn = _MARKS["drawn"].search(view, at, end)
        units = self._lists.read(view, drawn.end(), end) if drawn else None
        if units and _MARKS["drawn_from"].match(view, units.end, end):
            yield from claims_of(units, Role.RESPONSIBLE, "drawn")

    def _asked(self, view: str, at: int, end: int) -> Iterator[Claim]:
        """Whom the sentence asks; 「商请市公安局核查」 asks an outside body for its support."""
        asked = _MARKS["ask"].search(view, at, end)
        units = self._unit_or_worker(view, asked.end(), end) if asked else None
        if not asked or not units or not view[units.end : end].strip() or VISITS.match(view, units.end, end):
            return
        if units.names[-1].kind == "person" and _MARKS["witnesses"].match(view, units.end, end):
            return
        if view[asked.start() - 1] in "商函":
            yield from claims_of(units, Role.SUPPORT, "asked.商请")
        else:
            rule = ORDERED if asked.group() in ("责令", "责成") else "asked"
            yield from in_role(self._lists, view, units, end, rule)

    def behind_by(self, view: str, at: int, end: int) -> Iterator[UnitList]:
        """The units of 「由…」, except where it only fills an office (由县长任组长)."""
        for mark in BY.finditer(view, at, end):
            units = self._lists.read(view, mark.end(), end) or self._lists.field_alone(view, mark.end(), end)
            units = units or called_after_work(view, mark.end(), end)
            if (
                units
                and self._gives_work(view, units, end)
                and not view.endswith(_NEGATIONS, at, mark.start())
                and not _SITS.match(view, max(at, mark.start() - _BEFORE))
                and not _in_aside(view, at, mark.start())
                and not _is_threat(view, at, mark.start(), view[units.end : end])
            ):
                yield without_partner(view, units, end)

    def _gives_work(self, view: str, units: UnitList, end: int) -> bool:
        """Whether what stands behind the units is work: no office, no place, nothing they may choose."""
        if units.names[-1].kind == "person" and _MARKS["convened"].match(view, units.end, end):
            return False
        return not (
            _fills_office(view, units, end)
            or self._heads.is_place(view, units, end)
            or _MARKS["formality"].match(view, units.end, end)
            or _MARKS["relative"].match(view, units.end, end)
        )

    def _unit_or_worker(self, view: str, at: int, end: int) -> UnitList | None:
        return self._lists.read(view, at, end) or called_after_work(view, at, end)

    def _reviewers(self, view: str, at: int, end: int) -> Iterator[Claim]:
        """The bodies of 「经县住建局初审」; that a leader lets a paper pass (经主要负责人审核) is no work."""
        for mark in _MARKS["through"].finditer(view, at, end):
            units = self._lists.read(view, mark.end(), end)
            while units and _REVIEW.match(view[units.end : end]):
                if units.names[-1].kind != "person" and not _PASSES.match(view, units.end, end):
                    yield from claims_of(units, Role.RESPONSIBLE, "through.review")
                further = _FURTHER_REVIEW.match(view, units.end, end)
                units = self._lists.read(view, further.end(), end) if further else None


def called_after_work(view: str, at: int, end: int) -> UnitList | None:
    """「由镇收运员上门收」, 「由发放单位造册」: behind 由 whoever is called after what he does acts."""
    found = _MARKS["some_worker"].match(view, at, end)
    kind: Kind = "person" if found else "group"
    found = found or _SOME_CLASS.match(view, at, end)
    return UnitList((Name(at, found.end(), kind),), (found.group(),), found.end()) if found else None


def _fills_office(view: str, units: UnitList, end: int) -> bool:
    """「由县长任组长」 only says who holds a post; who convenes a conference does so himself (我任召集人)."""
    held = _MARKS["holder"].match(view, units.end, end) if units.names[-1].kind == "person" else None
    office = _MARKS["office"].match(view[held.end() if held else units.end : end])
    return bool(office) and not _MARKS["i_convene"].match(view, units.names[0].start)


def _in_aside(view: str, start: int, at: int) -> bool:
    """「对6处点位(名单由县交警大队提供)增设…」: a bracket inside the sentence gives no work."""
    return view.count("(", start, at) > view.count(")", start, at)


def _is_threat(view: str, start: int, by: int, rest: str) -> bool:
    """「逾期未交的,由县纪委约谈」: what stands before 由 says whom the sanction behind the units is for."""
    before = view[max(0, by - 2) : by].rstrip(",")
    failed = before.endswith("的") or (view.startswith("对", start) and "的" in view[start:by])
    return failed and _MARKS["sanction"].match(rest) is not None
