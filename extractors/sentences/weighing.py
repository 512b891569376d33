"""A second look at the verdict of the rules: all that was seen of a sentence, weighed together.

The rules look at one thing after the other; here everything they saw counts at once, with weights learned
from our own corpus (`lexicons/weights.toml`, made by `python tests/fit_weights.py`). A verdict
that is changed says so: its rule is `weighed.*`, and its reasons name the rule it overturned and what around
the sentence weighed most. What an office taught (`local.*`), the cells of tables and the choice between a
task and a call are left alone.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields

from extractors.lexicon import load
from extractors.sentences.cues import Cues
from extractors.sentences.evidence import Evidence, order_of, substance_of
from extractors.sentences.reasons import Label, Verdict, spoken
from models import Role

LABELS: tuple[Label, ...] = ("task", "call", "issue", "nothing")
_ORDERS = ("task", "call")
_TASK, _, _ISSUE, _NOTHING = range(4)
_WEIGHTS: Mapping[str, Sequence[float]] = load("weights")["weights"]
_COUNTED = ("abstract", "concrete", "active", "clauses", "opening_year", "not_task")
_CUES = tuple(f.name for f in fields(Cues) if f.name not in _COUNTED)
_PLACES = ("heading", "leaf", "top", "covered", "goal", "measured", "reports", "promises", "number", "level")
_MARKS = ("assigned", "firm", "named", "reported", "begun")
_HIGH = 6
_AROUND = ("before", "after", "zone", "kind", "limit")
_TOLD = 2
_SURE = 0.5
_ZEROS = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence as the rules left it."""

    evidence: Evidence
    verdict: Verdict


def weighed(seen: Sequence[Seen]) -> Iterator[Verdict]:
    """The verdict of each sentence of a document, in order, after the second look."""
    for one, found in zip(seen, looked_over(seen), strict=True):
        yield _looked_at(one.verdict, found) if found else one.verdict


def looked_over(seen: Sequence[Seen]) -> Iterator[tuple[str, ...]]:
    """The features of each sentence of a document, in order; none for those whose verdict is settled."""
    around = (None, *seen, None)
    for before, one, after in zip(around, seen, around[2:], strict=False):
        yield () if _settled(one) else tuple(_features(one, before, after))


def _settled(seen: Seen) -> bool:
    """Whether the verdict is not for weighing: taught by the office, a cell of a table, or no sentence."""
    rule = seen.verdict.rule
    return rule.startswith("local.") or rule == "label.nothing" or bool(seen.evidence.context.cell)


def _features(seen: Seen, before: Seen | None, after: Seen | None) -> Iterator[str]:
    """The names of all that is seen of a sentence and beside it."""
    e, rule = seen.evidence, seen.verdict.rule
    c, context = e.cues, e.context
    yield "always"
    yield f"rule {rule}"
    yield f"kind {context.kind}"
    yield f"kind {context.kind}, {seen.verdict.label}"
    yield f"zone {context.zone or 'none'}"
    yield f"zone {context.zone or 'none'}, {_tone(e)}"
    yield f"label {e.label or 'none'}"
    yield from (f"place {name}" for name in _PLACES if getattr(context, name))
    yield from (f"cue {name}" for name in _CUES if getattr(c, name))
    yield from (f"mark {name}" for name in _MARKS if getattr(e, name))
    yield from sorted({f"limit {kind}" for kind in e.limits})
    yield from _subjects(e)
    yield f"order {_step(order_of(e))}"
    yield f"substance {_step(substance_of(e))}"
    yield f"fault {_step(e.fault)}"
    yield f"clauses {_step(c.clauses)}"
    yield f"abstract {_step(c.abstract)}"
    yield f"concrete {_step(c.concrete)}"
    yield f"length {_step(e.length / 12)}"
    for where, other in (("before", before), ("after", after)):
        yield f"{where} {other.verdict.rule if other else 'none'}"
        yield f"{where} {other.verdict.label if other else 'end'}"


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


def _step(value: float) -> int:
    """Whole steps, all that is high together."""
    return min(int(value), _HIGH)


def likelihoods(found: Sequence[str]) -> list[float]:
    """How likely a sentence with these features is each of `LABELS`; they add up to 1."""
    rows = [_WEIGHTS.get(name, _ZEROS) for name in found]
    scores = [sum(column) for column in zip(*rows, strict=True)]
    highest = max(scores)
    shares = [math.exp(score - highest) for score in scores]
    whole = sum(shares)
    return [share / whole for share in shares]


def chosen(label: Label, shares: Sequence[float]) -> Label:
    """What a sentence is that the rules called `label`: something else only if that is more likely than not.

    Between task and call the rules alone decide.
    """
    open_to = (_ISSUE, _NOTHING) if label in _ORDERS else (_TASK, _ISSUE, _NOTHING)
    other = max(open_to, key=lambda at: shares[at])
    return LABELS[other] if shares[other] > _SURE else label


def _looked_at(verdict: Verdict, found: Sequence[str]) -> Verdict:
    shares = likelihoods(found)
    label = chosen(verdict.label, shares)
    if label == verdict.label:
        return verdict
    reasons = (*verdict.reasons, f"rule:{verdict.rule}", *_weightiest(found, label, verdict.label))
    return Verdict(label, f"weighed.{label}", reasons, round(shares[LABELS.index(label)], 2))


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
    return family in _AROUND and "," not in what
