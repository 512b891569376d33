"""Each event carries a hash over itself and the one before: no line of the history is swapped unseen."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

_line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_sorted_line = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
START = ""
"""What stands before the first event."""


def canonical(payload: Mapping[str, Any]) -> str:
    """The one JSON form of a payload."""
    return _sorted_line(payload)


def link(before: str, told: Iterable[object]) -> str:
    """The SHA-256 of a stored row of events, in hexadecimal, given that of the row before it.

    `told` is the row without its hash, in the order of its columns.
    """
    return hashlib.sha256(_line([before, *told]).encode("utf-8", "surrogatepass")).hexdigest()
