"""Of what sort a row without a last day is: a rhythm and a standing duty are limits that want no day."""

from collections import Counter
from collections.abc import Iterable

from models import DeadlineKind, LedgerEntry
from pipeline.exports.sheets.wording import NO_DATE_YET, date_words, limit_words

RHYTHM, STANDING, FORBIDS = "按周期办理", "长期坚持", "禁止性要求"
SORTS = (RHYTHM, STANDING, FORBIDS, NO_DATE_YET)
_BY_KIND = {DeadlineKind.RECURRING: RHYTHM, DeadlineKind.STANDING: STANDING}


def limit_sort(entry: LedgerEntry) -> str:
    """One of `SORTS`; empty where the row has a last day.

    时限待定 is what needs a day and has none: 立即, 汛期前, or nothing at all.
    """
    if entry.current_due:
        return ""
    if entry.deadline and entry.deadline.kind in _BY_KIND:
        return _BY_KIND[entry.deadline.kind]
    return NO_DATE_YET if limit_words(entry) else FORBIDS


def limit_told(entry: LedgerEntry) -> str:
    """The limit as a paper tells it: 2026年6月30日, 每月25日, 时限待定; a bare prohibition has none."""
    limit = limit_words(entry)
    return limit if isinstance(limit, str) else date_words(limit)


def sorts_among(entries: Iterable[LedgerEntry]) -> dict[str, int]:
    """How many rows there are of each sort that occurs, in the order of `SORTS`."""
    found = Counter(map(limit_sort, entries))
    return {sort: found[sort] for sort in SORTS if found[sort]}
