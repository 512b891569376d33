"""Check A13: rows of a ledger that say the same thing."""

from collections import Counter
from collections.abc import Iterator, Sequence

from models import LedgerRow, Signal
from pipeline.audit.grams import grams

_ALIKE = 0.8
_KEYS = 3
_MOST_ALIKE = 20


def duplicates_of(rows: Sequence[LedgerRow]) -> Iterator[Signal]:
    """Groups of rows that share at least 80 % of their words; figures must be the same."""
    texts = [grams(row.measure) for row in rows]
    counts = Counter(gram for text in texts for gram in text)
    buckets: dict[str, list[int]] = {}
    taken: set[int] = set()
    for at, text in enumerate(texts):
        keys = sorted(text, key=lambda gram: (counts[gram], gram))[:_KEYS]
        near = {other for key in keys for other in buckets.get(key, ())[:_MOST_ALIKE]}
        first = next((other for other in sorted(near) if _alike(texts[other], text)), None)
        if first is not None and first not in taken:
            taken.add(at)
            words = f"“{rows[first].measure[:30]}”与“{rows[at].measure[:30]}”内容相近，请核对是否重复。"
            yield Signal(check="A13", title="疑似重复", text=words, entries=(rows[first].id, rows[at].id))
        for key in keys:
            buckets.setdefault(key, []).append(at)


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    numbers = [{gram for gram in text if gram[0].isdigit()} for text in (one, other)]
    return numbers[0] == numbers[1] and len(one & other) >= _ALIKE * len(one | other)
