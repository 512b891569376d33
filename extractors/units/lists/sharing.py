"""Full names in a list: the prefix of the first shared out, 各, a chief's body; the ending of the last."""

import re

from extractors.lexicon import load
from extractors.units.lists.own_place import has_own_place
from extractors.units.lists.shared_classes import shared_class
from extractors.units.lists.shared_endings import share_ending
from extractors.units.names.composed import Name

_PREFIX = re.compile(
    r"^([*＊×_Xx\u3400-\u9fff]{0,5}?(?:省|市(?![场政容民域])|州|县(?!域)|区(?!域)|旗|盟|街道(?!办)|镇(?!村)|(?<!城)乡(?!村|镇)))(?=[\u3400-\u9fff])"
)
# 「县级自然资源部门和农业农村部门」: both are of the county.
_LEVELLED = re.compile(r"[省市县区州旗]级(?=[\u3400-\u9fff]{2,10}(?:部门|机构)$)")
_DEPARTMENT = re.compile(r"(?![各省市县区州旗有相])[\u3400-\u9fff]{2,10}(?:部门|机构)")
_BARE_ORGAN = re.compile(
    r"^(党委|政府|党工委|办事处|人民政府|党组|党支部|村委会|管委会|[村居]民委员会|居委会)"
)
# 「嘉港市委、市政府」: what begins with the level alone has the place of the first.
_PLACE_OF_LEVEL = re.compile(
    r"(?!共?青?团)(?P<place>[\u3400-\u9fff]{1,6}?)(?P<level>[省市州县区旗镇乡])(?:委|政府|人民政府|党委)(?:办|办公室)?$"
)
# 「公立医院书记、院长」, 「溪头镇书记、镇长」: a chief named after his body is that of the body before.
_HELD = re.compile(
    r"(?P<body>[\u3400-\u9fff]{1,10}(?P<last>[校院园局所站厅队馆厂社]|(?<=[\u3400-\u9fff]{2})[镇乡县区]))(?:党委|党组|党支部)?(?:副?书记|主任|主席)"
)
_OF_TOWN = ("派出所", "公安派出所")
"""Bodies of which a county has many and a town one: 「镇应急办、派出所」."""
_BARE_TERRITORY = frozenset(load("units")["local"]["after_each"])
_CLASS_BODY = re.compile(
    r"(?:街道|乡镇|镇街|园区|开发区|县级市|县市区|市县|县区|区县|市州|[市县区旗镇乡])(?:\([^)]{1,8}\))?(?:人民政府|政府|办事处|管委会|党委|党工委|分?局|法院|检察院)"
)
# 「省政府各部门、各直属机构」: these are bodies of the same government.
_OF_ALL = re.compile(r"(.{1,8}?(?:政府|党委|委))各")
_OWN_BODIES = re.compile(r"各(?:直属|派出|组成|内设|所属|特设)")
# 「省局人事处、特设处」: offices of one house.
_HOUSE = re.compile(
    r"(?P<house>集团|公司|[\u3400-\u9fff]{1,12}?(?:局|厅|公司|集团|医院|学院|大学|总队|部(?=[\u3400-\u9fff]+班$)))"
    r"(?P<office>(?!长)[\u3400-\u9fff]{1,8}(?P<kind>[处科股室部班]))"
)
# 「本院执行局牵头,财务管理处协助」: whatever office stands behind is of the same house.
_OWN_HOUSE = re.compile(
    r"(?:本(?:[院局行校厅委社]|公司|中心|集团)|[省市县区州]?(?:局|厅)|总院|总公司|总队|支队)(?=机?关?[\u3400-\u9fff]{2,10}(?:[局处科股室部庭办组]|中心|纪委)$)"
)
_OFFICES = ("部门", "单位")
"""Behind 各有关部门 the next class is said of all: 各镇, not 各有关镇."""
# 「各县(区)、开发区」: a city has many; 「各乡镇、开发区」: a county has one.
_ZONE, _COUNTIES = "开发区", re.compile("各[市州县区旗]")
_NOUNS = ("学校", "企业", "单位", "医院", "机构", "院校", "学院")
_ROOMS = frozenset("处科股室部班庭")
_INNER = re.compile(
    r"(?![各省市县区州旗镇乡本我你局院校分子总公集])[\u3400-\u9fff]{2,8}(?P<kind>[处科股室部班庭])"
)
_PARTY_PREFIX = re.compile(r"^(?:(.+?)(?:党\(工\)委|党工委|党委)|(.+?(?:村|社区))(?:党支部|党总支))$")
_PARTY_BODY = re.compile(
    r"(?:组织|宣传|统战|社会工作|社工)部|政法委|编办|农办|网信办|巡察办|办公室|党校|政研室|改革办|目标绩效办"
)
_PARTY = re.compile(rf"^(.{{0,6}}?[省市州县区旗]委)(?={_PARTY_BODY.pattern})")
# 「各级林长、河长」: who heads something at every level.
_EACH_LEVEL, _CHIEF = "各级", re.compile(r"(?!各)[\u3400-\u9fff]{1,3}长")
_CHIEF_OF_LEVELS = re.compile(_EACH_LEVEL + _CHIEF.pattern)
_GOVERNMENT = "政府"
_TWO = 2
_SHARED_HEAD = re.compile(
    r"(各[\u3400-\u9fff()]{1,7}?)(?:党委|委|党组|党工委|党总支|党支部)?(?:书记|支书|[校院园局所站镇乡县区市厅处科队馆厂社村]长|主任|主席|总?经理|董事长)"
)
_BARE_CHIEF = re.compile(
    r"(?:党委|党组|党总支|党支部)?(?:副?书记|支书|[校院园局所站镇乡县区市厅处科队馆厂社村]长|乡镇长|主任|主席|总?经理|董事长)"
)
_OF_POST = re.compile(r"的(?=(?:主要|分管|党政)(?:负责|领导)|一把手)")
_CHIEF_OF_LEVEL = re.compile(r"[市县区旗](?:\([^)]{1,8}\))长")
LEVEL_CLASS = re.compile(r"[市县区州旗镇乡村](?:\([^)]{1,8}\))")
_POST_OF_BODY = re.compile(
    r"(.{1,}?(?:[局委办院校司府部站所]|镇街|乡镇|街道|镇|单位|部门))"
    r"(?:党政)?(?:主要|分管)?(?:负责人|负责同志|领导|领导班子成员)"
)
BARE_POST = re.compile(r"(?:分管|主要|其他|班子|主管|党政|专职)")


