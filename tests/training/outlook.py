"""Teaches the network that says what a sentence is: `python tests/train.py outlook [--rules FOLDER]`.

It learns from every sentence of `corpus/gold`, `study`, `practice` and `learning`, and is kept as
`lexicons/outlook.npz`; `--rules FOLDER` as for `tagger`. While it learns it also marks units and
limits, which it is not asked for later: that teaches it what a unit is. Needs `torch` (extra `fit`); some
fifteen minutes on one processor.
"""

import random
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from extractors import lexicon
from extractors.learned.letters import PAIRS, Alphabet
from extractors.learned.outlook import FLAGS, REACHES, TOGETHER
from extractors.learned.tagger import LIMIT_TAGS, UNIT_TAGS
from training.tagger import NOT_ASKED, Example, alphabet_of, example_of, store
from training.teaching import taught
from training.told_sentences import ALL, RULES, Told, folders, papers, tables

WEIGHTS = Path(lexicon.__file__).parent / "lexicons" / "outlook.npz"
LETTER, PAIR, WIDTH, SENTENCE, CARRIED = 48, 24, 64, 96, 64
ROUNDS, AT_ONCE, RATE, DECAY, DROPPED = 8, 150, 3e-3, 0.02, 0.3
HIDDEN_LETTERS, HIDDEN_PAIRS = 0.05, 0.15
SEEN_LEAST = 3
LABELS = "TCIN"
OWNERS = 3
ASIDE = 1 / 8
"""How much a letter's tags count beside what its sentence is."""


class Sentence(NamedTuple):
    """One sentence as numbers: its letters, where it stands in its paragraph, what it is, whose it is."""

    told: Example
    flags: torch.Tensor
    label: int
    owners: int


def sentence(told: Told, alphabet: Alphabet) -> Sentence:
    """One sentence as numbers; only tasks are asked for units, limits and owners."""
    example = example_of(told, alphabet)
    flagged = torch.zeros(len(example.letters), FLAGS)
    flagged[0, 0] = 1
    flagged[:, 1], flagged[:, 2] = float(told.line.opens), float(told.line.closes)
    is_task = told.label == "T" and told.marked
    units = example.units if is_task else torch.full_like(example.units, NOT_ASKED)
    owners = told.owners if is_task else NOT_ASKED
    label = LABELS.index(told.label) if told.label else NOT_ASKED
    return Sentence(example._replace(units=units), flagged, label, owners)


def network(letters: int) -> nn.ModuleDict:
    """The parts of the network, with weights as they begin."""
    mixing = {
        f"mix{at}": nn.Conv1d(WIDTH, 2 * WIDTH, 3, padding=r, dilation=r) for at, r in enumerate(REACHES)
    }
    levels = {f"level{at}": nn.LayerNorm(WIDTH) for at in range(len(REACHES))}
    return nn.ModuleDict(
        {
            "letter": nn.Embedding(letters, LETTER, padding_idx=0),
            "pair_before": nn.Embedding(PAIRS, PAIR),
            "pair_behind": nn.Embedding(PAIRS, PAIR),
            "given": nn.Linear(LETTER + 2 * PAIR + FLAGS, WIDTH),
            **mixing,
            **levels,
            "said": nn.Linear(2 * WIDTH, SENTENCE),
            "carried": nn.GRU(SENTENCE, CARRIED, bidirectional=True, batch_first=True),
            "labels": nn.Linear(SENTENCE + 2 * CARRIED, len(LABELS)),
            "owners": nn.Linear(SENTENCE + 2 * CARRIED, OWNERS),
            "units": nn.Linear(WIDTH, UNIT_TAGS),
            "limits": nn.Linear(WIDTH, LIMIT_TAGS),
            "dropped": nn.Dropout(DROPPED),
            "dropped_half": nn.Dropout(DROPPED / 2),
        }
    )


def loss(net: nn.ModuleDict, pieces: Sequence[Sequence[Sentence]]) -> torch.Tensor:
    """How far the network is from the clerk on some pieces of documents."""
    given = [one for piece in pieces for one in piece]
    order = sorted(range(len(given)), key=lambda at: len(given[at].told.letters))
    said: list[torch.Tensor | None] = [None] * len(given)
    aside = torch.zeros(())
    for group in _of_like_length(order, given):
        letters, spoken = read(net, [given[at] for at in group])
        for at, one in zip(group, spoken, strict=True):
            said[at] = one
        aside = aside + _tags(net, letters, [given[at].told for at in group])
    carried = carry(net, torch.stack(said), [len(piece) for piece in pieces])
    labels = torch.tensor([one.label for one in given])
    owners = torch.tensor([one.owners for one in given])
    whose = functional.cross_entropy(net["owners"](carried), owners, ignore_index=NOT_ASKED)
    whose = whose if (owners >= 0).any() else torch.zeros(())
    what = functional.cross_entropy(net["labels"](carried), labels, ignore_index=NOT_ASKED)
    return what + 0.3 * whose + ASIDE * aside / len(given)


def _of_like_length(order: Sequence[int], given: Sequence[Sentence]) -> Iterator[list[int]]:
    group: list[int] = []
    for at in order:
        if group and len(given[at].told.letters) > 1.25 * len(given[group[0]].told.letters) + 6:
            yield group
            group = []
        group.append(at)
    yield group


