"""One unit name at one place in a text: by the registry first, then by the grammar of names.

A name ends in a suffix of `units.toml` and contains no word of a predicate. Unknown units are found by that
grammar, known ones also where it would not look for them (`纪委`, `三台电视台`).
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from extractors.lexicon import load
from extractors.matching.alternations import AtPlace
from extractors.matching.word_patterns import words
from extractors.units.names import company_names as firms
from extractors.units.names.bodies_by_task import office_of_work, standing_body
from extractors.units.names.classes import acting_class, holder
from extractors.units.names.composed import ALONE, Name, composed
from extractors.units.names.described import described_class, operators
from extractors.units.names.endings import endings_of, ends_alike
from extractors.units.names.imposters import Imposters
from extractors.units.names.moment_words import WHEN
from extractors.units.names.name_reach import reach_of, starts_predicate
from extractors.units.names.numbered_schools import SCHOOL_HEADS, numbered_school
from extractors.units.names.spoken import (
    CALLED_HEADS,
    NAMED_HEADS,
    by_name,
    called,
    full_name,
    person_of_body,
)
from extractors.units.names.titles import TITLE_HEADS, two_titles
from extractors.units.names.verbs import Verbs
from models import Registry

_TABLE = load("units")
_QUANTIFIER = AtPlace(words(_TABLE["not_owner"]["quantifiers"]).pattern)
_BARE_GROUP = re.compile(load("subjects")["everybody"]["words"])
_PRONOUN = re.compile(
    rf"我(?={load('subjects')['speaker']['acts']})|(?:我|本)(?:局|委|办(?![法学公])|院|校|中心|公司|单位|社|站|所)"
    r"|你们[局村镇乡院校](?=[,要把今明先马必也都每\d三两一]|$)|(?:你|贵)(?:省|市|州|县|区|旗|镇|乡|局|委|办|公司|单位|院|校|社区|街道|集团|中心"
    r"|部(?![门署队位件]|分(?!管))|厅|馆|站(?![出在起着好到])|所(?![说做有在见需处])|行(?![为业动政程使])|厂|场(?![所地景面])|队(?![伍员长])|园(?![区林艺]))(?:党(?:委|组|工委|支部|总支)(?!、))?"
)
# 「和林县农牧局要…」: where nothing stands before 和 it joins nothing.
_PLACE_IN_AND = re.compile(
    r"(?<![^,;:。、()由\s])和(?![省市县区州旗镇乡各本我你其])[\u3400-\u9fff]{1,3}?(?:[县区市旗镇乡]|矿业|药业|化工|置业|水泥|公司|集团)"
    r"(?![^,;。]{0,16}(?:一起|一道|一同|共同|对接|协商|沟通|衔接|联系))"
)
# 「你公司董事会办公室牵头」: an office of the addressee's.
_PART_OF_YOURS = re.compile(
    r"(?<=公司|集团|单位|中心)(?:纪委|(?:(?![要应须将对把在于并党])[\u3400-\u9fff]){2,7}?(?:办公室|[部处科室股]))"
    r"(?=[要应须于在、,每]|牵头|负责|会同|配合|必须|立即|尽快)"
    r"|(?<=[局院校])(?:纪委|(?:(?![要应须将对把在于并党])[\u3400-\u9fff]){2,7}?(?:办公室|[处科室股]))"
    r"(?=[要应须于在、,每]|牵头|负责|会同|配合|必须|立即|尽快)"
)
_NO_OFFICE_OF_YOURS = frozenset("各有相所全的、,;:。(在于要应须对把将按")
_ACTS_FOR_YOU = re.compile(
    r"[都也]?(?:[要应须于在每将对把按]|牵头|负责|会同|配合|协助|必须|立即|尽快|进行|重新|组织|开展|[逐限当今]|\d)"
)
_LEVEL = _TABLE["level"]["characters"]
_OURS = tuple("国省市县区镇州局委办院校村乡旗公中单社站所")
_NEAR, _LONG, _THERE = 9, 6, "里上"
_AT_WORK = frozenset("包驻管住分带值坐退返")
_SHORT_PLACE, _OF_PLACES = 2, ("ns", "nr", "nz")
_ACTING = re.compile(
    rf"[都也]?(?:要(?![求点素])|必须|一律|不得|不准|不许|负责|{WHEN}|[每把]|马上|立即|\d)|,(?!由)"
)
# 「三县两区」, 「“四镇一街道”」: so many places of two kinds.
_COUNTED_PLACES = re.compile(
    r"(?P<q>“)?[一二两三四五六七八九十][省市州县区旗镇乡][一二两三四五六七八九十](?:[市州县区旗镇乡村]|街道?|苏木|园区)(?(q)”)"
    r"(?=[要须在将每于、,]|应(?!急)|必须|务必)"
)
_POST = re.compile(r"“一把手”|(?:一把手|分管领导)(?=[要须在于亲直]|必须|务必)")
# 「县医院每个临床科室派一名」, 「区妇联每名干部联系两个村」: each part of a body, where it acts.
_EACH_OF_IT = re.compile(
    r"(?:机关)?每(?:一?[个名位])(?:(?![要应须派把在对])[\u3400-\u9fff]){0,4}?"
    r"(?:科室|处室|股室|支部|车间|班组|干部|党员|教师|老师|医生|护士|民警|职工|人)"
    r"(?=[要应须派都把联包,从每\d]|必须|至少|负责|不得|不准|不许)"
)
_ALL_LEVELS = re.compile(r"各级(?=[都也均]?(?:要(?![求点素])|必须|务必|须(?!知)|应当))")
_HOUSES = "局委院校司心"
_NO_HEAD = re.compile(_TABLE["not_owner"]["heads"])
_MAX = 26
_DEMANDS = ("要求", "强调", "指出", "希望各")
_NO_NAME = ("和", "成立", "组建", "设立", "建立", "召开", "完善", "健全")
"""What goes on behind 「县里」 is no longer its name: 「县里成立指挥部」."""

PATTERNS = (_PRONOUN, _BARE_GROUP, *firms.PATTERNS)
"""What finds names without a suffix; see `signs`, which reads off them what a clause must hold."""


class NameReader:
    """Reads one unit name that begins at a given offset."""

    def __init__(self, registry: Registry, tags: Mapping[str, str]) -> None:
        self.verbs = Verbs(tags)
        self.known = _known_names(registry)
        """The names of the registry that may be owners."""
        self._imposters = Imposters(self.verbs, self.known, _not_assignable(registry))
        self._heads = frozenset(name[:2] for name in self.known)

    def read(self, view: str, at: int, limit: int) -> Name | None:
        """The longest name that begins at `at` and ends by `limit`, or None."""
        name = self._name(view, at, limit) if at < limit else None
        if name and name.kind == "territory" and view.startswith("各", name.end):
            name = self._of_place(view, name, limit)
        if name and name.kind == "organ" and (each := _EACH_OF_IT.match(view, name.end, limit)):
            return Name(at, each.end(), "group")
        post = _POST.match(view, name.end, limit) if name and name.kind == "group" else None
        return Name(at, post.end(), "person") if post else name

    def _of_place(self, view: str, place: Name, limit: int) -> Name:
        """「云溪区各乡镇」, 「云溪区各级」: a class of what belongs to a place, where it acts."""
        if levels := _ALL_LEVELS.match(view, place.end, limit):
            return Name(place.start, levels.end(), "group")
        each = self._read(view, place.end, limit)
        return Name(place.start, each.end, "group") if each and each.end > place.end else place

    def _name(self, view: str, at: int, limit: int) -> Name | None:
        """A name without what its class of units may be followed by: 「各责任部门|“一把手”」."""
        if end := holder(view, at, limit):
            return Name(at, end, "group")
        if view[at] in NAMED_HEADS and (end := by_name(view, at, limit)):
            return Name(at, end, "person")
        name = self._read(view, at, limit)
        named = view[name.end : name.end + 1] in NAMED_HEADS or name.end - at > _LONG if name else False
        if (named or view[at + 2 : at + 3] == "的") and (end := self._of_body(view, at, limit)):
            return Name(at, end, "person")
        if name and name.kind == "person" and (end := self._in_full(view, name.end, limit)):
            return replace(name, end=end)
        there = (name is None or view[name.end - 1] in _THERE) and not view.startswith(_DEMANDS, at)
        if there and (end := acting_class(view, at, limit)) and (name is None or end > name.end):
            return Name(at, end, "group")
        of = view.find("的", at + 1, min(limit, at + _NEAR)) if name is None else name.end
        return (view.startswith("的", of) and self._of_each(view, at, of, limit)) or name

    def _of_body(self, view: str, at: int, limit: int) -> int:
        """Where 「农技站老赵」, 「北塬的老蒋」 ends, who is told to act; 0 where none begins."""
        end, whole, joined = person_of_body(view, at, limit)
        body = self._read(view, at, end) if whole else None
        place = (
            joined
            and view[at] not in _AT_WORK
            and end - at == _SHORT_PLACE
            and self.verbs.tag(view[at:end], "ns") in _OF_PLACES
        )
        return whole if place or (body and body.end == end) else 0

    def _in_full(self, view: str, at: int, limit: int) -> int:
        """Where a full name ends behind a post, which is no word of the dictionary; else 0."""
        end = 0 if starts_predicate(view, at, limit) else full_name(view, at, limit)
        word = view[at:end].removesuffix("同志")
        return end if self.verbs.tag(word, "nr") == "nr" else 0

    def _of_each(self, view: str, at: int, end: int, limit: int) -> Name | None:
        """「各乡镇的农技站要…」: a body of which each of a class has one, where it acts."""
        each = self._read(view, at, end)
        if each is None or each.end != end or (each.kind != "group" and view[at:end] not in ALONE):
            return None
        part = self._read(view, end + 1, limit)
        own = part and part.kind in ("organ", "person") and _ACTING.match(view, part.end)
        return Name(at, part.end, "group") if part and own else None

    def _read(self, view: str, at: int, limit: int) -> Name | None:
        if whole := _without_suffix(view, at, limit):
            return whole
        head = view[at]
        if head in CALLED_HEADS and (person := called(view, at, limit)):
            return Name(at, person, "person")
        named = head == "和" and (view.startswith("、", at - 1) or _PLACE_IN_AND.match(view, at, limit))
        if not named and head in _QUANTIFIER.letters and _QUANTIFIER.match(view, at, limit):
            return None
        if starts_predicate(view, at, limit):
            return _office(view, at, limit)
        if described := operators(view, at, limit):
            return Name(at, described, "group")
        pronoun = _PRONOUN.match(view, at, limit) if head in "我本你贵" else None
        if pronoun:
            return Name(at, self._part_of(view, at, pronoun.end(), limit), "pronoun", known=True)
        if _NO_HEAD.match(view, at, limit) or (head == "我" and view[at + 1 : at + 2] not in _OURS):
            return None
        best = firms.pure_firm(view, at, limit, self.verbs)
        best = best or self._bounded(view, at, limit if limit < at + _MAX else at + _MAX)
        best = best or firms.firm(view, at, limit, self.verbs)
        if best is None or self._imposters.include(view, best):
            return _office(view, at, limit)
        return None if self._imposters.qualifies(view, best, limit) else best

    def _part_of(self, view: str, at: int, end: int, limit: int) -> int:
        """Where a body ends that 你… or 本… begins: 「你公司董事会办公室」, 「本院执行局」."""
        if view[at] in "你贵":
            part = _PART_OF_YOURS.match(view, end, limit)
            return part.end() if part else self._office_of_yours(view, at, end, limit)
        if end >= limit or view[end - 1] not in _HOUSES or starts_predicate(view, end, limit):
            return end
        office = self._bounded(view, end, min(limit, end + _MAX))
        return office.end if office and office.kind in ("organ", "person") else end

    def _office_of_yours(self, view: str, at: int, end: int, limit: int) -> int:
        """Where the office or the post ends that acts behind 你县: 「你县|自然资源局要…」; else `end`."""
        if end >= limit or view[end] in _NO_OFFICE_OF_YOURS or starts_predicate(view, end, limit):
            return end
        office = self._bounded(view, end, min(limit, end + _MAX))
        if office is None or office.kind not in ("organ", "person"):
            return end
        acts = view.startswith("由", at - 1) or _ACTS_FOR_YOU.match(view, office.end)
        return office.end if acts else end

    def _bounded(self, view: str, at: int, reach: int) -> Name | None:
        """A name before the first word of a predicate, which is looked for only where one can end."""
        heads = self._heads
        bare = _BARE_GROUP.match(view, at, reach)
        known = view[at : at + 2] in heads or view[at + 1 : at + 3] in heads
        if not (bare or known or endings_of(view).any_within(at, reach)):
            return None
        stop = reach_of(view, at, reach)
        best = composed(view, at, stop, self.verbs) or self._by_registry(view, at, stop)
        if bare and bare.end() > stop:
            bare = _BARE_GROUP.match(view, at, stop)
        if bare and (best is None or best.end <= bare.end() or view.startswith(_NO_NAME, bare.end())):
            return Name(at, bare.end(), "group")
        return best

    def _by_registry(self, view: str, at: int, stop: int) -> Name | None:
        end = self._known_end(view, at, stop)
        if end is None and view[at] in _LEVEL:
            end = self._known_end(view, at + 1, stop)
        return Name(at, end, "organ", known=True) if end else None

    def _known_end(self, view: str, at: int, stop: int) -> int | None:
        """Where the longest name of the registry that begins at `at` ends."""
        if view[at : at + 2] not in self._heads:
            return None
        return next((end for end in range(stop, at + 1, -1) if view[at:end] in self.known), None)


def _office(view: str, at: int, limit: int) -> Name | None:
    """An office that its work alone names."""
    end = office_of_work(view, at, limit)
    return Name(at, end, "organ") if end and not ends_alike(view[at:end]) else None


def _without_suffix(view: str, at: int, limit: int) -> Name | None:
    """A name that the grammar of suffixes does not find: of many words, or with a verb inside."""
    described = described_class(view, at, limit)
    if described:
        return Name(at, described, "group")
    if view[at] in TITLE_HEADS and "、" in view[at:limit] and (person := two_titles(view, at, limit)):
        return Name(at, person, "person")
    if places := _COUNTED_PLACES.match(view, at, limit):
        return Name(at, places.end(), "group")
    if view[at] in SCHOOL_HEADS and (school := numbered_school(view, at, limit)):
        return Name(at, school, "organ")
    standing = standing_body(view, at, limit) if view[at] in _LEVEL else 0
    return Name(at, standing, "organ") if standing else None


def _known_names(registry: Registry) -> frozenset[str]:
    return frozenset(name for name, unit in registry.by_name.items() if unit.assignable and len(name) >= 2)


def _not_assignable(registry: Registry) -> frozenset[str]:
    return frozenset(name for name, unit in registry.by_name.items() if not unit.assignable)
