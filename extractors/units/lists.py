"""Lists of units: 「区农业农村局、财政局」, shared prefixes and suffixes restored, open ends noted."""

import re
from dataclasses import replace

from extractors.lexicon import load
from extractors.units.composed import Name
from extractors.units.names import NameReader
from extractors.units.reach import STOP, starts_predicate
from extractors.units.signs import Signs
from extractors.units.spelled import SpelledReader, UnitList

_SEPARATOR = re.compile(
    r"\s*(?:、|和(?!谐)|及其|以及|及(?!时)|与(?!会)|(?:跟|同)(?=[^,;。]{2,12}(?:一起|一道|一同|一块|共同))|/)\s*(?:各自的)?"
)
_WITH = re.compile(r"\s*[跟同]")
_BOTH_ACT = re.compile(
    r"\s*(?:[两三各]家|都|今[天晚]|明[天早]|后天|马上|立即|\d{1,2}[月日号]|各(?=[派出拿])|分头|要(?!求)|必须|把)"
)
_ROLE_BRACKET = re.compile(r"\((牵头|总牵头|主办|配合|协办)(?:单位|部门)?\)")
_COMMA = re.compile(r"\s*[,，;]\s*")
_OPEN = re.compile(
    r"\s*等(?:\d+|[一二三四五六七八九十]+)?(?:个|家)?(?:[\u4e00-\u9fff]{0,8}?(?:部门|单位|群团组织|社会组织|机构)(?:\(单位\)|\(部门\))?)?"
)
_PREFIX = re.compile(
    r"^([*＊×_Xx\u4e00-\u9fff]{0,5}?(?:省|市(?![场政容民域])|州|县(?!域)|区(?!域)|旗|盟|镇(?!村)|(?<!城)乡(?!村|镇)))(?=[\u4e00-\u9fff])"
)
_BARE_ORGAN = re.compile(r"^(党委|政府|党工委|办事处|人民政府|党组|党支部|村委会|管委会)")
_TERRITORY_TAIL = re.compile(r"[镇乡村州县区市旗)](人民政府|党委|政府|办事处|管委会)$")
_PLAIN_TERRITORY = re.compile(r"[\u4e00-\u9fff*X×]{1,8}[镇乡村旗县区市](?:\([^)]{1,8}\))?$")
# 「嘉港市委、市政府」: what begins with the level alone has the place of the first.
_PLACE_OF_LEVEL = re.compile(
    r"(?!共?青?团)(?P<place>[\u4e00-\u9fff]{1,6}?)(?P<level>[省市州县区旗镇乡])(?:委|政府|人民政府|党委)$"
)
# 「安洲市、泽源市、临江市医保局」: places in a row share the body of the last.
_OF_PLACE = re.compile(
    r"[\u4e00-\u9fff]{1,4}[市县区旗州镇乡](?!政府)(?P<tail>[\u4e00-\u9fff]{1,10}(?:[局委办院会厅队社站所]|中心|部门))"
)
_PEER_PLACE = re.compile(r"[\u4e00-\u9fff]{1,4}[市县区旗州镇乡]")
# 「公立医院书记、院长」: a chief named after his body is that of the body before.
_HELD = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{1,10}(?P<last>[校院园局所站厅队馆厂社]))(?:党委|党组|党支部)?(?:副?书记|主任|主席)"
)
_BARE_TERRITORY = frozenset(load("units")["local"]["after_each"])
_CLASS_BODY = re.compile(
    r"(?:街道|乡镇|镇街|园区|开发区|县级市|县市区|市县|县区|区县|市州|[市县区旗镇乡])(?:\([^)]{1,8}\))?(?:人民政府|政府|办事处|管委会|党委|党工委|分?局|法院|检察院)"
)
# 「省政府各部门、各直属机构」: these are bodies of the same government.
_OF_ALL = re.compile(r"(.{1,8}?(?:政府|党委|委))各")
_OWN_BODIES = re.compile(r"各(?:直属|派出|组成|内设|所属|特设)")
_PARTY_PREFIX = re.compile(r"^(.+?)(?:党\(工\)委|党工委|党委)$")
_PARTY_BODY = re.compile(
    r"(?:组织|宣传|统战|社会工作|社工)部|政法委|编办|农办|网信办|巡察办|办公室|党校|政研室|改革办|目标绩效办"
)
_PARTY = re.compile(rf"^(.{{0,6}}?[省市州县区旗]委)(?={_PARTY_BODY.pattern})")
_PERSON_TAIL = re.compile(
    r"(?:主要负责(?:同志|人)|主要领导|班子成员|负责人|分管(?:领导|负责同志)|党政主要负责人)$"
)


