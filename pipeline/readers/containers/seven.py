"""7z archives, by py7zr (extra `archives`): members are unpacked into memory, counted as they come."""

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

from models import Problem
from pipeline.readers.containers.budget import Budget
from pipeline.readers.containers.member import Member, shown
from pipeline.readers.problems import problem

if TYPE_CHECKING:
    import py7zr
    from py7zr.io import WriterFactory


def members(data: bytes, budget: Budget) -> Iterator[Member] | Problem:
    """The files in the archive, by name; a problem when it cannot be opened."""
    try:
        import py7zr
    except ImportError:
        return problem("archives_missing", name="7z 压缩包", extra="archives", more="")
    try:
        with py7zr.SevenZipFile(io.BytesIO(data)) as archive:
            if archive.needs_password():
                return problem("archive_locked")
            return _unpacked(archive, budget)
    except py7zr.exceptions.PasswordRequired:
        return problem("archive_locked")


def _unpacked(archive: "py7zr.SevenZipFile", budget: Budget) -> Iterator[Member]:
    """All members at once: in a solid archive none can be reached without those before it."""
    files = [file for file in archive.files if not file.is_directory]
    for _ in files:
        budget.count_member()
    kept = _Kept(budget)
    archive.extract(
        targets=[file.filename for file in files if not file.is_symlink], factory=cast("WriterFactory", kept)
    )
    found = [Member(shown(name), body.content()) for name, body in kept.bodies.items()]
    found += [Member(shown(file.filename), problem("member_link")) for file in files if file.is_symlink]
    return iter(sorted(found, key=lambda member: member.name))


class _Body:
    """Where py7zr writes one member; the methods are those it asks for."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._stream = io.BytesIO()

    def content(self) -> bytes | Problem:
        """The member, or why it is refused."""
        return self._budget.fitting(self._stream.getvalue())

    def write(self, chunk: bytes | bytearray) -> int:
        self._budget.count_bytes(len(chunk))
        return self._stream.write(chunk)

    def read(self, size: int | None = None) -> bytes:
        return self._stream.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._stream.seek(offset, whence)

    def flush(self) -> None: ...

    def close(self) -> None: ...

    def size(self) -> int:
        return self._stream.getbuffer().nbytes


class _Kept:
    """Gives py7zr a place in memory for each member."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self.bodies: dict[str, _Body] = {}

    def create(self, filename: str) -> _Body:
        return self.bodies.setdefault(filename, _Body(self._budget))
