"""One unit name at one place in a text: by the registry first, then by the grammar of names.

A name ends in a suffix of `units.toml` and contains no word of a predicate. Unknown units are found by that
grammar, known ones also where it would not look for them (`纪委`, `三台电视台`).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from extractors.lexicon import load, words
from extractors.patterns import AtPlace
from extractors.units.described import described_class, operators
from extractors.units.endings import KINDS, Ending, Kind, endings_of
from extractors.units.reach import BRACKET, STOP, reach_of, starts_predicate
from extractors.units.tasked import office_of_work, standing_body
from models import Registry

_TABLE = load("units")
_NOT_OWNER = AtPlace(words(_TABLE["not_owner"]["subjects"]).pattern)
_ENDINGS = {
    last: tuple(ending for ending in _TABLE["lookalike"]["endings"] if ending[-1] == last)
    for last in {ending[-1] for ending in _TABLE["lookalike"]["endings"]}
}
"""What only looks like the end of a name, by its last letter."""
_SEARCHING = tuple(f"{kind}查办" for kind in ("督", "普", "巡", "检", "清", "核", "排", "稽", "协"))
"""Offices whose work is some kind of search; 查办 alone is what is done to a case."""
_LOOKALIKE = frozenset(_TABLE["lookalike"]["words"])
_QUANTIFIER = AtPlace(words(_TABLE["not_owner"]["quantifiers"]).pattern)
_TAIL = re.compile(_TABLE["tail"]["organ"])
# 「老干部局」, 「教师进修学校」 are bodies for persons; 「县委机要保密局」 is one of the party's.
_OF_PERSONS = re.compile(_TABLE["tail"]["of_persons"])
_PARTY_COMMITTEE = re.compile(r"[省市州县区旗]委$")
_SPLIT = re.compile(r"[,;:、和与及]|[一两几]家|^[两三四五六七八九]个?$")
_JOINT = words(_TABLE["joint"]["words"])
_GROUP = AtPlace(words(_TABLE["group_start"]["words"]).pattern)
_BARE_GROUP = re.compile(load("subjects")["everybody"]["words"])
_PRONOUN = re.compile(
    r"我(?![们国省市县区镇州局委办院校村乡旗公中单社站所])|(?:我|本)(?:局|委|办(?![法学公])|院|校|中心|公司|单位|社|站|所)"
    r"|(?:你|贵)(?:省|市|州|县|区|旗|镇|乡|局|委|办|公司|单位|院|校|社区|街道|集团|中心)(?:党(?:委|组|工委|支部|总支)(?!、))?"
)
_PREDICATE_TAGS = frozenset({"v", "d", "vd", "ad", "vi", "i"})
_CLASS = re.compile(r"相关|有关|各|主管|承办|主办|牵头|派出|参建|责任|所有|任何|每个")
_AT_LEVEL = re.compile(r"[省县区州旗镇乡](?![里上内直])|市(?!场|里|上)")
# 「抽水蓄能电站建设公司要…」: a company that must act is no object.
_FIRM_MUST = re.compile(r"(?:公司|集团)(?:要(?![求点素])|必须|须|应当|务必)")
_UNMISTAKABLE = re.compile(r"(?:专班|领导小组|领导小组办公室|指挥部|联席会议|协会|管理所|服务中心)$")
_CLASSED = re.compile(r"^(?:各类?|所有|全部|有关|相关)(?=[\u4e00-\u9fff]{2})")
# 「发电厂二期」, 「处置中心扩建项目」, 「业委会这个事」: the name only says which work or matter it is.
_WORKS = re.compile(
    r"[一二三四五]期(?!间)|(?:扩建|改扩建|迁建|重建)(?:项目|工程)|(?:建设|改造)(?:项目|工程)(?![部办公])"
    r"|这[个件桩]?事|的事(?![故业务项])"
)
_PROPER = ("nz", "nr", "nt")
_THING_TAGS = ("n", "vn", "f", "nz")
_POST = re.compile(r"(?:帮扶(?=干部|队员)|分管|主管|包|驻|挂|联|带班|值班|负责|第一|主要|专职|牵头|参会)")
_BODY = frozenset(_TABLE["suffix"]["body"])
_NOMINAL = frozenset(_TABLE["suffix"]["nominal"])
_TRADES = frozenset(_TABLE["suffix"]["trades"])
_FOUNDING = frozenset(_TABLE["suffix"]["founding"])
_FOUNDED = re.compile(rf"[{_TABLE['level']['characters']}](?:组建|成立|设立|建立|抽调|召开)")
_EVERYDAY = frozenset(_TABLE["suffix"]["everyday"])
_LEVEL = _TABLE["level"]["characters"]
_ZONES = tuple(_TABLE["suffix"]["zone"])
_SHORT_ORGAN = frozenset(_TABLE["suffix"]["never_alone"])
_MAX = 26
_LONGEST_FIELD = 10
# 东站|街道, 老厂|社区: places that are named after what stands there.
_NAMED_AFTER, _PLACE = frozenset("站厂场馆院所校港"), 4
_FIRM = re.compile(
    rf"(?P<head>[\u4e00-\u9fff]{{2,4}}?)(?:{words(_TABLE['company']['trade']).pattern})"
    rf"(?=[、和,]|{_TABLE['company']['acts']})"
)
_PURE_FIRM = re.compile(
    rf"(?P<head>[\u4e00-\u9fff]{{2,4}}?)(?:{words(_TABLE['company']['pure']).pattern})"
    rf"(?=[、和,]|{_TABLE['company']['acts']})"
)
# 「资助|我市」: a place of the speaker's is no end of a name.
_OURS_INSIDE = re.compile(r".(?:我|本)[省市州县区旗镇乡村]$")
_BUILDS = re.compile(
    r"建设(?!局|委|厅|部|单位|银行|集团|公司|科|处|办|管理|项目|工程|指挥|规划|主体|方|投资|发展)"
)
_TITLED = re.compile(r"[省市县区镇乡村](?![场级])|政府|党政|党委|各")
_TOPIC = re.compile(
    rf"[\u4e00-\u9fff]{{0,4}}?(?:{words([*_TABLE['topic']['words'], *_TABLE['topic']['papers']]).pattern})+"
)
_PAPER = words(_TABLE["topic"]["papers"])

PATTERNS = (_PRONOUN, _BARE_GROUP, _FIRM, _PURE_FIRM)
"""What finds names without a suffix; see `signs`, which reads off them what a clause must hold."""


@dataclass(frozen=True, slots=True)
class Name:
    """A unit name at `[start, end)` of the folded text."""

    start: int
    end: int
    kind: Kind
    known: bool = False


class NameReader:
    """Reads one unit name that begins at a given offset."""

    def __init__(self, registry: Registry, tags: Mapping[str, str]) -> None:
        self._tags = tags
        self._known = _known_names(registry)
        self._blocked = _not_assignable(registry)
        self._heads = frozenset(name[:2] for name in self._known)

    def read(self, view: str, at: int, limit: int) -> Name | None:
        """The longest name that begins at `at` and ends by `limit`, or None."""
        if at >= limit:
            return None
        if whole := _without_suffix(view, at, limit):
            return whole
        listed = view[at] == "和" and view.startswith("、", at - 1)
        if not listed and _QUANTIFIER.match(view, at, limit):
            return None
        if starts_predicate(view, at, limit):
            return self._office(view, at, limit)
        described = operators(view, at, limit)
        if described:
            return Name(at, described, "group")
        pronoun = _PRONOUN.match(view, at, limit) if view[at] in "我本你贵" else None
        if pronoun:
            return Name(at, pronoun.end(), "pronoun", known=True)
        best = self._pure_firm(view, at, limit)
        best = best or self._bounded(view, at, min(limit, at + _MAX)) or self._firm(view, at, limit)
        if best is None:
            return self._office(view, at, limit)
        if self._follows_topic(view, at, best) or self._is_nobody(view, best) or self._holds_verb(view, best):
            return self._office(view, at, limit)
        return None if self._qualifies(view, best, limit) else best

    def _bounded(self, view: str, at: int, reach: int) -> Name | None:
        """A name before the first word of a predicate, which is looked for only where one can end."""
        heads = self._heads
        bare = _BARE_GROUP.match(view, at, reach)
        known = view[at : at + 2] in heads or view[at + 1 : at + 3] in heads
        if not (bare or known or endings_of(view).any_within(at, reach)):
            return None
        stop = reach_of(view, at, reach)
        best = self._by_grammar(view, at, stop) or self._by_registry(view, at, stop)
        if bare and bare.end() > stop:
            bare = _BARE_GROUP.match(view, at, stop)
        if bare and (best is None or best.end <= bare.end() or view.startswith("和", bare.end())):
            return Name(at, bare.end(), "group")
        return best

    @property
    def known(self) -> frozenset[str]:
        """The names of the registry that may be owners."""
        return self._known

    def breaks(self, text: str) -> bool:
        """Whether a text holds a word that no name contains, or begins with a verb."""
        return bool(STOP.search(text) or (self._is_predicate(text[:2]) and text[:2] not in _NOMINAL))

    def is_word(self, text: str) -> bool:
        """Whether the dictionary knows a text as a word."""
        return text in self._tags

    def _follows_topic(self, view: str, at: int, name: Name) -> bool:
        """「名单政府办今天发」: what the sentence is about stands before the unit."""
        topic = _TOPIC.match(view, at, name.end)
        if topic and _PAPER.fullmatch(topic.group()):
            return topic.end() < name.end
        return bool(topic and _TITLED.match(view, topic.end(), name.end))

    def _qualifies(self, view: str, name: Name, limit: int) -> bool:
        """「学校食堂」, 「改革学校评价」: a word that could be a unit only says what the next noun is of."""
        head, last = view[name.start : name.end - 2], view[name.end - 2 : name.end]
        of_work = last in _EVERYDAY and last not in _BODY
        worked_on = of_work and (head in _NOMINAL or self._is_predicate(head))
        if not worked_on and view[name.start : name.end] not in _EVERYDAY:
            return False
        words_ = (view[name.end : min(limit, name.end + n)] for n in (4, 3, 2))
        after = next((word for word in words_ if len(word) > 1 and word in self._tags), "")
        return self._tags.get(after, "") in _THING_TAGS

    def _is_nobody(self, view: str, name: Name) -> bool:
        words_ = view[name.start : name.end]
        subject = _NOT_OWNER.match(view, name.start, name.end)
        attributive = "的" in words_ and name.kind != "person"
        alike = _CLASSED.sub("", words_) in _LOOKALIKE
        nobody = (
            attributive
            or words_ in self._blocked
            or alike
            or _OURS_INSIDE.search(words_)
            or _WORKS.match(view, name.end)
            or _ends_alike(words_)
        )
        return bool(nobody or (subject and subject.end() == name.end))

    def _holds_verb(self, view: str, name: Name) -> bool:
        """「打造我区」, 「重点实施奋斗镇」: a predicate runs where a name would be; 「审计局」 is a name."""
        name = _body_of(view, name)
        words_ = view[name.start : name.end]
        if name.known or words_ in self._known or words_[1:] in self._known or words_ in _ALONE:
            return False
        if _FOUNDED.match(words_):
            return True
        if name.kind == "organ" and _AT_LEVEL.match(words_):
            return False
        of_class = _CLASS.search(words_)
        if of_class or _POST.match(words_) or "派驻" in words_:
            before = words_[: of_class.start()] if of_class and of_class.start() > 1 else ""
            return bool(before) and self._is_predicate(next(self._words(before))[0])
        if _BUILDS.match(words_):
            return True
        clear = name.kind == "organ" and (
            _UNMISTAKABLE.search(words_) or _FIRM_MUST.match(view, name.end - 2)
        )
        for word, at in self._words(words_):
            verb = self._is_predicate(word) and (word not in _NOMINAL or self._governs(words_, word))
            verb = verb or (name.kind == "territory" and word in _NOMINAL and at > len(word))
            organ = name.kind == "organ" and (len(words_) - at <= 1 or words_[at:] in _BODY)
            if verb and (not organ or word in _FOUNDING) and not (clear and word not in _FOUNDING):
                return True
        return False

    def _is_predicate(self, word: str) -> bool:
        """Whether a word is one of a predicate, not of a body's field of work."""
        return (
            len(word) > 1
            and self._tags.get(word, "") in _PREDICATE_TAGS
            and word not in KINDS
            and word not in _TRADES
        )

    def _governs(self, name: str, word: str) -> bool:
        """「建设|设施产业园」: a field of work at the head of a name has an object, not a body, after it."""
        rest = name[len(word) :].lstrip("与和第一二三四五六七八九十")
        after = rest[:2]
        linked = name[len(word) : len(word) + 1] in ("与", "和")
        chained = linked or after in _NOMINAL or self._is_predicate(after)
        return name.startswith(word) and not chained and rest not in _BODY

    def _runs_on(self, between: str) -> bool:
        """「财政局|修订|学校」: a verb between two endings shows that the second belongs to no name."""
        return any(self._is_predicate(word) and word not in _NOMINAL for word, _ in self._words(between))

    def _words(self, text: str) -> Iterator[tuple[str, int]]:
        """The words of a text from the left, the longest that the dictionary knows, and where each ends."""
        at, tags = 0, self._tags
        while at < len(text):
            for length in (4, 3, 2):
                word = text[at : at + length]
                if word in tags:
                    break
            else:
                word = text[at]
            at += len(word)
            yield word, at

    def _by_grammar(self, view: str, at: int, stop: int) -> Name | None:
        """The first suffix, extended while what follows is itself the tail of a name."""
        best: Name | None = None
        for found in endings_of(view).within(at, stop):
            if best and found.start < best.end:
                continue
            if _ends_alike(view[at : found.end]) or (best and not _extends(view, best, found)):
                continue
            if best and found.start > best.end and self._runs_on(view[best.end : found.start]):
                break
            if found.end - at < 2 or (best is None and not _enough(at, found)):
                continue
            bracket = BRACKET.match(view, found.end, stop) if view.startswith("(", found.end) else None
            end = bracket.end() if bracket else found.end
            if ("(" in view or "“" in view) and _is_half(view[at:end]):
                continue
            best = Name(at, end, _kind(view, at, end, KINDS[found.suffix]))
        return best

    def _pure_firm(self, view: str, at: int, limit: int) -> Name | None:
        """A company whose ending is no word of its own: 「丰谷米业要…」, 「永盛助剂2家企业须…」."""
        found = _PURE_FIRM.match(view, at, limit)
        if found is None:
            return None
        listed = view.startswith("、", at - 1)
        known = not listed and self._is_predicate(found.group("head")[:2])
        return None if known else Name(at, found.end(), "organ")

    def _firm(self, view: str, at: int, limit: int) -> Name | None:
        """A company by its short name, whose head is no word: 「嘉和化工要停用…」, but not 「现代物流要」."""
        found = _FIRM.match(view, at, limit)
        if found is None:
            return None
        heads = {found.group("head")[:n] for n in (2, 3, 4)}
        if any(self._tags.get(head, "nz")[:2] not in _PROPER for head in heads):
            return None
        return Name(at, found.end(), "organ")

    def _office(self, view: str, at: int, limit: int) -> Name | None:
        end = office_of_work(view, at, limit)
        return Name(at, end, "organ") if end and not _ends_alike(view[at:end]) else None

    def _by_registry(self, view: str, at: int, stop: int) -> Name | None:
        end = self._known_end(view, at, stop)
        if end is None and view[at] in _LEVEL:
            end = self._known_end(view, at + 1, stop)
        return Name(at, end, "organ", known=True) if end else None

    def _known_end(self, view: str, at: int, stop: int) -> int | None:
        """Where the longest name of the registry that begins at `at` ends."""
        if view[at : at + 2] not in self._heads:
            return None
        return next((end for end in range(stop, at + 1, -1) if view[at:end] in self._known), None)


