"""Signs weighed against each other with few weights, learned from papers that no rule was written at.

The tables stand in `lexicons/review.toml`, made by `python tests/train.py review`.
"""

import math
from collections.abc import Mapping, Sequence

from extractors.lexicon import load

Signs = Mapping[str, float]


def shares_of(table: str, signs: Signs) -> list[float]:
    """How likely each outcome of a table is, given these signs; they add up to 1."""
    weights: Mapping[str, Sequence[float]] = load("review")[table]
    outcomes = len(weights["always"])
    scores = [0.0] * outcomes
    for name, value in signs.items():
        for at, weight in enumerate(weights.get(name, ())):
            scores[at] += weight * value
    highest = max(scores)
    parts = [math.exp(score - highest) for score in scores]
    whole = sum(parts)
    return [part / whole for part in parts]


def likelihood(table: str, signs: Signs) -> float:
    """How likely a thing is of which a table says yes or no."""
    weights: Mapping[str, float] = load("review")[table]
    score = sum(weights.get(name, 0.0) * value for name, value in signs.items())
    return 1 / (1 + math.exp(-score))
