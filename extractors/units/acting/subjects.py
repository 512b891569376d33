"""Which units act in a sentence: subject of the instruction, 由…牵头, …会同…, whom it asks."""

import re
from collections.abc import Iterable, Iterator
from string import whitespace

from extractors.lexicon import compiled, load
from extractors.units.acting.across_clauses import settled
from extractors.units.acting.called_upon import BY, CalledUpon
from extractors.units.acting.chains import chain, may_stand_in
from extractors.units.acting.elsewhere import advised, elsewhere
from extractors.units.acting.heads import HeadReader, is_attribute
from extractors.units.acting.in_role import TOGETHER, in_role
from extractors.units.acting.reported_speech import report_in
from extractors.units.acting.seated_offices import seated_office
from extractors.units.claims import PARTNERS, Claim, claims_of, clauses, skip_leading
from extractors.units.lists.list_reader import ListReader
from extractors.units.lists.spelled import UnitList
from models import Role

# 「住建局要组织人,和乡镇一起,…」
_ALONGSIDE = re.compile(r"^\s*(?:和|跟|同|与)(?=[^,;]{2,16}一(?:起|道|块)(?:[,;]|$))")
_MARKS = re.compile("[由归让交主经抽请责要必望]")
"""What stands in a clause that names a unit elsewhere than at its head."""
_PARTNER_HEADS = frozenset((*"并要应须负将会商协联和跟同与叫喊约拉", *whitespace, ""))
_FIRST = 3
_PLAIN, _ON_DUTY, _TOLD = 4, ("值班", "值守", "值夜", "带班"), ("要", "应", "须", "必")
"""A verb with at most a short object: 出车, 管水库; the dictionary has 值班 as a noun."""
_GIVES = frozenset("出派")
"""With whatever stands behind them they are verbs: 出艇, 派人."""
PARALLEL = "subject.parallel"
"""The rule of whoever acts beside another in one clause: 「干部带班、民警值守」."""
_SHORT_PREDICATE = re.compile(
    r"(?!组织|督促|指导|会同|联合|动员|发动|要求|协调)(?![和与及要把将对到去往在给向从跟为])[^把将对要、,;]{1,4}、"
    r"|每?人?(?P<tie>联系|联|包保?|挂|认领|结对|走访|帮扶|领办)[^把将对要、,;]{1,14}、(?=[^、,;]{2,14}?(?P=tie))"
    r"|(?:要|应|须|将)[^把将对要、,;]{2,14}、(?=[^,;]{2,14}(?:要(?![求素点])|应(?![用急])|须|每|具体|亲自))"
)
_GROUP_HEAD = re.compile(
    r"\s*(?:\d{1,2}[.、])?[\u3400-\u9fff]{2,10}?(?:组|专班|小队|工作队)(?P<who>\([^()]*(?:牵头|负责|责任|配合)[^()]*\))?:\s*"
)
# 「市级河长每季度巡河,县级每月、村级每周」: whoever bears the same post one level below.
_POST_OF_LEVEL = re.compile(r"[省市州县区旗乡镇村街][级道](?P<post>(?:河湖?|湖|林|路|田|山|段|渠|链)长)")
_LEVEL_ALONE = re.compile(r"(?:、\s*)?(?P<level>[省市州县区旗乡镇村]级)(?=每|不少于|至少|\d)[^,;、]*")
# 「县政府要由分管副县长牵头成立专班」: the first is told so, the second leads.
_TOLD_TO_LET = re.compile(r"(?:要|应当?|须|必须)(?:[^,;]{0,6}?让|由)")
# 「各窗口每天下班前由当班组长粉碎」: so is each of a class.
_EACH_TO_LET = re.compile(r"(?:每[天日周月][^,;由]{0,5})?由")
# Whoever reviews or is in charge acts all the same: 「县住建局负责的,各镇要配合」.
# So does whoever is told to: 「建设单位开工前应当签订协议,未签的,市住建局不得发证」.
_REVIEWED = re.compile(
    r"审(?![理判])|[核评]|验收|会签|负责|牵头|主办|承担|要(?![素求点])|应当?(?!急)|必须|须(?!知)"
)
_NAMED = compiled(load("subjects")["only_named"])


