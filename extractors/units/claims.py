"""A unit in its role, and what subjects and fields share: clauses, and what stands at their head."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from string import whitespace
from typing import NamedTuple

from extractors.lexicon import load
from extractors.matching.alternations import first_letters, gated
from extractors.structure.numbering import NUMBER_HEADS, number_at_start
from extractors.units.lists.spelled import UnitList
from extractors.units.names.endings import Kind
from models import Role

_CONNECTIVES = load("subjects")["leading"]["words"]
_LEADING_HEADS = frozenset((*first_letters(_CONNECTIVES), *whitespace))
_LEADING = re.compile(rf"\s*(?:{gated(_CONNECTIVES)})+[,:\s]*")
_OPENING, _CLOSING = "(“《", ")”》"
_MARKS = re.compile(rf"[{_OPENING}{_CLOSING},;:。!?\t]")
# 「2.1 县水利局负责…」: a part of a part; 「1.4家养老院…」: an item and a count, which is no fraction.
_OUTLINE = re.compile(
    r"\d{1,2}\.(?=\d{1,4}[家所座户](?!均))|"
    r"\d{1,2}(?:\.\d{1,2}){1,3}(?:[\s、.]\s*|(?=[\u3400-\u9fff])(?!万|亿|亩|公[里斤顷分]|[千百]|米|元|吨|倍|个|度|平方|立方|克|升"
    r"|[家所座名户处项条台辆件宗]|小时|天|年|月|日|点|多|余|人(?!社|大|武|力|民)|户|%))"
)
_COMRADE = re.compile(
    r"[^的]{2,12}(?:[局委办院校所站队室科处社庭]|中心|公司|政府|街道)的同志|(?:街道|法庭|社区|城管)的同志"
)
# 领导小组办公室(市交通运输局): where the office sits, or its other name, is no part of the name.
_ALIAS = re.compile(
    r"(?<=[局办厅委室心])\([省市州县区旗镇][\u3400-\u9fff]{1,12}(?:局|办|厅|委|中心|办公室)\)$"
)
MARKED = ".marked"
PARTNERS = "partners"
"""The rule of units that a clause of its own names as partners (…,会同县财政局完成)."""


class Claim(NamedTuple):
    """A unit named at `[start, end)` with the role that its place gives it."""

    start: int
    end: int
    name: str
    role: Role
    rule: str
    kind: Kind
    confidence: float = 0.9
    open_list: bool = False
    modal: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """What a bracket, a label line or a table cell assigns: units with roles, and the time-limit part."""

    claims: tuple[Claim, ...]
    deadline: tuple[int, int] | None = None
    labelled: bool = False

    def moved(self, offset: int) -> "Fields":
        """The same with its offsets counted from further ahead."""
        if not offset:
            return self
        deadline = self.deadline and (self.deadline[0] + offset, self.deadline[1] + offset)
        return Fields(tuple(moved(c, offset) for c in self.claims), deadline, self.labelled)


Bracket = tuple[tuple[int, int], Fields]
"""What closes a sentence and only assigns, in brackets or not: where it stands, and what it assigns."""
ReadsProse = Callable[[str, int, int, Role], list[Claim]]
"""Reads the units of a stretch without labels and their roles; the role is that of units without one."""


def moved(claim: Claim, offset: int) -> Claim:
    """The claim with its offsets counted from further ahead: from the document, not its sentence."""
    return Claim(claim.start + offset, claim.end + offset, *claim[2:])


def clauses(view: str, start: int, end: int) -> list[tuple[int, int]]:
    """The clauses of a sentence: split at commas, semicolons and colons outside brackets."""
    found: list[tuple[int, int]] = []
    at, depth = start, 0
    for mark in _MARKS.finditer(view, start, end):
        position = mark.start()
        char = view[position]
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0:
            if position > at:
                found.append((at, position))
            at = position + 1
    if end > at:
        found.append((at, end))
    return found


def skip_leading(view: str, start: int, end: int, times: list[tuple[int, int]]) -> int:
    """Past numbers, connectives and time expressions, which stand in order, at the head of a clause."""
    at, ahead = start, 0
    while at < end:
        before = at
        number = number_at_start(view[at:end]) if view[at] in NUMBER_HEADS else None
        if number:
            at += number.length
        elif at == start and view[at].isdigit() and (outline := _OUTLINE.match(view, at, end)):
            at = outline.end()
        lead = _LEADING.match(view, at, end) if view[at : at + 1] in _LEADING_HEADS else None
        if lead:
            at = lead.end()
        while ahead < len(times) and times[ahead][0] < at >= times[ahead][1]:
            ahead += 1
        if ahead < len(times) and times[ahead][0] <= at:
            at = times[ahead][1]
        while at < end and view[at] in " ,、→":
            at += 1
        if at == before:
            return at
    return at


# 包联单位|市水利局: what a body is to others, before its own name.
_PART_OF_BODY = re.compile(
    r"^(?:包联|包保|帮扶|结对|挂联|挂钩|对口|联系|共建|派出)单位(?=[省市州县区旗镇乡][\u3400-\u9fff]{2,})"
)
# 供应商|睿康公司, 技防维护单位|安讯公司: what a company is to the others is no part of its name.
_ONE_OF_THEM = re.compile(r"[一1][名位](?=[\u3400-\u9fff]{2})")
_PART_PLAYED = re.compile(
    r"^(?:[\u3400-\u9fff]{2,4}?(?:维护|养护|运营|施工|监理|管理)|施工|运营|中标|承包|供应|承建|监理|维保|维护|养护|管护|设计|代建|总包|供货)"
    r"(?:单位|方|商|企业)(?=[\u3400-\u9fff]{2,8}(?:公司|集团)$)"
)


def claims_of(units: UnitList, role: Role, rule: str, *, modal: bool = False) -> Iterator[Claim]:
    """A claim for each unit of a list; a bracket behind a name (牵头) gives it its own role."""
    for position, (name, full) in enumerate(zip(units.names, units.full, strict=True)):
        given = units.roles.get(position) or _behind(units, position)
        own = Role.LEAD if given in ("牵头", "主办", "总牵头") else Role.SUPPORT if given else role
        yield Claim(
            start=name.start,
            end=name.end - _comrades(full),
            name=_bare(full),
            role=own,
            rule=rule + MARKED if given else rule,
            kind=name.kind,
            confidence=0.95 if name.known else 0.9,
            open_list=units.open_list,
            modal=modal,
        )


def _bare(name: str) -> str:
    """A name without where its office sits, the part that a company plays, and that it is one of many."""
    name = _ONE_OF_THEM.sub("", name) if name[0] in "一1" else name
    name = _ALIAS.sub("", name) if name.endswith(")") else _PART_OF_BODY.sub("", name)
    return _PART_PLAYED.sub("", name) if name.endswith(("公司", "集团")) else name


def _behind(units: UnitList, position: int) -> str:
    """「县财政局、县住建局(配合)」: both help; a leader stands alone."""
    if not units.roles:
        return ""
    given = next((units.roles[at] for at in sorted(units.roles) if at > position), "")
    return given if given in ("配合", "协办") else ""


def _comrades(full: str) -> int:
    """How much of 「县医保局的同志」 is no mention of the office."""
    return len("的同志") if full.endswith("的同志") and _COMRADE.fullmatch(full) else 0


def unique(claims: list[Claim]) -> list[Claim]:
    """Each unit once; a leading or supporting role beats a plain one."""
    best: dict[str, Claim] = {}
    for claim in claims:
        held = best.get(claim.name)
        if held is None or (held.role is Role.RESPONSIBLE and claim.role is not Role.RESPONSIBLE):
            best[claim.name] = claim
    return list(best.values())
