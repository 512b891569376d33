"""Whom a speech speaks to before it says what is to be done.

「应急办买的报警器到了没有?」 and then 「到了就发下去」: the second sentence is for 应急办. 「(县水务局汇报:
3月15日前。)好,就3月15日」: who answers in brackets does it.
"""

import re
from collections.abc import Callable

from extractors.layout.lead_ins import NEXT_PART
from extractors.lexicon import load
from extractors.sentence_reading import Reading
from extractors.structure.numbering import RANKS, number_at_start
from extractors.units.claims import Claim, claims_of
from extractors.units.lists.spelled import UnitList
from models import DocumentKind, Role

_WORDS = load("subjects")["addressed"]
_REPLY = re.compile(_WORDS["reply"])
_ASKED = re.compile(_WORDS["asked"])
_IN_CHARGE = re.compile(_WORDS["in_charge"])
_ONE_BODY = ("organ", "territory", "person")
_BODIES = ("organ", "territory")
_HEAD = 30
_LONGEST_CALL = 14
_CALLED = re.compile(r"[。!?:,]?")
_COMRADE = re.compile(r"的?(?:各位|几位)?同志们?$")
# 「请你局高度重视,按以下要求抓好落实:」 opens a list for the addressee, up to the next numbered part.
_LEADS_YOU = re.compile(
    r"(?<=\n)[^\n。]{0,20}(?:请|要求|望)[你贵](?:单位|公司|集团|中心|[省市县区州镇乡局委办院校])[^\n。]{0,60}(?:以下|如下|下列)[^\n。:]{0,12}:\s*\n"
)
# 「县文联党组要做好以下整改工作。」, 「对县文联党组提出如下意见:」, 「请各镇于6月底前完成以下工作:」: a line
# that leads into a list.
_LEADS_UNIT = re.compile(
    r"(?:(?P<asked>[\u3400-\u9fff]{0,10}对)|(?P<told>[\u3400-\u9fff]{0,8}(?:请|责令|责成|要求)))?(?P<who>[^\n,;。:]{2,40}?)"
    r"(?(asked)(?:提出|作出)|(?(told)(?=[于在按认切抓做完对严立限从\d]|落实|结合)|(?:要|应当?|须|需|必须|请)))[^\n,。;:]{0,40}$"
)
_LEADS_ON = re.compile(
    r"(?:以下|如下|下列)[^\n。;:]{0,14}[:。][^\S\n]*(?=\n|一是|[(]?一[)]|1[.、)]|第一[,、])"
)
# So does 「会议要求各村、各部门:」.
_CALLS_UNIT = re.compile(r"(?:要求|希望|责成|请),?(?P<who>[^\n,;。:]{2,40}):\s*(?=\n)")
# 「…于6月底前完成|以下工作」, 「…按|以下要求进行整改」: the limit before it is that of all the items.
_DONE_BY_THEN = re.compile(r"(?:完成|做好|抓好|落实好?|办结|解决|整改到位|开展)$|按(?:照)?$")
# 「11月底前完成三件事:一是…;二是…」, 「今年办好十件实事:1.…;2.…」.
_COUNTED_LEAD = re.compile(
    r"(?:完成|办[好成]|做[好到成]|抓好|落实好?|解决)[一二三四五六七八九十两\d]{1,3}[件项个][^\n。;:,]{0,8}[:,][^\S\n]*"
    r"(?=\n|一是|一个是|第一[,、件]|[(]?一[)]|1[.、)])"
)
_COUNTS_ON = re.compile(
    r"[二三四五六七八九]是|[再还另]一个是|第[二三四五六七八九][,、件]|[(]?[二三四五六七八九][)]|[2-9][.、)](?!\d)"
)
_SENTENCE_START = re.compile(r"[\n。;]")
_CLAUSE = re.compile(r"[\n,:]")
_LONGEST_LEAD = 84
_ENTRY = re.compile(
    r"\s*(?:\(?[\d一二三四五六七八九十]{1,3}[).、]|[一二三四五六七八九]是|第[一二三四五六七八九])"
)

Reader = Callable[[str, int, int], UnitList | None]


def lists_for_you(view: str) -> list[tuple[int, int]]:
    """The stretches of a letter whose items are for its addressee."""
    found = []
    for lead in _LEADS_YOU.finditer(view):
        stop = NEXT_PART.search(view, lead.end() - 1)
        found.append((lead.end(), stop.start() if stop else len(view)))
    return found


def lists_for_units(view: str, read: Reader) -> list[tuple[int, int, list[Claim]]]:
    """The stretches of a paper whose items are for the units that the line before them names.

    「县交通运输局要按以下要求抓好整改:」 opens one, up to the first paragraph that is no item of its list.
    """
    found = []
    for on in _LEADS_ON.finditer(view):
        before = max(0, on.start() - _LONGEST_LEAD)
        at = max((c.end() for c in _CLAUSE.finditer(view, before, on.start())), default=before)
        number = number_at_start(view[at : on.start()])
        lead = _LEADS_UNIT.match(view, at + number.length if number else at, on.start())
        units = read(view, *lead.span("who")) if lead else None
        if lead and units and units.end == lead.end("who"):
            claims = list(claims_of(units, Role.RESPONSIBLE, "addressed.list"))
            found.append((on.end(), _end_of_list(view, on.end()), claims))
    for call in _CALLS_UNIT.finditer(view):
        units = read(view, *call.span("who"))
        if units and units.end == call.end("who"):
            claims = list(claims_of(units, Role.RESPONSIBLE, "addressed.list"))
            found.append((call.end(), _end_of_list(view, call.end()), claims))
    return found


