"""Units at the head of a clause, also after a leading document, time, quality, place or topic phrase."""

import re
from dataclasses import replace

from extractors.lexicon import load
from extractors.units.composed import ALONE
from extractors.units.in_role import MODAL
from extractors.units.lists import ListReader
from extractors.units.moment_words import WHEN
from extractors.units.spelled import UnitList

_WORDS = load("subjects")
_AT_WORK = re.compile(
    rf"[都也]?(?:{MODAL.pattern})|都[\u3400-\u9fff]一[\u3400-\u9fff]|来|去|{WHEN}"
    r"|马上|立即|先|盯[住着紧]|跟[\u3400-\u9fff]{1,4}?(?:讲|说|约|谈|对接|签)"
)
_TOPIC = re.compile(_WORDS["topic"]["matter"])
# 「住宾馆的钱街道出」, 「值班表办公室重新排」: a paper or a cost stands before whoever sees to it.
_PAPERS = "|".join(load("units")["topic"]["papers"])
_PAPER = re.compile(rf"[\u3400-\u9fff]{{0,10}}?(?:{_PAPERS})+(?![\u3400-\u9fff]?的)")
_SEES_TO = re.compile(
    r"\s*(?:先|再|来|也|抓紧|统一|跟[㐀-龥]{1,4}|重新|全部|负责|自己|马上|立即|就|要|去|"
    rf"每(?:月(?:\d{{1,2}}[日号])?前?|周[一二三四五六日]?|天)|{WHEN}){{0,3}}(?:{_WORDS['topic']['sees_to']})"
)
_SCENE = re.compile(
    r"未经[\u3400-\u9fff]{2,6}?(?=任何|各|所有)|[\u3400-\u9fff\d]{1,10}?(?:天气(?=[各乡镇县市区村])|期间(?:\([^()]{2,16}\))?|期内|之前|之后|大会前|会后|(?<=散会)以后)|(?:老|小)[\u3400-\u9fff],|你们|咱们"
    r"|[\u3400-\u9fff]{1,8}?[这那][几两三一]?(?:家|户|边|头|段|块|摊|条路)(?=[\u3400-\u9fff]{2,10}你?(?:负责|去|来|盯|管|跑|联系|牵头))"
)
# 「泄洪前防汛办必须…」, 「清完水管站去看」, 「没有写明的法务部不予会签」: when, or in which case.
_WHEN = re.compile(
    r"往后|(?![一二两三四五六七八九十\d各])[\u3400-\u9fff]{1,3}完了?(?![了成工善全毕好])|(?![各每])[\u3400-\u9fff]{1,6}?(?:的时候|(?<![提以之贷售灾产幕])[前后](?![勤续山])|(?<![一二三四五])期(?![末中限间内])|当[天夜晚日])"
    r"|[^,;的要须应]{2,10}的(?!单位|企业|部门)(?=[\u3400-\u9fff]{2,8}(?:不予|一律不))"
    r"|(?:负责|管理|承担|承接|主管|分管)[^,;的要须应]{2,8}的(?=[省市县区州旗镇乡][\u3400-\u9fff]{3,14}(?:承担|负责|要(?!求)|应当?|必须))"
)
# 「预警发布后2小时内各级各部门启动响应」: whoever stands behind such a length acts.
_SOON_AFTER = re.compile(
    r"[^,;:\d]{1,8}后[\d一二两三四五六七八九十]{1,3}个?(?:小时|分钟|天|日|工作日)之?内(?=[\u3400-\u9fff])"
)
_WHEN_MARKS = frozenset("完时前后期当")
_NEAR = 8
_DOES = re.compile(
    r"(?:都|也|还|再|先|统一)*(?:要(?![求点素])|应|须|必须|务必|不得|不予|一律|马上|立即|去|来|承担|领着|带着|盯|安排|实行|开展|组织|负责|把|将|每)"
)
# 「协议我去谈」, 「老人我带着去交」: the speaker sees to it himself.
_I_SEE_TO = re.compile(
    r"[^\W不没]{1,7}?(?<![给让跟向报叫找由对请把为和与同你有])(?=我(?:来|去|带着|亲自|自己))"
)
# 「甲化工、乙助剂2家企业须…」: the count closes the list.
_SO_MANY = re.compile(
    r"等?[\d一二两三四五六七八九十]{1,3}(?:家|个)(?:企业|公司|单位|部门|村|镇|乡|社区|街道)"
    r"(?=要(?![求素点])|须|应|必须|务必|于|在|立即|尽快|限期|\d+[月日])"
)
# 「环湖的石桥镇…」: what bodies are like, before their names, and what shows that these act.
_QUALITY = re.compile(
    r"(?![把将对从由在向按把给让各每凡如因])(?:(?![把将对由要须应])[\u3400-\u9fff\d%*X×]){2,14}?(?<!问题|工作|情况|要求|精神|部署|意见)的(?=[\u3400-\u9fff*X])"
)
_OWNS = re.compile("(?:所属|下属|下辖|所辖|管辖|辖区内?)的")
_QUALITY_REACH, _SHORTEST_NAME = 16, 2
_TOLD_TO = re.compile(
    rf"[都也均]?(?:要(?![求点素])|应当?(?!急)|须(?!知)|必须|务必|一律|不得|{WHEN}|立即|马上|尽快|抓紧)"
)


