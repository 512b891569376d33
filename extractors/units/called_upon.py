"""The units that a mark before their name calls upon: 由…, 归…, 请…, 责成…, 经…审核, 从…抽, 以…为主."""

import re
from collections.abc import Iterator

from extractors.lexicon import load
from extractors.matching.word_patterns import any_of
from extractors.units.across_clauses import ORDERED
from extractors.units.claims import Claim, claims_of
from extractors.units.composed import Name
from extractors.units.endings import Kind
from extractors.units.heads import VISITS, HeadReader
from extractors.units.in_role import in_role
from extractors.units.lists import ListReader
from extractors.units.partners import without_partner
from extractors.units.spelled import UnitList
from models import Role

_ROLES = load("units")["roles"]
_WORDS = load("subjects")
_CHIEFLY = re.compile(r"以(?=[\u3400-\u9fff]{2,14}为主)")
_THROUGH = re.compile(r"(?<![未已])经(?!过|费|济|营|常|理)")
_REVIEW = re.compile(rf"^[^,;、]{{0,4}}(?:{_ROLES['review']})(?!把关|同意|(?<=审核)签字|(?<=初审)签字)")
_FURTHER_REVIEW = re.compile(rf"[^,;、]{{0,4}}(?:{_ROLES['review']})(?:、|并?(?=由))")
_OFFICE = re.compile(
    r"^\s*(?:[^,;]{0,6}组成(?=的|[,;。]|$)|(?:任|担任|兼任|为)(?:组长|副组长|主任|副?总?指挥长?|成员|召集人|[\u3400-\u9fff]{0,6}(?:负责人|责任人|联络员|召集人|[线路河林点链]长)(?=[,。;]|$))|兼任(?=[。;,(]|$)|签(?:字|批|发|署|章)|盖章)"
)
# 「由党委副书记陈某任组长」: who holds the post stands behind it.
_HOLDER = re.compile(r"[㐀-龥X×*]{2,3}(?:同志)?(?=(?:任|担任|兼任)[^,;]{0,3}(?:组长|主任|指挥|召集人))")
# 「由分管副县长召集的联席会议」: who leads a body is no owner of its founding.
_CONVENED = re.compile(r"(?:牵头|召集|主持|挂帅|负总责)[^,;。]{0,16}的")
# Whoever convenes a conference does so himself; whoever is made the chief of a group is only named.
_I_CONVENE = re.compile("我(?:担任|任|兼任)[^,;]{0,8}召集人")
_SOME_WORKER = re.compile(
    r"(?:产权人|承包人|监护人|监狱长|船长|机长|接任者|村民(?:代表)?会议|(?:主治|两名|[\u3400-\u9fff]{2})以上的?(?:医师|民警|干部))(?=[\u3400-\u9fff])"
    r"|(?:(?![和与及、])[\u3400-\u9fff]){2,6}?员(?<![人成动党全社会学委官职船演球教伤满减雇病定店队练]员)(?=[\u3400-\u9fff\d])(?!工|会|额)"
)
_SOME_CLASS = re.compile(_WORDS["class_behind_by"]["words"])
_NEGATIONS = (
    *("不得", "严禁", "不能", "不准", "不再", "禁止", "不应", "并非", "而非"),
    *("可以", "答复", "回复", "表示", "称"),
)
_SANCTION = re.compile(r"[^,;]{0,4}(?:约谈|问责|追责|处分|处理|通报|移送|诫勉|收回|扣减|扣回|核减|取消|暂停)")
# 由应急办…, and 信息统一归应急办.
BY = any_of([_WORDS["by"]["words"]])
_ASK = re.compile(
    r"(?:(?<![邀申提聘宴报约])请|责成|责令|(?<!不得)(?<!严禁)(?<!擅自)(?<!随意)(?<!不)要求)(?!示|求|假)"
)
# 「请居民代表签字」: who is asked to look on has no work of ours.
_WITNESSES = re.compile(r"(?:当场|逐一|现场|全程)?(?:签字|签名|见证|打分|评议|评判|投票)")
# 「从医务部、护理部各抽一名骨干」.
_DRAWN = re.compile(r"从(?=[\u3400-\u9fff、]{2,40}?(?:各|分别)抽)")
_DRAWN_FROM = re.compile(r"(?:等(?:部门|单位|科室)?)?(?:各|分别)抽(?:调|出|派)?[一二两三四五六七八九十\d]")
# What is no work of a ledger: 「由分管副区长到会说明」, 「时间由各地自定」.
_FORMALITY = re.compile(
    r"(?:当面|到[^,;]{1,8}|在[^,;]{1,12})?(?:作出?)?(?:书面)?(?:说明|检讨|表态)(?:情况|原因)?(?=[,;。]|$)"
    r"|(?:自行|自主|自己?)(?:定|确定|决定|选择|选)(?=[,;。]|$)"
    r"|(?:统一)?(?:留存|存档|归档|备案|备查)(?:备查)?(?=[,;。]|$)|(?:现场)?(?:打分|评分|投票|票决|评议)(?=[,;。]|$)"
)
# 「由财政补助的文化管理员」 only says who pays.
_RELATIVE = re.compile(
    r"(?:全额|统一|足额)?(?:补助|负担|承担|出资|补贴|供养|保障|发放|支付|组成|组建|任[^,;的]{1,6}|代管|托管|投资|建设|管理)的(?=[\u3400-\u9fff])"
)


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
        if "请" in view or "责" in view or "要求" in view:
            yield from self._asked(view, at, end)

    def _chiefly(self, view: str, at: int, end: int) -> Iterator[Claim]:
        """「以县公安局为主」: who does the most of it leads."""
        chiefly = _CHIEFLY.search(view, at, end)
        if chiefly and (units := self._lists.read(view, chiefly.end(), end)):
            yield from claims_of(units, Role.LEAD, "chiefly")

    def _drawn(self, view: str, at: int, end: int) -> Iterator[Claim]:
        """「从医务部、护理部各抽一名骨干」: they send them."""
        drawn = _DRAWN.search(view, at, end)
        units = self._lists.read(view, drawn.end(), end) if drawn else None
        if units and _DRAWN_FROM.match(view, units.end, end):
            yield from claims_of(units, Role.RESPONSIBLE, "drawn")

    def _asked(self, view: str, at: int, end: int) -> Iterator[Claim]:
        """Whom the sentence asks; 「商请市公安局核查」 asks an outside body for its support."""
        asked = _ASK.search(view, at, end)
        units = self._unit_or_worker(view, asked.end(), end) if asked else None
        if not asked or not units or not view[units.end : end].strip() or VISITS.match(view, units.end, end):
            return
        if units.names[-1].kind == "person" and _WITNESSES.match(view, units.end, end):
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
                and not _in_aside(view, at, mark.start())
                and not (_is_threat(view, at, mark.start()) and _SANCTION.match(view[units.end : end]))
            ):
                yield without_partner(view, units, end)

    def _gives_work(self, view: str, units: UnitList, end: int) -> bool:
        """Whether what stands behind the units is work: no office, no place, nothing they may choose."""
        if units.names[-1].kind == "person" and _CONVENED.match(view, units.end, end):
            return False
        held = _HOLDER.match(view, units.end, end) if units.names[-1].kind == "person" else None
        office = _OFFICE.match(view[held.end() if held else units.end : end]) and not _I_CONVENE.match(
            view, units.names[0].start
        )
        return not (
            office
            or self._heads.is_place(view, units, end)
            or _FORMALITY.match(view, units.end, end)
            or _RELATIVE.match(view, units.end, end)
        )

    def _unit_or_worker(self, view: str, at: int, end: int) -> UnitList | None:
        return self._lists.read(view, at, end) or called_after_work(view, at, end)

    def _reviewers(self, view: str, at: int, end: int) -> Iterator[Claim]:
        """The bodies of 「经县住建局初审」; that a leader lets a paper pass (经主要负责人审核) is no work."""
        for mark in _THROUGH.finditer(view, at, end):
            units = self._lists.read(view, mark.end(), end)
            while units and _REVIEW.match(view[units.end : end]):
                if units.names[-1].kind != "person":
                    yield from claims_of(units, Role.RESPONSIBLE, "through.review")
                further = _FURTHER_REVIEW.match(view, units.end, end)
                units = self._lists.read(view, further.end(), end) if further else None


def called_after_work(view: str, at: int, end: int) -> UnitList | None:
    """「由镇收运员上门收」, 「由发放单位造册」: behind 由 whoever is called after what he does acts."""
    found = _SOME_WORKER.match(view, at, end)
    kind: Kind = "person" if found else "group"
    found = found or _SOME_CLASS.match(view, at, end)
    return UnitList((Name(at, found.end(), kind),), (found.group(),), found.end()) if found else None


def _in_aside(view: str, start: int, at: int) -> bool:
    """「对6处点位(名单由县交警大队提供)增设…」: a bracket inside the sentence gives no work."""
    return view.count("(", start, at) > view.count(")", start, at)


def _is_threat(view: str, start: int, by: int) -> bool:
    """「逾期未交的,由县纪委约谈」: what stands before 由 says whom the sanction is for."""
    before = view[max(0, by - 2) : by].rstrip(",")
    return before.endswith("的") or (view.startswith("对", start) and "的" in view[start:by])
