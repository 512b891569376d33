"""The rules that know a finding: 「5座公厕无人保洁」, in a narrative, below a heading, before a bracket."""

from extractors.lexicon import load
from extractors.sentences.evidence import MEASURE_KINDS, Evidence
from extractors.sentences.reasons import Verdict, is_concrete, is_strong, reasons_of, says_so, spoken
from models import DeadlineKind, DocumentKind, Role

_WEIGHTS = load("cues")["weights"]
FAULTY: float = _WEIGHTS["faulty"]
SURELY: float = _WEIGHTS["surely"]
_BARE_NAME = 5
"""A heading no longer than this, number and stop included, only names what follows: 「1.照明。」."""
_FEEDBACK = (DocumentKind.FEEDBACK, DocumentKind.NOTICE, DocumentKind.UNKNOWN)


def faulty_heading(e: Evidence) -> Verdict | None:
    """「(三)关于账目不清的问题。」 and all headings below 存在的问题 that name no field or unit."""
    c, context = e.cues, e.context
    if c.label == "problem":
        return Verdict("issue", "issue.field", reasons_of(e), 0.95)
    if c.modal or c.prohibition or c.label:
        return None
    listed = context.zone in ("problem", "status") or (context.measured and not c.verb_first)
    named = listed and bool(c.finding or c.lack or c.problem)
    paper = listed and context.kind in (DocumentKind.PLAN, *_FEEDBACK) and not c.field
    paper = paper and (named or e.length > _BARE_NAME)
    paper = paper and not (context.zone == "status" and (c.done or c.verb_first) and not c.problem)
    plain = context.kind in _FEEDBACK and not (
        context.zone or c.problem or c.verb_first or any(x.modal for x in e.claims)
    )
    owned = (
        e.assigned
        and e.fault >= 1
        and context.kind in MEASURE_KINDS
        and not (c.verb_first and c.concrete and (c.strong or c.clauses > 1))
    )
    told = e.fault >= FAULTY and (plain or ((c.clauses > 1 or c.figure) and not e.claims))
    return Verdict("issue", "issue.heading", reasons_of(e), 0.85) if named or paper or told or owned else None


def named_finding(e: Evidence) -> Verdict | None:
    """「审计指出，…」 is a finding whatever verbs it quotes."""
    ordered = (e.cues.modal or e.cues.oral) and e.cues.concrete
    if e.cues.general and not (e.cues.finding or e.cues.lack):
        return None
    settled = "反馈" in e.cues.named and e.cues.done.startswith("已")
    good = settled or e.cues.praise or (e.context.zone == "achievement" and e.cues.done)
    if good and not (e.cues.finding or e.cues.lack):
        return None
    if e.cues.named and not ordered and not e.cues.prohibition and e.label != "measure":
        return Verdict("issue", "issue.named", reasons_of(e), 0.9)
    return None


def finding(e: Evidence) -> Verdict | None:
    """An issue by its field, its place under 存在的问题, its words, or a bracket that gives it away."""
    if e.context.cell == "problem" or (e.label == "problem" and not (is_strong(e) and spoken(e))):
        return Verdict("issue", "issue.field", reasons_of(e), 0.95)
    if before_measures(e):
        return Verdict("issue", "issue.measured", reasons_of(e), 0.85)
    if found_below(e):
        return Verdict("issue", "issue.zone", reasons_of(e), 0.75)
    if (
        e.reported
        and e.cues.problem
        and (e.fault or (e.context.number and not e.cues.point))
        and not spoken(e)
    ):
        return Verdict("issue", "issue.heading", reasons_of(e), 0.8)
    if _told_in_a_list(e):
        return Verdict("issue", "issue.listed", reasons_of(e), 0.8)
    if e.label == "measure" or e.context.cell or _is_work(e) or _of_the_work(e):
        return None
    return _assigned(e) if e.assigned or (e.claims and e.limits) else _told(e)


def before_measures(e: Evidence) -> bool:
    """What stands before 「整改措施：…」 in an item of a list of problems is the problem."""
    if not e.context.measured or e.context.heading or e.label not in ("", "problem"):
        return False
    if e.bracket:
        return not (e.cues.modal or e.cues.prohibition)
    letter = e.context.zone == "" and e.context.kind in _FEEDBACK
    mild = (e.cues.modal == "应" and e.fault >= FAULTY) or (e.cues.modal == "一律" and letter)
    ought = mild and not (e.cues.prohibition or e.cues.request)
    ordered = (spoken(e) and not ought) or any(k is not DeadlineKind.RECURRING for k in e.limits)
    return (letter or e.context.zone == "problem") and not ordered


