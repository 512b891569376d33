"""Which unit has which role: subject of the instruction, 由…牵头, …会同…, trailing brackets, label lines."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from extractors.lexicon import load
from extractors.patterns import gated
from extractors.structure.numbering import number_at_start
from extractors.units.lists import ListReader
from extractors.units.spelled import UnitList
from models import Role

_ROLES = load("units")["roles"]
_CHIEFLY = re.compile(r"以(?=[\u4e00-\u9fff]{2,14}为主)")
_LEAD_AFTER = re.compile(rf"^\s*(?:要|应|须|应当|必须|将|具体|共同|总)?(?:发挥)?(?:{_ROLES['lead_after']})")
_SUPPORT_AFTER = re.compile(
    rf"^\s*(?:要|应|须|应当|按职责|按照?职责分工|积极|主动|予以|全力|密切|做好|共同|给予)*(?:{_ROLES['support_after']})"
)
_TOGETHER = re.compile(r"^\s*(?:要|应|须|应当|负责|将)?(?:会同|商|协同|联合(?=[^开印召制发]))")
_THROUGH = re.compile(r"(?:^|(?<=[,、初复]))经")
_REVIEW = re.compile(rf"^[^,;、]{{0,4}}(?:{_ROLES['review']})")
_OFFICE = re.compile(
    r"^\s*(?:(?:任|担任|兼任|为)(?:组长|副组长|主任|总指挥|成员|召集人)|签(?:字|批|发|署|章)|盖章)"
)
_SEATED = re.compile(r"^\s*设在")
_SHORT_PREDICATE = re.compile(r"(?!和|与|及|要|把|将|对)[^把将对要、,;]{1,4}、")
_THING = re.compile(
    r"(?![包修建拆清扫管查守]|[^,;]{0,3}(?:检查|排查|改造|清理|维修|整治|巡查|登记|处理|安装|摸排|普查|完成|规范|建设|拆除|联系|协调|负责|牵头|督促))[\u4e00-\u9fff]{0,5}(?:楼|门口|大门|操场|食堂|宿舍|围墙|厕所|教室|院子|门前|校区|院区|大桥|公路|线路|管网|校舍|厂房)"
)
_ACTS = re.compile(r"要|须|应|必须|务必|负责|牵头|配合|把|将|对|不得|严禁|于\d")
_MODAL = re.compile(r"\s*(?:要|应|须|应当|必须|务必|负责|不得|一律|严禁|牵头|于|在\d|将|每|对)")
_AT_WORK = re.compile(rf"{_MODAL.pattern}|\d{{1,2}}月|今天|明天|马上|立即|先")
_CHARGED = re.compile(r",\s*(?:负责|承担|具体|每|牵头|统筹|定期)")
_TOPIC = re.compile(
    r"(?:这|那|该)?[\u4e00-\u9fff]{2,7}?(?<![各全本我你该对的各个在向给和与由])"
    r"(?=(?:[县镇乡区](?![级内里域长上])|党政办|政府办|村委会|物资(?=采购))[\u4e00-\u9fff]{2})"
)
_OVERALL = re.compile(r"^\s*(?:要)?对.{2,24}负总责")
_SCENE = re.compile(
    r"[\u4e00-\u9fff\d]{1,10}?(?:期间|期内|之前|之后|大会前|会后)|(?:老|小)[\u4e00-\u9fff],|你们|咱们"
)
_BY = re.compile(r"(?<![自理缘因来])(?<!(?<![件项个])事)由(?![于此来衷浅])")
_ASK = re.compile(r"(?:(?<![邀申提聘恳宴])请|责成|责令|(?<!不得)(?<!严禁)要求)(?!示|求|假)")
_CLAUSE = re.compile(r"[,;:。!?](?![^(]*\))")
_ATTRIBUTE = re.compile(
    r"^\s*(?:的(?!同志)|等?问题|关于|(?![^,;]*[\d月日年底季周节春夏秋冬汛清])[^,;要须应把将]{1,10}(?<!提)前$|工作$|之间|方面|内部|内(?!部)|外|以上|以下|反馈|作(?:了|出)|通报(?:了|指)|汇报|听取"
    r"|已(?!经?成立)|曾|正在|在(?:全|数|反映)|一直|来说|而言|、|\)|”|中(?!心)|上(?=[,的述半]|$)|里|存在|出现|发现|均为|共有|仍有"
    r"|任[\u4e00-\u9fff]{0,3}(?:组长|主任|总指挥|成员)|为(?:组长|成员|主任)|不(?:少|低|超)于?|不(?:是|出|管|负责|承担|参与)|达到|占|(?![要须应将把])[\u4e00-\u9fff]{1,4}率"
    r"|[^,;\d]{0,8}问题$|(?!不得|严禁|一律|负责)(?:[^,;要须应将把对]|重要|主要)*的(?:名单|清单|问题|事项|办法|方案|材料|情况)$"
    r"|(?![把将对要应于在每以按向从须])[^,;的要须应把将]{1,5}的(?!同志|要)(?![^,;]*(?:要(?!求|素|点)|须|应|必须|把|将))"
    r"|是(?:全|我|基|重|做|推|保|党|一|个)|有(?:\d|的|些|几)|疏于|未|没有|\d+(?:个|家|名|户|处|条))"
)
_CONNECTIVES = (
    r"→|——|起(?=[省市县区镇乡村街各全])|希望|但是?|同时|此外|另外|特别是|尤其是|其中|因此|所以|下一步|下步|接下来|今后|会议(?:要求|强调|明确|决定|议定|同意|指出)|"
    r"会议|强调|要求|并|再|还|也|请|望(?=各|你|贵|认真|切实|抓)|对此|为此|一方面|另一方面|首先|其次|再次|最后|总之|具体来讲|这回|这次|本次|即日起|原则上|"
    r"在此|这里|下面|回去(?:以|之)?后|会后|会议结束后|散会后|以后|从现在起|你们|咱们|从今天起|(?:施工方|运营方|中标方|承包方)(?=[\u4e00-\u9fff]{2,8}(?:公司|集团|队))|今天起|的时候|整改要求|经研究"
)
_LEADING = re.compile(rf"\s*(?:{gated(_CONNECTIVES)})+[,:\s]*")
_LABEL = re.compile(
    rf"(?P<lead>{_ROLES['lead_label']})|(?P<support>{_ROLES['support_label']})"
    rf"|(?P<other>{_ROLES['other_label']})|(?P<deadline>{_ROLES['deadline_label']})|(?P<responsible>{_ROLES['responsible_label']})"
)
_LABEL_MARK = re.compile(rf"(?:{_LABEL.pattern})\s*[:为]\s*")
_SHARE = re.compile(r"按(?:照)?(?:各自)?职责(?:分工)?(?:负责|落实)|负责|落实|实施|承办|执行|办理")
_TRAILING = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)[。;,!]?\s*$")
_TRAILING_CUE = re.compile(
    r"牵头|负总责|参与|协助|负责|配合|责任(?:单位|部门|人|领导)|落实|实施|主办|协办|承办|时限"
)
_TIME_FIELD = re.compile(
    r"(?:\d{4}年)?(?:\d{1,2}月(?:\d{1,2}[日号]|底|[上中下]旬|初)?|\d{1,2}[日号]|月底|年底|本周[一二三四五六日]?|今天|明天)(?:之?前|以前|内)?"
    r"|\d{1,3}(?:天|日|个?小时|个工作日|周|个月)(?:之?内)?|马上|立即|尽快|限期|长期(?:坚持)?|立行立改|[一二三四五六七八九十两]{1,2}(?:天|周|个月)(?:之?内)?"
)
_OPENING, _CLOSING = "(“《", ")”》"
_MARKS = re.compile(rf"[{_OPENING}{_CLOSING},;:。!?\t]")
_LONGEST_FIELD = 14
_MARKED = ".marked"


class Claim(NamedTuple):
    """A unit named at `[start, end)` with the role that its place gives it."""

    start: int
    end: int
    name: str
    role: Role
    rule: str
    kind: str
    confidence: float = 0.9
    open_list: bool = False
    modal: bool = False


@dataclass(frozen=True, slots=True)
class Fields:
    """What a bracket, a label line or a table cell assigns: units with roles, and the time-limit part."""

    claims: tuple[Claim, ...]
    deadline: tuple[int, int] | None = None
    labelled: bool = False


class RoleReader:
    """Finds the units of one sentence and their roles."""

    def __init__(self, lists: ListReader) -> None:
        self._lists = lists

    def subjects(self, view: str, start: int, end: int, times: list[tuple[int, int]]) -> list[Claim]:
        """The units that act in `view[start:end]`, clause by clause; time expressions are passed over."""
        claims: list[Claim] = []
        for a, b in clauses(view, start, end):
            partners = self._partners(view, a, b)
            if partners and claims:
                claims = [c._replace(role=Role.LEAD) if c.role is Role.RESPONSIBLE else c for c in claims]
                claims += partners
            else:
                claims += self._clause(view, a, b, times)
        return _unique(_without_shares(claims))

    def _partners(self, view: str, start: int, end: int) -> list[Claim]:
        """A clause of its own that names partners: 「…要加强指导,会同县农业农村局完成核查」."""
        found = _TOGETHER.match(view[start:end])
        units = self._lists.read(view, start + found.end(), end) if found else None
        return list(_claims(units, Role.SUPPORT, "subject.会同")) if units else []

    def _clause(self, view: str, start: int, end: int, times: list[tuple[int, int]]) -> Iterator[Claim]:
        at = _skip_leading(view, start, end, times)
        by = list(self._named_after_by(view, at, end)) if "由" in view else []
        units = self._subject(view, at, end)
        if units and not by:
            yield from self._with_role(view, units, end, "subject")
            at = units.end
            yield from self._parallel(view, units.end, end)
        for units in by:
            yield from self._with_role(view, units, end, "by")
            yield from self._parallel(view, units.end, end)
        if "为主" in view:
            chiefly = _CHIEFLY.search(view, at, end)
            if chiefly and (units := self._lists.read(view, chiefly.end(), end)):
                yield from _claims(units, Role.LEAD, "chiefly")
        if "经" in view:
            yield from self._reviewers(view, at, end)
        asked = _ASK.search(view, at, end)
        if asked:
            units = self._lists.read(view, asked.end(), end)
            if units and view[units.end : end].strip():
                yield from self._with_role(view, units, end, "asked")

    def _named_after_by(self, view: str, at: int, end: int) -> Iterator[UnitList]:
        """The units of 「由…」, except where it only fills an office (由县长任组长)."""
        for mark in _BY.finditer(view, at, end):
            units = self._lists.read(view, mark.end(), end)
            if units and not _OFFICE.match(view[units.end : end]):
                yield units

    def _reviewers(self, view: str, at: int, end: int) -> Iterator[Claim]:
        """The units of 「经…初审」."""
        for mark in _THROUGH.finditer(view, at, end):
            units = self._lists.read(view, mark.end(), end)
            if units and _REVIEW.match(view[units.end : end]):
                yield from _claims(units, Role.RESPONSIBLE, "through.review")

    def _parallel(self, view: str, at: int, end: int) -> Iterator[Claim]:
        """The second actor of 「乡镇干部带班、村干部值班」: a short predicate and 「、」 stand before it."""
        found = _SHORT_PREDICATE.match(view, at, end)
        units = self._lists.read(view, found.end(), end) if found else None
        if units and view[units.end : end].strip() and not _ATTRIBUTE.match(view[units.end : end]):
            yield from self._with_role(view, units, end, "subject")

    def _subject(self, view: str, at: int, end: int) -> UnitList | None:
        """The list that begins a clause and acts in it; a vocative alone acts in the next clause."""
        scene = _SCENE.match(view, at, end)
        units = self._lists.read(view, at, end)
        if units is None and scene:
            units = self._lists.read(view, scene.end(), end)
        if units is None and not self._lists.opens_predicate(view, at, end):
            units = self._behind_topic(view, at, end)
        if units is None or _ATTRIBUTE.match(view[units.end : end]):
            return None
        if _THING.match(view, units.end, end) and not _ACTS.search(view, units.end, end):
            return None
        if _SEATED.match(view[units.end : end]) and not _CHARGED.match(view, end):
            return None
        if view[units.end : end].strip():
            return units
        vocative = (
            end < len(view) and view[end] == "," and units.names[-1].kind in ("person", "organ", "group")
        )
        return units if vocative else None

    def _behind_topic(self, view: str, at: int, end: int) -> UnitList | None:
        """「路灯镇建设办负责修」, 「名单县政府办今天发」: what it is about stands before the unit."""
        topic = _TOPIC.match(view, at, end)
        units = self._lists.read(view, topic.end(), end) if topic else None
        acts = units and units.names[0].kind == "organ" and _AT_WORK.match(view, units.end, end)
        return units if acts and not self._lists.breaks(view[at : topic.end()] if topic else "") else None

    def _with_role(self, view: str, units: UnitList, end: int, rule: str) -> Iterator[Claim]:
        rest = view[units.end : end]
        together = _TOGETHER.match(rest)
        partners = self._lists.read(view, units.end + together.end(), end) if together else None
        if partners:
            yield from _claims(units, Role.LEAD, f"{rule}.会同")
            yield from _claims(partners, Role.SUPPORT, f"{rule}.会同")
            return
        role = Role.RESPONSIBLE
        if (
            _LEAD_AFTER.match(rest)
            or _OVERALL.match(rest)
            or ("牵头" in rest and rule == "by" and _ends_with_lead(rest))
        ):
            role = Role.LEAD
        elif _SUPPORT_AFTER.match(rest):
            role = Role.SUPPORT
        lead = _LEAD_AFTER.match(rest)
        also = (
            self._lists.read(view, units.end + lead.end() + 1, end)
            if lead and rest[lead.end() : lead.end() + 1] == "、"
            else None
        )
        modal = bool(_MODAL.match(rest))
        yield from _claims(units, role, f"{rule}.{role.value}", modal=modal)
        if also:
            yield from self._with_role(view, also, end, rule)

    def trailing(self, view: str, start: int, end: int) -> tuple[tuple[int, int], Fields] | None:
        """A responsibility bracket at the end of the sentence: its span and what it assigns."""
        found = _TRAILING.search(view, start, end)
        if not found:
            return self._listed(view, start, end)
        a, b = found.span(1)
        cue = _TRAILING_CUE.search(view, a, b)
        fields = self.assigned(view, a, b)
        whole = fields.claims and not cue and self._only_units(view, a, b, fields)
        return (found.span(), fields) if (cue and (fields.claims or fields.deadline)) or whole else None

    def _listed(self, view: str, start: int, end: int) -> tuple[tuple[int, int], Fields] | None:
        """Fields without brackets at the end of an entry: 「…/换锁/村护林员、保洁员/3天」."""
        stop = start + len(view[start:end].rstrip("。; "))
        last = 1 + max(view.rfind("/", start, stop), view.rfind(",", start, stop))
        if not last or stop - last > _LONGEST_FIELD or not _TIME_FIELD.match(view[last:stop].strip()):
            return None
        parts = _listed_parts(view, start, stop)
        if len(parts) < 3 or not _TIME_FIELD.fullmatch(view[slice(*parts[-1])].strip()):
            return None
        a, b = parts[-2]
        if view[a - 1] == "," and len(parts) > 3 and self._whole_list(view, *parts[-3]):
            a = parts[-3][0]
        claims = tuple(self._prose(view, a, b, Role.RESPONSIBLE)) if self._whole_list(view, a, b) else ()
        return ((a - 1, end), Fields(claims, (b + 1, stop))) if claims else None

    def _whole_list(self, view: str, start: int, end: int) -> bool:
        """Whether a part is units and their roles and nothing else."""
        first = next(clauses(view, start, end), None)
        units = self._lists.read(view, *first) if first else None
        return bool(units and not re.search(r"[\u4e00-\u9fff]", view[units.end : first[1] if first else end]))

    def _only_units(self, view: str, start: int, end: int, fields: Fields) -> bool:
        units = self._lists.read(view, start, end, commas=True)
        rest = view[units.end : end].strip(" ,;") if units else view[start:end]
        return not rest or bool(re.search(r"前|底|内|坚持|日|月", rest) and len(rest) < 16 and fields.claims)

    def assigned(self, view: str, start: int, end: int, default: Role = Role.RESPONSIBLE) -> Fields:
        """What a bracket, label line or cell assigns: 「牵头单位:A;责任单位:B、C;完成时限:…」 or prose."""
        labels = list(_LABEL_MARK.finditer(view, start, end))
        if not labels:
            return Fields(tuple(self._prose(view, start, end, default)))
        claims: list[Claim] = []
        deadline = None
        if labels[0].start() > start:
            claims += self._prose(view, start, labels[0].start(), default)
        for mark, after in zip(labels, [*labels[1:], None], strict=True):
            a, b = mark.end(), after.start() if after else end
            if mark.group("other"):
                continue
            if mark.group("deadline"):
                stripped = view[a:b].rstrip(" ;,。)")
                deadline = (a, a + len(stripped))
            else:
                role = Role.LEAD if mark.group("lead") else Role.SUPPORT if mark.group("support") else default
                claims += self._prose(view, a, b, role)
        return Fields(tuple(_unique(claims)), deadline, labelled=True)

    def _prose(self, view: str, start: int, end: int, default: Role) -> list[Claim]:
        """Segments such as 「A牵头,B、C按职责分工负责」; a bare list takes the role of what follows it."""
        claims: list[Claim] = []
        pending: list[Claim] = []
        for a, b in clauses(view, start, end):
            at = _skip_leading(view, a, b, [])
            by = _BY.match(view, at, b)
            units = self._lists.read(view, by.end() if by else at, b)
            if not units:
                continue
            rest = view[units.end : b]
            found = list(self._with_role(view, units, b, "field"))
            if not re.search(r"[\u4e00-\u9fff]", rest):
                pending += [c if c.rule.endswith(_MARKED) else c._replace(role=default) for c in found]
                continue
            if found[0].role is Role.RESPONSIBLE:
                found = [
                    c._replace(role=default if not _SHARE.search(rest) else Role.RESPONSIBLE) for c in found
                ]
            claims += pending + found
            pending = []
        return _unique(claims + pending)


def clauses(view: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The clauses of a sentence: split at commas, semicolons and colons outside brackets."""
    at, depth = start, 0
    for mark in _MARKS.finditer(view, start, end):
        char = mark.group()
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
        elif depth == 0:
            position = mark.start()
            if position > at:
                yield at, position
            at = position + 1
    if end > at:
        yield at, end


