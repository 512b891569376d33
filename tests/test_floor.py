"""The accuracy floor: figures on the corpus may rise, never fall, and only on the inputs they were taken on.

To raise the floor after an improvement, or after adding documents: `python tests/test_floor.py`. It keeps a
floor that a figure fell below, unless `--lower` is given; then say why in the commit.
"""

import hashlib
import sys
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from floors import floor_of, inputs_of, raise_floor
from labelled_papers import document_of, labelled

import corpus
from extractors import load_extractor
from models import DocumentKind
from pipeline.evaluation.judging import Tally, evaluate, total
from pipeline.registry import load_registry

FLOOR = corpus.path("floor.json")
FOLDERS = ("gold", "study", "practice", "heldout", "unseen")
GOLD = [path for folder in FOLDERS for path in sorted(corpus.path(folder).glob("*.gold.json"))]
GROUPS = ("inbox speeches", "inbox papers", "study", "practice", "heldout", "unseen", "all")


def group_of(gold: Path, kind: str) -> str:
    if gold.parent.name != "gold":
        return gold.parent.name
    return "inbox speeches" if kind == DocumentKind.SPEECH else "inbox papers"


def fingerprint() -> str:
    digest = hashlib.sha256()
    for gold in GOLD:
        digest.update(gold.read_bytes())
        digest.update(document_of(gold).read_bytes())
    return digest.hexdigest()


@cache
def tallies() -> dict[str, Tally]:
    registry, _ = load_registry()
    extractor = load_extractor(registry)
    found: dict[str, list[Tally]] = defaultdict(list)
    for path, (document, gold) in zip(GOLD, labelled(GOLD), strict=True):
        extraction = extractor(document, date=gold.date)
        assert not extraction.ungrounded()
        judgement = evaluate(extraction, gold)
        assert not judgement.unfound
        tally = judgement.tally
        found[group_of(path, gold.kind)].append(tally)
        found["all"].append(tally)
    return {name: total(parts) for name, parts in found.items()}


def test_floor_is_for_these_inputs():
    assert inputs_of(FLOOR) == fingerprint(), (
        "corpus changed: run python tests/test_floor.py and look at the figures"
    )


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("figure", ["task", "issue", "owner", "role", "deadline", "row"])
def test_figure_is_not_below_its_floor(group: str, figure: str):
    assert tallies()[group].figures()[figure] >= floor_of(FLOOR, group, figure)


if __name__ == "__main__":
    measured = {name: tally.figures() for name, tally in sorted(tallies().items())}
    print("\n".join(raise_floor(FLOOR, measured, fingerprint(), lower="--lower" in sys.argv)))  # noqa: T201