class SubjectReader:
    """Finds the units that act in one sentence and their roles."""

    def __init__(self, lists: ListReader) -> None:
        self._lists = lists
        self._heads = HeadReader(lists)
        self._called = CalledUpon(lists, self._heads)

    def subjects(self, view: str, start: int, end: int, times: list[tuple[int, int]]) -> list[Claim]:
        """The units that act in `view[start:end]`, clause by clause; time expressions are passed over."""
        steps = self._steps(view, start, end, times) if may_stand_in(view, start, end) else []
        if not steps and not self._lists.signs.stand_in(view, start, end):
            return []
        start = self._behind_head(view, start, end)
        parts = clauses(view, start, end)
        claims: list[Claim] = []
        report = report_in(view, start, end)
        for clause, b in parts:
            a = clause
            if report and clause <= report.start < b:
                claims, a = [claim for claim in claims if claim.modal], report.said
            if steps and a <= steps[-1].end and steps[0].start <= b:
                claims += [step for step in steps if a <= step.start < b]
            elif self._lists.signs.stand_in(view, a, b):
                claims = self._with_clause(claims, view, a, b, skip_leading(view, a, b, times))
        claims = claims or elsewhere(self._lists, view, report.said if report else start, end)
        if told := advised(self._lists, view, start, end):
            claims = [claim for claim in claims if claim.start > told[-1].end] or told
        claims = claims + seated_office(view, start, end) if "办公室" in view else claims
        return settled(claims, view, parts) if claims else []

    def _with_clause(self, claims: list[Claim], view: str, start: int, end: int, at: int) -> list[Claim]:
        """The units so far and those of the clause `[start, end)`, whose first word stands `at`."""
        if claims and "级" in view[at : at + _FIRST] and (same := list(_of_level(claims, view, at, end))):
            return claims + same
        partners = self._partners(view, at, end) if view[at : at + 1] in _PARTNER_HEADS else []
        known = "同" in view[start : start + _FIRST] or "同" in view[at : at + _FIRST]
        if partners and (claims or known or _joins_several(partners, view, at)):
            leads = partners[0].role is Role.SUPPORT
            return [
                *(c._replace(role=Role.LEAD) if leads and c.role is Role.RESPONSIBLE else c for c in claims),
                *partners,
            ]
        acting = list(self._clause(view, at, end))
        told = claims and any(c.modal for c in acting)
        if (told and _is_occasion(claims, view, start)) or (acting and _is_speaker(claims, view, start)):
            return acting
        return claims + acting

    def _steps(self, view: str, start: int, end: int, times: list[tuple[int, int]]) -> list[Claim]:
        """Who takes which step of one thing, at the head of a clause or behind 由."""
        for a, b in clauses(view, start, end):
            by = BY.search(view, a, b)
            for at in (skip_leading(view, a, b, times), by.end() if by else b):
                if steps := chain(view, at, end, self._lists.name_at, self._lists.breaks):
                    return steps
        return []

    def _behind_head(self, view: str, start: int, end: int) -> int:
        """Past the name of a group that an item is of: 「护理组(护理部负责):…」, 「信息组:信息科牵头,…」."""
        head = _GROUP_HEAD.match(view, start, end) if ":" in view else None
        if head is None:
            return start
        units = self._lists.read(view, head.end(), end)
        return head.end() if head["who"] or units else start

    def _partners(self, view: str, start: int, end: int) -> list[Claim]:
        """A clause of its own that names partners: 「…要加强指导,会同县农业农村局完成核查」."""
        found = TOGETHER.match(view[start:end]) or _ALONGSIDE.match(view[start:end])
        units = self._lists.read(view, start + found.end(), end) if found else None
        role = Role.RESPONSIBLE if found and found.re is _ALONGSIDE else Role.SUPPORT
        return list(claims_of(units, role, PARTNERS)) if units else []

    def _clause(self, view: str, at: int, end: int) -> Iterator[Claim]:
        """The units of a clause that begins at `at`: at its head, and behind 由, 请, 经 and their like."""
        marked = _MARKS.search(view, at, end) is not None
        by = list(self._called.behind_by(view, at, end)) if marked else []
        units = self._heads.acting(view, at, end)
        told = units is not None and by and _told_to_let(view, units, by[0].names[0].start)
        if units and (told or not by):
            beside = list(self._parallel(view, units.end, end))
            first = in_role(self._lists, view, units, end, "subject")
            yield from _acts_too(first) if any(c.rule == PARALLEL for c in beside) else first
            yield from beside
            at = units.end
        for units in by:
            yield from in_role(self._lists, view, units, end, "by")
            yield from self._parallel(view, units.end, end)
        if marked:
            yield from self._called.behind_others(view, at, end)

    def _parallel(self, view: str, at: int, end: int) -> Iterator[Claim]:
        """The other actors of 「乡镇干部带班、村干部值班」: each behind a short predicate and 「、」."""
        while found := _SHORT_PREDICATE.match(view, at, end):
            units = self._lists.read(view, found.end(), end)
            if not units or not view[units.end : end].strip() or is_attribute(view[units.end : end]):
                return
            work = view[units.end : end].partition("、")[0]
            plain = len(work) <= _PLAIN and not work.startswith(_TOLD)
            plain = plain and (self._lists.breaks(work) or work[:1] in _GIVES or work.endswith(_ON_DUTY))
            for claim in in_role(self._lists, view, units, end, "subject"):
                yield from _acts_too((claim,)) if plain or found["tie"] else (claim,)
            at = units.end


