"""What goes round among offices: personal numbers masked, no invisible characters, safe file names."""

import re
from collections.abc import Iterable, Iterator

from pipeline.exports.personal_numbers import masked
from pipeline.exports.sheets.texts import clean

_NOT_IN_NAMES = re.compile(r"[^\w\u4e00-\u9fff()（）·-]+")
_LONGEST_NAME = 40


def printable(text: str) -> str:
    """The text as it may be printed and passed on.

    >>> printable("联系人电话13812345678，身份证号110105199001011234")
    '联系人电话138****5678，身份证号110105********1234'
    """
    return masked(clean(text))


def file_names(units: Iterable[str]) -> Iterator[str]:
    """A file name for each unit; those that would be the same are told apart by a number."""
    taken: dict[str, int] = {}
    for unit in units:
        name = file_name(unit)
        taken[name] = taken.get(name, 0) + 1
        yield f"{name}（{taken[name]}）" if taken[name] > 1 else name


def file_name(unit: str) -> str:
    """A name for a unit's file that no system refuses and that leads nowhere else.

    >>> file_name("../县水利局/办公室")
    '县水利局_办公室'
    """
    return _NOT_IN_NAMES.sub("_", unit).strip("_")[:_LONGEST_NAME] or "未命名单位"
