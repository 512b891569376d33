"""Which sentences only assign: label lines, brackets on lines of their own, what stands behind a dash."""

import re

from extractors.deadlines import find_deadlines
from extractors.layout.label_lines import (
    DASH_LINE,
    DASHED_UNITS,
    LABEL_LINE,
    OTHER_LINE,
    TAIL,
    assigns_all,
    in_bracket,
)
from extractors.layout.paper import Paper
from extractors.lexicon import load
from extractors.structure import in_region
from extractors.units.fields.limit_clauses import is_limit
from extractors.units.roles import RoleReader
from models import Sentence

_LONGEST_STAGE = 24
_GOES_ON = re.compile(r"(?:牵头|配合|协助|参与|负责|落实|办理)[。;]?\s*$")
_OPENS = re.compile(r"\s*\((?![^\n]*(?:整理|录入|校对|供稿|插话))[^\n]{2,120}\)[。;]?\s*$")
# 「(以上3—5项由县住建局牵头)」 closes over several items (`closing_sentences.py`).
_OF_ITEMS = re.compile(load("closing")["speaks_of"]["numbered"])
SKIPPED = ("outline", "boilerplate", "front", "signature", "attendance")
"""Regions that assign nothing and instruct nobody."""


def assigns(paper: Paper, sentence: Sentence, roles: RoleReader) -> bool:
    """Whether a sentence is a label line, or a bracket on a line of its own, or begins with a dash."""
    view = paper.view
    line = view[sentence.start : sentence.end]
    if _OF_ITEMS.match(line):
        return False
    if (":" in line or "为" in line or "(" in line) and (LABEL_LINE.match(line) or OTHER_LINE.match(line)):
        return True
    if at_head(view, sentence):
        whole = view.startswith("\n", sentence.end) or sentence.end == len(view)
        bare = whole and sentence.start in paper.assigning and roles.is_bare(line, 0, len(line))
        return bare or in_bracket(line) or _holds_units(line, roles)
    return tail_of(line) is not None


def tail_of(line: str) -> re.Match[str] | None:
    """What stands behind the work and only says who does it: behind a dash, or with roles in brackets."""
    found = (DASH_LINE.match(line) or DASHED_UNITS.match(line)) if "——" in line else None
    return found or (TAIL.match(line) if "(牵头" in line or "(主办" in line else None)


def _holds_units(line: str, roles: RoleReader) -> bool:
    """「(市教育局、市住建局,9月底前)」 on a line of its own."""
    held = roles.trailing(line, 0, len(line)) if _OPENS.match(line) else None
    return bool(held and held[1].claims and not line[: held[0][0]].strip())


def stands_alone(paper: Paper, sentence: Sentence) -> bool:
    """Whether nothing stands below the heading but lines that assign it, and the signature."""
    if sentence.section is None:
        return False
    document = paper.document
    at, stop = sentence.end, document.sections[sentence.section].end
    for line in paper.view[at:stop].split("\n"):
        assigned = at in paper.assigning or assigns_all(line)
        if line.strip() and not assigned and not in_region(document.regions, at, *SKIPPED):
            return False
        at += len(line) + 1
    return True


def goes_on(view: str, sentence: Sentence, roles: RoleReader) -> bool:
    """Whether a sentence behind a label line's first goes on to assign.

    「责任单位:县民政局;县财政局配合。」, 「责任领导:县长;副县长」, 「完成时限:6月底前;长期坚持」.
    """
    start, end = sentence.start, sentence.start + len(view[sentence.start : sentence.end].rstrip("。; "))
    return bool(
        _GOES_ON.search(view, sentence.start, sentence.end)
        or is_limit(view[start:end])
        or roles.only_names(view, start, end)
        or limits_on(view, sentence)
    )


def limits_on(view: str, sentence: Sentence) -> bool:
    """Whether a sentence goes on with the limits of its line.

    「完成时限:6月底前;长期坚持」, 「序时进度:3月底前开工;6月底前主体完工」.
    """
    opened = label_before(view, sentence.start)
    if opened is None or opened["deadline"] is None:
        return False
    words = view[sentence.start : sentence.end].rstrip("。; ")
    stages = find_deadlines(words, None, is_folded=True) if len(words) <= _LONGEST_STAGE else ()
    return is_limit(words) or any(time.limit and time.start == 0 for time in stages)


def label_before(view: str, start: int) -> re.Match[str] | None:
    """The label that opens the line in which a sentence goes on at `start`."""
    return LABEL_LINE.match(view[view.rfind("\n", 0, start) + 1 : start])


def at_head(view: str, sentence: Sentence) -> bool:
    """Whether a sentence begins its paragraph or cell."""
    return sentence.start == 0 or view[sentence.start - 1] in "\n\t"


def content_of(view: str, sentence: Sentence) -> tuple[int, int]:
    """What a line says: without the full stop, and without the brackets that stand around all of it."""
    start, end = sentence.start, sentence.end
    whole = _OPENS.match(view, start, end)
    if whole:
        return view.index("(", start) + 1, view.rindex(")", start, end)
    return start, start + len(view[start:end].rstrip("。;)"))
