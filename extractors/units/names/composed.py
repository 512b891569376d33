"""A name by its endings: the first one, and every later one that goes on from it (县政府|督查室)."""

import re
from dataclasses import dataclass, replace

from extractors.lexicon import load
from extractors.matching.alternations import AtPlace
from extractors.matching.word_patterns import words
from extractors.units.names.endings import KINDS, Ending, Kind, endings_of, ends_alike
from extractors.units.names.name_reach import BRACKET, STOP
from extractors.units.names.verbs import Verbs

_TABLE = load("units")
_STANDING = ("专班", "领导小组", "指挥部", "联席会议")
_FOUNDING = tuple(_TABLE["suffix"]["founding"])
_TAIL = re.compile(_TABLE["tail"]["organ"])
# 「老干部局」, 「教师进修学校」 are bodies for persons; 「县委机要保密局」 is one of the party's.
_OF_PERSONS = re.compile(_TABLE["tail"]["of_persons"])
_PARTY_COMMITTEE = re.compile(r"[省市州县区旗]委$")
_SPLIT = re.compile(r"[,;:、及]|[带派请][一二两三四五六七八九十几\d]|[一两几]家|^[两三四五六七八九]个?$")
# 县政协|农业和农村|委员会: two fields of one body, where no body and no class of persons stands before 和.
_FIELDS = re.compile(r"[\u3400-\u9fff]{2,8}(?<![员者户民众])[和与](?![各本其有相一])[\u3400-\u9fff]{2,6}")
_OF_FIELDS = (*"办委室处科股站所部庭局", "委员会", "中心", "大队", "支队")
_JOINT = words(_TABLE["joint"]["words"])
_GROUP = AtPlace(words(_TABLE["group_start"]["words"]).pattern)
# 县中小企业|发展局, 化工园区管委会|建设局: classes and areas that have bodies of their own.
_AREAS = (*_TABLE["suffix"]["zone"], "管委会", "管理委员会", "企业", "中小学", "中小学校")
_SHORT_ORGAN = frozenset(_TABLE["suffix"]["never_alone"])
ALONE = frozenset(_TABLE["suffix"]["alone"])
"""Words that name a unit by themselves: 乡镇, 企业, 纪委."""
_LONGEST_FIELD = 10
# 市|清渠生态环境局: the place of a branch stands before its field, be there a verb in its letters.
_BRANCH = re.compile(
    rf"(?:.{{1,4}}[市县区旗州])?(?P<place>[㐀-龥]{{2}})(?:{words(_TABLE['casual']['fields']).pattern})分?[局所]"
)
# 「由年级主任办。」, 「会同居委会办,」: 办 is what they are to do.
_NO_OFFICE, _ENDS_THERE = frozenset("任长场会员"), re.compile(r"[,。;]|$")
# 东站|街道, 老厂|社区: places that are named after what stands there.
# 札水县|柳湾乡: a place below is told with the one above it.
_ABOVE, _BELOW = frozenset("县区旗市"), ("乡", "镇", "街道", "苏木")
# 「丘山区|乡镇」, 「临江县|乡镇」: the towns of a place, not the place.
_CLASSES_BELOW = ("乡镇", "镇街", "街道")
_PLACE_NAME = re.compile(r"(?![各和与及两三四的一这那有])[\u3400-\u9fff]{2,3}")
_NAMED_AFTER, _PLACE = frozenset("站厂场馆院所校港"), 4


@dataclass(frozen=True, slots=True)
class Name:
    """A unit name at `[start, end)` of the folded text."""

    start: int
    end: int
    kind: Kind
    known: bool = False


def composed(view: str, at: int, stop: int, verbs: Verbs) -> Name | None:
    """The name at `at`: its first suffix, extended while what follows is itself the tail of a name."""
    best: Name | None = None
    for found in endings_of(view).within(at, stop):
        if best and found.start < best.end:
            continue
        if ends_alike(view[at : found.end]) or (best and not _extends(view, best, found)):
            continue
        if best and found.start > best.end and _verb_between(view, best, found, verbs):
            break
        if found.end - at < 2 or (best is None and not (_enough(at, found) and _one_body(view, at, found))):
            continue
        bracket = BRACKET.match(view, found.end, stop) if view.startswith("(", found.end) else None
        end = bracket.end() if bracket else found.end
        if ("(" in view or "“" in view) and _is_half(view[at:end]):
            continue
        best = Name(at, end, _kind(view, at, end, KINDS[found.suffix]))
    return best


