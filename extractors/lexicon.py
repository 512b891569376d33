"""Loading our own lexicons: TOML tables beside this file, and the patterns in them compiled once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent / "lexicons"


@cache
def load(name: str) -> dict[str, Any]:
    """The table `lexicons/{name}.toml`; a text over several lines is one line, see `one_line`.

    Patterns may name the characters of its table `letters` in braces: `[{surnames}]总`.
    """
    table: dict[str, Any] = tomllib.loads((_FOLDER / f"{name}.toml").read_text("utf-8"))
    letters: dict[str, str] = table.get("letters", {})
    return {key: _joined(value, letters) for key, value in table.items()}


def one_line(text: str) -> str:
    """A long pattern as the tables write it, over indented lines with `#` comments between, in one piece."""
    lines = (line.strip() for line in text.splitlines())
    return "".join(line for line in lines if not line.startswith("#"))


def _joined(value: Any, letters: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _joined(below, letters) for key, below in value.items()}
    if isinstance(value, list):
        return [_joined(below, letters) for below in value]
    if not isinstance(value, str):
        return value
    for name, characters in letters.items():
        value = value.replace(f"{{{name}}}", characters)
    return one_line(value) if "\n" in value else value
