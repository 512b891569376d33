"""What is known of one sentence between cutting it out and recording it."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.deadlines import DeadlineMatch
from extractors.learned.outlook import NO_OUTLOOK, Outlook
from extractors.sentences.context import Context
from extractors.sentences.cues import NO_CUES, Cues
from extractors.sentences.evidence import Evidence
from extractors.sentences.verdict import UNDECIDED, Verdict
from extractors.units.claims import Bracket
from extractors.units.roles import Claim
from models import Basis, Sentence


@dataclass(slots=True)
class Reading:
    """One sentence as read: offsets of words, claims and times count in the sentence.

    The components of the pipeline fill it, each its own fields: `times`; `claims` and `bracket` (the span of
    a closing responsibility bracket and what it assigns); `words` (as they were cut) and `cues`; `evidence`
    (all of these, for the verdict) and `verdict`. `outlook` is what the network says of the sentence.
    """

    index: int
    sentence: Sentence
    text: str
    view: str
    context: Context
    times: list[DeadlineMatch] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    bracket: Bracket | None = None
    bracket_sought: bool = False
    """Whether the layout has looked for the closing bracket already."""
    words: Sequence[str] = ()
    cues: Cues = NO_CUES
    evidence: Evidence | None = None
    verdict: Verdict = UNDECIDED
    outlook: Outlook = NO_OUTLOOK

    @property
    def assigned(self) -> tuple[Claim, ...]:
        """The units of the closing bracket."""
        return self.bracket[1].claims if self.bracket else ()

    @property
    def labelled(self) -> bool:
        """Whether the closing bracket says by labels who leads, answers and helps."""
        return self.bracket is not None and self.bracket[1].labelled

    @property
    def bracket_span(self) -> tuple[int, int] | None:
        """Where the closing bracket stands."""
        return self.bracket[0] if self.bracket else None

    @property
    def bracket_deadline(self) -> tuple[int, int] | None:
        """Where the closing bracket names a time limit."""
        return self.bracket[1].deadline if self.bracket else None


@dataclass(frozen=True, slots=True)
class Owned:
    """A claim with document offsets, how it was come by, and from which sentence if inherited."""

    claim: Claim
    basis: Basis
    source: str = ""
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Limit:
    """A deadline with document offsets and how it was come by."""

    match: DeadlineMatch
    basis: Basis


@dataclass(frozen=True, slots=True)
class Draft:
    """A task with its owners and limits, before it becomes a record."""

    reading: Reading
    owners: list[Owned]
    limits: list[Limit]
    carried: list[Owned] = field(default_factory=list)
    """Whom a sentence without a subject behind this one has; empty where that is all its owners."""
    begun: frozenset[int | None] = frozenset()
    """The parts of a letter in which its one addressee has been told to act so far, by their sections."""


def moved_time(time: DeadlineMatch, offset: int) -> DeadlineMatch:
    """The time with its sentence offsets made document offsets."""
    return DeadlineMatch(time.start + offset, time.end + offset, *time[2:])
