"""One person with two titles: 「县委常委、常务副县长牵头」, 「局党组书记、局长周涛负总责」."""

import re

from extractors.lexicon import load

_WORDS = load("units")["titles"]
_SURNAMES = load("subjects")["letters"]["surnames"]
_TITLES = re.compile(
    rf"(?<![各每位的别]){_WORDS['of_party']}?{_WORDS['first']}(?:、(?:{_WORDS['second']})){{1,2}}"
    rf"(?=(?:[{_SURNAMES}][\u3400-\u9fff×某]{{1,2}}(?:同志)?)?(?:$|[,;。]|\s|{_WORDS['alone']}))"
)
TITLE_HEADS = frozenset("省市州县区旗镇乡街局委办厅机党常副成")
"""What the first title can begin with."""


def two_titles(view: str, at: int, limit: int) -> int:
    """Where the last title ends of one who has several and is named or acts there alone; else 0."""
    found = _TITLES.match(view, at, limit)
    return found.end() if found else 0
