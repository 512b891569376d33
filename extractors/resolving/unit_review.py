"""Which units act in a task: the rules' answer and the network's, weighed unit by unit.

Where both name a unit it stays. One that only the rules name goes where the network is sure of the contrary,
one that only the network marks comes in where it is sure and the rules have nothing better there. How much
each sign counts is learned from papers that nobody looked at while writing rules: on others the rules would
look better than they are (`lexicons/review.toml`, made by `python tests/train.py review`).
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from extractors.learned.lstm import Floats
from extractors.learned.readable import Readable, readable
from extractors.learned.shares import likelihood
from extractors.learned.tagger import FIRSTS, Named, Shown, Tags, tagger, units_in
from extractors.sentence_reading import Reading
from extractors.units.claims import Claim
from extractors.units.lists import ListReader

_MANY, _LONG = 4, 12
_BOTH, _RULES, _NETWORK = 0.1, 0.4, 0.5
"""How likely a unit must be that both name, that only the rules name, that only the network marks."""
_MASK = re.compile(r"[*×_Xx]+")
_SLIP = 2
"""Letters by which a mark may miss a name."""
RULE = "network"
_JOINTS = "的、和及与"
_PAIRS = (("“", "”"), ("(", ")"))
_SPEAKER = "我"
_MEANT = re.compile(
    r"上述|以上|该|这|双方|[两三四五六七八](?:方|[个家]|局|委|部门|单位|县|区|镇|乡|村|院|站)"
)
"""How units are called that were named before."""


class Unit(NamedTuple):
    """A unit that the rules claim, that the network marks, or both."""

    name: str
    claim: Claim | None
    marked: Named | None


@dataclass(frozen=True)
class Answers:
    """What both say of one sentence; `acting` is how likely each letter belongs to a unit that acts."""

    claims: Sequence[Claim]
    marked: Mapping[str, Named]
    acting: Floats
    tags: Tags
    names: Mapping[tuple[int, int], Readable]

    @cached_property
    def in_all(self) -> dict[str, float]:
        """What counts alike for every unit of the sentence; a list may hold hundreds."""
        return {
            "unclaimed": _beyond(self.acting, self.claims),
            "least claimed": min(_means(self), default=1.0),
        }

    @cached_property
    def least_marked(self) -> float:
        """How likely the least likely letter is that the network marks."""
        return min(float(self.acting[span.start : span.end].min()) for span in self.marked.values())


def answers(reading: Reading, tags: Tags, names: Mapping[tuple[int, int], Readable]) -> Answers:
    """What the rules and the network say of one sentence; what a bracket assigns is settled."""
    given = {_plain(claim.name) for claim in reading.assigned}
    marked: dict[str, Named] = {}
    for span in (meant for mark in units_in(tags) for meant in _meant(reading, mark, names)):
        if (name := _name(reading, span, names)) not in given:
            marked.setdefault(name, span)
    return Answers(reading.claims, marked, 1 - tags.units[:, 0], tags, names)


def _meant(reading: Reading, span: Named, names: Container[tuple[int, int]]) -> Iterator[Named]:
    """What a mark means: several claims that together are what it marks (各街道|各社区), else one name."""
    within = [c for c in reading.claims if span.start <= c.start and c.end <= span.end]
    apart = len(within) > 1 and (within[0].start, within[-1].end) == (span.start, span.end)
    if apart and (span.start, span.end) not in names:
        yield from (span._replace(start=claim.start, end=claim.end) for claim in within)
    else:
        yield _as_claimed(reading, span, names)


def _as_claimed(reading: Reading, span: Named, names: Container[tuple[int, int]]) -> Named:
    """The rule's claim that a span of the network refers to.

    Boundaries may differ by masked characters (张**) or, where the span is no known name, by up to two.
    """
    known = (span.start, span.end) in names
    for claim in reading.claims:
        begins, ends = claim.start - span.start, claim.end - span.end
        slips = not known and 0 in (begins, ends) and abs(begins) + abs(ends) <= _SLIP
        named = not (known or ends) and claim.kind == "person" and reading.view[claim.start - 1] == "的"
        if slips or named or (not ends and _MASK.fullmatch(reading.view, claim.start, span.start)):
            return span._replace(start=claim.start, end=claim.end)
    return span if known else _whole(reading.view, span)


def _whole(view: str, span: Named) -> Named:
    """A mark without a joint at its head, with the second of its quotation marks or brackets."""
    words, after = view[span.start : span.end], view[span.end : span.end + 1]
    joints = len(words) - len(words.lstrip(_JOINTS))
    open_ = any(words.count(first) > words.count(last) for first, last in _PAIRS if last == after)
    return span._replace(start=span.start + joints % len(words), end=span.end + open_)


def units(said: Answers) -> list[Unit]:
    """Every unit that either names, the rules' first."""
    claimed = {_plain(claim.name): claim for claim in said.claims}
    spans = {(span.start, span.end): name for name, span in said.marked.items()}
    called = {name: spans.get((claim.start, claim.end), name) for name, claim in claimed.items()}
    found = [Unit(name, claim, said.marked.get(called[name])) for name, claim in claimed.items()]
    met = set(called.values())
    return found + [Unit(name, None, span) for name, span in said.marked.items() if name not in met]


