"""Resolves counted references (「两局」, 「三个学院」, 「上述两县」) to the units named before.

They are the owners of the task before where these are just so many, else the bodies of that kind that the
nearest sentence of the item names: 「化工学院…、船舶学院…。两个学院当天整改」. Where the number does not fit,
the words stay as they stand in the text.
"""

import re
from dataclasses import replace
from itertools import pairwise

from extractors.resolving.owner_lists import meant
from extractors.sentence_reading import Draft, Owned, Reading
from extractors.units.roles import RoleReader
from models import Document

_KINDS = {
    "局": "局", "委": "委", "办": "办|办公室", "院": "院", "校": "[校学]", "镇": "镇", "乡": "乡", "村": "村",
    "县": "县", "区": "区", "市": "市", "州": "州", "旗": "旗", "街道": "街道", "社区": "社区",
    "学院": "学院", "医院": "医院", "学校": "[校学]", "公司": "公司|集团|集团公司", "企业": "公司|集团|厂",
    "站": "站", "所": "所", "处": "处", "科": "科", "科室": "[科室部]", "处室": "[处室部]", "乡镇": "[乡镇]",
    "部门": "", "单位": "", "": "",
}  # fmt: skip
"""How the bodies end that a count of a kind takes up; what ends in nothing may be any office."""
_PLACES = ("镇", "乡", "村", "县", "区", "市", "州", "旗", "街道", "社区", "乡镇")
_COUNT_BACK = re.compile(
    r"(?:这|上述|以上|该)?(?P<count>双|[两二三四五六七八])(?:方|[个家]?(?P<kind>"
    rf"{'|'.join(sorted(filter(None, _KINDS), key=len, reverse=True))})|家)"
)
_ALL_BACK = re.compile("(?:上述|以上|前述)(?:责任|相关|有关)?(?:单位|部门|乡镇|镇街|企业|县区|地区)")
_NUMBERS = {"双": 2, "两": 2} | {word: n for n, word in enumerate("二三四五六七八", 2)}
_START = re.compile(r"(?:^|(?<=[、,;:。(]))(?:\s*(?:其中|例如|如|由|对|向|约谈|会议听取了?|听取了?))?")
_SENTENCE_END = re.compile("[。!?;\n]")
_SEVERAL = 2
_SENTENCES = 5
"""How many sentences back the bodies may have been named."""


class CountedBack:
    """The bodies of one document that a count takes up; `view` is its folded text."""

    def __init__(self, document: Document, view: str, roles: RoleReader) -> None:
        self._document = document
        self._view = view
        self._head = roles.head

    def taken_up(self, owned: Owned, before: Draft | None, reading: Reading) -> list[Owned]:
        """「两局」, 「双方」, 「三家」 as the bodies told before, where they are just so many."""
        if _ALL_BACK.fullmatch(owned.claim.name):
            return self._in_sentence(owned, reading)
        counted = _COUNT_BACK.fullmatch(owned.claim.name)
        if counted is None:
            return [meant(owned, before)]
        number = _NUMBERS[counted["count"]]
        told = (before.owners or before.carried) if before else []
        ends = re.compile(f"(?:{_KINDS[counted['kind'] or '']})$")
        if len(told) == number and (
            counted["kind"] not in _PLACES or all(ends.search(o.claim.name) for o in told)
        ):
            named = [(o.claim.name, o.claim.kind) for o in told]
        else:
            named = [(name, "organ") for name in self._named(counted["kind"] or "", number, reading)]
        return [replace(owned, claim=owned.claim._replace(name=name, kind=kind)) for name, kind in named] or [
            owned
        ]

    def _in_sentence(self, owned: Owned, reading: Reading) -> list[Owned]:
        """「县民政局承担的…、县水利局承担的…滞后,请以上单位…」: all that its sentence names before it."""
        named = self._names(reading.sentence.start, owned.claim.start)
        if len(named) < _SEVERAL:
            return [owned]
        return [replace(owned, claim=owned.claim._replace(name=name, kind="organ")) for name in named]

    def _named(self, kind: str, number: int, reading: Reading) -> list[str]:
        """The bodies of a kind in the nearest sentence of the item that names some, if they are so many."""
        section = reading.sentence.section
        start = self._document.sections[section].start if section is not None else 0
        stop = reading.sentence.start
        start = start if section is not None else self._view.rfind("\n", 0, max(0, stop - 1)) + 1
        cuts = [start, *(m.end() for m in _SENTENCE_END.finditer(self._view, start, stop)), stop]
        ends = re.compile(f"(?:{_KINDS[kind]})$")
        told: dict[str, None] = {}
        for a, b in list(pairwise(cuts))[: -_SENTENCES - 1 : -1]:
            names = [name for name in self._names(a, b) if ends.search(name)]
            if len(names) == number:
                return names if not told else []
            told = dict.fromkeys((*names, *told))
        return list(told) if len(told) == number and kind else []

    def _names(self, start: int, stop: int) -> list[str]:
        """The offices that the clauses of a sentence begin with, each once, in their order."""
        found: dict[str, None] = {}
        at = start
        for begin in _START.finditer(self._view[start:stop]):
            units = self._head(self._view, begin.end() + start, stop) if begin.end() + start >= at else None
            if units:
                names = zip(units.names, units.full, strict=True)
                found.update({full: None for name, full in names if name.kind in ("organ", "territory")})
                at = units.end
        return list(found)
