"""The full name of a body that a paper calls by its kind only: 「局党组」, 「学院」, 「社区」, 「医院」.

It is the body that the paper defines so (「…学院(以下简称学院)」), else the one that the item named last, or
the one that the paper is about: its only addressee, the body of its title. Where none of them ends so, the
word stays as it stands in the text.
"""

import re
from collections.abc import Iterator

from extractors.lexicon import load
from extractors.resolving.inspected_bodies import Inspected
from extractors.units.claims import Claim
from extractors.units.names.name_reach import STOP
from extractors.units.roles import RoleReader
from models import Document

_WORDS = load("units")["short"]
_KIND = re.compile(_WORDS["kind"])
_ONCE = re.compile(_WORDS["once"])
_LEADS_TO = frozenset("赴对向由请到在集给把和与及报令知送交至合\n,;。:、(“")
_OF_A_KIND = re.compile(r"\W|(?:园区|景区|开发区|街道|本|该|各|所在|属地)")
_PARTY = re.compile(
    rf"(?P<house>[你贵].|{_WORDS['house']}|)(?P<body>{_WORDS['party']})(?:书记|副书记|委员|成员|理论学习中心组|)"
)
# 「中心财务科」, 「局机关党委」, 「街道平安办」
_PART = re.compile(
    rf"(?P<house>{_WORDS['house']})(?:(?!各|有关|相关|所属|城区)[\u3400-\u9fff]{{1,7}}(?:{_WORDS['part']})|纪工?委|团委|工会|)"
    r"|机关(?:党委|党总支|党支部|纪委)"
)
_DEFINED = re.compile(
    r"(?P<full>[\u3400-\u9fff]{3,30})\((?:以下)?(?:统一)?简称:?“?(?P<short>[^”()]{1,10})”?\)"
)
_ABOUT = re.compile(
    r"[省市州县区旗镇乡](?:(?!关于|巡[察视]|督[察查导]|审计|检查|反馈|[对向给])[\u3400-\u9fff]){1,16}?"
    rf"(?={_WORDS['house']})(?:{_WORDS['house']})(?={_WORDS['party']})"
)
_NO_NAME = re.compile(
    r"各|所有|全部|每|有关|相关|其他|部分|个别|^关|^[\d一二三四五六七八九十两几同会由和与及在向给从到将把对请让为]"
)
_ABBREVIATED = re.compile(
    r"(?![省市州县区旗镇乡本该各集分子总]|[\u3400-\u9fff][省市州县区旗镇乡])(?P<head>[\u3400-\u9fff]{2})(?P<kind>公司|集团|合作社)"
)
# 「省林业局资源管理处牵头修订,…由资源管理处实施」: what a paper goes on to call without its house or place.
_OF_A_HOUSE = re.compile(
    r"(?![各本该两几省市州县区旗镇乡村])[\u3400-\u9fff]{2,8}(?:[处科股站所办]|(?<!办公)室|执法[大中支]?队|合作社|供电公司)|派出所|卫生院"
)
_THAT_ONE = re.compile("该(?:中心|公司|集团|院|学院|医院|学校|校|社区|街道|支队|大队|场|站|所|[县区镇乡村])")
_YOURS = ("你", "贵")
_HEAD = 600
_BARE_OFFICE = "办公室"
_LONGEST = 16


