"""What can never be an instruction, what only follows from a failure, and what is only background."""

from extractors.sentences.evidence import Evidence
from extractors.sentences.findings import FAULTY, SURELY, before_measures, found_below
from extractors.sentences.reasons import Verdict, is_strong, nothing, says_so, spoken
from extractors.units.claims import Claim
from models import DocumentKind

_BY_NATURE = ("义务", "责任", "职责", "免除", "为准", "步走", "步走。", "部门组成", "单位组成")
_INTRODUCED = ("介绍,", "汇报,", "介绍:", "汇报:", "介绍说,", "汇报说,")


def never(e: Evidence) -> Verdict | None:
    """What no words can make an instruction: titles, questions, frames of speech, thanks."""
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
    begins = c.commitment.startswith(("自", "从"))
    told = e.claims and (c.modal or begins or (c.frame.startswith("请大家") and e.firm))
    if c.frame and not (told or announces):
        return nothing(e, "frame")
    return nothing(e, "gratitude") if c.gratitude and not (c.request or e.limits) else None


def sanction(e: Evidence) -> Verdict | None:
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


def background(e: Evidence) -> Verdict | None:
    """What others do, what holds only in a case, what is defined, reported or over."""
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
    quoted = c.norm and e.fault < FAULTY and not (e.firm and e.claims) and not (e.assigned or e.context.cell)
    if quoted or (c.law and not (c.modal and e.claims)):
        return nothing(e, "definition")
    if c.stock and not e.fault and not (c.modal or e.firm or is_strong(e)):
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
    hard, agreed = e.firm and not c.report.endswith(_INTRODUCED), (c.request and e.named) or e.told_on
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
