"""Each event carries a hash over itself and the one before: no line of the history is swapped unseen."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

START = ""
"""What stands before the first event."""


def canonical(payload: Mapping[str, Any]) -> str:
    """The one JSON form of a payload."""
    return json.dumps(payload, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(before: str, row: Mapping[str, Any]) -> str:
    """The SHA-256 of a stored row of events, in hexadecimal, given that of the row before it."""
    told = [row[name] for name in ("seq", "stated_on", "actor", "kind", "subject", "payload")]
    line = json.dumps([before, *told], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()
