"""Floors of accuracy: figures that may rise and never fall, on the inputs that they were taken on."""

import json
from collections.abc import Mapping
from pathlib import Path

Figures = Mapping[str, Mapping[str, float]]

LAST_DIGITS = 0.002
"""The networks count in single precision: on another processor one sentence in thousands may tip."""


def floor_of(path: Path, group: str, figure: str) -> float:
    """What a figure must reach: its floor, less what the processor may change."""
    held: float = json.loads(path.read_text("utf-8"))["figures"][group][figure]
    return held - LAST_DIGITS


def inputs_of(path: Path) -> str:
    """The hash of the inputs on which the floor was taken."""
    inputs: str = json.loads(path.read_text("utf-8"))["inputs"]
    return inputs


def raise_floor(path: Path, figures: Figures, inputs: str, *, lower: bool) -> list[str]:
    """Write the figures of today; one that fell is kept at its floor unless `lower`. Gives what fell."""
    held: Figures = json.loads(path.read_text("utf-8"))["figures"] if path.exists() else {}
    fallen, kept = [], {group: dict(values) for group, values in figures.items()}
    for group, values in figures.items():
        for name, value in values.items():
            floor = held.get(group, {}).get(name, 0)
            if value < floor:
                fallen.append(f"{group} {name} fell: {floor} -> {value}")
                kept[group][name] = value if lower else floor
    path.write_text(json.dumps({"inputs": inputs, "figures": kept}, indent=1) + "\n", "utf-8")
    return fallen
