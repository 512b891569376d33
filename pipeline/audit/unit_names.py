"""Whether a unit of the speech is one that a row names: by registry, by class, by post, by spelling."""

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from extractors.fold import fold
from models import Registry
from pipeline.evaluation.names import plain_name
from pipeline.registry import resolve

_WORDS = tomllib.loads(Path(__file__).with_name("unit_names.toml").read_text("utf-8"))
_GENERIC = re.compile(_WORDS["generic"])
_CLASS = re.compile(_WORDS["class"])
_PERSON = re.compile(_WORDS["person"])
_POST = re.compile(_WORDS["post"])
_HEADS = re.compile(_WORDS["heads"])
_WARDS, _BARE_HEADS = re.compile(_WORDS["wards"]), re.compile(_WORDS["bare_heads"])
_SHARED_POST = re.compile(_WORDS["shared_post"])
_DEPUTY = re.compile(_WORDS["deputy"])
_LOOSE = re.compile(_WORDS["person_loose"])
_BODY = re.compile(_WORDS["body"])
_LEVELS = re.compile(_WORDS["levels"])
_OF_PLACES = re.compile(_WORDS["of_places"])
_ONE_IN_EACH = re.compile(_WORDS["one_in_each"])
_TAIL = re.compile(_WORDS["tail"])
_SECTION = re.compile(_WORDS["section"])
_BARE_KINDS = re.compile(_WORDS["bare_kinds"])
_NO_PLACE = re.compile(_WORDS["no_place"])
_ENDINGS = [(re.compile(each["long"]), each["short"]) for each in _WORDS["ending"]]
_TERRITORIES = {kind: re.compile(pattern) for kind, pattern in _WORDS["territory"].items()}
_COLLECTIVE, _WIDE = frozenset(_WORDS["collective"]["keys"]), re.compile(_WORDS["collective"]["wide"])
_SMALL = ("town", "village")
"""Two places of these kinds are not one by what they are, only by name."""
SPEAKER = "讲话人"
_FIRST_PERSON = re.compile("(?:正职|主官|一把手|(?:党政|[县区市州乡镇])主要(?:负责同志|负责人|领导))$")
_LEAST_CORE = 2
_LEAST_SHORT = 3
_LEAST_FORM = 4
_LEVEL_FIRST = re.compile("[省市州县区旗乡镇]")
_TRADE_ENDINGS = ("公司", "部门", "单位", "支队", "大队", "站", "局", "所", "处")
_OF_TRADE = re.compile("|".join(_TRADE_ENDINGS))
_OWN_BODY = re.compile("[局委院校公司中心]{1,2}(?:党委|党组|党总支|机关党委|班子|办公室)")
_OFFICE = re.compile("(?:办|办公室|小组|专班)$")


class UnitNames:
    """Compares names as a clerk of one office would; the registry knows its aliases."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._key = lru_cache(maxsize=4096)(self._resolve)
        self.same = lru_cache(maxsize=65536)(self._same)
        self._spellings = lru_cache(maxsize=4096)(self._all_spellings)
        self._units = {unit.key: unit for unit in registry.units}

    def is_known(self, name: str) -> bool:
        """Whether the registry knows the unit by this name."""
        return self._key(name)[1] in ("full", "level", "former")

    def is_post_or_class(self, name: str) -> bool:
        """Whether the name is one of a post (区领导) or of a class of territories (各乡镇)."""
        return bool(_PERSON.search(name) or (_CLASS.search(name) and territory(name)))

    def is_unit(self, name: str) -> bool:
        """Whether the name is one of a post, a class of territories, or built like a unit's name."""
        if self._key(name)[0] or self.is_post_or_class(name) or _BARE_KINDS.fullmatch(name):
            return True
        if _NO_PLACE.search(name):
            return False
        if _SECTION.fullmatch(name):
            return True
        return self._key(name)[1] != "none" and (bool(_LEVEL_FIRST.match(name)) or len(name) >= _LEAST_FORM)

    def any_same(self, name: str, others: Iterable[str]) -> bool:
        """Whether one of `others` is, or names among several, the unit called `name`."""
        return any(self.same(name, each) for other in others for each in _each_of(other))

    def stands_in(self, name: str, text: str) -> bool:
        """Whether a text says the name of the unit in any spelling that the registry knows."""
        return any(spelling in text for spelling in self._spellings(name))

    def _all_spellings(self, name: str) -> tuple[str, ...]:
        key, match = self._key(name)
        unit = self._units.get(key) if match in ("full", "level", "former") else None
        known = (unit.name, *unit.aliases) if unit else ()
        bare = _LEVELS.sub("", fold(name), count=1) if _LEVEL_FIRST.match(name) else fold(name)
        return tuple(each for each in dict.fromkeys((bare, *known)) if len(each) >= _LEAST_SHORT)

    def _resolve(self, name: str) -> tuple[str, str]:
        found = resolve(name, self._registry)
        return ("" if found.match == "territory" else found.key), found.match

    def _same(self, name: str, other: str) -> bool:
        name, other = _shortened(name), _shortened(other)
        if not name.startswith("各"):
            other = _ONE_IN_EACH.sub("", other)
        if name == other or (name == SPEAKER and (_HEADS.search(other) or _DEPUTY.search(other))):
            return True
        if bool(_PERSON.search(name)) != bool(_PERSON.search(other)):
            return False
        if _PERSON.search(name):
            return _alike_posts(name, other)
        if (kind := territory(name)) and _CLASS.search(name):
            return territory(other) == kind and (bool(_CLASS.search(other)) or _TAIL.sub("", name) in other)
        key, plain = self._key(name)[0], plain_name(name)
        places = territory(name) in _SMALL and territory(other) in _SMALL
        return (
            bool(key and key == self._key(other)[0] and not places and not _apart(key, name, other))
            or plain == plain_name(other)
            or _within(name, other)
            or _short_for(name, other)
            or _apart_by_level(name, other)
            or self._is_of_trade(_LEVELS.sub("", name).removesuffix("部门"), other)
        )

    def _is_of_trade(self, name: str, other: str) -> bool:
        """Whether a bare trade (电力, 交警) is that of a unit which says it or the registry knows by it."""
        if len(name) != _LEAST_CORE:
            return False
        if _OF_TRADE.fullmatch(_LEVELS.sub("", other, count=1).removeprefix(name)) and name in other:
            return True
        key = self._key(other)[0]
        return bool(key) and any(self._key(name + ending)[0] == key for ending in _TRADE_ENDINGS)


