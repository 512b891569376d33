"""What is missing from a text: declared or silent, found and recorded, never filled in."""

import itertools
import re
from difflib import SequenceMatcher

from extractors.fold import fold
from extractors.lexicon import load
from extractors.structure.line_breaks import broken_at, continues, is_full
from extractors.structure.numbering import chinese_value, number_at_start
from extractors.structure.regions import HIDES
from extractors.structure.sections import Start
from models import Gap, Region

_TABLE = load("structure")["gaps"]
_DECLARED = re.compile(_TABLE["declared"], re.M)
_OMITTED = re.compile(_TABLE["omitted"], re.M)
_HOLE = re.compile(_TABLE["hole"])
_ELLIPSIS = re.compile(_TABLE["ellipsis"])
_DOTS = ("…", "...", "。。。")
_OUTLINE_PART = re.compile(
    r"(?=[一二三四五六七八九十]{1,3}[、是要]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]{1,2}[,、])"
)
_OMITS = ("略", "删", "隐藏", "显示", "节选", "…", "......", "。。。")
_BARE = re.compile(
    r"^[ \t\u3000]*\(?([一二三四五六七八九十]{1,3})\)?[ .,·:]?"
    r"(?![些是要方般律直定个])[\u3400-\u9fff][^\n。,;]{1,24}$",
    re.M,
)
_SPELLED = ("chinese", "chinese_paren")
_NOISE = re.compile(r"[\W_]+")
_SIDE = 20
_SAME = 0.6
_FUNCTION = set("的了和与及在是为把对将要以也都就而或等之其这那不我们他")


def declared_gaps(text: str) -> list[Gap]:
    """Passages the text itself says are hidden: 「此处隐藏6381字」."""
    return [
        _gap(text, "declared", m.start(), m.end(), f"原文注明此处有{m.group(1)}字未显示", int(m.group(1)))
        for m in (_DECLARED.finditer(fold(text)) if HIDES.search(text) else ())
    ]


def omitted_gaps(text: str) -> list[Gap]:
    """Passages that the text says are left out, without saying how much: 「（此处略去三段）」."""
    view = fold(text)
    if not any(mark in view for mark in _OMITS):
        return []
    return [
        _gap(text, "declared", m.start(), m.end(), f"原文注明此处有省略：「{m.group().strip()}」")
        for m in _OMITTED.finditer(view)
    ]


def hole_gaps(text: str) -> list[Gap]:
    """Words cut out of a sentence: 「获得的等次」 has lost its quoted grade."""
    return [
        _gap(text, "hole", m.start(), m.end(), f"此处疑有文字缺失：「{m.group()}」前后不通")
        for m in _HOLE.finditer(fold(text))
    ]


def ending_gaps(text: str, body_end: int) -> list[Gap]:
    """A body that trails off in an ellipsis or stops without closing punctuation."""
    body = text[:body_end].rstrip()
    if body.endswith(_DOTS) and _ELLIPSIS.search(body):
        return [_gap(text, "ellipsis", len(body), len(body), "文末以省略号中断，其后内容缺失")]
    return []


def numbering_gaps(text: str, starts: list[Start]) -> list[Gap]:
    """Numbers that jump: the second of 一 … 三 says that 二 is missing, unless it stands there unmarked."""
    last: dict[str, int] = {}
    at: dict[str, int] = {}
    gaps = []
    for start in starts:
        style, value, _ = start.number
        before = last.get(style, 0)
        inline = start.offset > 0 and text[start.offset - 1] != "\n"
        jumps = value > before + 1 and not (inline and style in ("is", "must"))
        if jumps and not _stand_bare(text, style, at.get(style, 0), start.offset, range(before + 1, value)):
            missing = "、".join(str(n) for n in range(before + 1, value))
            message = (
                f"序号从{before}跳到{value}，疑缺第{missing}部分"
                if before
                else f"序号从{value}开始，疑缺前文"
            )
            gaps.append(_gap(text, "numbering", start.offset, start.offset, message))
        last[style], at[style] = value, start.offset
    return gaps


