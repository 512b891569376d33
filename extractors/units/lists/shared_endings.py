"""The ending of the last name in a list, shared out to those before it: 「各市、县人民政府」."""

import re
from collections.abc import Callable

from extractors.units.names.composed import Name

_TERRITORY_TAIL = re.compile(r"[镇乡村州县区市旗)](人民政府|党委|政府|办事处|管委会)$")
_PLAIN_TERRITORY = re.compile(r"[\u3400-\u9fff*X×]{1,8}[镇乡村旗县区市州盟](?:\([^)]{1,8}\))?$")
# 「安洲市、泽源市、临江市医保局」: places in a row share the body of the last.
_OF_PLACE = re.compile(
    r"[\u3400-\u9fff]{1,4}[市县区旗州镇乡](?!政府)(?P<tail>[\u3400-\u9fff]{1,10}(?:[局委办院会厅队社站所]|中心|部门)|局)"
)
_PEER_PLACE = re.compile(r"[\u3400-\u9fff]{1,4}[市县区旗州镇乡]")
_PERSON_TAIL = re.compile(
    r"(?:主要负责(?:同志|人)|主要领导|班子成员|负责人|分管(?:领导|负责同志)|党政主要负责人|一把手)$"
)
# 「各市(州)、县(市、区)政府主要负责同志」: each class of places has the post of the last.
_POST_OF_EACH = re.compile(
    r"各?[市州县区旗乡镇]{1,3}(?:\([市州县区旗街道镇乡、]+\))?(?P<tail>(?:党委|政府|党政)(?:主要|分管)(?:负责同志|负责人|领导))"
)
# 「各市、县民政局」: each city and each county has one.
_OF_LEVEL = re.compile(r"[州县区旗乡镇](?:\([市县区旗、]{1,6}\))?(?P<tail>[\u3400-\u9fff]{2,10}[局委办院会])")
_EACH_PLACE = re.compile(r"各[市州县区旗乡镇]{1,3}(?:\([市州县区旗街道镇乡、]+\))?")
# 「县委、县政府督查室」: both have one.
_OFFICE_OF_BOTH = re.compile(
    r"[^、]{0,6}[省市州县区旗镇乡]?委、[^、]{0,6}政府(?P<tail>督查室|办公室|督办室|目督办|研究室|信访局)"
)
# Of whom a post may be shared out: 「县委、县政府主要负责人」, 「县水利局、县财政局分管领导」.
_HAS_CHIEFS = re.compile(
    r"(党委|党工委|政府|^[省市州县区旗]委|[*X×][区县市镇乡]|^[省市州县区旗镇乡]?[\u3400-\u9fff]{2,10}(?:[局委办处科院]|中心|公司|集团)$"
    r"|^(?:[省市州县区旗]直)?各?(?:乡镇|街道|镇街|街镇|社区|[镇乡村县区市]|部门|单位|学校|企业))$"
)
# 「城南街道、白水乡主要负责人」
_TOWN = re.compile(r"(?![各全])[\u3400-\u9fff]{1,5}(?:街道|[镇乡村县区市旗])")
# 「各承办、协办单位」, 「牵头、配合部门」: units that their part in the work names.
_OF_PART = re.compile(
    r"各?(?:[承主会协合]办|牵头|责任|配合|参与|成员|实施|主管|监管|建设|施工|监理|设计|勘察)"
)
_BY_PART = re.compile(rf"{_OF_PART.pattern}(?P<tail>单位|部门|企业)")
_TWO = 2
_RANKS = {letter: rank for rank, letters in enumerate(("市州", "县区旗", "乡镇街")) for letter in letters}
_Way = Callable[[list[str], list[Name]], list[str] | None]


def share_ending(words: list[str], names: list[Name]) -> list[str]:
    """The names with what only the last one says, in the first way in which they share an ending."""
    if len(words) < _TWO:
        return words
    words = _of_each(words)
    return next((full for way in _WAYS if (full := way(words, names)) is not None), words)


