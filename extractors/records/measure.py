"""The measure of a task as a clerk would write it: without number, owners, their roles and cue words."""

import re
from collections.abc import Sequence
from string import whitespace

from extractors.structure.numbering import number_at_start
from extractors.units.acting.reported_speech import report_in
from extractors.units.acting.subjects import PARALLEL
from extractors.units.claims import Claim
from extractors.units.lists.list_reader import end_of_open_list

_ACTING = ("subject", "by.", "network")
_JOINT = re.compile(r"[、和及与/]|以及")
_BETWEEN = "之间"
_CALLED = ("单位", "部门", "企业", "")
_COUNT = re.compile(r"这?(?:[两二三四五六七八九十几]|\d{1,2})[家个所](?=[\u3400-\u9fff\d])(?![月星小])")
# What may stand before whoever speaks: what happened, or the day on which he did.
_THEN = re.compile("了|^(?:\\d{1,2}月)?\\d{1,2}日(?:上午|下午|晚)?[,，]?$|(?:日前|近日|昨日|今天)[,，]?$")
_JOINED = re.compile(r"(?:要|应当|应|须|必须|将|负责)?(?:会同|联合|协同)")
_SHARES_OUT = re.compile(
    r"(?:(?:由|请|要|应当|应|须|必须|[、和及与]|以及|会同|具体|共同|分别|按职责|等[^,;]{0,6}(?:部门|单位))*"
    r"(?:总?牵头(?:抓总|负责)?|配合|参与|参加|协助|协同|负责|负总责|统筹(?:协调|推进|调度)?|(?:具体|组织|抓好|分头)?(?:实施|落实)|抓总|把关|总负责|(?:作为|为)(?:总?牵头|责任|配合)单位))+"
)
_LABEL = re.compile(r"^[\u3400-\u9fff]{2,6}:\s*")
_CONNECTIVE = re.compile(
    r"^(?:同时|此外|另外?|特别是|其中|下一步|接下来|今后|往后|以后|所以|因此|会议要求|会议强调|对此|好了|嗯)[,:]?"
)
_CALLED_ON = re.compile(r"由|请|让|(?:建议|希望|要求|责成|责令)(?:由|请)?")
_MODAL = re.compile(r"^(?:要|应当|应|须|必须|务必|将|(?:牵头|负责)(?![,、任]))(?![求素点])")
_TAIL = f"。;；,，!！{whitespace}\u3000\xa0"


def measure_span(
    view: str, claims: Sequence[Claim], bracket_start: int | None, number: int = 0
) -> tuple[int, int]:
    """The span of the measure in a folded sentence.

    `claims` are the units named in the sentence, `bracket_start` is where a closing bracket begins,
    `number` the length of the item number the sentence begins with.

    >>> from models import Role
    >>> water = Claim(0, 4, "区水务局", Role.RESPONSIBLE, "subject", "organ")
    >>> view = "区水务局要于6月底前完成清淤。"
    >>> view[slice(*measure_span(view, [water], None))]
    '于6月底前完成清淤'
    """
    end = len(view) if bracket_start is None else bracket_start
    end = number + len(view[number:end].rstrip(_TAIL))
    units = sorted(claims, key=lambda c: c.start)
    number = _behind_speaker(view, number, end)
    shared = _shared_out(view, number, end, units)
    beside = any(c.rule == PARALLEL for c in units)
    heads = [] if beside else [c for c in units if c.rule.startswith(_ACTING)]
    start = max(shared, _leading_owners(view, heads, shared))
    fixed = (0, number, start)
    while start < end:
        step = _step(view[start:end], start in fixed)
        if not step:
            break
        start += step
    return (start, end) if end > start else (0, len(view))


def _behind_speaker(view: str, start: int, end: int) -> int:
    """Behind 「副县长王某强调,」 at the head of a sentence, or behind what happened or the day of it."""
    report = report_in(view, start, end)
    told = report and (report.clause == start or _THEN.search(view, start, report.clause))
    return report.said if report and told and report.said + 1 < end else start


def _shared_out(view: str, start: int, end: int, units: list[Claim]) -> int:
    """Where the clauses end that only share out roles (「由甲局牵头,」); `start` if no more is there."""
    at = start
    while at < end:
        comma = view.find(",", at, end)
        stop = end if comma < 0 else comma
        inside = [c for c in units if at <= c.start and c.end <= stop]
        if not inside or not _SHARES_OUT.fullmatch(_without(view, at, stop, inside)):
            return at
        at = stop + 1
    return start


def _without(view: str, start: int, end: int, claims: list[Claim]) -> str:
    """The words between `start` and `end` that are no unit."""
    kept = []
    for claim in claims:
        kept.append(view[start : claim.start])
        start = max(start, claim.end)
    return "".join([*kept, view[start:end]]).strip()


def _leading_owners(view: str, heads: list[Claim], number: int) -> int:
    """Where the units that the sentence begins with, and their partners, end; 0 if it begins otherwise."""
    leading = [c for c in heads if c.start >= number]
    if not leading or not _only_opens(view[number : leading[0].start]):
        return 0
    last, end = leading[0], leading[0].end
    for claim in leading[1:]:
        if claim.start < end:  # 岚陵市 of 「岚陵市、沅口市党委、政府」 stands for two
            continue
        joined = _JOINT.fullmatch(view, end, claim.start) or _JOINED.fullmatch(view, end, claim.start)
        if claim.start > end and not joined:
            break
        last, end = claim, claim.end
    end = _behind_count(view, end_of_open_list(view, end), last) if last is not leading[0] else end
    end = end_of_open_list(view, end)
    return end + len(_BETWEEN) if view.startswith(_BETWEEN, end) else end


def _behind_count(view: str, at: int, last: Claim) -> int:
    """Behind what counts a row and says what its members are: 「平安、人保|两家公司」."""
    counted = _COUNT.match(view, at)
    if counted is None:
        return at
    own = last.name.removeprefix(view[last.start : last.end])
    return counted.end() + next(
        (len(noun) for noun in (own or "单位", *_CALLED) if view.startswith(noun, counted.end())), 0
    )


def _only_opens(head: str) -> bool:
    """Whether words before the first unit only lead to it; a thing, a ban or a time belongs to the measure.

    >>> _only_opens("同时由"), _only_opens("井盖由"), _only_opens("严禁")
    (True, False, False)
    """
    while head:
        called = _CALLED_ON.match(head)
        step = called.end() if called else _step(head, True)
        if not step:
            return False
        head = head[step:]
    return True


def _step(rest: str, at_head: bool) -> int:
    number = number_at_start(rest)
    if number:
        return number.length
    for pattern in (_LABEL, _CONNECTIVE, _MODAL) if at_head else (_CONNECTIVE, _MODAL):
        found = pattern.match(rest)
        if found:
            return found.end()
    return len(rest) - len(rest.lstrip(" ,、→:—"))