def _verb_between(view: str, best: Name, found: Ending, verbs: Verbs) -> bool:
    """Whether a verb parts a later suffix from the name: 财政局|修订|学校; but not 各县|取暖|工作专班."""
    between = view[best.end : found.start]
    if found.suffix.endswith(_STANDING) and best.kind in ("territory", "group"):
        return any(verb in between for verb in _FOUNDING)
    if best.kind == "territory" and of_branch(between + found.suffix, verbs):
        return False
    return verbs.run_between(between.removeprefix("驻").removeprefix("派出"), best.kind)


def of_branch(text: str, verbs: Verbs) -> bool:
    """Whether a name is that of a branch with a place of its own: 「(临江市)清渠生态环境局」."""
    branch = _BRANCH.fullmatch(text)
    return branch is not None and not verbs.is_predicate(branch["place"])


def body_of(view: str, name: Name) -> Name:
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
    return found.start > at or word in ALONE or (len(word) >= 3 and word not in _SHORT_ORGAN)


def _one_body(view: str, at: int, found: Ending) -> bool:
    """Whether 与 before the first suffix joins fields of work: 合作与交流处, but not 「新金融与新大学」."""
    return "与" not in view[at : found.start] or found.suffix.endswith(
        (*_OF_FIELDS, "学院", "联合会", "协会", "学会", "促进会")
    )


def _is_below(between: str, suffix: str) -> bool:
    """Whether a place below goes on the name of the one above it: 札水县|柳湾乡, 丘山区|乡镇."""
    named = suffix in _BELOW and _PLACE_NAME.fullmatch(between) is not None
    return named or (not between and suffix in _CLASSES_BELOW)


def _parted(view: str, best: Name, between: str) -> bool:
    """「各乡镇|各部门」 are two classes; 「水务公司|承建的二水厂」 is a thing of the first."""
    classes = view[best.start] == "各" and (view[best.end] == "各" or "各" in between)
    return classes or (best.kind == "organ" and between.find("的") > 0)


def _extends(view: str, best: Name, found: Ending) -> bool:
    """Whether a later suffix belongs to the name: 县政府|督查室, 区公安分局|交警大队, 各乡镇|主要负责人."""
    between = _JOINT.sub("", view[best.end : found.start])
    stop = STOP.search(view, best.end, found.end)
    if (
        len(between) > _LONGEST_FIELD
        or _parted(view, best, between)
        or (stop and stop.start() < found.start)
        or _SPLIT.search(between)
    ):
        return False
    if (
        found.suffix == "办"
        and not between
        and view[best.end - 1] in _NO_OFFICE
        and _ENDS_THERE.match(view, found.end)
    ):
        return False
    joined = "和" in between or "与" in between
    if joined and not (found.suffix.endswith(_OF_FIELDS) and _FIELDS.fullmatch(between)):
        return False
    kind = KINDS[found.suffix]
    if best.kind == "organ" and kind == "territory" and not between and best.end - best.start <= _PLACE:
        return view[best.end - 1] in _NAMED_AFTER
    if best.kind == "territory" and kind == "territory" and view[best.end - 1] in _ABOVE:
        return _is_below(between, found.suffix)
    if best.kind == "person" and kind == "organ":
        return bool(_OF_PERSONS.fullmatch(between))
    if kind == "organ" and found.suffix == "局" and _PARTY_COMMITTEE.search(view, best.start, best.end):
        return 2 <= len(between) <= 6
    if kind == "person":
        return (best.kind != "person" or not between) and len(between) <= 4
    if best.kind in ("territory", "group") or view.endswith(_AREAS, best.start, best.end):
        return kind in ("organ", "group") or not between
    return bool(best.kind == "organ" and _TAIL.match(view[best.end : found.end]))
