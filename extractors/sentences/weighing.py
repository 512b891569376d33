"""A second look at the verdict of the rules: all that was seen of a sentence, weighed together.

The rules look at one thing after the other; here everything they saw counts at once, with weights learned
from our own corpus (`lexicons/weights.tsv`, made by `python tests/train.py weights`), and is weighed in turn
against the rule and the network that read the document (`learned/outlook.py`, `review.toml`). A verdict that
is changed says so: its rule is `weighed.*`, and its reasons name the rule it overturned, the network where it
says the same, and what around the sentence weighed most. Its words and letters count, too (`wording.py`).
What an office taught, the cells of tables, aims below 「主要目标」 and what a bracket gives somebody are left
alone.
"""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import fields
from itertools import compress
from operator import attrgetter
from typing import NamedTuple

from extractors.learned.outlook import Outlook
from extractors.learned.shares import shares_of
from extractors.lexicon import load
from extractors.sentences.cues import Cues
from extractors.sentences.evidence import Evidence
from extractors.sentences.reasons import Label, Verdict, nothing, spoken
from extractors.sentences.weights import ABOVE, LABELS, PAIR, WORD, packed_table, unpacked, weights
from extractors.sentences.wording import Wording, own_pairs, traces
from models import DocumentKind, Role

_AIMED = re.compile(load("cues")["imperative"]["aimed"])
# 「请各街道于3月20日前完成以下工作:」 asks only for what follows, which has its units and limit from it.
_LEADS_IN = re.compile(
    r"(?:请|责令|责成|要求)[^。;]{2,40}(?:完成|做好|落实|抓好|开展)(?:以下|如下|下列)[^。;:]{0,10}$"
)
_RULED = ("label.nothing", "task.goal", "task.target", "task.bracket")
_WEIGHTS = weights()
_PACKED = packed_table(_WEIGHTS)
_COUNTED = (
    *("abstract", "concrete", "active", "clauses", "opening_year"),
    *("not_task", "addressed", "taught", "to_come"),
)
_CUES = [f.name for f in fields(Cues) if f.name not in _COUNTED]
_PLACES = ["heading", "leaf", "top", "covered", "goal", "measured", "reports", "promises", "number", "level"]
_MARKS = ["assigned", "firm", "named", "reported", "begun"]
_STEPS = ["order", "substance", "fault", "clauses", "abstract", "concrete", "length"]
_HIGH = 6
_AROUND = ("before", "after", "zone", "kind", "limit")
_TOLD = 2
_LABEL = 8
"""A sentence no longer than this that leads in is a label: 「整改措施:」."""
_KNOWN = ("sanction", "superior", "condition", "report", "status")
_SURE = 0.5
# How likely a task must be against an issue or nothing to stay one, or to become one if it has this share at
# all; how likely issue and nothing must be before a task is given up.
_KEPT, _TAKEN, _LEAST, _AGAINST = 0.4, 0.32, 0.2, 0.4
EXHORTS, _RULE = "call.exhorts", "rule:"
_CALL = 0.95
"""How likely the network must hold a call before a task of the rules becomes one."""
_DONE_ZONES = ("status", "achievement")
_FAULTY = 2.0
"""How faulty a sentence must be that a label calls a problem, to be one whatever else is seen of it."""
_PLANS = (DocumentKind.PLAN, DocumentKind.DIVISION, DocumentKind.NOTICE)
_TITLES = ("方面", "问题")
"""How a heading ends that only names what is wrong."""
_SOFT = 1e-4
_LENGTH = 12
# Names made once, and fields read at one stroke: this runs for every sentence.
_CUE_NAMES, _CUES_OF = [f"cue {name}" for name in _CUES], attrgetter(*_CUES)
_PLACE_NAMES, _PLACES_OF = [f"place {name}" for name in _PLACES], attrgetter(*_PLACES)
_MARK_NAMES, _MARKS_OF = [f"mark {name}" for name in _MARKS], attrgetter(*_MARKS)
_STEP_NAMES = [[f"{name} {step}" for step in range(_HIGH + 1)] for name in _STEPS]


