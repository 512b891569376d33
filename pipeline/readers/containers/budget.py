"""How much one file may still unpack to, counted while it unpacks; its own figures are never believed."""

from collections.abc import Iterable
from dataclasses import dataclass

from models import Problem
from pipeline.readers.limits import MIB, Limits
from pipeline.readers.problems import problem


class TooMuch(Exception):  # noqa: N818 - it ends the unpacking, it is no error of ours
    """The container holds more than the limits allow; raised through libraries that unpack on their own."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.problem = found


@dataclass
class Budget:
    """What is left of the bytes and members that one file, with all containers in it, may hold."""

    limits: Limits
    bytes_left: int
    members_left: int

    @classmethod
    def of(cls, data: bytes, limits: Limits) -> "Budget":
        """The whole allowance of a file."""
        return cls(limits, limits.inflated(len(data)), limits.members)

    def count_member(self) -> None:
        """One more member.

        Raises:
            TooMuch: it is one too many.
        """
        self.members_left -= 1
        if self.members_left < 0:
            raise TooMuch(problem("archive_crowded", limit=self.limits.members))

    def count_bytes(self, size: int) -> None:
        """So many more bytes.

        Raises:
            TooMuch: they are too many.
        """
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise TooMuch(problem("archive_bomb", limit=self.limits.total_bytes // MIB))

    def gather(self, chunks: Iterable[bytes]) -> bytes | Problem:
        """A member's bytes, counted as they come; a problem when it alone is larger than any file may be.

        Raises:
            TooMuch: the container as a whole is too large.
        """
        kept, size = [], 0
        for chunk in chunks:
            self.count_bytes(len(chunk))
            size += len(chunk)
            if size <= self.limits.file_bytes:
                kept.append(chunk)
        return self.fitting(b"".join(kept), size)

    def fitting(self, content: bytes, size: int | None = None) -> bytes | Problem:
        """The content, or the problem that it is too large for any file; `size` when it was not all kept."""
        if (len(content) if size is None else size) > self.limits.file_bytes:
            return problem("too_big", limit=self.limits.file_bytes // MIB)
        return content