def _stand_bare(text: str, style: str, start: int, stop: int, missing: range) -> bool:
    """Whether the missing numbers head lines in between: 「一存在问题」 for 「一、存在问题」."""
    heads = {chinese_value(line[1]) for line in _BARE.finditer(fold(text), start, stop)}
    return style in _SPELLED and heads.issuperset(missing)


def outline_titles(text: str, region: Region) -> list[str]:
    """The headings an outline lists, each with its number."""
    view = fold(text[region.start : region.end])
    parts = [p.strip(" 。;\n】") for p in _OUTLINE_PART.split(view)]
    return [p for p in parts if number_at_start(p) and len(p) > 4]


def match_outline(titles: list[str], body: list[str]) -> list[int | None]:
    """For every outline title the position of its body heading, or None where the body has none."""
    used: set[int] = set()
    found: list[int | None] = []
    for title in titles:
        scores = [
            (SequenceMatcher(None, _plain(title), _plain(other)).ratio(), -i)
            for i, other in enumerate(body)
            if i not in used
        ]
        best, at = max(scores, default=(0.0, 0))
        position = -at if best >= _SAME else None
        if position is not None:
            used.add(position)
        found.append(position)
    return found


def outline_gaps(text: str, titles: list[str], matched: list[int | None]) -> list[Gap]:
    """A gap for every heading that only the outline has."""
    return [
        Gap(kind="outline", at=len(text), message=f"提纲列有「{title}」，正文中没有对应部分", before=title)
        for title, position in zip(titles, matched, strict=True)
        if position is None
    ]


def broken_breaks(
    raw: str, lines: list[tuple[int, int]], known_word: frozenset[str]
) -> list[tuple[int, int]]:
    """Line breaks in the raw text where the two halves cannot belong together.

    `lines` are the raw spans of the lines. A break is impossible when single characters of two content words
    meet there and no word of the language runs across or ends at the break. Where the width of the lines
    broke them, any two may meet.
    """
    view, found = fold(raw), []
    width = broken_at(raw[start:end] for start, end in lines)
    for (a, b), (c, d) in itertools.pairwise(lines):
        left, right = view[a:b].rstrip(), view[c:d].lstrip()
        long = len(left) >= 12 and right and not (width and is_full(raw[a:b], raw[c:d], width))
        if long and _impossible(left, right, known_word) and continues(left, right, raw[b:c]):
            found.append((b, c))
    return found


def _impossible(left: str, right: str, known_word: frozenset[str]) -> bool:
    if not ("\u3400" <= left[-1] <= "\u9fff" and "\u3400" <= right[0] <= "\u9fff"):
        return False
    if left[-1] in _FUNCTION or right[0] in _FUNCTION or number_at_start(right):
        return False
    ends = any(left[-n:] in known_word for n in (2, 3, 4))
    begins = any(right[:n] in known_word for n in (2, 3, 4))
    across = any(left[-n:] + right[:m] in known_word for n in (1, 2, 3) for m in (1, 2, 3))
    return not (ends or begins or across)


def broken_gap(text: str, at: int, lost: list[str]) -> Gap:
    """The gap at an impossible join, with the headings that must have stood in the lost passage."""
    also = f"，其间应有标题「{'」「'.join(lost)}」" if lost else ""
    return _gap(text, "broken", at, at, f"此处上下文不能衔接，疑有整段缺失{also}")


def _plain(title: str) -> str:
    return _NOISE.sub("", title)


def _gap(text: str, kind: str, start: int, end: int, message: str, size: int | None = None) -> Gap:
    return Gap.model_validate(
        {
            "kind": kind,
            "at": start,
            "message": message,
            "size": size,
            "before": text[max(0, start - _SIDE) : start],
            "after": text[end : end + _SIDE],
        }
    )
