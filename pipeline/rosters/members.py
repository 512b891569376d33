"""Whom a name that stands for many means: 各乡镇(街道) or 13个镇街, by the roster; nothing is guessed."""

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from models import Roster, RosterUnit

_ALL = re.compile(r"各|每个?|所有|全部")
_SOME = re.compile(r"有关|相关|其他|其余|部分|涉及|重点|试点")
_COUNT = re.compile(r"(\d+|[一二三四五六七八九十百]+)个")
_PLACE = re.compile(r"^(?:全[省市县区镇乡州旗]|[省市县区州旗](?=各|\d|[一二三四五六七八九十]))")
_TAIL = re.compile(r"(?:党\(?工?\)?委|党工委|人民政府|政府|办事处|班子|两委|和|及|、|/)")
_DIGITS = {digit: number for number, digit in enumerate("一二三四五六七八九", 1)}


@dataclass(frozen=True)
class Members:
    """The bodies that a class name means, and how many the text says there are (None where it does not)."""

    units: tuple[RosterUnit, ...]
    said: int | None = None

    @property
    def agrees(self) -> bool:
        """Whether the text gives no other number than the roster."""
        return self.said is None or self.said == len(self.units)


@cache
def _words() -> dict[str, list[str]]:
    words: dict[str, list[str]] = tomllib.loads(
        files("pipeline.rosters").joinpath("classes.toml").read_text("utf-8")
    )["words"]
    return dict(sorted(words.items(), key=lambda item: -len(item[0])))


def members_of(name: str, roster: Roster | None, quote: str = "") -> Members | None:
    """The bodies that `name` stands for; None where it means one body, some of them, or the roster has none.

    `quote` is the sentence around it, where the number may stand: 全县13个镇街…, 各镇街….
    """
    folded = "".join(unicodedata.normalize("NFKC", name).split())
    if roster is None or _SOME.search(folded):
        return None
    count = _COUNT.search(folded)
    if not (_ALL.match(_PLACE.sub("", folded)) or count):
        return None
    kinds = _kinds(folded)
    units = tuple(unit for unit in roster.units if unit.kind in kinds)
    if not kinds or not units:
        return None
    return Members(units, _number(count[1]) if count else _told(quote, kinds))


def _kinds(folded: str) -> set[str]:
    """The kinds of body that the class words name, empty where anything else is said."""
    rest = _COUNT.sub("", _ALL.sub("", _PLACE.sub("", folded), count=1))
    rest = _TAIL.sub("", rest.replace("(", "").replace(")", ""))
    return set(_cut(rest) or ())


def _cut(rest: str) -> list[str] | None:
    """The kinds that the words name of which `rest` is made; None where it is made of anything else."""
    if not rest:
        return []
    for word, kinds in _words().items():
        if rest.startswith(word) and (more := _cut(rest[len(word) :])) is not None:
            return kinds + more
    return None


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
