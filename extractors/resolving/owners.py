"""Owners of every task: its own, its bracket's, its item's, or inherited within the item.

Order of trust: the cells of a table row and a closing bracket always apply, with any unit the
sentence itself names; a sentence of an assigned item that names its own unit has that unit, in the role the
line gives it; without a subject it has the whole line; else it inherits from the task before it in the same
item (`carried_subjects.py` says from whom). Nothing is ever inherited across items.
"""

import re
from dataclasses import replace

from extractors.fold import fold
from extractors.layout.assigning_lines import role_given, same_unit
from extractors.layout.document_layout import Layout
from extractors.layout.item_assignments import assignment_for
from extractors.layout.numbered_cells import share_of
from extractors.layout.row_filling import SAME_ITEM
from extractors.layout.table_cells import Row, Tables, cell_sentences, field_cells
from extractors.lexicon import load
from extractors.resolving.addressing import addressed, lists_for_units, lists_for_you, replying
from extractors.resolving.carried_subjects import in_passing, main_subject
from extractors.resolving.counted_references import CountedBack
from extractors.resolving.inheritance import HandedOn
from extractors.resolving.inheritance_weights import is_inherited
from extractors.resolving.list_ranking import Ranking
from extractors.resolving.owner_lists import called_you, in_full, merge, told_here, told_to_act
from extractors.resolving.referents import Referents
from extractors.sentence_reading import Draft, Owned, Reading
from extractors.units.claims import PARTNERS, moved
from extractors.units.roles import Claim, RoleReader
from models import Basis, Document, DocumentKind, Role

_DETERMINED = re.compile(
    r"^(?!全[国省市州县区旗镇乡])(?:各|每个|有关|相关|国务院|国家|中央|[省市州县区旗镇乡]|[\u3400-\u9fff*X]{1,6}[省市州县区旗镇乡村])"
)
_THE_ABOVE = ("以上单位", "上述单位", "以上各单位", "上述各单位", "以上部门", "上述部门")
_OF_A_CLASS = ("机构", "企业", "学校", "医院", "院校", "卫生站", "组织")
_CLASSES = frozenset(load("units")["suffix"]["everyday"]) | frozenset(load("units")["suffix"]["alone"])
_TO_YOU = re.compile(r"(?:^|[,;。]|^[\d一二三四五六七八九十()]{1,4}[.、)])请(?!示|假|求)|你们")
_YOU = re.compile(r"(?<![向报给送])[你贵](?:单位|[省市州县区旗镇乡局委办院校厅]|公司|集团|中心)")
_PARTY = ("党组", "党委")
_LABELLED = re.compile(r"\s*(?:[\u3400-\u9fff]{2,6}:)?\s*(?:[一二三四五六七八九]是|\(?\d{1,2}[).、])?")
_LEADS = re.compile(
    r"\s*[一二三四五六七八九]?(?:是|要)?\s*(?:牵头(?!单位|部门)|会同|作为(?:总)?牵头(?:单位|部门))"
)
_PAYS = re.compile(
    r"(?:先行|统一|据实|全额|足额|负责|予以|[每按从][^,;。]{1,14}?)?(?:垫付|补助|补贴|拨付|保障|承担|负担|列支|兜底|资助|出资"
    r"|给予[^,;。]{0,10}(?:补助|补贴|资助|奖励)|旁听|出具|组织?验收|复核|审核|签字)"
)
_CASE = re.compile(r",[^,;]{2,20}的,?由$")
_OFFICES = (*"部局委办处科室", "办公室", "公司", "集团", "大队", "支队", "专班", "领导小组")
_UNIT_CELLS = ("lead", "responsible", "support")
_CELL_ROLE = {"lead": Role.LEAD, "responsible": Role.RESPONSIBLE, "support": Role.SUPPORT} | dict.fromkeys(
    ("leader", "person"), Role.RESPONSIBLE
)