_SHARED_HEAD = re.compile(
    r"(各[\u4e00-\u9fff()]{1,7}?)(?:党委|党组|党工委|党总支|党支部)?(?:书记|[校院园局所站镇乡县区市厅处科队馆厂社村]长|主任|主席|总?经理|董事长)"
)
_BARE_CHIEF = re.compile(
    r"(?:党委|党组|党总支|党支部)?(?:副?书记|[校院园局所站镇乡县区市厅处科队馆厂社村]长|乡镇长|主任|主席|总?经理|董事长)"
)
_OF_POST = re.compile(r"的(?=(?:主要|分管|党政)(?:负责|领导))")
_BARE_LEVEL = re.compile(r"[市县区州旗镇乡村](?=[、要应须将]|必须|务必)")
_LEVEL_CLASS = re.compile(r"[市县区州旗镇乡](?:\([^)]{1,8}\))")
_TOGETHER = re.compile(
    r"\s*(?:(?:[两二三四多]|双)方|[两三四五]家|[两二三四五六七八九]个?(?:单位|部门)"
    r"|(?:\d{1,2}|[两二三四五六七八九十])家(?:企业|公司|单位))(?=[\u4e00-\u9fff])"
)
_HOLDER = re.compile(
    r"([\u4e00-\u9fff]{1,12}?[局委办院校司府部站所镇乡村区社队心行科股馆厂])(?:[那这]边|[那这]块|的)?"
    r"[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许邓韩冯曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]"
    r"(?:副)?(?:书记|主任|局长|所长|站长|校长|院长|镇长|乡长|区长|县长|队长|经理|行长|科长|股长|社长|馆长|厂长|总)"
)
_POST_OF_BODY = re.compile(
    r"(.{1,}?(?:[局委办院校司府部站所]|镇街|乡镇|街道|镇|单位|部门))"
    r"(?:党政)?(?:主要|分管)?(?:负责人|负责同志|领导|领导班子成员)"
)
# 「安洲纸业、红光印染2家企业」: the count at the end is of all of them.
_COUNTED = re.compile(r"([\u4e00-\u9fff]{3,12})(?:\d{1,2}|[两二三四五六七八九十])家(?:企业|公司|单位)")
_MEMBER = re.compile(
    r"[\u4e00-\u9fff]{2,8}?(?=(?:[都均也还])?(?:要(?![求点素])|必须|务必|应当|须(?!知)|共同|负责|牵头)"
    r"|(?:\d{1,2}|[两二三四五六七八九十])家(?:企业|公司|单位))"
)
_BARE_CLASS = re.compile(r"(?:企业|公司|社区|学校|物业|商户)(?=[三双四]方|要|应当?|须|共同|联合|按职责)")
BARE_POST = re.compile(r"(?:分管|主要|其他|班子|主管|党政|专职)")


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
            given = _ROLE_BRACKET.match(view, end, limit)
            if given:
                roles[len(found) - 1] = given.group(1)
                end = given.end()
            tail = _OPEN.match(view, end, limit)
            if tail:
                is_open, end = True, tail.end()
            separator = _SEPARATOR.match(view, end, limit) or (commas and _COMMA.match(view, end, limit))
            separator = separator or self._joins(view, end, limit, found)
            if not separator:
                break
            position = separator.end()
        if not found:
            return None
        together = _TOGETHER.match(view, end, limit) if len(found) > 1 else None
        full = restore(view, found)
        if spelled:
            full = tuple(spelled.get(i, word) for i, word in enumerate(full))
        return UnitList(_classes(found, full), full, together.end() if together else end, is_open, roles)

    def _joins(self, view: str, at: int, limit: int, before: list[Name]) -> re.Match[str] | None:
        """「民政办跟文化站今天把床铺搞好」: 跟 joins two units where both act; else it names a partner."""
        with_ = _WITH.match(view, at, limit)
        part = self._part(view, with_.end(), limit, before) if with_ else None
        return with_ if part and part.names and _BOTH_ACT.match(view, part.end, limit) else None

    def opens_predicate(self, view: str, at: int, limit: int) -> bool:
        """Whether a predicate begins at `at`."""
        return starts_predicate(view, at, limit)

    def field_alone(self, view: str, at: int, limit: int) -> UnitList | None:
        """「(由)市财政给予补助」: a department by its bare field, right before a predicate."""
        return self._spelled.field_alone(view, at, limit)

    def breaks(self, text: str) -> bool:
        """Whether a text holds a word of a predicate."""
        return self._names.verbs.breaks(text)

    def _part(self, view: str, at: int, limit: int, before: list[Name]) -> UnitList | None:
        """What stands between two separators: a name, or words that a common end spells out."""
        spelled = self._spelled.read(view, at, limit)
        if spelled:
            return spelled
        name = self._names.read(view, at, limit)
        if name is None and before:
            name = _bare_member(view, at, limit, before) or self._unknown_member(view, at, limit, before)
        if name:
            name = _without_holder(view, _without_count(view, name) if before else name)
            return UnitList((name,), (), name.end)
        return None if starts_predicate(view, at, limit) else self._spelled.run(view, at, limit)

    def _unknown_member(self, view: str, at: int, limit: int, before: list[Name]) -> Name | None:
        """「项目经理、总监必须到岗」: the last of a list that must act is like those before it."""
        found = _MEMBER.match(view, at, limit)
        if found and (counted := _COUNTED.match(view, at, limit)) and not STOP.search(counted.group()):
            return Name(at, counted.end(1), before[-1].kind)
        if found is None or self._names.verbs.breaks(found.group()) or starts_predicate(view, at, limit):
            return None
        return Name(at, found.end(), before[-1].kind)