class Seen(NamedTuple):
    """A sentence as the rules left it, and its wording."""

    evidence: Evidence
    verdict: Verdict
    wording: Wording


class Found(NamedTuple):
    """What was found in a sentence: by name all but its words, its letters and those of its headings."""

    names: Sequence[str]
    words: Sequence[str] = ()
    pairs: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()

    def all_names(self) -> tuple[str, ...]:
        """The names of all, in order."""
        families = ((WORD, self.words), (PAIR, sorted(self.pairs)), (ABOVE, sorted(self.above)))
        return (*self.names, *(family + what for family, found in families for what in found))


def weighed(seen: Sequence[Seen], outlooks: Sequence[Outlook]) -> Iterator[Verdict]:
    """The verdict of each sentence of a document, in order, after the second look and the network's."""
    for one, found, outlook in zip(seen, looked_over(seen), outlooks, strict=True):
        yield _looked_at(one, found, outlook) if found else one.verdict


def looked_over(seen: Sequence[Seen]) -> Iterator[Found | None]:
    """The features of each sentence of a document, in order; None for those whose verdict is settled."""
    labels = ["end", *(one.verdict.label for one in seen), "end"]
    rules = ["none", *(one.verdict.rule for one in seen), "none"]
    wordings = [one.wording for one in seen]
    for at, one in enumerate(seen):
        if _settled(one):
            yield None
            continue
        beside = (
            f"before {rules[at]}",
            f"before {labels[at]}",
            f"after {rules[at + 2]}",
            f"after {labels[at + 2]}",
        )
        names, telling = _features(one)
        rule = one.verdict.rule
        # The rule may fail just there: each of what stands around counts once more together with it.
        with_rule = [f"{rule}: {name}" for name in (*telling, *beside)]
        names += (*beside, *with_rule, *traces(wordings, at))
        yield Found(names, one.evidence.words, own_pairs(one.wording), one.wording.above)


def _settled(seen: Seen) -> bool:
    """Whether the verdict is not for weighing: taught, a cell, a label, what a meeting is for, no words."""
    rule, e = seen.verdict.rule, seen.evidence
    ruled = rule.startswith("local.") or rule in _RULED or (rule == "lead_in" and _only_leads_in(seen))
    ruled = ruled or (rule == "frame" and e.cues.frame.startswith("会") and e.cues.frame.endswith("是"))
    begun = rule.startswith("task.") and e.context.leaf and (e.context.covered or e.cues.addressed)
    passed_on = rule.startswith("task.") and e.told_on and bool(e.claims or e.limits or e.cues.concrete)
    ruled = ruled or passed_on or (begun and bool(e.cues.verb_first)) or _terse(seen)
    ruled = ruled or (rule == "task.measure" and _AIMED.match(seen.wording.letters) is not None)
    ruled = ruled or (seen.verdict.label == "issue" and e.cues.label == "problem" and e.fault >= _FAULTY)
    ruled = ruled or (seen.verdict.label == "issue" and e.fault >= _FAULTY and _before_its_measures(seen))
    return ruled or bool(e.context.cell or e.cues.taught) or not any(map(str.isalpha, seen.wording.letters))


def _before_its_measures(seen: Seen) -> bool:
    """Whether a sentence stands before 「整改措施:…」 in its item, among measures: 「38家企业未安装…。」."""
    context = seen.evidence.context
    named = seen.wording.letters.endswith(_TITLES)
    return context.measured and context.zone == "measure" and not named


def _terse(seen: Seen) -> bool:
    """Whether a point of a plan says in a few letters what is to be done: 「4.更换启闭机6台。」."""
    e, c = seen.evidence, seen.evidence.cues
    listed = e.context.leaf and e.context.kind in _PLANS and e.context.zone in ("", "measure") and not e.fault
    told = bool(c.verb_first and c.action and (c.figure or (c.strong and seen.wording.mark)))
    return listed and seen.verdict.rule == "task.measure" and told and "是否" not in seen.wording.letters