def signs(unit: Unit, said: Answers, reading: Reading) -> dict[str, float]:
    """All that speaks for or against one unit."""
    claimed, marked = unit.claim is not None, unit.marked is not None
    found = {
        "always": 1.0,
        "said both" if claimed and marked else "said rules" if claimed else "said network": 1.0,
        f"kind {reading.context.kind}": 1.0,
        f"claims {min(len(said.claims), _MANY)}": 1.0,
        f"marks {min(len(said.marked), _MANY)}": 1.0,
        **said.in_all,
    }
    if unit.claim:
        found |= _of_claim(unit.claim, said, marked=marked)
    if unit.marked:
        found |= _of_mark(unit.marked, said, claimed=claimed)
    return found


def _of_claim(claim: Claim, said: Answers, *, marked: bool) -> Iterator[tuple[str, float]]:
    acting = said.acting[claim.start : claim.end]
    yield "claim mean", float(acting.mean()) if len(acting) else 0.0
    yield "claim most", float(acting.max()) if len(acting) else 0.0
    yield "claim begins", _begins(said, claim.start)
    yield f"rule {claim.rule}", 1.0
    yield f"claim of {claim.kind}", 1.0
    over = [s for s in said.marked.values() if s.start < claim.end and claim.start < s.end]
    if over and not marked:
        yield f"claim {_beside(over[0].start, over[0].end, claim.start, claim.end)}", 1.0


def _of_mark(span: Named, said: Answers, *, claimed: bool) -> Iterator[tuple[str, float]]:
    acting = said.acting[span.start : span.end]
    yield "mark mean", float(acting.mean())
    yield "mark least", float(acting.min())
    yield "mark begins", _begins(said, span.start)
    yield "mark ends", 1.0 - float(said.acting[span.end]) if span.end < len(said.acting) else 1.0
    yield "mark length", min(span.end - span.start, _LONG) / _LONG
    yield "least marked", said.least_marked
    read = said.names.get((span.start, span.end))
    yield f"mark of {read.kind if read else 'nothing readable'}", 1.0
    over = [c for c in said.claims if c.start < span.end and span.start < c.end]
    if over and not claimed:
        yield f"mark {_beside(over[0].start, over[0].end, span.start, span.end)}", 1.0


def _beside(start: int, end: int, own_start: int, own_end: int) -> str:
    if start <= own_start and end >= own_end:
        return "inside another"
    return "around another" if start >= own_start and end <= own_end else "across another"


