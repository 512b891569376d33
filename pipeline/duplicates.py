"""Papers that the ledger has already: the same one under another name, or one that is nearly the same."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple, Self

from models import DocumentRecord, LedgerEntry, LedgerState

NEAR = 0.6
FEWEST = 4


class Near(NamedTuple):
    """Another paper: how many of the sentences that count there (`total`) stand in the new one, too."""

    name: str
    shared: int
    total: int

    def line(self) -> str:
        """What the clerk is told; nothing is merged."""
        return (
            f"与「{self.name}」相近（{self.total} 句要求和问题中 {self.shared} 句相同），"
            "可能是同一份文件的不同稿，两份都已登记；用 ledger twins 看不同、并相同"
        )


class Papers:
    """The papers of a ledger by the sentences that they gave rows, issues and calls for."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        self._holders: defaultdict[str, list[str]] = defaultdict(list)

    @classmethod
    def of(cls, state: LedgerState) -> Self:
        """Those that a ledger holds."""
        papers = cls()
        entries: defaultdict[str, list[LedgerEntry]] = defaultdict(list)
        for entry in state.entries:
            entries[entry.document_id].append(entry)
        for record in state.documents:
            papers.learn(record, entries[record.id])
        return papers

    def learn(self, record: DocumentRecord, entries: Iterable[LedgerEntry]) -> None:
        """One more paper."""
        if record.id in self.names:
            return
        quotes = _quotes(record, entries)
        self.names[record.id], self._sizes[record.id] = record.name, len(quotes)
        for quote in quotes:
            self._holders[quote].append(record.id)

    def near(self, record: DocumentRecord, entries: Iterable[LedgerEntry]) -> Near | None:
        """The paper that shares most with this one, when that is most of what either says."""
        quotes = _quotes(record, entries)
        shared = Counter(one for quote in quotes for one in self._holders.get(quote, ()) if one != record.id)
        if not shared:
            return None
        best = min(shared, key=lambda one: (-shared[one], self.names[one]))
        total = max(len(quotes), self._sizes[best])
        alike = shared[best] >= max(FEWEST, NEAR * total)
        return Near(self.names[best], shared[best], total) if alike else None


def _quotes(record: DocumentRecord, entries: Iterable[LedgerEntry]) -> set[str]:
    """The sentences that count, without blanks."""
    rows = (source.quote for entry in entries for source in entry.sources)
    rest = [issue.source.quote for issue in record.issues] + [call.source.quote for call in record.calls]
    return {"".join(quote.split()) for quote in (*rows, *rest)}
