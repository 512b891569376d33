"""What surrounds a sentence and bears on its meaning: kind of document, zone, label, level."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.fold import fold
from extractors.lexicon import load
from extractors.matching.alternations import Cue
from extractors.structure.sentences import in_region
from models import Document, DocumentKind, Section

_TABLE = load("cues")
_ZONES: list[tuple[str, re.Pattern[str]]] = [
    (name, re.compile(_TABLE["zone"][name])) for name in _TABLE["zone"]["order"]
]
_LABELS = [(name, re.compile(pattern)) for name, pattern in _TABLE["label"].items()]
FAULT = "fault"
"""The zone of a heading that itself tells what is wrong; below it stands what shows it."""
_FAULTS = ("problem", "status", FAULT)
_PARTS = ("part", "chinese")
_LISTED_PARTS = ("chinese", "chinese_paren")
_FAULTY = Cue(_TABLE["issue"]["finding"])
_LACKING = Cue(_TABLE["issue"]["lack"])
# Below 存在的问题 「落实上级部署方面」 announces no measures; 「(二)整改措施」 and 「下步打算」 do.
_ANNOUNCES = re.compile(
    r"(?:措施|任务|打算|安排|计划|举措|对策|台账|清单|成效|做法|情况|评价|下一?步[^,。]{0,6})$|^整改"
)
# Below 「整改推进情况」 「(一)强化组织领导」 tells what was done; 「下一步打算」 turns to what is to come.
_TURNS = re.compile(r"下一?步|(?:打算|要求|建议|意见|计划)$|^(?:主要|具体|工作|整改|保障)?措施$")
_TOLD = ("status", "achievement")
_SOLVES = re.compile(r"(?:查处|整治|解决|破解|化解|纠治|纠正|处置|消除)[^,;。]{0,20}问题$")
# 「盯紧薄弱环节」, 「补齐短板弱项」: what is to be worked on; 「存在的差距和下一步打算」 tells both.
_AIMS_AT = re.compile(
    r"(?:紧?盯[紧牢住准]?|补[齐强上短足]|聚焦|突出|抓住|抓好|抓实|攻克|紧扣|瞄准|锁定|加固|守住|强化|针对|围绕|把握|突破|夯实|管[住好控])"
    r"[^,;。]{0,12}(?:环节|短板|弱项|部位|领域|时段)"
)
_PLANS_TOO = re.compile(
    r"(?:问题|不足|差距|短板|困难)[^,。]{0,4}[和及与、][^,。]{0,4}(?:下一?步|下一阶段|今后|(?:整改|处理|督办|督查|督导)(?:意见|要求|建议)$)"
)
_REMEDY = re.compile(_TABLE["heading"]["remedy"])
_OF_WORK = re.compile(_TABLE["heading"]["of_work"])
# 「整改任务:一些镇乱占河道问题突出。」 names what was found; 「整改任务:清理乱占」 what is to be done.
_TASK_LABEL, _FIRST_STOP = re.compile(r"(?:整改|督办|交办)(?:任务|事项)\s*:\s*"), re.compile("[。;]")
_TITLE = 200
_REPORT = re.compile(
    r"(?:整改|办理|销号)(?:落实|完成|进展)?情况的?(?:函|复函|报告|汇报|说明)|整改报告$", re.M
)
_WORK_REPORT = re.compile(r"政府工作报告|各位代表|代表大会[^。\n]{0,16}上的?(?:工作)?报告")
_SPOKEN = (DocumentKind.SPEECH, DocumentKind.UNKNOWN)
_LEVELS = "镇乡县旗区市州盟省"
_UPPER = {
    "镇": "县区市州省",
    "乡": "县区市州省",
    "县": "市州盟省",
    "旗": "市州盟省",
    "区": "市州省",
    "市": "省",
    "州": "省",
}
STATE = "国"
_NATIONAL = re.compile(
    r"\s*(?:国家|国务院|中共中央|中央|全国|[\u3400-\u9fff]{2,10}部(?:办公厅|[、 ]|关于))[^\n,。;]{0,40}"
    r"|[^。]{0,200}发文(?:机关|单位):?\s*(?:国务院|中共中央|国家|[\u3400-\u9fff]{2,10}部\s)"
)
_OWN_UNIT = re.compile(
    r"([镇乡县旗区市州盟省])"
    r"(?:委|政府|人民政府|纪委|[\u3400-\u9fff]{2,8}(?:局|办|厅|[大支]队)|[\u3400-\u9fff]{4,12}委员会)"
    r"|(?<=在全)([镇乡县旗区市州盟省])(?=[^\n。,]{4,40}会)|我([省市县区旗州镇乡盟])"
)


@dataclass(slots=True, eq=False)
class Context:
    """The surroundings of one sentence.

    `zone` is what the headings promise (status, problem, measure, requirement, achievement), `label` what
    opens the paragraph, `cell` the role of its table cell. `heading` is true for a heading, `leaf` for one
    with nothing below it, `top` for one of the first level; `covered` where the item has a line or bracket
    that assigns it; `goal` after 「预期目标是：」; `measured` where a paragraph of measures follows in the
    same item; `reports` in a paper on what was put right (关于…整改情况的函); `promises` in a government's
    work report, which says what all of the government will do.
    `level` is the own level of government (县, 市 …), empty when unknown; `number` the length of the item
    number that the sentence begins with; `events` are the first days of events that an office has taught, and
    the day of the meeting or the feedback that the paper is about.
    """

    kind: DocumentKind = DocumentKind.UNKNOWN
    zone: str = ""
    label: str = ""
    heading: bool = False
    leaf: bool = False
    top: bool = False
    covered: bool = False
    goal: bool = False
    measured: bool = False
    reports: bool = False
    promises: bool = False
    cell: str = ""
    level: str = ""
    number: int = 0
    anchor: dt.date | None = None
    year: int | None = None
    events: Mapping[str, dt.date] = field(default_factory=dict)


def zones_of(sections: tuple[Section, ...], kind: DocumentKind = DocumentKind.UNKNOWN) -> list[str]:
    """What the nearest telling heading promises for every section; own words come before the parent's.

    Below 「已完成整改的问题」 and 「反馈问题」 headings name problems, so 「计划进度滞后」 promises no plan.
    In a feedback paper 「一、水环境欠账较多」 tells a fault, and so does all below it.
    """
    zones: list[str] = []
    for section in sections:
        title = fold(section.title)
        own = next((name for name, zone in _ZONES if title and len(title) <= 30 and zone.search(title)), "")
        parent = zones[section.parent] if section.parent is not None else ""
        if own == "problem" and (_SOLVES.search(title) or _AIMS_AT.match(title) or _PLANS_TOO.search(title)):
            own = ""
        inner = section.parent is not None and section.style not in ("arabic", "is", "must", "entry")
        part = inner or (section.style in _PARTS and not section.run_in)
        if kind is DocumentKind.FEEDBACK and part and not (parent or own) and says_fault(title):
            own = FAULT
        if parent in _FAULTS and own in ("measure", "achievement") and not _ANNOUNCES.search(title):
            own = ""
        if parent in _TOLD and own in ("measure", "requirement") and not _TURNS.search(title):
            own = ""
        named = (parent, own) == ("status", "problem") or (parent in _FAULTS and _FAULTY.search(title))
        zones.append(parent if named else own or parent)
    return _with_their_like(sections, zones) if kind is DocumentKind.FEEDBACK else zones


def _with_their_like(sections: Sequence[Section], zones: list[str]) -> list[str]:
    """「(三)应急物资“睡在仓库里”」 is a fault, too, where most headings beside it are; so is all below it."""
    rows: dict[tuple[int | None, str], list[int]] = {}
    for index, section in enumerate(sections):
        if section.style in _LISTED_PARTS and section.title:
            rows.setdefault((section.parent, section.style), []).append(index)
    for row in rows.values():
        faulty = sum(zones[i] == FAULT for i in row)
        if faulty > 1 and 2 * faulty >= len(row):
            like = (i for i in row if not zones[i] and not _REMEDY.match(fold(sections[i].title)))
            for i in like:
                zones[i] = FAULT
    for i, section in enumerate(sections):
        if not zones[i] and section.parent is not None and zones[section.parent] == FAULT:
            zones[i] = FAULT
    return zones


def says_fault(title: str) -> bool:
    """Whether a heading or the name of an item tells what is wrong, and not what is to be done about it."""
    faulty = _FAULTY.search(title) or _LACKING.search(title)
    return bool(title and faulty) and not (_REMEDY.match(title) or _OF_WORK.match(title))


def label_of(paragraph: str) -> str:
    """The label at the head of a folded paragraph, by what it means: measure, problem, target, nothing."""
    if ":" not in paragraph:
        return ""
    label = next((name for name, pattern in _LABELS if pattern.match(paragraph)), "")
    task = _TASK_LABEL.match(paragraph) if label in ("measure", "nothing") else None
    said = _FIRST_STOP.split(paragraph[task.end() :], 1)[0].rstrip() if task else ""
    titled = label == "nothing" and said.endswith("问题")
    return "problem" if says_fault(said) and not titled else label


def reports_progress(document: Document) -> bool:
    """Whether the title says that the paper tells what was done: 「关于…整改落实情况的函」."""
    return bool(_REPORT.search(fold(document.text[:_TITLE])))


def promises_work(document: Document) -> bool:
    """Whether the paper is a report to a congress, of the people or of the party, whole or in part."""
    return document.kind in _SPOKEN and _WORK_REPORT.search(document.text) is not None


def level_of(document: Document) -> str:
    """The level of government that speaks: the issuer's, else the one whose units the text names most."""
    counts: dict[str, int] = {}
    view = fold(document.text)
    if _NATIONAL.match(view):
        return STATE
    for found in _OWN_UNIT.finditer(view):
        level = str(found.group(1) or found.group(2) or found.group(3))
        signed = in_region(document.regions, found.start(), "front", "signature")
        issuer = signed and not _addressed(view, found)
        titled = found.group(2) and found.start() < _TITLE
        counts[level] = counts.get(level, 0) + (20 if issuer or titled else 3 if found.group(3) else 1)
    return max(counts, key=lambda k: (counts[k], -_LEVELS.index(k)), default="")


def _addressed(view: str, found: re.Match[str]) -> bool:
    """Whether the unit stands in a salutation line or behind 抄送, which name the recipients."""
    start, end = view.rfind("\n", 0, found.start()) + 1, view.find("\n", found.end())
    line = view[start : end if end > 0 else len(view)].strip()
    return line.endswith(":") or line.startswith(("抄送", "分送", "主送"))


def superiors(level: str) -> str:
    """The level characters above `level`: for 县 these are 市州盟省, for the state none."""
    return _UPPER.get(level, "")
