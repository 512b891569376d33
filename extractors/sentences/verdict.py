"""The verdict on one sentence: task, call, issue or nothing, by rules that each name themselves.

The rules are tried in order: what can never be an instruction first, then findings, then the strength of the
instruction against how concrete it is. A sentence with a finding and a concrete instruction is a task.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from extractors.lexicon import load
from extractors.sentences.evidence import MEASURE_KINDS, Evidence, order_of, substance_of
from models import DeadlineKind, DocumentKind, Role

__all__ = ["UNDECIDED", "Evidence", "Verdict", "decide"]

Label = Literal["task", "call", "issue", "nothing"]
_ENOUGH: float = load("cues")["weights"]["enough"]
_LEAST: float = load("cues")["weights"]["least"]
_FAULTY: float = load("cues")["weights"]["faulty"]
_SURELY: float = load("cues")["weights"]["surely"]


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


def _is_concrete(e: Evidence) -> bool:
    return substance_of(e) >= 1.5


def _reasons(e: Evidence) -> tuple[str, ...]:
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


def _nothing(e: Evidence, rule: str, confidence: float = 0.9) -> Verdict:
    return Verdict("nothing", rule, _reasons(e), confidence)


def _spoken(e: Evidence) -> bool:
    """Whether a word of command stands in it."""
    c = e.cues
    return bool(c.modal or c.prohibition or c.request or c.commitment or c.oral)


def _says_so(e: Evidence) -> bool:
    """Whether the words themselves instruct, whoever may be named around them."""
    return _spoken(e) or e.named or any(x.modal for x in e.claims)


def _ordered(e: Evidence) -> bool:
    """An instruction that background words cannot undo."""
    return _says_so(e) or e.assigned or bool(e.claims and e.limits)


def _never(e: Evidence) -> Verdict | None:
    c = e.cues
    if e.label == "nothing" or (c.label == "status" and not _says_so(e)):
        return _nothing(e, "label.nothing")
    if c.question and not (c.figure and e.fault >= _FAULTY):
        return _nothing(e, "question")
    if c.title and not (_spoken(e) or c.verb_first or e.context.covered or e.context.cell or e.context.heading):
        return _nothing(e, "label.title")
    if c.stage:
        return _nothing(e, "stage")
    if c.meeting and not c.request:
        return _nothing(e, "frame")
    if c.lead_in:
        return _nothing(e, "lead_in")
    if c.frame and not (c.modal and e.claims):
        return _nothing(e, "frame")
    return _nothing(e, "gratitude") if c.gratitude and not (c.request or e.limits) else None


def _heading(e: Evidence) -> Verdict | None:
    """A heading only proclaims; the work stands below it, unless nothing does or it is a row in itself."""
    if not e.context.heading or e.context.leaf or e.assigned:
        return None
    if (e.cues.prohibition and not e.context.top) or e.label == "measure":
        return None
    if e.context.top:
        return _proclaimed(e)
    if e.cues.finding and e.context.zone == "problem" and not _spoken(e):
        return Verdict("issue", "issue.heading", _reasons(e), 0.85)
    if e.cues.figure and (e.cues.action or e.cues.target) and e.context.zone != "problem":
        return None
    named = e.cues.concrete and (e.named or any(x.modal for x in e.claims))
    if named or e.firm or (e.cues.concrete and e.cues.clauses > 1 and (e.cues.modal or e.context.covered)):
        return None
    return _faulty_heading(e) or _proclaimed(e)


def _faulty_heading(e: Evidence) -> Verdict | None:
    """「(三)关于账目不清的问题。」 and all headings below 存在的问题 that name no field or unit."""
    c, context = e.cues, e.context
    if c.modal or c.prohibition or c.label:
        return None
    listed = context.zone in ("problem", "status")
    named = listed and bool(c.finding or c.lack or c.problem)
    paper = listed and context.kind in (DocumentKind.PLAN, DocumentKind.FEEDBACK) and not c.field
    told = e.fault >= _FAULTY and (c.clauses > 1 or c.figure) and not e.claims
    return Verdict("issue", "issue.heading", _reasons(e), 0.85) if named or paper or told else None


def _proclaimed(e: Evidence) -> Verdict:
    speaks = e.cues.modal or e.cues.verb_first or e.cues.abstract
    return Verdict("call", "heading", _reasons(e), 0.9) if speaks else _nothing(e, "heading")


def _sanction(e: Evidence) -> Verdict | None:
    """「对…的，由…约谈」 says what follows from a failure; it asks nobody to do anything now."""
    c = e.cues
    if not (c.sanction and (c.trigger or c.condition)) or e.context.cell or e.label == "measure" or e.assigned:
        return None
    subject_orders = c.modal and any(x.modal and x.rule.startswith("subject") for x in e.claims)
    return None if subject_orders else _nothing(e, "sanction", 0.85)


def _named_finding(e: Evidence) -> Verdict | None:
    """「审计指出，…」 is a finding whatever verbs it quotes."""
    ordered = e.cues.modal and e.cues.concrete
    if e.cues.named and not ordered and not e.cues.prohibition and e.label != "measure":
        return Verdict("issue", "issue.named", _reasons(e), 0.9)
    return None


def _background(e: Evidence) -> Verdict | None:
    c = e.cues
    if c.superior and not c.prohibition and not e.assigned and not _own(e):
        return _nothing(e, "superior")
    if c.condition and not (e.claims and c.modal) and not c.oral:
        return _nothing(e, "condition", 0.8)
    if c.law and not (c.modal and e.claims):
        return _nothing(e, "definition")
    if c.stock and e.fault < _FAULTY and not _strong(e):
        return _nothing(e, "definition")
    if (c.definition or (c.rhetoric and not _shows(e))) and not _strong(e):
        return _nothing(e, "definition" if c.definition else "rhetoric", 0.85)
    if c.before and not (c.modal and e.claims) and not c.prohibition and e.fault < _FAULTY:
        return _nothing(e, "past", 0.9)
    hard = e.firm
    if c.report and not (c.modal or c.prohibition or hard or e.fault >= _FAULTY or _planned(e)):
        return _nothing(e, "report", 0.85)
    return None


def _shows(e: Evidence) -> bool:
    """「物业说电脑坏了」 and 「说到底，…」 show what is wrong; 「有的同志讲…」 is only an opinion."""
    least = _FAULTY if e.cues.rhetoric in ("说到底", "归根结底") else _SURELY
    return e.fault >= least and not e.cues.rhetoric.startswith("有")


def _own(e: Evidence) -> bool:
    """「县局要…」 though a superior is named; 「县局要下来看」 stays the superior's."""
    visits = "来" in e.cues.superior[-4:]
    return bool(e.cues.modal and any(x.modal for x in e.claims)) and not visits


