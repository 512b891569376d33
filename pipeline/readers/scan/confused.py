"""Characters taken for others of nearly the same shape, put right where nothing else can stand.

「各部内、各乡镇」 can only be 各部门; 「部内各司局」 stays. The rules are in `confused.toml`; each change
is said, and the picture is there to look at.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

from pipeline.readers.scan.engine import Strip

_AROUND = 4


@cache
def _rules() -> list[tuple[str, str, re.Pattern[str]]]:
    """For each rule what is read, what is meant, and where."""
    text = files("pipeline.readers.scan").joinpath("confused.toml").read_text("utf-8")
    tables = tomllib.loads(text)["confused"]
    return [(rule["read"], rule["meant"], re.compile(where)) for rule in tables for where in rule["where"]]


def put_right(strips: Sequence[Strip]) -> tuple[list[Strip], list[str]]:
    """The lines with what was surely confused put right, and the words now around each such place."""
    lines = [_line(strip) for strip in strips]
    return [line for line, _ in lines], [words for _, told in lines for words in told]


def _line(strip: Strip) -> tuple[Strip, list[str]]:
    text = "".join(one.char for one in strip.characters)
    meant = dict(_found(text))
    right = "".join(meant.get(at, char) for at, char in enumerate(text))
    changed = [at for at, (one, other) in enumerate(zip(text, right, strict=True)) if one != other]
    if not changed or len(text) != len(strip.characters):
        return strip, []
    characters = tuple(one._replace(char=char) for one, char in zip(strip.characters, right, strict=True))
    return strip._replace(characters=characters), [
        right[max(0, at - _AROUND) : at + _AROUND + 1] for at in changed
    ]


def _found(text: str) -> Iterator[tuple[int, str]]:
    """Where something else is meant, and what."""
    for read, meant, where in _rules():
        if read in text:
            yield from ((found.start("it"), meant) for found in where.finditer(text))
