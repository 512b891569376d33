"""Rows by which a unit only helps with what it is told to do, or urges others to do it."""

import re

from extractors.vocabulary import is_verb
from pipeline.audit.figures import WORDS

_CLAUSE = "(?:^|[,;。:])"
_HELPS, _URGES = (re.compile(f"{_CLAUSE}(?P<soft>{WORDS[name]})") for name in ("helps", "urges"))
_HELPED, _URGED = re.compile(WORDS["helped"]), re.compile(WORDS["urged"])
_VERB = 2
"""So many characters behind the word tell a deed (督促查处) from a person (督促业主)."""
_DEED = re.compile("清理|清运|清零")
"""Deeds that the dictionary does not call verbs."""
_PERSON = re.compile("[\u4e00-\u9fff]{2,4}(?:[站方社户队员者人商校院局厂店]|单位|企业|公司)")
"""Whom a row urges, though the name begins with a verb: 旅行社, 施工单位."""


def left_to_others(view: str, row: str) -> str:
    """The word by which a row leaves the deed to others, where the demand does not; both in folded form.

    >>> left_to_others("查处违规改装。", "督促查处违规改装"), left_to_others("甲局配合清理", "配合清理")
    ('督促', '')
    """
    helps, urges = _HELPS.search(row), _URGES.search(row)
    if helps and not _HELPED.search(view):
        return helps["soft"]
    if not urges or _URGED.search(view):
        return ""
    behind = row[urges.end() :]
    deed = _DEED.match(behind) or (is_verb(behind[:_VERB]) and not _PERSON.match(behind))
    return urges["soft"] if deed else ""
