"""What is known of one sentence between reading it and recording it."""

from dataclasses import dataclass, replace

from extractors.deadlines import DeadlineMatch
from extractors.sentences.context import Context
from extractors.sentences.verdict import Verdict
from extractors.units.roles import Claim
from models import Basis, Sentence


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence as read: offsets of claims and times count in the sentence."""

    index: int
    sentence: Sentence
    view: str
    context: Context
    verdict: Verdict
    claims: tuple[Claim, ...]
    times: tuple[DeadlineMatch, ...]
    bracket: tuple[Claim, ...] = ()
    bracket_span: tuple[int, int] | None = None
    bracket_deadline: tuple[int, int] | None = None


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


def moved(claim: Claim, offset: int) -> Claim:
    """The claim with its sentence offsets made document offsets."""
    return replace(claim, start=claim.start + offset, end=claim.end + offset)
