"""What the rules and the network say of who acts in a task: the claims of the one, the marks of the other."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from extractors.learned.lstm import Floats
from extractors.learned.readable import Readable, readable
from extractors.learned.stored import SHIPPED
from extractors.learned.tagger import Named, Shown, Tags, tagger, units_in
from extractors.lexicon import load
from extractors.sentence_reading import Reading
from extractors.units.acting.across_clauses import TELLS_AND_ASKS
from extractors.units.acting.reported_speech import report_in
from extractors.units.claims import Claim
from extractors.units.lists.list_reader import ListReader

_MASK = re.compile(r"[*×_Xx]+")
_SLIP = 2
"""Letters by which a mark may miss a name."""
_JOINTS = re.compile(
    r"[的、和及与]+|对(?=[^,;。]{2,14}的)|凡是?(?=[\u3400-\u9fff]{3})"
    r"|(?:会议)?(?:强调|要求|希望|指出|建议|督促|责成|责令)(?=[被各省市县区旗镇乡有相全])"
)
_TOLD = re.compile(r"[^,;:。]{0,6}?(?:(?<![重主需必首])要(?![求点素])|应当|必须|务必|负责)")
# Behind a name: 云溪区|上下 is nobody, 县直各单位|所组建的工作队 another body.
_NO_ACTOR = re.compile(r"上下|所[\u3400-\u9fff]{1,4}的(?=[\u3400-\u9fff“])")
# 「组织干部逐户核查」, 「督查要跟上」: a verb and its object, and an act.
_AN_ACT = re.compile(
    r"(?:组织|发动|动员|带领|督促|引导|安排|抽调)(?:党员|干部|群众|人员|力量|党员干部)"
    r"|督查|督导|检查|考核|宣传|整改|(?:充分)?(?:发挥|依托|借助|提醒|号召)[\u3400-\u9fff]+"
)
_PARTY = re.compile(r"(?:施工|建设|监理|运营|中标|承包|代建|供货|业主|项目)(?:方|单位|企业)?")
"""What a named company is in the matter: 「施工方宏达公司」."""
_PART = re.compile("[^、和及与]{3,}")
_BODIES = ("企业", "单位", "公司", "机构", "部门", "协会", "学校", "医院", "银行", "中心", "人员", "干部")
_PAIRS = (("“", "”"), ("(", ")"))
# 「县防指重申,各级各部门要…」: who only says what the others are to do.
_SAYS = re.compile(
    r"(?:明确|反复|再次|专门)?(?:要求|强调|指出|重申|提醒|通知|表示)[,:]|[作做](?:出了?|了)[^,。;]{0,8}(?:批示|指示)[,:]"
    r"|针?[对向][^,。;]{2,24}提出?了?[^,。;:]{0,12}(?:建议|要求|意见)[,:]"
)
# 「配合区交通局、区商务局做好整治」: whom somebody else is to help.
_HELPED = re.compile(
    r"(?:^|[,;。:)])\s*(?:\(?[\d一二三四五六七八九十]{1,3}[).、]\s*)?(?:积极|主动|全力|密切)?(?:配合|协助)"
    r"(?:[^,;。做开抓完]{1,24}[、和及])?$"
)
# 「成员由县财政局…负责人组成」: who sits in a group.
_MEMBERS = re.compile(r"(?:成员|组员)(?:单位)?由[^。;]+?组成")
_PAPER = re.compile("|".join(load("units")["topic"]["words"]))


class Unit(NamedTuple):
    """A unit that the rules claim, that the network marks, or both."""

    name: str
    claim: Claim | None
    marked: Named | None


@dataclass(frozen=True)
class Answers:
    """What both say of one sentence; `acting` is how likely each letter belongs to a unit that acts."""

    claims: Sequence[Claim]
    marked: Mapping[str, Named]
    acting: Floats
    tags: Tags
    names: Mapping[tuple[int, int], Readable]

    @cached_property
    def in_all(self) -> dict[str, float]:
        """What counts alike for every unit of the sentence; a list may hold hundreds."""
        return {
            "unclaimed": _beyond(self.acting, self.claims),
            "least claimed": min(_means(self), default=1.0),
        }

    @cached_property
    def least_marked(self) -> float:
        """How likely the least likely letter is that the network marks."""
        return min(float(self.acting[span.start : span.end].min()) for span in self.marked.values())


class Heard(NamedTuple):
    """A task sentence with what the rules and the network say of it, and the names that can be read in it."""

    reading: Reading
    said: Answers
    names: Mapping[tuple[int, int], Readable]


def heard(readings: Sequence[Reading], lists: ListReader, networks: Path = SHIPPED) -> Iterator[Heard]:
    """Both answers for every task of a document; the network is that of the folder `networks`."""
    tasks = [reading for reading in readings if reading.verdict.label == "task"]
    named = [(r, names) for r in tasks if (names := readable(r.view, lists)) or r.claims]
    shown = [Shown(reading.view, list(names), reading.context.kind) for reading, names in named]
    for (reading, read), tags in zip(named, tagger(networks).read(shown), strict=True):
        yield Heard(reading, answers(reading, tags, read), read)


def answers(reading: Reading, tags: Tags, names: Mapping[tuple[int, int], Readable]) -> Answers:
    """What the rules and the network say of one sentence; what a bracket assigns is settled."""
    given = {_plain(claim.name) for claim in reading.assigned}
    marked: dict[str, Named] = {}
    told = list(_stretches_told(reading.view))
    heard_of = _beside_speaker(_behind_number(units_in(tags), reading.context.number), reading.view)
    for span in (meant for mark in heard_of for meant in _meant(reading, mark, names)):
        if any(a <= span.start < b for a, b in told) or _is_only_named(reading.view, span):
            continue
        if (name := _name(reading, span, names)) not in given:
            marked.setdefault(name, span)
    return Answers(reading.claims, marked, 1 - tags.units[:, 0], tags, names)


def _behind_number(marks: Iterable[Named], number: int) -> Iterator[Named]:
    """「第八条|乡级河长每月…」: the number of an item is no part of a name."""
    for mark in marks:
        if mark.end > number:
            yield mark._replace(start=max(mark.start, number))


def _beside_speaker(marks: Iterable[Named], view: str) -> Iterator[Named]:
    """The marks without whoever speaks, or did so before: 「县长王某通报了…,并强调,…」."""
    report = report_in(view, 0, len(view))
    for mark in marks:
        if _NO_ACTOR.match(view, mark.end) or _AN_ACT.fullmatch(view, mark.start, mark.end):
            continue
        if report is None or mark.start >= report.said or _TOLD.match(view, mark.end):
            yield mark
        elif mark.end > report.said:
            yield mark._replace(start=report.said)


def _stretches_told(view: str) -> Iterator[tuple[int, int]]:
    """Where a sentence tells of a meeting before it asks, and who sits in a group: nobody acts there."""
    reports = TELLS_AND_ASKS.match(view) if "要求" in view else None
    if reports:
        yield reports.span()
    yield from (found.span() for found in _MEMBERS.finditer(view))


def _is_only_named(view: str, span: Named) -> bool:
    """Whether a mark says who speaks, or who is to be helped."""
    return bool(_SAYS.match(view, span.end) or _HELPED.search(view, 0, span.start))


def units(said: Answers) -> list[Unit]:
    """Every unit that either names, the rules' first."""
    claimed = {_plain(claim.name): claim for claim in said.claims}
    spans = {(span.start, span.end): name for name, span in said.marked.items()}
    called = {name: spans.get((claim.start, claim.end), name) for name, claim in claimed.items()}
    found = [Unit(name, claim, said.marked.get(called[name])) for name, claim in claimed.items()]
    met = set(called.values())
    return found + [Unit(name, None, span) for name, span in said.marked.items() if name not in met]


