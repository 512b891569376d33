"""A layer of memory cells (LSTM) that runs over sentences of different length, forwards and backwards.

Sentences stand one after the other in one array of letters, the longest first: at each step only those that
go on are counted, so that nothing is padded. The gates stand in the order input, forget, output, cell.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


class Lanes(NamedTuple):
    """Where each sentence begins among all letters, how long it is, and how many go on at each step."""

    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    active: list[int]


def lanes(lengths: NDArray[np.int64]) -> Lanes:
    """The lanes of sentences of these lengths, the longest of which comes first."""
    starts = np.concatenate(([0], np.cumsum(lengths)[:-1]))
    steps = np.arange(lengths[0])
    active = len(lengths) - np.searchsorted(lengths[::-1], steps, side="right")
    return Lanes(starts, lengths, active.tolist())


class Layer(NamedTuple):
    """The weights of both directions: of what comes in (2 × in × 4h), of what is kept (2 × h × 4h), bias."""

    given: Floats
    kept: Floats
    bias: Floats

    def run(self, letters: Floats, over: Lanes) -> Floats:
        """What the cells of both directions say at each letter, side by side (letters × 2h)."""
        width = self.kept.shape[1]
        gates = letters @ self.given
        gates += self.bias[:, None]
        said = np.empty((len(letters), 2 * width), np.float32)
        last = over.starts + over.lengths - 1
        out = np.zeros((2, len(last), width), np.float32)
        cell = np.zeros_like(out)
        for at, going in enumerate(over.active):
            on, back = over.starts[:going] + at, last[:going] - at
            gate = out[:, :going] @ self.kept
            gate[0] += gates[0, on]
            gate[1] += gates[1, back]
            opened, new = sigmoid(gate[..., : 3 * width]), np.tanh(gate[..., 3 * width :])
            cell = opened[..., width : 2 * width] * cell[:, :going] + opened[..., :width] * new
            out = opened[..., 2 * width :] * np.tanh(cell)
            said[on, :width] = out[0]
            said[back, width:] = out[1]
        return said


def sigmoid(values: Floats) -> Floats:
    """The logistic function of every value, in its place."""
    values *= 0.5
    np.tanh(values, out=values)
    values *= 0.5
    values += 0.5
    return values
