"""Teaches the network that marks who acts: `python tests/train.py tagger [--rules FOLDER]`.

It learns from every labelled task of `corpus/gold`, `study`, `practice`, `learning`, `marked`, and is kept as
`lexicons/tagger.npz`. With `--rules FOLDER` it leaves `learning` out and is kept in that folder: so it is
for `review`, which asks how far it is right on papers that it has not seen. Needs `torch` (extra
`fit`); the same papers, on the same kind of machine, give the same weights. Some ten minutes.
"""

import random
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from extractors import lexicon
from extractors.learned.letters import PAIRS, Alphabet, codes, pairs
from extractors.learned.tagger import FLAGS, LIMIT_TAGS, LONGEST, ROLES, UNIT_TAGS, Shown, flags
from training.teaching import taught
from training.told_sentences import ALL, RULES, Told, folders, marked, papers, tables

WEIGHTS = Path(lexicon.__file__).parent / "lexicons" / "tagger.npz"
LETTER, PAIR, HIDDEN, LAYERS = 48, 24, 64, 2
ROUNDS, TOGETHER, RATE, DECAY, DROPPED, HIDDEN_LETTERS = 12, 48, 4e-3, 0.02, 0.35, 0.04
UNREAD = 0.15
"""The share of names that it is not told of: it must find those, too, that nothing can read."""
SEEN_LEAST = 2
PLANE = 0x10000
NOT_ASKED = -100


class Example(NamedTuple):
    """One task as numbers, letter by letter."""

    letters: torch.Tensor
    before: torch.Tensor
    behind: torch.Tensor
    shown: Shown
    units: torch.Tensor
    limits: torch.Tensor


def examples(tasks: Sequence[Told], alphabet: Alphabet) -> list[Example]:
    """The tasks as numbers."""
    return [example_of(told, alphabet) for told in tasks]


def example_of(told: Told, alphabet: Alphabet) -> Example:
    view = told.line.view[:LONGEST]
    points = codes(view)
    paired = pairs(points)
    units = np.zeros(len(view), np.int64)
    limits = np.full(len(view), 0 if told.limited else NOT_ASKED)
    for start, end, role in told.units:
        first = 1 + 2 * ROLES.index(role)
        units[start:end], units[start : start + 1] = first + 1, first
    if told.limit:
        start, end = told.limit
        limits[start:end], limits[start : start + 1] = 2, 1
    numbers = (alphabet.numbers(points), paired[:-1].copy(), paired[1:].copy())
    letters, before, behind, units, limits = map(torch.from_numpy, (*numbers, units, limits))
    return Example(letters, before, behind, told.shown, units, limits)


def flagged(shown: Shown) -> torch.Tensor:
    """Where names can be read in a sentence, some of them left out by chance, with all that overlap them."""
    kept: list[tuple[int, int]] = []
    end, left_out = 0, False
    for name in sorted(shown.names):
        if name[0] >= end:
            left_out = random.random() < UNREAD  # noqa: S311
        end = max(end, name[1])
        kept += [] if left_out else [name]
    length = min(len(shown.view), LONGEST)
    return torch.from_numpy(flags(length, shown._replace(names=kept)))


def network(letters: int) -> nn.ModuleDict:
    """The parts of the network, with weights as they begin."""
    return nn.ModuleDict(
        {
            "letter": nn.Embedding(letters, LETTER),
            "pair_before": nn.Embedding(PAIRS, PAIR),
            "pair_behind": nn.Embedding(PAIRS, PAIR),
            "cells": nn.LSTM(
                LETTER + 2 * PAIR + FLAGS,
                HIDDEN,
                LAYERS,
                bidirectional=True,
                batch_first=True,
                dropout=DROPPED,
            ),
            "dropped": nn.Dropout(DROPPED),
            "units": nn.Linear(2 * HIDDEN, UNIT_TAGS),
            "limits": nn.Linear(2 * HIDDEN, LIMIT_TAGS),
        }
    )


