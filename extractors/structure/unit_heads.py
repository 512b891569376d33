"""Paragraphs headed by whom they are for: 「【县文旅局】…」; 「县文旅局:」, 「李副乡长牵头」 on a line."""

import re
from itertools import pairwise

from extractors.lexicon import load
from extractors.structure.numbering import Number, number_at_start

UNIT_HEAD = "unit"
"""The style of a section that such a head begins."""
_WORDS = load("structure")["unit_head"]
# 「【责任单位】县水利局」 is a label.
_PART_PLAYED = r"(?:牵头|责任|配合|[主协承督]办|监督|主责|参与|实施)(?:单位|部门|主体)"
_LABEL = rf"(?!(?:整改)?{_PART_PLAYED}(?:[】〕\]］：:。\s]|$))"
_PERSON = rf"[\u3400-\u9fffX×Ｘ]{{0,10}}(?:{_WORDS['posts']})[\u3400-\u9fffX×Ｘ]{{0,3}}"
_UNIT = rf"(?:(?![(（]){_LABEL}[\u3400-\u9fff(（）)]{{1,24}}(?:{_WORDS['ends']})|{_PERSON})"
_UNITS = rf"{_UNIT}(?:[、和]{_UNIT}){{0,5}}"
_ROLE = rf"(?:{_WORDS['role']})?"
_TOLD = f"{_UNITS}{_ROLE}"
_IN_BRACKETS = rf"【(?P<a>{_TOLD})】|〔(?P<b>{_TOLD})〕|\[(?P<c>{_TOLD})\]|［(?P<d>{_TOLD})］"
_BRACKETED = re.compile(rf"(?m)^[ \t\u3000]*(?:{_IN_BRACKETS})[：:]?[ \u3000]*")
_ALONE = re.compile(rf"(?m)^[ \t\u3000]*(?P<a>{_TOLD})[：:。][ \u3000]*$")
_COUNT = r"(?:[(（][\d一二三四五六七八九十]{1,3}[项条件个][)）])?"
_PLAIN = re.compile(rf"(?m)^[ \u3000]*(?P<a>{_TOLD}){_COUNT}[ \u3000]*$")
_CLOSES = re.compile(rf"\n[ \t\u3000]*(?:{_WORDS['closes']})")
_LEAST = 2
LISTS = ("arabic", "arabic_paren", "arabic_half", "circled")
"""The styles of numbers that such a head has below it."""
_ENDED = "。：:】）)"
_SIGN = re.compile(r"[ \t\u3000]*(?:——|—|-|·|●|■|◆|★|▲|→|※|\*)")


def unit_heads(text: str, skip: list[tuple[int, int]]) -> list[tuple[int, Number, int]]:
    """Where such heads stand, each with its length and the end of its paragraph; one alone is none."""
    found = _outside(_BRACKETED, text, skip) if re.search("[【〔［\\[]", text) else []
    found = found if len(found) >= _LEAST else []
    alone = _outside(_ALONE, text, skip)
    found += alone if len(alone) >= _LEAST and _apart(alone, text) else []
    plain = _outside(_PLAIN, text, skip)
    listing = [head for head in plain if _heads_list(head, text)]
    telling = [head for head in plain if _heads_sentences(head, text)]
    found += listing if len(listing) >= _LEAST else telling if len(telling) > _LEAST else []
    return [
        (m.start(), Number(UNIT_HEAD, 1, m.end() - m.start()), _paragraph_end(text, m.end()))
        for m in sorted(found, key=re.Match.start)
    ]


def name_of(head: str) -> str:
    """The unit or units that a head consists of, and what it says that they do."""
    found = _BRACKETED.match(head) or _ALONE.match(head) or _PLAIN.match(head)
    return next(filter(None, found.groups()), "") if found else ""


def closing(text: str, at: int) -> int:
    """Where, after the head at `at`, the text addresses everybody again."""
    found = _CLOSES.search(text, at)
    return found.start() + 1 if found else len(text)


def _outside(pattern: re.Pattern[str], text: str, skip: list[tuple[int, int]]) -> list[re.Match[str]]:
    return [m for m in pattern.finditer(text) if not any(a <= m.start() < b for a, b in skip)]


def _apart(heads: list[re.Match[str]], text: str) -> bool:
    """Whether something is said between every two heads: a list of addressees is no row of heads."""
    return all(text[a.end() : b.start()].strip() for a, b in pairwise(heads))


def _heads_list(head: re.Match[str], text: str) -> bool:
    """Whether a list begins on the next line: 「1.…」, 「——…」."""
    line = text[head.end() :].lstrip("\n \u3000").partition("\n")[0]
    number = number_at_start(line)
    begins = number is not None and number.style in LISTS and number.value == 1
    return begins or _SIGN.match(line) is not None


def _heads_sentences(head: re.Match[str], text: str) -> bool:
    """Whether a whole sentence stands on the next line, and none is broken off on the line before."""
    before = text[: head.start()].rstrip("\n \u3000").rpartition("\n")[2]
    line = text[head.end() :].lstrip("\n \u3000").partition("\n")[0].rstrip()
    return line.endswith("。") and before[-1:] in _ENDED


def _paragraph_end(text: str, at: int) -> int:
    stop = text.find("\n", at)
    return stop if stop >= 0 else len(text)
