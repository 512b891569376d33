"""Rows without the words that a paper of figures never prints: a large ledger is held in half the memory."""

from typing import Any

from models import LedgerEntry


class Slim:
    """Makes rows slim, one after the other; what many of them have in common is held once."""

    def __init__(self) -> None:
        self._kept: dict[Any, Any] = {}

    def __call__(self, entry: LedgerEntry) -> LedgerEntry:
        """The row without sources, targets, doubts and reasons; with its problem if that is all there is."""
        spared = {
            "issue": "" if entry.measure.strip() else entry.issue,
            "sources": (),
            "targets": (),
            "doubts": (),
            "quality": self._shared(entry.quality.model_copy(update={"why": ()})),
            "owners": self._shared(entry.owners),
            "deadline": self._shared(entry.deadline),
        }
        return entry.model_copy(update=spared)

    def _shared(self, value: Any) -> Any:
        return self._kept.setdefault(value, value)
