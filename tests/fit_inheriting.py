"""Learns the weights of the second look at inherited owners: `python tests/fit_inheriting.py`.

A logistic regression over the features of `extractors.resolving.inheritance_weights`, on every task of
`corpus/gold`, `study` and `practice` and of `roles.csv` that could inherit; the clerk's owners say whether
that is right. Run it
after `tests/fit_weights.py`, which decides what is a task.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from extraction_builders import extractor, listed, read_framed, rows
from fit_weights import FOLDERS, learned
from test_floor import document_of

import corpus
from extractors import lexicon
from extractors.resolving import inheritance as handed_on
from extractors.resolving.inheritance_weights import Around, features
from extractors.sentence_reading import Draft, Owned, Reading
from models import DocumentKind, Extraction
from pipeline.evaluation.folders import golds_in
from pipeline.evaluation.gold import Gold, load_gold
from pipeline.evaluation.judging import located, meets
from pipeline.evaluation.names import plain_name
from pipeline.readers import read

WEIGHTS = Path(lexicon.__file__).parent / "lexicons" / "inheriting.toml"
STRENGTH = 0.1
SENTENCE = 4.0
"""A sentence of the table counts for more than one of a paper: it was chosen to tell two cases apart."""
HEAD = """\
# How much each thing speaks for a sentence without a subject going on with the owners told before it.
# Made by `python tests/fit_inheriting.py` from our own gold; do not edit by hand.

[weights]
"""


class Inherited(NamedTuple):
    """A sentence that the rules let inherit: where it stands, what was seen, and from whom."""

    start: int
    end: int
    found: tuple[str, ...]
    names: frozenset[str]


class Example(NamedTuple):
    """What was seen of an inheritance, and whether the clerk has one of the owners too."""

    found: tuple[str, ...]
    right: bool
    weight: float = 1.0


def of_papers(folders: Iterable[Path]) -> Iterator[Example]:
    """Every task of the labelled papers in the folders that the rules let inherit."""
    for path in (path for folder in folders for path in golds_in(folder)):
        gold = load_gold(path)
        assert isinstance(gold, Gold), gold
        extraction, inherited = _inheriting(partial(extractor(), read(document_of(path)), date=gold.date))
        yield from _examples(extraction, inherited, gold)


def of_sentences() -> Iterator[Example]:
    """The tasks of the tests' table of roles that could inherit."""
    for case in rows("roles.csv"):
        if case["known_fault"] or not case["task"]:
            continue
        extraction, inherited = _inheriting(
            partial(read_framed, case["sentence"], DocumentKind(case["kind"]))
        )
        start = extraction.document.text.find(case["task"])
        wanted = {plain_name(entry.split("=")[0]) for entry in listed(case["owners"])}
        for one in inherited:
            if one.start <= start < one.end:
                yield Example(one.found, bool(wanted & one.names), SENTENCE)


def _inheriting(reads: Callable[[], Extraction]) -> tuple[Extraction, list[Inherited]]:
    """A paper read with all that could inherit inheriting, and from whom."""
    found: list[Inherited] = []

    def noted(reading: Reading, before: Draft, given: Sequence[Owned], around: Around) -> bool:
        names = frozenset(plain_name(owned.claim.name) for owned in given)
        seen = tuple(features(reading, before, given, around))
        found.append(Inherited(reading.sentence.start, reading.sentence.end, seen, names))
        return False

    with patch.object(handed_on, "doubtful", noted):
        return reads(), found


def _examples(extraction: Extraction, inherited: Sequence[Inherited], gold: Gold) -> Iterator[Example]:
    text = extraction.document.text
    spans = list(located(gold.sentences, "".join(text.split())))
    for one in inherited:
        start = len("".join(text[: one.start].split()))
        own = (start, start + len("".join(text[one.start : one.end].split())))
        sentence = next((s for s, span in spans if span and s.label == "T" and meets(own, span)), None)
        if sentence is not None:
            wanted = {plain_name(owner.unit) for owner in sentence.owners or ()}
            yield Example(one.found, bool(wanted & one.names))


def fit(given: Sequence[Example]) -> dict[str, float]:
    """The weight of every feature that was seen often enough."""
    weights = learned(
        [example.found for example in given],
        [int(e.right) for e in given],
        [e.weight for e in given],
        STRENGTH,
    )
    return {name: round(weight, 2) for name, [weight] in weights.items()}


def written(weights: Mapping[str, float]) -> str:
    """The table of weights as the file holds it."""
    return HEAD + "\n".join(f'"{name}" = {weight:.2f}' for name, weight in weights.items()) + "\n"


if __name__ == "__main__":
    papers = [corpus.path(folder) for folder in FOLDERS]
    WEIGHTS.write_text(written(fit([*of_papers(papers), *of_sentences()])), "utf-8")