def _classes(names: list[Name], full: tuple[str, ...]) -> tuple[Name, ...]:
    """The second body of 「各级党委、政府」 is a class of units like the first."""
    return tuple(
        replace(name, kind="group") if word.startswith("各") and name.kind == "organ" else name
        for name, word in zip(names, full, strict=True)
    )


def _without_holder(view: str, name: Name) -> Name:
    """「水利站王站长」 is spoken to as 水利站: a person's own name enters no ledger."""
    found = _HOLDER.fullmatch(view, name.start, name.end) if name.kind == "person" else None
    return replace(name, end=found.end(1), kind="organ") if found else name


def _without_count(view: str, name: Name) -> Name:
    counted = _COUNTED.fullmatch(view, name.start, name.end)
    return replace(name, end=counted.end(1)) if counted else name


def _bare_member(view: str, at: int, limit: int, before: list[Name]) -> Name | None:
    """A word that only the names before it make a name: 「各市(州)、县(市、区)」, 「属地镇街、企业三方」."""
    level = _LEVEL_CLASS.match(view, at, limit) if view[before[0].start] == "各" else None
    if view.startswith("所在", before[0].start):
        level = _BARE_LEVEL.match(view, at, limit)
    found = level or _BARE_CLASS.match(view, at, limit)
    return Name(at, found.end(), "group") if found else None


def end_of_open_list(view: str, at: int) -> int:
    """Past a closing 「等部门」 at `at`, if there is one."""
    found = _OPEN.match(view, at)
    return found.end() if found else at


def restore(view: str, names: list[Name]) -> tuple[str, ...]:
    """The full form of each name, with the prefix of the first or the suffix of the last shared out.

    >>> restore("区发改局、工信局", [Name(0, 4, "organ"), Name(5, 8, "organ")])
    ('区发改局', '区工信局')
    """
    plain = [view[n.start : n.end] for n in names]
    plain = [_OF_POST.sub("", word) if "的" in word else word for word in plain]
    if len(plain) == 1:
        return tuple(plain)
    return tuple(_share_suffix(_share_prefix(plain, names), names))


def _share_prefix(plain: list[str], names: list[Name]) -> list[str]:
    prefix = ""
    shared: list[str] = []
    for word, name in zip(plain, names, strict=True):
        bare = word in _BARE_TERRITORY or _LEVEL_CLASS.fullmatch(word) or _CLASS_BODY.fullmatch(word)
        if shared and shared[-1].startswith("各") and bare:
            shared.append(("各有关" if shared[-1].startswith("各有关") else "各") + word)
            continue
        if shared and (full := _completed(word, shared[-1], plain[0])):
            shared.append(full)
            continue
        own = _PREFIX.match(word) if name.kind in ("organ", "person") else None
        party = _PARTY.match(word)
        if own and not word.startswith("各"):
            prefix = party.group(1) if party else own.group(1)
        elif prefix.endswith("委") and not _PARTY_BODY.match(word):
            word = prefix[:-1] + word if _takes_prefix(word, name, names[0], prefix) else word
        elif prefix and _takes_prefix(word, name, names[0], prefix):
            word = prefix + word
        if name.kind == "person" and shared:
            word = _post_in_full(shared[-1], word)
        shared.append(word)
    return shared


