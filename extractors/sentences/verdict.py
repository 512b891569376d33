"""The verdict on one sentence: task, call, issue or nothing, by rules that each name themselves.

The rules are tried in order: what can never be an instruction first, then findings, then the strength of the
instruction against how concrete it is. A sentence with a finding and a concrete instruction is a task.
"""

from collections.abc import Callable

from extractors.lexicon import load
from extractors.sentences.evidence import MEASURE_KINDS, Evidence, order_of, substance_of
from extractors.sentences.findings import (
    FAULTY,
    SURELY,
    before_measures,
    faulty_heading,
    finding,
    found_below,
    named_finding,
)
from extractors.sentences.reasons import Verdict, is_strong, nothing, reasons_of, says_so, spoken
from extractors.units.claims import Claim
from models import DeadlineKind, DocumentKind, Role

__all__ = ["UNDECIDED", "Evidence", "Verdict", "decide"]

_ENOUGH: float = load("cues")["weights"]["enough"]
_LEAST: float = load("cues")["weights"]["least"]
_PROSE = 24
UNDECIDED = Verdict("nothing", "none")
_BY_NATURE = ("义务", "责任", "职责", "免除", "为准", "步走", "步走。")
"""A definition that ends so stays one whatever words of command stand in it."""
_INTRODUCED = ("介绍,", "汇报,", "介绍:", "汇报:", "介绍说,", "汇报说,")
_RECOUNTING = (DocumentKind.FEEDBACK, DocumentKind.UNKNOWN)
Rule = Callable[[Evidence], Verdict | None]


def decide(evidence: Evidence) -> Verdict:
    """The verdict of the first rule that has one."""
    for rule in _RULES:
        verdict = rule(evidence)
        if verdict:
            return verdict
    return Verdict("nothing", "none", reasons_of(evidence), 0.7)


def _ordered(e: Evidence) -> bool:
    """An instruction, or an aim (力争增速位居全省前列), that background words cannot undo."""
    aimed = e.cues.soft == "力争" and bool(e.cues.target)
    told = e.context.zone == "achievement" and DeadlineKind.DATE not in e.limits
    dated = e.claims and not told and (e.firm or (e.limits and not e.cues.done))
    return says_so(e) or e.assigned or aimed or bool(dated)


def _never(e: Evidence) -> Verdict | None:
    c = e.cues
    if c.not_task:
        return nothing(e, "local.not_task")
    noted = e.claims and e.firm and not c.label
    if (e.label == "nothing" and not noted) or (c.label == "status" and not says_so(e)):
        return nothing(e, "label.nothing")
    if c.question and not (c.figure and e.fault >= FAULTY) and not (e.claims and c.oral):
        return nothing(e, "question")
    if c.title and not (
        spoken(e) or c.verb_first or e.context.covered or e.context.cell or e.context.heading
    ):
        return nothing(e, "label.title")
    if c.stage:
        return nothing(e, "stage")
    if c.meeting and not c.request:
        return nothing(e, "frame")
    if c.lead_in:
        return nothing(e, "lead_in")
    announces = c.frame.startswith("我") and (e.firm or c.prohibition)
    told = e.claims and (c.modal or (c.frame.startswith("请大家") and e.firm))
    if c.frame and not (told or announces):
        return nothing(e, "frame")
    return nothing(e, "gratitude") if c.gratitude and not (c.request or e.limits) else None


def _heading(e: Evidence) -> Verdict | None:
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


def _sanction(e: Evidence) -> Verdict | None:
    """「对…的，由…约谈」 says what follows from a failure; it asks nobody to do anything now."""
    c = e.cues
    if (
        not (c.sanction and (c.trigger or c.condition))
        or e.context.cell
        or e.label == "measure"
        or e.assigned
    ):
        return None
    if c.concrete and e.firm and e.named and c.clauses > 2:
        return None
    told = [x for x in e.claims if x.modal and x.rule.startswith("subject") and not _is_ours(x)]
    first = (
        any(x.start <= e.context.number and x.kind == "organ" for x in told) and c.strong and c.clauses > 2
    )
    subject_orders = first or ((c.modal or e.limits) and told)
    return None if subject_orders else nothing(e, "sanction", 0.85)


