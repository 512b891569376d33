"""A second look at owners that a sentence would inherit: how likely is it that they are meant?

The rules of `inheritance.py` say from whom a sentence without a subject inherits, and what speaks against it.
Whether it really goes on with the same instruction, or turns to another matter and everybody, shows in many
small things: what stands between the two, how both begin, who was told, which of these rules object. They are
weighed with weights learned from our own gold (`lexicons/inheriting.toml`, made by
`python tests/train.py inheriting`). An owner that is not likely enough is left out: a row without an owner is
asked for, a row with a wrong one harms somebody.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from extractors.learned.shares import likelihood
from extractors.lexicon import load
from extractors.resolving.topic_change import shares_words
from extractors.sentence_reading import Draft, Owned, Reading
from extractors.sentences.weighing import demand_before

_WEIGHTS: Mapping[str, float] = load("inheriting")["weights"]
_LEAST = 0.5
_EACH = ("各", "每")
_OWNERS = ("none", "named", "inherited")
_INHERITED, _INHERITS = 2, 0.5
_SOFT = 1e-4
_HEAD, _CLAUSE, _LINE, _MOST = 12, 4, 12, 6


class Around(NamedTuple):
    """The mark that stands before a sentence, and the rules that say it goes on with nobody."""

    ending: str
    stops: tuple[str, ...] = ()


Doubts = Callable[[Reading, Draft, Sequence[Owned], Around], bool]
"""Which owners a sentence does not inherit though the rules let it: as `doubtful` says, or for training."""


def doubtful(reading: Reading, before: Draft, given: Sequence[Owned], around: Around) -> bool:
    """Whether inheriting from `before` is too unlikely, so that the sentence gets no owner."""
    return likelihood("inherits", signs(reading, before, given, around)) < _LEAST


def is_inherited(reading: Reading) -> bool:
    """Whether the network is sure that a sentence goes on with owners named elsewhere."""
    return reading.outlook.owners[_INHERITED] > _INHERITS


def signs(reading: Reading, before: Draft, given: Sequence[Owned], around: Around) -> dict[str, float]:
    """What the rules' signs come to, and what the network says of the owners of the sentence."""
    score = sum(_WEIGHTS.get(name, 0.0) for name in features(reading, before, given, around))
    found = {"always": 1.0, "rules": score, f"kind {reading.context.kind}": 1.0}
    for name, share in zip(_OWNERS, reading.outlook.owners, strict=True):
        found[f"network {name}"] = math.log(share + _SOFT)
    return found


def features(reading: Reading, before: Draft, given: Sequence[Owned], around: Around) -> Iterator[str]:
    """The names of all that speaks for or against going on with `given`."""
    first, ending, context, c = before.reading, around.ending, reading.context, reading.cues
    view = reading.view.lstrip()
    yield "always"
    yield from (f"stop {name}" for name in around.stops or ("none",))
    yield f"kind {context.kind}"
    yield f"zone {context.zone or 'none'}"
    yield f"behind {ending}" if ending in "。!?;:" else "behind other"
    yield "same paragraph" if first.sentence.block == reading.sentence.block else "other paragraph"
    yield "same item" if first.sentence.section == reading.sentence.section else "other item"
    yield f"apart {_step(reading.index - first.index)}"
    yield f"rule {reading.verdict.rule}"
    yield f"rule before {demand_before(first.verdict)}"
    yield f"told {_step(len(given))}"
    yield from sorted({f"told {owned.claim.kind}" for owned in given})
    yield f"told {given[0].basis}" if given else "told nobody"
    yield "told each" if given and given[0].claim.name.startswith(_EACH) else "told some"
    yield "told as subject" if given and given[0].claim.rule.startswith("subject") else "told otherwise"
    yield "carried" if before.carried else "named"
    yield f"length {_step(len(view) // _LINE)}"
    yield f"first clause {_step(view.find(',') // _CLAUSE)}"
    yield "head shared" if shares_words(view[:_HEAD], first.view) else "head new"
    yield "words shared" if shares_words(view, first.view) else "words new"
    yield from (
        f"cue {name}" for name in ("modal", "verb_first", "prohibition", "oral", "target") if getattr(c, name)
    )
    yield "acts" if c.verb_first or c.modal else "a thing first"
    yield "limit" if reading.times else "no limit"
    yield "number" if context.number else "no number"


def _step(value: int) -> int:
    return min(value, _MOST)