def _planned(e: Evidence) -> bool:
    """「县局于8月下旬随机抽取…」 in a notice says what will be done."""
    return e.context.kind is DocumentKind.NOTICE and e.context.zone in ("requirement", "measure") and bool(e.claims)


def _strong(e: Evidence) -> bool:
    return order_of(e) >= 3 and _is_concrete(e)


def _finding(e: Evidence) -> Verdict | None:
    c, context = e.cues, e.context
    if context.cell == "problem" or (e.label == "problem" and not _strong(e)):
        return Verdict("issue", "issue.field", _reasons(e), 0.95)
    if _found_there(e):
        return Verdict("issue", "issue.zone", _reasons(e), 0.75)
    began = c.verb_first and not (c.still or c.report or c.before or c.finding_subject)
    measured = began and (context.covered or context.kind in MEASURE_KINDS)
    if e.label == "measure" or context.cell or measured:
        return None
    if _of_the_work(e):
        return None
    if _orders(e) and _is_concrete(e) and not (c.few and e.fault >= _SURELY and _mildly(e)):
        return None
    if e.assigned or (e.claims and e.limits):
        sure = e.fault >= _sure(e) and not (_spoken(e) or e.limits or (e.bracket and e.bracket.deadline) or began)
        return Verdict("issue", "issue.assigned", _reasons(e), 0.8) if sure else None
    if e.fault < _FAULTY or _orders(e) or (context.zone == "requirement" and not c.finding_subject):
        return None
    sure = context.zone == "problem" or bool(c.finding_subject)
    if not sure and (e.limits or (c.past and context.zone == "achievement")):
        return None
    return Verdict("issue", "issue.finding" if c.finding else "issue.lack", _reasons(e), 0.9 if sure else 0.7)


