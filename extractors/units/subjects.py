"""Which units act in a sentence: subject of the instruction, 由…牵头, …会同…, whom it asks."""

import re
from collections.abc import Iterator
from string import whitespace

from extractors.lexicon import any_of, load
from extractors.units.across_clauses import (
    ORDERED,
    settled,
    without_announcers,
    without_names,
    without_ordered,
    without_signers,
    without_threatened,
)
from extractors.units.chains import may_stand_in
from extractors.units.claims import PARTNERS, Claim, claims_of, clauses, skip_leading, unique
from extractors.units.composed import Name
from extractors.units.endings import Kind
from extractors.units.heads import VISITS, HeadReader, is_attribute
from extractors.units.in_role import TOGETHER, in_role
from extractors.units.lists import ListReader
from extractors.units.spelled import UnitList
from models import Role

_ROLES = load("units")["roles"]
_WORDS = load("subjects")
_CHIEFLY = re.compile(r"以(?=[\u3400-\u9fff]{2,14}为主)")
# 「住建局要组织人,和乡镇一起,…」
_ALONGSIDE = re.compile(r"^\s*(?:和|跟|同|与)(?=[^,;]{2,16}一(?:起|道|块)(?:[,;]|$))")
_BAN = re.compile(
    r"\s*(?:严禁|禁止|不准|不许|不允许)(?=任何|各|所有|学校|医院|中小学|幼儿园|乡镇|街道|社区|村"
    r"|[\u3400-\u9fff]{2}(?:单位|企业|学校|机构|部门))"
)
_CLASS = 8
_FORBIDDEN_ACT = re.compile(
    r"[将把以在向对从用借因携接]|私自|擅自|违规|随意|通过|利用|参与|收|截留|挪用|代|虚|瞒|再|插手|干预"
)
_MARKS = re.compile("[由归让交主经抽请责要必]")
"""What stands in a clause that names a unit elsewhere than at its head."""
_PARTNER_HEADS = frozenset((*"并要应须负将会商协联和跟同与叫喊约拉", *whitespace, ""))
_AGREED = re.compile(r"(?:同意|通过)(?=[省市州县区旗镇乡])")
_PROPOSED = re.compile(
    r"(?:[提起拟编制报汇][^,;]{1,4}的|关于|《|的)[^;]*,[^,;]{0,16}(?:会后|修改|完善|按程序)"
)
_THROUGH = re.compile(r"(?<![未已])经(?!过|费|济|营|常|理)")
_REVIEW = re.compile(rf"^[^,;、]{{0,4}}(?:{_ROLES['review']})(?!把关|同意|(?<=审核)签字|(?<=初审)签字)")
_FURTHER_REVIEW = re.compile(rf"[^,;、]{{0,4}}(?:{_ROLES['review']})(?:、|并?(?=由))")
_OFFICE = re.compile(
    r"^\s*(?:[^,;]{0,6}组成(?=的|[,;。]|$)|(?:任|担任|兼任|为)(?:组长|副组长|主任|总指挥|成员|召集人|[\u3400-\u9fff]{0,6}(?:负责人|责任人|联络员|召集人|[线路河林点链]长)(?=[,。;]|$))|兼任(?=[。;,(]|$)|签(?:字|批|发|署|章)|盖章)"
)
# Whoever convenes a conference does so himself; whoever is made the chief of a group is only named.
_I_CONVENE = re.compile("我(?:担任|任|兼任)[^,;]{0,8}召集人")
_ITS_THING = re.compile(
    r"的[^,;。的要把将对]{1,10}?(?:要(?![求素点])|必须|都要|一律|统统|全部|重新|不许|不准|不得|于\d|\d{1,2}月|明天|今天|马上"
    r"|,(?:不许|不准|不得|必须|一律|(?:不要|别)再?(?![怕急慌担])[^,;。]{1,6},[^,;。]{0,10}(?:[前底内]|今|明|马上|立即)))"
)
_ANSWERS = re.compile(
    r"是[^,;。]{0,14}(?:第一责任人?|责任主体|直接责任人|总?牵头单位)[,;](?:[^。]{0,30}[^。前后不])?(?:要(?![求素点])|不得|必须|须|每|至少|对照|\d{1,2}月)"
)
_SIGNS_FOR_IT = re.compile(r"(?:逐[\u3400-\u9fff])?(?:签字|签批|签章|签署)")
_BY_IN_BRACKET = re.compile(r"(?<=[\u3400-\u9fff\d”])\([\u3400-\u9fff]{2,10}由(?=[\u3400-\u9fff])")
_PREPARES = re.compile(
    r"(?:负责|另行|统一|牵头)?(?:拟[定制订]|制[定订]|提出|编制|起草|审核|审定|印发|公布|发布)"
)
_SOME_WORKER = re.compile(
    r"(?:产权人|承包人|监护人|监狱长|船长|机长|接任者|村民(?:代表)?会议|(?:主治|两名|[\u3400-\u9fff]{2})以上的?(?:医师|民警|干部))(?=[\u3400-\u9fff])"
    r"|(?:(?![和与及、])[\u3400-\u9fff]){2,6}?员(?<![人成动党全社会学委官职船演球教伤满减雇病定店队练]员)(?=[\u3400-\u9fff\d])(?!工|会|额)"
)
_SOME_CLASS = re.compile(_WORDS["class_behind_by"]["words"])
_HIGHEST = re.compile(r"(?:主要|分管|单位)")
_FIRST = 3
_NEGATIONS = (
    *("不得", "严禁", "不能", "不准", "不再", "禁止", "不应", "并非", "而非"),
    *("可以", "答复", "回复", "表示", "称"),
)
_SANCTION = re.compile(r"[^,;]{0,4}(?:约谈|问责|追责|处分|处理|通报|移送|诫勉|收回|扣减|扣回|核减|取消|暂停)")
_SHORT_PREDICATE = re.compile(
    r"(?!组织|督促|指导|会同|联合|动员|发动|要求|协调)(?![和与及要把将对到去往在给向从跟为])[^把将对要、,;]{1,4}、"
    r"|(?:要|应|须|将)[^把将对要、,;]{2,14}、(?=[^,;]{2,14}(?:要(?![求素点])|应(?![用急])|须|每|具体|亲自))"
)
# 由应急办…, and 信息统一归应急办.
BY = any_of([_WORDS["by"]["words"]])
_ASK = re.compile(r"(?:(?<![邀申提聘宴报约])请|责成|责令|(?<!不得)(?<!严禁)(?<!不)要求)(?!示|求|假)")
# 「从医务部、护理部各抽一名骨干」: they send them.
_HANDED = re.compile(r"(?<![公外社成提上])(?:移|转)?交(?:由|给)?(?![通办警易流])")
_TAKEN_ON = re.compile(r"(?:依法|统一|具体|负责|牵头){0,2}(?:立案|办理|查处|承办|落实|核查|承担)")
_DRAWN = re.compile(r"从(?=[\u3400-\u9fff、]{2,40}?(?:各|分别)抽)")
_DRAWN_FROM = re.compile(r"(?:等(?:部门|单位|科室)?)?(?:各|分别)抽(?:调|出|派)?[一二两三四五六七八九十\d]")
# 「由分管副区长到会说明」, 「时间由各地自定」.
_NO_WORK = re.compile(
    r"(?:当面|到[^,;]{1,8}|在[^,;]{1,12})?(?:作出?)?(?:书面)?(?:说明|检讨|表态)(?:情况|原因)?(?=[,;。]|$)"
    r"|(?:自行|自主|自己?)(?:定|确定|决定|选择|选)(?=[,;。]|$)"
    r"|(?:统一)?(?:留存|存档|归档|备案|备查)(?:备查)?(?=[,;。]|$)|(?:现场)?(?:打分|评分|投票|票决|评议)(?=[,;。]|$)"
)
# 「由财政补助的文化管理员」 only says who pays.
_RELATIVE = re.compile(
    r"(?:全额|统一|足额)?(?:补助|负担|承担|出资|补贴|供养|保障|发放|支付|组成|组建|任[^,;的]{1,6}|代管|托管|投资|建设|管理)的(?=[\u3400-\u9fff])"
)
_GROUP_HEAD = re.compile(
    r"\s*(?:\d{1,2}[.、])?[\u3400-\u9fff]{2,10}?(?:组|专班|小队|工作队)(?P<who>\([^()]*(?:牵头|负责|责任|配合)[^()]*\))?:\s*"
)
# 「县政府要由分管副县长牵头成立专班」: the first is told so, the second leads.
_TOLD_TO_LET = re.compile(r"(?:要|应当?|须|必须)(?:[^,;]{0,6}?让|由)")
# 「各窗口每天下班前由当班组长粉碎」: so is each of a class.
_EACH_TO_LET = re.compile(r"(?:每[天日周月][^,;由]{0,5})?由")
_REVIEWED = re.compile(r"[审核评]|验收|会签")


