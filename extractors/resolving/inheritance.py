"""Rules by which a sentence without a subject inherits owners from the previous task of its item.

Most rules that say the sentence has another subject are evidence, not vetoes: they are weighed with all else
in `inheritance_weights.py`. Nothing is ever inherited across items.
"""

import re
from collections.abc import Iterator, Sequence

from extractors.lexicon import load
from extractors.matching.word_patterns import words
from extractors.resolving.addressing import is_asked
from extractors.resolving.carried_subjects import for_everybody, forbids_all, forbids_formally, speaks_anew
from extractors.resolving.inheritance_weights import Around, Doubts
from extractors.resolving.own_units import only_in_a_case
from extractors.resolving.topic_change import turns_away
from extractors.sentence_reading import Draft, Owned, Reading
from extractors.units.claims import Claim
from models import Basis, Document, DocumentKind, Role, Sentence

_NOBODY = words([*load("units")["not_owner"]["subjects"], "此外", "另外", "今后所有", "今后凡", "今后一律"])
_CASE = re.compile(
    r"(?![对针把将由凡按以在])[^,;]{4,40}的,(?=必须|应|须|一律|不得|依法|坚决)|一?旦[^,;]{0,6}(?:发生|出现)"
)
# 「对拒不整改的,纳入失信名单」 is not for those who were told to put things right.
_THREAT = re.compile(
    r"对[^,;。]{0,24}(?:拒不|不力|虚假|弄虚作假|敷衍|逾期|推诿|屡查屡犯|未按)[^,;。]{0,16}的[^,;。]{0,6},"
)
_HEAD = re.compile(r"^[\s\d()一二三四五六七八九十、.,是要]*(?:同时,?|并|也|还)?")
# 「粮食烘干这块,…」, 「油料的事,…」: a topic of its own ends what was said to somebody else.
_OWN_TOPIC = re.compile(r"[^,;。:]{1,12}(?:这一?块|这件事|这个事|的事情?),|[^,;。:]{2,12}类的?,")
# 「我局将组织“回头看”。请于12月25日前报送…」: the writer does not ask himself.
_ASKS, _OURS = re.compile("请(?!示)"), ("我", "本")
_MUST = re.compile("(?:还|也)?要(?![求素点害])")
_POINTS = ("is", "must")
# 「县档案局党组要扛起责任。|要在11月10日前…|请于6月5日前…|收到本意见后15日内…」
_STILL_ASKED = re.compile(
    r"\s*(?:同时,?)?(?:要(?![求素点])|请(?=[于在自按从])|自?(?=收到[^,;。]{0,10}(?:之日起|后)|[本反][^,;。]{0,6}之日起))"
)
# 「尚未完成清理的县,要…」 is asked this one thing; so is who has an accident (涉事县).
_ONCE = re.compile(r"(?:尚|已|未|没)[^的]{2,}的|涉事|事发")
_BARS = frozenset(("nobody", "threat", "everybody", "asked", "strict"))
"""What says that nobody is told; the other rules that speak against going on are weighed."""
_FADE = 0.8
_NEAR = 4
"""Blanks between two sentences."""
_TWO = 2