def loss(net: nn.ModuleDict, batch: Sequence[Example]) -> torch.Tensor:
    """How far the network is from the clerk on some tasks."""
    lengths = torch.tensor([len(one.letters) for one in batch])
    given = (one._replace(shown=flagged(one.shown)) for one in batch)
    padded = [nn.utils.rnn.pad_sequence(list(part), batch_first=True) for part in zip(*given, strict=True)]
    letters, before, behind, names, units, limits = padded
    letters = torch.where(torch.rand(letters.shape) < HIDDEN_LETTERS, torch.ones_like(letters), letters)
    tables = (("letter", letters), ("pair_before", before), ("pair_behind", behind))
    seen = torch.cat([*(net["dropped"](net[name](part)) for name, part in tables), names], -1)
    packed = nn.utils.rnn.pack_padded_sequence(seen, lengths, batch_first=True, enforce_sorted=False)
    said, _ = nn.utils.rnn.pad_packed_sequence(net["cells"](packed)[0], batch_first=True)
    said = net["dropped"](said)
    outside = torch.arange(said.shape[1])[None] >= lengths[:, None]
    answers = ((net["units"](said), units, 1.0), (net["limits"](said), limits, 0.7))
    return sum(
        weight
        * functional.cross_entropy(scores.flatten(0, 1), tags.masked_fill(outside, NOT_ASKED).flatten())
        for scores, tags, weight in answers
    )


def batches(given: Sequence[Example]) -> Iterator[list[Example]]:
    """The tasks in groups of like length, in an order of chance."""
    near = sorted(given, key=lambda one: len(one.letters) + 6 * random.random())  # noqa: S311
    groups = [near[at : at + TOGETHER] for at in range(0, len(near), TOGETHER)]
    random.shuffle(groups)
    yield from groups


def learn(given: Sequence[Example], letters: int) -> nn.ModuleDict:
    """The network after it has read all of it some times."""
    net, steps = network(letters), -(-len(given) // TOGETHER)
    again = partial(batches, given)
    return taught(net, again, loss, rounds=ROUNDS, steps=steps, rate=RATE, decay=DECAY)


def weights(net: nn.ModuleDict) -> dict[str, np.ndarray]:
    """The weights as `extractors.learned.tagger` reads them; gates in its order."""
    kept = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    found = {name: kept[f"{name}.weight"] for name in ("letter", "pair_before", "pair_behind")}
    for name in ("units", "limits"):
        found |= {f"{name}.weight": kept[f"{name}.weight"].T, f"{name}.bias": kept[f"{name}.bias"]}
    for layer in range(LAYERS):
        for way, ending in (("forwards", ""), ("backwards", "_reverse")):
            at = f"l{layer}{ending}"
            bias = kept[f"cells.bias_ih_{at}"] + kept[f"cells.bias_hh_{at}"]
            given, held = (kept[f"cells.weight_{name}_{at}"].T for name in ("ih", "hh"))
            parts = {"given": given, "kept": held, "bias": bias}
            found |= {f"{layer}.{way}.{name}": _reordered(part) for name, part in parts.items()}
    return found


def _reordered(gates: np.ndarray) -> np.ndarray:
    """Input, forget, cell, output as torch has them; we have the cell last."""
    opened, forgotten, cell, shown = np.split(gates, 4, axis=-1)
    return np.concatenate((opened, forgotten, shown, cell), axis=-1)


def store(path: Path, found: dict[str, np.ndarray], letters: str) -> None:
    """The weights in halves of numbers, and the letters that have numbers of their own."""
    halves: dict[str, Any] = {
        name: np.ascontiguousarray(part).astype(np.float16) for name, part in found.items()
    }
    np.savez_compressed(path, letters=np.array([ord(letter) for letter in letters], np.uint32), **halves)


def alphabet_of(told: Sequence[Told], least: int) -> str:
    """The letters that stand in the sentences often enough."""
    seen: dict[str, int] = {}
    for one in told:
        for letter in one.line.view:
            seen[letter] = seen.get(letter, 0) + 1
    often = (letter for letter, count in seen.items() if count >= least)
    return "".join(sorted(letter for letter in often if ord(letter) < PLANE))


def learn_and_store(rules: Path | None = None) -> None:
    """Learn and write `tagger.npz`; in the folder `rules`, where given, without `corpus/learning`."""
    torch.manual_seed(0)
    random.seed(0)
    torch.set_num_threads(1)
    read = chain(papers(folders(RULES if rules else ALL)), tables(), marked())
    told = [one for paper in read for one in paper if one.label == "T" and one.marked]
    tasks = [one for one in told if 0 < len(one.line.view) <= LONGEST]
    letters = alphabet_of(tasks, SEEN_LEAST)
    net = learn(examples(tasks, Alphabet(letters)), len(letters) + 2)
    store(rules / WEIGHTS.name if rules else WEIGHTS, weights(net), letters)
