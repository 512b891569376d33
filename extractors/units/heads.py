"""The units at the head of a clause: whether they act in it, or are its matter, its place or its occasion."""

import re

from extractors.lexicon import load
from extractors.matching.alternations import AtPlace
from extractors.units.behind import at_head
from extractors.units.lists import ListReader
from extractors.units.moment_words import WHEN
from extractors.units.partners import without_partner
from extractors.units.spelled import UnitList

_WORDS = load("subjects")
_CALLED = (",", ":")
_SAMPLED = re.compile(
    r"(?:随机)?(?:抽[查检取样]|核查|走访|暗访)[^,;]{0,4}?(?:不少于|不低于|至少)|(?:随机)?至少抽[查检取]?\d"
)
_SEATED = re.compile(r"^\s*设在")
_BARE_OFFICE = "办公室"
_THING = re.compile(_WORDS["topic"]["building"])
_ACTS = re.compile(r"要|须|应|必须|务必|负责|牵头|配合|把|将|对|不得|严禁|于\d")
_REST = re.compile(r"[,;](?:剩余|其余|余下)[^;。]{2,40}(?:前|内)")
# 「学校、宾馆发现…的,必须在24小时内报告」
_ON_FINDING = re.compile(
    r"发现(?:[^,;。]{2,24}(?:的|后),?|[^,;。\d了]{2,14},(?=要(?!求)|必须|须|[\d一二三四五十]{1,3}(?:分钟|小时)))[^,;。]{0,4}?(?:必须|应当?|要|须|立即|及时|第一时间|马上|\d|[一二三四五十]{1,3}(?:分钟|小时))"
)
_PLANS = re.compile(r",(?:计划|拟|预计)[^,;。]{0,4}(?:\d|今年|明年|年底|本月)")
_PROMISED = re.compile(r"承诺,[^,;]{0,3}(?:年内|年底|本月|\d{1,2}月)")
_MUST_NEXT = re.compile(r",\s*(?:要(?!求)|应当?(?!急)|须|必须|务必)")
_CHARGED = re.compile(r",\s*(?:要(?!求)|负责|承担|具体|每|牵头|统筹|定期)")
_SITE = re.compile(_WORDS["topic"]["site"])
_GIVEN = re.compile(
    r"(?:每(?:次|家|个|名|年|户)?|各|分别|一次性)*(?:给予)?(?:奖励?|补助|补贴|奖补|罚款?|扣)[\d一二三四五六七八九十百千万]"
)
# 「核增编制5名,其中甲镇、乙镇各2名」: what they get of it.
_SHARE = re.compile(r"各?[\d一二两三四五六七八九十]+(?:名|个|人|万元|万|辆|台|套)")
# 「滨湖区应急周转金先行垫付」: a fund of the place pays.
_FUND = re.compile(r"[\u3400-\u9fff]{0,8}?(?:周转金|保障金|专项资金|财政资金|补助资金|基金|专户)")
# 「费用由单位公用经费列支」: so does any budget.
_FROM_FUNDS = re.compile(
    r"(?:(?![从在先按])[\u3400-\u9fff]){0,8}?(?:经费|资金|基金|收入|结余|专户|专项)中?(?:列支|解决|支付|开支|承担|负担)"
)
# 「主要负责同志离开辖区的必须报备」: the case in which an order holds, no addressee.
_IN_CASE = re.compile(r"(?!同志)[^,;要须把将对的]{2,10}的(?:必须|一律|要(?!求)|须|应当|不得)")
# 「水务集团负责的12座泵站,要在5月10日前检修完」: whoever has charge of a thing does what it needs.
_CHARGE = re.compile(
    r"(?:负责|牵头|主抓|主管|承担|承建|承接|管理|管护|运营|实施|包保|联系|辖区|主管|经管|采购|看管|施工|管)的[^,;。要须]{1,20}"
)
_CHARGED_WITH = re.compile(
    r"(?:负责|管)的[^,;。要须的]{2,10}?(?:\d|今[天晚]|明[天早]|必须|全部|一律|马上|立即)"
)
# 「各村有挖机的,明天开到堤上」: those of a class that have what is needed are told.
_HAVING = re.compile(r"(?:有|没有|缺|还没)[^,;要]{1,10}的")
_TOLD_AHEAD = re.compile(
    rf",(?:{WHEN}|[这那]|都|要(?!求)|必须|一律|马上|立即|先|抓紧|赶紧|每|一家|不许|不得)"
)
_ORDER_AHEAD = re.compile(r"[,、](?:[^;。]{0,40}?[,、内前下上])?(?:要(?!求)|须|应当?|必须|务必|一律|全部)")
# 「建设部主抓的线路改造,9月底前投产」
_DONE_BY_THEN = re.compile(
    r"[,、][^,;。要已]{0,12}(?:[月日号底年内]|\d|结束|[节汛])(?:之?[前内]|以前|底|中旬|下旬|上旬)[^,;。已]{0,6}"
    r"(?:完成|完工|建成|竣工|通[水车电气航]|投[产用运]|开工|开园|到位|清零|送电|并网|验收|关停|拆除|加固|达标|销号|交付|封顶|供[水气热]|启用|修复|办结|更换|换完)"
)
# 「医保、民政这几家的数据,每月10号前推给乡镇」: whose paper it is hands it on.
_OWN_PAPER = re.compile(
    r"(?:[那这]边)?的[^,;。要须]{0,8}(?:方案|报告|名单|清单|数据|材料|报表|台账|总结|预案|图纸)"
)
_HANDED_ON = re.compile(r",[^;。要]{0,16}?(?:报(?!告)|交(?!通)|送|推(?!进)|发给|提供给|传给)")
# 「…报区安委办,联系人:周宁」
_CONTACT = re.compile(r"(?:业务|工作)?联系人\s*[:(]")
_ATTRIBUTE = AtPlace(_WORDS["attribute"]["follows"])
_ARISES = re.compile(
    r"(?:[新老东西南北]?(?:院区|校区|院|馆|楼))?(?:[一二三四]期)?(?:工程|项目)?(?:主体)?"
    r"(?:[\u3400-\u9fff]{1,3}[节庆旦][之以]?前)?[“”\d一二三四五六七八九十年月日号底末初内前上下半季度中旬]{0,10}(?:力争|确保|要|全面|正式|如期|顺利|实现|建成|全部)*"
    r"(?:投入(?:使用|运营)|投用|启用|开工(?:建设)?|竣工(?:投[产用])?|建成(?:投[产用运])?|投[产运]|开街(?:运营)?|通车|开园|封顶"
    r"|建成(?:通[水电气车]|供[水电气热]|使用|运[行营]|开放)|交付(?:使用)?|(?:主体)?完工|开业|招生)(?=[,;。、]|$)"
)
# 「请地质队来看一遍」: who is invited to come has no work of ours.
VISITS = re.compile(
    r"(?:的人|的?老?师傅|的?专家|和[\u3400-\u9fff]{2,6})?(?:到场|来(?=[看修揭检人]|[一两几]趟|[,;。]|$)|模拟)"
)
# 「年轻干部,组织部要选派一批」: who is spoken of, before the body that is told.
_TOLD_INSTEAD = re.compile("要(?![求点素])|必须|负责")
_DEALS_WITH = re.compile(
    rf"(?:{WHEN}|先|再|要|负责|统一|集中|逐[一家户个])*(?:约谈|组织|安排|划[一出定]|每[月周季年天]|挨家|过一遍|培训|走访|登记|摸排|清理|检查|核查|帮|给|把)"
)
_I_OR_BY = re.compile("由|我(?!们)")
# 「办三场校友企业专场」: a verb and what is counted, no unit; 任何人 is an owner only where nobody else is.
_COUNTED_ACT = re.compile(
    r"[办搞开建修种派组设抽挑选找走跑查看抓][一二三两四五六七八九十几\d]+[场个次家座条期轮支]"
)
_BUILDING = re.compile(r"(?:[校院街园馆站场厂]区?|中心|学|街区|园区|校区|院区|幼儿园|小学|中学|高中|广场)$")
# 「各县区整改完成情况,省根治欠薪办将实地核验」: the first is the matter, the second acts.
_MATTER = re.compile(
    r"(?!负责|牵头)[^,;\d要须应将把由每]{0,14}(?:情况|事宜|进展|安排|一事|的事|这[件个]事|那一?份)"
    r"|(?!负责|牵头)[^,;\d要须应将把由每]{0,8}那[张份本套](?:表|单子|名单|材料|稿子|图|账)"
    r"|(?!负责|牵头|[^,;]{0,12}(?:解决|整改|处理|化解|破解))[^,;\d要须应将把由每]{0,14}问题"
)
# 「县直部门职责:县水利局…」 only heads what each of them has to do; 「各社区职责:每月…」 tells who does it.
_DUTIES = re.compile(r"(?:工作|主要)?(?:职责|任务|责任)(?:分工)?")
# 「河东村提灌站项目,由县水利局验收」: a thing of the place, before whoever is to see to it.
_THING_OF = re.compile(
    r"(?:所在|境内|辖区)?(?![要须应将把由])[\u3400-\u9fff\d.]{0,10}?(?:项目|工程|片区|地块|路段|大棚|厂房|烘干房|门面|铺面|资产|设备"
    r"|公墓|墓地|市场|小区|泵站|水库|桥梁|管网|沟渠|公?厕所?|工地|作坊|矿坑|码头|欠款|资金|案件|线索|隐患|图斑)(?:[\d一两三四五六七八九十]+[处个座件户宗])?"
)
_SEEN_TO = re.compile(r",(?:现|建议)?(?:由|请|责成|归)")
_HANDED_TO = re.compile(r"(?:现?请|由|责成|移交|建议由?)?")
_REPENTS = re.compile(
    r"(?!要|必须|须|应|跟|向群众|[^,;]{0,12}\d[^,;]{0,6}[前内])[^,;]{0,14}(?:(?:作(?:出)?|写)(?:深刻|书面)?(?:检讨|检查|说明)|[在到][^,;]{2,10}会上(?:说|讲)(?:明|清)?(?:原因|情况)|(?:自己)?(?:再)?[到来][^,;\d]{0,14}(?:说|讲|解释|发言|说明|检讨|写情况)(?=$|[,。;])|自己来[^,;]{0,6}(?:解释|说|讲)|上台(?:讲|表态|检讨)|说明情况|说清楚|[讲说](?:明|清)?原因|写检查)"
)