def _only_leads_in(seen: Seen) -> bool:
    """Whether a line that leads in is a label, or says in so many words that it names what follows."""
    names = seen.wording.mark == ":" and _LEADS_IN.search(seen.wording.letters) is not None
    return names or seen.evidence.length <= _LABEL


def _features(seen: Seen) -> tuple[list[str], list[str]]:
    """The names of all that is seen of a sentence by itself, but for its words; of these its surroundings."""
    e, verdict = seen.evidence, seen.verdict
    c, context = e.cues, e.context
    kind, zone = f"kind {context.kind}", f"zone {context.zone or 'none'}"
    steps = (e.order, e.substance, e.fault, c.clauses, c.abstract, c.concrete, e.length / _LENGTH)
    telling = [
        kind,
        zone,
        f"label {e.label or 'none'}",
        *compress(_PLACE_NAMES, _PLACES_OF(context)),
        *compress(_MARK_NAMES, _MARKS_OF(e)),
        *sorted({f"limit {kind}" for kind in e.limits}),
        *(_subjects(e) if e.claims else ()),
    ]
    names = [
        "always",
        f"rule {verdict.rule}",
        f"{kind}, {verdict.label}",
        f"{zone}, {_tone(e)}",
        *telling,
        *compress(_CUE_NAMES, _CUES_OF(c)),
        *[
            names[int(step) if step < _HIGH else _HIGH]
            for names, step in zip(_STEP_NAMES, steps, strict=True)
        ],
    ]
    return names, telling


def _tone(e: Evidence) -> str:
    """Whether the words order, tell what is over, or do neither."""
    if spoken(e):
        return "ordered"
    year = e.context.year or (e.context.anchor.year if e.context.anchor else 0)
    return "over" if e.cues.done or e.cues.past or 0 < e.cues.opening_year < year else "plain"


def _subjects(e: Evidence) -> Iterator[str]:
    for kind in sorted({claim.kind for claim in e.claims}):
        yield f"subject {kind}"
    if any(claim.modal for claim in e.claims):
        yield "subject told"
    if any(claim.role is not Role.RESPONSIBLE for claim in e.claims):
        yield "subject with a role"


def scores_of(found: Found) -> list[float]:
    """How much these features speak for each of `LABELS`."""
    return list(unpacked(_PACKED.total(*found)))


def likelihoods(scores: Sequence[float]) -> list[float]:
    """How likely a sentence with these scores is each of `LABELS`; they add up to 1."""
    highest = max(scores)
    shares = [math.exp(score - highest) for score in scores]
    whole = sum(shares)
    return [share / whole for share in shares]


def chosen(label: Label, shares: Sequence[float], least: float = _LEAST) -> Label:
    """What a sentence is that the rules called `label`: something else only if that is more likely than not.

    Whether it is a task is weighed against what is none at all, calls left aside: they stand between the
    two, and what is lost costs more than a look, so that a share of `least` is enough. A task becomes a call
    only where it is plain (`_only_exhorts`).
    """
    task, _, issue, nothing = shares
    instead: Label = "issue" if issue > nothing else "nothing"
    is_task = task / (task + issue + nothing)
    if label == "task":
        return instead if is_task < _KEPT and issue + nothing > _AGAINST else label
    if is_task > _TAKEN and task > least:
        return "task"
    others = [at for at, name in enumerate(LABELS) if name not in (label, "task")]
    other = max(others, key=shares.__getitem__)
    return LABELS[other] if shares[other] > _SURE else label


