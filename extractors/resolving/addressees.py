"""The addressees of a letter or notice (主送机关), and which sentences without a subject are for them."""

import re
from collections.abc import Collection

from extractors.resolving.addressing import lists_for_you
from extractors.resolving.inheritance_weights import is_inherited
from extractors.sentence_reading import Draft, Owned, Reading
from extractors.units.roles import Claim
from models import Basis, Document, DocumentKind

Parts = frozenset[int | None]
"""Parts of a document, by the section that each is; None for what stands in no section."""
_THE_ABOVE = ("以上单位", "上述单位", "以上各单位", "上述各单位", "以上部门", "上述部门")
_TO_YOU = re.compile(r"(?:^|[,;。]|^[\d一二三四五六七八九十()]{1,4}[.、)])请(?!示|假|求)|你们")
_YOU = re.compile(
    r"(?<![向报给送])[你贵](?:单位|[省市州县区旗镇乡局委办院校厅部馆站所行厂场]|公司|集团|中心)"
)
_PARTY = ("党组", "党委")
_SOURCE = "主送机关"


class Addressees:
    """The units that one document, given with its folded text, is addressed to."""

    def __init__(self, document: Document, view: str, named: list[Claim]) -> None:
        self._document = document
        self._named = named
        self._lists = lists_for_you(view)
        self._name = named[0].name if len(named) == 1 else ""

    @property
    def are_one(self) -> bool:
        """Whether the paper is addressed to one unit alone."""
        return len(self._named) == 1

    def meant_by(self, own: list[Owned]) -> list[Owned]:
        """The addressees where a sentence only calls them 上述单位; else the units that it names."""
        above = own and self._named and all(o.claim.name in _THE_ABOVE for o in own)
        return self._owned(0.8) if above else own

    def asked(self, reading: Reading) -> list[Owned]:
        """All of them, where the sentence only says 请 or 你们."""
        if reading.context.kind is DocumentKind.SPEECH or not _TO_YOU.search(reading.view):
            return []
        return self._owned(0.8)

    def led(self, reading: Reading) -> list[Owned]:
        """The only one, in a list that a line opens for it: 「请你局按以下要求抓好落实:」."""
        listed = any(a <= reading.sentence.start < b for a, b in self._lists)
        return self._owned(0.8) if self.are_one and listed else []

    def told_on(self, reading: Reading, begun: Parts) -> list[Owned]:
        """The only one, where a sentence that nobody else is to obey goes on to demand of it.

        A letter does so in a part in which it has begun to (`begun`), or where the network is sure.
        """
        goes_on = not self._name.endswith(_PARTY) and self.part_of(reading) in begun
        alone = self._named[0].kind == "organ" and is_inherited(reading)
        return self._owned(0.7) if (goes_on and reading.cues.verb_first) or alone else []

    def named_in(self, owners: Collection[Owned]) -> bool:
        """Whether the only one is among the owners."""
        return any(o.claim.name == self._name for o in owners)

    def spoken_to(self, reading: Reading, goes_on_from: Draft | None) -> list[Owned]:
        """The only one, where this sentence names it or goes on from one that did."""
        if not self.are_one or reading.context.kind is DocumentKind.SPEECH:
            return []
        if any(c.modal and self._name.endswith(c.name) for c in reading.claims):
            return []
        if _YOU.search(reading.view):
            return self._owned(0.8)
        told = goes_on_from.carried if goes_on_from else []
        return told if told and all(o.claim.name == self._name for o in told) else []

    def part_of(self, reading: Reading) -> int | None:
        """The part of the document that a sentence stands in."""
        section = reading.sentence.section
        while section is not None and (parent := self._document.sections[section].parent) is not None:
            section = parent
        return section

    def _owned(self, confidence: float) -> list[Owned]:
        return [Owned(claim, Basis.INHERITED, _SOURCE, confidence) for claim in self._named]
