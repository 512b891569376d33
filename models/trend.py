"""One demand followed through several documents: first said, restated, sharpened, softened, not repeated."""

import datetime as dt
from enum import StrEnum
from typing import Literal

from models.audit import Commitment, EntryRef, Scope, Verdict
from models.base import Frozen


class TrendStep(StrEnum):
    """What a document does to a demand of an earlier one."""

    FIRST = "first"
    RESTATED = "restated"
    SHARPENED = "sharpened"
    SOFTENED = "softened"
    CHANGED = "changed"
    NOT_REPEATED = "not_repeated"


STEP_LABELS = {
    TrendStep.FIRST: "首次提出",
    TrendStep.RESTATED: "再次要求",
    TrendStep.SHARPENED: "要求加严",
    TrendStep.SOFTENED: "要求放宽",
    TrendStep.CHANGED: "要求有变",
    TrendStep.NOT_REPEATED: "本次未提",
}


class Shift(Frozen):
    """What is different from the statement before: of what sort, the words before, the words now."""

    what: Literal["单位", "时限", "目标"]
    before: str
    now: str


class Mention(Frozen):
    """A demand in one document; `commitment` is null where the document does not repeat it."""

    speech: str
    date: dt.date | None
    step: TrendStep
    commitment: Commitment | None = None
    shifts: tuple[Shift, ...] = ()
    verdict: Verdict | None = None
    entries: tuple[str, ...] = ()


class Thread(Frozen):
    """One demand through all documents from the first that makes it; `id` is that of its first wording."""

    kind: Literal["thread"] = "thread"
    id: str
    mentions: tuple[Mention, ...]

    @property
    def last_said(self) -> Mention:
        """The newest document that makes the demand."""
        return next(each for each in reversed(self.mentions) if each.commitment)


class TrendReport(Frozen):
    """Several documents in the order of their days, against one ledger."""

    scopes: tuple[Scope, ...]
    threads: tuple[Thread, ...]
    untraceable: tuple[EntryRef, ...]
