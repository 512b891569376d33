"""What a person writes into a cell of units: 县气象局和县水利局, 县财政局（牵头）/县审计局. Pure.

Each name is linked to the registry as one that was read is. A cell that is not wholly units says which words
are none, and nothing of it is taken: half of it would be a unit that nobody knows.
"""

import re
import tomllib
from collections.abc import Collection, Iterator
from importlib.resources import files

from models import Basis, EntryOwner, Registry, Role
from pipeline.registry import resolve, shipped_registry
from pipeline.rosters.bodies import place_of
from pipeline.rosters.parties import Kind, kind_of_party

_TABLE = tomllib.loads(files("pipeline.rosters").joinpath("unit_cells.toml").read_text("utf-8"))
_ROLES = {word: Role(role) for role, words in _TABLE["roles"].items() for word in words}
_NOBODY = frozenset(_TABLE["nobody"]["words"])
_WORD = "|".join(sorted(_ROLES, key=len, reverse=True))
_LABEL = re.compile(rf"({_WORD})(?:责任)?(?:单位|部门)?[：:]\s*")
_MARK = re.compile(rf"[（(]({_WORD})(?:单位|部门)?[）)]$")
_SEPARATOR = re.compile(r"[、，,;；/\s]+")
_IN_BRACKETS = re.compile(r"[（(][^（）()]*[）)]")
_AND = re.compile(r"以及|和|与|及|暨")
_ENDS = re.compile(r"[局委办厅部院校馆站所会队社司行镇乡村联]$|中心$|街道$|社区$|政府$")
_BEFORE_BRACKET = re.compile(r"\s+(?=[（(])")
_HELD = "\ue000"


def read_units(
    words: str, role: Role, registry: Registry | None = None, known: Collection[str] = ()
) -> tuple[EntryOwner, ...] | str:
    """The units of the cell of a role, each once; or the words that are no unit's name.

    A mark or a label in the cell beats its role. `known` are names that need no proof: those of the row.

    >>> units = read_units("县财政局（牵头）/县气象局和县水利局", Role.SUPPORT)
    >>> [(one.name, one.role.value) for one in units]
    [('县财政局', 'lead'), ('县气象局', 'support'), ('县水利局', 'support')]
    >>> read_units("县教育局抓紧办理", Role.LEAD)
    '县教育局抓紧办理'
    """
    units = registry or shipped_registry()
    found: list[EntryOwner] = []
    for part in [words.strip()] if words.strip() in known else _parts(words):
        if label := _LABEL.match(part):
            role, part = _ROLES[label[1]], part[label.end() :]
        mark = _MARK.search(part)
        own, name = (_ROLES[mark[1]], part[: mark.start()]) if mark else (role, part)
        names = [name] if name in known else list(_joined(name, units))
        if strange := [one for one in names if one not in known and not _is_unit(one, units)]:
            return strange[0]
        found += [linked(one, own, registry) for one in names if one]
    return tuple({owner.name: owner for owner in reversed(found)}.values())[::-1]


def linked(name: str, role: Role, registry: Registry | None = None, mention: str = "") -> EntryOwner:
    """An owner as a person names it, linked to the registry as one that was read would be."""
    unit = resolve(name, registry or shipped_registry())
    group = kind_of_party(name) is Kind.CLASS or bool(unit.unit and unit.unit.kind == "group")
    return EntryOwner(name=name, mention=mention, role=role, basis=Basis.EXPLICIT, unit=unit.key, group=group)


def _parts(words: str) -> list[str]:
    """The cell cut at its separators, but not at those within brackets: 各县（市、区）."""
    words = _BEFORE_BRACKET.sub("", words)
    held = _IN_BRACKETS.sub(lambda bracket: _SEPARATOR.sub(_HELD, bracket[0]), words)
    parts = (part.replace(_HELD, "、") for part in _SEPARATOR.split(held))
    return [part for part in parts if part and part not in _NOBODY]


def _joined(name: str, units: Registry) -> Iterator[str]:
    """The names that 和 joins, if there is a whole name on both sides: not in 县住房和城乡建设局."""
    for found in () if _is_one(name, units) else _AND.finditer(name):
        before, after = name[: found.start()], name[found.end() :]
        if len(before) > 1 and _ENDS.search(before) and _is_unit(before, units) and _is_unit(after, units):
            yield before
            yield from _joined(after, units)
            return
    yield name


def _is_one(name: str, units: Registry) -> bool:
    """Whether all that stands behind the place is one name of the registry: 县粮食和物资储备局."""
    tails = (name[len(place) :] for place in ("", place_of(name)))
    return any(resolve(tail, units).match in ("full", "former") for tail in tails if tail)


def _is_unit(name: str, units: Registry) -> bool:
    """Whether the name is known, or built like one of a body, of several, or of who has a post."""
    return not name or resolve(name, units).match != "none" or kind_of_party(name) is not Kind.BODY