def _ends_alike(words_: str) -> bool:
    """Whether words end as a name does and are none: 布局, 厕所."""
    alike = words_.endswith(_ENDINGS.get(words_[-1], ()))
    return alike and not words_.endswith((*_SEARCHING, "各城市"))


def _body_of(view: str, name: Name) -> Name:
    """「洗选分公司」 of 「洗选分公司经理」: the body that a post is named after; else the name itself."""
    if name.kind != "person":
        return name
    before = [e for e in endings_of(view).within(name.start, name.end) if e.end < name.end]
    named = before and before[-1].start > name.start and KINDS[before[-1].suffix] == "organ"
    return replace(name, end=before[-1].end, kind="organ") if named else name


def _is_half(name: str) -> bool:
    """Whether a bracket or a quotation mark of a name has no other."""
    return name.count("“") != name.count("”") or name.count("(") != name.count(")")


def _kind(view: str, start: int, end: int, kind: Kind) -> Kind:
    """A class of units is a group, a post stays a post."""
    if kind == "person":
        return "person"
    return "group" if _GROUP.match(view, start, end) else kind


def _enough(at: int, found: Ending) -> bool:
    """A bare suffix is no name, except words that name a unit by themselves (乡镇, 企业, 纪委 …)."""
    word = found.suffix
    return found.start > at or word in _ALONE or (len(word) >= 3 and word not in _SHORT_ORGAN)