# 「14个社区,从今天起…」, 「9家配餐企业,…明天起不得…」: so many of a class are told what the next clause says.
_SO_MANY_CALLED = re.compile(r"[\d两三四五六七八九十]{1,3}[个家所座]")
_TOLD_NEXT = re.compile(
    rf",[^。;]{{0,24}}?(?:要(?![求点素])|必须|一律|不得|不准|不许|今天|明天|{WHEN}|马上|立即)"
)


# 「连续两次末位的部门负责人」, 「后三名的乡镇」: who fails is only threatened.
_LAST_ONES = re.compile("末位|排名|后[两三四五]名|垫底|落后|倒数|不达标|未完成")


class HeadReader:
    """Finds the units that a clause begins with, if they act in it."""

    def __init__(self, lists: ListReader) -> None:
        self._lists = lists

    def acting(self, view: str, at: int, end: int) -> UnitList | None:
        """The list that begins a clause and acts in it; a vocative alone acts in the next clause."""
        units = at_head(self._lists, view, at, end)
        if units is not None and _charged(view, units, end):
            return units
        if units is None or (is_attribute(view[units.end : end]) and not self._goes_on(view, units, end)):
            return None
        if (
            self.is_place(view, units, end)
            or _is_sample(view, units, end)
            or (_in_a_case(view, units) and _REPENTS.match(view, units.end, end))
            or _CONTACT.match(view, units.names[0].start)
            or self._is_matter(view, units, end)
            or (":" in view and self._is_title(view, units, end))
        ):
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
        if not view[units.end : end].strip():
            return units if self._called(view, units, end) else None
        if view.endswith("请", 0, at) and VISITS.match(view, units.end, end):
            return None
        return without_partner(view, units, end)

    def _called(self, view: str, units: UnitList, end: int) -> bool:
        """Whether units that are all of a clause are told what the next one says: 「县水利局,…」."""
        called = view[end : end + 1] in _CALLED and not _I_OR_BY.match(view, end + 1)
        last = units.names[-1]
        counted = bool(_SO_MANY_CALLED.match(view, units.names[0].start) and _TOLD_NEXT.match(view, end))
        spoken_to = last.kind in ("person", "organ", "group") or view.startswith(":", end) or counted
        spoken_to = spoken_to or "你们" in (view[end + 1 : end + 3], view[units.end - 3 : units.end - 1])
        if not (called and spoken_to) or ("的" in view[: units.end] and _REPENTS.match(view, end + 1)):
            return False
        object_ = last.kind in ("person", "group") and view[units.names[0].start] not in "各所每请"
        if not object_:
            return True
        after = self._lists.read(view, end + 1, len(view))
        dealt = _TOLD_INSTEAD if last.kind == "person" else _DEALS_WITH
        return not (
            after
            and after.names[0].kind == "organ"
            and (dealt.match(view, after.end) or _DEALS_WITH.match(view, after.end))
        )

    def _is_title(self, view: str, units: UnitList, end: int) -> bool:
        """Whether the clause only heads what the units of the next one have to do."""
        title = _DUTIES.fullmatch(view, units.end, end) and view.startswith(":", end)
        return bool(title) and self._lists.read(view, end + 1, len(view)) is not None

    def _is_matter(self, view: str, units: UnitList, end: int) -> bool:
        """Whether the clause only says what the next one, which has a unit of its own, is about."""
        seen_to = ("由" in view or "请" in view or "责成" in view or "归" in view) and _SEEN_TO.match(
            view, end
        )
        thing = seen_to and _THING_OF.fullmatch(view, units.end, end)
        if not (thing or _MATTER.fullmatch(view, units.end, end)):
            return False
        handed = _HANDED_TO.match(view, end + 1)
        return self._lists.read(view, handed.end() if handed else end + 1, len(view)) is not None

    def _goes_on(self, view: str, units: UnitList, end: int) -> bool:
        """「县民政局已追回7.9万元,剩余1.2万元12月底前追回」: who did a part does the rest.

        「交易中心作为交易场所,要…」: what it is, and what it must do for that.
        """
        if view.startswith("作为", units.end):
            return _MUST_NEXT.match(view, end) is not None
        if view.startswith("发现", units.end):
            return _ON_FINDING.match(view, units.end) is not None
        going = view.startswith(("已", "正在"), units.end)
        return going and bool(
            _REST.search(view, end) or _PLANS.match(view, end) or _PROMISED.match(view, end - 2)
        )

    def is_place(self, view: str, units: UnitList, end: int) -> bool:
        """「双槐村老窑旧址那片荒地」 is where the work is; 「红旗村每次奖3000元」 is who gets something."""
        if units.names[-1].kind == "territory" and _FUND.match(view, units.end, end):
            return True
        if ("支" in view or "担" in view or "解决" in view) and _FROM_FUNDS.match(view, units.end, end):
            return True
        given = units.names[-1].kind in ("territory", "group") and _GIVEN.match(view, units.end, end)
        given = given or (
            view.endswith("其中", 0, units.names[0].start) and _SHARE.match(view, units.end, end)
        )
        counted = _COUNTED_ACT.match(view, units.names[0].start, end)
        return bool(given or counted or _SITE.match(view, units.end, end))


