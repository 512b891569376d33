"""Lists of units: 「区农业农村局、财政局」, where each name ends, what joins them, open ends noted."""

import re
from dataclasses import replace
from string import whitespace

from extractors.lexicon import load
from extractors.units.lists.place_rows import TWO_PLACES
from extractors.units.lists.shared_classes import shared_class
from extractors.units.lists.sharing import LEVEL_CLASS, restore
from extractors.units.lists.signs import Signs
from extractors.units.lists.spelled import SpelledReader, UnitList
from extractors.units.names.composed import Name
from extractors.units.names.moment_words import WHEN
from extractors.units.names.name_reach import STOP, starts_predicate
from extractors.units.names.name_reader import NameReader

_SEPARATOR = re.compile(
    r"\s*(?:、|或者?(?!其他)|和(?!谐)|及其|以及|及(?!时)|与(?!会)|(?:跟|同)(?=[^,;。]{2,12}(?:一起|一道|一同|一块|共同|联合|核对))|/)\s*(?:各自的)?"
)
_WITH = re.compile(r"\s*[跟同]")
_BOTH_ACT = re.compile(
    rf"\s*(?:[两三各]家|都|{WHEN}|马上|立即|各(?=[派出拿])|分头|轮流|一人|要(?![求够钱人来到回点\d一两])|必须|把)"
)
_ROLE_BRACKET = re.compile(r"\((牵头|总牵头|主办|配合|协办)(?:单位|部门)?\)")
_GOES_ON = frozenset((*"(等、或和及以与跟同各/,，;", *whitespace, "\u3000", "\xa0"))
"""What can begin behind a name that is not the end of its list."""
_COMMA = re.compile(r"\s*[,，;]\s*")
_OPEN = re.compile(
    r"\s*等(?:\d+|[一二三四五六七八九十]+)?(?:个|家)?(?:[\u3400-\u9fff]{0,8}?(?:部门(?:和|、|及|与)(?:有关|相关)?单位|部门|单位|群团组织|社会组织|机构)(?:\(单位\)|\(部门\))?)?"
)
_BARE_LEVEL = re.compile(
    r"[市县区州旗镇乡村场街](?=[、,要应须将和于每按统分)\d]|不[得准许]|必须|务必|负责|牵头|配合|职责|在\d|$)"
)
# 「各旅馆、酒吧、文身店应当…」: places of one sort, of which each list names only some.
_OF_EACH_TOO = re.compile(
    rf"(?:{'|'.join(sorted(load('units')['local']['after_each'], key=len, reverse=True))})"
    r"(?=[、,要应须在从对于按把将每必务一立及与和或由都均]|不[得准许]|严禁|今[天晚]|$)"
)
_TOGETHER = re.compile(
    r"\s*(?:(?:[两二三四多]|双)方|[两三四五]家|[两二三四五六七八九]个?(?:单位|部门)"
    r"|(?:\d{1,2}|[两二三四五六七八九十])家(?:企业|公司|单位))(?=[\u3400-\u9fff])"
)
_LETTERS = load("subjects")["letters"]
_HOLDER = re.compile(
    r"([\u3400-\u9fff]{1,12}?[局委办院校司府部站所镇乡村区社队心行科股馆厂])(?:(?P<there>[那这][边块])|的)?"
    rf"[{_LETTERS['surnames']}{_LETTERS['rare']}]"
    r"(?:副)?(?:书记|主任|局长|所长|站长|校长|院长|镇长|乡长|区长|县长|队长|经理|行长|科长|股长|社长|馆长|厂长|总)"
)
_CHARGE = re.compile(
    rf"(?:分管|主管|包[村片]|驻村|挂点|联系)的(?=(?!副)[\u3400-\u9fff]{{1,3}}?(?:{load('subjects')['spoken']['titles']})$)"
)
_SPOKEN_TO = re.compile(r"[,:]|你们|也?在(?![把前后])|来了|插话|汇报|回答|$")
# 「安洲纸业、红光印染2家企业」: the count at the end is of all of them.
_COUNTED = re.compile(r"([\u3400-\u9fff]{3,12})(?:\d{1,2}|[两二三四五六七八九十])家(?:企业|公司|单位)")
_MEMBER = re.compile(
    r"(?![两三四五]方)[\u3400-\u9fff]{2,8}?(?=(?:[都均也还])?(?:要(?![求点素])|必须|务必|应当|须(?!知)|共同|负责|牵头)"
    r"|(?:\d{1,2}|[两二三四五六七八九十])家(?:企业|公司|单位)|[两三四五六]方|[两三四五六](?:个部门|支队伍)|每[天周月个]"
    r"|参加|参与|配合|组成(?!部门)|轮流|联合|两头|双签字|共同签|发现)"
)
# 「供应科、法务、财务科」: between two units stands a third.
_BETWEEN = re.compile(r"(?![一二三四五六七八九十两几包])[\u3400-\u9fffA-Z]{2,7}(?=、)")
_FORCE = re.compile(r"[\u3400-\u9fff]{2,4}[两三四五六]支(?:队伍|力量)")
# 「下湾村、李家庄、后山坳」: villages that are not called 村, behind one that is.
_VILLAGE = re.compile(
    r"[\u3400-\u9fff]{1,3}[庄坳坪沟寨湾屯洼塘冲岭坝堡营店铺集头岗垸墩](?=[、要须应于在将把\d每]|和|等|$)"
)
_PARTY_OF_PLACE = re.compile(r"党委$|党\(工\)委$|党工委$|(?<=[省市州县区旗])委$")
_GOVERNMENT = re.compile(r"[省市州县区旗镇乡]?(?:人民)?政府")
_PLACE_ALONE = re.compile(r"[\u3400-\u9fff]{0,6}[市州县区旗镇乡盟](?:\([^)]{1,8}\))?")
_OF_THEM = ("所在", "其他", "其它", "其余", "任何")
_EACH_PLACE = re.compile(r"各(?:行署|地市|[省市州盟区县旗])")
_TWO = 2
_BARE_CLASS = re.compile(r"(?:企业|公司|社区|学校|物业|商户)(?=[三双四]方|要|应当?|须|共同|联合|按职责)")