def restore(view: str, names: list[Name]) -> tuple[str, ...]:
    """The full form of each name, with the prefix of the first or the suffix of the last shared out.

    >>> restore("区发改局、工信局", [Name(0, 4, "organ"), Name(5, 8, "organ")])
    ('区发改局', '区工信局')
    """
    plain = [view[n.start : n.end] for n in names]
    post = _OF_POST.search(plain[-1]) if "的" in plain[-1] else None
    of_all = plain[-1][post.end() :] if post else ""
    plain = [_OF_POST.sub("", word) if "的" in word else word for word in plain]
    if len(plain) == 1:
        return tuple(plain)
    full = share_ending(_share_prefix(plain, names), names)
    return tuple(
        w + of_all if n.kind == "organ" and not w.endswith(of_all) else w
        for w, n in zip(full, names, strict=True)
    )


def _share_prefix(plain: list[str], names: list[Name]) -> list[str]:
    prefix = ""
    shared: list[str] = []
    for word, name in zip(plain, names, strict=True):
        if class_too := shared and shared_class(word, plain[0], shared[-1]):
            shared.append(class_too)
            continue
        if shared and shared[-1].startswith("各") and _is_bare(word, name, plain[0]):
            concerned = shared[-1].startswith("各有关") and not plain[0].endswith(_OFFICES)
            shared.append(("各有关" if concerned else "各") + word)
            continue
        if shared and (full := of_house(word, plain[0]) or _completed(word, shared[-1], plain[0])):
            shared.append(full)
            continue
        own = _PREFIX.match(word) if name.kind in ("organ", "person") else None
        party = _PARTY.match(word)
        if own and not word.startswith("各"):
            prefix = party.group(1) if party else own.group(1)
        elif prefix.endswith("委") and not _PARTY_BODY.match(word):
            word = prefix[:-1] + word if _takes_prefix(word, name, names[0], prefix) else word
        elif prefix and word.startswith(_GOVERNMENT):
            word = prefix.removesuffix("委") + word
        elif prefix and _takes_prefix(word, name, names[0], prefix):
            word = prefix + word
        if name.kind == "person" and shared:
            word = _post_in_full(shared[-1], word)
        shared.append(word)
    return shared