def _begins(said: Answers, at: int) -> float:
    return float(said.tags.units[at, FIRSTS].sum()) if at < len(said.acting) else 0.0


def _means(said: Answers) -> Iterator[float]:
    for claim in said.claims:
        acting = said.acting[claim.start : claim.end]
        if len(acting):
            yield float(acting.mean())


def _beyond(acting: Floats, claims: Sequence[Claim]) -> float:
    """The highest probability of the network that a unit acts outside all claims of the rules."""
    left: Floats = np.array(acting)
    for claim in claims:
        left[claim.start : claim.end] = 0
    return float(left.max()) if len(left) else 0.0


def reviewed(reading: Reading, said: Answers, names: Mapping[tuple[int, int], Readable]) -> list[Claim]:
    """The units of a sentence after both were heard; of two that overlap the likelier."""
    heard_of: list[tuple[float, Claim]] = []
    for unit in units(said):
        likely = likelihood("units", signs(unit, said, reading))
        if unit.claim:
            least = _BOTH if unit.marked else _RULES
            if is_settled(unit.claim, reading.view) or unit.claim.start >= len(said.acting):
                heard_of.append((1.0, unit.claim))
            elif likely > least:
                heard_of.append((likely, unit.claim))
        elif unit.marked and likely > _NETWORK:
            heard_of.append((likely, _claim(reading, unit.marked, names, likely)))
    return sorted(_apart(heard_of), key=lambda claim: claim.start)


def is_settled(claim: Claim, view: str) -> bool:
    """Whether a unit is named in a way the network was not trained on: 你局, 两部门, 乡级 of 乡级林长."""
    spelled = claim.name.endswith(view[claim.start : claim.end])
    return claim.kind == "pronoun" or not spelled or _MEANT.match(claim.name) is not None


def _apart(found: Sequence[tuple[float, Claim]]) -> list[Claim]:
    """The claims without those of the network that overlap a likelier one of the rules, and the reverse."""
    kept: list[Claim] = []
    for _, claim in sorted(found, key=lambda one: -one[0]):
        across = (c for c in kept if (c.rule == RULE) != (claim.rule == RULE))
        if not any(c.start < claim.end and claim.start < c.end for c in across):
            kept.append(claim)
    return kept


def _claim(reading: Reading, span: Named, names: Mapping[tuple[int, int], Readable], likely: float) -> Claim:
    read = names.get((span.start, span.end))
    name = read.name if read else reading.view[span.start : span.end]
    kind = read.kind if read else "pronoun" if name == _SPEAKER else "organ"
    return Claim(span.start, span.end, name, span.role, RULE, kind, round(likely, 2), modal=False)


def _name(reading: Reading, span: Named, names: Mapping[tuple[int, int], Readable]) -> str:
    read = names.get((span.start, span.end))
    return _plain(read.name if read else reading.view[span.start : span.end])


def _plain(name: str) -> str:
    return name.replace("人民政府", "政府")


class Heard(NamedTuple):
    """A task sentence with what the rules and the network say of it, and the names that can be read in it."""

    reading: Reading
    said: Answers
    names: Mapping[tuple[int, int], Readable]


def heard(readings: Sequence[Reading], lists: ListReader) -> Iterator[Heard]:
    """Both answers for every task of a document."""
    tasks = [reading for reading in readings if reading.verdict.label == "task"]
    named = [(r, names) for r in tasks if (names := readable(r.view, lists)) or r.claims]
    shown = [Shown(reading.view, list(names), reading.context.kind) for reading, names in named]
    for (reading, read), tags in zip(named, tagger().read(shown), strict=True):
        yield Heard(reading, answers(reading, tags, read), read)


def settle(readings: Sequence[Reading], lists: ListReader) -> None:
    """Leaves every task of a document the units that act in it after both were heard."""
    for reading, said, names in heard(readings, lists):
        reading.claims = reviewed(reading, said, names)
