"""Who is meant: the addressee by 你局, the issuer by 我局, a heading's unit by 村里, a short name in full."""

import re

from extractors.lexicon import load
from extractors.resolving.heading_units import items_alike, unit_of_heading, unit_of_item, units_alike
from extractors.resolving.inspected_bodies import inspected
from extractors.resolving.short_names import ShortNames
from extractors.sentence_reading import Owned, Reading
from extractors.structure.regions import issuer_of
from extractors.structure.unit_heads import UNIT_HEAD
from extractors.units.roles import Claim, RoleReader
from models import Basis, Document

_OUR_OFFICE = re.compile(r"[省市州县区旗]局")
_LOCAL = frozenset(load("units")["local"]["words"])
_OWN = frozenset(("社区", "学校", "医院", "公司", "企业", "街道", "村", "镇", "乡", "单位"))
"""What the unit of a heading is called in its item where it ends so: 「(二)南园社区」, 「社区…」."""
_PART_OF_YOURS = re.compile(
    r"[你贵](?:(?P<house>单位|公司|集团|中心|[局委院校部厅行馆站所厂场队园社])|街道|社区|[省市州县区旗镇乡])(?P<part>.+)"
)
# 「被审计单位:沣宁县民政局」 above a report without an addressee: 你局 is that one.
_INSPECTED = re.compile(
    r"^[ \t]*(?:被(?:审计|检查|督查|督导|巡察|抽查|审查)(?:单位|党组织|地区)|受检单位)[ \t]*:"
    r"[ \t]*(?P<who>[^\n(;。]+)",
    re.M,
)
_HEAD_OF_REPORT = 400
_WHOSE = re.compile("[各每有相其全本该你我省市县区州旗乡镇]")
_SHORTEST = 2
_OUR_GROUP = re.compile("(?:督导|督查|检查|巡察|巡视|考核|审计|核查|暗访|调研)组")
_TITLED = re.compile(
    r"(?P<who>[\u3400-\u9fffX]{2,20}?[省市州县区旗][\u3400-\u9fff]{2,16}?(?:局|委员会|委|厅|办公室|政府))(?=关于|审计意见书|[督审]\S{0,6}通知书?$)"
)
_SEAT = re.compile("(?:人民政府|政府|党委|党支部|党总支|村民委员会|村委会)$")
"""Letters among which such a line stands."""
_BELOW = ("县", "区", "旗")
_PLACE = re.compile(
    r"(?![各全本该每有两三])[\u3400-\u9fff]{2,3}[县区旗](?=[要须应党政]|人民|$|[\u3400-\u9fff]{2,10}[局委办院]$)"
)


