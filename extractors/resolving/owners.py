"""Owners of every task: its own, its bracket's, its item's, or inherited within the item.

Order of trust: the cells of a table row and a closing bracket always apply, with any unit the
sentence itself names; a sentence of an assigned item that names its own unit has that unit, in the role the
line gives it; without a subject it has the whole line; else it inherits from the task before it in the same
item (`carried_subjects.py` says from whom). Nothing is ever inherited across items.
"""

from extractors.fold import fold
from extractors.layout.document_layout import Layout
from extractors.layout.item_assignments import assignment_for
from extractors.layout.table_cells import Tables
from extractors.resolving.addressees import Addressees, Parts
from extractors.resolving.addressing import addressed, lists_for_units, replying
from extractors.resolving.carried_subjects import in_passing, main_subject
from extractors.resolving.cell_owners import CellOwners, of_another_item
from extractors.resolving.counted_references import CountedBack
from extractors.resolving.found_wanting import found_wanting
from extractors.resolving.inheritance import HandedOn
from extractors.resolving.inheritance_weights import Doubts, doubtful
from extractors.resolving.list_ranking import Ranking
from extractors.resolving.own_units import (
    acting_in_item,
    acts_first,
    acts_in_row,
    is_partner,
    is_worked_on,
    leads,
    only_in_a_case,
    only_pay,
    only_supports,
    opens,
    stands_before_bracket,
    stands_in_row,
)
from extractors.resolving.owner_lists import (
    as_given,
    as_leaders,
    beside,
    called_you,
    in_full,
    merge,
    told_here,
    told_to_act,
)
from extractors.resolving.referents import Referents
from extractors.sentence_reading import Draft, Owned, Reading
from extractors.units.claims import moved
from extractors.units.roles import RoleReader
from models import Basis, Document, DocumentKind, Role

_NOTHING_BEGUN: Parts = frozenset()


