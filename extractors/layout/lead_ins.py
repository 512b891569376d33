"""What lines and labels announce for the text below them, where no heading does."""

import re
from collections.abc import Iterator

from extractors.structure.numbering import number_at_start

PARTS = ("part", "chinese")
_FOUND = re.compile(
    r"(?:发现|了解|核实|核查|查明|经查|反映)[^。;:]{0,12}:$|(?:指出|发现|存在|梳理)了?[^,。;:]{0,10}问题[:。]$"
)
_ORDERED = re.compile(r"(?:要求|意见|建议|安排|措施)(?:办理|如下|落实)?:$|请[^。;]{0,20}:$")
# Headings of parts that nobody numbered: 「存在问题」, 「【整改要求】」.
_BARE = re.compile(
    r"[【\[]?(?:(?P<faults>(?:督查|检查|督导|暗访|巡查|抽查)?(?:存在|发现|查出|反映)的?(?:主要|突出|共性|个性|具体)?(?:问题|不足|隐患)(?:和不足|及不足)?"
    r"|(?:主要|突出|共性|个性|具体)问题|问题和不足|不足之处|问题清单)"
    r"|(?P<asks>(?:下一?步)?(?:整改|工作|有关|相关|几点|落实|办理)(?:要求|意见|建议|措施)|意见建议|意见和建议|下一?步(?:工作)?(?:打算|安排|要求|措施)?|处理意见)"
    r"|(?P<other>(?:总体|基本|督查|检查|主要|工作)(?:情况|做法|成效|评价)|做得好的(?:方面|地方)|好的方面))[】\]]?:?"
)
_ASKS = re.compile(r"\s*(?:现?请|为此|对此|据此|鉴于|根据|望)")
_COUNTED = (
    r"[。:?!]\s*(?:(?:主要|集中|突出)[^。,;:]{0,6}:)?\s*"
    r"(?=(?:一是|第一[,、是]|首先[,是])(?![^。;\n]{0,40}(?:要(?![求害点素])|必须|务必)))"
)
_COUNT = re.compile(_COUNTED)
_ASKS_ANEW = re.compile(
    r"(?<=\n)\s*(?:督[察查导]组?|巡[察视]组?|检查组|考核组|反馈(?:意见)?)(?:还|同时)?(?:要求|强调|建议|希望)(?=,|[^,。]{2,20}要)"
)
# 「巡察组对局党组提出三点建议:一是…」, 「要求县交通局:一、…」: the points behind it are asked.
_POINTS_ASKED = re.compile(
    r"(?:[对向][^。;:,\n]{2,20}提出?了?[^。;:,\n]{0,12}(?:建议|要求|意见)[:。,]"
    r"|(?:要求|建议|责成)[^,。;:\n的]{2,16}[:,])\s*(?=一是|一要|一、|第一[,、是]|1[.、]|\(一\)|要(?![求点素]))"
)
_ASKED_ON = re.compile(
    r"\n\s*(?:[二三四五六七八九](?:是|要|、)|第[二三四五六][,、是]|[2-9][.、]|\([二三四五六]\))"
)
NEXT_PART = re.compile(r"\n\s*[一二三四五六七八九十]{1,3}、")
_FAULTS_LEAD = re.compile(
    rf"(?P<said>[^。;!?\n]{{0,60}}(?:问题|不足|差距|短板|困难|隐患|弱项)[^。;:!?\n]{{0,12}}){_COUNTED}"
)
_LONGEST_SAID = 74
# What is to be dealt with, or spoken of, is no list of what is wrong: 重点解决三个问题, 我讲三个问题.
_OTHER_LEAD = re.compile(
    r"解决|讲|谈|说|强调|抓|研究|突破|聚焦|坚持|围绕|回答|整改|化解|破解|针对|注意|把握|处理|如何|怎[么样]"
)
_COUNTS_ON = re.compile(r"\n\s*(?:[二三四五六七八九]是|第[二三四五六][,、是]|其次|再次|最后|此外|另外|还有)")
_YEARLY = re.compile(r"((?:20)\d\d年)(?:度)?(?:主要|重点|工作)?(?:任务|目标|计划)\s*:")


