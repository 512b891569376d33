"""The one body that a paper is about: its addressee, or the one that it says was inspected.

「县委第二巡察组对县疾控中心党总支开展了巡察」 is about 县疾控中心, whose 党总支 is called 党总支 below.
"""

import re
from collections.abc import Sequence
from itertools import takewhile
from typing import NamedTuple

from extractors.lexicon import load

_PARTY = load("units")["short"]["party"]
_HEAD = 600
_TOLD = re.compile(
    rf"(?:巡[察视]|[向对])(?P<body>(?:(?!关于|巡[察视]|督[察查导]|审计|检查|反馈)[\u3400-\u9fff](?<![对向给在的各等及和与了有其你该此本])){{3,22}}?)"
    rf"(?P<party>{_PARTY})(?![织、和及与])"
)
_OF_PARTY = re.compile(rf"(?P<body>.{{2,}}?)(?P<party>{_PARTY})")
_CLASS = re.compile("各|有关|相关|全[省市县区旗州镇乡体]|[市县区旗镇乡]直")
_SHARED_PLACE = re.compile(r".{2,}(?:街道|社区|[镇乡村])")
_NO_BODY = re.compile(r"新一届|所属|基层|(?:市|县|区|省|[镇乡])?(?:直|属)|.{0,3}街道$(?<!..街道)")


class Inspected(NamedTuple):
    """A body, and what the party has in it (党组, 党委) where the paper says so; both may be empty."""

    body: str = ""
    party: str = ""


def inspected(addressed: Sequence[str], view: str) -> Inspected:
    """The body that the names of the addressees share, else the one that the head of a paper tells of."""
    addressed = [] if len(addressed) == 1 and _CLASS.match(addressed[0]) else addressed
    if len(addressed) == 1:
        split = _OF_PARTY.fullmatch(addressed[0])
        return Inspected(split["body"], split["party"]) if split else Inspected(addressed[0])
    if addressed:
        shared = _SHARED_PLACE.match(_beginning(addressed))
        return Inspected(shared.group()) if shared else Inspected()
    told = {(m["body"], m["party"]) for m in _TOLD.finditer(view[:_HEAD]) if not _NO_BODY.match(m["body"])}
    longest = [(b, p) for b, p in told if not any(o != b and o.endswith(b) for o, _ in told)]
    return Inspected(*longest[0]) if len(longest) == 1 else Inspected()


def _beginning(names: Sequence[str]) -> str:
    """The letters that all names begin with."""
    alike = takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False))
    return "".join(letters[0] for letters in alike)