class Referents:
    """Gives the units that a document names in short, or by a pronoun, the names that are meant."""

    def __init__(self, document: Document, view: str, roles: RoleReader) -> None:
        self._document = document
        self._view = view
        self._roles = roles
        self._headed: dict[int | None, list[tuple[Claim, str]]] = {}
        self.addressed = self._line_units("front", ":") or self._inspected()
        self.addressee = _only(self.addressed)
        self._about = inspected([claim.name for claim in self.addressed], view)
        self._short = ShortNames(document, view, roles, self.addressee, self._about)
        self._issuer = (
            issuer_of(document) or _only(self._line_units("front", "")) or _who_titles(document.title)
        )

    def _line_units(self, kind: str, ending: str) -> list[Claim]:
        """The units that a line of the front matter or the signature consists of."""
        for region in self._document.regions:
            line = self._view[region.start : region.end].rstrip()
            if region.kind != kind or not line.endswith(ending) or (not ending and line.endswith(":")):
                continue
            fields = self._roles.assigned(self._view, region.start, region.start + len(line.rstrip(":")))
            if fields.claims and fields.claims[0].start - region.start <= 2:
                return list(fields.claims)
        return []

    def _inspected(self) -> list[Claim]:
        """The units that a line at the head of a report says were audited or inspected."""
        told = _INSPECTED.search(self._view, 0, _HEAD_OF_REPORT)
        return list(self._roles.assigned(self._view, *told.span("who")).claims) if told else []

    def each_of_you(self, claim: Claim) -> list[Claim]:
        """「你镇」 in a letter to 「沙河镇党委、政府」 is both of them; any other claim is itself."""
        to_you = claim.kind == "pronoun" and claim.name[0] in "你贵" and len(self.addressed) > 1
        named = [a.name for a in self.addressed] if to_you else []
        both = named and len({n.rstrip("委党工政府人民纪办公室监") for n in named}) == 1
        return [claim._replace(name=n) for n in named] if both else [claim]

    def named(self, claim: Claim, reading: Reading) -> Claim:
        """A name for a pronoun: 「你县」 is the addressee, 「我局」 the issuer, 「村里」 the heading's."""
        if claim.kind == "pronoun" and claim.name[0] in "你贵":
            return claim._replace(name=self._yours(claim.name) or claim.name)
        if claim.kind == "pronoun" and len(claim.name) > 1:
            kind = claim.name[1:]
            fits = self._issuer.endswith((kind, f"{kind}公室") if kind == "办" else kind)
            return claim._replace(name=self._issuer if fits else claim.name)
        if _OUR_OFFICE.fullmatch(claim.name) and re.search(
            rf"{claim.name[0]}[\u3400-\u9fff]{{2,12}}局$", self._issuer
        ):
            return claim._replace(name=self._issuer)
        if claim.name in _LOCAL or claim.name in _OWN:
            heading = self.from_heading(reading)
            same = len(heading) == 1 and heading[0].claim.name.endswith(claim.name)
            if heading and (claim.name in _LOCAL or same):
                return claim._replace(name=heading[0].claim.name)
            place = _SEAT.sub("", self._about.body)
            if claim.name[1:] in ("里", "上") and place.endswith(claim.name[0]):
                return claim._replace(name=place)
        if _OUR_GROUP.fullmatch(claim.name) and self._issuer.endswith(claim.name):
            return claim._replace(name=self._issuer)
        if headed := self._as_headed(claim, reading):
            return claim._replace(name=headed)
        if claim.kind in ("organ", "person") and (place := self._place_told(claim, reading)):
            return claim._replace(name=place + claim.name[1:])
        return claim._replace(name=self._short.in_full(claim, reading.sentence.section))

    def _yours(self, name: str) -> str:
        """「你县」 is the addressee, 「你县教育局」 its office; empty where there is no one addressee."""
        part = _PART_OF_YOURS.fullmatch(name)
        if not self.addressee or part is None:
            return self.addressee
        body, office = self._about.body, part["part"]
        if not (body and self.addressee.startswith(body)):
            return ""
        if office.startswith(self._about.party or "党") and self.addressee.endswith(office):
            return self.addressee
        return (body if part["house"] else _SEAT.sub("", body)) + office

    def _as_headed(self, claim: Claim, reading: Reading) -> str:
        """The unit of the heading by its kind: 「三、柳河敬老院」 and 「敬老院3天内换锁」."""
        words = self._view[claim.start : claim.end]
        if claim.kind not in ("organ", "group") or _WHOSE.match(words) or len(words) < _SHORTEST:
            return ""
        heading = self.from_heading(reading)
        full = heading[0].claim.name if len(heading) == 1 else ""
        return full if full.endswith(words) and full != claim.name else ""

    def _place_told(self, claim: Claim, reading: Reading) -> str:
        """「芦塘县要…,由县教育局…」 in a paper from above: the office is of the county told before."""
        if claim.name[0] not in _BELOW or self._issuer[-1:] in _BELOW or claim.name[0] in self._issuer[:5]:
            return ""
        head = [c.claim.name for c in self.from_heading(reading)]
        start = claim.start - reading.sentence.start
        named = [c.name for c in reading.claims if c.start < start]
        told = {p.group() for name in (named or head) if (p := _PLACE.match(name))}
        place = told.pop() if len(told) == 1 else ""
        return place if place.endswith(claim.name[0]) and not self._issuer.startswith(place) else ""

    def from_heading(self, reading: Reading) -> list[Owned]:
        """The unit that the item's heading is: 「(一)县财政局」, 「三、下渡村」."""
        section = reading.sentence.section
        if section not in self._headed:
            self._headed[section] = self._in_heading(section)
        named = ((c._replace(name=self._short.in_full(c, None)), title) for c, title in self._headed[section])
        return [Owned(c, Basis.INHERITED, title, 0.8) for c, title in named]

    def under_head(self, reading: Reading) -> list[Owned]:
        """The unit that heads the paragraph: 「【县文旅局】…」 speaks to it until the next such head."""
        section = reading.sentence.section
        while section is not None:
            if self._document.sections[section].style == UNIT_HEAD:
                return self.from_heading(reading)
            section = self._document.sections[section].parent
        return []

    def _in_heading(self, section: int | None) -> list[tuple[Claim, str]]:
        """The units of the nearest heading that is only a unit's name, or that announces a unit's work."""
        while section is not None:
            held = self._document.sections[section]
            if named := unit_of_item(self._document, self._view, self._roles, held):
                return named
            if named := items_alike(self._document, self._view, self._roles, held):
                return named
            if named := unit_of_heading(self._document, self._view, self._roles, held):
                return named
            if named := units_alike(self._document, self._view, self._roles, held):
                return named
            section = held.parent
        return []


def _only(claims: list[Claim]) -> str:
    return claims[0].name if len(claims) == 1 else ""


def _who_titles(title: str) -> str:
    """Who writes, by the title of a paper that nobody signs: 「白石县审计局审计意见书」."""
    found = _TITLED.match(title)
    return found["who"] if found else ""
