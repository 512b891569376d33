"""Papers that the ledger has already: the same one under another name, or one that is nearly the same."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, Self

from models import DocumentRecord, LedgerEntry

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
            "像是不同稿，都已登记；用 ledger twins 比对"
        )


class Papers:
    """The papers of a ledger by the sentences that they gave rows, issues and calls for."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self._sizes: dict[str, int] = {}
        self._holders: defaultdict[str, list[str]] = defaultdict(list)

    @classmethod
    def of(cls, documents: Iterable[DocumentRecord], records: Iterable[Mapping[str, Any]]) -> Self:
        """Those that a ledger holds: its documents, and its rows in JSON's own types."""
        papers = cls()
        quotes: defaultdict[str, set[str]] = defaultdict(set)
        for row in records:
            quotes[row["document_id"]].update(_plain(source["quote"]) for source in row["sources"])
        for record in documents:
            papers._keep(record, quotes[record.id] | _quotes(record, ()))
        return papers

    def learn(self, record: DocumentRecord, entries: Iterable[LedgerEntry]) -> None:
        """One more paper."""
        self._keep(record, _quotes(record, entries))

    def _keep(self, record: DocumentRecord, quotes: set[str]) -> None:
        if record.id in self.names:
            return
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
    return set(map(_plain, (*rows, *rest)))


def _plain(quote: str) -> str:
    return "".join(quote.split())
