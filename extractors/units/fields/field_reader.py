"""What a responsibility bracket, a label line, a table cell or the end of an entry assigns."""

import re
from collections.abc import Iterator

from extractors.deadlines import find_deadlines
from extractors.lexicon import load
from extractors.units.acting.called_upon import BY
from extractors.units.acting.in_role import in_role
from extractors.units.claims import (
    MARKED,
    Bracket,
    Claim,
    Fields,
    claims_of,
    clauses,
    skip_leading,
    unique,
)
from extractors.units.fields.bare_lines import is_bare
from extractors.units.fields.bare_names import BareNames
from extractors.units.fields.limit_clauses import is_limit
from extractors.units.fields.unbracketed_ends import UnbracketedEnds
from extractors.units.lists.list_reader import ListReader
from models import Role

_ROLES = load("units")["roles"]
_LABEL = re.compile(
    rf"(?P<lead>{_ROLES['lead_label']})|(?P<support>{_ROLES['support_label']})"
    rf"|(?P<other>{_ROLES['other_label']})|(?P<deadline>{_ROLES['deadline_label']})|(?P<responsible>{_ROLES['responsible_label']})"
)
_LABEL_MARK = re.compile(rf"(?:{_LABEL.pattern})\s*[:为]\s*")
_SHARE = re.compile(r"按(?:照)?(?:各自)?职责(?:分工)?(?:负责|落实)|负责|落实|实施|承办|执行|办理")
_TRAILING = re.compile(r"\(((?:[^()]|\([^()]*\))*)\)[。;,!:]?\s*$")
_TRAILING_CUE = re.compile(
    r"牵头|负总责|参与|协助|负责(?!人[^:,;)]|同志)|配合|责任(?:单位|部门|人|领导)|责任[^,;()]{1,4}:|落实|实施|主办|协办|承办|时限|指导(?=[,;]|$)"
)
_GAP = re.compile(r"(?<=[\u3400-\u9fff)])\s(?=[\u3400-\u9fff])")
# 「各村(社区)」, 「报镇(街道)」 is one name.
_CLASS = re.compile("(?:[省市州县区旗镇乡村]|学校|园区)$")
_ALSO = re.compile("(?:社区|居|居委会|街道|街道办|街道办事处|场|市|县|区|旗|幼儿园|开发区|管委会|、)+")
_DIGIT = re.compile(r"\d")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_OF_TIME = re.compile(r"前|底|内|坚持|日|月|长期|立即|立行|每(?:[天日周月季年]|半年)")
_LONGEST_REST = 16
_AND_WHEN = re.compile(r"时限|期限|时间")
_OF_UNITS = re.compile(r"单位|部门|主体|科室|处室")
# 「形成报告报市粮食局(储备科)」: where in that house it is to be handed in.
_REPORTED_TO = re.compile(
    r"报(?:送|给|至)?[^,;。()报]{1,20}(?:[局委办厅部处科组院所站会]|中心|公司|政府|办公室|专班)$"
)
_OF_ITEMS = re.compile(load("closing")["speaks_of"]["numbered_in_bracket"])
_BESIDE = re.compile(
    r"\((?P<units>[^()]{2,20}?)(?:(?P<helps>协助|配合|协调|协办)|指导|督[办导促]|监督)\)|\(重点[^()]{0,4}\)"
)
_SURNAMES = load("subjects")["letters"]["surnames"]
_PERSONS = re.compile(rf"[{_SURNAMES}][\u3400-\u9fff]{{1,2}}(?:、[{_SURNAMES}][\u3400-\u9fff]{{1,2}})*")
# 「鹤寿园」 and 「平岗二库」 are houses, 「李文库」 may be a person.
_PARTS = re.compile(
    r"[^、,;/\s]{3,11}[办所站局科室队社村镇乡区会部院校厅委组处股库场厂园馆店港点矿)]|各[^、,;/\s()]{2,10}"
    rf"|(?<![^、,;/\s])(?![{_SURNAMES}])[^、,;/\s()]{{2}}[园馆院校店厂库场](?![^、,;/\s])|[^、,;/\s()]{{5,14}}"
)
_BARE_FIELDS = frozenset(load("units")["casual"]["fields"])
_LISTED = re.compile(r"[^、,;/\s]{2,20}")
_WORD = re.compile(r"[^、,;/\s()]{2,6}")
_PROSE = re.compile(r"负责|落实|配合|牵头|完成|分工|各自|要|应|将|按|[:。\d]|时限|长期|所有|全体|以上|等")


