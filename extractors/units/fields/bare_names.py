"""Clauses that are names of units and nothing else but a word for what these do: 「总务处负责」."""

import re

from extractors.lexicon import load
from extractors.units.lists.list_reader import ListReader

_WORDS = load("units")["bare_names"]
_ROLE = re.compile(_WORDS["role"])
_NO_NAME = re.compile(_WORDS["no_name"])
_SEES_TO_IT = "办"


class BareNames:
    """Tells clauses that only name units."""

    def __init__(self, lists: ListReader) -> None:
        self._lists = lists

    def are(self, view: str, start: int, end: int) -> bool:
        """Whether a clause is names of units and nothing else."""
        end = self.end(view, start, end)
        units = self._lists.read(view, start, end)
        if units is None or not _ROLE.fullmatch(view[units.end : end].strip()):
            return False
        names = [view[name.start : name.end] for name in units.names]
        return not any(
            _NO_NAME.search(name) or ("、" not in name and self._lists.breaks(name)) for name in names
        )

    def end(self, view: str, start: int, end: int) -> int:
        """Where names end whose last letter may only say that they see to it: 「党政办、财政所办」."""
        units = self._lists.read(view, start, end - 1) if view[end - 1] == _SEES_TO_IT else None
        return end - 1 if units and units.end == end - 1 else end