def read(net: nn.ModuleDict, group: Sequence[Sentence]) -> tuple[torch.Tensor, torch.Tensor]:
    """The letters of some sentences as the network mixes them, and what each sentence says by itself."""
    pad = nn.utils.rnn.pad_sequence
    letters, before, behind = (pad([one.told[part] for one in group], batch_first=True) for part in range(3))
    inside = (letters > 0)[..., None].float()
    hidden = (torch.rand(letters.shape) < HIDDEN_LETTERS) & (letters > 0)
    letters = torch.where(hidden, torch.ones_like(letters), letters)
    before, behind = (
        torch.where(torch.rand(pair.shape) < HIDDEN_PAIRS, torch.zeros_like(pair), pair)
        for pair in (before, behind)
    )
    tables = (("letter", letters), ("pair_before", before), ("pair_behind", behind))
    flagged = pad([one.flags for one in group], batch_first=True)
    seen = torch.cat([*(net["dropped"](net[name](part)) for name, part in tables), flagged], -1)
    mixed = functional.relu(net["given"](seen))
    for at in range(len(REACHES)):
        found = functional.glu(net[f"mix{at}"]((mixed * inside).transpose(1, 2)), 1).transpose(1, 2)
        mixed = net[f"level{at}"](mixed * inside + net["dropped_half"](found))
    mixed = net["dropped"](mixed)
    mean = (mixed * inside).sum(1) / inside.sum(1)
    most = (mixed - 1e4 * (1 - inside)).max(1).values
    return mixed, functional.relu(net["said"](torch.cat([mean, most], -1)))


def _tags(net: nn.ModuleDict, letters: torch.Tensor, group: Sequence[Example]) -> torch.Tensor:
    total = torch.zeros(())
    for name, part in (("units", 4), ("limits", 5)):
        tags = nn.utils.rnn.pad_sequence(
            [one[part] for one in group], batch_first=True, padding_value=NOT_ASKED
        )
        scores = net[name](letters).flatten(0, 1)
        total = total + functional.cross_entropy(
            scores, tags.flatten(), ignore_index=NOT_ASKED, reduction="sum"
        )
    return total


def carry(net: nn.ModuleDict, said: torch.Tensor, lengths: Sequence[int]) -> torch.Tensor:
    """What each sentence says, and what is known at it from those before and behind."""
    pieces = nn.utils.rnn.pad_sequence(list(torch.split(said, list(lengths))), batch_first=True)
    packed = nn.utils.rnn.pack_padded_sequence(
        net["dropped"](pieces), torch.tensor(lengths), batch_first=True, enforce_sorted=False
    )
    known, _ = nn.utils.rnn.pad_packed_sequence(net["carried"](packed)[0], batch_first=True)
    flat = torch.cat([known[at, :length] for at, length in enumerate(lengths)])
    return net["dropped"](torch.cat([said, flat], -1))


def batches(documents: Sequence[Sequence[Sentence]]) -> Iterator[list[Sequence[Sentence]]]:
    """Pieces of documents in an order of chance, in groups of some hundred sentences."""
    pieces = [d[at : at + TOGETHER] for d in documents for at in range(0, len(d), TOGETHER)]
    random.shuffle(pieces)
    group: list[Sequence[Sentence]] = []
    for piece in pieces:
        group.append(piece)
        if sum(map(len, group)) >= AT_ONCE:
            yield group
            group = []
    if group:
        yield group


def learn(documents: Sequence[Sequence[Sentence]], letters: int) -> nn.ModuleDict:
    """The network after it has read all of it some times."""
    net, steps = network(letters), 5 + sum(1 for _ in batches(documents))
    again = partial(batches, documents)
    return taught(net, again, loss, rounds=ROUNDS, steps=steps, rate=RATE, decay=DECAY)


def weights(net: nn.ModuleDict) -> dict[str, np.ndarray]:
    """The weights as `extractors.learned.outlook` reads them."""
    kept = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    found = {name: kept[f"{name}.weight"] for name in ("letter", "pair_before", "pair_behind")}
    for name in ("given", "said", "labels", "owners"):
        found |= {name: kept[f"{name}.weight"].T, f"{name}.bias": kept[f"{name}.bias"]}
    for at in range(len(REACHES)):
        near = kept[f"mix{at}.weight"]
        found[f"{at}"] = np.concatenate([near[:, :, place] for place in range(3)], axis=1).T
        found[f"{at}.bias"] = kept[f"mix{at}.bias"]
        found |= {f"{at}.scale": kept[f"level{at}.weight"], f"{at}.shift": kept[f"level{at}.bias"]}
    for way, ending in (("on", "l0"), ("back", "l0_reverse")):
        for ours, theirs in (("given", "ih"), ("kept", "hh")):
            found[f"{way}.{ours}"] = kept[f"carried.weight_{theirs}_{ending}"].T
            found[f"{way}.{ours}.bias"] = kept[f"carried.bias_{theirs}_{ending}"]
    return found


def learn_and_store(rules: Path | None = None) -> None:
    """Learn and write `outlook.npz`; in the folder `rules`, where given, without `corpus/learning`."""
    torch.manual_seed(0)
    random.seed(0)
    torch.set_num_threads(1)
    read = chain(papers(folders(RULES if rules else ALL)), tables())
    told = [[one for one in paper if one.line.view] for paper in read]
    letters = alphabet_of([one for paper in told for one in paper], SEEN_LEAST)
    alphabet = Alphabet(letters)
    documents = [[sentence(one, alphabet) for one in paper] for paper in told]
    net = learn(documents, len(letters) + 2)
    store(rules / WEIGHTS.name if rules else WEIGHTS, weights(net), letters)
