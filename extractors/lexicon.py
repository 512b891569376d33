"""Loading our own lexicons: TOML tables beside this file, and the patterns in them compiled once."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

_SHARED = "parts"
_FOLDER = Path(__file__).parent / "lexicons"


@cache
def load(name: str) -> dict[str, Any]:
    """The table `lexicons/{name}.toml`; a text over several lines is one line, see `one_line`.

    Patterns may name in braces the characters of its table `letters`, `[{surnames}]总`, and the pieces of
    patterns of its table `parts` and of `parts.toml`, `{few}项`; a piece may name those above it.
    """
    table: dict[str, Any] = tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
    shared: dict[str, str] = load(_SHARED)[_SHARED] if name != _SHARED else {}
    named = shared | table.get("letters", {})
    for part, pattern in table.get("parts", {}).items():
        named[part] = _joined(pattern, named)
    return {key: _joined(value, named) for key, value in table.items()}


def compiled(table: Mapping[str, str]) -> Mapping[str, re.Pattern[str]]:
    """The patterns of a table by their names."""
    return {name: re.compile(pattern) for name, pattern in table.items()}


def one_line(text: str) -> str:
    """A long pattern as the tables write it, over indented lines with `#` comments between, in one piece."""
    lines = (line.strip() for line in text.splitlines())
    return "".join(line for line in lines if not line.startswith("#"))


def _joined(value: Any, named: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _joined(below, named) for key, below in value.items()}
    if isinstance(value, list):
        return [_joined(below, named) for below in value]
    if not isinstance(value, str):
        return value
    for name, piece in named.items():
        value = value.replace(f"{{{name}}}", piece)
    return one_line(value) if "\n" in value else value
