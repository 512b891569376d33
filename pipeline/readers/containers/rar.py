"""Rar archives, by the library libarchive (extra `archives`): unpacked into memory, bytes counted."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from models import Problem
from pipeline.readers.containers.budget import Budget
from pipeline.readers.containers.member import Member, decoded, shown
from pipeline.readers.problems import problem

if TYPE_CHECKING:
    from libarchive.entry import ArchiveEntry

_MARKS = {b"Rar!\x1a\x07\x00": "rar", b"Rar!\x1a\x07\x01": "rar5"}
_SIGNS_OF_A_PASSWORD = ("encrypt", "passphrase")


def members(data: bytes, budget: Budget) -> Iterator[Member] | Problem:
    """The files in the archive, by name; a problem when it cannot be opened."""
    form = next((form for mark, form in _MARKS.items() if data.startswith(mark)), None)
    if form is None:
        return problem("archive_damaged")
    try:
        import libarchive
    except Exception:  # the package raises what it likes when the system has no such library
        return problem(
            "archives_missing", name="rar 压缩包", extra="archives", more="；Linux 另需 libarchive13 软件包"
        )
    found: list[Member] = []
    try:
        with libarchive.memory_reader(data, format_name=form) as archive:
            found += (_member(entry, budget) for entry in archive if not entry.isdir)
    except libarchive.exception.ArchiveError as fault:
        locked = any(sign in str(fault).lower() for sign in _SIGNS_OF_A_PASSWORD)
        end = problem("archive_locked") if locked else problem("archive_damaged")
        found.append(Member("", end))
    return iter(sorted(found, key=lambda member: (not member.name, member.name)))


def _member(entry: "ArchiveEntry", budget: Budget) -> Member:
    budget.count_member()
    name = entry.pathname
    shown_name = shown(decoded(name) if isinstance(name, bytes) else name)
    return Member(shown_name, budget.gather(entry.get_blocks()) if entry.isreg else problem("member_link"))