def _of_the_work(e: Evidence) -> bool:
    """「打通断头路」, 「收回违规补贴」: what is wrong is only what the work is about."""
    c, zone = e.cues, e.context.zone
    named = c.finding or c.few
    if c.verb_first and len(c.lack) < 2 and not (named or c.report or c.before):
        return True
    if zone == "status" and c.done and not c.still:
        return True
    achieved = zone == "achievement" and bool(e.claims)
    return not named and (achieved or bool(e.limits)) or bool(e.limits and not (c.finding or c.lack))


def _sure(e: Evidence) -> float:
    """How faulty a sentence must be whose bracket names units: the less, the surer measures stand elsewhere."""
    if e.context.zone != "problem":
        return _SURELY
    told = e.context.kind is DocumentKind.PLAN and not e.claims
    return 0.0 if e.context.measured or told else _FAULTY


def _orders(e: Evidence) -> bool:
    """Whether it instructs in so many words; 由 and 将 in a strong finding only tell who did what."""
    return _spoken(e) or (_says_so(e) and not (e.fault >= _SURELY and e.context.zone == "problem"))


def _mildly(e: Evidence) -> bool:
    """Nothing but a 要 that no unit is told: 「有的村民办证要跑三趟」."""
    c = e.cues
    spoken = c.prohibition or c.request or c.commitment or c.oral or e.limits
    return not spoken and not any(x.modal for x in e.claims)


def _found_there(e: Evidence) -> bool:
    """Whatever a feedback paper says under 存在的问题 is a finding, unless somebody is told to act."""
    c, context = e.cues, e.context
    there = context.zone == "problem" and context.kind is DocumentKind.FEEDBACK and not e.label
    given = any(x.role is Role.LEAD or x.rule.startswith("by") for x in e.claims)
    told = _spoken(e) or given or e.limits or e.bracket or context.heading
    return there and not told and not (c.done.startswith("已") and not e.fault)


def _past(e: Evidence) -> Verdict | None:
    c = e.cues
    if not (c.past or c.done) or _ordered(e) or e.context.cell or e.label == "measure" or _aims(e):
        return None
    if any(k is DeadlineKind.DATE for k in e.limits) and not c.done:
        return None
    return _nothing(e, "past", 0.85)


def _status(e: Evidence) -> Verdict | None:
    """In a report on what was put right only what is still to come instructs: 下一步将…, …前完成."""
    if e.label != "status" and (e.context.zone != "status" or e.label == "measure"):
        return None
    own = e.cues.label == "status"
    return None if (_says_so(e) or e.assigned or (e.firm and not own)) else _nothing(e, "status", 0.8)


def _aims(e: Evidence) -> bool:
    """「新增学位2000个」 among tasks is an aim, in a list of results it is a result."""
    c, context = e.cues, e.context
    placed = context.covered or context.kind in MEASURE_KINDS or context.zone == "measure"
    undone = not (c.before or c.done or c.finding or c.lack or "年" in c.past)
    return bool(c.target and placed and undone) and context.zone in ("", "measure")


def _instruction(e: Evidence) -> Verdict | None:
    if e.context.goal and e.cues.figure and not (e.cues.past or e.cues.done):
        return Verdict("task", "task.goal", _reasons(e), 0.75)
    if _aims(e):
        return Verdict("task", "task.target", _reasons(e), 0.75)
    order, substance = order_of(e), substance_of(e)
    if e.context.zone == "achievement" and not _ordered(e):
        return _nothing(e, "zone.achievement", 0.8)
    if order < 1.0:
        return None
    everyone = e.cues.everyone and not (e.limits or e.cues.figure or e.cues.prohibition or e.claims)
    if everyone or substance < _LEAST or order + substance < _ENOUGH:
        return Verdict("call", "call.abstract", _reasons(e), 0.75)
    rule = _name(e)
    return Verdict("task", rule, _reasons(e), min(0.95, 0.4 + 0.06 * order + 0.06 * substance))


def _name(e: Evidence) -> str:
    """The rule that weighs most."""
    c = e.cues
    tests = (
        ("task.bracket", e.assigned),
        ("task.prohibition", bool(c.prohibition)),
        ("task.cell", e.context.cell == "measure"),
        ("task.subject", any(x.modal or x.role is not Role.RESPONSIBLE for x in e.claims)),
        ("task.request", bool(c.request)),
        ("task.modal", bool(c.modal)),
        ("task.limit", e.firm),
        ("task.label", e.label == "measure"),
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
    _status,
    _instruction,
)
