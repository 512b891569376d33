"""The floor of the audit: its figures on the cases of `corpus/audit` may rise, never fall.

To raise the floor after an improvement: `python tests/test_audit_floor.py`, with `--show` to list what is
wrong in the study cases. The held-out cases give figures only; nobody reads their errors while writing rules.
"""

import hashlib
import json
import sys
from functools import cache
from pathlib import Path

import pytest
from audit_scoring import Score, score_case

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
    assert [len(cases(group)) for group in GROUPS] == [24, 9]


def test_floor_is_for_these_cases():
    assert json.loads(FLOOR.read_text("utf-8"))["inputs"] == fingerprint()


@pytest.mark.parametrize("group", GROUPS)
def test_every_verdict_occurs_in_the_truth(group: str):
    truths = [json.loads((case / "truth.json").read_text("utf-8")) for case in cases(group)]
    seen = {each["verdict"] for truth in truths for each in truth["commitments"]}
    assert seen == {"missing", "owner_mismatch", "deadline_weaker", "target_weaker", "covered"}


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize("figure", FIGURES)
def test_figure_is_not_below_its_floor(group: str, figure: str):
    assert total(group).figures()[figure] >= json.loads(FLOOR.read_text("utf-8"))["figures"][group][figure]


def raise_floor(*, show: bool) -> None:
    figures = {group: total(group).figures() for group in GROUPS}
    if show:
        print("\n".join(total("study").wrong))  # noqa: T201
    for group, values in figures.items():
        print(group, values)  # noqa: T201
    FLOOR.write_text(json.dumps({"inputs": fingerprint(), "figures": figures}, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    raise_floor(show="--show" in sys.argv)
