"""The second look at inherited owners: what it lets through, and where its weights come from.

What it does to sentences stands in `roles.csv`.
"""

import math

import pytest
from extraction_builders import framed, read_framed
from training.inherited import AllInheriting
from training.inheriting import FOLDERS, fit, of_papers, of_sentences

import corpus
from extractors.lexicon import load
from extractors.resolving import inheritance_weights as inheriting
from models import DocumentKind

GOES_ON = "县水务局要逐站试机，6月底前报县防指。要把试机记录装订成册。"


def owners_of(body: str, words: str) -> list[str]:
    [task] = [task for task in read_framed(body).tasks if words in task.source.quote]
    return [owner.name for owner in task.owners]


def test_an_inherited_owner_that_is_unlikely_is_left_out(monkeypatch):
    assert owners_of(GOES_ON, "装订成册") == ["县水务局"]
    monkeypatch.setattr(inheriting, "_WEIGHTS", {"always": -5.0})
    assert owners_of(GOES_ON, "装订成册") == []


def test_what_a_sentence_names_itself_is_never_looked_at_twice(monkeypatch):
    monkeypatch.setattr(inheriting, "_WEIGHTS", {"always": -5.0})
    assert owners_of(GOES_ON, "逐站试机") == ["县水务局"]


def test_features_are_those_that_have_weights():
    _, inherited = AllInheriting()(framed(GOES_ON, DocumentKind.SPEECH))
    seen = [name for one in inherited for name in inheriting.features(*one)]
    held = load("inheriting")["weights"]
    assert {"always", "kind speech", "same paragraph", "behind 。", "told organ"} <= {*seen} & {*held}


@pytest.mark.slow
def test_weights_are_those_that_our_gold_gives():
    """A rule may have moved a little since the weights were learned; most decisions must be the same."""
    examples = [*of_papers(corpus.path(folder) for folder in FOLDERS), *of_sentences()]
    again, held = fit(examples), load("inheriting")["weights"]

    def share(table: dict[str, float], found: tuple[str, ...]) -> float:
        return 1 / (1 + math.exp(-sum(table.get(name, 0.0) for name in found)))

    same = sum(
        (share(again, e.found) < inheriting._LEAST) == (share(held, e.found) < inheriting._LEAST)
        for e in examples
    )
    assert len(examples) > 200
    assert same >= 0.93 * len(examples), "run python tests/train.py inheriting"