class ShortNames:
    """The short names of one document, given with its folded text and its only addressee, if it has one."""

    def __init__(
        self, document: Document, view: str, roles: RoleReader, addressee: str, about: Inspected
    ) -> None:
        self._document = document
        self._view = view
        self._roles = roles
        self._addressee = addressee
        self._street = "街道" in view[:_HEAD]
        defined = _DEFINED.finditer(view) if "简称" in view else ()
        self._defined = {d["short"]: d["full"] for d in defined}
        told = set() if about.body else set(_ABOUT.findall(view[:_HEAD]))
        self._about = Inspected(told.pop()) if len(told) == 1 else about

    def in_full(self, claim: Claim, section: int | None) -> str:
        """The full name of a claim with document offsets, in the item that `section` is."""
        name = claim.name
        if not self._view.startswith(name, claim.start):
            return name
        if party := _PARTY.fullmatch(name):
            return self._of_party(name, party["house"], party["body"])
        if name == _BARE_OFFICE:
            return self._office_before(claim) or name
        if _THAT_ONE.fullmatch(name):
            whole = self._named_before(claim._replace(name=name[1:]), section)
            return name if _KIND.fullmatch(whole) else whole or name
        if not _KIND.fullmatch(name):
            return self._part_in_full(claim, section)
        defined = self._defined.get(name, "")
        if defined.endswith(name):
            return self._trimmed(defined, name)
        return self._named_before(claim, section) or self._ending(name) or self._only_one(name) or name

    def _part_in_full(self, claim: Claim, section: int | None) -> str:
        """An office as its item named it before, as one of the body that the paper is about, or alone."""
        name = claim.name
        before = self._house_before(claim, section) if _OF_A_HOUSE.fullmatch(name) else ""
        part = _PART.fullmatch(name)
        own = self._of_house(name, part["house"] or "") if part and not before else ""
        return self._abbreviated(name) or before or own or self._only_one(name) or self._of_street(name)

    def _only_one(self, name: str) -> str:
        """The only body of its kind that the paper names in full: 「城北产业园管委会」 of 「管委会」."""
        if not _ONCE.fullmatch(name):
            return ""
        found = (self._beginning(m.start(), m.end()) for m in re.finditer(name, self._view))
        named = {full for full in found if full and full != name and not _OF_A_KIND.match(full)}
        return named.pop() if len(named) == 1 else ""

    def _beginning(self, last: int, stop: int) -> str:
        """The longest name that ends at `stop` and begins before `last`, behind a mark or a verb."""
        for at in range(max(0, stop - _LONGEST), last):
            leads = self._view[at - 1 : at] in _LEADS_TO and self._view[at] >= "\u3400"
            if not leads or self._roles.lists.is_word(self._view[at - 1 : at + 1]):
                continue
            units = self._roles.head(self._view, at, stop)
            if units and units.end == stop and len(units.names) == 1:
                return units.full[0]
        return ""

    def _office_before(self, claim: Claim) -> str:
        """「报公司迎峰办公室,办公室9月底前汇总」: the office that its sentence names before it."""
        start = max(self._view.rfind(mark, 0, claim.start) for mark in "。;\n") + 1
        at = self._view.rfind(_BARE_OFFICE, start, claim.start)
        return self._ending_at(max(start, at - _LONGEST), at, at + len(_BARE_OFFICE)) if at >= 0 else ""

    def _abbreviated(self, name: str) -> str:
        """「荣泰公司」 of 「荣泰商业管理公司」: what is called by its proper name and its kind."""
        short = _ABBREVIATED.fullmatch(name)
        if short is None:
            return ""
        full = {
            found.group()
            for found in re.finditer(rf"{short['head']}[\u3400-\u9fff]{{3,10}}?{short['kind']}", self._view)
            if not STOP.search(found.group())
        }
        return full.pop() if len(full) == 1 else ""

    def _of_street(self, name: str) -> str:
        """「综合行政执法队」 in the paper of a 街道 that elsewhere names its 街道综合行政执法队."""
        whole = f"街道{name}"
        own = self._street and not name.startswith(("街道", "各"))
        return whole if own and whole in self._view else name

    def _of_party(self, name: str, house: str, party: str) -> str:
        """「党组书记」, 「镇党委」 in a paper about one body and what the party has in it."""
        body, told = self._about
        if house[:1] in _YOURS:
            return body + name.removeprefix(house) if party == told else name
        if house:
            return self._of_house(name, house) or name
        own = party == told or (not told and re.search(rf"[你贵].{{1,2}}{party}", self._view))
        return body + name if body and own else name

    def _of_house(self, name: str, house: str) -> str:
        """「中心财务科」 in a paper about one 中心: that one's; empty where it is about no such house."""
        body = self._about.body
        if house and not (body.endswith(house) and body != house):
            return ""
        return body + name[len(house) :] if body and (house or self._about.party) else ""

    def _ending(self, name: str) -> str:
        named = (self._addressee, self._about.body)
        return next((full for full in named if full.endswith(name)), "")

    def _trimmed(self, full: str, name: str) -> str:
        """A defined name without the words before it: 「对县交通运输局(以下简称…)」."""
        for at in range(len(full) - len(name)):
            units = self._roles.head(full, at, len(full))
            if units and units.end == len(full) and len(units.names) == 1:
                return full[at:]
        return full

    def _named_before(self, claim: Claim, section: int | None) -> str:
        """The body of this kind that the item named last before the claim."""
        return next(self._all_before(claim, section), "")

    def _house_before(self, claim: Claim, section: int | None) -> str:
        """The only office of this name that the item named in full before the claim: 「市林业局种苗处」."""
        named = set(self._all_before(claim, section))
        return named.pop() if len(named) == 1 else ""

    def _all_before(self, claim: Claim, section: int | None) -> Iterator[str]:
        """The bodies of this kind that the item named in full before the claim, the last of them first."""
        start = self._document.sections[section].start if section is not None else 0
        start = max(start, self._view.rfind("\n", 0, claim.start) + 1 if section is None else start)
        at = self._view.rfind(claim.name, start, claim.start)
        while at >= 0:
            stop = at + len(claim.name)
            if found := self._ending_at(max(start, stop - _LONGEST), at, stop):
                yield found
            at = self._view.rfind(claim.name, start, at)

    def _ending_at(self, first: int, last: int, stop: int) -> str:
        """The longest single name that ends at `stop` and begins before `last`, where its kind begins.

        It begins in no word: 「加|强学校」.
        """
        for at in range(first, last):
            if at and self._roles.lists.is_word(self._view[at - 1 : at + 1]):
                continue
            units = self._roles.head(self._view, at, stop)
            if units and units.end == stop and len(units.names) == 1 and not _NO_NAME.search(units.full[0]):
                return units.full[0]
        return ""