def led_in(view: str) -> list[tuple[int, int, str]]:
    """What lead-in lines promise: 「经实地了解:」 findings, 「请按以下要求办理:」 measures.

    Findings go on to the next numbered part or lead-in, measures over numbered parts to the next lead-in or
    entry (问题2:). A heading that nobody numbered promises the same: 「存在问题」, 「【整改要求】」.
    """
    found: list[tuple[int, int, str]] = []
    at, since, zone = 0, 0, ""
    for line in (*view.split("\n"), "以上:"):
        said = line.strip()
        number = number_at_start(said)
        bare = _BARE.fullmatch(said) if not number else None
        leads = (said.endswith(":") or bare is not None) and not number
        told = bool(_FOUND.search(said)) and not number and not said.endswith("要求:")
        told = bool(bare["faults"]) if bare else told
        part = number and number.style in PARTS
        entry = number and number.style == "entry"
        if zone and (leads or told or entry or (zone == "problem" and (part or _ASKS.match(said)))):
            found.append((since, at, zone))
            zone = ""
        at += len(line) + 1
        if told or (leads and _ORDERED.search(said)) or (bare and bare["asks"]):
            since, zone = at, "problem" if told else "requirement"
    return found


def asked_anew(view: str) -> list[tuple[int, int, str]]:
    """Paragraphs of a feedback document that return to demands after the findings, to the next numbered part.

    「督察要求,市委、市政府要…」 and all below it belongs to no 「三、固体废物环境风险突出」.
    """
    found: list[tuple[int, int, str]] = []
    for asks in _ASKS_ANEW.finditer(view):
        stop = NEXT_PART.search(view, asks.end())
        found.append((asks.start(), stop.start() if stop else len(view), "requirement"))
    return found


def points_asked(view: str) -> list[tuple[int, int, str]]:
    """The points that somebody is asked or advised, to the end of their paragraphs."""
    found: list[tuple[int, int, str]] = []
    for lead in _POINTS_ASKED.finditer(view):
        stop = view.find("\n", lead.end())
        while stop >= 0 and _ASKED_ON.match(view, stop):
            stop = view.find("\n", stop + 1)
        found.append((lead.end(), stop if stop >= 0 else len(view), "requirement"))
    return found


def faults_told(view: str) -> list[tuple[int, int, str]]:
    """What a speech lists as wrong, over the paragraphs that count on: 「…差距还不小。一是…。二是…。」."""
    found: list[tuple[int, int, str]] = []
    for lead in _faults_leads(view):
        if _OTHER_LEAD.search(lead.group("said")):
            continue
        stop = view.find("\n", lead.end())
        while stop >= 0 and _COUNTS_ON.match(view, stop):
            stop = view.find("\n", stop + 1)
        found.append((lead.end(), stop if stop >= 0 else len(view), "problem"))
    return found


def _faults_leads(view: str) -> Iterator[re.Match[str]]:
    """The leads to lists of faults, each looked for only before a first item, because these are rare."""
    at = 0
    for first in _COUNT.finditer(view):
        if first.start() < at:
            continue
        stop = view.find("\n", first.end())
        since = max(at, first.start() - _LONGEST_SAID)
        lead = _FAULTS_LEAD.search(view, since, stop if stop >= 0 else len(view))
        if lead:
            at = lead.end()
            yield lead


def year_set(view: str, start: int, end: int) -> re.Match[str] | None:
    """The last 「2026年任务:」 between a paragraph's start and a sentence of it, the year as group 1."""
    if view.find("年", start, end) < 0:
        return None
    years = list(_YEARLY.finditer(view, start, end))
    return years[-1] if years else None