class OwnerResolver:
    """Gives every task of one document its owners."""

    def __init__(self, document: Document, layout: Layout, tables: Tables, roles: RoleReader) -> None:
        self._document = document
        self._layout = layout
        self._tables = tables
        self._roles = roles
        self._view = fold(document.text)
        self._past = HandedOn(document, self._view)
        self._ranking = Ranking(self._view)
        self._cells = cell_sentences(document, tables)
        self._lists = lists_for_you(self._view)
        self._listed = lists_for_units(self._view, roles.head)
        self._meant = Referents(document, self._view, roles)
        self._counted = CountedBack(document, self._view, roles)
        self._told: set[int | None] = set()
        """The parts in which the one addressee of a letter has been told to act."""

    def owners(self, reading: Reading, before: Draft | None, item_bracket: list[Owned]) -> list[Owned]:
        """The owners of one task, given the task read before it and the bracket that closes its item.

        A letter to one office goes on to demand of it, in a part in which it has begun to do so.
        """
        found = self._owners(reading, before, item_bracket)
        one = len(self._meant.addressed) == 1 and not self._in_assigning_row(reading)
        if not one or reading.context.kind is DocumentKind.SPEECH:
            return found
        part = self._part(reading.sentence.section)
        if any(o.claim.name == self._meant.addressee for o in found):
            self._told.add(part)
        elif not found and (self._goes_on(part, reading) or self._meant_alone(reading)):
            return [Owned(self._meant.addressed[0], Basis.INHERITED, "主送机关", 0.7)]
        return found

    def _goes_on(self, part: int | None, reading: Reading) -> bool:
        """Whether a letter to one office goes on to demand of it in a part in which it has begun to do so."""
        party = self._meant.addressee.endswith(_PARTY)
        return not party and part in self._told and bool(reading.cues.verb_first)

    def _meant_alone(self, reading: Reading) -> bool:
        """Whether a sentence without a subject is for the one office that the letter is to."""
        return self._meant.addressed[0].kind == "organ" and is_inherited(reading)

    def _part(self, section: int | None) -> int | None:
        """The part of the document that a section is in."""
        while section is not None and (parent := self._document.sections[section].parent) is not None:
            section = parent
        return section

    def given(self, reading: Reading) -> list[Owned]:
        """Whom the cells, the bracket or the label line of a finding's item tell to put it right."""
        row = self._ranking.ranked(self._row_owners(reading))
        return row or self._ranking.ranked(told_here(reading, reading.assigned) or self._assigned(reading))

    def _owners(self, reading: Reading, before: Draft | None, item_bracket: list[Owned]) -> list[Owned]:
        """The owners that the sentence, its row, its item or the task before it give."""
        own = [m for o in self.named(reading) for m in self._counted.taken_up(o, before, reading)]
        if own and self._meant.addressed and all(o.claim.name in _THE_ABOVE for o in own):
            own = [Owned(c, Basis.INHERITED, "主送机关", 0.8) for c in self._meant.addressed]
        row = self._ranking.ranked(self._row_owners(reading))
        if row and not (_of_another_item(row) and any(_acts(o.claim) for o in own)):
            return merge(row, _as_given([o for o in own if _stands(o.claim) or _is_office(o.claim)], row))
        if reading.assigned:
            return self._by_bracket(reading, own)
        if self._in_assigning_row(reading):
            return own
        lined = self._assigned(reading)
        if assigned := self._ranking.ranked(lined or item_bracket):
            opens = len(own) > 1 and _opens(reading)
            kept = _as_given([o for o in own if _stands_in_item(o.claim, assigned) or opens], assigned)
            helps = all(o.claim.rule == PARTNERS for o in kept) or self._only_pay(kept, reading)
            if kept and (helps or _only_in_a_case(reading)):
                return merge(assigned, kept)
            return _beside(kept, [] if lined else item_bracket, reading) if kept else assigned
        if own and not _only_supports(own):
            own = merge(called_you(reading, before), own)
            return self._beside_given(own, reading, before)
        apart = before is None or before.reading.sentence.block != reading.sentence.block
        asked = self._asked(reading) if apart and not reading.context.number else []
        asked = asked or told_here(reading, replying(reading, self._roles.head))
        given = asked or self._meant.under_head(reading)
        given = given or self._past.likely(reading, before) or self._heads(reading)
        partners = any(o.claim.rule == PARTNERS for o in own)
        if partners or _LEADS.match(reading.view, reading.context.number):
            given = [replace(o, claim=o.claim._replace(role=Role.LEAD)) for o in given]
        return merge(given, own) if own else given or self._asked(reading) or self._led(reading)

    def _by_bracket(self, reading: Reading, own: list[Owned]) -> list[Owned]:
        """Those of the closing bracket; beside them who acts, and who leads by the heading."""
        named = self._ranking.ranked(told_here(reading, reading.assigned))
        acting = _as_given([o for o in own if _stands(o.claim)], named, labelled=reading.labelled)
        if not acting and all(o.claim.role is Role.SUPPORT for o in named):
            acting = self._assigned(reading) or self._heads(reading)
        if not any(o.claim.role is Role.LEAD for o in (*acting, *named)):
            acting = merge([o for o in self._heads(reading) if o.claim.role is Role.LEAD], acting)
        return merge(in_full(acting, named), named)

    def _beside_given(self, own: list[Owned], reading: Reading, before: Draft | None) -> list[Owned]:
        """The sentence's own units, behind those that do the work where these only pay for it."""
        if self._only_pay(own, reading) or _only_in_a_case(reading):
            return merge(self._past.likely(reading, before) or self._heads(reading), own)
        beside = _acts_first(reading) and not self._meant.under_head(reading)
        return merge(self._heads(reading), own) if beside else own

    def _only_pay(self, own: list[Owned], reading: Reading) -> bool:
        """Whether those whom a later clause names only pay or look on: 「…全部转移,安置费由县财政局垫付」."""
        if reading.context.kind is DocumentKind.SPEECH:
            return False
        first = self._view.find(",", reading.sentence.start, own[0].claim.start)
        start = own[0].claim.start - reading.sentence.start
        works = reading.cues.verb_first or any(t.limit and t.start < start for t in reading.times)
        return (
            first >= 0
            and bool(works)
            and all(o.claim.rule.startswith("by") and _PAYS.match(self._view, o.claim.end) for o in own)
        )

    def _heads(self, reading: Reading) -> list[Owned]:
        """The unit that the heading is, which leads where the sentence says so: 「作为总牵头单位,…」."""
        given = self._meant.from_heading(reading)
        if _LEADS.match(reading.view, reading.context.number):
            return [replace(o, claim=o.claim._replace(role=Role.LEAD)) for o in given]
        return given

    def named(self, reading: Reading) -> list[Owned]:
        """Whom the sentence itself names; all that is known of a call, which gives nobody a task."""
        return [
            Owned(
                self._meant.named(moved(c, reading.sentence.start), reading),
                Basis.EXPLICIT,
                confidence=c.confidence,
            )
            for claim in told_to_act(reading)
            for c in self._meant.each_of_you(claim)
        ]

    def spoken_to(self, reading: Reading) -> list[Owned]:
        """Whom a sentence of a speech that asks nothing to be done turns to; the next one may instruct it."""
        return told_here(reading, addressed(reading, self._roles.head))

    def _asked(self, reading: Reading) -> list[Owned]:
        """The addressees of a letter or notice, where the sentence only says 请 or 你们."""
        if reading.context.kind is DocumentKind.SPEECH or not _TO_YOU.search(reading.view):
            return []
        return [Owned(c, Basis.INHERITED, "主送机关", 0.8) for c in self._meant.addressed]

    def _led(self, reading: Reading) -> list[Owned]:
        """Whom the line names that opens a list: the one addressee of a letter, or units by their names."""
        for start, end, claims in self._listed:
            if start <= reading.sentence.start < end:
                line = self._line_at(start - 1)
                return [Owned(c, Basis.INHERITED, line, 0.8) for c in claims]
        if len(self._meant.addressed) != 1 or not any(
            a <= reading.sentence.start < b for a, b in self._lists
        ):
            return []
        return [Owned(self._meant.addressed[0], Basis.INHERITED, "主送机关", 0.8)]

    def _row_owners(self, reading: Reading) -> list[Owned]:
        row = self._tables.row_of.get(reading.sentence.block)
        if row is None:
            return []
        found: list[Owned] = []
        for name, block in field_cells(row):
            if name in _CELL_ROLE:
                own = self._cells.get(reading.sentence.block, ())
                for start, end in share_of(
                    self._view, self._cells.get(block, ()), own, reading.sentence.start
                ):
                    text = self._view[start:end]
                    claims = self._roles.cell(text, _CELL_ROLE[name], whole=name in _UNIT_CELLS)
                    found += [self._of_cell(moved(c, start), row, block) for c in claims]
        return found

    def _in_assigning_row(self, reading: Reading) -> bool:
        """Whether a column of its table is there to say who answers: an empty cell of it then says nobody."""
        row = self._tables.row_of.get(reading.sentence.block)
        return row is not None and row.assigns

    def _of_cell(self, claim: Claim, row: Row, block: int) -> Owned:
        """A unit of a cell of the row; where an empty cell only may share it, it comes from the row above."""
        if block not in row.guessed:
            return Owned(claim, Basis.EXPLICIT)
        above = self._tables.row_of[block]
        blocks = [self._document.blocks[at] for at in above.work]
        words = " ".join(self._document.raw[one.start : one.end].strip() for one in blocks)
        return Owned(claim, Basis.INHERITED, words, row.guessed[block])

    def _assigned(self, reading: Reading) -> list[Owned]:
        held = assignment_for(self._document, self._view, self._layout.assigned, reading.sentence)
        return [Owned(c, Basis.INHERITED, self._line_at(c.start), 0.9) for c in held.claims] if held else []

    def _line_at(self, offset: int) -> str:
        """The line of the document that `offset` stands in."""
        text = self._document.text
        end = text.find("\n", offset)
        return text[text.rfind("\n", 0, offset) + 1 : end if end >= 0 else len(text)].strip()

    def carried(self, reading: Reading, before: Draft | None) -> list[Owned]:
        """Whom a sentence without a subject behind this one goes on to instruct; empty for all its owners.

        A letter to one unit goes on to speak to it: behind 「你局要…,县财政局配合」, 「县司法局要指导你局…」.
        """
        if spoken_to := self._spoken_to(reading, before):
            return spoken_to
        listed = before is not None and self._past.listed(before, reading)
        if in_passing(reading) or listed or self._past.opens_list(reading, before):
            return self._past.inherited(reading, before)
        main = main_subject(reading)
        if len(main) == len(reading.claims):
            return []
        return [
            Owned(self._meant.named(moved(c, reading.sentence.start), reading), Basis.EXPLICIT) for c in main
        ]

    def _spoken_to(self, reading: Reading, before: Draft | None) -> list[Owned]:
        """The one addressee of a letter, where this sentence names it or goes on from one that did."""
        if len(self._meant.addressed) != 1 or reading.context.kind is DocumentKind.SPEECH:
            return []
        if any(c.modal and self._meant.addressee.endswith(c.name) for c in reading.claims):
            return []
        if _YOU.search(reading.view):
            return [Owned(self._meant.addressed[0], Basis.INHERITED, "主送机关", 0.8)]
        goes_on = before is not None and self._past.same_item(before.reading.sentence, reading.sentence)
        told = before.carried if before is not None and goes_on else []
        return told if told and all(o.claim.name == self._meant.addressee for o in told) else []


