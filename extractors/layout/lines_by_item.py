"""What the lines of a document that only assign say, each of its item: collected line by line."""

import re
from collections import defaultdict
from collections.abc import Sequence

from extractors.layout.assigning_lines import at_head, content_of, label_before, limits_on, tail_of
from extractors.layout.item_assignments import Assignment, Given, item_key
from extractors.layout.label_lines import LABEL_LINE, Share, limits_of, shared_by_all, shares_of
from extractors.layout.lead_ins import PARTS
from extractors.layout.paper import Paper
from extractors.layout.paragraph_labels import LISTED
from extractors.units.fields.limit_clauses import heading_words, is_limit
from extractors.units.roles import Fields, RoleReader
from models import Document, Role, Sentence


class LinesByItem:
    """What the lines of one document assign, by item; -1 is the document outside all items."""

    def __init__(self, paper: Paper, roles: RoleReader) -> None:
        self._document = paper.document
        self._view = paper.view
        self._labels = paper.labels
        self._roles = roles
        self._closed = closed_parts(paper.document, paper.view)
        self.assigned: dict[int, Assignment] = {}

    def add(self, sentence: Sentence) -> bool:
        """Add what one label or bracket line says to its item; whether it tells of its measures apart."""
        view, start = self._view, sentence.start
        line = view[start : sentence.end]
        mark = LABEL_LINE.match(line)
        shares = shares_of(view, start) if mark else []
        key = self._part_in_stages(sentence, self._item_of(sentence, mark, listed=bool(shares)))
        held = self.assigned.setdefault(key, Assignment()).line(view, start, sentence.end)
        if head := heading_words(view, start, sentence.end):
            held.heads, held.deadline = True, head
        elif shares:
            held.end = max(share.end for share in shares)
            held.add(self._roles.assigned(view, *shared_by_all(view, start, shares)))
            self._add_shares(held, shares)
        elif mark and mark.group("deadline"):
            stop = start + len(line.rstrip("。;,) "))
            held.deadline, held.exception = limits_of(view, start + mark.end(), stop)
        elif mark is None and held.deadline and limits_on(view, sentence):
            held.deadline = held.deadline[0], start + len(line.rstrip("。; "))
        else:
            held.add(self._roles.assigned(view, *_labelled(view, sentence, mark)))
            tail = tail_of(line)
            if tail and tail.group("limit"):
                held.deadline = start + tail.start("limit"), start + tail.end("limit")
        return bool(shares)

    def _add_shares(self, held: Given, shares: Sequence[Share]) -> None:
        for share in shares:
            fields = Fields((), (share.start, share.end))
            if share.role:
                fields = self._roles.assigned(self._view, share.start, share.end, share.role)
            held.share(share.number).add(fields)

    def _part_in_stages(self, sentence: Sentence, key: int) -> int:
        """The part that limits on lines of their own cut into stages, where this line is such a limit.

        「三、步骤」, 「3月底前」, 「1.…」, 「2.…」, 「4月底前」, 「1.…」: the second heads what follows, too.
        """
        sections = self._document.sections
        line = self._view[sentence.start : sentence.end].rstrip()
        heads = heading_words(line, 0, len(line)) is not None
        if not (heads or is_limit(line, in_field=False)):
            return key
        part = key
        while part >= 0 and sections[part].style in LISTED:
            part = -1 if (parent := sections[part].parent) is None else parent
        held = self.assigned.get(part) if part >= 0 else None
        return part if heads or (held and held.opens(self._view, sections[part].heading_end)) else key

    def _item_of(self, sentence: Sentence, mark: re.Match[str] | None, *, listed: bool) -> int:
        """The item that a line speaks for; a number before its label is no item of its own."""
        document, section = self._document, sentence.section
        if section is None:
            point = _point_before(document, sentence)
            return -1 if point is None else point
        held = document.sections[section]
        if mark is not None and mark.group("number") and held.start == sentence.start:
            return item_key(document, held.parent)
        around = held.parent if held.parent in self._closed else self._list_around(section)
        if listed and around is not None and around == section and document.sections[around].style in LISTED:
            around = document.sections[around].parent
        return item_key(document, around)

    def _list_around(self, section: int) -> int | None:
        """The item around the list that `section` closes, where no other of its items has a line.

        「(一)台账缺失」, 「1.…」, 「2.…」 and then 「责任单位:县水利局」: it speaks for both measures. Right
        below a part (「二、…」) it does so only where a label such as 「整改措施:」 opened the list.
        """
        sections = self._document.sections
        held = sections[section]
        parent = sections[held.parent] if held.parent is not None else None
        if not self._labels.at_head(held.start) and (parent is None or parent.style in PARTS):
            return section
        siblings = [i for i, s in enumerate(sections) if s.parent == held.parent and s.style == held.style]
        listed = held.style in LISTED and held.number > 1 and held.parent is not None
        apart = any(self.assigned.get(sibling) for sibling in siblings)
        return held.parent if listed and siblings[-1] == section and not apart else section


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


def _point_before(document: Document, sentence: Sentence) -> int | None:
    """The 二是 with a paragraph of its own that the line below it closes; it speaks for that point alone."""
    for at, section in enumerate(document.sections):
        own = section.start == 0 or document.text[section.start - 1] == "\n"
        point = section.style in ("is", "must") and section.parent is None
        if section.end == sentence.start and point and own:
            return at
    return None


def _labelled(view: str, sentence: Sentence, mark: re.Match[str] | None) -> tuple[int, int, Role]:
    """What a line says, and in which role whatever no label of its own introduces: 「【牵头单位】…」."""
    opened = mark or label_before(view, sentence.start)
    if opened is None or (mark and not mark.group().rstrip(": ").endswith(")")):
        return *content_of(view, sentence), Role.RESPONSIBLE
    role = Role.LEAD if opened["lead"] else Role.SUPPORT if opened["support"] else Role.RESPONSIBLE
    if mark is None:
        return *content_of(view, sentence), role
    stop = sentence.start + len(view[sentence.start : sentence.end].rstrip("。;"))
    return sentence.start + mark.end(), stop, role
