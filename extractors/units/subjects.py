"""Which units act in a sentence: subject of the instruction, 由…牵头, …会同…, whom it asks."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extractors.lexicon import load
from extractors.units.across_clauses import settled, without_names, without_threatened
from extractors.units.claims import PARTNERS, Claim, claims_of, clauses, skip_leading, unique
from extractors.units.lists import ListReader
from extractors.units.spelled import UnitList
from models import Role

_ROLES = load("units")["roles"]
_WORDS = load("subjects")
_CHIEFLY = re.compile(r"以(?=[\u3400-\u9fff]{2,14}为主)")
_LEAD_AFTER = re.compile(
    r"^\s*(?:要|应当?|须|必须|将|来|具体|负责|共同|一起|一道|总|继续|切实|充分|主动|积极|分别|按照?(?:各自)?职责(?:分工)?)*"
    rf"(?:(?:发挥|履行|扛起|担起|落实)好?)?(?:{_ROLES['lead_after']})"
)
_SUPPORT_AFTER = re.compile(
    rf"^\s*(?:要|应|须|应当|负责|按职责|按照?职责分工|积极|主动|予以|全力|密切|做好|共同|给予|一起|一道|也|都)*(?:{_ROLES['support_after']})"
)
_TOGETHER = re.compile(r"^\s*(?:要|应|须|应当|负责|将)?(?:会同|商|协同|联合(?=[^开印召制发]))")
# 「住建局要组织人,和乡镇一起,…」
_ALONGSIDE = re.compile(r"^\s*(?:和|跟|同|与)(?=[^,;]{2,16}一(?:起|道|块)(?:[,;]|$))")
_BAN = re.compile(
    r"\s*(?:严禁|禁止|不准|不许|不允许)(?=任何|各|所有|学校|医院|中小学|幼儿园|乡镇|街道|社区|村)"
)
_CLASS = 8
_FORBIDDEN_ACT = re.compile(
    r"[将把以在向对从用借因]|私自|擅自|违规|随意|通过|利用|参与|收|截留|挪用|代|虚|瞒|再"
)
_AGREED = re.compile(r"(?:同意|通过)(?=[省市州县区旗镇乡])")
_PROPOSED = re.compile(
    r"(?:[提起拟编制报汇][^,;]{1,4}的|关于|《|的)[^;]*,[^,;]{0,16}(?:会后|修改|完善|按程序)"
)
_THROUGH = re.compile(r"(?<![未已])经(?!过|费|济|营|常|理)")
_REVIEW = re.compile(rf"^[^,;、]{{0,4}}(?:{_ROLES['review']})(?!把关|同意|签字)")
_FURTHER_REVIEW = re.compile(rf"[^,;、]{{0,4}}(?:{_ROLES['review']})(?:、|并?(?=由))")
_OFFICE = re.compile(
    r"^\s*(?:[^,;]{0,6}组成|(?:任|担任|兼任|为)(?:组长|副组长|主任|总指挥|成员|召集人)|兼任(?=[。;,(]|$)|签(?:字|批|发|署|章)|盖章)"
)
_FIRST = 3
_NEGATIONS = (
    *("不得", "严禁", "不能", "不准", "不再", "禁止", "不应", "并非", "而非"),
    *("可以", "答复", "回复", "表示", "称"),
)
_CALLED = (",", ":")
_SANCTION = re.compile(r"[^,;]{0,4}(?:约谈|问责|追责|处分|处理|通报|移送|诫勉|收回|扣减|扣回|核减|取消|暂停)")
_SEATED = re.compile(r"^\s*设在")
_BARE_OFFICE = "办公室"
_SHORT_PREDICATE = re.compile(
    r"(?!组织|督促|指导|会同|联合|动员|发动|要求|协调)(?![和与及要把将对到去往在给向从跟为])[^把将对要、,;]{1,4}、"
    r"|(?:要|应|须|将)[^把将对要、,;]{2,14}、(?=[^,;]{2,14}(?:要(?![求素点])|应(?![用急])|须|每))"
)
_THING = re.compile(_WORDS["topic"]["building"])
_ACTS = re.compile(r"要|须|应|必须|务必|负责|牵头|配合|把|将|对|不得|严禁|于\d")
_MODAL = re.compile(
    r"\s*(?:要|应|须|应当|必须|务必|负责|不得|一律|严禁|牵头|于|在\d|在[^,;]{1,12}(?:期间|时|中|前|后)(?:都|也)?要(?!求)"
    r"|将|每(?![个名位家户人村乡镇校所])|对(?!此))"
)
# 「我局对管网开展了检查」, 「县局对乡镇督促不够」: 对 tells here what was done, and how badly.
_TOLD = re.compile(_WORDS["told"]["words"])
_REST = re.compile(r"[,;](?:剩余|其余|余下)[^;。]{2,40}(?:前|内)")
_AT_WORK = re.compile(
    rf"[都也]?(?:{_MODAL.pattern})|都[\u3400-\u9fff]一[\u3400-\u9fff]|来|去|\d{{1,2}}月"
    r"|今天|明天|马上|立即|先"
)
_PLANS = re.compile(r",(?:计划|拟|预计)[^,;。]{0,4}(?:\d|今年|明年|年底|本月)")
_CHARGED = re.compile(r",\s*(?:负责|承担|具体|每|牵头|统筹|定期)")
_TOPIC = re.compile(_WORDS["topic"]["matter"])
# 「住宾馆的钱街道出」, 「值班表办公室重新排」: a paper or a cost stands before whoever sees to it.
_PAPERS = "|".join(load("units")["topic"]["papers"])
_PAPER = re.compile(rf"[\u3400-\u9fff]{{0,10}}?(?:{_PAPERS})(?![\u3400-\u9fff]?的)")
_SEES_TO = re.compile(
    r"\s*(?:先|再|来|统一|跟[㐀-龥]{1,4}|重新|全部|负责|自己|马上|立即|今[天晚]|明天|\d{1,2}[月日号]|就|要|去){0,3}"
    r"(?:提供|起草|设计|拟|写|汇总|整理|牵头|协调|组织|安排|解决|敲定|[去做]|出|垫|承担|付|排|发|管|报|补|解决|拿|收|交|印|定|列|核|算|保管)"
)
_SITE = re.compile(_WORDS["topic"]["site"])
_GIVEN = re.compile(
    r"(?:每(?:次|家|个|名|年|户)?|各|分别|一次性)*(?:给予)?(?:奖励?|补助|补贴|奖补|罚款?|扣)[\d一二三四五六七八九十百千万]"
)
# 「滨湖区应急周转金先行垫付」: a fund of the place pays.
_FUND = re.compile(r"[\u3400-\u9fff]{0,8}?(?:周转金|保障金|专项资金|财政资金|补助资金|基金|专户)")
_SIGNS = re.compile(r"[^,;、]{0,4}(?:签订|签署|订立|对接|衔接|沟通|联系)")
_JOINED = re.compile(r"\s*(?:与|同|跟)\s*")
_LEADS_AT_END = re.compile(r"[^,;由]{0,6}牵头")
_OVERALL = re.compile(r"^\s*(?:要)?对.{2,24}负总责")
# 「主要负责同志离开辖区的必须报备」: the case in which an order holds, no addressee.
_IN_CASE = re.compile(r"(?!同志)[^,;要须把将对的]{2,10}的(?:必须|一律|要(?!求)|须|应当|不得)")
_SCENE = re.compile(
    r"[\u3400-\u9fff\d]{1,10}?(?:期间|期内|之前|之后|大会前|会后)|(?:老|小)[\u3400-\u9fff],|你们|咱们"
)
# 「水务集团负责的12座泵站,要在5月10日前检修完」: whoever has charge of a thing does what it needs.
_CHARGE = re.compile(
    r"(?:负责|承担|承建|承接|管理|管护|运营|实施|包保|联系|辖区|主管|经管|采购|看管|施工|管)的[^,;。要须]{1,20}"
)
_ORDER_AHEAD = re.compile(r"[,、](?:[^;。]{0,24}?[,、内前下上])?(?:要(?!求)|须|应当?|必须|务必|一律|全部)")
# 「医保、民政这几家的数据,每月10号前推给乡镇」: whose paper it is hands it on.
_OWN_PAPER = re.compile(
    r"(?:[那这]边)?的[^,;。要须]{0,8}(?:方案|报告|名单|清单|数据|材料|报表|台账|总结|预案|图纸)"
)
_HANDED_ON = re.compile(r",[^;。要]{0,16}?(?:报(?!告)|交(?!通)|送|推(?!进)|发给|提供给|传给)")
# 「甲化工、乙助剂2家企业须…」: the count closes the list.
_SO_MANY = re.compile(
    r"等?[\d一二两三四五六七八九十]{1,3}(?:家|个)(?:企业|公司|单位|部门|村|镇|乡|社区|街道)"
    r"(?=要(?![求素点])|须|应|必须|务必|于|在|立即|尽快|限期|\d+[月日])"
)
# 「…报区安委办,联系人:周宁」
_CONTACT = re.compile(r"(?:业务|工作)?联系人\s*[:(]")
# 由应急办…, and 信息统一归应急办.
BY = re.compile(_WORDS["by"]["words"])
_ASK = re.compile(r"(?:(?<![邀申提聘宴报])请|责成|责令|(?<!不得)(?<!严禁)要求)(?!示|求|假)")
_ATTRIBUTE = re.compile(rf"^\s*(?:{_WORDS['attribute']['follows']})")


_ARISES = re.compile(
    r"(?:[新老东西南北]?(?:院区|校区|院|馆|楼))?(?:[一二三四]期)?(?:工程|项目)?(?:主体)?"
    r"[“”\d一二三四五六七八九十年月日号底末初内前上下半季度中旬]{0,10}(?:力争|确保|要|全面|正式|如期|顺利|实现|建成|全部)*"
    r"(?:投入(?:使用|运营)|投用|启用|开工(?:建设)?|竣工(?:投[产用])?|建成(?:投[产用运])?|投[产运]|开街(?:运营)?|通车|开园|封顶"
    r"|建成(?:通[水电气车]|供[水电气热]|使用|运[行营]|开放)|交付(?:使用)?|(?:主体)?完工|开业|招生)(?=[,;。、]|$)"
)
# 「办三场校友企业专场」: a verb and what is counted, no unit; 任何人 is an owner only where nobody else is.
_COUNTED_ACT = re.compile(
    r"[办搞开建修种派组设抽挑选找走跑查看抓][一二三两四五六七八九十几\d]+[场个次家座条期轮支]"
)
_BUILDING = re.compile(r"(?:[校院街园馆站场厂]区?|中心|学|街区|园区|校区|院区|幼儿园|小学|中学|高中|广场)$")
# 「从医务部、护理部各抽一名骨干」: they send them.
_DRAWN = re.compile(r"从(?=[\u3400-\u9fff、]{2,40}?(?:各|分别)抽)")
_DRAWN_FROM = re.compile(r"(?:等(?:部门|单位|科室)?)?(?:各|分别)抽(?:调|出|派)?[一二两三四五六七八九十\d]")
# 「各县区整改完成情况,省根治欠薪办将实地核验」: the first is the matter, the second acts.
_MATTER = re.compile(r"(?!负责|牵头)[^,;\d要须应将把由每]{0,12}(?:情况|事宜|进展)")
# 「由分管副区长到会说明」, 「时间由各地自定」.
_NO_WORK = re.compile(
    r"(?:当面|到[^,;]{1,8}|在[^,;]{1,12})?(?:作出?)?(?:书面)?(?:说明|检讨|表态)(?:情况|原因)?(?=[,;。]|$)"
    r"|(?:自行|自主|自)(?:定|确定|决定|选择)(?=[,;。]|$)"
)
_GROUP_HEAD = re.compile(
    r"\s*(?:\d{1,2}[.、])?[\u3400-\u9fff]{2,10}?(?:组|专班|小队|工作队)(?P<who>\([^()]*(?:牵头|负责|责任|配合)[^()]*\))?:\s*"
)
# 「县政府要由分管副县长牵头成立专班」: the first is told so, the second leads.
_TOLD_TO_LET = re.compile(r"(?:要|应当?|须|必须)由")
_REVIEWED = re.compile(r"[审核评]|验收|会签")
_REPENTS = re.compile(
    r"(?!要|必须|须|应|[^,;]{0,12}\d[^,;]{0,6}[前内])[^,;]{0,14}(?:作(?:出)?(?:深刻|书面)?(?:检讨|检查|说明)|说明情况|说清楚|[讲说](?:明|清)?原因|写检查)"
)


class SubjectReader:
    """Finds the units that act in one sentence and their roles."""

    def __init__(self, lists: ListReader) -> None:
        self._lists = lists

    def subjects(self, view: str, start: int, end: int, times: list[tuple[int, int]]) -> list[Claim]:
        """The units that act in `view[start:end]`, clause by clause; time expressions are passed over."""
        claims: list[Claim] = []
        start = self._behind_head(view, start, end)
        parts = clauses(view, start, end)
        for a, b in parts:
            if not self._lists.signs.stand_in(view, a, b):
                continue
            partners = self._partners(view, a, b)
            if partners and (claims or "同" in view[a : a + _FIRST]):
                leads = partners[0].role is Role.SUPPORT
                claims = [
                    c._replace(role=Role.LEAD) if leads and c.role is Role.RESPONSIBLE else c for c in claims
                ]
                claims += partners
            else:
                acting = list(self._clause(view, a, b, times))
                occasion = any(c.modal for c in acting) and _is_occasion(claims, view, a)
                claims = acting if occasion else claims + acting
        if not claims and (ban := _BAN.match(view, start, end)):
            claims += self._forbidden(view, ban.end(), end)
        if not claims and "意" in view:
            claims += self._proposers(view, start, end)
        claims = without_names(without_threatened(claims, view, parts)) if claims else claims
        return claims and unique(settled(claims))

    def _behind_head(self, view: str, start: int, end: int) -> int:
        """Past the name of a group that an item is of: 「护理组(护理部负责):…」, 「信息组:信息科牵头,…」."""
        head = _GROUP_HEAD.match(view, start, end)
        if head is None:
            return start
        units = self._lists.read(view, head.end(), end)
        return head.end() if head["who"] or units else start

    def _forbidden(self, view: str, at: int, end: int) -> Iterator[Claim]:
        """「严禁任何单位和个人截留」: a ban of a class of units, or of anybody, is theirs to keep."""
        units = self._lists.read(view, at, end)
        if units and units.names[0].end - at <= _CLASS and _FORBIDDEN_ACT.match(view, units.end, end):
            yield from claims_of(units, Role.RESPONSIBLE, "subject.forbidden")

    def _proposers(self, view: str, start: int, end: int) -> Iterator[Claim]:
        """「会议原则同意县财政局提出的方案,修改完善后印发」: whoever proposed it goes on with it."""
        agreed = _AGREED.search(view, start, end)
        units = self._lists.read(view, agreed.end(), end) if agreed else None
        if units and _PROPOSED.match(view, units.end, end):
            yield from claims_of(units, Role.RESPONSIBLE, "agreed")

    def _partners(self, view: str, start: int, end: int) -> list[Claim]:
        """A clause of its own that names partners: 「…要加强指导,会同县农业农村局完成核查」."""
        found = _TOGETHER.match(view[start:end]) or _ALONGSIDE.match(view[start:end])
        units = self._lists.read(view, start + found.end(), end) if found else None
        role = Role.RESPONSIBLE if found and found.re is _ALONGSIDE else Role.SUPPORT
        return list(claims_of(units, role, PARTNERS)) if units else []

    def _clause(self, view: str, start: int, end: int, times: list[tuple[int, int]]) -> Iterator[Claim]:
        at = skip_leading(view, start, end, times)
        by = list(self._named_after_by(view, at, end)) if any(mark in view for mark in "由归让交") else []
        units = self._subject(view, at, end)
        told = by and units and _TOLD_TO_LET.fullmatch(view, units.end, by[0].names[0].start)
        if units and (told or not by):
            yield from self.with_role(view, units, end, "subject")
            at = units.end
            yield from self._parallel(view, units.end, end)
        for units in by:
            yield from self.with_role(view, units, end, "by")
            yield from self._parallel(view, units.end, end)
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
            units = self._lists.read(view, asked.end(), end)
            if units and view[units.end : end].strip():
                yield from self._asked(view, units, end, favour=view[asked.start() - 1] in "商函")

    def _asked(self, view: str, units: UnitList, end: int, *, favour: bool) -> Iterator[Claim]:
        """Whom the sentence asks; 「商请市公安局核查」 asks an outside body for its support."""
        if favour:
            yield from claims_of(units, Role.SUPPORT, "asked.商请")
        else:
            yield from self.with_role(view, units, end, "asked")

    def _named_after_by(self, view: str, at: int, end: int) -> Iterator[UnitList]:
        """The units of 「由…」, except where it only fills an office (由县长任组长)."""
        for mark in BY.finditer(view, at, end):
            units = self._lists.read(view, mark.end(), end) or self._lists.field_alone(view, mark.end(), end)
            if units is None or _OFFICE.match(view[units.end : end]) or self._is_place(view, units, end):
                continue
            if _NO_WORK.match(view, units.end, end):
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
            if not units or not view[units.end : end].strip() or _ATTRIBUTE.match(view[units.end : end]):
                return
            yield from self.with_role(view, units, end, "subject")
            at = units.end

    def _subject(self, view: str, at: int, end: int) -> UnitList | None:
        """The list that begins a clause and acts in it; a vocative alone acts in the next clause."""
        units = self._at_head(view, at, end)
        charged = units and _CHARGE.fullmatch(view, units.end, end) and _ORDER_AHEAD.match(view, end)
        if charged or (units and _OWN_PAPER.fullmatch(view, units.end, end) and _HANDED_ON.match(view, end)):
            return units
        if units is None or (_ATTRIBUTE.match(view[units.end : end]) and not self._goes_on(view, units, end)):
            return None
        if self._is_place(view, units, end) or _REPENTS.match(view, units.end, end):
            return None
        if _CONTACT.match(view, units.names[0].start) or self._is_matter(view, units, end):
            return None
        last = units.names[-1]
        if last.kind == "person" and _IN_CASE.match(view, units.end, end):
            return None
        if _ARISES.match(view, units.end, end) and _BUILDING.search(view, last.start, last.end):
            return None
        if _THING.match(view, units.end, end) and not _ACTS.search(view, units.end, end):
            return None
        if _SEATED.match(view[units.end : end]) and (
            view[units.names[0].start : units.end] == _BARE_OFFICE or not _CHARGED.match(view, end)
        ):
            return None
        if view[units.end : end].strip():
            return _without_partner(view, units, end)
        spoken_to = units.names[-1].kind in ("person", "organ", "group")
        spoken_to = spoken_to or "你们" in (view[end + 1 : end + 3], view[units.end - 3 : units.end - 1])
        called = view[end : end + 1] in _CALLED and not view.startswith("由", end + 1)
        return units if spoken_to and called else None

    def _is_matter(self, view: str, units: UnitList, end: int) -> bool:
        """Whether the clause only says what the next one, which has a unit of its own, is about."""
        return bool(_MATTER.fullmatch(view, units.end, end) and self._lists.read(view, end + 1, len(view)))

    def _at_head(self, view: str, at: int, end: int) -> UnitList | None:
        """The list at the head of a clause, behind a paper, a scene or a topic, with its closing count."""
        units = self._behind_paper(view, at, end) or self._lists.read(view, at, end)
        if units is None and (scene := _SCENE.match(view, at, end)):
            units = self._lists.read(view, scene.end(), end)
        if units is None and not self._lists.opens_predicate(view, at, end):
            units = self._behind_topic(view, at, end)
        count = _SO_MANY.match(view, units.end, end) if units else None
        return replace(units, end=count.end()) if units and count else units

    def _goes_on(self, view: str, units: UnitList, end: int) -> bool:
        """「县民政局已追回7.9万元,剩余1.2万元12月底前追回」: who did a part does the rest."""
        return view.startswith("已", units.end) and bool(_REST.search(view, end) or _PLANS.match(view, end))

    def _is_place(self, view: str, units: UnitList, end: int) -> bool:
        """「双槐村老窑旧址那片荒地」 is where the work is; 「红旗村每次奖3000元」 is who gets something."""
        if units.names[-1].kind == "territory" and _FUND.match(view, units.end, end):
            return True
        given = units.names[-1].kind in ("territory", "group") and _GIVEN.match(view, units.end, end)
        counted = _COUNTED_ACT.match(view, units.names[0].start, end)
        return bool(given or counted or _SITE.match(view, units.end, end))

    def _behind_paper(self, view: str, at: int, end: int) -> UnitList | None:
        """「住宾馆的钱街道出」, 「护林员名单林业站重新排」."""
        paper = _PAPER.match(view, at, end)
        units = self._lists.read(view, paper.end(), end) if paper else None
        return units if units and _SEES_TO.match(view, units.end, end) else None

    def _behind_topic(self, view: str, at: int, end: int) -> UnitList | None:
        """「路灯镇建设办负责修」, 「名单县政府办今天发」: what it is about stands before the unit."""
        topic = _TOPIC.match(view, at, end)
        units = self._lists.read(view, topic.end(), end) if topic else None
        acting = units and (units.names[0].kind == "organ" or view[units.names[0].start] in "各每")
        acts = acting and units and _AT_WORK.match(view, units.end, end)
        return units if acts and not self._lists.breaks(view[at : topic.end()] if topic else "") else None

    def with_role(self, view: str, units: UnitList, end: int, rule: str) -> Iterator[Claim]:
        """The units of a list in the role that the words behind them give."""
        rest = view[units.end : end]
        together = _TOGETHER.match(rest)
        partners = self._lists.read(view, units.end + together.end(), end) if together else None
        if partners:
            yield from claims_of(units, Role.LEAD, f"{rule}.会同")
            yield from claims_of(partners, Role.SUPPORT, f"{rule}.会同")
            return
        role = Role.RESPONSIBLE
        lead = _LEAD_AFTER.match(rest) if "头" in rest or "总" in rest or "主" in rest else None
        if lead or _OVERALL.match(rest) or ("牵头" in rest and rule == "by" and _ends_with_lead(rest)):
            role = Role.LEAD
        elif _SUPPORT_AFTER.match(rest):
            role = Role.SUPPORT
        also = (
            self._lists.read(view, units.end + lead.end() + 1, end)
            if lead and rest[lead.end() : lead.end() + 1] == "、"
            else None
        )
        modal = _MODAL.match(rest) is not None and not _TOLD.match(rest)
        yield from claims_of(units, role, f"{rule}.{role.value}", modal=modal)
        if also:
            yield from self.with_role(view, also, end, rule)


def _in_aside(view: str, start: int, at: int) -> bool:
    """「对6处点位(名单由县交警大队提供)增设…」: a bracket inside the sentence gives no work."""
    return view.count("(", start, at) > view.count(")", start, at)


def _is_occasion(claims: list[Claim], view: str, at: int) -> bool:
    """「气象部门发布预警后,各乡镇要…」: what the first does is only the occasion for the second at `at`."""
    told = all(c.rule.startswith("subject") and not c.modal for c in claims)
    occasion = bool(claims) and told and view[max(0, at - 2) : at] in ("后,", "时,")
    return occasion and not _REVIEWED.search(view, claims[-1].end, at)


def _ends_with_lead(rest: str) -> bool:
    return _LEADS_AT_END.match(rest) is not None


def _without_partner(view: str, units: UnitList, end: int) -> UnitList:
    """「县民政局与慈善总会签订协议」: only the first signs for us, the other is its partner."""
    if len(units.names) < 2 or not _SIGNS.match(view, units.end, end):
        return units
    pairs = enumerate(pairwise(units.names), 1)
    ours = next((n for n, (a, b) in pairs if _JOINED.fullmatch(view, a.end, b.start)), len(units.names))
    return replace(units, names=units.names[:ours], full=units.full[:ours])
