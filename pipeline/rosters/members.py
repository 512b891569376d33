"""Whom a name that stands for many means: 各乡镇(街道) or 13个镇街, by the roster; nothing is guessed."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from models import Roster, RosterUnit

_ALL = re.compile(r"各|每个?|所有|全部")
_SOME = re.compile(r"有关|相关|其他|其余|部分|涉及|重点|试点")
_COUNT = re.compile(r"(\d+|[一二三四五六七八九十百]+)个")
_PLACE = re.compile(r"^(?:全[省市县区镇乡州旗]|[省市县区州旗][直级]?(?=各|\d|[一二三四五六七八九十]))")
_TAIL = re.compile(r"(?:党\(?工?\)?委|党工委|人民政府|政府|办事处|班子|两委|和|及|、|/)")
_DIRECT = re.compile(r"^[省市州县区旗][直级属]|^(?:党政|党群|行政|事业)")
"""县直部门, 区级单位, 党群部门: whose they are says nothing of the kind."""
_DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True)
class Members:
    """The bodies that a class name means, and how many the text says there are (None where it does not).

    `absent` are words of the name (街道 in 各乡镇(街道)) for which the roster has no body.
    """

    units: tuple[RosterUnit, ...]
    said: int | None = None
    absent: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether the text gives no other number than the roster."""
        return self.said is None or self.said == len(self.units)


@cache
def class_table() -> dict[str, Any]:
    """The lists of `classes.toml`."""
    return tomllib.loads(files("pipeline.rosters").joinpath("classes.toml").read_text("utf-8"))


@cache
def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = class_table()["words"]
    return dict(sorted(words.items(), key=lambda item: -len(item[0])))


def members_of(name: str, roster: Roster | None, quote: str = "") -> Members | None:
    """The bodies that `name` stands for; None where it means one body, some of them, or the roster has none.

    `quote` is the sentence around it, where the number may stand: 全县13个镇街…, 各镇街….
    """
    words = class_words(name)
    if roster is None or not words:
        return None
    kinds = {kind for word in words for kind in _words()[word]}
    having = [(unit, kinds_of(unit)) for unit in roster.units]
    units = tuple(unit for unit, own in having if own and own <= kinds)
    if not units:
        return None
    present = {kind for _, own in having for kind in own}
    absent = tuple(word for word in words if not present & set(_words()[word]))
    count = _COUNT.search(_folded(name))
    return Members(units, _number(count[1]) if count else _told(quote, kinds), absent)


def class_words(name: str) -> tuple[str, ...]:
    """The class words of a name for all or a number of bodies; none where it means one, some, or others.

    >>> class_words("各乡镇(街道)"), class_words("有关乡镇"), class_words("各乡镇卫生院")
    (('乡镇', '街道'), (), ())
    """
    folded = _folded(name)
    if _SOME.search(folded) or not (_ALL.match(_PLACE.sub("", folded)) or _COUNT.search(folded)):
        return ()
    rest = _COUNT.sub("", _ALL.sub("", _PLACE.sub("", folded), count=1))
    return tuple(dict.fromkeys(_cut(_TAIL.sub("", rest.replace("(", "").replace(")", ""))) or ()))


def kinds_of(unit: RosterUnit) -> frozenset[str]:
    """What the body is by the words that the roster has for it; all kinds that they leave open.

    Of 石门镇 under 乡镇 the name tells that it is a 镇; whether 石门 is one, nobody can tell.
    """
    words = _cut(_TAIL.sub("", _DIRECT.sub("", _folded(unit.kind)).replace("(", "").replace(")", "")))
    if not words:
        return frozenset()
    kinds = frozenset(kind for word in words for kind in _words()[word])
    own = kind_of(unit.name)
    return frozenset({own}) if own in kinds else kinds


def kind_of(name: str) -> str:
    """The kind of a body by the end of its name; any other body is a 部门.

    >>> kind_of("青石镇人民政府"), kind_of("县水利局")
    ('镇', '部门')
    """
    endings: dict[str, str] = class_table()["endings"]
    fitting = [ending for ending in endings if name.endswith(ending)]
    return endings[max(fitting, key=len)] if fitting else "部门"


def _cut(rest: str) -> list[str] | None:
    """The class words of which `rest` is made; None where it is made of anything else."""
    if not rest:
        return []
    for word in _words():
        if rest.startswith(word) and (more := _cut(rest[len(word) :])) is not None:
            return [word, *more]
    return None


def _folded(words: str) -> str:
    return "".join(unicodedata.normalize("NFKC", words).split())


def _told(quote: str, kinds: set[str]) -> int | None:
    """The number of such bodies that the sentence gives, if it gives just one."""
    folded = unicodedata.normalize("NFKC", quote)
    found = {
        _number(count[1])
        for count in _COUNT.finditer(folded)
        if any(
            kinds == set(named) for word, named in _words().items() if folded.startswith(word, count.end())
        )
    }
    return found.pop() if len(found) == 1 else None


def _number(words: str) -> int:
    """13 or 十三 as a number, up to 999."""
    if words.isdecimal():
        return int(words)
    hundreds, _, rest = words.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    number = 100 * _DIGITS.get(hundreds, 0)
    return number + (10 * _DIGITS.get(tens, 1) if ten else 0) + _DIGITS.get(ones, 0)