def _apart(key: str, name: str, other: str) -> bool:
    """Whether the registry's entry holds several bodies, and no name is of them all: 移动公司, 铁塔公司."""
    return key in _COLLECTIVE and not (_WIDE.search(name) or _WIDE.search(other))


def is_generic(name: str) -> bool:
    """Whether the name leaves open who it is (有关部门, 各责任单位), so that any unit will do."""
    return bool(_GENERIC.fullmatch(fold(name)))


def is_class(name: str) -> bool:
    """Whether the name is one of a class (各乡镇), not of one unit."""
    return bool(_CLASS.search(name))


def post_in(name: str) -> str:
    """The post that a name ends with: 书记 of 村支部书记; '' for none."""
    found = _POST.search(fold(name))
    return found[0] if found else ""


def is_ward(name: str) -> bool:
    """Whether the name is of a class that an office looks after (城镇学校), without 各."""
    return bool(_WARDS.search(name)) and not _CLASS.search(name)


def is_head(name: str) -> bool:
    """Whether the name is the speaker's, or only 主要负责人 of what the sentence names besides."""
    return name == SPEAKER or bool(_BARE_HEADS.fullmatch(name))


def means_head(name: str) -> bool:
    """Whether the name is of the first person of a place, whatever the place: 乡镇党政正职."""
    return is_head(name) or bool(_FIRST_PERSON.search(name))


def names_deputy(text: str) -> bool:
    """Whether a text names the head in charge of a field: 县政府分管领导, 分管副县长."""
    return bool(_DEPUTY.search(fold(text)))


def heads_named(text: str) -> bool:
    """Whether a text names the heads of a place, one of whom the speaker is."""
    return bool(_HEADS.search(fold(text)))


def territory(name: str) -> str:
    """The kind of territory that a name is of: county, town, village; '' for none."""
    bare = _TAIL.sub("", fold(name))
    return next((kind for kind, pattern in _TERRITORIES.items() if pattern.search(bare)), "")


def _each_of(name: str) -> tuple[str, ...]:
    """The units of a cell that names several for one post: 市委、市政府主要负责同志."""
    first, mark, last = fold(name).rpartition("、")
    post = _SHARED_POST.search(last)
    if not mark or not post:
        return (name,)
    return (*(each if _PERSON.search(each) else each + post[0] for each in first.split("、")), last)


def _shortened(name: str) -> str:
    """The name folded, with the short form of its ending: 安全生产委员会办 for …办公室."""
    name = fold(name).replace(" ", "")
    for long, short in _ENDINGS:
        name = long.sub(short, name)
    return name


def _alike_posts(name: str, other: str) -> bool:
    """Posts are the same where one name has most of the other's words: 区领导 is not 科室负责人."""
    name, other = (_LOOSE.sub("", each).replace("级领导", "领导") for each in (name, other))
    mine, yours = set(pairwise(name)), set(pairwise(other))
    return len(mine & yours) >= 0.6 * min(len(mine), len(yours)) and (
        name in other or other in name or len(mine & yours) >= 0.6 * max(len(mine), len(yours))
    )


def _within(name: str, other: str) -> bool:
    """Whether one name without its levels is a part of the other: 农发行, 农发行县支行."""
    cores = [_LEVELS.sub("", _TAIL.sub("", _OF_PLACES.sub("", each))) for each in (name, other)]
    short, long = sorted(cores, key=len)
    if (len(short) > _LEAST_CORE or _BODY.fullmatch(short)) and short in long:
        return True
    if _OWN_BODY.fullmatch(other) and name.endswith(other):
        return True  # 局党委 in the ledger of that bureau
    if _SECTION.fullmatch(name.removeprefix(other)) and name.startswith(other):
        return True  # a section within the unit that the row names
    return other.startswith(name) and bool(_OFFICE.search(other))


def _apart_by_level(name: str, other: str) -> bool:
    """Whether one is the other behind a level, be its own name begun with one: 市政处, 市市政处."""
    short, long = sorted((name, other), key=len)
    return len(short) >= _LEAST_SHORT and long[1:] == short and bool(_LEVEL_FIRST.match(long))


def _short_for(name: str, other: str) -> bool:
    """Whether one is an abbreviation of the other: 国资中心 for 国有资产监督管理中心."""
    short, long = sorted((_LEVELS.sub("", name), _LEVELS.sub("", other)), key=len)
    if len(short) < _LEAST_SHORT or short[0] != long[0] or short[-1] != long[-1]:
        return False
    letters = iter(long)
    return all(letter in letters for letter in short)