def _is_ours(claim: Claim) -> bool:
    """「仅以表态作为整改材料的,我局一律退回」: what the issuer will do is no work of the addressee."""
    return claim.kind == "pronoun" and claim.name.startswith(("我", "本"))


def _background(e: Evidence) -> Verdict | None:
    c = e.cues
    if c.superior and not c.prohibition and not e.assigned and not _own(e):
        return nothing(e, "superior")
    told = (
        (e.claims and c.modal)
        or c.oral
        or c.prohibition
        or c.attitude
        or (c.condition.startswith("凡") and e.firm)
    )
    told = told or (c.request and e.named)
    if c.condition and not told:
        return nothing(e, "condition", 0.8)
    if e.context.zone == "range" and not (spoken(e) or e.limits or e.assigned or e.context.heading):
        return nothing(e, "definition")
    if c.law and not (c.modal and e.claims):
        return nothing(e, "definition")
    if c.stock and e.fault < FAULTY and not (c.modal or e.firm or is_strong(e)):
        return nothing(e, "definition")
    if defined := _defined(e):
        return defined
    if found_below(e) or before_measures(e):
        return None
    if (
        (c.before or e.begun or _earlier(e))
        and not (c.modal and e.claims)
        and not c.prohibition
        and e.fault < FAULTY
    ):
        return nothing(e, "past", 0.9)
    hard, agreed = e.firm and not c.report.endswith(_INTRODUCED), c.request and e.named
    if c.report and not (c.modal or c.prohibition or hard or e.fault >= FAULTY or _planned(e) or agreed):
        return nothing(e, "report", 0.85)
    return None


def _defined(e: Evidence) -> Verdict | None:
    """What something is, or what may be thought of it; by its nature whatever words of command it holds."""
    c = e.cues
    if c.definition.endswith(_BY_NATURE) or c.definition == "所谓":
        return nothing(e, "definition")
    if (c.definition or (c.rhetoric and not _shows(e))) and not is_strong(e):
        return nothing(e, "definition" if c.definition else "rhetoric", 0.85)
    return None


def _earlier(e: Evidence) -> bool:
    """「2024年，集团完成营收…」 in a paper of 2025 looks back."""
    year = e.context.year or (e.context.anchor.year if e.context.anchor else 0)
    return 0 < e.cues.opening_year < year and not (e.limits or e.bracket or e.context.cell)


def _shows(e: Evidence) -> bool:
    """「物业说电脑坏了」 and 「说到底，…」 show what is wrong; 「有的同志讲…」 is only an opinion.

    「我把话放在这里，不能再…」: what the speaker announces is a ban.
    """
    if "话" in e.cues.rhetoric and e.cues.prohibition:
        return True
    least = FAULTY if e.cues.rhetoric in ("说到底", "归根结底") else SURELY
    return e.fault >= least and not e.cues.rhetoric.startswith("有")


def _own(e: Evidence) -> bool:
    """「县局要…」 though a superior is named; 「县局要下来看」 stays the superior's."""
    visits = "来" in e.cues.superior[-4:]
    return bool(e.cues.modal and any(x.modal for x in e.claims)) and not visits


def _planned(e: Evidence) -> bool:
    """「县局于8月下旬随机抽取…」 in a notice says what will be done."""
    return (
        e.context.kind is DocumentKind.NOTICE
        and e.context.zone in ("requirement", "measure")
        and bool(e.claims)
    )