def _only_supports(own: list[Owned]) -> bool:
    """Whether a sentence names only who is to help: 「会同县财政局提出方案」 goes on from before.

    「县公安局、县法院做好配合。」 has a subject of its own.
    """
    return all(o.claim.role is Role.SUPPORT and o.claim.rule != "subject.support" for o in own)


def _acts_first(reading: Reading) -> bool:
    """Whether the sentence begins with what is to be done, and names a unit only later."""
    first = min(claim.start for claim in reading.claims)
    leads = _LEADS.match(reading.view, reading.context.number)
    told = not leads and all(claim.rule.startswith("by") for claim in reading.claims)
    return bool(reading.cues.verb_first and not told) and "," in reading.view[reading.context.number : first]


def _only_in_a_case(reading: Reading) -> bool:
    """Whether all units act for a case only: 「逐笔补齐凭证,确实补不齐的,由经手人退回」."""
    first = min(claim.start for claim in reading.claims)
    told = reading.cues.verb_first or any(t.limit and t.start < first for t in reading.times)
    told = told and all(claim.rule.startswith("by") for claim in reading.claims)
    return bool(told and _CASE.search(reading.view, reading.context.number, first))


def _of_another_item(row: list[Owned]) -> bool:
    """Whether all units of a row are those of the item above, with which an empty cell hardly shares them."""
    return all(o.basis is Basis.INHERITED and o.confidence < SAME_ITEM for o in row)


