"""RTF cut into tokens, and what its control words stand for."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<symbol>[^A-Za-z])"
    r"|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)


class Token(NamedTuple):
    """One token: `word`, `hex`, `symbol`, `brace` or `text`; the number of a control word, if it has one."""

    kind: str
    text: str
    number: int | None = None


SYMBOLS = {"~": "\xa0", "_": "-", "\n": "\n", "\r": "\n", "\t": "\t", "\\": "\\", "{": "{", "}": "}"}
CODECS = {128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950"}
PAGES = {932: "cp932", 936: "gb18030", 949: "cp949", 950: "cp950", 54936: "gb18030", 65001: "utf-8"}


@cache
def words(kind: str) -> frozenset[str]:
    """The control words that `words.toml` calls `kind`."""
    return frozenset(_table()[kind])


@cache
def characters() -> dict[str, str]:
    """The characters that control words stand for."""
    return dict(_table()["characters"])


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(files("pipeline.readers.rtf").joinpath("words.toml").read_text("utf-8"))


def tokens(data: bytes) -> Iterator[Token]:
    """The tokens of a file, each byte a character; binary data is left out."""
    source, at = data.decode("latin-1"), 0
    while found := TOKEN.match(source, at):
        at = found.end()
        kind = found.lastgroup or ""
        if found["word"]:
            number = int(found["number"]) if found["number"] else None
            if found["word"] == "bin":
                at += max(0, number or 0)
            yield Token("word", found["word"], number)
        elif kind:
            yield Token(kind, found[kind])
