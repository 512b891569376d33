"""What the reader of one kind of ledger gives: its rows with remarks, or why there are none."""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from models import LedgerRow, Problem

Read = TypeVar("Read")


class Found(NamedTuple):
    """The rows in the order of the file, and what a person should know of the rest of it.

    `every` has those, too, that only say what is wrong and whose it is: without a measure there is nothing to
    compare, but it can be asked for.
    """

    rows: tuple[LedgerRow, ...]
    problems: tuple[Problem, ...] = ()
    every: tuple[LedgerRow, ...] = ()


class UnreadableError(Exception):
    """The file gives no rows; `problems` say why, and it never leaves this package."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*(problem.code for problem in problems))
        self.problems = problems


def known(read: Read | Problem) -> Read:
    """What was read.

    Raises:
        UnreadableError: it is the problem that a reader gave instead.
    """
    if isinstance(read, Problem):
        raise UnreadableError(read)
    return read
