"""A verdict with its reasons, and what several rules ask of the evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from extractors.sentences.evidence import Evidence

Label = Literal["task", "call", "issue", "nothing"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the sentence is, the rule that decided, every reason, and how sure it is (0 to 1)."""

    label: Label
    rule: str
    reasons: tuple[str, ...] = ()
    confidence: float = 0.8

    @property
    def instructs(self) -> bool:
        """Whether anything in it looked like an instruction, whatever the verdict."""
        return any(r.startswith(("modal:", "request:", "prohibition:", "subject:")) for r in self.reasons)


def reasons_of(e: Evidence) -> tuple[str, ...]:
    """The words that spoke for any verdict, the strongest kinds first."""
    c = e.cues
    orders = (
        ("modal", c.modal),
        ("request", c.request),
        ("prohibition", c.prohibition),
        ("attitude", c.attitude),
        ("commitment", c.commitment),
        ("force", c.force),
        *(("subject", claim.name) for claim in e.claims[:2]),
    )
    facts = (
        ("limit", e.limits[0].value if e.limits else ""),
        ("verb", c.verb_first),
        ("product", c.product),
        ("figure", c.figure),
        ("past", c.past),
        ("done", c.done),
        ("finding", c.finding),
        ("sanction", c.sanction),
        ("superior", c.superior),
        ("zone", e.context.zone),
        ("label", e.label),
    )
    return (*_told(orders), *(["bracket"] if e.assigned else []), *_told(facts))


def _told(found: Iterable[tuple[str, str]]) -> list[str]:
    return [f"{kind}:{words}" for kind, words in found if words]


def nothing(e: Evidence, rule: str, confidence: float = 0.9) -> Verdict:
    """The verdict that the sentence asks nothing and finds nothing."""
    return Verdict("nothing", rule, reasons_of(e), confidence)


def is_concrete(e: Evidence) -> bool:
    """Whether there is something to check."""
    return e.substance >= 1.5


def is_strong(e: Evidence) -> bool:
    """A clear order to do something that can be checked."""
    return e.order >= 3 and is_concrete(e)


def spoken(e: Evidence) -> bool:
    """Whether a word of command stands in it."""
    return e.spoken


def says_so(e: Evidence) -> bool:
    """Whether the words themselves instruct, whoever may be named around them."""
    return spoken(e) or e.named or any(x.modal for x in e.claims)
