"""Names that only the end of a list spells out: 「商务、供销部门」, 「县、乡两级政府」."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from extractors.lexicon import load
from extractors.matching.alternations import gated
from extractors.matching.word_patterns import words
from extractors.units.lists.place_rows import places_in_full
from extractors.units.names.composed import Name
from extractors.units.names.name_reader import NameReader
from extractors.units.names.numbered_schools import is_numbered_school

_TABLE = load("units")
_FIELD_WORDS: list[str] = _TABLE["casual"]["fields"]
_FIELDS = gated(words(_FIELD_WORDS).pattern)
_FIELD = re.compile(_FIELDS)
_CLASS = _TABLE["casual"]["class"]
_CASUAL = re.compile(
    rf"(?P<level>国务院|各级|属地|各(?:[省市州县区旗镇乡](?:\([^)]{{1,6}}\))?|乡镇|街道|县区|县市区)?|[省市州县区旗镇]级?|)(?P<fields>{_FIELDS}(?:(?:、|和|与|及){_FIELDS})*)(?P<open>等)?"
    rf"(?:相关|有关|各|这)?(?:[两三四五六七八几\d]个?)?(?P<noun>{_CLASS}|企业|(?<=[两三四五六七八几]个)局|机关|家(?![\u3400-\u9fff]{{0,3}}(?:企业|公司))|的同志)"
    r"(?:(?<=部门)(?:和|及|、)(?:有关|相关)?单位|(?<=部门)(?P<post>(?:主要|分管)(?:负责人|负责同志|领导)))?"
)
_OF_SEVERAL = ("机关", "家")
"""What closes a row of fields, but not one alone: 「组织5家服务商」."""
_BARE_WORDS: list[str] = _TABLE["casual"]["bare"]
_BARE = gated(words(_BARE_WORDS).pattern)
_BARE_ALONE = re.compile(_BARE)
_BODIES = (*"警联会", "团委", "法院", "检察院")
_BODY_WORDS: list[str] = _TABLE["casual"]["bodies"]
_ONE_OF_BARE = gated(words([*_BARE_WORDS, *_BODY_WORDS]).pattern)
_MEMBER_OF_BARE = re.compile(_ONE_OF_BARE)
_BARE_FIELDS = re.compile(
    rf"(?P<level>[省市州县区旗镇]?)(?P<fields>{_ONE_OF_BARE}(?:(?:(?:、|和|与|及){_ONE_OF_BARE})+|(?=会同|牵头(?!部门|单位|人))))"
    r"(?P<open>等)?(?P<noun>)"
    r"(?=会同|要(?!求)|应(?!急)|须|必须|负责|牵头|配合|参加(?!培训|的)|联动|联合|共同|同步|这[几两]家|都|给予|把|一律|今[天晚]|明[天早]|每|派|的(?:数据|信息|系统)|按照?(?:各自)?(?:的)?职责|分头|分别|各司其职)"
)
# 「由县财政分两年补足」, 「由区财政按进度支付」
_IN_PARTS = re.compile(r"分(?:[两三四五几\d]{1,2}[年期批次步]|[期批步年])|按(?:进度|比例|[月季年])")
_BARE_FIELD = re.compile(rf"[省市州县区旗镇]?{_BARE}")
_WHOLE = ("联", "委", "协", "工会", "共青团")
_JOINTS = "、和与及"
_JOINT = re.compile(f"[{_JOINTS}]")
_WORD = rf"[^{_JOINTS}等的了,;:.。()“”\s\da-zA-Z]"
_RUN = re.compile(rf"{_WORD}{{2,6}}(?:[{_JOINTS}]{_WORD}{{2,6}}?)*[{_JOINTS}](?={_WORD}{{2}})")
_CLASS_END = re.compile(
    rf"(?P<word>{_WORD}{{2,6}}?)(?P<open>等)?(?:相关|有关|各|这|窗口|行业(?=部门))?"
    rf"(?P<noun>(?:职能|主管|专营)?(?:{_CLASS}|机构(?!改革|人员|编制))|行业企业"
    r"|(?:(?<=等)|(?<=等窗口))行业(?=[要须应]|必须))"
)
_COUNT_END = re.compile(
    rf"(?P<word>{_WORD}{{2,6}}?)等?(?:这)?(?:[两三四五六七八九十](?!角)|几|\d\d?(?=[家个所座]))(?:家|个|所|大|座|名)?(?=[\u3400-\u9fff]|(?<=家)[\d,])(?!年|月|天|次)"
)
_PLACES = re.compile(
    r"(?:(?:改革|综合)?(?:试点|示范|先行|重点))?(?:乡镇|镇街|街道|社区|学院|科室|处室|车间|校区|[镇乡村县区])"
    r"(?=[要须应必把将对在于\d今明月年一每各党分先自]|负责(?!人)|配合|协助|积极|率先|组织(?![部办])|开展|承担|作为"
    r"|[也都](?=[要须应必把将])|联合|共同|同步|继续|立即|马上|尽快|抓紧|全部|靠(?=[河江湖海山]),?|,|$)"
)
# 「省里选择|石堡、沁源等10个县开展试点」, 「提质|红叶渡、芦花荡两个景区」
_CHOOSES = re.compile("选择|选定|选取|遴选|确定|^提[质档]")
# 「气象、空管、军分区三家24小时会商」: the count alone closes the row.
_BARE_COUNT = re.compile(r"(?<=家)(?=\d|[,要每都各碰]|一起|一道|联合|分别|坐下|今[天晚]|明[天早])")
_COUNT = re.compile(r"^[两三四五六七八九十](?:家|个|所)")
# 「石桥、后塘两个供电所各…」: a noun that names no body alone.
_COUNTED_NOUN = re.compile(
    r"(?:支行|分行|供电所|派出所|司法所|基层社|供销社|车间|大队|中队|工区|水厂|公司|[矿庭所站社])"
    r"(?=[各要在今每先也都\d,、和与把将]|具体|配合|牵头|必须|负责|于\d)"
)
_TAIL = re.compile(_TABLE["casual"]["tail"])
_LEVELS = re.compile(
    r"([省市州县区旗乡镇村街](?:、?(?:街道|社区|乡镇|[省市州县区旗乡镇村街]))+)(?:\([^)]{1,6}\))?[两二三四五]级(?=[\u3400-\u9fff])"
)
_TOLD = re.compile("[都也均]?(?:要(?![求点素])|必须|务必|须(?!知)|应当)")
_CLASS_NOUN = re.compile("部门|财政|(?P<persons>(?:党员|机关)?干部)")
_LEVEL = re.compile("街道|社区|乡镇|[省市州县区旗乡镇村街]")
# 「镇、村要…」, 「镇、村干部要…」: each level acts, or the cadres of each.
_LEVELS_ACT = re.compile(
    r"(?P<levels>[省市州县区旗乡镇](?:、(?:街道|社区|乡镇|[市州县区旗乡镇村街]))+)"
    r"(?:(?P<noun>(?:党员|机关)?干部)|(?=[都也均]?(?:要(?![求点素])|必须|务必|须(?!知)|应当)))"
)
# 「市、县图书馆」, 「州、县(市)教育局」: one body of each level, which no 两级 counts.
_OF_LEVELS = re.compile(
    r"([省市州县区旗](?:\([^)]{1,6}\))?(?:、(?:乡镇|[市州县区旗乡镇](?!级))(?:\([^)]{1,6}\))?)+)(?=[\u3400-\u9fff]{2})"
)
_HEADS = frozenset(
    ("各", "国", "属", *"省市州县区旗镇乡村街", *(w[0] for w in (*_FIELD_WORDS, *_BARE_WORDS)))
)
# 「大杨店、柳庄卫生院」: bodies of which every place has one.
_BOUND = re.compile(
    r"(?:卫生院|派出所|司法所|财政所|供电所|中心校|供销社|管理所|村委会|居委会|小学|中学|幼儿园"
    r"|[市县区旗镇乡](?:人民政府|政府|党委)|街道办事处|街道办)$"
)
_PROPER = 4
_LEVEL_WORD = 9
_LEVEL_HEADS = frozenset("省市州县区旗乡镇村街各")
_TREASURY = re.compile(
    r"财政(?=要(?![求点素])|[应须按先把将各对于在给拿出予补安]|分|承担|负担|共同|统筹|保障|落实|列支)"
)
_ONE_OF_ROW = re.compile(r"[^、(]+(?:\([^)]*\))?")
_SHARED = 2
_GENERIC = ("企业", "单位")
"""What 「嘉和化工、立新助剂2家企业」 adds to their names: nothing."""
_SCENERY = frozenset(_TABLE["casual"]["scenery"])
# 「这个长冲、杉木…」, 「先打长冲、杉木两个村」.
# 「监测数据与农业农村部门共享」: what is shared with a body is none.
_NO_MEMBER = re.compile(
    r"[一这那]个|[这那][件些]|[先再](?=[打保搞抓看查去做修])|[\u3400-\u9fff]{2,4}(?<!大)(?:数据|信息|结果|资料|名单)$"
)
_OWN_LEVEL = re.compile(r"(?:人民)?政府|党委|人大|政协|法院|检察院")


PATTERNS = (_CASUAL, _BARE_FIELDS, _LEVELS, _LEVELS_ACT, _OF_LEVELS, _CLASS_END, _PLACES, _BARE_FIELD)
"""What spells out the words of a list, at its start or its end; see `signs`."""


@dataclass(frozen=True, slots=True)
class UnitList:
    """Names one after another, the full form of each, where the list ends, whether it is open (等部门)."""

    names: tuple[Name, ...]
    full: tuple[str, ...]
    end: int
    open_list: bool = False
    roles: Mapping[int, str] = field(default_factory=dict)


# 「农行、信用社」: banks by their short names share no ending with what stands behind them.
_BANK = re.compile("[工农中建交邮]行|邮储|农商行|村镇银行")


class SpelledReader:
    """Reads lists whose words are no names but for what the end of the list adds to them."""

    def __init__(self, names: NameReader) -> None:
        self._names = names

    def read(self, view: str, at: int, limit: int, *, of_each: bool = False) -> UnitList | None:
        """The list at `at`, if its words need what stands at its end.

        `of_each` says that a class of places stands before it, whose 各 it shares: 「各行署、市、县政府」.
        """
        if view[at : at + 1] not in _HEADS:
            return None
        casual = _CASUAL.match(view, at, limit) or _bare_fields(view, at, limit)
        if casual and (casual["noun"] not in _OF_SEVERAL or _JOINT.search(casual["fields"])):
            return self._casual(casual)
        if levels := _LEVELS.match(view, at, limit):
            return self._by_level(view, levels, limit)
        if of_each or "、" not in view[at : at + _LEVEL_WORD]:
            return None
        if levels := _LEVELS_ACT.match(view, at, limit):
            return _each_level(levels)
        levels = _OF_LEVELS.match(view, at, limit)
        return self._of_levels(view, levels, limit) if levels else None

    def field_alone(self, view: str, at: int, limit: int) -> UnitList | None:
        """A department by its bare field before a predicate: 「县财政承担」."""
        found = _BARE_FIELD.match(view, at, limit)
        if found is None:
            return None
        acts = (self._names.verbs.breaks(view[found.end() + n : found.end() + n + 2]) for n in (0, 2))
        if not (any(acts) or _IN_PARTS.match(view, found.end(), limit)):
            return None
        return UnitList((Name(at, found.end(), "organ"),), (found.group(),), found.end())

    def run(self, view: str, at: int, limit: int) -> UnitList | None:
        """「教务、德育部门」, 「恒源、茂达两家燃气公司」: words in a row and a shared end."""
        heads = self._words(view, at, limit)
        if not heads:
            return None
        last = heads[-1].end + 1
        return (
            self._with_class(view, heads, last, limit)
            or self._counted(view, heads, last, limit)
            or self._with_tail(view, heads, last, limit)
        )

    def places(self, view: str, at: int, limit: int) -> UnitList | None:
        """A row of places behind other units: 「(县交通局、)东坪、柳河镇」."""
        heads = self._words(view, at, limit)
        last = self._names.read(view, heads[-1].end + 1, limit) if heads else None
        full = self._places(view, heads, last) if last else ()
        return UnitList((*map(_as_body, heads), last), full, last.end) if last and full else None

    def counted(self, view: str, at: int, limit: int) -> UnitList | None:
        """A row that its count closes, also behind other units: 「(区城管局和)桥南、北门两个街道」."""
        heads = self._words(view, at, limit)
        return self._counted(view, heads, heads[-1].end + 1, limit) if heads else None

    def _words(self, view: str, at: int, limit: int) -> list[Name]:
        """The words of a row at `at` but for its last; none where it is no row."""
        found = _RUN.match(view, at, limit)
        if found is None:
            return []
        marks = re.finditer(rf"{_WORD}+", found.group())
        heads = [Name(at + m.start(), at + m.end(), "group") for m in marks]
        return heads if all(self._is_word(view[n.start : n.end]) for n in heads) else []

    def _is_word(self, word: str) -> bool:
        """Whether a word of the row may be half of a name: no verb, nothing that a predicate holds."""
        broken = self._names.verbs.breaks(word) or _CHOOSES.search(word)
        return not (broken or word in _SCENERY or _NO_MEMBER.match(word))

    def _with_class(self, view: str, heads: list[Name], last: int, limit: int) -> UnitList | None:
        found = _CLASS_END.match(view, last, limit)
        if found is None or not self._is_word(found.group("word")):
            return None
        names = [*heads, Name(last, last + len(found.group("word")), "group")]
        noun = "部门" if found.group("noun") == "几家" else found.group("noun")
        field_ = _FIELD.match(view, last, found.end("word"))
        if (
            field_
            and found.end("word") - field_.end() >= _SHARED
            and all(_FIELD.fullmatch(view, n.start, n.end) for n in heads)
        ):
            names[-1] = replace(names[-1], end=field_.end())
            noun = view[field_.end() : found.end("word")] + noun
        full = tuple(self._in_full("", view[n.start : n.end], noun) for n in names)
        return UnitList(tuple(names), full, found.end(), bool(found.group("open")))

    def _counted(self, view: str, heads: list[Name], last: int, limit: int) -> UnitList | None:
        found = _COUNT_END.match(view, last, limit)
        if found is None or not self._is_word(found.group("word")):
            return None
        places = _PLACES.match(view, found.end(), limit)
        noun = self._names.read(view, found.end(), limit)
        generic = view.startswith(_GENERIC, found.end(), limit)
        bare = _BARE_COUNT.match(view, found.end(), limit) and all(
            _FIELD.search(view, n.start, n.end) for n in heads[:1]
        )
        alone = _COUNTED_NOUN.match(view, found.end(), limit)
        end = places.end() if places else found.end() + 2 if generic else noun.end if noun else 0
        end = end or (alone.end() if alone else 0)
        end = end or (found.end() if bare else 0)
        names = [*map(_as_body, heads), Name(last, last + len(found.group("word")), "organ")]
        shared = view[found.end() : end]
        full = tuple(_ending(view[n.start : n.end], shared) for n in names)
        return UnitList(tuple(names), full, end) if end else None

    def _with_tail(self, view: str, heads: list[Name], last: int, limit: int) -> UnitList | None:
        """「供水、供电、供气公司」: what the last word has behind it belongs to all of them."""
        whole = self._names.read(view, last, limit)
        field_ = _FIELD.match(view, last, limit)
        if whole and (places := self._places(view, heads, whole)):
            return UnitList((*map(_as_body, heads), whole), places, whole.end)
        if whole is None or whole.kind != "organ":
            return None
        bound = _BOUND.search(view, last, whole.end)
        if bound and bound.end() == whole.end and last < bound.start() <= last + _PROPER:
            each = (view[n.start : n.end] for n in heads)
            full = tuple(word if is_numbered_school(word) else word + bound.group() for word in each)
            return UnitList((*map(_as_body, heads), whole), (*full, view[last : whole.end]), whole.end)
        length = {n.end - n.start for n in heads}
        stem = field_.end() if field_ else last + 2 if length == {2} else 0
        known = field_ or self._names.verbs.is_word(view[last:stem])
        shared = stem and known and _TAIL.fullmatch(view, stem, whole.end)
        if not shared or self._are_whole(view, heads):
            return None
        if any(_BANK.fullmatch(view, n.start, n.end) for n in heads):
            full = tuple(view[n.start : n.end] for n in (*heads, whole))
            return UnitList((*map(_as_body, heads), whole), full, whole.end)
        tail = _COUNT.sub("", view[stem : whole.end])
        each = (view[n.start : n.end] for n in (*heads, Name(last, stem, "organ")))
        full = tuple(word if word.endswith(_BODIES) else word + tail for word in each)
        return UnitList((*map(_as_body, heads), whole), full, whole.end)

    def _places(self, view: str, heads: list[Name], last: Name) -> tuple[str, ...]:
        """「和平、江滨街道」: proper names, no fields of work and nothing that the dictionary knows."""
        fields = any(_FIELD.fullmatch(view, n.start, n.end) for n in heads)
        return () if fields else places_in_full(view, heads, last)

    def _are_whole(self, view: str, heads: list[Name]) -> bool:
        """Whether the words before the last are names already: 「民政所、医保所、乡村振兴办」."""
        return any((name := self._names.read(view, n.start, n.end)) and name.end == n.end for n in heads)

    def _by_level(self, view: str, found: re.Match[str], limit: int) -> UnitList | None:
        """「县、乡、村三级田长」: one unit for each level; 「县乡两级政府」 are 县政府 and 乡政府."""
        tail = self._names.read(view, found.end(), limit) or _class_noun(view, found.end(), limit)
        if tail is None and "、" in found.group(1) and _TOLD.match(view, found.end()):
            tail = Name(found.end(), found.end(), "group")
        if tail is None:
            return None
        marks = list(_LEVEL.finditer(view, found.start(1), found.end(1)))
        names = [Name(m.start(), m.end(), tail.kind) for m in marks]
        names[-1] = replace(names[-1], end=tail.end)
        noun = view[tail.start : tail.end]
        level = "" if _OWN_LEVEL.match(noun) else "级"
        return UnitList(tuple(names), tuple(m.group() + level + noun for m in marks), tail.end)

    def _of_levels(self, view: str, found: re.Match[str], limit: int) -> UnitList | None:
        """「市、县图书馆」 are 市图书馆 and 县图书馆: what has no level of its own is a body of each."""
        tail = _treasury(view, found.end(), limit) or self._names.read(view, found.end(), limit)
        if tail is None or view[tail.start] in _LEVEL_HEADS:
            return None
        if tail.kind != "organ" and not view.startswith("部门", tail.end - _SHARED):
            return None
        noun = view[tail.start : tail.end]
        names = [Name(m.start(), m.end(), "organ") for m in _ONE_OF_ROW.finditer(view, *found.span(1))]
        names[-1] = replace(names[-1], end=tail.end)
        full = (*(view[n.start : n.end] + noun for n in names[:-1]), view[names[-1].start : tail.end])
        return UnitList(tuple(names), full, tail.end)

    def _casual(self, found: re.Match[str]) -> UnitList:
        """「发改、财政等部门」: each field is a unit of its own, named with the class noun."""
        comrades = found.group("noun") == "的同志"
        start = found.start("fields")
        members = list((_FIELD if found["noun"] else _MEMBER_OF_BARE).finditer(found["fields"]))
        names = [Name(start + f.start(), start + f.end(), "group") for f in members]
        names[0] = Name(found.start(), names[0].end, names[0].kind)
        post = found.groupdict().get("post") or ""
        if comrades or len(names) == 1:
            names[-1] = Name(names[-1].start, found.end(), "person" if comrades or post else "group")
        noun = found["noun"] if comrades or found["noun"] in ("单位", "企业", "局", "机关") else "部门"
        whole = (self._in_full(found["level"], f.group(), noun) for f in members)
        full = tuple(word + post for word in whole)
        return UnitList(tuple(names), full, found.end(), bool(found.group("open")))

    def _in_full(self, level: str, word: str, noun: str) -> str:
        """「国资委」 of 「住建、财政、国资委几家」 and 「县妇联」 of 「县妇联等单位」 are names already."""
        if word.endswith(_WHOLE):
            return level + word
        whole = self._names.read(word, 0, len(word)) if noun == "部门" else None
        named = whole and whole.end == len(word) and not (whole.known or _FIELD.fullmatch(word))
        return level + word + ("" if named else noun)


def _as_body(name: Name) -> Name:
    return replace(name, kind="organ")


def _ending(word: str, shared: str) -> str:
    return word if word.endswith(shared) or shared in _GENERIC else word + shared


def _bare_fields(view: str, at: int, limit: int) -> re.Match[str] | None:
    """Fields in a row that act, with bodies among them: 「教育、文旅、团委配合」, or one: 「住建牵头」."""
    found = _BARE_FIELDS.match(view, at, limit)
    return found if found and _BARE_ALONE.search(found["fields"]) else None


def _treasury(view: str, at: int, limit: int) -> Name | None:
    """The 财政 that each level has, which pays: 「市、县财政分担」."""
    found = _TREASURY.match(view, at, limit)
    return Name(at, found.end(), "organ") if found else None


def _class_noun(view: str, at: int, limit: int) -> Name | None:
    found = _CLASS_NOUN.match(view, at, limit)
    return Name(at, found.end(), "person" if found["persons"] else "group") if found else None


def _each_level(found: re.Match[str]) -> UnitList:
    """「镇、村要…」, 「镇、村干部要…」: each level, or the cadres of each."""
    marks = list(_LEVEL.finditer(found.string, *found.span("levels")))
    noun = found["noun"] or ""
    names = [Name(m.start(), m.end(), "person" if noun else "group") for m in marks]
    names[-1] = replace(names[-1], end=found.end())
    return UnitList(tuple(names), tuple(m.group() + noun for m in marks), found.end())
