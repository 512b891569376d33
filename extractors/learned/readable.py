"""The names that can be read anywhere in a sentence, whether or not a rule asks for them there."""

from typing import NamedTuple

from extractors.units.lists.list_reader import ListReader
from extractors.units.names.endings import Kind

_FIRST, _LAST = "\u3400", "\u9fff"
_BEFORE = frozenset("由请和与及对向报送把将给让跟同各等是在为经按每前后成中上级商")
"""Letters that stand before a name, though the dictionary has words of them and its first letter: 和县."""
_AGREED = "同意"
"""A word whose last letter begins no name, though its first stands before names: 同|意县."""


class Readable(NamedTuple):
    """A name that can be read at a span: in full, and its kind."""

    name: str
    kind: Kind


def readable(view: str, lists: ListReader) -> dict[tuple[int, int], Readable]:
    """Every name that a list beginning at some letter of the sentence would hold, by its span.

    The list that begins first says what its members are called in full: 「区农业农村局、财政局」.
    """
    found: dict[tuple[int, int], Readable] = {}
    end = 0
    for at in sorted(lists.signs.near(view)):
        if not _FIRST <= view[at] <= _LAST or _inside_word(view, at, lists):
            continue
        # Within a list only the first name can be new: what follows it is in the list.
        read = lists.first(view, at, len(view)) if at < end else lists.read(view, at, len(view))
        for name, full in zip(read.names, read.full, strict=True) if read else ():
            found.setdefault((name.start, name.end), Readable(full, name.kind))
            end = max(end, name.end)
    return found


def _inside_word(view: str, at: int, lists: ListReader) -> bool:
    """Whether a word goes on at `at`, so that no name begins there: 流|行县, 转|学教育局, 同|意县."""
    pair = view[at - 1 : at + 1] if at else ""
    return lists.is_word(pair) and (pair[0] not in _BEFORE or pair == _AGREED)
