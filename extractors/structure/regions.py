"""Stretches with a standing of their own: outline, web boilerplate, front and back matter, attendance."""

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

from extractors.fold import fold
from extractors.lexicon import load
from extractors.matching.alternations import Cue
from extractors.matching.word_patterns import any_of
from extractors.structure.numbering import number_at_start
from models import Document, DocumentKind, Region

_TABLE = load("structure")
_BOILERPLATE = Cue("|".join(_TABLE["boilerplate"]["line"]))
_FRONT = any_of(_TABLE["front"]["line"])
_SALUTATION = re.compile(_TABLE["front"]["salutation"])
_BACK = any_of(_TABLE["back"]["line"])
_RECEIPT = re.compile(_TABLE["receipt"]["line"])
_ATTENDANCE = Cue("|".join(_TABLE["attendance"]["line"]))
_TAKES_PART = re.compile(_TABLE["attendance"]["takes_part"])
_MEETING = re.compile(_TABLE["attendance"]["meeting"])
_NEAR_LINES = 4
_OUTLINE = any_of(_TABLE["outline"]["line"])
_TITLE_END = re.compile(
    r"(讲话|通知|意见|意见书|建议书|决定书|通知书|方案|纪要|报告|函|反馈|情况|清单|台账|办法|通报|措施|发言|通知单|督办单|纪实|方案稿|分工|分工表|分解表|要点|计划|细则|规定|一览表)(提纲|稿)?$"
)
_HIDDEN = re.compile(_TABLE["gaps"]["declared"])
HIDES = re.compile("隐藏|省略|略去")
_UNIT_ENDS = (
    "局|办公室|办公厅|政府|委员会|督查室|领导小组|指挥部|党委|委|公司|集团|中心|专班|办|工委|党组|厅|院|部|社|联社|队|站|所"
    "|厂|银行|分行|支行|协会|学会|总工会|联合会|法院|检察院|街道办事处|办事处|学校|大学|学院|管委会|联席会议|工作组|督导组|巡察组|馆|幼儿园|中学|小学|林场|农场|苗圃|煤矿|党总支|党支部"
)
_UNIT_LINE = re.compile(rf"^[^。,;:\s]{{4,40}}(?:{_UNIT_ENDS})(?:\s+[^。,;:\s]{{3,40}}(?:{_UNIT_ENDS}))*$")
_DATE_LINE = re.compile(r"^\(?(?:19|20)\d\d年\d{1,2}月\d{1,2}日(?:印发)?\)?$")
_DATE_PART = re.compile(r"(19|20)\d\d年\d{1,2}月(\d{1,2}日)?")
_LABELLED = re.compile(
    r"^(?:[\u3400-\u9fff]{1,4})?(?:问题|要求|措施|意见|建议|单位|部门|责任人|领导|时限|期限|时间|目标|标准|事项|主体|情况)[:]|^\((?:牵头|责任|负责|配合)"
)
_PUNCTUATED = re.compile(r"[。;,]")
# 「督查通报(第3期)」, 「督导情况反馈(槐荫路街道)」; but not 「方案(牵头单位:县应急局)」.
_AFTER_TITLE = re.compile(r"\((?![^()]*(?:牵头|责任|负责|配合|时限))[^()]{1,16}\)$")
_ON_TRIAL = re.compile(r"\((?:试行|暂行|修订|修订稿|征求意见稿|送审稿|节选)\)$")
_FRONT_LINES = 14
_BACK_LINES = 10


@lru_cache(maxsize=2)
def lines_of(text: str) -> list[tuple[int, int, str]]:
    """The lines of a text as `(start, end, folded line)`, blank ones left out; not to be changed."""
    view, found, at = fold(text), [], 0
    for line in view.split("\n"):
        if line.strip():
            found.append((at, at + len(line), line.strip()))
        at += len(line) + 1
    return found


def find_regions(document: Document) -> tuple[Region, ...]:
    """All regions of the document in order of their start."""
    lines = lines_outside_tables(document)
    found = [
        *_outline(lines),
        *_matching(lines, _BOILERPLATE, "boilerplate", limit=120),
        *(_matching(lines, _HIDDEN, "boilerplate", limit=60) if HIDES.search(document.text) else ()),
        *_matching(lines, _ATTENDANCE, "attendance", limit=2000),
        *_takes_part(lines),
    ]
    found += _front(lines, _covered(found))
    found += [*_inner_titles(lines), *_back(lines), *_receipt(lines)]
    return tuple(sorted(found, key=lambda r: (r.start, r.end, r.kind)))


def lines_outside_tables(document: Document) -> list[tuple[int, int, str]]:
    """The lines of the document that stand in no table."""
    lines = lines_of(document.text)
    if all(block.kind != "cell" for block in document.blocks):
        return lines
    return [line for line in lines if not in_table(document, line[0])]


def in_table(document: Document, offset: int) -> bool:
    """Whether the character at `offset` stands in a table."""
    block = document.block_at(offset)
    return bool(block and block.kind == "cell")


