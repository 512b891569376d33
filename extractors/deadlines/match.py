"""What the grammar yields: a deadline in the text, and on the way to it the meaning of some words."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

from models import DeadlineKind


class DeadlineMatch(NamedTuple):
    """A time expression found in a sentence; `sentence[start:end] == text` always.

    `due` is the last day, None when the text does not give it (then `reason` says why, in Chinese); `begins`
    is the first day of a range, or when something starts; `standing` marks 「…前完成，并长期坚持」; `anchor`
    is the date it was counted from; `every` describes a recurrence. `limit` is False for a time that is not
    a limit for doing the task. `confidence` is 1.0 only where nothing had to be inferred.
    """

    start: int
    end: int
    text: str
    kind: DeadlineKind
    due: dt.date | None
    begins: dt.date | None
    standing: bool
    anchor: dt.date | None
    every: str
    reason: str
    rule: str
    confidence: float
    limit: bool


class Form(Enum):
    """The shape of an expression; what makes it a limit differs by shape."""

    DAY = auto()  # 6月30日
    MONTH = auto()  # 6月
    PART = auto()  # 6月底, 三季度, 上半年, 年底, 9月中旬
    YEAR = auto()  # 2025年
    NUMERIC = auto()  # 2025-06-30
    RANGE = auto()  # 7月1日至9月30日
    START = auto()  # 即日起
    TODAY = auto()  # 明天上午
    WEEK = auto()  # 下周三
    DURATION = auto()  # 30日内
    REPEAT = auto()  # 每月
    EVENT = auto()  # 汛期前
    STEP = auto()  # 开工前
    STANDING = auto()  # 长期坚持
    VAGUE = auto()  # 立即
    WHEN_ASKED = auto()  # 及时: a limit only in a field of its own


class Frame(NamedTuple):
    """What an expression is read against: the document's date, and what stands before it in the sentence.

    `carried_year` and `carried_month` are what an earlier limit of the sentence names, `after` is the first
    day of a range, `repeating` is how often, where a recurrence was named, `forward` that the writer looks
    ahead, so that a month already gone means next year's.
    """

    anchor: dt.date | None
    year: int | None
    events: Mapping[str, dt.date]
    in_field: bool = False
    forward: bool = False
    carried_year: int | None = None
    carried_month: dt.date | None = None
    after: dt.date | None = None
    repeating: str = ""

    @property
    def default_year(self) -> int | None:
        """The year of the document."""
        return self.anchor.year if self.anchor else self.year


class Meaning(NamedTuple):
    """What an expression means, wherever it stands."""

    kind: DeadlineKind
    due: dt.date | None = None
    begins: dt.date | None = None
    standing: bool = False
    anchor: dt.date | None = None
    every: str = ""
    reason: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape of expression: `pattern` finds it, `read` says what it means.

    `needs` is a simpler pattern that every match contains, and that rules may share: only where it is found
    is the rule tried; empty where the pattern itself is simple enough. Where one pattern finds several
    shapes, `shape_of` says which of them a match is.
    """

    name: str
    form: Form
    needs: str
    pattern: re.Pattern[str]
    read: Callable[[re.Match[str], Frame], Meaning]
    field_only: bool = False
    shape_of: "Callable[[re.Match[str]], Rule] | None" = None


class Hit(NamedTuple):
    """A place where a rule matched. `closed` means that the words themselves say 前, 内 or 止."""

    start: int
    end: int
    rule: Rule
    found: re.Match[str]
    closed: bool


def group(found: re.Match[str], name: str) -> str | None:
    """The text of a group; None where it took no part or the pattern has no such group."""
    return found[name] if name in found.re.groupindex else None
