"""Closing brackets of items: which sentences hold one, and for what it speaks beside its own sentence."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from extractors.layout.assigning_lines import stands_alone
from extractors.layout.item_assignments import item_key
from extractors.layout.lead_ins import PARTS
from extractors.layout.paper import Paper
from extractors.layout.paragraph_labels import Labels
from extractors.structure.sections import ANSWERS
from extractors.units.claims import Bracket, Fields
from extractors.units.roles import RoleReader
from models import Document, DocumentKind, Section, Sentence

_HEAD = re.compile(
    r"[\d一二三四五六七八九十().、\s]{1,8}[\u3400-\u9fff]{2,12}\((?P<who>[^()]*(?:牵头|负责|责任|配合)[^()]*)\):(?=[^\n]{4})"
)
DIVIDES = (DocumentKind.DIVISION, DocumentKind.PLAN)


def closing_brackets(paper: Paper, roles: RoleReader) -> dict[int, Bracket | None]:
    """The responsibility brackets that close numbered paragraphs, by the start of their sentence."""
    found: dict[int, Bracket | None] = {}
    for sentence in paper.document.sentences:
        said = paper.view[sentence.start : sentence.end]
        if sentence.section is not None and said.rstrip("。;:").endswith(")"):
            found[sentence.start] = roles.trailing(said, 0, len(said))
    return found


def closed_items(document: Document, closing: Sequence[Sentence]) -> dict[tuple[int | None, int], Sentence]:
    """The items that brackets close, each with the sentence that holds its bracket.

    The only bracket of a paragraph speaks for all its 一是, 二是 where it stands at the end of the last one.
    """
    found = {(s.section, s.block): s for s in closing}
    for sentence in closing:
        section, block = sentence.section, sentence.block
        alone = sum(s.block == block for s in closing) == 1
        if not alone or section is None or document.sections[section].style not in ("is", "must"):
            continue
        last = max(s.start for s in document.sentences if s.block == block)
        if sentence.start == last:
            found |= {(s.section, block): sentence for s in document.sentences if s.block == block}
    return found


def measured_by_item(paper: Paper) -> dict[int, int]:
    """Sentences of an item that stand before a paragraph of its measures, by their start, with the item.

    「1.账实不符。…(牵头单位:县财政局)」 and then 「整改措施:…」: the bracket speaks for the measures.
    """
    document, labels = paper.document, paper.labels
    places = labels.paragraphs_with("measure")
    found: dict[int, int] = {}
    found.update({document.sections[key].start: key for key in _above_entries(document.sections)})
    for sentence in document.sentences if places else ():
        if sentence.section is None:
            continue
        key = item_key(document, sentence.section)
        at = bisect_left(places, sentence.end)
        if (
            at < len(places)
            and places[at] < document.sections[key].end
            and not _is_measure(document, labels, sentence)
        ):
            found[sentence.start] = key
    return found


def heads_of_items(paper: Paper, roles: RoleReader) -> dict[int, Fields]:
    """What the bracket behind the name of an item assigns to it: 「2.护理组(护理部负责):压疮逐月分析」.

    In a plan or a division of work also units alone in a bracket: 「六、跟踪服务组(区营商环境局)」; elsewhere
    where two parts at least are headed so: 「一、悦湖名苑(悦湖物业公司)」, 「二、鑫家花园(鑫家物业公司)」.
    """
    document, view = paper.document, paper.view
    found: dict[int, Fields] = {}
    bracketed: dict[int, Fields] = {}
    for index, section in enumerate(document.sections):
        head = _HEAD.match(view, section.start)
        fields = roles.assigned(view, *head.span("who")) if head else None
        if fields and fields.claims:
            found[index] = fields
        elif section.title.endswith((")", "）")) and (document.kind in DIVIDES or section.style in PARTS):
            closing = roles.trailing(view, section.start, section.heading_end)
            bracketed |= {index: closing[1]} if closing and closing[1].claims else {}
    return found | (bracketed if document.kind in DIVIDES or len(bracketed) > 1 else {})


def headings_above(paper: Paper) -> dict[int, int]:
    """Headings that say who answers for what stands below them, by their start, with their section."""
    return {
        s.start: s.section
        for s in paper.document.sentences
        if s.heading
        and s.section is not None
        and ANSWERS.search(paper.view, s.start, s.end)
        and not stands_alone(paper, s)
    }


def _above_entries(sections: Sequence[Section]) -> set[int]:
    """Items that hold 「问题1:…」, 「问题2:…」."""
    return {s.parent for s in sections if s.style == "entry" and s.parent is not None}


def _is_measure(document: Document, labels: Labels, sentence: Sentence) -> bool:
    paragraph = document.text.rfind("\n", 0, sentence.start) + 1
    return labels.of(paragraph, sentence.start) == "measure"
