"""What label lines, brackets on lines of their own and dashes behind the work assign to an item."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.labels import LISTED, Labels
from extractors.lead_ins import PARTS
from extractors.lexicon import load
from extractors.structure import in_region
from extractors.units.roles import Claim, Fields, RoleReader
from models import Document, Role, Sentence

_ROLES = load("units")["roles"]
_LABEL_LINE = re.compile(
    rf"^\s*\(?(?:(?P<lead>{_ROLES['lead_label']})|(?P<support>{_ROLES['support_label']})"
    rf"|(?P<deadline>{_ROLES['deadline_label']})|(?P<responsible>{_ROLES['responsible_label']}))\s*[:]"
)
_BRACKET_LINE = re.compile(r"^\s*\((?=[^)]*(?:牵头|负责|责任|配合))(?:[^()]|\([^()]*\))*\)[。;]?\s*$")
# 「建立台账。——县财政局负责,6月底前完成」: a dash behind the work opens what assigns it.
_DASH_LINE = re.compile(
    r"\s*——[^。;:要应须]{2,60}?(?:负责|牵头|配合|落实|办理)(?:,(?P<limit>[^,。;]{2,16}[前内底])(?:完成)?)?[。;]?\s*$"
)
_GOES_ON = re.compile(r"(?:牵头|配合|协助|参与|负责|落实|办理)[。;]?\s*$")
SKIPPED = ("outline", "boilerplate", "front", "signature", "attendance")
"""Regions that assign nothing and instruct nobody."""


@dataclass
class Assignment:
    """What an item's label lines and own-line brackets assign: units in the document, and a time limit."""

    claims: list[Claim] = field(default_factory=list)
    deadline: tuple[int, int] | None = None

    def __bool__(self) -> bool:
        return bool(self.claims or self.deadline)

    def add(self, fields: Fields) -> None:
        """What one more line or bracket assigns."""
        known = {c.name for c in self.claims}
        self.claims += [c for c in fields.claims if c.name not in known]
        self.deadline = fields.deadline or self.deadline


def assigns(view: str, sentence: Sentence) -> bool:
    """Whether a sentence is a label line, or a bracket on a line of its own, or begins with a dash."""
    line = view[sentence.start : sentence.end]
    if ":" in line and _LABEL_LINE.match(line):
        return True
    if at_head(view, sentence):
        return ")" in line and _BRACKET_LINE.match(line) is not None
    return _DASH_LINE.match(line) is not None


def _assigns_all(line: str) -> bool:
    """Whether a whole line only assigns: a label line, a bracket, a dash with who answers."""
    return any(pattern.match(line) for pattern in (_LABEL_LINE, _BRACKET_LINE, _DASH_LINE))


def stands_alone(document: Document, sentence: Sentence, view: str) -> bool:
    """Whether nothing stands below the heading but lines that assign it, and the signature."""
    if sentence.section is None:
        return False
    at, stop = sentence.end, document.sections[sentence.section].end
    for line in view[at:stop].split("\n"):
        if line.strip() and not _assigns_all(line) and not in_region(document.regions, at, *SKIPPED):
            return False
        at += len(line) + 1
    return True


def goes_on(view: str, sentence: Sentence) -> bool:
    """Whether a sentence behind a label line's first goes on to assign: 「…;县财政局配合。」."""
    return _GOES_ON.search(view, sentence.start, sentence.end) is not None


def at_head(view: str, sentence: Sentence) -> bool:
    """Whether a sentence begins its paragraph or cell."""
    return sentence.start == 0 or view[sentence.start - 1] in "\n\t"


def collect(
    assigned: dict[int, Assignment],
    document: Document,
    sentence: Sentence,
    view: str,
    roles: RoleReader,
    labels: Labels,
) -> None:
    """Add what one label line or bracket line says to its item."""
    key = item_key(document, _list_around(document, sentence.section, labels, assigned))
    held = assigned.setdefault(key, Assignment())
    mark = _LABEL_LINE.match(view, sentence.start, sentence.end)
    if mark is None:
        mark = _LABEL_LINE.match(view[sentence.start : sentence.end])
    if mark and mark.group("deadline"):
        start = view.index(":", sentence.start) + 1
        held.deadline = (start, sentence.start + len(view[sentence.start : sentence.end].rstrip("。;,) ")))
        return
    held.add(roles.assigned(view, sentence.start, _without_brackets(view, sentence)))
    dash = _DASH_LINE.match(view, sentence.start, sentence.end)
    if dash and dash.group("limit"):
        held.deadline = dash.span("limit")


def _list_around(
    document: Document, section: int | None, labels: Labels, given: Mapping[int, Assignment]
) -> int | None:
    """The item around the list that `section` closes, where no other item of the list has a line of its own.

    「(一)台账缺失」, 「1.…」, 「2.…」 and then 「责任单位:县水利局」: it speaks for both measures. Directly
    below a part (「二、…」) it does so only where a label such as 「整改措施:」 opened the list.
    """
    if section is None:
        return section
    held = document.sections[section]
    parent = document.sections[held.parent] if held.parent is not None else None
    if not labels.at_head(held.start) and (parent is None or parent.style in PARTS):
        return section
    same = (i for i, s in enumerate(document.sections) if s.parent == held.parent and s.style == held.style)
    siblings = list(same)
    listed = held.style in LISTED and held.number > 1 and held.parent is not None
    apart = any(given.get(sibling) for sibling in siblings)
    return held.parent if listed and siblings[-1] == section and not apart else section


def _without_brackets(view: str, sentence: Sentence) -> int:
    return sentence.start + len(view[sentence.start : sentence.end].rstrip("。;)"))


def item_key(document: Document, section: int | None) -> int:
    """The item a section belongs to: 一是 and 一要 are parts of the item around them; -1 outside any."""
    while section is not None and document.sections[section].style in ("is", "must"):
        parent = document.sections[section].parent
        if parent is None:
            return section
        section = parent
    return -1 if section is None else section


def assignment_for(
    document: Document, assigned: dict[int, Assignment], section: int | None
) -> Assignment | None:
    """The assignment of the innermost item around `section` that has one."""
    while section is not None:
        if held := assigned.get(section):
            return held
        section = document.sections[section].parent
    return assigned.get(-1)


def role_given(assignment: Sequence[Claim], name: str, default: Role) -> Role:
    """The role that an item's assignment gives to a unit, matched with or without its level prefix."""
    for claim in assignment:
        if same_unit(claim, name):
            return claim.role
    return default


def same_unit(claim: Claim, name: str) -> bool:
    """Whether a claim names a unit, with or without its level prefix."""
    return claim.name == name or claim.name.endswith(name) or name.endswith(claim.name)
