"""What a heading is: it only proclaims, unless nothing stands below it or it is a row in itself."""

from extractors.sentences.evidence import MEASURE_KINDS, Evidence
from extractors.sentences.findings import faulty_heading
from extractors.sentences.reasons import Verdict, nothing, reasons_of, spoken
from models import DocumentKind

_PROSE = 24


def heading(e: Evidence) -> Verdict | None:
    """A heading only proclaims; the work stands below it, unless nothing does or it is a row in itself."""
    if not e.context.heading or e.context.leaf:
        return None
    if (e.cues.prohibition and not e.context.top) or e.label == "measure":
        return None
    if _told_in_heading(e):
        return None
    if e.context.top:
        faulty = (
            e.context.measured and (e.cues.finding or e.cues.lack) and not e.cues.field
        ) or _states_fault(e)
        return (faulty_heading(e) if faulty else None) or _proclaimed(e)
    if e.cues.finding and e.context.zone == "problem" and not spoken(e):
        return faulty_heading(e)
    if e.cues.figure and (e.cues.action or e.cues.target) and e.context.zone != "problem":
        return None
    if (
        e.context.covered
        and e.cues.verb_first
        and e.cues.active
        and e.cues.clauses > 1
        and e.length >= _PROSE
    ):
        return None
    named = e.cues.concrete and (e.named or any(x.modal for x in e.claims))
    told = e.cues.modal or e.context.covered or any(x.kind == "organ" for x in e.claims)
    asked = e.context.zone == "requirement" and e.cues.verb_first and e.length >= _PROSE
    told = told or (asked and e.cues.concrete > 1)
    dated = e.firm and not e.assigned
    if named or dated or (e.cues.concrete and e.cues.clauses > 1 and told):
        return None
    return faulty_heading(e) or _proclaimed(e)


def _told_in_heading(e: Evidence) -> bool:
    """「二、县财政局于6月底前拨付…」 behind 「建议:」: an item that tells a unit what to do is no title."""
    if e.cues.request and e.firm:
        return True
    told = any(x.kind == "organ" for x in e.claims) and e.cues.concrete and e.limits
    return bool(told and e.context.zone in ("requirement", "measure"))


def _states_fault(e: Evidence) -> bool:
    """「一、东街管段一年爆管4次,沿线用水受影响。」: in a letter the item may begin with what was found.

    In a plan it does where a bracket says who is to mend it: 「二、旧址年久失修(牵头单位:…)」.
    """
    c, kind = e.cues, e.context.kind
    letter = kind in (DocumentKind.NOTICE, DocumentKind.FEEDBACK, DocumentKind.UNKNOWN)
    return (
        (letter or (e.assigned and kind in MEASURE_KINDS))
        and e.fault >= 1
        and bool(c.finding or c.lack)
        and not (c.field or spoken(e) or (c.verb_first and c.concrete and (letter or c.strong)))
    )


def _proclaimed(e: Evidence) -> Verdict:
    speaks = e.cues.modal or e.cues.verb_first or e.cues.abstract
    return Verdict("call", "heading", reasons_of(e), 0.9) if speaks else nothing(e, "heading")
