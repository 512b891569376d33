"""What is told as done, and what a report on what was put right still leaves to do."""

from extractors.sentences.evidence import MEASURE_KINDS, Evidence
from extractors.sentences.instructions import aims, ordered
from extractors.sentences.reasons import Verdict, nothing, says_so, spoken
from models import DeadlineKind, DocumentKind

_HOPES = ("确保", "力争", "保证", "争取", "努力", "奋力")
_PRAISE = ("高度重视", "多次", "专题听取")


def past(e: Evidence) -> Verdict | None:
    """What is told as done, unless it orders or aims at something."""
    c = e.cues
    if _narrates(e):
        return nothing(e, "report", 0.8)
    stated = e.context.zone == "achievement" or c.named or not (c.verb_first or e.label == "measure")
    if c.praise and stated and not (spoken(e) or e.fault or e.limits):
        return nothing(e, "past", 0.85)
    told = (c.done and not _hoped(e)) or (c.past and not (_measures(e) and c.verb_first))
    if not told or ordered(e) or e.told_on or e.context.cell or e.label == "measure" or aims(e):
        return None
    if any(k is DeadlineKind.DATE for k in e.limits) and not c.done:
        return None
    return nothing(e, "past", 0.85)


def _hoped(e: Evidence) -> bool:
    """「确保全年投资计划如期完成」: what is to be made sure of is not done yet."""
    return e.cues.verb_first in _HOPES and e.cues.done.endswith("完成")


def _measures(e: Evidence) -> bool:
    """Whether measures stand here: 「清理2021年以来的接待费」 is work on what is past."""
    context = e.context
    placed = context.covered or context.promises or context.kind in MEASURE_KINDS
    return context.zone != "achievement" and placed


def _narrates(e: Evidence) -> bool:
    """「县财政局高度重视，专题研究，及时拨付资金」: a paper tells how well somebody acted."""
    c, context = e.cues, e.context
    praised = context.kind is DocumentKind.SPEECH and c.narrated.startswith(_PRAISE)
    told = context.kind is DocumentKind.FEEDBACK and context.zone in ("", "achievement", "status")
    orders = spoken(e) or e.firm or e.bracket or context.cell or e.label or any(x.modal for x in e.claims)
    return bool((told or praised) and c.narrated and e.claims and not orders)


def status(e: Evidence) -> Verdict | None:
    """In a report on what was put right only what is still to come instructs: 下一步将…, …前完成."""
    if e.label != "status" and (not e.reported or e.label == "measure"):
        return None
    told = spoken(e) or e.assigned or e.firm or (says_so(e) and not e.cues.done)
    tells = bool(e.claims) and not (e.named or spoken(e) or e.assigned or any(x.modal for x in e.claims))
    if told and (e.label == "status" or tells):
        told = _to_come(e)
    return None if told else nothing(e, "status", 0.8)


def _to_come(e: Evidence) -> bool:
    """Whether work behind 「整改情况:」 is still to be done; what is done there each week is a result."""
    c = e.cues
    dated = any(k is DeadlineKind.DATE for k in e.limits)
    says = c.request or c.commitment or e.assigned or (c.modal and not c.verb_first)
    return bool(dated or says or (e.named and not c.done))
