"""A member of a container: its name as a clerk may see it, and what is in it."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from models import Problem

_LITTER = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_NO_STEP = frozenset({"", ".", ".."})


class Member(NamedTuple):
    """One file in a container; an empty name stands for the container itself.

    `metadata` and `remarks` are what the container says of the file.
    """

    name: str
    content: bytes | Problem
    metadata: Mapping[str, str] = MappingProxyType({})
    remarks: tuple[Problem, ...] = ()


def decoded(raw: bytes) -> str:
    """A name whose encoding nobody declared: UTF-8, else what Chinese Windows writes."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def shown(name: str) -> str:
    """The name with slashes only, without steps upwards, drives, or characters that no eye can see."""
    steps = [step for step in name.replace("\\", "/").split("/") if step not in _NO_STEP]
    if steps and len(steps[0]) == 2 and steps[0].endswith(":"):
        steps = steps[1:]
    return visible("/".join(steps))


def visible(name: str) -> str:
    """`name` with U+FFFD for control characters and for those that turn the direction of writing."""
    return "".join("\ufffd" if unicodedata.category(char) in ("Cc", "Cf", "Cs") else char for char in name)


def is_litter(name: str) -> bool:
    """Whether the file is one that systems and office programs leave behind, as in folders."""
    steps = name.split("/")
    last = steps[-1]
    return last.startswith(("._", "~$")) or last.lower() in _LITTER or "__MACOSX" in steps


def told_apart(members: Iterable[Member]) -> Iterator[Member]:
    """The members; where several have one name, the later ones say so."""
    seen: Counter[str] = Counter()
    for member in members:
        seen[member.name] += 1
        times = seen[member.name]
        yield member if times == 1 or not member.name else member._replace(name=_again(member.name, times))


def _again(name: str, times: int) -> str:
    stem, dot, suffix = name.rpartition(".")
    mark = f"（同名第{times}个）"
    return f"{stem}{mark}.{suffix}" if dot else name + mark