def at_head(lists: ListReader, view: str, at: int, end: int) -> UnitList | None:
    """The list at the head of a clause, behind a paper, a scene or a topic, with its closing count."""
    seen_to = _I_SEE_TO.match(view, at, end) if "我" in view[at:end] else None
    units = lists.read(view, seen_to.end(), end) if seen_to else None
    units = units or _behind_paper(lists, view, at, end) or _behind_time(lists, view, at, end)
    units = units or lists.read(view, at, end)
    if "的" in view[at : min(end, at + _QUALITY_REACH)] and (units is None or _OWNS.match(view, units.end)):
        units = _behind_quality(lists, view, at, end) or units
    if units is None and (scene := _SCENE.match(view, at, end)):
        units = lists.read(view, scene.end(), end)
    if units is None and not lists.opens_predicate(view, at, end):
        units = _behind_topic(lists, view, at, end)
    count = _SO_MANY.match(view, units.end, end) if units else None
    return replace(units, end=count.end()) if units and count else units


def _behind_paper(lists: ListReader, view: str, at: int, end: int) -> UnitList | None:
    """「住宾馆的钱街道出」, 「护林员名单林业站重新排」."""
    paper = _PAPER.match(view, at, end)
    units = lists.read(view, paper.end(), end) if paper else None
    return units if units and _SEES_TO.match(view, units.end, end) else None


def _behind_time(lists: ListReader, view: str, at: int, end: int) -> UnitList | None:
    """「泄洪前防汛办必须通知下游」, 「清完水管站去看」: what says when it acts stands before the unit."""
    near = view[at : min(end, at + _NEAR)]
    if _WHEN_MARKS.isdisjoint(near) and "的" not in near:
        return None
    soon = _SOON_AFTER.match(view, at, end) if "后" in near else None
    when = soon or _WHEN.match(view, at, end)
    units = lists.read(view, when.end(), end) if when else None
    acts = units and (_DOES.match(view, units.end, end) or (soon and view[units.end : end].strip()))
    return units if acts else None


def _behind_quality(lists: ListReader, view: str, at: int, end: int) -> UnitList | None:
    """「环湖的石桥镇、东塘镇要…」: what bodies are like stands before their names."""
    quality = _QUALITY.match(view, at, end)
    units = lists.read(view, quality.end(), end) if quality else None
    if quality is None or units is None or not _TOLD_TO.match(view, units.end, end):
        return None
    named = all(
        n.kind in ("organ", "territory") and word not in ALONE and len(word) > _SHORTEST_NAME
        for n, word in zip(units.names[:1], units.full, strict=False)
    )
    whole = lists.read(view, at, quality.end() - 1)
    return units if named and (whole is None or whole.end < quality.end() - 1) else None


def _behind_topic(lists: ListReader, view: str, at: int, end: int) -> UnitList | None:
    """「路灯镇建设办负责修」, 「名单县政府办今天发」: what it is about stands before the unit."""
    topic = _TOPIC.match(view, at, end)
    units = lists.read(view, topic.end(), end) if topic else None
    acting = units and (units.names[0].kind == "organ" or view[units.names[0].start] in "各每")
    acts = acting and units and _AT_WORK.match(view, units.end, end)
    return units if acts and not lists.breaks(view[at : topic.end()] if topic else "") else None
