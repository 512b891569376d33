"""What speaks for an instruction, for something to check and for a finding, as weighed in `cues.toml`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from extractors.lexicon import load
from extractors.sentences.context import Context
from extractors.sentences.cues import Cues
from extractors.units.claims import PARTNERS
from extractors.units.names.spoken import is_named
from extractors.units.roles import Claim, Fields
from models import DeadlineKind, DocumentKind, Role

_WEIGHTS = load("cues")["weights"]
_ORDER: Mapping[str, float] = _WEIGHTS["order"]
_SUBSTANCE: Mapping[str, float] = _WEIGHTS["substance"]
_FAULT: Mapping[str, float] = _WEIGHTS["fault"]
MEASURE_KINDS = (DocumentKind.PLAN, DocumentKind.DIVISION)
_PAPERS = (*MEASURE_KINDS, DocumentKind.NOTICE, DocumentKind.FEEDBACK)
_MEASURE_ZONES = ("measure", "requirement")
_TOLD = ("subject", "by")
_FAULTY_ZONES = ("problem", "status")
# 「只割了一半」: these tell no success by themselves.
_MERELY_TOLD = ("了", "排名", "名列", "位居")
_REPORTED = ("", "problem", "achievement")


@dataclass(slots=True, eq=False)
class Evidence:
    """All that the components found in one sentence."""

    cues: Cues
    claims: Sequence[Claim]
    bracket: Fields | None
    limits: Sequence[DeadlineKind]
    context: Context
    length: int
    begun: bool = False
    """Whether it begins with a day that is gone: 「6月11日,全县遭遇强降雨」."""
    words: Sequence[str] = ()
    """Its words in the order they first come, names left out."""
    label: str = field(init=False)
    """What the label before the sentence says: its own (整改进展:), else its paragraph's."""
    reported: bool = field(init=False)
    """Whether it stands where the paper tells what was put right: below 整改情况."""
    assigned: bool = field(init=False)
    """Whether a closing bracket names who is responsible."""
    firm: bool = field(init=False)
    """Whether it sets a limit that is more than 尽快."""
    named: bool = field(init=False)
    """Whether a unit is given the work in so many words: 由…, 请…, …牵头, …配合."""
    told_on: bool = field(init=False)
    """Whether it tells of a meeting and then what was asked for there, in a paper that does not look back."""
    spoken: bool = field(init=False)
    """Whether a word of command stands in it."""
    fault: float = field(init=False)
    """How surely it tells of something wrong: 2 and more for a finding."""
    order: float = field(init=False)
    """How strongly the sentence instructs: 0 not at all, 2 and more beyond doubt."""
    substance: float = field(init=False)
    """How much there is to check: 0 nothing, 2 and more a result that can be laid on the table."""

    def __post_init__(self) -> None:
        context, zone = self.context, self.context.zone
        self.label = self.cues.label or context.label
        self.reported = zone == "status" or (context.reports and zone in _REPORTED)
        self.assigned = bool(self.bracket and self.bracket.claims)
        self.firm = bool(self.limits) and any(k is not DeadlineKind.VAGUE for k in self.limits)
        self.named = bool(self.claims) and any(
            (x.role is not Role.RESPONSIBLE and x.rule != PARTNERS) or x.rule.startswith(("by", "asked"))
            for x in self.claims
        )
        c = self.cues
        looks_back = self.reported or zone in _REPORTED[1:] or context.kind is DocumentKind.FEEDBACK
        self.told_on = bool(c.told_on) and not looks_back
        self.spoken = bool(c.modal or c.prohibition or c.request or c.commitment or c.oral)
        self.fault = _fault(self)
        self.order, self.substance = _order(self), _substance(self)


def _order(e: Evidence) -> float:
    c, w = e.cues, _ORDER
    score = w["modal"] * bool(c.modal) + w["prohibition"] * bool(c.prohibition)
    score += (
        w["request"] * bool(c.request or e.told_on)
        + w["commitment"] * bool(c.commitment)
        + w["oral"] * bool(c.oral)
    )
    score += w["disposal"] * bool(c.disposal and e.claims and not c.past and e.fault < w["disposal"])
    score += w["bracket"] * e.assigned + w["limit"] * e.firm + w["force"] * bool(c.force or e.limits)
    score += w["named"] * e.named + w["subject"] * bool(e.claims)
    return score + w["subject_modal"] * _told(e) + _place(e)


def _told(e: Evidence) -> bool:
    """Whether a word of command stands right behind a unit."""
    return bool(e.claims) and any(x.modal for x in e.claims)


def _place(e: Evidence) -> float:
    """What the place adds: a clause that begins with its verb is an instruction where measures stand."""
    c, context, w = e.cues, e.context, _ORDER
    if context.cell == "measure" or e.label == "measure":
        return w["measure_label"]
    if e.label == "status" or e.reported:
        return 0.0
    placed = context.covered or context.zone in _MEASURE_ZONES or context.kind in MEASURE_KINDS
    placed = placed or context.promises
    if not c.verb_first:
        sound = context.zone not in _FAULTY_ZONES and not (c.finding or c.lack or c.past or c.done)
        promised = context.promises and bool(c.strong)
        asked = context.covered or promised or (context.zone == "requirement" and context.kind in _PAPERS)
        named_work = sound and asked and bool(c.concrete or c.figure)
        return w["covered_work"] * named_work or w["covered"] * context.covered
    return w["verb_first_placed"] if placed else w["verb_first"]


def _substance(e: Evidence) -> float:
    c, w = e.cues, _SUBSTANCE
    score = w["concrete"] * bool(c.concrete) + w["active"] * bool(c.active) + w["figure"] * bool(c.figure)
    score += w["limit"] * e.firm + w["prohibition"] * bool(c.prohibition) + w["scope"] * bool(c.scope)
    score += w["oral"] * bool(c.oral) + w["mostly_active"] * bool(c.active and 2 * c.abstract < c.clauses)
    if not c.abstract and e.claims:
        score += w["plain_subject"] + w["named_subject"] * any(
            x.kind == "organ" or (x.rule.startswith(_TOLD) and is_named(x.name)) for x in e.claims
        )
        score += w["told_subject"] * _told(e)
    return score + w["covered_verb"] * bool(e.context.covered and c.verb_first)


def _fault(e: Evidence) -> float:
    c, zone, w = e.cues, e.context.zone, _FAULT
    share = bool(c.share or (c.lack and c.figure))
    confessed = c.general and e.context.kind is DocumentKind.SPEECH
    score = (
        w["finding"] * bool(c.finding or confessed)
        + w["lack"] * bool(c.lack)
        + w["lacks"] * (len(c.lack) > 1)
    )
    score += w["share"] * share + w["few"] * bool(c.few)
    if not score:
        return 0.0
    score += w["subject"] * bool(c.finding_subject and not c.few) + w["still"] * bool(c.still)
    return (
        score
        + w["problem"] * (zone == "problem")
        + w["status"] * (zone == "status")
        - w["done"] * bool(c.done and not (c.lack or (c.finding and c.done in _MERELY_TOLD)))
    )
