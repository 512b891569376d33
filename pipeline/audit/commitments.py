"""From an extraction to commitments: one for each sentence that demands, with all that its records say."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from models import Commitment, Extraction, Source, Task, TaskKind, Weight

_MECHANISM = re.compile("机制|制度|长效|常态|体系|网格|例会|调度|清单|台账|办法|细则|规范")
_AHEAD = "deadline.duration.ahead"
_ATTITUDE = re.compile(
    "(?:高度|十分|特别)(?:警惕|重视|警醒)|引起(?:高度)?(?:重视|警觉)|(?:深刻|充分|清醒)认识[^,，。]*[。]?$"
)
"""What is only to be thought or felt leaves nothing to check."""
_SANCTION = re.compile(
    "的(?:人员|单位|企业|机构|商户|行为)?[,，](?:由|一律|一经[^,，。]{2,6}[,，])"
    "|的(?:人员|单位|企业|机构|商户|行为)?[,，][^。]{0,12}(?:启动|移送|移交|严肃|从严|依法)[^。]{0,6}(?:问责|追责|处理|查处|机关)"
)
"""What follows for those who fail is asked of somebody: a clerk keeps it as a row."""
_ORDERED = re.compile(
    "[,，;；][\u4e00-\u9fff]{1,10}(?:局|委|办|所|站|中心|公司|街道|镇|乡|村)(?:要(?!求)|必须|负责|牵头|去|抓紧|尽快)"
)
"""Behind a finding, a clause that tells a unit what to do."""
_EXAMINE = re.compile(
    "(?:要|须|必须|应当?)(?:[^,，。;；]{0,20}[,，])?[^,，。;；]{0,8}(?:反思|检视|查摆|自查|剖析|对照检查)"
)
"""To examine oneself is a task with a result to be seen, though the questions to be asked are none."""
_ANNOUNCES = re.compile(
    r"我(?:[再先就只也还想要]|简单|着重|重点|主要|最后){0,3}(?:讲|说|谈|强调|提|补充)[^,，。]{0,6}(?:[几两一二三四五六七八九十\d]+(?:点|条|句|个方面|个问题|方面))"
)
"""What only says that a speech has so many points."""
_SHORTEST = 12
_TITLE = re.compile(r"(?:讲话|讲话提纲|讲话稿|纪要)(?:[（(][^）)]*[)）])?\s*$")
Value = TypeVar("Value")


def commitments_of(extraction: Extraction) -> tuple[Commitment, ...]:
    """The sentences that demand something, in the order of the speech; calls among them are not `asked`."""
    by_sentence: dict[int, list[Task]] = {}
    for task in (*extraction.tasks, *extraction.calls):
        if _TITLE.search(task.source.quote):
            continue
        if task.kind is TaskKind.TASK or not _is_heading(extraction, task):
            by_sentence.setdefault(task.source.start, []).append(task)
    found = [_commitment(tasks) for tasks in by_sentence.values()]
    found += _told(extraction, frozenset(by_sentence))
    return tuple(sorted(found, key=lambda each: each.source.start))


def identity_of(quote: str) -> str:
    """The id of a commitment: the same words have the same id in every copy of the speech."""
    return "c" + hashlib.sha256("".join(quote.split()).encode()).hexdigest()[:8]


def _told(extraction: Extraction, demanded: frozenset[int]) -> Iterator[Commitment]:
    """The sentences that demand nothing: a row may rest on one all the same, and then a person is told."""
    document = extraction.document
    apart = [(region.start, region.end) for region in document.regions]
    for sentence in document.sentences:
        quote = document.text[sentence.start : sentence.end].strip()
        inside = any(start <= sentence.start < end for start, end in apart)
        if sentence.heading or sentence.start in demanded or inside or len(quote) < _SHORTEST:
            continue
        start = document.text.index(quote, sentence.start)
        source = Source(
            start=start,
            end=start + len(quote),
            document=document.name,
            quote=quote,
            place=document.place_of(start),
        )
        asked = bool(_SANCTION.search(quote) or _ORDERED.search(quote))
        yield Commitment(id=identity_of(quote), source=source, asked=asked)


def _is_heading(extraction: Extraction, task: Task) -> bool:
    at = task.source.start
    return any(section.start <= at < section.heading_end for section in extraction.document.sections)


def _commitment(tasks: Sequence[Task]) -> Commitment:
    held = (deadline for task in tasks for deadline in (task.deadline, *task.milestones) if deadline)
    deadlines = [deadline for deadline in held if deadline.rule != _AHEAD]
    source, weight = max((task.source for task in tasks), key=lambda source: source.end), _weight(tasks)
    idle = weight is Weight.GENERAL and bool(
        _ATTITUDE.search(source.quote) or _ANNOUNCES.search(source.quote)
    )
    task = any(task.kind is TaskKind.TASK for task in tasks) or bool(_EXAMINE.search(source.quote))
    return Commitment(
        id=identity_of(source.quote),
        source=source,
        owners=_unique(owner for task in tasks for owner in task.owners),
        deadlines=_unique(sorted(deadlines, key=lambda deadline: deadline.start)),
        targets=_unique(target for task in tasks for target in task.targets),
        weight=weight,
        asked=task and not idle,
    )


def _weight(tasks: Sequence[Task]) -> Weight:
    """Concrete: with a figure, a product, a day or a unit; a mechanism: to be kept up; general: the rest."""
    figures = any(target.value is not None for task in tasks for target in task.targets)
    dated = any(task.deadline and task.deadline.kind == "date" for task in tasks)
    if figures or dated or any(task.products for task in tasks):
        return Weight.CONCRETE
    if any(_MECHANISM.search(task.source.quote) for task in tasks):
        return Weight.MECHANISM
    named = any(owner.basis == "explicit" for task in tasks for owner in task.owners)
    return Weight.CONCRETE if named else Weight.GENERAL


def _unique(values: Iterable[Value]) -> tuple[Value, ...]:
    return tuple(dict.fromkeys(values))