def _charged(view: str, units: UnitList, end: int) -> bool:
    """Whether a clause says what the units have or have charge of, and the next one what to do with it."""
    told = (_CHARGE, _ORDER_AHEAD), (_CHARGE, _DONE_BY_THEN), (_HAVING, _TOLD_AHEAD), (_OWN_PAPER, _HANDED_ON)
    return bool(
        any(has.fullmatch(view, units.end, end) and order.match(view, end) for has, order in told)
        or _CHARGED_WITH.match(view, units.end, end)
    )


def _in_a_case(view: str, units: UnitList) -> bool:
    """「连续两期末位的,书记到会上作说明」: a chief who is named behind something."""
    before = view[: units.names[0].start].strip()
    return (units.names[-1].kind == "person" and bool(before)) or _LAST_ONES.search(units.full[0]) is not None


def _is_sample(view: str, units: UnitList, end: int) -> bool:
    """「每个县抽查不少于5处」 says how much is looked at there."""
    return view.startswith("每", units.names[0].start) and bool(_SAMPLED.match(view, units.end, end))


def is_attribute(rest: str) -> bool:
    """Whether what follows a name in its clause only describes it, so that the name does not act."""
    return _ATTRIBUTE.match(rest, len(rest) - len(rest.lstrip()), len(rest)) is not None
