"""Places in a row of which only the last says what they are: 「和平、江滨街道」, 「李家、王家、赵家村」."""

import re
from collections.abc import Sequence

from extractors.lexicon import load
from extractors.units.names.composed import Name

_KINDS = "|".join(sorted(load("units")["casual"]["place_kinds"], key=len, reverse=True))
_LAST = re.compile(rf"(?P<proper>[\u3400-\u9fff]{{1,4}}?)(?<![个两三四五六七八九十这那])(?P<kind>{_KINDS})")
_PROPER = re.compile(r"(?![各全有相])[\u3400-\u9fff]{1,3}")
_ENDS_A_NAME = re.compile(rf"(?:{_KINDS}|[省市州县区旗盟局委办所站队])$")

TWO_PLACES = re.compile(r"[㐀-鿿]{2,3}(?:和(?![谐平睦顺美])|与)[㐀-鿿]{2}")
"""How 「东坪和柳河镇」 begins, which is no name of one place."""


def places_in_full(view: str, heads: Sequence[Name], last: Name) -> tuple[str, ...]:
    """The full name of each place of a row that `last` closes; none where it is no row of places."""
    found = _LAST.fullmatch(view, last.start, last.end)
    words = [view[name.start : name.end] for name in heads]
    if found is None or not all(_PROPER.fullmatch(w) and not _ENDS_A_NAME.search(w) for w in words):
        return ()
    return tuple(word + found["kind"] for word in (*words, found["proper"]))
