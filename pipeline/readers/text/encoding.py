"""Which encoding a text file is in: byte order mark, UTF-8, then whatever yields the commonest characters."""

import codecs
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import NamedTuple

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
CANDIDATES = {"gb18030": "gb18030", "big5": "cp950", "utf-16-le": "utf-16-le", "utf-16-be": "utf-16-be"}
CANDIDATES |= {"utf-32-le": "utf-32-le", "utf-32-be": "utf-32-be"}
PUNCTUATION = frozenset("，。、：；？！“”‘’（）《》「」『』—…·　〔〕【】％－～①②③④⑤⑥⑦⑧⑨⑩")
LAYOUT = frozenset("\t\n\r\f\v")

HZ = re.compile(rb"~\{(?:[!-~]{2})+~\}")
MIXED = "utf-8+gb18030"

GOOD = 0.4
ASCII_ONLY = 0.5
SAMPLE = 20_000
NUL_SHARE = 0.1
DAMAGE_SHARE = 0.05
CONTROL_SHARE = 0.01


class Decoded(NamedTuple):
    """A text, the encoding that gave it, and how many of its characters are stand-ins for broken bytes."""

    text: str
    encoding: str
    damaged: int = 0


def decode(data: bytes) -> Decoded | None:
    """The text that `data` holds, or None when it holds no text."""
    ways = (_marked, _seven_bits, _utf8, _commonest, _damaged, _detected)
    found = (way(data) for way in ways)
    return next((one for one in found if one and not _binary(one.text)), None)


def commonness(text: str) -> float:
    """How much `text` looks like Chinese: 1 when all its characters are common ones, below 0 when garbage.

    Plain ASCII says nothing, it is the same in most encodings.
    """
    telling = _telling(text)
    return sum(map(_weight, telling)) / len(telling) if telling else ASCII_ONLY


def _telling(text: str) -> list[str]:
    return [char for char in text[:SAMPLE] if not char.isascii() or _weight(char) < 0]


def _marked(data: bytes) -> Decoded | None:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding, encoding)
    return None


def _seven_bits(data: bytes) -> Decoded | None:
    """HZ, in which old mails carry Chinese: pairs of ASCII characters between `~{` and `~}`."""
    return _strict(data, "hz", "hz") if data.isascii() and HZ.search(data) else None


def _utf8(data: bytes) -> Decoded | None:
    if data.count(0) > NUL_SHARE * len(data):
        return None
    return _strict(data, "utf-8", "utf-8")


def _commonest(data: bytes) -> Decoded | None:
    whole = (_strict(data, name, codec) for name, codec in CANDIDATES.items())
    return _best((*whole, _mixed(data)))


def _mixed(data: bytes) -> Decoded | None:
    """Each line by itself, as in a text that was put together from two files."""
    lines = data.split(b"\n")
    found = [_strict(line, "utf-8", "utf-8") or _strict(line, "gb18030", "gb18030") for line in lines]
    texts = [one.text for one in found if one]
    return Decoded("\n".join(texts), MIXED) if len(texts) == len(lines) else None


def _damaged(data: bytes) -> Decoded | None:
    codecs_tried = {"utf-8": "utf-8"} | CANDIDATES
    found = (_lenient(data, name, codec) for name, codec in codecs_tried.items())
    return _best(one for one in found if one.damaged <= DAMAGE_SHARE * len(one.text))


def _detected(data: bytes) -> Decoded | None:
    from charset_normalizer import from_bytes

    match = from_bytes(data[:SAMPLE]).best()
    return _strict(data, match.encoding, match.encoding) if match else None


def _best(found: Iterable[Decoded | None]) -> Decoded | None:
    scored = [(commonness(one.text), len(_telling(one.text)), one) for one in found if one]
    score, _, best = max(scored, key=lambda entry: entry[:2], default=(0.0, 0, None))
    return best if score >= GOOD else None


def _strict(data: bytes, name: str, codec: str) -> Decoded | None:
    try:
        return Decoded(data.decode(codec), name)
    except (UnicodeDecodeError, LookupError):
        return None


def _lenient(data: bytes, name: str, codec: str) -> Decoded:
    text = data.decode(codec, errors="replace")
    return Decoded(text, name, text.count("\ufffd"))


def _binary(text: str) -> bool:
    stray = sum(1 for char in text[:SAMPLE] if char < " " and char not in LAYOUT and char != "\0")
    return stray > CONTROL_SHARE * len(text[:SAMPLE])


@cache
def _common() -> frozenset[str]:
    text = files("pipeline.readers.text").joinpath("common_characters.toml").read_text("utf-8")
    rows = tomllib.loads(text)
    return frozenset("".join((rows["simplified"] + rows["traditional"]).split()))


@cache
def _weight(char: str) -> float:
    if char in PUNCTUATION or char in _common():
        return 1.0
    if char.isascii():
        return 0.0 if char.isprintable() or char in LAYOUT else -1.0
    if "！" <= char <= "～":
        return 0.6
    return 0.0 if "一" <= char <= "鿿" else -1.0