def _matching(
    lines: list[tuple[int, int, str]], pattern: re.Pattern[str] | Cue, kind: str, limit: int
) -> Iterator[Region]:
    for start, end, line in lines:
        if len(line) <= limit and pattern.search(line):
            yield Region.model_validate({"kind": kind, "start": start, "end": end})


def _takes_part(lines: list[tuple[int, int, str]]) -> Iterator[Region]:
    """「参加单位:…」 beside when and where a meeting was says who came; in an item it says who helps."""
    for at, (start, end, line) in enumerate(lines):
        near = lines[max(0, at - _NEAR_LINES) : at + _NEAR_LINES + 1] if _TAKES_PART.match(line) else ()
        if any(_MEETING.match(other) for _, _, other in near):
            yield Region(kind="attendance", start=start, end=end)


def _covered(regions: list[Region]) -> set[int]:
    return {r.start for r in regions}


def _outline(lines: list[tuple[int, int, str]]) -> Iterator[Region]:
    """An outline runs from its mark to the first later line that is not a heading."""
    for at, (start, end, line) in enumerate(lines):
        mark = _OUTLINE.match(line)
        if not mark:
            continue
        stop = end
        if len(line) - mark.end() < 4:
            for _, later_end, later in lines[at + 1 :]:
                if not number_at_start(later) or len(later) > 60:
                    break
                stop = later_end
        yield Region(kind="outline", start=start, end=stop)
        return


def _front(lines: list[tuple[int, int, str]], covered: set[int]) -> Iterator[Region]:
    """Title, number, dateline and salutation: every such line before the first line of prose."""
    for start, end, line in lines[:_FRONT_LINES]:
        if start in covered:
            continue
        if number_at_start(line) or (len(line) > 50 and not line.endswith(":")):
            return
        if "。" in line and not _FRONT.search(line):
            return
        if (
            is_title(line)
            or _FRONT.search(line)
            or is_salutation(line)
            or _UNIT_LINE.match(line)
            or (_DATE_PART.search(line) and len(line) < 40)
        ):
            yield Region(kind="front", start=start, end=end)


def _inner_titles(lines: list[tuple[int, int, str]]) -> Iterator[Region]:
    """The title of what a notice sends out: it follows the date of the notice."""
    for (_, _, before), (start, end, line) in itertools.pairwise(lines):
        tried = _ON_TRIAL.sub("", line)
        if (_DATE_LINE.match(before) or tried != line) and is_title(tried):
            yield Region(kind="front", start=start, end=end)


def _back(lines: list[tuple[int, int, str]]) -> Iterator[Region]:
    for start, end, line in reversed(lines[-_BACK_LINES:]):
        short = len(line) <= 60
        if short and (_BACK.search(line) or (_UNIT_LINE.match(line) and not _LABELLED.match(line))):
            yield Region(kind="signature", start=start, end=end)


def labelled_lines(text: str) -> list[int]:
    """The starts of paragraphs that begin with a label such as 「整改要求：」 or with a bracket."""
    return [start for start, _, line in lines_of(text) if _LABELLED.match(line)]


def _receipt(lines: list[tuple[int, int, str]]) -> Iterator[Region]:
    for start, _, line in lines[len(lines) // 2 :]:
        if _RECEIPT.match(line):
            yield Region(kind="signature", start=start, end=lines[-1][1])
            return


def is_title(line: str) -> bool:
    """Whether a folded line reads like the title of a document."""
    line = _AFTER_TITLE.sub("", line)
    ends = _TITLE_END.search(line) and not number_at_start(line)
    return bool(ends) and len(line) <= 60 and not _PUNCTUATED.search(line)


def is_salutation(line: str) -> bool:
    """Whether a folded line addresses the recipients (主送机关)."""
    return bool(_SALUTATION.match(line)) or (line.endswith(":") and bool(_UNIT_LINE.match(line[:-1])))


def issuer_of(document: Document) -> str:
    """The unit that signs the document: a signature line that is nothing but a name; empty when none is."""
    for region in document.regions:
        line = document.text[region.start : region.end].strip()
        if region.kind == "signature" and _UNIT_LINE.match(fold(line)):
            return line
    return ""


def find_title(document: Document, regions: tuple[Region, ...]) -> str:
    """The title: the first title-like line of the front matter."""
    for start, end, line in lines_of(document.text)[:_FRONT_LINES]:
        if any(r.start == start and r.kind in ("outline", "boilerplate") for r in regions):
            continue
        if is_title(line):
            return document.text[start:end].strip()
    return ""


def find_kind(document: Document, title: str) -> DocumentKind:
    """The kind of document by its title, else by its first lines."""
    kinds = _TABLE["kinds"]
    head = "\n".join(line for _, _, line in lines_of(document.text)[:6])
    for place in (fold(title), fold(document.name), head):
        for name in kinds["order"]:
            if re.search(kinds[name], place):
                return DocumentKind(name)
    return DocumentKind.SPEECH if "同志们" in head else DocumentKind.UNKNOWN