def _acts(claim: Claim) -> bool:
    """Whether a unit that the sentence itself names is the one that acts."""
    return claim.role is not Role.SUPPORT and (_stands(claim) or _is_office(claim))


def _stands(claim: Claim) -> bool:
    """Whether a named subject really acts where a bracket or a table row assigns: not a bare class noun."""
    if claim.name.startswith("每") and not claim.modal:
        return False
    acts = claim.modal or claim.rule.startswith("by") or claim.role is not Role.RESPONSIBLE
    return bool(_DETERMINED.match(claim.name)) or acts


def _is_office(claim: Claim) -> bool:
    """Whether a subject beside the cells of its row acts: an office, no house that is worked on."""
    return claim.kind == "organ" and claim.name.endswith(_OFFICES) and claim.name not in _CLASSES


def _stands_in_item(claim: Claim, assigned: list[Owned]) -> bool:
    """Whether a named subject acts in an item with a line of its own: also a body that the line lists."""
    listed = any(o.claim.name.endswith(claim.name) for o in assigned)
    return _stands(claim) or listed or (claim.kind == "organ" and not _is_class(claim.name))


def _is_class(name: str) -> bool:
    """Whether a name is a class of bodies and no one body: 学校, 民办医疗机构, 规模以上企业."""
    return name in _CLASSES or name.endswith(_OF_A_CLASS)