class FieldReader:
    """Reads the units, their roles and the time limit of a field."""

    def __init__(self, lists: ListReader) -> None:
        self._lists = lists
        self._names = BareNames(lists)
        self._unbracketed = UnbracketedEnds(self._names, self._prose)

    def is_bare(self, view: str, start: int, end: int) -> bool:
        """Whether a line says by when, with or without units, and nothing else."""
        return is_bare(view, start, end, self._names)

    def only_names(self, view: str, start: int, end: int) -> bool:
        """Whether a piece of a line names units or persons and says no more."""
        parts = () if ":" in view[start:end] else clauses(view, start, end)
        return bool(parts) and all(
            _PERSONS.fullmatch(view, *part) or self._names.are(view, *part) for part in parts
        )

    def trailing(self, view: str, start: int, end: int) -> Bracket | None:
        """What closes a sentence and only assigns: a responsibility bracket, or what stands in its place."""
        found = _TRAILING.search(view, start, end)
        if not found or (_CLASS.search(view, start, found.start()) and _ALSO.fullmatch(view, *found.span(1))):
            return self._unbracketed.read(view, start, end)
        a, b = found.span(1)
        over = _OF_ITEMS.match(view, a, b)
        a = over.end() if over else a
        cue = _TRAILING_CUE.search(view, a, b)
        fields = self.assigned(view, a, b)
        whole = fields.claims and not cue and self._only_units(view, a, b, fields)
        whole = whole and not ("报" in view[start:a] and _REPORTED_TO.search(view, start, a - 1))
        # 「(二)摸底(6月16日至7月10日)。」 heads what follows; only with a 前 it closes what stands before.
        bare = not _DIGIT.search(view, a, b)
        if not (fields.claims or cue) and is_limit(view[a:b], in_field=bare):
            return found.span(), Fields((), (a, b))
        return (found.span(), fields) if (cue and (fields.claims or fields.deadline)) or whole else None

    def _only_units(self, view: str, start: int, end: int, fields: Fields) -> bool:
        units = self._lists.read(view, start, end, commas=True)
        rest = view[units.end : end].strip(" ,;") if units else view[start:end]
        soon = _OF_TIME.search(rest) and len(rest) < _LONGEST_REST
        return not rest or bool(fields.claims and (soon or all(map(_tells_when, re.split("[,;]", rest)))))

    def assigned(self, view: str, start: int, end: int, default: Role = Role.RESPONSIBLE) -> Fields:
        """What a bracket, label line or cell assigns: 「牵头单位:A;责任单位:B、C;完成时限:…」 or prose.

        It is read as a piece of its own, so that nobody looks for names in the whole of a document.
        """
        if view.startswith(")", end) and view.count("(", start, end) > view.count(")", start, end):
            end += 1
        return self._in_piece(view[start:end], default).moved(start)

    def _in_piece(self, view: str, default: Role) -> Fields:
        """What a field assigns that is the whole of `view`."""
        start, end = 0, len(view)
        labels = list(_LABEL_MARK.finditer(view)) if ":" in view or "为" in view else []
        if not labels:
            return Fields(tuple(self._prose(view, start, end, default)), _dated(view, start, end))
        claims: list[Claim] = []
        deadline = None
        if labels[0].start() > start:
            claims += self._prose(view, start, labels[0].start(), default)
        for mark, after in zip(labels, [*labels[1:], None], strict=True):
            a, b = mark.end(), after.start() if after else end
            if mark.group("other"):
                continue
            if mark.group("deadline"):
                stripped = view[a:b].rstrip(" ;,。)")
                deadline = (a, a + len(stripped))
            else:
                role = Role.LEAD if mark.group("lead") else Role.SUPPORT if mark.group("support") else default
                claims += (read := self._prose(view, a, b, role))
                deadline = _dated(view, a, b) if _AND_WHEN.search(mark.group()) else deadline
                if _OF_UNITS.search(mark.group()):
                    claims += _unread(view, a, b, read, role)
        return Fields(tuple(unique(claims)), deadline, labelled=True)

    def cell(self, text: str, default: Role, *, whole: bool) -> list[Claim]:
        """What a table cell assigns; blanks and line feeds separate. Offsets count in `text`.

        With `whole` the column holds units and nothing else: a part that no grammar knows is one too, unless
        it is so short that it may be a person's name.
        """
        view = _GAP.sub("、", text)
        claims = list(self.assigned(view, 0, len(view), default).claims)
        if whole and not _LABEL_MARK.search(view):
            claims += self._behind_unread(view, claims, default)
            claims += _unread(view, 0, len(view), claims, default)
        return sorted(unique(claims), key=lambda c: c.start)

    def _behind_unread(self, view: str, read: list[Claim], role: Role) -> Iterator[Claim]:
        """「鹤寿园、城东街道」: a unit behind a name that no grammar knows is read all the same."""
        for part in _LISTED.finditer(view):
            a, b = part.span()
            units = None if any(c.start < b and a < c.end for c in read) else self._lists.read(view, a, b)
            if units and units.end == b:
                yield from claims_of(units, role, "field")

    def _prose(self, view: str, start: int, end: int, default: Role) -> list[Claim]:
        """Segments such as 「A牵头,B、C按职责分工负责」; a bare list takes the role of what follows it."""
        claims: list[Claim] = []
        pending: list[Claim] = []
        for a, b in clauses(view, start, end):
            at = skip_leading(view, a, b, [])
            by = BY.match(view, at, b)
            units = self._lists.read(view, by.end() if by else at, b)
            if not units:
                continue
            found = list(in_role(self._lists, view, units, b, "field"))
            rest = view[units.end : b]
            if beside := _BESIDE.match(view, units.end, b):
                rest = view[beside.end() : b]
                found += self._helpers(view, beside)
            if not _CHINESE.search(rest):
                pending += [c if c.rule.endswith(MARKED) else c._replace(role=default) for c in found]
                continue
            if found[0].role is Role.RESPONSIBLE:
                found = [
                    c._replace(role=default if not _SHARE.search(rest) else Role.RESPONSIBLE) for c in found
                ]
            if found[0].role is Role.SUPPORT and any(c.role is Role.LEAD for c in claims):
                pending = [c if c.rule.endswith(MARKED) else c._replace(role=Role.SUPPORT) for c in pending]
            claims += pending + found
            pending = []
        return unique(claims + pending)

    def _helpers(self, view: str, beside: re.Match[str]) -> list[Claim]:
        """Who helps, in a bracket behind a unit: 「城东医院(院财务部协助)」."""
        helpers = self._lists.read(view, *beside.span("units")) if beside["helps"] else None
        read = in_role(self._lists, view, helpers, beside.end("units"), "field") if helpers else ()
        return [c._replace(role=Role.SUPPORT, rule=f"field.{Role.SUPPORT}{MARKED}") for c in read]


def _unread(view: str, start: int, end: int, read: list[Claim], role: Role) -> Iterator[Claim]:
    """The parts of a field of units that no grammar knows: the field says that they are units."""
    if _PROSE.search(view, start, end):
        return
    bare = (word for word in _WORD.finditer(view, start, end) if word.group() in _BARE_FIELDS)
    for part in (*_PARTS.finditer(view, start, end), *bare):
        if not any(c.start < part.end() and part.start() < c.end for c in read):
            yield Claim(*part.span(), part.group(), role, "field.cell", "organ", 0.7)


def _tells_when(clause: str) -> bool:
    """Whether a clause is a limit, or begins with one and says in a few words what is due then."""
    found = find_deadlines(clause, None, is_folded=True)
    starts = any(time.limit and time.start == 0 for time in found)
    return is_limit(clause) or (starts and len(clause) < _LONGEST_REST)


def _dated(view: str, start: int, end: int) -> tuple[int, int] | None:
    """The clause of a field without labels that only says by when: 「区水务局牵头,9月底前完成」."""
    return next(((a, b) for a, b in clauses(view, start, end) if is_limit(view[a:b].strip())), None)
