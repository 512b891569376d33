"""Check A13: rows of a ledger that say the same thing."""

import re
from collections.abc import Iterator, Sequence

from models import LedgerRow, Signal
from pipeline.audit.grams import alike_of_all

_DROPPED = re.compile(r"[^0-9a-z\u3400-\u9fff%.]|完成|推进|开展|做好|组织|实施|抓好|[的了和与及等对]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SHORTEST = 4
_MOST_SHOWN = 50


def duplicates_of(rows: Sequence[LedgerRow]) -> Iterator[Signal]:
    """Rows with the same words and figures in any order, synonyms and empty verbs aside."""
    first_with: dict[tuple[str, ...], LedgerRow] = {}
    found: list[tuple[LedgerRow, LedgerRow]] = []
    for row, plain in zip(rows, alike_of_all(row.measure for row in rows), strict=True):
        words = _DROPPED.sub("", plain)
        if len(words) < _SHORTEST:
            continue
        key = ("".join(sorted(set(words))), *sorted(_NUMBER.findall(words)))
        first = first_with.setdefault(key, row)
        if first is not row:
            found.append((first, row))
    for first, row in found[:_MOST_SHOWN]:
        text = f"“{first.measure[:30]}”与“{row.measure[:30]}”内容相近，请核对是否重复。"
        yield Signal(check="A13", title="疑似重复", text=text, entries=(first.id, row.id))
    if len(found) > _MOST_SHOWN:
        rest = tuple(row.id for _, row in found[_MOST_SHOWN:])
        text = f"另有{len(rest)}行与前面的行内容相近，请核对是否重复。"
        yield Signal(check="A13", title="疑似重复", text=text, entries=rest)
