"""Lines that only say by when, or who and by when: 「两家校车公司,3月2日前。」, 「【4月10日前】」."""

import re

from extractors.units.claims import clauses, skip_leading
from extractors.units.fields.bare_names import BareNames
from extractors.units.fields.limit_clauses import heading_words, is_limit

_LONGEST = 60
_NEVER_IN_ONE = re.compile("[:?!\t(“]")


def is_bare(view: str, start: int, end: int, names: BareNames) -> bool:
    """Whether a line only says by when, or who and by when; it may head what stands below it.

    A day without 前 behind a unit is no limit: so papers are signed.
    """
    if head := heading_words(view, start, end):
        return is_limit(view[slice(*head)], in_field=False)
    stop = start + len(view[start:end].rstrip("。; "))
    if stop - start > _LONGEST or _NEVER_IN_ONE.search(view, start, end):
        return False
    pieces = clauses(view, start, stop)
    limits = [is_limit(view[a:b].strip(), in_field=False) for a, b in pieces]
    return sum(limits) == 1 and all(
        timed or names.are(view, skip_leading(view, a, b, []), b)
        for timed, (a, b) in zip(limits, pieces, strict=True)
    )
