"""What must lie on the table before a row can be closed; the kinds and the rules are `evidence.toml`."""

import tomllib
from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import Any

from models import Evidence, LedgerEntry, Problem
from pipeline.ledger.problems import problem


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.ledger").joinpath("evidence.toml").read_text("utf-8"))


def kind_labels() -> dict[str, str]:
    """Every kind of evidence with its Chinese name."""
    return {key: row["label"] for key, row in _table()["kinds"].items()}


def parse_evidence(words: str) -> Evidence | Problem:
    """`照片影像:整改前后各两张` or `photo:…` as a record; a kind that nobody knows is a problem."""
    kind, _, text = words.replace("：", ":", 1).partition(":")
    for key, label in kind_labels().items():
        if kind.strip() in (key, label):
            return Evidence(kind=key, text=text.strip())
    if not text.strip():
        return problem("kindless_evidence", words=words.strip(), like=_likely_kind(words), kinds=_kinds())
    return problem("unknown_evidence", kind=kind.strip(), kinds=_kinds())


def _likely_kind(words: str) -> str:
    """The kind that a line without one would most likely bear, for the example only."""
    labels = kind_labels().values()
    shared = {label: sum(label[at : at + 2] in words for at in range(len(label) - 1)) for label in labels}
    return max(shared, key=shared.__getitem__) if any(shared.values()) else kind_labels()["photo"]


def lacking_result(entry: LedgerEntry, evidence: Collection[Evidence]) -> Problem | None:
    """Why this evidence does not prove that the measure was carried out; None when it does."""
    kinds = {item.kind for item in evidence if item.text}
    rule = _rule(entry.measure)
    any_of = set(rule.get("any", ()))
    if kinds >= set(rule.get("every", ())) and (not any_of or kinds & any_of):
        return None
    return problem("no_result", entry.id, lacking=rule["message"], kinds=_kinds())


def wanted_evidence(measure: str) -> str:
    """What a measure must show before it can be closed, in one sentence."""
    return str(_rule(measure)["message"])


def _rule(measure: str) -> dict[str, Any]:
    """The first rule that fits the measure; the last one fits all."""
    rules: list[dict[str, Any]] = _table()["rule"]
    return next(r for r in rules if not r["words"] or any(word in measure for word in r["words"]))


def _kinds() -> str:
    return "、".join(kind_labels().values())
