"""Heading numbers: which style a paragraph's number has, and what number it is.

Styles follow GB/T 9704—2012 (一、 → （一） → 1. → （1）) and what speeches (第一，/ 一是 / 一要)
and rectification plans (问题1：) add to it.
"""

import re
from typing import NamedTuple

DIGITS = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_CN = "[一二三四五六七八九十百]{1,4}"
_PAIR = r"[一二三四五六七八九十\d]{1,2}(?:[、季号级期]|月份)"
_STYLES = {
    "part": rf"第({_CN})(?:部分|[章编篇])[\s:、]*",
    "chinese": rf"({_CN})[、.](?!{_PAIR})\s*",
    "chinese_paren": rf"\(({_CN})\)[、\s]*",
    "ordinal": (
        rf"第({_CN}|\d{{1,2}}(?=[件项个]))(?:[件项](?=[,、:])|个(?:问题)?(?=[,:]))?[,、是:](?!第{_CN})\s*"
    ),
    "is": rf"({_CN})是(?!否)[,:]?\s*",
    "must": rf"({_CN})要(?!素)\s*",
    "arabic": rf"(\d{{1,2}})(?:、(?!{_PAIR})|\.(?!\d)|\.(?=(?:19|20)\d\d年))\s*",
    "arabic_paren": r"\((\d{1,2})\)\s*",
    "arabic_half": r"(\d{1,2})\)\s*",
    "circled": r"([①-⑳])\s*",
    "article": (
        rf"第({_CN}|\d{{1,3}})条(?:\s+|:\s*|(?![第的款中所至和及与、,。;)规]|明确|要求"
        r"|[一二三四五六七八九十]|[街路线河渠沟管]))"
    ),
    "entry": rf"(?:问题|事项|任务|隐患|线索)(\d{{1,2}}|{_CN})(?:[:、.]|(?=[ \t]))\s*",
}
RANKS = ("chinese", "chinese_paren", "arabic", "arabic_paren")
"""The styles of numbers in the order in which GB/T 9704 puts one below the other."""
_START = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _STYLES.items()))
NUMBER_HEADS = frozenset(
    "一二三四五六七八九十百第问事任隐线(0123456789" + "".join(map(chr, range(ord("①"), ord("⑳") + 1)))
)
# 「4.3月12日前报送」, but not the 4.3 of 「4.3 县水利局负责」.
_GLUED_ITEM = re.compile(r"(\d{1,2})\.(?=\d)(?!\d{1,2}(?:[\s、]|\.\d))")
_GLUED = re.compile(rf"[。;!?:)”]\s*(?={_CN}、[^,。;]{{2,40}}|\({_CN}\)[^。;)]{{3,60}}[。;])")
_GLUED_BARE = re.compile(rf"(?<=[^\s。;!?,、:(第]{{4}})(?=\({_CN}\)[^,。;()]{{4,40}}。)")


class Number(NamedTuple):
    """A heading number: its style, its value and how many characters it takes."""

    style: str
    value: int
    length: int


def chinese_value(text: str) -> int:
    """The value of a Chinese numeral up to 999.

    >>> chinese_value("二十一"), chinese_value("十"), chinese_value("一百零三")
    (21, 10, 103)
    """
    total, digit = 0, 0
    for char in text:
        if char == "百":
            total, digit = total + (digit or 1) * 100, 0
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        else:
            digit = DIGITS.get(char, 0)
    return total + digit


def number_at_start(view: str, expected: int = 0) -> Number | None:
    """The heading number that the folded text begins with, if any.

    `expected` is the number that a running list wants next: with it 「4.3月12日前报送」 is item 4, without it
    「4.3万亩」 is a figure.

    >>> number_at_start("(三)压实责任。")
    Number(style='chinese_paren', value=3, length=3)
    >>> number_at_start("一些地方反映") is None
    True
    """
    glued = _GLUED_ITEM.match(view) if expected else None
    if glued and int(glued.group(1)) == expected:
        return Number("arabic", expected, glued.end())
    found = _START.match(view) if view and view[0] in NUMBER_HEADS else None
    if not found or not found.lastgroup:
        return None
    style = found.lastgroup
    value = _value(found.group(_START.groupindex[style] + 1))
    if style in ("is", "must") and (value > 12 or len(view) < 6):
        return None
    return Number(style, value, found.end()) if value else None


def _value(digits: str) -> int:
    if digits.isdigit() and digits.isascii():
        return int(digits)
    if "①" <= digits <= "⑳":
        return ord(digits) - ord("①") + 1
    return chinese_value(digits)


def glued_headings(view: str) -> list[int]:
    """Offsets inside a paragraph where a heading number is glued to what precedes it."""
    places = [found.end() for found in _GLUED.finditer(view)]
    if "(" in view:
        places += [found.end() for found in _GLUED_BARE.finditer(view)]
    return sorted(places)
