"""What the units that a sentence itself names do in it: act, lead, help, pay, act for a case only."""

import re
from collections.abc import Sequence

from extractors.lexicon import load
from extractors.sentence_reading import Owned, Reading
from extractors.units.claims import PARTNERS
from extractors.units.roles import Claim
from models import DocumentKind, Role

_DETERMINED = re.compile(
    r"^(?!全[国省市州县区旗镇乡])(?:各|每个|有关|相关|国务院|国家|中央|[省市州县区旗镇乡]|[\u3400-\u9fff*X]{1,6}[省市州县区旗镇乡村])"
)
_OF_A_CLASS = ("机构", "企业", "学校", "医院", "院校", "卫生站", "组织")
_CLASSES = frozenset(load("units")["suffix"]["everyday"]) | frozenset(load("units")["suffix"]["alone"])
_LABELLED = re.compile(r"\s*(?:[\u3400-\u9fff]{2,6}:)?\s*(?:[一二三四五六七八九]是|\(?\d{1,2}[).、])?")
_LEADS = re.compile(
    r"\s*[一二三四五六七八九]?(?:是|要)?\s*(?:牵头(?!单位|部门)|会同|作为(?:总)?牵头(?:单位|部门))"
)
_PAYS = re.compile(
    r"(?:先行|统一|据实|全额|足额|负责|予以|[每按从][^,;。]{1,14}?)?(?:垫付|补助|补贴|拨付|保障|承担|负担|列支|兜底|资助|出资"
    r"|给予[^,;。]{0,10}(?:补助|补贴|资助|奖励)|旁听|出具|组织?验收|复核|审核|签字)"
)
# 「规划馆布展,4月20日前完成」: what is to be done to a house, and by when.
_WORKED_ON = re.compile(
    r"(?:(?!组织|开展|完成|进行|对|把|将|要)[\u3400-\u9fff]){0,6}?(?:布展|招投?标|装修|装饰|改造|建设|修缮|维修|搬迁|迁建|扩建|改扩建|新建|重建"
    r"|绿化|亮化|采购|安装|选址|征迁|拆迁|征收)(?:工程|项目|工作)?,[^,;。]{2,14}(?:前|底|内|旬|日)[^,;。]{0,3}"
    r"(?:完成|完工|竣工|投用|投入使用|封顶|开工|启动|到位|建成)"
)
_CASE = re.compile(r",[^,;]{2,20}的,?由$")
_NETWORK = "network"
"""The rule of units that only the network marked."""
_FIELD = 2
_PERSONS = ("人员", "对象", "户")
_COUNTED = re.compile("[\\d一两二三四五六七八九十]+[家个所名]")
_OFFICES = (*"部局委办处科室", "办公室", "公司", "集团", "大队", "支队", "专班", "领导小组")


def leads(reading: Reading) -> bool:
    """Whether a sentence begins as one of whoever leads: 「作为总牵头单位,…」, 「会同…」."""
    return _LEADS.match(reading.view, reading.context.number) is not None


def only_supports(own: Sequence[Owned]) -> bool:
    """Whether a sentence names only who is to help: 「会同县财政局提出方案」 goes on from before.

    「县公安局、县法院做好配合。」 has a subject of its own.
    """
    return all(o.claim.role is Role.SUPPORT and o.claim.rule != "subject.support" for o in own)


def is_partner(claim: Claim) -> bool:
    """Whether a clause of its own names it as a partner: 「…,会同县财政局完成」."""
    return claim.rule == PARTNERS


def only_pay(own: Sequence[Owned], reading: Reading, view: str) -> bool:
    """Whether those whom a later clause names only pay or look on: 「…全部转移,安置费由县财政局垫付」.

    `view` is the folded text of the document.
    """
    if reading.context.kind is DocumentKind.SPEECH:
        return False
    first = view.find(",", reading.sentence.start, own[0].claim.start)
    start = own[0].claim.start - reading.sentence.start
    works = reading.cues.verb_first or any(t.limit and t.start < start for t in reading.times)
    pay = all(o.claim.rule.startswith("by") and _PAYS.match(view, o.claim.end) for o in own)
    return first >= 0 and bool(works) and pay


