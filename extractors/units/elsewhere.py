"""The units of a sentence in whose clauses nobody acts: whom a ban binds, whose thing it is, who signs."""

import re
from collections.abc import Callable, Iterator

from extractors.units.called_upon import BY, called_after_work
from extractors.units.claims import Claim, claims_of, skip_leading
from extractors.units.lists import ListReader
from extractors.units.moment_words import WHEN
from models import Role

_Way = Callable[[ListReader, str, int, int], Iterator[Claim]]

_BAN = re.compile(
    r"\s*(?:严禁|禁止|不准|不许|不允许)(?=任何|各|所有|学校|医院|中小学|幼儿园|乡镇|街道|社区|村"
    r"|[\u3400-\u9fff]{2}(?:单位|企业|学校|机构|部门))"
)
_CLASS = 8
_FORBIDDEN_ACT = re.compile(
    r"[将把以在向对从用借因携接]|指定|索[要取]|收受|设[立置]|设卡|泄露|篡改|伪造|编造|占用|挤占|倒卖|转[让包租]|阻挠|干扰|隐瞒|拖延|出具|外传|买卖|私自|擅自|违规|随意|通过|利用|参与|收|截留|挪用|代|虚|瞒|再|插手|干预"
)
_AGREED = re.compile(r"(?:同意|通过)(?=[省市州县区旗镇乡])")
_PROPOSED = re.compile(
    r"(?:[提起拟编制报汇][^,;]{1,4}的|关于|《|的)[^;]*,[^,;]{0,16}(?:会后|修改|完善|按程序)"
)
_ITS_THING = re.compile(
    r"(?:(?:今年|明年|去年|本月|上月|近期|剩余|未|没|尚未|超过|已经?)[^,;。的]{0,8})?的[^,;。的要把将对]{1,10}?(?:要(?![求素点])|必须|都要|一律|统统|全部|重新|不许|不准|不得|于\d|\d{1,2}月|按[季月周年]|每[周月季年]|明天|今天|马上"
    r"|,[^,;。]{2,10}(?:前|底|之内)[^,;。由]{0,3}(?:全部|必须|一律|统统|都要)"
    r"|,(?:不许|不准|不得|必须|一律|(?:不要|别)再?(?![怕急慌担])[^,;。]{1,6},[^,;。]{0,10}(?:[前底内]|今|明|马上|立即)))"
)
_SO_MANY = re.compile(
    r"(?:[\u3400-\u9fff]{1,6}的)?[\d两三四五六七八九十]{1,3}[家个所座][\u3400-\u9fff]{0,4}"
    rf"(?:企业|单位|学校|医院|公司|门店|市场|园区|幼儿园|商户|机构|工地|景区|社区|街道|乡镇|村)(?=,[^。;]{{0,24}}?(?:要(?![求点素])|必须|一律|不得|不准|不许|{WHEN}|马上|立即))"
)
_ALL_OF_THEM = re.compile("[这那]?[两三四五六几]家")
_BODIES, _NOT_YET = ("organ", "group"), "未没尚"
_ANSWERS = re.compile(
    r"是[^,;。]{0,14}(?:第一责任人?|责任主体|直接责任人|总?牵头单位)[,;](?:[^。]{0,30}[^。前后不])?(?:要(?![求素点])|不得|必须|须|每|至少|对照|\d{1,2}月)"
)
_SIGNS_FOR_IT = re.compile(r"(?:逐[\u3400-\u9fff])?(?:签字|签批|签章|签署)")
_BY_IN_BRACKET = re.compile(r"(?<=[\u3400-\u9fff\d”])\([\u3400-\u9fff]{2,10}由(?=[\u3400-\u9fff])")
_PREPARES = re.compile(
    r"(?:负责|另行|统一|牵头)?(?:拟[定制订]|制[定订]|提出|编制|起草|审核|审定|印发|公布|发布)"
)
_HIGHEST = re.compile(r"(?:主要|分管|单位)")
_HANDED = re.compile(r"(?<![公外社成提上])(?:移|转)?交(?:由|给)?(?![通办警易流])")
_TAKEN_ON = re.compile(r"(?:依法|统一|具体|负责|牵头){0,2}(?:立案|办理|查处|承办|落实|核查|承担)")


