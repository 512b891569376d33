"""How a speaker calls persons: 老张, 小李, 王会计, 农技站老赵, 财务科副科长邵平, 带班的."""

import re

from extractors.lexicon import load
from extractors.matching.alternations import AtPlace

_WORDS = load("subjects")["spoken"]
_SURNAMES = load("subjects")["letters"]["surnames"]
_ANY = _SURNAMES + load("subjects")["letters"]["rare"]
"""Surnames behind 老 or 小, where those that are mostly other words are names too: 老方, 小金."""
_DOES = rf"(?={_WORDS['does']})"
_TITLE = rf"[{_SURNAMES}](?:{_WORDS['titles']})"
# Pairs written out, so that they are the signs and not 总 alone; 责任总, 工程总 and 向总 are parts of words.
_BOSS = (
    r"(?!向|(?<=[责主担])任|(?<=[工过进流议])程)"
    rf"(?:{'|'.join(f'{name}总' for name in _SURNAMES)})(?![共计数量额体的结])"
)
_BY_NAME = rf"(?:[老小][{_ANY}]|{_TITLE}|{_BOSS})"
CALLED = re.compile(rf"[老小][{_SURNAMES}](?={_WORDS['acts']})")
_TITLED = re.compile(rf"{_BY_NAME}{_DOES}")
_WORKER = re.compile(rf"(?:{_WORDS['workers']}){_BY_NAME}{_DOES}")
_OF_A_BODY = re.compile(rf"(?P<body>[\u3400-\u9fff]{{2,10}}?)(?P<of>的)?{_BY_NAME}{_DOES}")
# 「负责同志向市医院交代」: what is a word behind a post is no surname there.
_BY_FULL_NAME = re.compile(
    rf"(?:(?![向任于])[{_SURNAMES}](?:[\u3400-\u9fff]{{1,2}}?|[X×某*]{{1,2}})|[X×*○]{{2,3}})(?:同志)?(?:{_DOES}|(?=出面|任[\u3400-\u9fff]{{0,2}}(?:组长|召集人)))"
)
# 「责任领导:副县长李敏」: where a name ends the field.
_ENDS_IT = re.compile(rf"(?![任常方高安向])[{_SURNAMES}][\u3400-\u9fff×某]{{1,2}}(?:同志)?(?=$|[,;、。])")
_ON_DUTY = AtPlace(_WORDS["duty"])
_NEAR = 16
_NAMED = re.compile(_BY_NAME)
_ENDS_NAMED = re.compile(rf"[老小][{_ANY}]$")
CALLED_HEADS = _ON_DUTY.letters | frozenset("老小")
"""What such a person can begin with."""
NAMED_HEADS = frozenset(f"老小的{_SURNAMES}") | {word[0] for word in _WORDS["workers"].split("|")}
"""What one who is called by name can begin with, and what joins him to his office."""
PATTERNS = (CALLED, _ON_DUTY, re.compile(rf"[老小][{_ANY}]"), re.compile(_TITLE), re.compile(_BOSS))
"""What finds such persons; see `signs`."""


def called(view: str, at: int, limit: int) -> int:
    """Where a person ends whom the speaker calls by a name or a duty; 0 where none begins at `at`."""
    found = _ON_DUTY.match(view, at, len(view)) or CALLED.match(view, at)
    return found.end() if found and found.end() <= limit else 0


def by_name(view: str, at: int, limit: int) -> int:
    """Where 「王会计」 or 「内勤小周」 ends, if he acts there; else 0."""
    found = _TITLED.match(view, at, limit) or _WORKER.match(view, at, limit)
    return found.end() if found else 0


def person_of_body(view: str, at: int, limit: int) -> tuple[int, int, bool]:
    """Where the body ends and where the person of 「农技站(的)老赵把…」, and whether 的 joins them."""
    if not _NAMED.search(view, at + 2, min(limit, at + _NEAR)):
        return 0, 0, False
    found = _OF_A_BODY.match(view, at, limit)
    return (found.end("body"), found.end(), found["of"] is not None) if found else (0, 0, False)


def is_named(name: str) -> bool:
    """Whether a person is called by his own name: 小李, 农技站老赵."""
    return _ENDS_NAMED.search(name) is not None


def full_name(view: str, at: int, limit: int) -> int:
    """Where the full name ends that stands at `at` behind a post and acts: 「副科长|邵平保管」; else 0."""
    found = _BY_FULL_NAME.match(view, at, limit) or _ENDS_IT.match(view, at, limit)
    return found.end() if found else 0
