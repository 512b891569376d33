"""A verdict with its reasons, and what several rules ask of the evidence."""

from dataclasses import dataclass
from typing import Literal

from extractors.sentences.evidence import Evidence, order_of, substance_of

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
    words = [
        *(f"modal:{m}" for m in c.modal[:1]),
        *(f"{n}:{v}" for n in ("request", "prohibition", "commitment", "force") if (v := getattr(c, n))),
        *(f"subject:{x.name}" for x in e.claims[:2]),
        *(["bracket"] if e.assigned else []),
        *(f"limit:{k.value}" for k in e.limits[:1]),
        *([f"verb:{c.verb_first}"] if c.verb_first else []),
        *(f"product:{p}" for p in c.product[:1]),
        *(f"figure:{p}" for p in c.figure[:1]),
        *(f"{n}:{v}" for n in ("past", "done", "finding", "sanction", "superior") if (v := getattr(c, n))),
        *([f"zone:{e.context.zone}"] if e.context.zone else []),
        *([f"label:{e.label}"] if e.label else []),
    ]
    return tuple(words)


def nothing(e: Evidence, rule: str, confidence: float = 0.9) -> Verdict:
    """The verdict that the sentence asks nothing and finds nothing."""
    return Verdict("nothing", rule, reasons_of(e), confidence)


def is_concrete(e: Evidence) -> bool:
    """Whether there is something to check."""
    return substance_of(e) >= 1.5


def is_strong(e: Evidence) -> bool:
    """A clear order to do something that can be checked."""
    return order_of(e) >= 3 and is_concrete(e)


def spoken(e: Evidence) -> bool:
    """Whether a word of command stands in it."""
    c = e.cues
    return bool(c.modal or c.prohibition or c.request or c.commitment or c.oral)


def says_so(e: Evidence) -> bool:
    """Whether the words themselves instruct, whoever may be named around them."""
    return spoken(e) or e.named or any(x.modal for x in e.claims)