def lists_with_limits(view: str) -> list[tuple[int, int, tuple[int, int]]]:
    """The stretches of a paper whose items are to be done by when the line before them says, and that line.

    「请各镇于6月底前完成以下工作:」, not 「请各镇于6月底前报送以下材料:」; 「年底前完成三件事:一是…」.
    """
    found = []
    for on in _LEADS_ON.finditer(view):
        line = view.rfind("\n", 0, on.start()) + 1
        if _DONE_BY_THEN.search(view, line, on.start()):
            found.append((on.end(), _end_of_list(view, on.end()), (line, on.start())))
    for on in _COUNTED_LEAD.finditer(view):
        before = max(0, on.start() - _LONGEST_LEAD)
        at = max((c.end() for c in _SENTENCE_START.finditer(view, before, on.start())), default=before)
        found.append((on.end(), _end_of_count(view, on.end()), (at, on.end())))
    return found


def _end_of_count(view: str, at: int) -> int:
    """Where the sentence with the last counted item of a list ends, if that is within a line."""
    end = _end_of_list(view, at)
    if view.startswith("\n", at):
        return end
    last = max((c.end() for c in _COUNTS_ON.finditer(view, at, end)), default=at)
    stop = view.find("。", last, end)
    return stop if stop >= 0 else end


def _end_of_list(view: str, at: int) -> int:
    """Where the first line begins that is no item of the list at `at`, or one of a list above it.

    A list that begins within a line ends with it.
    """
    if not view.startswith("\n", at):
        end = view.find("\n", at)
        return end if end >= 0 else len(view)
    first = ""
    while at < len(view):
        stop = view.find("\n", at) + 1 or len(view)
        line = view[at:stop].strip()
        number = number_at_start(line) if line else None
        first = first or (number.style if number else "")
        if line and (not _ENTRY.match(line) or (number and _is_above(number.style, first))):
            break
        at = stop
    return at


def _is_above(style: str, other: str) -> bool:
    """Whether numbers of a style head what those of another number."""
    return style in RANKS and other in RANKS and RANKS.index(style) < RANKS.index(other)


def replying(reading: Reading, read: Reader) -> list[Claim]:
    """Who answers the speaker in brackets at the head of the sentence."""
    if reading.context.kind is not DocumentKind.SPEECH or not reading.view.lstrip().startswith("("):
        return []
    reply = _REPLY.match(reading.view)
    units = read(reading.view, reply.start("who"), reply.end("who")) if reply else None
    return list(claims_of(units, Role.RESPONSIBLE, "addressed.reply")) if units else []


def addressed(reading: Reading, read: Reader) -> list[Claim]:
    """The one body that a sentence of a speech without an order turns to: it asks it, or says what it has."""
    if reading.context.kind is not DocumentKind.SPEECH or reading.verdict.label == "task":
        return []
    view = reading.view.rstrip()
    if called := _called(reading, read):
        return called
    asks = view.endswith("?")
    if not asks and not _IN_CHARGE.search(view):
        return []
    if reading.claims:
        return [_without_comrade(c) for c in reading.claims if c.kind in _ONE_BODY] if asks else []
    units = read(view, reading.context.number, min(len(view), reading.context.number + _HEAD))
    if units is None or len(units.names) > 2 or units.names[0].kind not in _ONE_BODY:
        return []
    told = _IN_CHARGE.match(view, units.end) or (asks and _ASKED.match(view, units.end))
    return [_without_comrade(c) for c in claims_of(units, Role.RESPONSIBLE, "addressed")] if told else []


def _called(reading: Reading, read: Reader) -> list[Claim]:
    """The body that a speaker calls up by its name and nothing else: 「财政局。」."""
    view, at = reading.view.rstrip(), reading.context.number
    units = (
        read(view, at, len(view)) if len(view) - at <= _LONGEST_CALL and not reading.context.heading else None
    )
    alone = units is not None and len(units.names) == 1 and _CALLED.fullmatch(view, units.end)
    told = units is not None and alone and units.names[0].kind in _BODIES
    return list(claims_of(units, Role.RESPONSIBLE, "addressed")) if units and told else []


def _without_comrade(claim: Claim) -> Claim:
    """「国资公司的同志来了吗?」 is said to the company."""
    name = _COMRADE.sub("", claim.name)
    return claim._replace(name=name, kind="organ") if name != claim.name else claim


def is_asked(before: Reading, reading: Reading) -> bool:
    """Whether a sentence is the next behind a question or a call: 「消防大队,几个站?|全部查一遍。」."""
    spoken = before.context.kind is DocumentKind.SPEECH and before.verdict.label not in ("task", "call")
    view = before.view.rstrip()
    asked = view.endswith("?") or len(view) - before.context.number <= _LONGEST_CALL
    return spoken and asked and reading.index == before.index + 1