class HandedOn:
    """What the tasks of one document hand on to the sentences behind them; `view` is its folded text."""

    def __init__(self, document: Document, view: str, doubts: Doubts) -> None:
        self._document = document
        self._view = view
        self._doubts = doubts

    def likely(self, reading: Reading, before: Draft | None) -> list[Owned]:
        """The owners of the task before it in its item, where it is likely that they are meant."""
        if before is None or not self.same_item(before.reading.sentence, reading.sentence):
            return []
        given, around = self._told(reading, before), self.seen(reading, before)
        if not given or not _BARS.isdisjoint(around.stops):
            return []
        if self._surely(reading, before, given, around):
            return given
        return [] if self._doubts(reading, before, given, around) else given

    def _surely(self, reading: Reading, before: Draft, given: Sequence[Owned], around: Around) -> bool:
        """Whether the subject is surely the same, so that it is not weighed."""
        if is_asked(before.reading, reading):
            return True
        behind = around.ending == ";"
        if behind and self._goes_on(reading, before):
            return True
        if around.stops:
            return False
        return (behind and _further_duty(reading, before)) or _still_asked(reading, before, given)

    def _goes_on(self, reading: Reading, before: Draft) -> bool:
        """Whether what stands behind a semicolon surely has the subject before it: 「…,一要…;二要…;要…」."""
        if self.listed(before, reading):
            return bool(self._above_list(before))
        first, second = before.reading.sentence, reading.sentence
        told = all(o.claim.modal or o.basis is Basis.INHERITED for o in before.owners)
        return told and first.section == second.section and _MUST.match(reading.view.lstrip()) is not None

    def seen(self, reading: Reading, before: Draft) -> Around:
        """What stands between the two, and every rule that says that the sentence has another subject."""
        at = reading.sentence.start
        ending = self._view[max(0, at - _NEAR) : at].rstrip()[-1:]
        return Around(ending, tuple(self._stops(reading, before, ending in "。!?")))

    def _stops(self, reading: Reading, before: Draft, ended: bool) -> Iterator[str]:
        body = _HEAD.sub("", reading.view)
        spoken = reading.context.kind is DocumentKind.SPEECH
        told = [o.claim for o in before.carried or before.owners]
        stops = (
            ("nobody", _NOBODY.match(body)),
            ("case", spoken and _CASE.match(body)),
            ("topic", _OWN_TOPIC.match(body)),
            ("threat", _THREAT.match(body)),
            ("everybody", for_everybody(body)),
            ("asked", not spoken and _ASKS.match(body) and self._writes(told)),
            ("anew", speaks_anew(reading, ended)),
            ("strict", ended and forbids_formally(reading, told)),
            ("ban", ended and forbids_all(reading, told)),
            ("turn", ended and turns_away(reading, before.reading.view)),
        )
        return (name for name, stop in stops if stop)

    def _writes(self, told: list[Claim]) -> bool:
        """Whether who acts is the writer of the paper: 我局, 本办, partners aside."""
        return any(c.role is not Role.SUPPORT and self._view.startswith(_OURS, c.start) for c in told)

    def inherited(self, reading: Reading, before: Draft | None) -> list[Owned]:
        """The owners of the task before it in its item, unless the sentence has another subject."""
        if before is None or not self.same_item(before.reading.sentence, reading.sentence):
            return []
        return [] if self.seen(reading, before).stops else self._told(reading, before)

    def _told(self, reading: Reading, before: Draft) -> list[Owned]:
        """The owners that the task before it hands on."""
        source = self._document.text[before.reading.sentence.start : before.reading.sentence.end]
        told = before.carried or (self._above_list(before) if self.listed(before, reading) else before.owners)
        first = before.reading
        own = {c.start for c in first.claims} if first.claims and only_in_a_case(first) else frozenset[int]()
        base = before.reading.sentence.start
        if not before.carried and all(o.claim.role is Role.SUPPORT for o in told):
            return []
        return [
            Owned(o.claim, Basis.INHERITED, o.source or source, o.confidence * _FADE)
            for o in told
            if not _ONCE.match(o.claim.name) and o.claim.start - base not in own
        ]

    def _above_list(self, before: Draft) -> list[Owned]:
        """Whom a point has from what stands before it: 「县水务局要…,一要…;二要…;|三要…」."""
        section = before.reading.sentence.section
        begins = self._document.sections[section].start if section is not None else 0
        return [o for o in before.owners if o.basis is Basis.INHERITED and o.claim.start < begins]

    def listed(self, before: Draft, reading: Reading) -> bool:
        """Whether both are points of one list in a paragraph: what the first names is not the second's."""
        first, second = before.reading.sentence, reading.sentence
        apart = first.section != second.section
        return first.block == second.block and apart and self._siblings(first, second)

    def opens_list(self, reading: Reading, before: Draft | None) -> bool:
        """Whether it is the first point of a list that a sentence of its paragraph leads into.

        So it is where the sentence before holds the very first: 「各组一要…;|二要…」.
        """
        section = reading.sentence.section
        if before is None or section is None or before.reading.sentence.block != reading.sentence.block:
            return False
        point = self._document.sections[section]
        first = point.number == 1 or (point.number == _TWO and not self.listed(before, reading))
        return point.style in _POINTS and first and point.start == reading.sentence.start

    def same_item(self, first: Sentence, second: Sentence) -> bool:
        """Whether both stand in one item, the second in a part of the first, or both in one list."""
        if first.section is None and second.section is None:
            return first.block == second.block
        if first.section == second.section:
            return True
        part = _part_of(self._document, second.section, first.section)
        return first.block == second.block and (part or self._siblings(first, second))

    def _siblings(self, first: Sentence, second: Sentence) -> bool:
        """Whether both are points of one list: 「一是…;二是…」."""
        points = [self._document.sections[i] for i in (first.section, second.section) if i is not None]
        return len(points) > 1 and points[0].parent == points[1].parent and points[0].style in _POINTS


def _still_asked(reading: Reading, before: Draft, given: Sequence[Owned]) -> bool:
    """Whether a paper goes on to ask whom its last sentence called upon: one body, or 市委、市政府."""
    called = before.reading.verdict.label == "call" and reading.index == before.reading.index + 1
    bodies = all(o.claim.modal and o.claim.kind in ("organ", "territory") for o in given)
    one = bodies and len(given) <= _TWO
    letter = reading.context.kind in (DocumentKind.FEEDBACK, DocumentKind.NOTICE)
    return called and one and letter and _STILL_ASKED.match(reading.view) is not None


def _further_duty(reading: Reading, before: Draft) -> bool:
    """Whether a paper names one more thing that the same body does: 「局办公室负责制定…;|收集…;|负责…」."""
    first, second = before.reading.sentence, reading.sentence
    written = reading.context.kind is not DocumentKind.SPEECH
    same = first.section == second.section and first.block == second.block
    return written and same and bool(reading.cues.verb_first)


def _part_of(document: Document, section: int | None, whole: int | None) -> bool:
    while section is not None:
        if section == whole:
            return True
        section = document.sections[section].parent
    return whole is None