def _past(e: Evidence) -> Verdict | None:
    c = e.cues
    if _narrates(e):
        return nothing(e, "report", 0.8)
    stated = e.context.zone == "achievement" or c.named or not (c.verb_first or e.label == "measure")
    if c.praise and stated and not (spoken(e) or e.fault or e.limits):
        return nothing(e, "past", 0.85)
    told = c.done or (c.past and not (_measures(e) and c.verb_first))
    if not told or _ordered(e) or e.context.cell or e.label == "measure" or _aims(e):
        return None
    if any(k is DeadlineKind.DATE for k in e.limits) and not c.done:
        return None
    return nothing(e, "past", 0.85)


def _measures(e: Evidence) -> bool:
    """Whether measures stand here: 「清理2021年以来的接待费」 is work on what is past."""
    context = e.context
    placed = context.covered or context.promises or context.kind in MEASURE_KINDS
    return context.zone != "achievement" and placed


_PRAISE = ("高度重视", "多次", "专题听取")


def _narrates(e: Evidence) -> bool:
    """「县财政局高度重视，专题研究，及时拨付资金」: a paper tells how well somebody acted."""
    c, context = e.cues, e.context
    praised = context.kind is DocumentKind.SPEECH and c.narrated.startswith(_PRAISE)
    told = context.kind is DocumentKind.FEEDBACK and context.zone in ("", "achievement", "status")
    orders = spoken(e) or e.firm or e.bracket or context.cell or e.label or any(x.modal for x in e.claims)
    return bool((told or praised) and c.narrated and e.claims and not orders)


def _status(e: Evidence) -> Verdict | None:
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


def _aims(e: Evidence) -> bool:
    """「新增学位2000个」 among tasks is an aim, in a list of results it is a result."""
    c, context = e.cues, e.context
    placed = context.covered or context.kind in MEASURE_KINDS or context.zone == "measure" or context.promises
    undone = not (c.before or c.done or c.finding or c.lack or "年" in c.past)
    return bool(c.target and placed and undone) and context.zone in ("", "measure")


def _instruction(e: Evidence) -> Verdict | None:
    if e.context.goal and e.cues.figure and not (e.cues.past or e.cues.done):
        return Verdict("task", "task.goal", reasons_of(e), 0.75)
    if _aims(e):
        return Verdict("task", "task.target", reasons_of(e), 0.75)
    if _recounts(e):
        return nothing(e, "report", 0.75)
    if e.cues.attitude and not (_orders_more(e) or e.firm or e.assigned or e.named):
        return Verdict("call", "call.attitude", reasons_of(e), 0.8)
    order, substance = max(order_of(e), _listed(e)), substance_of(e)
    dated = DeadlineKind.DATE in e.limits
    if e.context.zone == "achievement" and not (_ordered(e) and (spoken(e) or e.assigned or dated)):
        return nothing(e, "zone.achievement", 0.8)
    if order < 1.0:
        return None
    everyone = e.cues.everyone and not (e.limits or e.cues.figure or e.cues.prohibition or e.claims)
    listed = _listed(e) or (e.context.cell == "measure" and not e.cues.abstract)
    if not listed and (everyone or substance < _LEAST or order + substance < _ENOUGH):
        return Verdict("call", "call.abstract", reasons_of(e), 0.75)
    rule = _name(e)
    return Verdict("task", rule, reasons_of(e), min(0.95, 0.4 + 0.06 * order + 0.06 * substance))


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
    orders = (
        spoken(e) or e.limits or e.bracket or e.label or context.cell or e.named or context.covered or pressed
    )
    named = e.claims and not any(x.kind in ("group", "person") for x in e.claims)
    return bool(told and named and not orders)


def _presses(e: Evidence) -> bool:
    """「县统计局对入库项目逐一比对」: what is to be done to each and all, and is not told as done."""
    c = e.cues
    told = e.fault or c.past or c.done or c.narrated or c.praise
    return bool((c.force or c.scope) and c.concrete and not told)


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
    named_finding,
    _background,
    finding,
    _past,
    _status,
    _instruction,
)