class SubjectReader:
    """Finds the units that act in one sentence and their roles."""

    def __init__(self, lists: ListReader) -> None:
        self._lists = lists
        self._heads = HeadReader(lists)

    def subjects(self, view: str, start: int, end: int, times: list[tuple[int, int]]) -> list[Claim]:
        """The units that act in `view[start:end]`, clause by clause; time expressions are passed over."""
        steps = self._steps(view, start, end, times) if may_stand_in(view, start, end) else []
        if not steps and not self._lists.signs.stand_in(view, start, end):
            return []
        claims: list[Claim] = []
        start = self._behind_head(view, start, end)
        parts = clauses(view, start, end)
        for a, b in parts:
            if steps and a <= steps[-1].end and steps[0].start <= b:
                claims += [step for step in steps if a <= step.start < b]
                continue
            if not self._lists.signs.stand_in(view, a, b):
                continue
            at = skip_leading(view, a, b, times)
            partners = self._partners(view, at, b) if view[at : at + 1] in _PARTNER_HEADS else []
            if partners and (claims or "同" in view[a : a + _FIRST]):
                leads = partners[0].role is Role.SUPPORT
                claims = [
                    c._replace(role=Role.LEAD) if leads and c.role is Role.RESPONSIBLE else c for c in claims
                ]
                claims += partners
            else:
                acting = list(self._clause(view, at, b))
                if acting and claims and any(c.modal for c in acting) and _is_occasion(claims, view, a):
                    claims = []
                claims += acting
        claims = claims or self._elsewhere(view, start, end)
        claims = without_names(without_threatened(claims, view, parts)) if claims else claims
        claims = without_ordered(claims, view) if len(claims) > 1 and "责" in view else claims
        claims = without_announcers(claims, view) if len(claims) > 1 and "我" in view else claims
        claims = without_signers(claims, view) if claims and ("签" in view or "盖" in view) else claims
        return claims and unique(settled(claims))

    def _steps(self, view: str, start: int, end: int, times: list[tuple[int, int]]) -> list[Claim]:
        """Who takes which step of one thing, at the head of a clause or behind 由."""
        for a, b in clauses(view, start, end):
            by = BY.search(view, a, b)
            for at in (skip_leading(view, a, b, times), by.end() if by else b):
                if steps := self._lists.steps(view, at, end):
                    return steps
        return []

    def _elsewhere(self, view: str, start: int, end: int) -> list[Claim]:
        """The units of a sentence in whose clauses nobody acts, in the first way in which it names some."""
        ways = (
            ("禁" in view or "不" in view, self._forbidden),
            ("的" in view, self._keepers),
            ("是" in view and ("责任" in view or "牵头单位" in view), self._answerable),
            ("(" in view and "由" in view, self._in_brackets),
            ("签" in view, self._signers),
            ("意" in view, self._proposers),
            ("交" in view, self._takers),
        )
        found = (list(named(view, start, end)) for may, named in ways if may)
        return next(filter(None, found), [])

    def _behind_head(self, view: str, start: int, end: int) -> int:
        """Past the name of a group that an item is of: 「护理组(护理部负责):…」, 「信息组:信息科牵头,…」."""
        head = _GROUP_HEAD.match(view, start, end) if ":" in view else None
        if head is None:
            return start
        units = self._lists.read(view, head.end(), end)
        return head.end() if head["who"] or units else start

    def _forbidden(self, view: str, start: int, end: int) -> Iterator[Claim]:
        """「严禁任何单位和个人截留,严禁…」: a ban of a class of units, or of anybody, is theirs to keep."""
        at = start
        while ban := _BAN.match(view, at, end):
            units = self._lists.read(view, ban.end(), end)
            if (
                units
                and units.names[0].end - ban.end() <= _CLASS
                and _FORBIDDEN_ACT.match(view, units.end, end)
            ):
                yield from claims_of(units, Role.RESPONSIBLE, "subject.forbidden")
            at = view.find(",", ban.end(), end) + 1 or end

    def _keepers(self, view: str, start: int, end: int) -> Iterator[Claim]:
        """「油品公司的危险品船一律离泊」: whose thing it is sees to it, where nobody else is told to."""
        if not _ITS_THING.search(view, start, end):
            return
        units = self._lists.read(view, skip_leading(view, start, end, []), end)
        body = units and units.names[-1].kind in ("organ", "group") and units.names[-1].end == units.end
        if units and body and _ITS_THING.match(view, units.end, end):
            yield from claims_of(units, Role.RESPONSIBLE, "subject.keeper")

    def _answerable(self, view: str, start: int, end: int) -> Iterator[Claim]:
        """「各县长是第一责任人,防火期内不得离开」: who answers for it is told what follows."""
        units = self._lists.read(view, skip_leading(view, start, end, []), end)
        found = _ANSWERS.match(view, units.end, end) if units else None
        if units and found:
            role = Role.LEAD if "牵头单位" in found.group() else Role.RESPONSIBLE
            yield from claims_of(units, role, "subject.answers")

    def _in_brackets(self, view: str, start: int, end: int) -> Iterator[Claim]:
        """「…开展筛查(试点方案由眼科拟定)」: whom a bracket tells to do a part, where nobody else is told."""
        for mark in _BY_IN_BRACKET.finditer(view, start, end):
            units = self._lists.read(view, mark.end(), end)
            if units and _PREPARES.match(view, units.end, end):
                yield from claims_of(units, Role.RESPONSIBLE, "by.bracket")

    def _signers(self, view: str, start: int, end: int) -> Iterator[Claim]:
        """「清查情况由监狱长签字后报」: who signs acts where nobody else does."""
        for mark in BY.finditer(view, start, end):
            units = self._lists.read(view, mark.end(), end) or _person(view, mark.end(), end)
            if units and _SIGNS_FOR_IT.match(view, units.end, end) and not _HIGHEST.match(units.full[0]):
                yield from claims_of(units, Role.RESPONSIBLE, "by.signs")

    def _proposers(self, view: str, start: int, end: int) -> Iterator[Claim]:
        """「会议原则同意县财政局提出的方案,修改完善后印发」: whoever proposed it goes on with it."""
        agreed = _AGREED.search(view, start, end)
        units = self._lists.read(view, agreed.end(), end) if agreed else None
        if units and _PROPOSED.match(view, units.end, end):
            yield from claims_of(units, Role.RESPONSIBLE, "agreed")

    def _takers(self, view: str, start: int, end: int) -> Iterator[Claim]:
        """「改造交后勤科办理」: who is handed the work does it, where nobody else acts."""
        for mark in _HANDED.finditer(view, start, end):
            units = self._lists.read(view, mark.end(), end)
            if units and units.names[-1].kind == "organ" and _TAKEN_ON.match(view, units.end, end):
                yield from claims_of(units, Role.RESPONSIBLE, "by.handed")

    def _partners(self, view: str, start: int, end: int) -> list[Claim]:
        """A clause of its own that names partners: 「…要加强指导,会同县农业农村局完成核查」."""
        found = TOGETHER.match(view[start:end]) or _ALONGSIDE.match(view[start:end])
        units = self._lists.read(view, start + found.end(), end) if found else None
        role = Role.RESPONSIBLE if found and found.re is _ALONGSIDE else Role.SUPPORT
        return list(claims_of(units, role, PARTNERS)) if units else []

    def _clause(self, view: str, at: int, end: int) -> Iterator[Claim]:
        """The units of a clause that begins at `at`: at its head, and behind 由, 请, 经 and their like."""
        marked = _MARKS.search(view, at, end) is not None
        by = list(self._named_after_by(view, at, end)) if marked else []
        units = self._heads.acting(view, at, end)
        told = units is not None and by and _told_to_let(view, units, by[0].names[0].start)
        if units and (told or not by):
            yield from in_role(self._lists, view, units, end, "subject")
            at = units.end
            yield from self._parallel(view, units.end, end)
        for units in by:
            yield from in_role(self._lists, view, units, end, "by")
            yield from self._parallel(view, units.end, end)
        if marked:
            yield from self._called_upon(view, at, end)

    def _called_upon(self, view: str, at: int, end: int) -> Iterator[Claim]:
        """The units behind 以…为主, 经…, 从…抽, 请…."""
        if "为主" in view:
            chiefly = _CHIEFLY.search(view, at, end)
            if chiefly and (units := self._lists.read(view, chiefly.end(), end)):
                yield from claims_of(units, Role.LEAD, "chiefly")
        if "经" in view:
            yield from self._reviewers(view, at, end)
        if "抽" in view and (drawn := _DRAWN.search(view, at, end)):
            units = self._lists.read(view, drawn.end(), end)
            if units and _DRAWN_FROM.match(view, units.end, end):
                yield from claims_of(units, Role.RESPONSIBLE, "drawn")
        asks = "请" in view or "责" in view or "要求" in view
        asked = _ASK.search(view, at, end) if asks else None
        if asked:
            units = self._lists.read(view, asked.end(), end) or _person(view, asked.end(), end)
            if units and view[units.end : end].strip() and not VISITS.match(view, units.end, end):
                yield from self._asked(view, units, end, asked)

    def _asked(self, view: str, units: UnitList, end: int, asked: re.Match[str]) -> Iterator[Claim]:
        """Whom the sentence asks; 「商请市公安局核查」 asks an outside body for its support."""
        if view[asked.start() - 1] in "商函":
            yield from claims_of(units, Role.SUPPORT, "asked.商请")
        else:
            rule = ORDERED if asked.group() in ("责令", "责成") else "asked"
            yield from in_role(self._lists, view, units, end, rule)

    def _named_after_by(self, view: str, at: int, end: int) -> Iterator[UnitList]:
        """The units of 「由…」, except where it only fills an office (由县长任组长)."""
        for mark in BY.finditer(view, at, end):
            units = self._lists.read(view, mark.end(), end) or self._lists.field_alone(view, mark.end(), end)
            units = units or _person(view, mark.end(), end)
            if (
                units is None
                or (_OFFICE.match(view[units.end : end]) and not _I_CONVENE.match(view, units.names[0].start))
                or self._heads.is_place(view, units, end)
            ):
                continue
            if _NO_WORK.match(view, units.end, end) or _RELATIVE.match(view, units.end, end):
                continue
            if view.endswith(_NEGATIONS, at, mark.start()) or _in_aside(view, at, mark.start()):
                continue
            threatened = view[max(0, mark.start() - 2) : mark.start()].rstrip(",").endswith("的")
            threatened = threatened or (view.startswith("对", at) and "的" in view[at : mark.start()])
            if not (threatened and _SANCTION.match(view[units.end : end])):
                yield units

    def _reviewers(self, view: str, at: int, end: int) -> Iterator[Claim]:
        """The bodies of 「经县住建局初审」; that a leader lets a paper pass (经主要负责人审核) is no work."""
        for mark in _THROUGH.finditer(view, at, end):
            units = self._lists.read(view, mark.end(), end)
            while units and _REVIEW.match(view[units.end : end]):
                if units.names[-1].kind != "person":
                    yield from claims_of(units, Role.RESPONSIBLE, "through.review")
                further = _FURTHER_REVIEW.match(view, units.end, end)
                units = self._lists.read(view, further.end(), end) if further else None

    def _parallel(self, view: str, at: int, end: int) -> Iterator[Claim]:
        """The other actors of 「乡镇干部带班、村干部值班」: each behind a short predicate and 「、」."""
        while found := _SHORT_PREDICATE.match(view, at, end):
            units = self._lists.read(view, found.end(), end)
            if not units or not view[units.end : end].strip() or is_attribute(view[units.end : end]):
                return
            yield from in_role(self._lists, view, units, end, "subject")
            at = units.end