class ListReader:
    """Reads a list of unit names that begins at a given offset of the folded text."""

    def __init__(self, names: NameReader) -> None:
        self._names = names
        self._spelled = SpelledReader(names)
        self.signs = Signs(names.known)

    def read(self, view: str, at: int, limit: int, *, commas: bool = False) -> UnitList | None:
        """The list at `at`; with `commas`, a comma between two names separates like 「、」."""
        found: list[Name] = []
        roles: dict[int, str] = {}
        spelled: dict[int, str] = {}
        is_open, end, position = False, at, at
        while part := self._part(view, position, limit, found):
            if part.full:
                spelled |= {len(found) + i: word for i, word in enumerate(part.full)}
            found += part.names
            end, is_open = part.end, is_open or part.open_list
            if view[end : end + 1] not in _GOES_ON:
                break
            given = _ROLE_BRACKET.match(view, end, limit)
            if given:
                roles[len(found) - 1] = given.group(1)
                end = given.end()
            tail = _OPEN.match(view, end, limit)
            if tail:
                is_open, end = True, tail.end()
            separator = _SEPARATOR.match(view, end, limit) or (commas and _COMMA.match(view, end, limit))
            separator = separator or self._joins(view, end, limit, found)
            if not separator and not _each_after_each(view, found[-1], end):
                break
            position = separator.end() if separator else end
        if not found:
            return None
        together = _TOGETHER.match(view, end, limit) if len(found) > 1 else None
        full = restore(view, found)
        if spelled:
            said = (spelled.get(i, word) for i, word in enumerate(full))
            full = tuple(word if word.endswith(own) else own for own, word in zip(said, full, strict=True))
            full = (full[0], *(shared_class(word, full[0], full[0]) or word for word in full[1:]))
        if not roles and (both := _both_bodies(view, found, full)):
            found, full = both
        return UnitList(_classes(found, full), full, together.end() if together else end, is_open, roles)

    def first(self, view: str, at: int, limit: int) -> UnitList | None:
        """What the list at `at` begins with: one name, or those that a common end spells out."""
        part = self._part(view, at, limit, [])
        if part is None or part.full:
            return part
        return UnitList(part.names, restore(view, list(part.names)), part.end)

    def _joins(self, view: str, at: int, limit: int, before: list[Name]) -> re.Match[str] | None:
        """「民政办跟文化站今天把床铺搞好」: 跟 joins two units where both act; else it names a partner."""
        with_ = None if view.startswith("会同", at - 1) else _WITH.match(view, at, limit)
        part = self._part(view, with_.end(), limit, before) if with_ else None
        return with_ if part and part.names and _BOTH_ACT.match(view, part.end, limit) else None

    def opens_predicate(self, view: str, at: int, limit: int) -> bool:
        """Whether a predicate begins at `at`."""
        return starts_predicate(view, at, limit)

    def field_alone(self, view: str, at: int, limit: int) -> UnitList | None:
        """「(由)市财政给予补助」: a department by its bare field, right before a predicate."""
        return self._spelled.field_alone(view, at, limit)

    def name_at(self, view: str, at: int, limit: int) -> Name | None:
        """One name at `at`, whether or not it is one of a list."""
        return self._names.read(view, at, limit)

    def is_word(self, text: str) -> bool:
        """Whether the dictionary knows a text as a word."""
        return self._names.verbs.is_word(text)

    def breaks(self, text: str) -> bool:
        """Whether a text holds a word of a predicate."""
        return self._names.verbs.breaks(text)

    def _part(self, view: str, at: int, limit: int, before: list[Name]) -> UnitList | None:
        """What stands between two separators: a name, or words that a common end spells out."""
        of_each = bool(before) and _EACH_PLACE.fullmatch(view, before[-1].start, before[-1].end) is not None
        spelled = self._spelled.read(view, at, limit, of_each=of_each)
        if spelled:
            return spelled
        name = self._names.read(view, at, limit)
        if name and name.kind == "territory" and TWO_PLACES.match(view, at, name.end):
            return self._spelled.places(view, at, limit) or UnitList((name,), (), name.end)
        if name is None and before:
            row = self._spelled.counted(view, at, limit) or self._spelled.places(view, at, limit)
            if row:
                return row
            name = _bare_member(view, at, limit, before) or self._unknown_member(view, at, limit, before)
        if name:
            name = _without_charge(view, _without_count(view, name) if before else name)
            name = _without_holder(view, name)
            return UnitList((name,), (), name.end)
        return None if starts_predicate(view, at, limit) else self._spelled.run(view, at, limit)

    def _unknown_member(self, view: str, at: int, limit: int, before: list[Name]) -> Name | None:
        """「项目经理、总监必须到岗」: the last of a list that must act is like those before it."""
        village = _VILLAGE.match(view, at, limit) if view.startswith("村", before[0].end - 1) else None
        if village:
            return Name(at, village.end(), "territory")
        if middle := self._between(view, at, limit):
            return Name(at, middle, before[-1].kind)
        found = _MEMBER.match(view, at, limit)
        if found and (counted := _COUNTED.match(view, at, limit)) and not STOP.search(counted.group()):
            return Name(at, counted.end(1), before[-1].kind)
        if found is None or self._names.verbs.breaks(found.group()) or starts_predicate(view, at, limit):
            return None
        return Name(at, found.end(), before[-1].kind)

    def _between(self, view: str, at: int, limit: int) -> int:
        """Where a word ends that stands between two units of a list: 「产科、急诊、输血科」; else 0."""
        word = _BETWEEN.match(view, at, limit)
        if word is None or self._names.verbs.breaks(word.group()) or starts_predicate(view, at, limit):
            return 0
        after = word.end() + 1
        known = self._names.read(view, after, limit) or _FORCE.match(view, after, limit)
        return word.end() if known else 0