def _opens(reading: Reading) -> bool:
    """Whether the sentence begins with its units: 「整改要求：社区、物业当天清走杂物」."""
    first = min(claim.start for claim in reading.claims)
    return bool(_LABELLED.fullmatch(reading.view, reading.context.number, first))


def _beside(kept: list[Owned], assigned: list[Owned], reading: Reading) -> list[Owned]:
    """The sentence's own units; in a division of work also its item's, where none of these is one of them.

    「由市财政给予资助;…(牵头单位:市人社局)」: the payer comes to those who answer for the item.
    """
    given = [o.claim for o in assigned]
    listed = any(same_unit(c, o.claim.name) for o in kept for c in given)
    divides = reading.context.kind is DocumentKind.DIVISION
    told = all(o.claim.modal and o.claim.rule.startswith("subject") for o in kept) and _opens(reading)
    return merge(kept, assigned) if divides and not (listed or told) else kept


def _as_given(own: list[Owned], assigned: list[Owned], *, labelled: bool = False) -> list[Owned]:
    """The sentence's own units, in the role the item's line gives them where it names them.

    What labels say (牵头单位:…;责任单位:…) holds even against 会同 in the sentence.
    """
    claims = [o.claim for o in assigned]
    return [
        replace(o, claim=o.claim._replace(role=role_given(claims, o.claim.name, o.claim.role)))
        if o.claim.role is Role.RESPONSIBLE or labelled
        else o
        for o in own
    ]