def _told_to_let(view: str, units: UnitList, by: int) -> bool:
    """Whether the units at the head of a clause are told to let those behind 由 act."""
    each = units.full[0].startswith(("各", "省直", "市直", "县直"))
    return bool(
        _TOLD_TO_LET.fullmatch(view, units.end, by) or (each and _EACH_TO_LET.fullmatch(view, units.end, by))
    )


def _person(view: str, at: int, end: int) -> UnitList | None:
    """「由镇收运员上门收」, 「由发放单位造册」: behind 由 whoever is called after what he does acts."""
    found = _SOME_WORKER.match(view, at, end)
    kind: Kind = "person" if found else "group"
    found = found or _SOME_CLASS.match(view, at, end)
    return UnitList((Name(at, found.end(), kind),), (found.group(),), found.end()) if found else None


def _in_aside(view: str, start: int, at: int) -> bool:
    """「对6处点位(名单由县交警大队提供)增设…」: a bracket inside the sentence gives no work."""
    return view.count("(", start, at) > view.count(")", start, at)


def _is_occasion(claims: list[Claim], view: str, at: int) -> bool:
    """「气象部门发布预警后,各乡镇要…」: what the first does is only the occasion for the second at `at`."""
    told = all(c.rule.startswith("subject") and not c.modal for c in claims)
    occasion = bool(claims) and told and view[max(0, at - 2) : at] in ("后,", "时,")
    return occasion and not _REVIEWED.search(view, claims[-1].end, at)
