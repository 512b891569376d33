"""The time limit of a row that has several cells of dates: its words, its day, and when it was done."""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline.ledger_files.cells import date_of

_WORDS = tomllib.loads(Path(__file__).with_name("headers.toml").read_text("utf-8"))["status"]
_DONE = re.compile(_WORDS["done"])
_BARE_DAY = re.compile(r"\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")

Cells = Mapping[str, Sequence[str]]


class Limit(NamedTuple):
    """The fields of a row that are about time."""

    deadline: str
    due: dt.date | None
    started: dt.date | None
    closed: dt.date | None


def limit_of(cells: Cells, *, own: bool = False) -> Limit:
    """What the cells of one row say, by field; `own` where the table is an export of ours.

    The words come from the column of limits, the day from it or, where it has none, from the second column.
    Our own exports print the words (时限原文, 整改时限) apart from the day that counts now, which goes before
    any in the words.
    """
    words, original = _words(cells, "deadline"), _words(cells, "original")
    first, second = date_of(words), date_of(_words(cells, "day"))
    if not own and _is_done(cells):
        second = None  # under 完成日期 stands the day on which it was done
    if original and (_BARE_DAY.fullmatch(words) or original.startswith(words)):
        words = original
    due = second or first if own else first or second
    return Limit(words, due, date_of(_words(cells, "started")), date_of(_words(cells, "closed")))


def _is_done(cells: Cells) -> bool:
    return any(_DONE.fullmatch("".join(words.split())) for words in cells.get("status", ()))


def _words(cells: Cells, field: str) -> str:
    return "；".join(cells.get(field, ()))
