"""The verdict on one sentence: task, call, issue or nothing, by rules that each name themselves.

The rules are tried in order: what can never be an instruction first, then findings, then the strength of the
instruction against how concrete it is. A sentence with a finding and a concrete instruction is a task.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from extractors.sentences.context import Context
from extractors.sentences.cues import Cues
from extractors.units.roles import Claim, Fields
from models import DeadlineKind, DocumentKind, Role

Label = Literal["task", "call", "issue", "nothing"]
_ENOUGH = 3.0
_MEASURE_KINDS = (DocumentKind.PLAN, DocumentKind.DIVISION)


@dataclass(slots=True, eq=False)
class Evidence:
    """All that the components found in one sentence."""

    cues: Cues
    claims: Sequence[Claim]
    bracket: Fields | None
    limits: Sequence[DeadlineKind]
    context: Context
    length: int


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


UNDECIDED = Verdict("nothing", "none")
Rule = Callable[[Evidence], Verdict | None]


def decide(evidence: Evidence) -> Verdict:
    """The verdict of the first rule that has one."""
    for rule in _RULES:
        verdict = rule(evidence)
        if verdict:
            return verdict
    return Verdict("nothing", "none", _reasons(evidence), 0.7)


def _order(e: Evidence) -> float:
    """How strongly the sentence instructs: 0 not at all, 2 and more beyond doubt."""
    c = e.cues
    hard = [k for k in e.limits if k is not DeadlineKind.VAGUE]
    named = [x for x in e.claims if x.rule.startswith(("by", "asked")) or x.role is not Role.RESPONSIBLE]
    score = 1.5 * bool(c.modal) + 2 * bool(c.prohibition) + 1.5 * bool(c.request) + 1.5 * bool(c.commitment)
    score += 3 * bool(e.bracket and e.bracket.claims) + 1.5 * bool(hard) + 0.5 * bool(c.force or e.limits)
    score += 2 * bool(named) + 1.5 * bool(e.claims) + 0.5 * any(x.modal for x in e.claims)
    return score + _measure_mode(e)


def _measure_mode(e: Evidence) -> float:
    """What the place adds: a clause that begins with its verb is an instruction where measures stand."""
    c, context = e.cues, e.context
    if context.cell == "measure" or context.label == "measure":
        return 2.0
    if not c.verb_first:
        return 0.5 * context.covered
    if context.covered or context.zone in ("measure", "requirement"):
        return 1.5
    return 1.5 if context.kind in _MEASURE_KINDS else 1.0


def _substance(e: Evidence) -> float:
    """How much there is to check: 0 nothing, 2 and more a result that can be laid on the table."""
    c = e.cues
    hard = any(k is not DeadlineKind.VAGUE for k in e.limits)
    weight = 2.0 * bool(c.concrete) + 1.0 * bool(c.active) + 1.0 * bool(c.figure) + 1.0 * hard
    weight += 1.5 * bool(c.prohibition) + 0.5 * bool(c.scope)
    if c.active and 2 * c.abstract < c.clauses:
        weight += 0.5
    if not c.abstract and e.claims:
        weight += 0.5
    return weight + 1.0 * bool(e.context.covered and c.verb_first)


def _is_concrete(e: Evidence) -> bool:
    return _substance(e) >= 1.5


def _reasons(e: Evidence) -> tuple[str, ...]:
    c = e.cues
    words = [
        *(f"modal:{m}" for m in c.modal[:1]),
        *(f"{n}:{v}" for n in ("request", "prohibition", "commitment", "force") if (v := getattr(c, n))),
        *(f"subject:{x.name}" for x in e.claims[:2]),
        *(["bracket"] if e.bracket and e.bracket.claims else []),
        *(f"limit:{k.value}" for k in e.limits[:1]),
        *([f"verb:{c.verb_first}"] if c.verb_first else []),
        *(f"product:{p}" for p in c.product[:1]),
        *(f"figure:{p}" for p in c.figure[:1]),
        *(f"{n}:{v}" for n in ("past", "done", "finding", "sanction", "superior") if (v := getattr(c, n))),
        *([f"zone:{e.context.zone}"] if e.context.zone else []),
        *([f"label:{e.context.label}"] if e.context.label else []),
    ]
    return tuple(words)


def _nothing(e: Evidence, rule: str, confidence: float = 0.9) -> Verdict:
    return Verdict("nothing", rule, _reasons(e), confidence)


def _ordered(e: Evidence) -> bool:
    """An instruction that background words cannot undo."""
    c = e.cues
    return bool(
        c.modal
        or c.prohibition
        or c.request
        or c.commitment
        or (e.bracket and e.bracket.claims)
        or any(x.modal or x.role is not Role.RESPONSIBLE or x.rule.startswith("by") for x in e.claims)
        or (e.claims and e.limits)
    )


def _never(e: Evidence) -> Verdict | None:
    c = e.cues
    if e.context.label == "nothing":
        return _nothing(e, "label.nothing")
    if c.question:
        return _nothing(e, "question")
    if c.lead_in:
        return _nothing(e, "lead_in")
    if c.frame and not (c.modal and e.claims):
        return _nothing(e, "frame")
    return _nothing(e, "gratitude") if c.gratitude and not e.claims else None


def _heading(e: Evidence) -> Verdict | None:
    """A heading only proclaims; the work stands below it, unless nothing does or it is a row in itself."""
    if not e.context.heading or e.context.leaf or (e.bracket and e.bracket.claims):
        return None
    if (e.cues.prohibition and not e.context.top) or e.context.label == "measure":
        return None
    if e.context.top:
        return _proclaimed(e)
    if e.cues.figure and e.cues.action and e.context.zone != "problem":
        return None
    named = e.cues.concrete and any(x.modal for x in e.claims)
    if named or any(k is not DeadlineKind.VAGUE for k in e.limits):
        return None
    if e.context.zone == "problem" and e.cues.finding and not e.cues.modal:
        return Verdict("issue", "issue.heading", _reasons(e), 0.85)
    return _proclaimed(e)


def _proclaimed(e: Evidence) -> Verdict:
    speaks = e.cues.modal or e.cues.verb_first or e.cues.abstract
    return Verdict("call", "heading", _reasons(e), 0.9) if speaks else _nothing(e, "heading")


def _sanction(e: Evidence) -> Verdict | None:
    """「对…的，由…约谈」 says what follows from a failure; it asks nobody to do anything now."""
    c = e.cues
    if not (c.sanction and (c.trigger or c.condition)) or e.context.cell or e.context.label == "measure":
        return None
    subject_orders = any(x.modal and x.rule.startswith("subject") for x in e.claims)
    return None if subject_orders else _nothing(e, "sanction", 0.85)


def _named_finding(e: Evidence) -> Verdict | None:
    """「审计指出，…」 is a finding whatever verbs it quotes."""
    ordered = e.cues.modal and e.cues.concrete
    if e.cues.named and not ordered and not e.cues.prohibition and e.context.label != "measure":
        return Verdict("issue", "issue.named", _reasons(e), 0.9)
    return None


def _background(e: Evidence) -> Verdict | None:
    c = e.cues
    if c.superior and not c.prohibition and not (c.modal and any(x.modal for x in e.claims)):
        return _nothing(e, "superior")
    if c.condition and not (e.claims and c.modal):
        return _nothing(e, "condition", 0.8)
    if (c.definition or c.rhetoric) and not _strong(e):
        return _nothing(e, "definition" if c.definition else "rhetoric", 0.85)
    if c.before and not (c.modal and e.claims) and not c.prohibition and not c.finding:
        return _nothing(e, "past", 0.9)
    hard = any(k is not DeadlineKind.VAGUE for k in e.limits)
    if c.report and not c.modal and not c.prohibition and not hard:
        return _nothing(e, "report", 0.85)
    return None


def _strong(e: Evidence) -> bool:
    return _order(e) >= 3 and _is_concrete(e)


def _finding(e: Evidence) -> Verdict | None:
    c, context = e.cues, e.context
    if context.measured and not (c.modal or c.prohibition):
        return Verdict("issue", "issue.measured", _reasons(e), 0.85)
    if context.cell == "problem" or (context.label == "problem" and not _strong(e)):
        return Verdict("issue", "issue.field", _reasons(e), 0.95)
    measured = c.verb_first and not c.still and (context.covered or context.kind in _MEASURE_KINDS)
    found_in = context.zone == "problem" and context.kind is DocumentKind.FEEDBACK and not context.label
    assigned = any(x.role is Role.LEAD or x.rule.startswith("by") for x in e.claims)
    if found_in and not (
        assigned or c.modal or c.prohibition or c.request or e.limits or e.bracket or context.heading
    ):
        return Verdict("issue", "issue.zone", _reasons(e), 0.75)
    if context.label == "measure" or context.cell or measured or (_ordered(e) and _is_concrete(e)):
        return None
    if c.finding and not _ordered(e) and context.zone != "requirement":
        sure = context.zone == "problem" or bool(c.finding_subject)
        if sure or not (e.limits or (c.past and not c.finding_subject and context.zone == "achievement")):
            return Verdict("issue", "issue.finding", _reasons(e), 0.9 if sure else 0.7)
    if c.finding_subject and not _ordered(e) and not e.limits and not c.verb_first:
        return Verdict("issue", "issue.subject", _reasons(e), 0.7)
    return None


def _past(e: Evidence) -> Verdict | None:
    c = e.cues
    if not (c.past or c.done) or _ordered(e) or e.context.cell or e.context.label == "measure":
        return None
    if any(k is DeadlineKind.DATE for k in e.limits) and not c.done:
        return None
    return _nothing(e, "past", 0.85)


def _instruction(e: Evidence) -> Verdict | None:
    if e.context.goal and e.cues.figure and not (e.cues.past or e.cues.done):
        return Verdict("task", "task.goal", _reasons(e), 0.75)
    order, substance = _order(e), _substance(e)
    if e.context.zone == "achievement" and not _ordered(e):
        return _nothing(e, "zone.achievement", 0.8)
    if order < 1.0:
        return None
    everyone = e.cues.everyone and not (e.limits or e.cues.figure or e.cues.prohibition or e.claims)
    if everyone or substance < 0.5 or order + substance < _ENOUGH:
        return Verdict("call", "call.abstract", _reasons(e), 0.75)
    rule = _name(e)
    return Verdict("task", rule, _reasons(e), min(0.95, 0.4 + 0.06 * order + 0.06 * substance))


def _name(e: Evidence) -> str:
    """The rule that weighs most."""
    c = e.cues
    tests = (
        ("task.bracket", bool(e.bracket and e.bracket.claims)),
        ("task.prohibition", bool(c.prohibition)),
        ("task.cell", e.context.cell == "measure"),
        ("task.subject", any(x.modal or x.role is not Role.RESPONSIBLE for x in e.claims)),
        ("task.request", bool(c.request)),
        ("task.modal", bool(c.modal)),
        ("task.limit", any(k is not DeadlineKind.VAGUE for k in e.limits)),
        ("task.label", e.context.label == "measure"),
        ("task.commitment", bool(c.commitment)),
    )
    return next((name for name, holds in tests if holds), "task.measure")


_RULES: tuple[Rule, ...] = (
    _never,
    _heading,
    _sanction,
    _named_finding,
    _background,
    _finding,
    _past,
    _instruction,
)
