"""Containers: archives and mails, opened in memory, level by level, until only documents are left.

Nothing is ever written to disk, so a member's name can lead nowhere; links are named and not followed. All
levels of one file share one `Budget`.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import NamedTuple, Protocol, cast

from models import Problem
from pipeline.readers.containers.budget import Budget, TooMuch
from pipeline.readers.containers.member import Member, is_litter, told_apart
from pipeline.readers.limits import Limits
from pipeline.readers.problems import problem
from pipeline.readers.sniff import sniff

CONTAINERS = {
    "zip": "pipeline.readers.containers.zipped",
    "7z": "pipeline.readers.containers.seven",
    "rar": "pipeline.readers.containers.rar",
    "eml": "pipeline.readers.containers.mail",
}
"""A format's name, and the module whose `members` opens it; imported when first needed."""

INSIDE = " › "
"""Stands between the names of a container and of what is in it."""

__all__ = ["CONTAINERS", "INSIDE", "Leaf", "leaves"]


class Leaf(NamedTuple):
    """One file to read: its name after those of its containers, its format, its bytes or what is wrong.

    `metadata` and `remarks` are what the containers say of it.
    """

    name: str
    format: str
    content: bytes | Problem
    metadata: Mapping[str, str] = MappingProxyType({})
    remarks: tuple[Problem, ...] = ()


class _Opens(Protocol):
    def __call__(self, data: bytes, budget: Budget) -> Iterator[Member] | Problem: ...


def leaves(name: str, data: bytes, limits: Limits) -> Iterator[Leaf]:
    """The file itself, or all documents in it when it is a container, in the order of their names."""
    yield from _opened(name, data, Budget.of(data, limits), 0)


def _opened(name: str, data: bytes, budget: Budget, depth: int) -> Iterator[Leaf]:
    file_format = sniff(data, _suffix(name))
    if file_format not in CONTAINERS:
        yield Leaf(name, file_format, data or problem("empty"))
        return
    if depth >= budget.limits.depth:
        yield Leaf(name, file_format, problem("archive_deep", limit=budget.limits.depth))
        return
    found = False
    for member in _members(file_format, data, budget):
        found = True
        inside = f"{name}{INSIDE}{member.name}" if member.name else name
        if isinstance(member.content, Problem):
            yield Leaf(inside, _suffix(inside).lstrip(".") if member.name else file_format, member.content)
        else:
            for leaf in _opened(inside, member.content, budget, depth + 1):
                told = {**member.metadata, **leaf.metadata}
                yield leaf._replace(metadata=told, remarks=(*member.remarks, *leaf.remarks))
    if not found:
        yield Leaf(name, file_format, problem("archive_empty"))


def _members(file_format: str, data: bytes, budget: Budget) -> Iterator[Member]:
    """The members; whatever stops the opening is the last of them, without a name of its own."""
    opens = cast("_Opens", import_module(CONTAINERS[file_format]).members)
    try:
        found = opens(data, budget)
        if isinstance(found, Problem):
            yield Member("", found)
            return
        yield from told_apart(member for member in found if not is_litter(member.name))
    except TooMuch as end:
        yield Member("", end.problem)
    except MemoryError:
        raise
    except Exception:  # hostile bytes find faults in any library; what was opened so far is kept
        yield Member("", problem("archive_damaged"))


def _suffix(name: str) -> str:
    return PurePosixPath(name).suffix