def is_worked_on(own: Sequence[Owned], view: str) -> bool:
    """Whether the sentence only names on which houses work is done: 「规划馆、博物馆布展,4月20日前完成」.

    `view` is the folded text of the document.
    """
    last = own[-1].claim if own else None
    return bool(last and not last.modal and last.rule.startswith("subject")) and bool(
        last and _WORKED_ON.match(view, last.end)
    )


def only_in_a_case(reading: Reading) -> bool:
    """Whether all units act for a case only: 「逐笔补齐凭证,确实补不齐的,由经手人退回」."""
    first = _first(reading)
    told = reading.cues.verb_first or any(t.limit and t.start < first for t in reading.times)
    told = told and all(claim.rule.startswith("by") for claim in reading.claims)
    return bool(told and _CASE.search(reading.view, reading.context.number, first))


def acts_first(reading: Reading) -> bool:
    """Whether the sentence begins with what is to be done, and names a unit only later."""
    told = not leads(reading) and all(claim.rule.startswith("by") for claim in reading.claims)
    before = reading.view[reading.context.number : _first(reading)]
    return bool(reading.cues.verb_first and not told) and "," in before


def opens(reading: Reading) -> bool:
    """Whether the sentence begins with its units: 「整改要求：社区、物业当天清走杂物」."""
    return bool(_LABELLED.fullmatch(reading.view, reading.context.number, _first(reading)))


def stands(claim: Claim) -> bool:
    """Whether a named subject really acts where a bracket or a table row assigns: not a bare class noun."""
    if claim.name.startswith("每") and not claim.modal:
        return False
    acts = claim.modal or claim.rule.startswith("by") or claim.role is not Role.RESPONSIBLE
    return bool(_DETERMINED.match(claim.name)) or acts


def stands_in_row(claim: Claim) -> bool:
    """Whether a named subject acts beside the cells of its row: as `stands` says, or as an office."""
    return stands(claim) or _is_office(claim)


def stands_before_bracket(claim: Claim) -> bool:
    """Whether a named subject acts beside the bracket that closes its sentence: also an office."""
    return stands(claim) or (_is_office(claim) and claim.rule != _NETWORK)


def acting_in_item(own: Sequence[Owned], assigned: Sequence[Owned]) -> list[Owned]:
    """Those of a sentence's own units that act in an item with a line of its own.

    So do classes that their work describes (承储企业, 4家养老机构), where no bare one (学校) is among them.
    """
    standing = [o for o in own if _stands_in_item(o.claim, assigned)]
    told = all(o in standing or _is_told_class(o.claim) for o in own)
    return list(own) if told else standing


def _stands_in_item(claim: Claim, assigned: Sequence[Owned]) -> bool:
    """Whether a named subject acts in an item with a line of its own: also a body that the line lists."""
    listed = any(o.claim.name.endswith(claim.name) for o in assigned)
    return stands(claim) or listed or (claim.kind == "organ" and not _is_class(claim.name))


def _is_told_class(claim: Claim) -> bool:
    """Whether a class of units is told apart from others: 矿山企业, 三家公立医院, not 企业 or 每个村."""
    spelled = claim.end - claim.start > _FIELD and not claim.name.startswith("每")
    misread = claim.kind == "person" and _COUNTED.match(claim.name)
    return spelled and claim.name not in _CLASSES and not (misread or claim.name.endswith(_PERSONS))


def acts_in_row(claim: Claim) -> bool:
    """Whether a unit that the sentence itself names is the one that acts in a row."""
    return claim.role is not Role.SUPPORT and stands_in_row(claim)


def _first(reading: Reading) -> int:
    """Where the first unit of a sentence stands."""
    return min(claim.start for claim in reading.claims)


def _is_office(claim: Claim) -> bool:
    """Whether a subject is an office, no house that is worked on."""
    return claim.kind == "organ" and claim.name.endswith(_OFFICES) and claim.name not in _CLASSES


def _is_class(name: str) -> bool:
    """Whether a name is a class of bodies and no one body: 学校, 民办医疗机构, 规模以上企业."""
    return name in _CLASSES or name.endswith(_OF_A_CLASS)