def _meant(reading: Reading, span: Named, names: Container[tuple[int, int]]) -> Iterator[Named]:
    """What a mark means: several claims that together are what it marks (各街道|各社区), else one name."""
    within = [c for c in reading.claims if span.start <= c.start and c.end <= span.end]
    apart = len(within) > 1 and (within[0].start, within[-1].end) == (span.start, span.end)
    if apart and (span.start, span.end) not in names:
        yield from (span._replace(start=claim.start, end=claim.end) for claim in within)
    elif (span.start, span.end) not in names and (parts := _parts(reading.view, span)):
        yield from parts
    else:
        yield _as_claimed(reading, span, names)


def _parts(view: str, span: Named) -> list[Named]:
    """The marks of two bodies that the network took for one: 「施工企业|和|第三方检测企业」."""
    found = [
        span._replace(start=part.start(), end=part.end())
        for part in _PART.finditer(view, span.start, span.end)
    ]
    whole = len(found) > 1 and found[0].start == span.start and found[-1].end == span.end
    return found if whole and all(view[s.start : s.end].endswith(_BODIES) for s in found) else []


def _as_claimed(reading: Reading, span: Named, names: Container[tuple[int, int]]) -> Named:
    """The rule's claim that a span of the network refers to.

    Boundaries may differ by masked characters (张**) or, where the span is no known name, by up to two.
    """
    known = (span.start, span.end) in names
    for claim in reading.claims:
        begins, ends = claim.start - span.start, claim.end - span.end
        slips = not known and 0 in (begins, ends) and abs(begins) + abs(ends) <= _SLIP
        slips = slips or (not ends and _PARTY.fullmatch(reading.view, span.start, claim.start) is not None)
        named = not (known or ends) and claim.kind == "person" and reading.view[claim.start - 1] == "的"
        if slips or named or (not ends and _MASK.fullmatch(reading.view, claim.start, span.start)):
            return span._replace(start=claim.start, end=claim.end)
    return span if known else _whole(reading.view, span)


def _whole(view: str, span: Named) -> Named:
    """A mark without a joint or a demand at its head, with the second of its quotation marks or brackets.

    It ends before a paper of its unit: 「办事处|值班表」.
    """
    paper = next((p for p in _PAPER.finditer(view, span.start, span.end + _SLIP) if p.end() > span.end), None)
    if paper and span.start < paper.start() < span.end:
        span = span._replace(end=paper.start())
    words, after = view[span.start : span.end], view[span.end : span.end + 1]
    joint = _JOINTS.match(words)
    joints = joint.end() if joint else 0
    open_ = any(words.count(first) > words.count(last) for first, last in _PAIRS if last == after)
    return span._replace(start=span.start + joints % len(words), end=span.end + open_)


def _name(reading: Reading, span: Named, names: Mapping[tuple[int, int], Readable]) -> str:
    read = names.get((span.start, span.end))
    return _plain(read.name if read else reading.view[span.start : span.end])


def _plain(name: str) -> str:
    return name.replace("人民政府", "政府")


def _means(said: Answers) -> Iterator[float]:
    for claim in said.claims:
        acting = said.acting[claim.start : claim.end]
        if len(acting):
            yield float(acting.mean())


def _beyond(acting: Floats, claims: Sequence[Claim]) -> float:
    """The highest probability of the network that a unit acts outside all claims of the rules."""
    left: Floats = np.array(acting)
    for claim in claims:
        left[claim.start : claim.end] = 0
    return float(left.max()) if len(left) else 0.0
