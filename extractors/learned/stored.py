"""The weights of the networks, stored as half-precision floats beside the lexicons."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

FOLDER: Traversable = files("extractors") / "lexicons"
_LETTERS = "letters"


@cache
def stored(name: str) -> tuple[dict[str, NDArray[np.float32]], str]:
    """The weights of `lexicons/{name}.npz` by name, and the letters that have numbers of their own."""
    with (FOLDER / f"{name}.npz").open("rb") as file, np.load(file) as kept:
        weights = {key: kept[key].astype(np.float32) for key in kept.files if key != _LETTERS}
        return weights, "".join(map(chr, kept[_LETTERS].tolist()))
