"""Characters of symbol fonts as Unicode; the tables are in `symbols.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

UNKNOWN = "\ufffd"
PRIVATE = range(0xF000, 0xF100)
USUAL = "wingdings"


def symbol(code: int | None, font: str) -> str:
    """What the character `code` of `font` shows; U+FFFD when only that font could tell."""
    if code is None:
        return ""
    if code in PRIVATE or (code < 0x100 and font.lower() in _tables()):
        return _tables().get(font.lower() or USUAL, {}).get(code & 0xFF, UNKNOWN)
    whole = 0x20 <= code < 0xD800 or 0xF900 <= code < 0x110000
    return chr(code) if whole else UNKNOWN


def plain(text: str, font: str) -> str:
    """`text` with the characters that only a symbol font can show put as Unicode."""
    if not any(ord(char) in PRIVATE for char in text):
        return text
    return "".join(symbol(ord(char), font) if ord(char) in PRIVATE else char for char in text)


@cache
def _tables() -> dict[str, dict[int, str]]:
    content = tomllib.loads(files("pipeline.readers.word").joinpath("symbols.toml").read_text("utf-8"))
    return {font: {int(code, 16): sign for code, sign in table.items()} for font, table in content.items()}
