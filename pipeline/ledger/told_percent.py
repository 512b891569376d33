"""The percentage of a report that is the progress of its task, as its words say it. Pure.

A report has percentages of many kinds (签收率92%, 占30%). One is the progress only where its own clause says
so (完成60%, 总体进度达75%), or where the report is nothing else (60%; 由40%提高到60%). Of several, that of
the whole task counts; where they differ and none says so, no one can tell, and there is none.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

_NUMBER = r"\d{1,3}(?:\.\d+)?"
_FIGURE = re.compile(rf"(?<![\d.])(?:({_NUMBER})\s*%?\s*[-~—–]+\s*)?({_NUMBER})\s*%")
_RISING = r"\s*(?:提高|提升|上升|增加|增长|推进)?了?(?:到|至|为)\s*"
_RUN = re.compile(rf"{_FIGURE.pattern}(?:{_RISING}{_NUMBER}\s*%)*")
_BREAK, _SENTENCE = re.compile(r"[,。;!?\n]"), re.compile(r"[。;!?\n]")
_PLANNED_DAY = re.compile(r"(?:\d日?|月|月底|年底|季度末|月末|年末)前")
_NOTHING_MORE = re.compile(r"(?:由|从|已|约|近|达|到|至|为|左右|目前|现|任务|工作|[\s,。:()])*")
_NEARLY = re.compile(r"(?:了|约|近|[\s:(])+$")
_IN_WORDS = re.compile(
    r"百分之(一?百|[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])(?![一二三四五六七八九十百点])"
)
_DIGITS = "零一二三四五六七八九"
_ALL = 100.0


class _Told(NamedTuple):
    """A figure, and the words before it: of its clause, and of its sentence."""

    share: float
    clause: str
    sentence: str


def told_percent(note: str) -> int | None:
    """The progress that a report tells; None where it tells none.

    >>> told_percent("已离田18.7万亩，完成66.7%"), told_percent("签收率92%")
    (67, None)
    """
    told = list(_figures(_folded(note)))
    said = [one for one in told if _is_progress(one)]
    if not said and len(told) == 1 and _NOTHING_MORE.fullmatch(_RUN.sub("", _folded(note))):
        said = told
    whole = [one for one in said if _says("whole", one.clause)]
    shares = [one.share for one in whole] or list({one.share for one in said})
    return _rounded(shares[-1]) if whole or len(shares) == 1 else None


def has_percent(note: str) -> bool:
    """Whether a report has a percentage of any kind."""
    return _FIGURE.search(_folded(note)) is not None


def share_words(note: str, percent: int | None) -> str:
    """`完成67%`, where a percentage is recorded that the words of the note do not tell already."""
    if percent is None or f"{percent}%" in note or told_percent(note) == percent:
        return ""
    return f"完成{percent}%"


def _folded(note: str) -> str:
    """In plain figures: 60% for 百分之六十, too."""
    return _IN_WORDS.sub(lambda found: f"{_counted(found[1])}%", unicodedata.normalize("NFKC", note))


def _counted(words: str) -> int:
    """六十五 as a number, up to 一百."""
    if words.endswith("百"):
        return 100
    tens, ten, ones = words.rpartition("十")
    return (10 * (_DIGITS.find(tens) if tens else 1) if ten else 0) + max(
        0, _DIGITS.find(ones) if ones else 0
    )


def _figures(note: str) -> Iterator[_Told]:
    """Every figure of the note; a clause begins behind a stop or behind the figure before."""
    before = 0
    for found in _RUN.finditer(note):
        words = note[before : found.start()]
        yield _Told(_share(found[0]), _BREAK.split(words)[-1], _SENTENCE.split(note[: found.start()])[-1])
        before = found.end()


def _share(run: str) -> float:
    """由40%提高到60% is 60; 50%-60% is 50, for nothing counts as more than it is."""
    low, high = _FIGURE.findall(run)[-1]
    return float(low or high)


def _is_progress(told: _Told) -> bool:
    clause = _harmless().sub("完成", told.clause)
    next_to_it = _NEARLY.sub("", clause).endswith(tuple(_words()["other_next"]))
    against = next_to_it or _says("other", clause) or _says("planned", clause) or _PLANNED_DAY.search(clause)
    return _says("progress", clause) and not against and not _says("part", told.sentence)


def _rounded(share: float) -> int:
    """To the nearest, but what is not finished never becomes finished."""
    return min(int(share + 0.5), 99) if share < _ALL else int(share)


def _says(kind: str, words: str) -> bool:
    return any(word in words for word in _words()[kind])


@cache
def _harmless() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, _words()["harmless"])))


@cache
def _words() -> dict[str, list[str]]:
    table: dict[str, list[str]] = tomllib.loads(
        files("pipeline.ledger").joinpath("told_percent.toml").read_text("utf-8")
    )
    return table
