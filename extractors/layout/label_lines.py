"""Lines that only assign: 「责任单位:…」, a bracket or a dash on their own line; their numbered entries."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from extractors.layout.numbered_cells import entries_of
from extractors.lexicon import load
from extractors.structure.sentences import UNITS_BRACKET
from extractors.units.fields.limit_clauses import is_limit
from models import Role

_ROLES = load("units")["roles"]
_LABELS = (
    rf"(?P<lead>{_ROLES['lead_label']})|(?P<support>{_ROLES['support_label']})"
    rf"|(?P<deadline>{_ROLES['deadline_label']})|(?P<responsible>{_ROLES['responsible_label']})"
)
_SIGN = r"(?:——|—|-|·|●|■|◆|★|▲|→|※)"
_NUMBER = (
    r"(?P<number>\d{1,2}[.、](?!\d)|\(\d{1,2}\)|\([一二三四五六七八九十]{1,2}\)"
    r"|[一二三四五六七八九十]{1,2}[、是]|[①-⑩])"
)
LABEL_LINE = re.compile(
    rf"^\s*(?:{_SIGN}\s*)?(?:{_NUMBER}\s*)?\(?(?:{_LABELS})\s*(?:[:]|\)\s*:?(?=[㐀-龥\d])|为(?=[^,;。:要]{{2,40}}[。;]?$))"
)
"""A line such as 「责任单位:…」, 「2.完成时限:…」, 「——牵头单位:…」, 「【牵头单位】…」."""
# 「监督单位:县城管局;」 between labels assigns nothing.
OTHER_LINE = re.compile(rf"^\s*\(?(?:{_ROLES['other_label']})\s*:[^,。;:]{{2,40}}[。;]?\s*$")
_BRACKET_LINE = re.compile(
    r"^\s*\((?=[^)]*(?:牵头|负责(?!人[^:)]|同志)|责任|配合))(?:[^()]|\([^()]*\))*\)[。;]?\s*$"
)
_IN_BRACKET = re.compile(r"^\s*\(([^()]+)\)[。;]?\s*$")
# 「建立台账。——县财政局负责,6月底前完成」: a dash behind the work opens what assigns it.
DASH_LINE = re.compile(
    r"\s*——[^。;:要应须]{2,60}?(?:负责|牵头|配合|落实|办理)(?:,(?P<limit>[^,。;]{2,16}[前内底])(?:完成)?)?[。;]?\s*$"
)
_UNIT = r"[㐀-龥]{2,14}(?:[局委办部院厅会处科镇乡]|中心|政府|公司|街道|单位|部门)"
# 「建立台账。——县财政局、县审计局」: units alone behind a dash.
DASHED_UNITS = re.compile(
    rf"\s*——{_UNIT}(?:[、,]{_UNIT}){{0,7}}(?:[;,](?P<limit>[^,。;、]{{2,12}}[前底内]))?[。;]?\s*$"
)
# 「新增线路2条。县交通运输局(牵头)、县公交公司(配合) 7月底前」: behind the work only who and by when.
TAIL = re.compile(
    r"\s*[㐀-龥、]{2,40}\((?:牵头|主办)(?:单位|部门)?\)[㐀-龥、,\s()]{0,80}?(?P<limit>[\d年][^,。;、()]{1,12}[前底内])?[。;]?\s*$"
)
_MARK = re.compile(rf"(?:^|(?<=[;。,、.)\s(①-⑩是→—·-]))(?:{_LABELS})\s*[:]")
_AMONG = re.compile(r"[,;]?其中(?=[^,;。]{2,30}(?:前|内|底|完成|上报|\d))")
_REST = re.compile(r"[,;](?:其余|其他|余下)(?:措施|任务|事项)?(?:的)?(?:,|于)?(?=[^,;。]*(?:前|内|底|月|年))")
_PIECE_END = " 。;,)"


class Share(NamedTuple):
    """What a line says of one measure at `[start, end)`: units in a role, or where that is None a limit."""

    number: int
    start: int
    end: int
    role: Role | None


def in_bracket(line: str) -> bool:
    """Whether a line is one bracket that says who answers."""
    return ")" in line and _BRACKET_LINE.match(line) is not None


def says_when(line: str) -> bool:
    """「(9月15日前完成)」, 「(持续推进)」: whether a line is one bracket that only says by when."""
    held = _IN_BRACKET.match(line)
    return held is not None and is_limit(held[1])


def whole_assigning_lines(view: str, is_bare: Callable[[str, int, int], bool]) -> frozenset[int]:
    """Where the lines begin that only assign; `is_bare` knows one that says no more than who and when."""
    found, at = [], 0
    for line in view.split("\n"):
        if assigns_all(line) or (at and is_bare(line, 0, len(line))):
            found.append(at)
        at += len(line) + 1
    return frozenset(found)


def assigns_all(line: str) -> bool:
    """Whether a whole line is a label line, a bracket, or a dash with who answers or by when."""
    return bool(
        ((":" in line or "为" in line or "(" in line) and LABEL_LINE.match(line))
        or in_bracket(line)
        or (")" in line and (says_when(line) or UNITS_BRACKET.fullmatch(line.rstrip())))
        or ("——" in line and DASH_LINE.match(line))
    )


def shares_of(view: str, start: int) -> list[Share]:
    """What the label line at `start` says of single measures: 「责任单位:第1项,县公安局;第2项,县教育局」."""
    stop = view.find("\n", start)
    stop = stop if stop >= 0 else len(view)
    if not LABEL_LINE.match(view[start:stop]):
        return []
    return list(_shares(view, start, stop))


def shared_by_all(view: str, start: int, shares: Sequence[Share]) -> tuple[int, int]:
    """What a line says before it turns to single measures: 「牵头单位:县住建局;完成时限:第1项6月底前,…」."""
    stop = view.find("\n", start)
    stop = stop if stop >= 0 else len(view)
    first = min(share.start for share in shares)
    marks = [start + m.start() for m in _MARK.finditer(view[start:stop]) if start + m.start() < first]
    return start, (marks[-1] if marks else start)


def limits_of(view: str, start: int, end: int) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """The general limit of a line, and the stretch that sets another for one measure, if any.

    「6月底前,其中调查结论7月底前上报」; 「盘存于20日内完成,其余三季度末前完成」.
    """
    among = _AMONG.search(view, start, end)
    if among:
        return (start, among.start()), (among.start(), end)
    rest = _REST.search(view, start, end)
    if rest:
        return (rest.end(), end), (start, rest.start())
    return (start, end), None


def _shares(view: str, start: int, stop: int) -> Iterator[Share]:
    marks = list(_MARK.finditer(view[start:stop]))
    ends = [*(start + mark.start() for mark in marks[1:]), stop][: len(marks)]
    for mark, end in zip(marks, ends, strict=True):
        role = Role.LEAD if mark["lead"] else Role.SUPPORT if mark["support"] else Role.RESPONSIBLE
        for number, (a, b) in entries_of(view, start + mark.end(), end).items():
            b = a + len(view[a:b].rstrip(_PIECE_END))
            yield Share(number, a, b, None if mark["deadline"] else role)