def _is_class_too(word: str, first: str) -> bool:
    """「各中心学校、县直学校、民办学校」: classes of one noun share 各."""
    return word.endswith(_NOUNS) and word[-2:] == first[-2:] and not word.startswith(("各", "有关", "相关"))


def of_house(word: str, first: str) -> str:
    """「省局特设处」 for the 特设处 behind 「省局人事处」: an office of the same kind of the same house."""
    inner = _INNER.fullmatch(word) if word[-1] in _ROOMS else None
    house = _HOUSE.fullmatch(first) if inner else None
    same = house and inner and house["kind"] == inner["kind"] and not word.startswith(house["house"])
    own = _OWN_HOUSE.match(first) if inner or word.endswith("办公室") else None
    return (
        house["house"] + word
        if house and same
        else own.group() + word
        if own and word[0] != own.group()[-1]
        else ""
    )


def _is_bare(word: str, name: Name, first: str) -> bool:
    """Whether a word only names a level or a class of bodies, which 各 before it makes a name."""
    if _is_class_too(word, first) or (word == _ZONE and _COUNTIES.match(first)):
        return True
    level = name.kind == "group" and (len(word) == 1 or _CHIEF_OF_LEVEL.fullmatch(word))
    return bool(
        level or word in _BARE_TERRITORY or LEVEL_CLASS.fullmatch(word) or _CLASS_BODY.fullmatch(word)
    )


def _completed(word: str, before: str, first: str) -> str:
    """The full form of a word that cannot stand alone, by the name before it or the first; or nothing."""
    if before.startswith("所在") and (len(word) == 1 or word in _BARE_TERRITORY):
        return "所在" + word
    if whole := (_OF_ALL.match(before) if _OWN_BODIES.match(word) else None):
        return whole.group(1) + word
    if (levelled := _LEVELLED.match(first)) and _DEPARTMENT.fullmatch(word):
        return levelled.group() + word
    if _BARE_ORGAN.match(word) and (head := _territory_head(before)):
        return head + word
    if _CHIEF_OF_LEVELS.fullmatch(first) and _CHIEF.fullmatch(word):
        return _EACH_LEVEL + word
    place = _PLACE_OF_LEVEL.fullmatch(before) or _PLACE_OF_LEVEL.match(first)
    return place["place"] + word if place and word.startswith(place["level"]) and len(word) > 2 else ""


def _post_in_full(before: str, word: str) -> str:
    """「各高校」 of 「各高校党委书记、校长」, 「县政府」 of 「县政府主要领导、分管领导」."""
    if BARE_POST.match(word):
        return body_of_post(before) + word
    if (held := _HELD.fullmatch(before)) and held["last"] == word[0]:
        return held["body"] + word
    head = _SHARED_HEAD.fullmatch(before)
    if head and word.startswith(head.group(1)[1:]):
        return head.group(1) + word if len(head.group(1)) == _TWO else "各" + word
    return head.group(1) + word if head and _BARE_CHIEF.fullmatch(word) else word


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
    town = prefix.endswith(("镇", "乡")) and word in _OF_TOWN
    return town or (name.kind == "organ" and not has_own_place(word))


def _territory_head(word: str) -> str:
    """What 政府 shares with the 党委 before it: 「各县(市、区)」 of 「各县(市、区)党委」."""
    found = _PARTY_PREFIX.match(word)
    return (found.group(1) or found.group(2)) if found else ""