def elsewhere(lists: ListReader, view: str, start: int, end: int) -> list[Claim]:
    """The units of `view[start:end]` in the first way in which it names some outside its clauses' heads."""
    for letter, way in _WAYS:
        if letter in view and (found := list(way(lists, view, start, end))):
            return found
    return []


def _forbidden(lists: ListReader, view: str, start: int, end: int) -> Iterator[Claim]:
    """「严禁任何单位和个人截留,严禁…」: a ban of a class of units, or of anybody, is theirs to keep."""
    at = start
    while ban := _BAN.match(view, at, end):
        units = lists.read(view, ban.end(), end)
        if units and units.names[0].end - ban.end() <= _CLASS and _FORBIDDEN_ACT.match(view, units.end, end):
            yield from claims_of(units, Role.RESPONSIBLE, "subject.forbidden")
        at = view.find(",", ban.end(), end) + 1 or end


def _keepers(lists: ListReader, view: str, start: int, end: int) -> Iterator[Claim]:
    """「油品公司的危险品船一律离泊」: whose thing it is sees to it, where nobody else is told to."""
    if not _ITS_THING.search(view, start, end):
        return
    units = lists.read(view, skip_leading(view, start, end, []), end)
    whole = units and (
        units.names[-1].end == units.end or _ALL_OF_THEM.fullmatch(view, units.names[-1].end, units.end)
    )
    body = whole and units and (units.names[-1].kind in _BODIES or view[units.end] in _NOT_YET)
    if units and body and _ITS_THING.match(view, units.end, end):
        yield from claims_of(units, Role.RESPONSIBLE, "subject.keeper")


def _called(lists: ListReader, view: str, start: int, end: int) -> Iterator[Claim]:
    """「9家配餐企业,健康证过期的明天起不得上岗」: so many of a class are told what follows."""
    found = _SO_MANY.match(view, skip_leading(view, start, end, []), end)
    if found and not lists.breaks(found.group()):
        yield Claim(*found.span(), found.group(), Role.RESPONSIBLE, "subject.called", "group", 0.8)


def _answerable(lists: ListReader, view: str, start: int, end: int) -> Iterator[Claim]:
    """「各县长是第一责任人,防火期内不得离开」: who answers for it is told what follows."""
    if "责任" not in view and "牵头单位" not in view:
        return
    units = lists.read(view, skip_leading(view, start, end, []), end)
    found = _ANSWERS.match(view, units.end, end) if units else None
    if units and found:
        role = Role.LEAD if "牵头单位" in found.group() else Role.RESPONSIBLE
        yield from claims_of(units, role, "subject.answers")


def _in_brackets(lists: ListReader, view: str, start: int, end: int) -> Iterator[Claim]:
    """「…开展筛查(试点方案由眼科拟定)」: whom a bracket tells to do a part, where nobody else is told."""
    for mark in _BY_IN_BRACKET.finditer(view, start, end):
        units = lists.read(view, mark.end(), end)
        if units and _PREPARES.match(view, units.end, end):
            yield from claims_of(units, Role.RESPONSIBLE, "by.bracket")


def _signers(lists: ListReader, view: str, start: int, end: int) -> Iterator[Claim]:
    """「清查情况由监狱长签字后报」: who signs acts where nobody else does."""
    for mark in BY.finditer(view, start, end):
        units = lists.read(view, mark.end(), end) or called_after_work(view, mark.end(), end)
        if units and _SIGNS_FOR_IT.match(view, units.end, end) and not _HIGHEST.match(units.full[0]):
            yield from claims_of(units, Role.RESPONSIBLE, "by.signs")


def _proposers(lists: ListReader, view: str, start: int, end: int) -> Iterator[Claim]:
    """「会议原则同意县财政局提出的方案,修改完善后印发」: whoever proposed it goes on with it."""
    agreed = _AGREED.search(view, start, end)
    units = lists.read(view, agreed.end(), end) if agreed else None
    if units and _PROPOSED.match(view, units.end, end):
        yield from claims_of(units, Role.RESPONSIBLE, "agreed")


def _takers(lists: ListReader, view: str, start: int, end: int) -> Iterator[Claim]:
    """「改造交后勤科办理」: who is handed the work does it, where nobody else acts."""
    for mark in _HANDED.finditer(view, start, end):
        units = lists.read(view, mark.end(), end)
        if units and units.names[-1].kind == "organ" and _TAKEN_ON.match(view, units.end, end):
            yield from claims_of(units, Role.RESPONSIBLE, "by.handed")


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
