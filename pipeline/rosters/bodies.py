"""Which names are one body's: 县住建局 and 县住房和城乡建设局, 石门镇 and 石门镇人民政府. Pure.

A body is what it is by the registry, at its place; names of other places or levels are other bodies. What the
registry cannot tell is a body by its name alone, and so is whatever stands for several.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import NamedTuple

from models import Registry, Roster, Unit
from pipeline.registry import resolve, shipped_registry

_ONE_IN_A_PLACE = ("government", "party", "institution")
"""Of these kinds a place has one of each; of others (站所, 专班, 运营商) it has many under one key."""
_WHOSE = re.compile(r"^(?:中共|国家税务总局|团(?=[省市州县区旗]委))")
_PLACE = re.compile(
    r"[\u4e00-\u9fffXx*×]{0,6}?(?:省|自治区|市(?!场)|州|县(?!域)|区(?!域)|旗|镇(?!村)|乡(?!村|镇))"
)
_BRANCH = re.compile(r"局(?P<where>.{1,8}?)[市县区旗]?分局$")
_TERRITORY = re.compile(
    r"(?P<place>.*?)(?P<name>[^省市县区旗州镇乡]{1,8}?(?:镇|乡|苏木|街道|社区|村))"
    r"(?:党工?委)?(?P<organ>人民政府|政府|办事处|办|村?委会|村?民委员会|居委会|居民委员会)?"
)
_PARTY_ONLY = re.compile(r"党工?委$")
_ORGAN = re.compile(r"[局委办厅院社会]$")
_LEAST_HEAD = 3


class Body(NamedTuple):
    """What a name means: a key of the registry or the name itself, and the place before it (青禾县)."""

    what: str
    place: str


@lru_cache(maxsize=65536)
def body_of(name: str, key: str = "") -> Body:
    """The body that bears the name; `key` is what the name was linked to when it was read, if it was.

    >>> body_of("县住建局") == body_of("县住房和城乡建设局"), body_of("青禾县王家村村委会")
    (True, Body(what='王家村', place='青禾县'))
    """
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    found = resolve(plain, shipped_registry())
    unit = _shipped().get(key) if key else found.unit
    place = place_of(plain)
    if key and unit is None:
        return Body(key, place)  # what the office itself has taught is one body
    if unit and unit.kind in _ONE_IN_A_PLACE and (place or found.match != "type"):
        branch = _BRANCH.search(plain)
        return Body(f"{unit.key}:{branch['where']}" if branch else unit.key, place)
    territory = None if _PARTY_ONLY.search(plain) else _TERRITORY.fullmatch(plain)
    return Body(territory["name"], territory["place"]) if territory else Body(plain, "")


def same_body(name: str, other: str, key: str = "", other_key: str = "") -> bool:
    """Whether both names are one body's; a name without its place fits each place."""
    one, two = body_of(name, key), body_of(other, other_key)
    return one.what == two.what and _fits(one.place, two.place)


def is_part(name: str, of: str, key: str = "") -> bool:
    """Whether the name begins with another name of the body: 县住建局村镇股 of 县住房和城乡建设局."""
    heads = (name[:end] for end in range(len(name) - 1, _LEAST_HEAD - 1, -1))
    return any(_ORGAN.search(head) and same_body(head, of, other_key=key) for head in heads)


def key_in(name: str, registry: Registry | None) -> str:
    """What the office's own registry calls the name, if there is one; ours is asked in any case."""
    return resolve(name, registry).key if registry else ""


class Bodies:
    """The bodies of one ledger: every name that it has for them, and the one by which each is called.

    A name without its place (教育局) is that of the only place named with such a body, and so is one with
    the level alone (县教育局 beside 青禾县教育局); where there are several, or none, it stays by itself.
    """

    def __init__(self, named: Iterable[tuple[str, str]] = (), roster: Roster | None = None) -> None:
        self._listed = [unit.name for unit in roster.units] if roster else []
        former = [(name, unit.name) for unit in (roster.units if roster else ()) for name in unit.former]
        self._now = {name: now for name, now in former if name not in self._listed}
        self._keys: dict[str, str] = {}
        for name, key in named:
            self._keys[name] = self._keys.get(name) or key
        self._places: dict[str, set[str]] = {}
        for name in (*self._keys, *self._listed):
            one = self._body(name)
            self._places.setdefault(one.what, set()).add(one.place)
        self._names: dict[Body, list[str]] = {}
        for name in self._keys:
            self._names.setdefault(self.of(name), []).append(name)
        self._found: dict[str, str] = {}
        self._called = {body: max(names, key=self._rank) for body, names in self._names.items()}

    def of(self, name: str) -> Body:
        """The body that the name means in this ledger."""
        one = self._body(name)
        places = self._places.get(one.what, set()) - {""}
        if not one.place:
            places = {self._whole(place, places) for place in places}
            return Body(one.what, places.pop()) if len(places) == 1 else one
        return Body(one.what, self._whole(one.place, places))

    def called(self, name: str) -> str:
        """The name under which the body stands in figures and on letters.

        Of those that the ledger has for it the roster's, else a full one, else the longest, else the first.
        """
        if name not in self._found:
            self._found[name] = self._called.get(self.of(name), name)
        return self._found[name]

    def _body(self, name: str) -> Body:
        now = self._now.get(name, name)
        return body_of(now, self._keys.get(now, ""))

    @staticmethod
    def _whole(place: str, places: set[str]) -> str:
        """The only place with a name of its own on the same level, for a bare level."""
        whole = [one for one in places if len(one) > len(place) == 1 and one.endswith(place)]
        return whole[0] if len(whole) == 1 else place

    def _rank(self, name: str) -> tuple[bool, bool, int]:
        unit = _shipped().get(self._keys[name]) or resolve(name, shipped_registry()).unit
        return name in self._listed, bool(unit and name.endswith(unit.name)), len(name)


def _fits(place: str, other: str) -> bool:
    short, long = sorted((place, other), key=len)
    return short in ("", long) or (len(short) == 1 and long.endswith(short))


def place_of(name: str) -> str:
    """The place or level that a name begins with: 青禾县, 县, or none."""
    found = _PLACE.match(_WHOSE.sub("", name))
    return found.group() if found else ""


@cache
def _shipped() -> dict[str, Unit]:
    return {unit.key: unit for unit in shipped_registry().units}
