"""Which units act in a task: the rules' answer and the network's, weighed unit by unit.

Where both name a unit it stays. One that only the rules name goes where the network is sure of the contrary,
one that only the network marks comes in where it is sure and the rules have nothing better there. How much
each sign counts is learned from papers that nobody looked at while writing rules: on others the rules would
look better than they are (`lexicons/review.toml`, made by `python tests/train.py review`).
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path

from extractors.learned.readable import Readable
from extractors.learned.shares import likelihood
from extractors.learned.stored import SHIPPED
from extractors.learned.tagger import FIRSTS, Named
from extractors.resolving.mentioned_only import cuts_word, only_mentioned
from extractors.resolving.unit_answers import Answers, Heard, Unit, heard, units
from extractors.sentence_reading import Reading
from extractors.units.acting.elsewhere import ADVISED
from extractors.units.acting.seated_offices import SEATED
from extractors.units.acting.subjects import PARALLEL
from extractors.units.claims import Claim
from extractors.units.lists.list_reader import ListReader
from extractors.units.lists.sharing import restore
from extractors.units.names.composed import Name
from extractors.units.names.endings import Kind

_MANY, _LONG = 4, 12
_BOTH, _RULES, _NETWORK = 0.1, 0.4, 0.5
"""How likely a unit must be that both name, that only the rules name, that only the network marks."""
RULE = "network"
_SETTLED = (PARALLEL, ADVISED, SEATED)
_SPEAKER = "我"
_LISTED = re.compile("[、和及与]|以及")
_MEANT = re.compile(
    r"上述|以上|该|这|双方|(?:负有|承担|具有|履行)[\u3400-\u9fff、]{2,14}?的|[两三四五六七八](?:方|[个家]|局|委|部门|单位|县|区|镇|乡|村|院|站)"
)
"""How units are called that were named before, or by their duty."""
_OFFICE = re.compile(
    r"设[在于][^,;。]{2,20},(?:具体)?(?:负责|承担|统筹)|(?:负责|统一)?汇总(?!的|表|情况|数据)"
)
"""What an office does wherever it sits, and with what others hand in: 「…报区应急办,区应急办汇总」."""


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


def reviewed(heard_one: Heard, lists: ListReader) -> list[Claim]:
    """The units of a sentence after both were heard; of two that overlap the likelier."""
    reading, said, names = heard_one
    heard_of: list[tuple[float, Claim]] = []
    for unit in units(said):
        likely = likelihood("units", signs(unit, said, reading))
        if unit.claim:
            least = _BOTH if unit.marked else _RULES
            if is_settled(unit.claim, reading.view) or unit.claim.start >= len(said.acting):
                heard_of.append((1.0, unit.claim))
            elif likely > least:
                heard_of.append((likely, unit.claim))
        elif unit.marked and likely > _NETWORK and _may_act(reading.view, unit.marked, names, lists):
            heard_of.append((likely, _claim(reading, unit.marked, names, likely)))
    return _in_full(reading.view, sorted(_apart(heard_of), key=lambda claim: claim.start))


def _in_full(view: str, claims: Sequence[Claim]) -> list[Claim]:
    """The claims with what a list says once of all, also where only the network named one: 各镇、|街道."""
    full = list(claims)
    for row in _rows(view, claims):
        bare = [at for at in row if claims[at].rule == RULE and _is_bare(view, claims[at])]
        names = [Name(claims[at].start, claims[at].end, claims[at].kind) for at in row] if bare else []
        for at, name in zip(row, restore(view, names) if bare else (), strict=False):
            full[at] = claims[at]._replace(name=name) if at in bare else claims[at]
    return full


def _is_bare(view: str, claim: Claim) -> bool:
    return claim.name == view[claim.start : claim.end]


def _rows(view: str, claims: Sequence[Claim]) -> Iterator[list[int]]:
    """Which claims stand in a row, with nothing between them but a mark of lists; rows of two and more."""
    row: list[int] = []
    for at, claim in enumerate(claims):
        if row and not _LISTED.fullmatch(view, claims[row[-1]].end, claim.start):
            yield from [row] * (len(row) > 1)
            row = []
        row.append(at)
    yield from [row] * (len(row) > 1)


def _may_act(view: str, span: Named, names: Container[tuple[int, int]], lists: ListReader) -> bool:
    """Whether what only the network marks can be a unit that acts there."""
    readable = (span.start, span.end) in names
    return not (only_mentioned(view, span) or (not readable and cuts_word(view, span, lists)))


def is_settled(claim: Claim, view: str) -> bool:
    """Whether a unit is named in a way the network was not trained on: 你局, 两部门, 乡级 of 乡级林长.

    Nor does it know who acts beside another (「村里出人、环卫站出车」), or that an office acts.
    """
    spelled = claim.name.endswith(view[claim.start : claim.end])
    named_so = claim.kind == "pronoun" or claim.rule in _SETTLED or _MEANT.match(claim.name)
    return bool(named_so) or not spelled or _OFFICE.match(view, claim.end) is not None


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
    kind: Kind = read.kind if read else "pronoun" if name == _SPEAKER else "organ"
    return Claim(span.start, span.end, name, span.role, RULE, kind, round(likely, 2), modal=False)


def settle(readings: Sequence[Reading], lists: ListReader, networks: Path = SHIPPED) -> None:
    """Leaves every task of a document the units that act in it after both were heard."""
    for one in heard(readings, lists, networks):
        one.reading.claims = reviewed(one, lists)