def _skip_leading(view: str, start: int, end: int, times: list[tuple[int, int]]) -> int:
    """Past numbers, connectives and time expressions at the head of a clause."""
    at = start
    while at < end:
        before = at
        number = number_at_start(view[at:end])
        if number:
            at += number.length
        lead = _LEADING.match(view, at, end)
        if lead:
            at = lead.end()
        if times:
            at = next((b for a, b in times if a <= at < b or (a == at)), at)
        while at < end and view[at] in " ,、→":
            at += 1
        if at == before:
            return at
    return at


def _listed_parts(view: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of an entry, cut at slashes where it has two, else at commas."""
    mark = "/" if view.count("/", start, end) >= 2 else ","
    cuts = [start - 1, *(i for i in range(start, end) if view[i] == mark), end]
    return [(a + 1, b) for a, b in itertools.pairwise(cuts)]


def _ends_with_lead(rest: str) -> bool:
    return bool(re.match(r"^[^,;由]{0,6}牵头", rest))


def _claims(units: UnitList, role: Role, rule: str, *, modal: bool = False) -> Iterator[Claim]:
    for position, (name, full) in enumerate(zip(units.names, units.full, strict=True)):
        given = units.roles.get(position, "")
        own = Role.LEAD if given in ("牵头", "主办", "总牵头") else Role.SUPPORT if given else role
        yield Claim(
            start=name.start,
            end=name.end,
            name=full,
            role=own,
            rule=rule + _MARKED if given else rule,
            kind=name.kind,
            confidence=0.95 if name.known else 0.9,
            open_list=units.open_list,
            modal=modal,
        )


def _without_shares(claims: list[Claim]) -> list[Claim]:
    """「由县委编办核定,每个镇街至少配2名」: what each is to get makes nobody act, where somebody does."""
    acting = [c for c in claims if c.modal or not c.name.startswith("每")]
    return acting or claims


def _unique(claims: list[Claim]) -> list[Claim]:
    """Each unit once; a leading or supporting role beats a plain one."""
    best: dict[str, Claim] = {}
    for claim in claims:
        held = best.get(claim.name)
        if held is None or (held.role is Role.RESPONSIBLE and claim.role is not Role.RESPONSIBLE):
            best[claim.name] = claim
    return list(best.values())