class OwnerResolver:
    """Gives every task of one document its owners; keeps nothing of the tasks that it was asked for.

    `doubts` says which owners that a sentence would inherit are too unlikely.
    """

    def __init__(
        self,
        document: Document,
        layout: Layout,
        tables: Tables,
        roles: RoleReader,
        doubts: Doubts = doubtful,
    ) -> None:
        self._document = document
        self._layout = layout
        self._view = fold(document.text)
        self._head = roles.head
        self._past = HandedOn(document, self._view, doubts)
        self.same_item = self._past.same_item
        self._ranking = Ranking(self._view)
        self._cells = CellOwners(document, self._view, tables, roles)
        self._lists = lists_for_units(self._view, roles.head)
        self._meant = Referents(document, self._view, roles)
        self._addressees = Addressees(document, self._view, self._meant.addressed)
        self._counted = CountedBack(document, self._view, roles)

    def draft(self, reading: Reading, before: Draft | None, item_bracket: list[Owned]) -> Draft:
        """A sentence with its owners, given the task before it and the bracket that closes its item.

        A letter to one office goes on to demand of it, in a part in which it has begun to do so.
        """
        begun = before.begun if before else _NOTHING_BEGUN
        owners = self._owners(reading, before, item_bracket)
        spoken = reading.context.kind is DocumentKind.SPEECH
        if self._addressees.are_one and not (spoken or self._cells.column_assigns(reading)):
            if self._addressees.named_in(owners):
                begun |= {self._addressees.part_of(reading)}
            elif not owners:
                owners = self._addressees.told_on(reading, begun)
        return Draft(reading, owners, [], self._carried(reading, before), begun)

    def given(self, reading: Reading) -> list[Owned]:
        """Whom the cells, the bracket or the label line of a finding's item tell to put it right."""
        row = self._ranking.ranked(self._cells.of(reading))
        return row or self._ranking.ranked(told_here(reading, reading.assigned) or self._assigned(reading))

    def found_wanting(self, reading: Reading) -> list[Owned]:
        """Who is found wanting: whom the finding names, and in a feedback paper the unit of its heading."""
        start = reading.sentence.start
        own = [Owned(moved(c, start), Basis.EXPLICIT) for c in found_wanting(reading)]
        if self._document.kind is not DocumentKind.FEEDBACK:
            return own
        told = {o.claim.name for o in own}
        return own + [o for o in self._meant.from_heading(reading) if o.claim.name not in told]

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
        return told_here(reading, addressed(reading, self._head))

    def _owners(self, reading: Reading, before: Draft | None, item_bracket: list[Owned]) -> list[Owned]:
        """The owners that the sentence, its row, its item or the task before it give."""
        taken_up = (m for o in self.named(reading) for m in self._counted.taken_up(o, before, reading))
        own = self._addressees.meant_by(list({o.claim.name: o for o in taken_up}.values()))
        row = self._ranking.ranked(self._cells.of(reading))
        if row and not (of_another_item(row) and any(acts_in_row(o.claim) for o in own)):
            return merge(row, as_given([o for o in own if stands_in_row(o.claim)], row))
        if reading.assigned:
            return self._by_bracket(reading, own)
        if self._cells.column_assigns(reading):
            return own
        lined = self._assigned(reading)
        if assigned := self._ranking.ranked(lined or item_bracket):
            return self._by_line(reading, own, assigned, [] if lined else item_bracket)
        if own and not only_supports(own):
            return self._by_itself(reading, merge(called_you(reading, before), own), before)
        return self._by_what_stands_before(reading, own, before)

    def _by_bracket(self, reading: Reading, own: list[Owned]) -> list[Owned]:
        """Those of the closing bracket; beside them who acts, and who leads by the heading."""
        named = self._ranking.ranked(told_here(reading, reading.assigned))
        acting = as_given(
            [o for o in own if stands_before_bracket(o.claim)], named, labelled=reading.labelled
        )
        if not acting and all(o.claim.role is Role.SUPPORT for o in named):
            acting = self._assigned(reading) or self._heads(reading)
        if not any(o.claim.role is Role.LEAD for o in (*acting, *named)):
            acting = merge([o for o in self._heads(reading) if o.claim.role is Role.LEAD], acting)
        return merge(in_full(acting, named), named)

    def _by_line(
        self, reading: Reading, own: list[Owned], assigned: list[Owned], bracket: list[Owned]
    ) -> list[Owned]:
        """Whom a line or a `bracket` assigns to the item, or the sentence's own in the role given there."""
        if is_worked_on(own, self._view):
            return assigned
        several = len(own) > 1 and opens(reading)
        own = own if several else acting_in_item(own, assigned)
        kept = in_full(as_given(own, assigned), assigned)
        if not kept:
            return assigned
        partners = all(is_partner(o.claim) for o in kept)
        if partners or only_pay(kept, reading, self._view) or only_in_a_case(reading):
            return merge(assigned, kept)
        return beside(kept, bracket, reading)

    def _by_itself(self, reading: Reading, own: list[Owned], before: Draft | None) -> list[Owned]:
        """The sentence's own units, behind those that do the work where these only pay for it."""
        if only_pay(own, reading, self._view) or only_in_a_case(reading):
            return merge(self._past.likely(reading, before) or self._heads(reading), own)
        headed = acts_first(reading) and not self._meant.under_head(reading)
        return merge(self._heads(reading), own) if headed else own

    def _by_what_stands_before(self, reading: Reading, own: list[Owned], before: Draft | None) -> list[Owned]:
        """Whom the letter, a reply, a heading or the task before tells, and the sentence's helpers."""
        given = (
            self._asked_anew(reading, before)
            or told_here(reading, replying(reading, self._head))
            or self._meant.under_head(reading)
            or self._past.likely(reading, before)
            or self._heads(reading)
        )
        if leads(reading) or any(is_partner(o.claim) for o in own):
            given = as_leaders(given)
        if own:
            return merge(given, own)
        return given or self._addressees.asked(reading) or self._led(reading)

    def _asked_anew(self, reading: Reading, before: Draft | None) -> list[Owned]:
        """The addressees, where a paragraph without a number begins to ask."""
        apart = before is None or before.reading.sentence.block != reading.sentence.block
        return self._addressees.asked(reading) if apart and not reading.context.number else []

    def _heads(self, reading: Reading) -> list[Owned]:
        """The unit that the heading is, which leads where the sentence says so: 「作为总牵头单位,…」."""
        given = self._meant.from_heading(reading)
        if given and self._done_by_others(reading, given):
            return []
        return as_leaders(given) if leads(reading) else given

    def _done_by_others(self, reading: Reading, heading: list[Owned]) -> bool:
        """Whether lines below the heading give its items to other units: it names a house that is built."""
        sections, section = self._document.sections, reading.sentence.section
        while section is not None and sections[section].title != heading[0].source:
            section = sections[section].parent
        if section is None or any(o.claim.role is Role.LEAD for o in heading):
            return False
        names = [o.claim.name for o in heading]
        below = (
            claim
            for key, held in self._layout.assigned.items()
            if key >= 0 and sections[section].start < sections[key].start < sections[section].end
            for line in held.lines
            for claim in line.claims
        )
        others = [c.name for c in below if c.kind != "person" and c.role is not Role.SUPPORT]
        own = any(a.startswith(b) or b.startswith(a) for a in names for b in others)
        return bool(others) and not own

    def _led(self, reading: Reading) -> list[Owned]:
        """Whom the line names that opens a list: units by their names, or the one addressee of a letter."""
        for start, end, claims in self._lists:
            if start <= reading.sentence.start < end:
                line = self._line_at(start - 1)
                meant = (self._meant.named(m, reading) for c in claims for m in self._meant.each_of_you(c))
                return [Owned(c, Basis.INHERITED, line, 0.8) for c in meant]
        return self._addressees.led(reading)

    def _assigned(self, reading: Reading) -> list[Owned]:
        held = assignment_for(self._document, self._view, self._layout.assigned, reading.sentence)
        return [Owned(c, Basis.INHERITED, self._line_at(c.start), 0.9) for c in held.claims] if held else []

    def _line_at(self, offset: int) -> str:
        """The line of the document that `offset` stands in."""
        text = self._document.text
        end = text.find("\n", offset)
        return text[text.rfind("\n", 0, offset) + 1 : end if end >= 0 else len(text)].strip()

    def _carried(self, reading: Reading, before: Draft | None) -> list[Owned]:
        """Whom a sentence without a subject behind this one goes on to instruct; empty for all its owners.

        A letter to one unit goes on to speak to it: behind 「你局要…,县财政局配合」, 「县司法局要指导你局…」.
        """
        goes_on = before is not None and self._past.same_item(before.reading.sentence, reading.sentence)
        if spoken_to := self._addressees.spoken_to(reading, before if goes_on else None):
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