def _of_each(words: list[str]) -> list[str]:
    """「各市、县人民政府和省直有关部门」: the government is of both classes before it."""
    full, tail = list(words), ""
    for at in range(len(full) - 1, -1, -1):
        found = _TERRITORY_TAIL.search(full[at]) if full[at].startswith("各") else None
        if found:
            tail = found.group(1)
        elif tail and full[at].startswith("各") and _PLAIN_TERRITORY.fullmatch(full[at]):
            full[at] += tail
        else:
            tail = ""
    return full


def _office_of_both(words: list[str], _: list[Name]) -> list[str] | None:
    """「县委、县政府督查室」: both have one."""
    office = _OFFICE_OF_BOTH.fullmatch("、".join(words))
    return [words[0] + office["tail"], words[1]] if office else None


def _bodies_of_places(words: list[str], _: list[Name]) -> list[str] | None:
    """「青石镇、沙河镇人民政府」: every place has this body."""
    tail = _TERRITORY_TAIL.search(words[-1])
    return [w + tail.group(1) if _PLAIN_TERRITORY.fullmatch(w) else w for w in words] if tail else None


def _offices_of_levels(words: list[str], _: list[Name]) -> list[str] | None:
    """「各市、县民政局」: each city and each county has one."""
    level = _OF_LEVEL.fullmatch(words[-1])
    both = level and len(words) == _TWO and _EACH_PLACE.fullmatch(words[0]) and _falls(words[0], words[1])
    return [words[0] + level["tail"], "各" + words[1]] if level and both else None


def _falls(each: str, below: str) -> bool:
    """Whether the second class of places is not above the first: 「各市、县…」, not 「各乡镇、县应急局」."""
    return _RANKS[below[0]] >= max(_RANKS[letter] for letter in each if letter in _RANKS)


def _offices_of_places(words: list[str], _: list[Name]) -> list[str] | None:
    """「安洲市、泽源市、临江市医保局」: places in a row share the body of the last."""
    of_place = _OF_PLACE.fullmatch(words[-1])
    return [w + of_place["tail"] if _PEER_PLACE.fullmatch(w) else w for w in words] if of_place else None


def _of_their_part(words: list[str], _: list[Name]) -> list[str] | None:
    """「各承办、协办单位」: the noun is of both, and 各 too."""
    last = _BY_PART.fullmatch(words[-1])
    parts = [bool(_OF_PART.fullmatch(word)) for word in words[:-1]]
    if not (last and any(parts)):
        return None
    full = [word + last["tail"] if part else word for word, part in zip(words, parts, strict=False)]
    each = "各" if full[-1].startswith("各") else ""
    return [*full, each + words[-1].removeprefix(each)]


def _posts_of_places(words: list[str], _: list[Name]) -> list[str] | None:
    """「各市(州)、县(市、区)政府主要负责同志」: each class of places has the post of the last."""
    posts = _POST_OF_EACH.fullmatch(words[-1])
    if not posts or not all(map(_EACH_PLACE.fullmatch, words[:-1])):
        return None
    return [*(w + posts["tail"] for w in words[:-1]), "各" + words[-1].removeprefix("各")]


def _posts_of_bodies(words: list[str], names: list[Name]) -> list[str] | None:
    """「县委、县政府主要负责人」: every body has this post; in 「县安委办和分管领导」 it is another's."""
    person = _PERSON_TAIL.search(words[-1])
    if person and all(word.startswith("各") for word in words):
        return [word.removesuffix(person.group()) + person.group() for word in words]
    if not person or names[-1].kind != "person" or not words[-1].removesuffix(person.group()).strip("各"):
        return None
    places = all(map(_TOWN.fullmatch, (*words[:-1], words[-1].removesuffix(person.group()))))
    has = _TOWN.fullmatch if places else _HAS_CHIEFS.search
    return [w + person.group() if has(w) else w for w in words]


_WAYS: tuple[_Way, ...] = (
    _office_of_both,
    _bodies_of_places,
    _offices_of_levels,
    _offices_of_places,
    _of_their_part,
    _posts_of_places,
    _posts_of_bodies,
)
"""In which ways names may share the ending of the last; the first that they do wins."""
