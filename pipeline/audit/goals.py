"""Whether rows promise less than the speech demands: figures, scope, verbs, results."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from extractors.fold import fold
from pipeline.audit.enumerations import dropped_things
from pipeline.audit.figures import WORDS, Figure, changed_figures, figures_of
from pipeline.audit.grams import grams

_WHOLE, _PARTIAL, _CHOSEN = (re.compile(WORDS[key]) for key in ("whole", "partial", "chosen"))
_SOFT, _BEFORE = re.compile(f"(?:{WORDS['soft']})(?!{WORDS['soft_noun']})"), re.compile(WORDS["before"])
_RESULT, _DONE = re.compile(WORDS["result"]), re.compile(WORDS["done"])
_SOFT_ITSELF = re.compile(WORDS["soft_itself"])
_EVERY, _TOWNS = re.compile(WORDS["every"]), re.compile(WORDS["towns"])
_BELOW, _ITSELF = re.compile(WORDS["below"]), re.compile(WORDS["itself"])
_CLAUSE = re.compile(WORDS["clause"])
_PHRASE = re.compile("[^,。;、!?]+")
_PART = re.compile("[^,。;!?]+")
_LEFT = 0.1
"""A result clause of which the rows keep less than this share is left out."""
_SHORTEST = 5
_ALL = 100
_DIGIT = re.compile(r"\d")

Mass = Callable[[frozenset[str]], float]


class Loss(NamedTuple):
    """What a row lacks: a rule, a sentence about it, the words of the speech, the words of the row."""

    rule: str
    text: str
    span: tuple[int, int] | None
    row_words: tuple[str, ...]


def losses(quote: str, rows: Sequence[str], taken: Sequence[tuple[int, int]], mass: Mass) -> Iterator[Loss]:
    """All that `rows`, the measures found for `quote`, leave out or soften; spans count in `quote`."""
    view, theirs = fold(quote), [fold(row) for row in rows]
    yield from _figure_losses(view, theirs, taken)
    for row in theirs:
        yield from _scope_losses(view, row)
        yield from _verb_losses(view, row)
    yield from _result_losses(view, theirs, mass)
    for part in dropped_things(view, theirs):
        words, kept = "、".join(part.lost), "、".join(part.kept)
        text = f"范围缩小：讲话列出的{words}没有写进台账，台账只写了{kept}。"
        yield Loss("scope.counted", text, part.span, part.kept)


def _figure_losses(view: str, rows: list[str], taken: Sequence[tuple[int, int]]) -> Iterator[Loss]:
    for change in changed_figures(view, rows, taken):
        span = (change.start, change.end)
        if change.row_words:
            text = f"讲话为“{change.text}”，台账为“{change.row_words}”。"
            yield Loss("figure.lowered", text, span, (change.row_words,))
        else:
            yield Loss("figure.dropped", f"讲话的指标“{change.text}”没有写进台账。", span, ())


def _scope_losses(view: str, row: str) -> Iterator[Loss]:
    whole = _WHOLE.search(view)
    part = _PARTIAL.search(row)
    below, itself = _BELOW.search(view), _ITSELF.search(row)
    if part and part[0] not in view:
        yield _loss("scope.part", whole, "范围缩小", part[0])
    elif (every := _EVERY.search(view)) and (towns := _TOWNS.search(row)) and not _TOWNS.search(view):
        yield _loss("scope.towns", every, "范围缩小", towns[0])
    elif below and itself and not _BELOW.search(row):
        yield _loss("scope.below", below, "范围缩小", itself[0])
    elif whole and (chosen := _CHOSEN.search(row)) and not _CHOSEN.search(view) and not _WHOLE.search(row):
        yield _loss("scope.chosen", whole, "范围缩小", chosen[0])
    elif whole and "%" not in view.replace("100%", ""):
        shares = [figure.text for figure in figures_of(row) if figure.unit == "%" and figure.value < _ALL]
        if shares and shares[0] not in view:
            yield _loss("scope.share", whole, "范围缩小", shares[0])


def _verb_losses(view: str, row: str) -> Iterator[Loss]:
    early = next((found for found in _BEFORE.finditer(row) if found[0] not in view), None)
    if early:
        yield _loss("verb.before", _RESULT.search(view), "只写到前一步", early[0])
        return
    softened = None if _SOFT_ITSELF.search(view) else _softened(view, row)
    if softened:
        yield _loss("verb.soft", softened[0], "要求变软", softened[1])


def _softened(view: str, row: str) -> tuple[re.Match[str], str] | None:
    """A word for a result, and the soft word of that part of the row which answers it."""
    parts = [(part[0], _soft_in(part[0], view)) for part in _PART.finditer(row)]
    soft = next((soft for _, soft in parts if soft), "")
    if not soft:
        return None
    theirs = [(_words(part), soft) for part, soft in parts]
    for part in _PART.finditer(view):
        result = _RESULT.search(view, part.start(), part.end())
        mine = _words(part[0])
        answers = max((len(mine & words), not soft, soft) for words, soft in theirs)
        if result and (not answers[0] or answers[2]):
            return result, answers[2] or soft
    return None


def _words(text: str) -> frozenset[str]:
    """The pairs of letters of a text, without its figures and days."""
    return frozenset(gram for gram in grams(text) if len(gram) > 1 and not _DIGIT.search(gram))


def _soft_in(part: str, view: str) -> str:
    """The soft word of a part of a row which neither names a result nor only repeats the speech."""
    soft = next((found[0] for found in _SOFT.finditer(part) if found[0] not in view), "")
    return "" if _DONE.search(part) else soft


def _result_losses(view: str, rows: list[str], mass: Mass) -> Iterator[Loss]:
    """A clause that names the result that counts, of which the rows say nothing."""
    kept = frozenset(gram for row in rows for gram in grams(row))
    parts = list(_PART.finditer(view))
    for part in parts if len(parts) > 1 else ():
        words = part[0].strip()
        cue = _CLAUSE.search(words)
        if len(words) < _SHORTEST or not cue:
            continue
        counts = figures_of(words)
        if counts and all(any(_keeps(figure, row) for row in rows) for figure in counts):
            continue
        mine = grams(words[cue.end() :]) or grams(words)
        total = mass(mine)
        if not total:
            continue
        if mass(mine & kept) / total < _LEFT:
            yield Loss("result.dropped", f"讲话的结果要求“{words}”没有写进台账。", part.span(), ())


def _keeps(figure: Figure, row: str) -> bool:
    return any((other.value, other.unit) == (figure.value, figure.unit) for other in figures_of(row))


def _loss(rule: str, found: re.Match[str] | None, what: str, row_words: str) -> Loss:
    said = f"讲话为“{found[0]}”，" if found else ""
    return Loss(rule, f"{what}：{said}台账为“{row_words}”。", found.span() if found else None, (row_words,))