_ALONE = frozenset(_TABLE["suffix"]["alone"])


def _extends(view: str, best: Name, found: Ending) -> bool:
    """Whether a later suffix belongs to the name: 县政府|督查室, 区公安分局|交警大队, 各乡镇|主要负责人."""
    between = _JOINT.sub("", view[best.end : found.start])
    stop = STOP.search(view, best.end, found.end)
    if len(between) > _LONGEST_FIELD or (stop and stop.start() < found.start) or _SPLIT.search(between):
        return False
    kind = KINDS[found.suffix]
    if best.kind == "organ" and kind == "territory" and not between and best.end - best.start <= _PLACE:
        return view[best.end - 1] in _NAMED_AFTER
    if best.kind == "person" and kind == "organ":
        return bool(_OF_PERSONS.fullmatch(between))
    if kind == "organ" and found.suffix == "局" and _PARTY_COMMITTEE.search(view, best.start, best.end):
        return 2 <= len(between) <= 6
    if kind == "person":
        return (best.kind != "person" or not between) and len(between) <= 4
    if best.kind in ("territory", "group") or view.endswith(_ZONES, best.start, best.end):
        return kind in ("organ", "group") or not between
    return bool(best.kind == "organ" and _TAIL.match(view[best.end : found.end]))


def _without_suffix(view: str, at: int, limit: int) -> Name | None:
    """A name that the grammar of suffixes does not find: of many words, or with a verb inside."""
    described = described_class(view, at, limit)
    if described:
        return Name(at, described, "group")
    standing = standing_body(view, at, limit) if view[at] in _LEVEL else 0
    return Name(at, standing, "organ") if standing else None


def _known_names(registry: Registry) -> frozenset[str]:
    return frozenset(name for name, unit in registry.by_name.items() if unit.assignable and len(name) >= 2)


def _not_assignable(registry: Registry) -> frozenset[str]:
    return frozenset(name for name, unit in registry.by_name.items() if not unit.assignable)