def _completed(word: str, before: str, first: str) -> str:
    """The full form of a word that cannot stand alone, by the name before it or the first; or nothing."""
    if before.startswith("所在") and (len(word) == 1 or word in _BARE_TERRITORY):
        return "所在" + word
    if whole := (_OF_ALL.match(before) if _OWN_BODIES.match(word) else None):
        return whole.group(1) + word
    if _BARE_ORGAN.match(word):
        return _territory_head(before) + word
    place = _PLACE_OF_LEVEL.match(first)
    return place["place"] + word if place and word.startswith(place["level"]) and len(word) > 2 else ""


def _post_in_full(before: str, word: str) -> str:
    """「各高校」 of 「各高校党委书记、校长」, 「县政府」 of 「县政府主要领导、分管领导」."""
    if BARE_POST.match(word):
        return body_of_post(before) + word
    if (held := _HELD.fullmatch(before)) and held["last"] == word[0]:
        return held["body"] + word
    head = _SHARED_HEAD.fullmatch(before) if _BARE_CHIEF.fullmatch(word) else None
    if head and word.startswith(head.group(1)[1:]):
        return "各" + word
    return head.group(1) + word if head else word


def body_of_post(post: str) -> str:
    """「县政府」 of 「县政府主要负责人」, which 「分管负责人」 after it shares."""
    found = _POST_OF_BODY.fullmatch(post)
    return found.group(1) if found else ""


def _takes_prefix(word: str, name: Name, first: Name, prefix: str) -> bool:
    """A body without a place of its own takes the first one's, a post takes a post's (村护林员、保洁员)."""
    if name.kind == "person" and BARE_POST.match(word):
        return False
    if name.kind == "person":
        return len(prefix) == 1 and first.kind == "person" and word[0] not in "村组"
    return name.kind == "organ" and not _has_own_place(word)


def _has_own_place(word: str) -> bool:
    """Whether a name takes no shared prefix: it has its own level or place, or it is a ministry or a bank."""
    if len(word) > 12 or _OWN_LEVEL.match(word) or _OWN_PLACE.search(word):
        return True
    return _NATIONAL.search(word) is not None and not _LOCAL_DEPARTMENT.search(word)


_OWN_LEVEL = re.compile(
    r"国家|[两三四五六七八九几]+[家所个]|中国|全国|中央|省|市(?!场)|州|县|区|旗|镇|乡(?!村)|各|有关|相关|国网"
)
_OWN_PLACE = re.compile(
    r"^[\u4e00-\u9fff]{2,3}(?:街道|(?<!城)镇|(?<![农乡])村)[\u4e00-\u9fff]"
    r"|(?:(?<!管理)[处科股室]|车间|煤矿|工业园|[一二三四五六七八九十]中|学院|水电站|火车站)$"
)
_NATIONAL = re.compile(
    r"(?:部|总局|总署|银行|[支分]行|分局|.{2,}(?:中学|小学|幼儿园|卫生院)|公司|集团|企业)$"
)
_LOCAL_DEPARTMENT = re.compile(r"(?:组织|宣传|统战|武装|社会工作|社工)部$")


def _territory_head(word: str) -> str:
    """What 政府 shares with the 党委 before it: 「各县(市、区)」 of 「各县(市、区)党委」."""
    found = _PARTY_PREFIX.match(word)
    return found.group(1) if found else ""


def _share_suffix(words_: list[str], names: list[Name]) -> list[str]:
    if len(words_) < 2:
        return words_
    tail = _TERRITORY_TAIL.search(words_[-1])
    if tail:
        return [w + tail.group(1) if _PLAIN_TERRITORY.fullmatch(w) else w for w in words_]
    if of_place := _OF_PLACE.fullmatch(words_[-1]):
        return [w + of_place["tail"] if _PEER_PLACE.fullmatch(w) else w for w in words_]
    person = _PERSON_TAIL.search(words_[-1])
    if person and names[-1].kind == "person":
        return [
            w + person.group()
            if re.search(
                r"(党委|党工委|政府|^[省市州县区旗]委|[*X×][区县市镇乡]|^各?(?:乡镇|街道|镇街|社区|[镇乡村县区市]|部门|单位|学校|企业))$",
                w,
            )
            else w
            for w in words_
        ]
    return words_
