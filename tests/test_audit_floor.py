"""The floor of the audit: its figures on the cases of `corpus/audit` may rise, never fall.

To raise the floor after an improvement: `python tests/test_audit_floor.py`, with `--show` to list what is
wrong in the study cases. It keeps a floor that a figure fell below, unless `--lower` is given. The held-out
cases give figures only; nobody reads their errors while writing rules.
"""

import hashlib
import json
import sys
from functools import cache
from pathlib import Path

import pytest
from audit_scoring import Score, score_case
from floors import floor_of, inputs_of, raise_floor

import corpus

GROUPS = ("study", "heldout")
FLOOR = corpus.path("audit") / "floor.json"
FIGURES = ("pairs", "accuracy", "macro", "missing", "untraceable")


def cases(group: str) -> list[Path]:
    return sorted(path.parent for path in (corpus.path("audit") / group).glob("*/truth.json"))


@cache
def total(group: str) -> Score:
    score = Score()
    for case in cases(group):
        score.add(score_case(case))
    return score


def fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for group in GROUPS for case in cases(group) for path in case.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def test_no_case_is_lost():
    assert [len(cases(group)) for group in GROUPS] == [69, 35]


def test_floor_is_for_these_cases():
    assert inputs_of(FLOOR) == fingerprint()


@pytest.mark.parametrize("group", GROUPS)
def test_every_verdict_occurs_in_the_truth(group: str):
    truths = [json.loads((case / "truth.json").read_text("utf-8")) for case in cases(group)]
    seen = {each["verdict"] for truth in truths for each in truth["commitments"]}
    assert seen == {"missing", "owner_mismatch", "deadline_weaker", "target_weaker", "covered"}


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("figure", FIGURES)
def test_figure_is_not_below_its_floor(group: str, figure: str):
    assert total(group).figures()[figure] >= floor_of(FLOOR, group, figure)


if __name__ == "__main__":
    measured = {group: total(group).figures() for group in GROUPS}
    wrong = total("study").wrong if "--show" in sys.argv else []
    fallen = raise_floor(FLOOR, measured, fingerprint(), lower="--lower" in sys.argv)
    print("\n".join([*wrong, *(f"{group} {values}" for group, values in measured.items()), *fallen]))  # noqa: T201
