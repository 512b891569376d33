"""What label lines, brackets on lines of their own and dashes behind the work assign to an item."""

import re
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence

from extractors.layout.item_assignments import Assignment, Given, item_key
from extractors.layout.label_lines import (
    DASH_LINE,
    DASHED_UNITS,
    LABEL_LINE,
    OTHER_LINE,
    TAIL,
    Share,
    assigns_all,
    in_bracket,
    limits_of,
    shared_by_all,
    shares_of,
)
from extractors.layout.lead_ins import PARTS
from extractors.layout.paragraph_labels import LISTED, Labels
from extractors.lexicon import load
from extractors.structure import in_region
from extractors.units.limit_clauses import heading_words, is_limit
from extractors.units.roles import Claim, Fields, RoleReader
from models import Document, Role, Sentence

_GOES_ON = re.compile(r"(?:牵头|配合|协助|参与|负责|落实|办理)[。;]?\s*$")
_OPENS = re.compile(r"\s*\((?![^\n]*(?:整理|录入|校对|供稿|插话))[^\n]{2,120}\)[。;]?\s*$")
# 「(以上3—5项由县住建局牵头)」 closes over several items (`closing_sentences.py`).
_OF_ITEMS = re.compile(load("closing")["speaks_of"]["numbered"])
SKIPPED = ("outline", "boilerplate", "front", "signature", "attendance")
"""Regions that assign nothing and instruct nobody."""


def assigns(view: str, sentence: Sentence, roles: RoleReader, assigning: Container[int]) -> bool:
    """Whether a sentence is a label line, or a bracket on a line of its own, or begins with a dash.

    `assigning` are the lines of which the whole only assigns (`assigning_lines`).
    """
    line = view[sentence.start : sentence.end]
    if _OF_ITEMS.match(line):
        return False
    if (":" in line or "为" in line or "(" in line) and (LABEL_LINE.match(line) or OTHER_LINE.match(line)):
        return True
    if at_head(view, sentence):
        whole = view.startswith("\n", sentence.end) or sentence.end == len(view)
        bare = whole and sentence.start in assigning and roles.is_bare(line, 0, len(line))
        return bare or in_bracket(line) or _holds_units(line, roles)
    return _tail(line) is not None


def _tail(line: str) -> re.Match[str] | None:
    """What stands behind the work and only says who does it: behind a dash, or with roles in brackets."""
    found = (DASH_LINE.match(line) or DASHED_UNITS.match(line)) if "——" in line else None
    return found or (TAIL.match(line) if "(牵头" in line or "(主办" in line else None)


def _holds_units(line: str, roles: RoleReader) -> bool:
    """「(市教育局、市住建局,9月底前)」 on a line of its own."""
    held = roles.trailing(line, 0, len(line)) if _OPENS.match(line) else None
    return bool(held and held[1].claims and not line[: held[0][0]].strip())


def stands_alone(document: Document, sentence: Sentence, view: str, assigning: Container[int]) -> bool:
    """Whether nothing stands below the heading but lines that assign it, and the signature."""
    if sentence.section is None:
        return False
    at, stop = sentence.end, document.sections[sentence.section].end
    for line in view[at:stop].split("\n"):
        assigned = at in assigning or assigns_all(line)
        if line.strip() and not assigned and not in_region(document.regions, at, *SKIPPED):
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
    closed: frozenset[int] = frozenset(),
) -> bool:
    """Add what one label line or bracket line says to its item; whether it tells of its measures apart.

    `closed` are the parts of the document that close with their label lines (`closed_parts`).
    """
    line = view[sentence.start : sentence.end]
    mark = LABEL_LINE.match(line)
    shares = shares_of(view, sentence.start) if mark else []
    key = _item_of(document, sentence, labels, assigned, mark, closed, listed=bool(shares))
    key = _part_in_stages(document, view, sentence, assigned, key)
    held = assigned.setdefault(key, Assignment()).line(view, sentence.start, sentence.end)
    if head := heading_words(view, sentence.start, sentence.end):
        held.heads, held.deadline = True, head
    elif shares:
        held.end = max(share.end for share in shares)
        held.add(roles.assigned(view, *shared_by_all(view, sentence.start, shares)))
        _add_shares(held, shares, view, roles)
    elif mark and mark.group("deadline"):
        start = sentence.start + mark.end()
        stop = sentence.start + len(line.rstrip("。;,) "))
        held.deadline, held.exception = limits_of(view, start, stop)
    else:
        held.add(roles.assigned(view, *_labelled(view, sentence, mark)))
        tail = _tail(line)
        if tail and tail.group("limit"):
            held.deadline = sentence.start + tail.start("limit"), sentence.start + tail.end("limit")
    return bool(shares)


