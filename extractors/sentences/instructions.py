"""What instructs: the strength of the demand against how concrete it is."""

from extractors.lexicon import load
from extractors.sentences.evidence import MEASURE_KINDS, Evidence
from extractors.sentences.reasons import Verdict, nothing, reasons_of, says_so, spoken
from models import DeadlineKind, DocumentKind, Role

_ENOUGH: float = load("cues")["weights"]["enough"]
_LEAST: float = load("cues")["weights"]["least"]
_ASKED = ("measure", "requirement")
_RECOUNTING = (DocumentKind.FEEDBACK, DocumentKind.UNKNOWN)


def instruction(e: Evidence) -> Verdict | None:
    """A task where the demand and what can be checked suffice, a call where only the demand does."""
    if e.context.goal and e.cues.figure and not (e.cues.past or e.cues.done):
        return Verdict("task", "task.goal", reasons_of(e), 0.75)
    if aims(e):
        return Verdict("task", "task.target", reasons_of(e), 0.75)
    if _recounts(e):
        return nothing(e, "report", 0.75)
    if e.cues.attitude and not (_orders_more(e) or e.firm or e.assigned or e.named):
        return Verdict("call", "call.attitude", reasons_of(e), 0.8)
    order, substance = max(e.order, _listed(e)), e.substance
    dated = DeadlineKind.DATE in e.limits
    if e.context.zone == "achievement" and not (ordered(e) and (spoken(e) or e.assigned or dated)):
        return nothing(e, "zone.achievement", 0.8)
    if order < 1.0:
        return None
    everyone = e.cues.everyone and not (e.limits or e.cues.figure or e.cues.prohibition or e.claims)
    listed = _listed(e) or (e.context.cell == "measure" and not e.cues.abstract)
    if not listed and (everyone or substance < _LEAST or order + substance < _ENOUGH):
        return Verdict("call", "call.abstract", reasons_of(e), 0.75)
    rule = _name(e)
    return Verdict("task", rule, reasons_of(e), min(0.95, 0.4 + 0.06 * order + 0.06 * substance))


def ordered(e: Evidence) -> bool:
    """An instruction, or an aim (力争增速位居全省前列), that background words cannot undo."""
    aimed = e.cues.soft == "力争" and bool(e.cues.target)
    told = e.context.zone == "achievement" and DeadlineKind.DATE not in e.limits
    dated = e.claims and not told and (e.firm or (e.limits and not e.cues.done))
    return says_so(e) or e.assigned or aimed or bool(dated)


def aims(e: Evidence) -> bool:
    """「新增学位2000个」 among tasks is an aim, in a list of results it is a result."""
    c, context = e.cues, e.context
    placed = context.covered or context.kind in MEASURE_KINDS or context.zone == "measure" or context.promises
    undone = not (c.before or c.finding or c.lack or "年" in c.past)
    compared = context.zone in _ASKED and c.past == "同比" and c.done.startswith(("", "同比"))
    asked = context.zone in ("", "measure") or (compared and bool(e.claims))
    return bool(c.target and (placed or compared) and undone and (compared or not c.done)) and asked


def _orders_more(e: Evidence) -> bool:
    """Whether something concrete stands beside the ban; 「这次验收,…」 before it is only its occasion."""
    c = e.cues
    return bool(c.concrete and (c.modal or c.verb_first or e.claims or c.clauses > 2))


def _listed(e: Evidence) -> bool:
    """「1.疏通消防通道。」 below a heading that says who answers: a measure, however short."""
    context, c = e.context, e.cues
    item = context.heading and context.leaf and context.covered and context.number and not context.top
    placed = "measure" in (context.zone, context.label)
    placed = placed or (not context.zone and context.kind in MEASURE_KINDS)
    return bool(item) and placed and not (c.abstract or c.past or c.done or e.fault)


def _recounts(e: Evidence) -> bool:
    """「汕城市对治污能拖则拖」: where a feedback paper has no list of measures, it tells what units did."""
    context = e.context
    told = context.kind in _RECOUNTING and context.zone not in ("measure", "requirement")
    c = e.cues
    pressed = (
        (c.force or c.scope) and c.concrete and not (e.fault or c.past or c.done or c.narrated or c.praise)
    )
    listed = c.addressed and not (context.zone or e.fault or c.past or c.done)
    orders = spoken(e) or e.limits or e.bracket or e.label or context.cell or e.named or context.covered
    orders = orders or pressed or listed or e.told_on
    named = e.claims and not any(x.kind in ("group", "person") for x in e.claims)
    return bool(told and named and not orders)


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
