"""Units named at the head of an item: before a colon (「5.柳湾小学:柜门未锁。」) or in its heading."""

import re

from extractors.structure.numbering import number_at_start
from extractors.units.names.name_reach import STOP
from extractors.units.roles import Claim, RoleReader
from models import Document, DocumentKind, Role, Section

_NAMED_ITEM = 28
# 「一、县教育局牵头的任务」
_THEIR_WORK = re.compile(
    r"(?:(?:总?牵头|负总责|负责|承担|主抓|包[抓干片联]|主办|承办)(?:抓总|负责|落实|办理|推进|实施|完成)?"
    r"(?:的?(?:重点|主要|具体)?(?:工作)?(?:任务|工作|事项|项目|措施))?)?"
)
# 「一、请市公安局牵头赛事安保」: the heading asks, and what stands below says what for.
_ALIKE = re.compile(
    r"(?!其他|下一步|共性|有关|总体|问题|存在|整改|检查|意见|建议|附|[^(]*(?:[的几]|自己|情况))"
    r"(?P<names>[\u3400-\u9fff]{2,8}(?:、[\u3400-\u9fff]{2,8})*)(?:[(（][^()（）]{2,14}[)）])?"
)
_ITEM_NAME = re.compile(
    r"\s*(?P<name>(?!其他|下一步|共性|问题|整改|措施|要求)[\u3400-\u9fffX]{2,8})(?:\([^()]{2,10}\))?\s*:"
)
_ONE = re.compile("[^、]+")
_TWO = 2
_ASKS = re.compile(r"(?:商|函|提|敬)?请(?![示假求])")
_TOLD = re.compile(r"(?P<lead>牵头)|负责|做好|承担|组织|协助|落实|提供|支持|加强|抓好")
_NOTE = re.compile(r"\((?![省市州县区旗镇乡街道村居社区单位部门集团学院科室党组工委、]+\))[^()]{2,14}\)$")


def unit_of_item(document: Document, view: str, roles: RoleReader, held: Section) -> list[tuple[Claim, str]]:
    """The units that an item of a feedback paper names first and nothing else, each with these words."""
    begins = view[held.start : held.start + _NAMED_ITEM]
    number = number_at_start(begins)
    stop = begins.find(":")
    if document.kind is not DocumentKind.FEEDBACK or number is None or stop <= number.length:
        return []
    fields = roles.assigned(view, held.start + number.length, held.start + stop)
    whole = fields.claims and fields.claims[-1].end == held.start + stop and not fields.labelled
    return [(without_note(c), begins[number.length : stop]) for c in fields.claims] if whole else []


def unit_of_heading(
    document: Document, view: str, roles: RoleReader, held: Section
) -> list[tuple[Claim, str]]:
    """Units of a heading that consists of their name, announces their work or asks them for something."""
    at = document.text.find(held.title, held.start, held.heading_end) if held.title else -1
    if at < 0:
        return []
    stop = at + len(held.title)
    asks = _ASKS.match(view, at, stop)
    at = asks.end() if asks else at + view.startswith("由", at)
    fields = roles.assigned(view, at, stop)
    end = max((c.end for c in fields.claims), default=at)
    if not fields.claims or fields.claims[0].start != at:
        return []
    told = _TOLD.match(view, end, stop) if asks else None
    rest = re.sub(r"\(.*?\)$", "", view[end:stop])
    if not told and not _THEIR_WORK.fullmatch(rest):
        return []
    role = Role.LEAD if told and told["lead"] else None
    return [(without_note(c._replace(role=role or c.role)), held.title) for c in fields.claims]


def units_alike(document: Document, view: str, roles: RoleReader, held: Section) -> list[tuple[Claim, str]]:
    """Names in a heading whose sibling headings are mostly unit names, even names that no grammar knows.

    「三、松龄之家」 beside 「一、县民政局」 and 「二、县财政局」.
    """
    named = _ALIKE.fullmatch(held.title)
    if document.kind is not DocumentKind.FEEDBACK or named is None or STOP.search(named["names"]):
        return []
    peers = [s for s in document.sections if (s.parent, s.style) == (held.parent, held.style) and s != held]
    are_units = sum(bool(unit_of_heading(document, view, roles, peer)) for peer in peers)
    if are_units < _TWO or are_units * 2 < len(peers):
        return []
    at = document.text.find(held.title, held.start, held.heading_end)
    return [
        (
            Claim(at + n.start(), at + n.end(), n.group(), Role.RESPONSIBLE, "heading.alike", "organ", 0.7),
            held.title,
        )
        for n in _ONE.finditer(named["names"])
    ]


def items_alike(document: Document, view: str, roles: RoleReader, held: Section) -> list[tuple[Claim, str]]:
    """The name before the colon of an item whose siblings mostly begin with units: 「5、顺达汽修:…」."""
    at = _name_of_item(view, held)
    if document.kind is not DocumentKind.FEEDBACK or at is None:
        return []
    peers = [s for s in document.sections if (s.parent, s.style) == (held.parent, held.style)]
    named = [place for peer in peers if (place := _name_of_item(view, peer))]
    known = sum(bool(roles.assigned(view, *place).claims) for place in named)
    if known < _TWO or known * 2 < len(named) or len(named) * 3 < len(peers) * 2:
        return []
    name = view[slice(*at)]
    return [(Claim(*at, name, Role.RESPONSIBLE, "heading.alike", "organ", 0.7), name)]


def _name_of_item(view: str, held: Section) -> tuple[int, int] | None:
    """Where the name stands that an item begins with, before its colon."""
    begins = view[held.start : held.start + _NAMED_ITEM]
    number = number_at_start(begins)
    found = _ITEM_NAME.match(begins, number.length) if number else None
    if found is None or STOP.search(found["name"]):
        return None
    return held.start + found.start("name"), held.start + found.end("name")


def without_note(claim: Claim) -> Claim:
    """「白沙镇(重点镇)」, 「柳湾粮库(市级储备)」: what a heading notes of a unit is no part of its name."""
    return claim._replace(name=_NOTE.sub("", claim.name))
