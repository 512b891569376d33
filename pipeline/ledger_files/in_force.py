"""Which rows of a ledger stand for a task today, whatever kind of file they came from."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

from models import LedgerRow, Problem
from pipeline.ledger_files.found import Found
from pipeline.ledger_files.problems import problem

_WORDS = tomllib.loads(Path(__file__).with_name("headers.toml").read_text("utf-8"))["status"]
_OUT = re.compile(_WORDS["out"])
_NAMED = 8
"""So many rows are named, the others counted."""


def in_force(found: Found, name: str) -> Found:
    """The rows that count, and remarks on those that do not.

    A row that is void, withdrawn or merged into another answers nothing any more. A part of a row that stands
    in the same ledger says the same as that row.
    """
    dropped = {id(row) for row in found.rows if is_out(row)}
    ids = {row.id for row in (*found.rows, *found.every)}
    parts = {id(row) for row in found.rows if row.parent in ids and id(row) not in dropped}
    kept = tuple(row for row in found.rows if id(row) not in dropped | parts)
    told = (
        *_told("not_in_force", [row for row in found.rows if id(row) in dropped], name),
        *_told("parts", [row for row in found.rows if id(row) in parts], name),
        *(() if kept else (problem("no_rows", name),)),
    )
    every = (row for row in found.every if not is_out(row) and row.parent not in ids)
    return Found(kept, (*found.problems, *told), tuple(every))


def is_out(row: LedgerRow) -> bool:
    """Whether the row's own words of its state say that it is no task any more.

    >>> row = LedgerRow(id="1", measure="清淤")
    >>> [is_out(row.model_copy(update={"status": words})) for words in ("已作废", "并入3号", "撤销处分")]
    [True, True, False]
    """
    return any(_OUT.fullmatch("".join(words.split())) for words in (row.status, row.progress) if words)


def _told(key: str, rows: Sequence[LedgerRow], name: str) -> Iterator[Problem]:
    if rows:
        more = f"等{len(rows)}行" if len(rows) > _NAMED else ""
        yield problem(key, name, count=len(rows), rows="、".join(row.id for row in rows[:_NAMED]) + more)
