"""The weights of the networks, stored as half-precision floats beside the lexicons."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SHIPPED = Path(__file__).parent.parent / "lexicons"
"""The folder of the networks that come with the program."""
_LETTERS = "letters"


def stored(name: str, folder: Path) -> tuple[dict[str, NDArray[np.float32]], str]:
    """The weights of `{name}.npz` in `folder` by name, and the letters that have numbers of their own."""
    with (folder / f"{name}.npz").open("rb") as file, np.load(file) as kept:
        weights = {key: kept[key].astype(np.float32) for key in kept.files if key != _LETTERS}
        return weights, "".join(map(chr, kept[_LETTERS].tolist()))
