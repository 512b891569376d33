"""What speaks for a row and a commitment being about one thing besides words: units, figures, dates."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.fold import fold
from extractors.vocabulary import is_verb
from models import Basis, Commitment, Decision, LedgerRow
from pipeline.audit.figures import COUNTERS, Figure, figures_of
from pipeline.audit.likeness import Pair
from pipeline.audit.strangers import STRANGE, Speech, what_is_left
from pipeline.audit.unit_names import UnitNames, heads_named, is_class, is_generic

_UNIT, _LOOSE_UNIT, _FIGURE, _DAY = 0.07, 0.03, 0.09, 0.04
_ODDS = 0.9
"""Where both name units and none is shared, the words must say so much more."""
_COUNTING = 0.75
"""Where a row counts what the sentence does not speak of (教室灯具210套), the words must say so much more."""
_ONE_RUN = 0.9
"""One shared phrase, without a figure or a day in common, often only names the thing, not what is done."""
_WORTH_ASKING = 0.1
"""Below this likeness no pair is accepted, whoever it names."""
_MOST_BONUS = 0.6
"""Units and figures alone make no pair: they add at most this share of what the words give."""
_TELLING = 30
"""So large a figure that is no round one is seldom in both by chance: beside a unit it counts like a crew."""
_CREW = 3
"""So many units in both are seldom together by chance: they may count as much as the words."""
_SEVERAL = 2
_ORDINARY = frozenset({(100.0, "%"), (1.0, "次"), (1.0, "个"), (1.0, "项")})
"""Figures that stand in any ledger and tie nothing together."""
_NO_THING = frozenset({"天", "小时", "分钟", "工作日", "个月", "年", "次", "%", "岁", "", "元"})
"""Units of time, shares and money: they count no things."""
_FEW_DAYS = 10
_LEAST_PHRASE = 3
_MOST_PHRASES = 3
_WORD = re.compile(r"[0-9a-z\u3400-\u9fff.%]+")


@dataclass(frozen=True)
class WeighedPair:
    """A pair with all that speaks for it; `score` is from 0 to 1.

    `tied` says that both name one unit, `at_odds` that both name units and none is the same; `figures` are
    those that stand in both; `others` says that both name owners and share none, `strange` that the row is
    about another matter or does another deed; `ruling` is what a person decided on the pair, if anybody did.
    """

    pair: Pair
    score: float
    why: tuple[str, ...]
    tied: bool = False
    figures: frozenset[str] = frozenset()
    at_odds: bool = False
    others: bool = False
    strange: bool = False
    ruling: Decision | None = None

    @property
    def shares_deed(self) -> bool:
        """Whether both say the same verb."""
        return any(len(gram) > 1 and is_verb(gram) for gram in self.pair.shared)


def weigh(
    pair: Pair, commitment: Commitment, row: LedgerRow, names: UnitNames, speech: Speech | None = None
) -> WeighedPair:
    """The likeness of the words, raised by what both sides name, lowered where the row is another matter."""
    units = _shared_units(commitment, row, names)
    figures = _shared_figures(commitment.source.quote, row.measure)
    day = _shared_day(commitment, row)
    crew = len(units) >= _CREW and all(explicit for _, explicit in units)
    sure = crew or (bool(units) and any(_is_telling(figure) for figure in figures))
    counted = units[: _CREW if crew else 2]
    bonus = sum(_UNIT if explicit else _LOOSE_UNIT for _, explicit in counted)
    bonus += _FIGURE * bool(figures) + _DAY * bool(day)
    score = min(1.0, pair.score + min(bonus, (1.0 if sure else _MOST_BONUS) * pair.score))
    near = not units and pair.score >= _WORTH_ASKING
    at_odds = near and not heads_named(row.measure) and _at_odds(commitment, row, names)
    score *= _ODDS if at_odds else 1.0
    score *= _COUNTING if not pair.partial and not figures and _counts_another(commitment, row) else 1.0
    if not figures and not day and len(units) < _SEVERAL and _runs(pair) <= 1:
        score *= _ONE_RUN
    left = what_is_left(pair.row, commitment.source.quote, row, speech)
    score *= left
    why = [f"文字相近（{round(100 * pair.score)}分）"]
    why += ["单位相同：" + "、".join(name for name, _ in units)] if units else []
    why += ["数字相同：" + "、".join(figure.text for figure in figures)] if figures else []
    why += [f"日期相同：{day}"] if day else []
    return WeighedPair(
        pair,
        round(score, 4),
        tuple(why),
        tied=bool(units),
        figures=frozenset(figure.text for figure in figures),
        at_odds=at_odds or left < 1.0,
        others=not units and _names_others(commitment, row),
        strange=left < STRANGE,
    )


def shared_phrases(quote: str, measure: str) -> tuple[str, ...]:
    """The longest runs of words that stand in both texts as they are: why they were matched."""
    view, found = fold(quote).lower(), []
    for word in _WORD.findall(fold(measure).lower()):
        at = 0
        while at < len(word):
            end = at
            while end < len(word) and word[at : end + 1] in view:
                end += 1
            if end - at >= _LEAST_PHRASE:
                begins = view.index(word[at:end])
                found.append(quote[begins : begins + end - at])
            at = max(end, at + 1)
    longest = sorted(dict.fromkeys(found), key=len, reverse=True)[:_MOST_PHRASES]
    return tuple(longest)


def _shared_units(commitment: Commitment, row: LedgerRow, names: UnitNames) -> list[tuple[str, bool]]:
    """The owners of the speech that the row names too, and whether that ties them: 各乡镇 stands anywhere.

    An owner of the row whose name the sentence says is one too, whatever it was read as there.
    """
    theirs = [owner.name for owner in row.owners]
    shared = [
        (owner.name, owner.basis is Basis.EXPLICIT and not is_class(owner.name))
        for owner in commitment.owners
        if names.any_same(owner.name, theirs)
    ]
    if not shared:
        said = _folded(commitment.source.quote)
        shared = [(name, True) for name in theirs if not is_class(name) and names.stands_in(name, said)]
    return sorted(dict.fromkeys(shared), key=lambda unit: not unit[1])


@lru_cache(maxsize=1024)
def _folded(quote: str) -> str:
    """A sentence is held against many rows."""
    return fold(quote)


def _shared_figures(quote: str, measure: str) -> list[Figure]:
    mine = {_value(figure) for figure in figures_of(quote) if not _is_few_days(figure)} - _ORDINARY
    return [figure for figure in figures_of(measure) if _value(figure) in mine] if mine else []


def _value(figure: Figure) -> tuple[float, str]:
    return figure.value, "个" if figure.unit in COUNTERS else figure.unit


def _is_few_days(figure: Figure) -> bool:
    """A time of a few days stands in any ledger, too."""
    return figure.unit == "天" and figure.value <= _FEW_DAYS


def _is_telling(figure: Figure) -> bool:
    return figure.value >= _TELLING and bool(figure.value % 10)


def _at_odds(commitment: Commitment, row: LedgerRow, names: UnitNames) -> bool:
    """Whether both name units that everybody knows, and none is the same; villages are within towns."""
    if any(is_class(owner.name) for owner in row.owners) and any(is_class(o.name) for o in commitment.owners):
        return False
    told = [o.name for o in commitment.owners if o.basis is Basis.EXPLICIT and not is_generic(o.name)]
    known = [name for name in told if names.is_known(name) or names.is_post_or_class(name)]
    theirs = [owner.name for owner in row.owners if names.is_known(owner.name)]
    return bool(known and len(theirs) == len(row.owners) and theirs)


def _names_others(commitment: Commitment, row: LedgerRow) -> bool:
    """Whether the row has owners, and neither there nor in its words those whom the sentence names."""
    told = [o.name for o in commitment.owners if o.basis is Basis.EXPLICIT and not is_generic(o.name)]
    return bool(told and row.owners) and not any(name in row.measure for name in told)


def _runs(pair: Pair) -> int:
    """In how many separate places the two share words."""
    pairs = [gram for gram in pair.shared if len(gram) > 1]
    ends = {gram[-1] for gram in pairs}
    return sum(gram[0] not in ends for gram in pairs)


def _counts_another(commitment: Commitment, row: LedgerRow) -> bool:
    """Whether the row says how many of a thing, and the sentence has no figure of that kind at all."""
    told = {_value(figure)[1] for figure in figures_of(commitment.source.quote)}
    return any(
        figure.unit not in _NO_THING and figure.value > 1 and _value(figure)[1] not in told
        for figure in figures_of(row.measure)
    )


def _shared_day(commitment: Commitment, row: LedgerRow) -> dt.date | None:
    days = {limit.due for limit in commitment.deadlines if limit.due and limit.basis is Basis.EXPLICIT}
    return row.due if row.due in days else None


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """`text` with the given spans replaced by commas, so that no words join over them."""
    kept: Sequence[str] = list(text)
    for start, end in spans:
        kept = [*kept[: max(start, 0)], *("，" * (min(end, len(text)) - max(start, 0))), *kept[end:]]
    return fold("".join(kept))
