"""Learns the weights of the second look at inherited owners: `python tests/train.py inheriting`.

A logistic regression over the features of `extractors.resolving.inheritance_weights`, on every task of
`corpus/gold`, `study` and `practice` and of `roles.csv` that could inherit; the clerk's owners say whether
that is right. Run it after `weights`, which decides what is a task.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from extraction_builders import framed, listed, rows
from labelled_papers import labelled

import corpus
from extractors import lexicon
from extractors.resolving.inheritance_weights import features
from models import DocumentKind
from pipeline.evaluation.folders import golds_in
from pipeline.evaluation.names import plain_name
from training.inherited import AllInheriting, Inherited
from training.told_tasks import ToldTasks
from training.weights import FOLDERS, learned

WEIGHTS = Path(lexicon.__file__).parent / "lexicons" / "inheriting.toml"
STRENGTH = 0.1
SENTENCE = 4.0
"""A sentence of the table counts for more than one of a paper: it was chosen to tell two cases apart."""
HEAD = """\
# How much each thing speaks for a sentence without a subject going on with the owners told before it.
# Made by `python tests/train.py inheriting` from our own gold; do not edit by hand.

[weights]
"""


class Example(NamedTuple):
    """What was seen of an inheritance, and whether the clerk has one of the owners too."""

    found: tuple[str, ...]
    right: bool
    weight: float = 1.0


def of_papers(folders: Iterable[Path]) -> Iterator[Example]:
    """Every task of the labelled papers in the folders that the rules let inherit."""
    reads = AllInheriting()
    for document, gold in labelled(path for folder in folders for path in golds_in(folder)):
        extraction, inherited = reads(document, date=gold.date)
        tasks = ToldTasks(extraction.document, gold)
        for one in inherited:
            if told := tasks.at(one.reading.sentence.start, one.reading.sentence.end):
                yield _example(one, {plain_name(owner.unit) for owner in told.owners or ()})


def of_sentences() -> Iterator[Example]:
    """The tasks of the tests' table of roles that could inherit."""
    reads = AllInheriting()
    for case in rows("roles.csv"):
        if case["known_fault"] or not case["task"]:
            continue
        kind = DocumentKind(case["kind"])
        extraction, inherited = reads(framed(case["sentence"], kind), kind=kind)
        start = extraction.document.text.find(case["task"])
        wanted = {plain_name(entry.split("=")[0]) for entry in listed(case["owners"])}
        for one in inherited:
            if one.reading.sentence.start <= start < one.reading.sentence.end:
                yield _example(one, wanted, SENTENCE)


def _example(one: Inherited, wanted: Set[str], weight: float = 1.0) -> Example:
    """What was seen where a sentence inherited, and whether it should have."""
    found = tuple(features(one.reading, one.before, one.given, one.around))
    return Example(found, bool(wanted & one.names), weight)


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


def learn_and_store(_rules: Path | None = None) -> None:
    """Learn from all papers and the table of roles, and write `inheriting.toml`."""
    papers = [corpus.path(folder) for folder in FOLDERS]
    WEIGHTS.write_text(written(fit([*of_papers(papers), *of_sentences()])), "utf-8")
