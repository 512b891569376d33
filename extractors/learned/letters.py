"""The numbers by which the network knows the letters of a sentence, alone and in pairs."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]

PAIRS = 2**13
"""How many numbers pairs of letters share."""
RARE = 1
"""The number of a letter that the labelled papers hardly hold; 0 is none at all."""
_PLANE = 0x10000
_FIRST, _SECOND, _SHIFT = np.uint64(2654435761), np.uint64(5305893), np.uint64(15)


def codes(view: str) -> NDArray[np.uint32]:
    """The code points of a text."""
    return np.frombuffer(view.encode("utf-32-le", "surrogatepass"), np.uint32)


def pairs(points: NDArray[np.uint32]) -> Numbers:
    """The numbers of the pairs in a text of n letters: n + 1, one before each letter and one at the end."""
    edged = np.zeros(len(points) + 2, np.uint64)
    edged[1:-1] = points
    mixed = edged[:-1] * _FIRST + edged[1:] * _SECOND
    numbers: Numbers = ((mixed ^ (mixed >> _SHIFT)) % np.uint64(PAIRS)).astype(np.int64)
    return numbers


class Alphabet:
    """The letters that were seen often enough to have numbers of their own, from 2 on."""

    def __init__(self, letters: str) -> None:
        self._numbers = np.full(_PLANE, RARE, np.int64)
        for number, letter in enumerate(letters, RARE + 1):
            self._numbers[ord(letter)] = number

    def numbers(self, points: NDArray[np.uint32]) -> Numbers:
        """The number of each letter of a text."""
        return self._numbers[np.where(points < _PLANE, points, 0)]