def _part_in_stages(
    document: Document, view: str, sentence: Sentence, assigned: Mapping[int, Assignment], key: int
) -> int:
    """The part that limits on lines of their own cut into stages, where this line is such a limit.

    「三、步骤」, 「3月底前」, 「1.…」, 「2.…」, 「4月底前」, 「1.…」: the second heads what follows, too.
    """
    line = view[sentence.start : sentence.end].rstrip()
    heads = heading_words(line, 0, len(line)) is not None
    if not (heads or is_limit(line, in_field=False)):
        return key
    part = key
    while part >= 0 and document.sections[part].style in LISTED:
        part = -1 if (parent := document.sections[part].parent) is None else parent
    held = assigned.get(part) if part >= 0 else None
    return part if heads or (held and held.opens(view, document.sections[part].heading_end)) else key


def _add_shares(held: Given, shares: Sequence[Share], view: str, roles: RoleReader) -> None:
    for share in shares:
        fields = Fields((), (share.start, share.end))
        if share.role:
            fields = roles.assigned(view, share.start, share.end, share.role)
        held.share(share.number).add(fields)


def _item_of(
    document: Document,
    sentence: Sentence,
    labels: Labels,
    given: Mapping[int, Assignment],
    mark: re.Match[str] | None,
    closed: frozenset[int],
    *,
    listed: bool,
) -> int:
    """The item that a line speaks for; a number before its label is no item of its own."""
    section = sentence.section
    if section is None and (point := _point_before(document, sentence)) is not None:
        return point
    numbered = mark is not None and mark.group("number") and section is not None
    if numbered and section is not None and document.sections[section].start == sentence.start:
        return item_key(document, document.sections[section].parent)
    around = _list_around(document, section, labels, given)
    if section is not None and document.sections[section].parent in closed:
        around = document.sections[section].parent
    if listed and around is not None and around == section and document.sections[around].style in LISTED:
        around = document.sections[around].parent
    return item_key(document, around)


def _point_before(document: Document, sentence: Sentence) -> int | None:
    """The 二是 with a paragraph of its own that the line below it closes; it speaks for that point alone."""
    for at, section in enumerate(document.sections):
        own = section.start == 0 or document.text[section.start - 1] == "\n"
        if (
            section.end == sentence.start
            and section.style in ("is", "must")
            and section.parent is None
            and own
        ):
            return at
    return None


def closed_parts(document: Document, view: str) -> frozenset[int]:
    """The parts whose label lines stand behind the last of their items and speak for all of them.

    「一、…」, 「1.…」, 「2.…」, 「责任单位:…」, 「二、…」, 「3.…」, 「4.…」, 「责任单位:…」: in at least two
    parts, and in none of them has an item before the last a line of its own.
    """
    labelled = {s.section for s in document.sentences if at_head(view, s) and _is_label(view, s)}
    items: dict[int, list[int]] = defaultdict(list)
    for at, section in enumerate(document.sections):
        if section.style in LISTED and section.parent is not None:
            items[section.parent].append(at)
    told = {part: [at in labelled for at in held] for part, held in items.items() if len(held) > 1}
    told = {
        part: marks for part, marks in told.items() if document.sections[part].style in PARTS and any(marks)
    }
    last_only = all(not any(marks[:-1]) for marks in told.values())
    return frozenset(told) if last_only and len(told) > 1 else frozenset()


def _is_label(view: str, sentence: Sentence) -> bool:
    return LABEL_LINE.match(view[sentence.start : sentence.end]) is not None


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


def _labelled(view: str, sentence: Sentence, mark: re.Match[str] | None) -> tuple[int, int, Role]:
    """What a line says, and in which role whatever no label of its own introduces: 「【牵头单位】…」."""
    if mark is None or not mark.group().rstrip(": ").endswith(")"):
        return *_content(view, sentence), Role.RESPONSIBLE
    role = Role.LEAD if mark["lead"] else Role.SUPPORT if mark["support"] else Role.RESPONSIBLE
    return (
        sentence.start + mark.end(),
        sentence.start + len(view[sentence.start : sentence.end].rstrip("。;")),
        role,
    )


def _content(view: str, sentence: Sentence) -> tuple[int, int]:
    """What a line says: without the full stop, and without the brackets that stand around all of it."""
    start, end = sentence.start, sentence.end
    whole = _OPENS.match(view, start, end)
    if whole:
        return view.index("(", start) + 1, view.rindex(")", start, end)
    return start, start + len(view[start:end].rstrip("。;)"))


def role_given(assignment: Sequence[Claim], name: str, default: Role) -> Role:
    """The role that an item's assignment gives to a unit, matched with or without its level prefix."""
    for claim in assignment:
        if same_unit(claim, name):
            return claim.role
    return default


def same_unit(claim: Claim, name: str) -> bool:
    """Whether a claim names a unit, with or without its level prefix."""
    return claim.name == name or claim.name.endswith(name) or name.endswith(claim.name)