def _told_in_a_list(e: Evidence) -> bool:
    """「一是基础还不牢固。」 in a speech, behind 「问题比较突出。」: a point, or what shows it."""
    if e.context.kind is not DocumentKind.SPEECH or e.context.zone != "problem" or e.context.heading:
        return False
    if spoken(e) or e.limits or e.assigned or e.cues.question:
        return False
    return bool(e.cues.point or e.fault > 1)


def _began(e: Evidence) -> bool:
    """Whether it begins with the verb of a measure, not with 抽查 and 截至."""
    c = e.cues
    return (
        bool(c.verb_first) and len(c.lack) < 2 and not (c.still or c.report or c.before or c.finding_subject)
    )


def _is_work(e: Evidence) -> bool:
    """Whether it sets work in spite of what it finds."""
    context = e.context
    if _began(e) and (context.covered or context.kind in MEASURE_KINDS):
        return True
    mild = bool(e.cues.few) and e.fault >= SURELY and _mildly(e)
    return _orders(e) and is_concrete(e) and not mild


def _assigned(e: Evidence) -> Verdict | None:
    """「31所学校装了摄像头，14所长期离线。（牵头单位：…）」: the bracket says who is to mend it."""
    dated = e.limits or (e.bracket and e.bracket.deadline)
    sure = e.fault >= _sure(e) and not (spoken(e) or dated or _began(e))
    return Verdict("issue", "issue.assigned", reasons_of(e), 0.8) if sure else None


def _told(e: Evidence) -> Verdict | None:
    c, zone = e.cues, e.context.zone
    if e.fault < FAULTY or _orders(e) or (zone == "requirement" and not c.finding_subject):
        return None
    sure = zone == "problem" or bool(c.finding_subject)
    if not sure and (e.limits or (c.past and zone == "achievement" and e.fault < SURELY)):
        return None
    return Verdict(
        "issue", "issue.finding" if c.finding else "issue.lack", reasons_of(e), 0.9 if sure else 0.7
    )


def _of_the_work(e: Evidence) -> bool:
    """「打通断头路」, 「收回违规补贴」: what is wrong is only what the work is about."""
    c, zone = e.cues, e.context.zone
    named = c.finding or c.few
    if c.verb_first and len(c.lack) < 2 and not (named or c.report or c.before):
        return True
    if e.reported and (c.done or c.verb_first) and not c.still:
        return True
    achieved = zone == "achievement" and bool(e.claims)
    dated = bool(e.limits)
    return (not named and (achieved or dated)) or (dated and not (c.finding or c.lack))


def _sure(e: Evidence) -> float:
    """How faulty it must be where a bracket names units: less where measures are sure to follow."""
    if e.context.zone != "problem":
        return SURELY
    told = e.context.kind is DocumentKind.PLAN and not e.claims
    return 0.0 if told else FAULTY


def _orders(e: Evidence) -> bool:
    """Whether it instructs in so many words; 由 and 将 in a strong finding only tell who did what."""
    return spoken(e) or (
        says_so(e) and not (e.fault >= SURELY and e.context.zone == "problem") and not _tells(e)
    )


def _tells(e: Evidence) -> bool:
    """「云口市对治污视而不见，一拖再拖」: in a feedback paper without headings 对 and 将 order nothing."""
    c, context = e.cues, e.context
    there = context.kind in (DocumentKind.FEEDBACK, DocumentKind.UNKNOWN) and context.zone in ("", "problem")
    clear = e.fault >= SURELY or len(c.lack) > 1 or not c.strong
    return there and e.fault >= FAULTY and clear and not (e.named or e.limits or e.bracket)


def _mildly(e: Evidence) -> bool:
    """Nothing but a 要 that no unit is told: 「有的村民办证要跑三趟」."""
    c = e.cues
    spoken = c.prohibition or c.request or c.commitment or c.oral or e.limits
    return not spoken and not any(x.modal for x in e.claims)


def _tells_progress(e: Evidence) -> bool:
    """「正在推进。」 in a report on what was put right answers the problem that it stands below."""
    c = e.cues
    return e.reported and e.fault < FAULTY and not (c.problem or c.finding or c.lack)


def found_below(e: Evidence) -> bool:
    """Whatever a feedback paper says under 存在的问题 is a finding, unless somebody is told to act."""
    c, context = e.cues, e.context
    there = context.zone == "problem" and context.kind in _FEEDBACK and not e.label
    given = any(
        x.role is Role.LEAD or (x.rule.startswith("by") and (x.modal or (c.strong and e.fault < FAULTY)))
        for x in e.claims
    )
    dated = DeadlineKind.DATE in e.limits and (e.claims or c.verb_first or e.fault < FAULTY)
    told = (
        spoken(e)
        or given
        or dated
        or e.bracket
        or (context.heading and not context.leaf)
        or _tells_progress(e)
    )
    return there and not told and bool(e.fault or not (c.before or c.done.startswith("已")))