def signs(seen: Seen, found: Found, outlook: Outlook) -> dict[str, float]:
    """What the rules, the second look and the network say of a sentence, to be weighed against each other."""
    verdict, context = seen.verdict, seen.evidence.context
    said = {
        "always": 1.0,
        f"label {verdict.label}": 1.0,
        f"rule {verdict.rule}": 1.0,
        f"kind {context.kind}": 1.0,
        "heading": float(context.heading),
    }
    for name, look, read in zip(LABELS, likelihoods(scores_of(found)), outlook.labels, strict=True):
        said |= {f"look {name}": math.log(look + _SOFT), f"network {name}": math.log(read + _SOFT)}
    return said


def _looked_at(seen: Seen, found: Found, outlook: Outlook) -> Verdict:
    """The verdict after combining rules, second look and network."""
    verdict = seen.verdict
    shares = shares_of("verdict", signs(seen, found, outlook))
    # A heading that says nothing by itself (「(一)桥梁加固」), and what the rules know not to ask for.
    known = verdict.label == "nothing" and (seen.evidence.context.heading or verdict.rule in _KNOWN)
    label = chosen(verdict.label, shares, _SURE if known else _LEAST)
    if label == "task" and verdict.label in ("nothing", "issue") and _tells(seen.evidence):
        return verdict if verdict.label == "nothing" else nothing(seen.evidence, "status", 0.8)
    if label == verdict.label == "task" and _only_exhorts(seen.evidence, outlook):
        return Verdict("call", EXHORTS, (*verdict.reasons, f"{_RULE}{verdict.rule}"), 0.9)
    if label == verdict.label:
        return verdict
    learned = [f"weighed:network {label}"] if _likeliest(outlook.labels) == label else []
    why = (*learned, *_weightiest(found.names, label, verdict.label))
    reasons = (*verdict.reasons, f"{_RULE}{verdict.rule}", *why)
    return Verdict(label, f"weighed.{label}", reasons, round(shares[LABELS.index(label)], 2))


def _tells(e: Evidence) -> bool:
    """「市审计局建立台账,逐项销号」 below 「整改推进情况」: nobody is told, no day is set, so it was done."""
    context = e.context
    there = context.kind is DocumentKind.FEEDBACK and context.zone in _DONE_ZONES
    told = spoken(e) or e.firm or e.bracket or e.label == "measure" or context.covered or e.named
    return there and not (told or e.cues.to_come or any(x.modal for x in e.claims))


def _only_exhorts(e: Evidence, outlook: Outlook) -> bool:
    """「要加大宣传力度,营造良好氛围」: no limit, nothing concrete, and plainly a call to the network.

    Of a hundred such sentences in papers that it had not seen, fewer than three were tasks.
    """
    bare = not (e.limits or e.assigned or e.cues.concrete > e.cues.abstract)
    return bare and outlook.labels[LABELS.index("call")] > _CALL


def demand_before(verdict: Verdict) -> str:
    """The rule that counts for what stands behind a sentence: of what only exhorts that of its demand."""
    if verdict.rule != EXHORTS:
        return verdict.rule
    return next(r.removeprefix(_RULE) for r in verdict.reasons if r.startswith(_RULE))


def _likeliest(shares: Sequence[float]) -> Label:
    return LABELS[max(range(len(LABELS)), key=shares.__getitem__)]


def _weightiest(found: Sequence[str], label: Label, instead: Label) -> list[str]:
    """What around the sentence spoke most for `label` and against what the rules had said."""
    new, old = LABELS.index(label), LABELS.index(instead)
    around = [name for name in found if _is_around(name) and name in _WEIGHTS]
    gains = {name: _WEIGHTS[name][new] - _WEIGHTS[name][old] for name in around}
    strongest = sorted((name for name in around if gains[name] > 0), key=lambda name: (-gains[name], name))
    return [f"weighed:{name}" for name in strongest[:_TOLD]]


def _is_around(name: str) -> bool:
    family, _, what = name.partition(" ")
    if family in ("before", "after"):
        return what in LABELS
    return family in _AROUND and "," not in what and what != "none"