def _joins_several(partners: list[Claim], view: str, at: int) -> bool:
    """「联合公安、林业部门开展巡查」: somebody acts with these; 「联合工作组要…」 is a body."""
    several = len(partners) > 1 or partners[0].name.endswith(("部门", "机关"))
    return several and view.startswith("联合", at) and not any(c.name.startswith("联合") for c in partners)


def _acts_too(claims: Iterable[Claim]) -> Iterator[Claim]:
    """The claims as those of units that act beside each other."""
    for claim in claims:
        yield claim._replace(rule=PARALLEL) if claim.role is Role.RESPONSIBLE else claim


def _of_level(claims: list[Claim], view: str, at: int, end: int) -> Iterator[Claim]:
    """The posts of the levels that a later clause tells by their level alone."""
    borne = [(c, post) for c in claims if (post := _POST_OF_LEVEL.fullmatch(c.name))]
    while borne and (found := _LEVEL_ALONE.match(view, at, end)):
        start, stop = found.span("level")
        yield borne[0][0]._replace(start=start, end=stop, name=found["level"] + borne[0][1]["post"])
        at = found.end()


def _told_to_let(view: str, units: UnitList, by: int) -> bool:
    """Whether the units at the head of a clause are told to let those behind 由 act."""
    each = units.full[0].startswith(("各", "省直", "市直", "县直"))
    return bool(
        _TOLD_TO_LET.fullmatch(view, units.end, by) or (each and _EACH_TO_LET.fullmatch(view, units.end, by))
    )


def _is_speaker(claims: list[Claim], view: str, at: int) -> bool:
    """「县委常委出席会议,要求各乡镇…」: who sits in a meeting and demands does not do what is demanded."""
    told = all(c.rule.startswith("subject") and not c.modal and c.role is Role.RESPONSIBLE for c in claims)
    demands = bool(claims) and told and _NAMED["demands"].match(view, at)
    return bool(demands and _NAMED["meeting"].search(view, claims[0].end, at))


def _is_occasion(claims: list[Claim], view: str, at: int) -> bool:
    """「气象部门发布预警后,各乡镇要…」: what the first does is only the occasion for the second at `at`.

    So is what it may come to: 「法院需要鉴定的,各级水利部门应…」.
    """
    told = all(c.rule.startswith("subject") and not c.modal for c in claims)
    occasion = bool(claims) and told and view[max(0, at - 2) : at] in ("后,", "时,", "的,")
    return occasion and not _REVIEWED.search(view, claims[-1].end, at)