def _each_after_each(view: str, last: Name, at: int) -> bool:
    """「各乡镇|各部门」: a class of units right behind another, with no mark between them."""
    return view.startswith("各", at) and view.startswith("各", last.start) and last.end == at


def _both_bodies(
    view: str, names: list[Name], full: tuple[str, ...]
) -> tuple[list[Name], tuple[str, ...]] | None:
    """「岚陵市、沅口市党委、政府」: every place has both bodies; None where no place stands by itself."""
    party = _PARTY_OF_PLACE.search(full[-2]) if len(full) > _TWO else None
    if party is None or not _GOVERNMENT.fullmatch(view, names[-1].start, names[-1].end):
        return None
    told: list[tuple[Name, str]] = []
    for name, word in zip(names, full, strict=True):
        place = view[name.start : name.end].removeprefix("各")
        if _PLACE_ALONE.fullmatch(place) and word.removeprefix("各").startswith(place):
            stem = word[: word.find(place) + len(place)]
            told += [(name, stem + party.group()), (name, stem + "政府")]
        else:
            told.append((name, word))
    return [name for name, _ in told], tuple(word for _, word in told)


def _classes(names: list[Name], full: tuple[str, ...]) -> tuple[Name, ...]:
    """The second body of 「各级党委、政府」 is a class of units like the first."""
    return tuple(
        replace(name, kind="group") if word.startswith("各") and name.kind == "organ" else name
        for name, word in zip(names, full, strict=True)
    )


def _without_holder(view: str, name: Name) -> Name:
    """「水利站王站长,你们…」 is spoken to as 水利站; who acts himself is named in full (`spoken.py`)."""
    found = _HOLDER.fullmatch(view, name.start, name.end) if name.kind == "person" else None
    if found and not (found["there"] or _SPOKEN_TO.match(view, name.end)):
        return name
    return replace(name, end=found.end(1), kind="organ") if found else name


def _without_charge(view: str, name: Name) -> Name:
    """「分管的李副镇长」 is 李副镇长; 「分管的副镇长」 has no other name."""
    charge = _CHARGE.match(view, name.start, name.end) if name.kind == "person" else None
    return replace(name, start=charge.end()) if charge else name


def _without_count(view: str, name: Name) -> Name:
    counted = _COUNTED.fullmatch(view, name.start, name.end)
    return replace(name, end=counted.end(1)) if counted else name


def _bare_member(view: str, at: int, limit: int, before: list[Name]) -> Name | None:
    """A word that only the names before it make a name: 「各市(州)、县(市、区)」, 「属地镇街、企业三方」."""
    of_each = view[before[0].start] == "各"
    level = LEVEL_CLASS.match(view, at, limit) if of_each else None
    if of_each or view.startswith(_OF_THEM, before[0].start):
        level = level or _BARE_LEVEL.match(view, at, limit) or _OF_EACH_TOO.match(view, at, limit)
    found = level or _BARE_CLASS.match(view, at, limit)
    return Name(at, found.end(), "group") if found else None


def end_of_open_list(view: str, at: int) -> int:
    """Past a closing 「等部门」 at `at`, if there is one."""
    found = _OPEN.match(view, at)
    return found.end() if found else at
