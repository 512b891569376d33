"""The ledger as Parquet for analysts: one row an entry, lists as lists, days as days."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from models import LedgerEntry, Role
from pipeline.exports.personal_numbers import masked_record

_NAMES = pa.list_(pa.string())
SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("document_id", pa.string()),
        ("document", pa.string()),
        ("issue", pa.string()),
        ("measure", pa.string()),
        ("lead", _NAMES),
        ("responsible", _NAMES),
        ("support", _NAMES),
        ("deadline_text", pa.string()),
        ("deadline_kind", pa.string()),
        ("due", pa.date32()),
        ("targets", _NAMES),
        ("status", pa.string()),
        ("prohibition", pa.bool_()),
        ("missing", _NAMES),
        ("quality", pa.int8()),
        ("quotes", _NAMES),
        ("places", _NAMES),
        ("rule", pa.string()),
        ("confidence", pa.float64()),
    ]
)
ROW_GROUP = 10_000
"""How many rows are held and written at a time."""


def write_parquet(entries: Iterable[LedgerEntry], path: Path) -> None:
    """Write every entry, personal numbers masked; no suggested day, so that nobody counts with it."""
    rows = map(_row, entries)
    with pq.ParquetWriter(path, SCHEMA) as file:
        group = list(islice(rows, ROW_GROUP))
        file.write_table(pa.Table.from_pylist(group, SCHEMA))
        while group := list(islice(rows, ROW_GROUP)):
            file.write_table(pa.Table.from_pylist(group, SCHEMA))


def _row(entry: LedgerEntry) -> dict[str, Any]:
    deadline = entry.deadline
    plain = entry.model_dump(include={"id", "document_id", "document", "issue", "measure", "prohibition"})
    roles = {role.value: [o.name for o in entry.owners if o.role is role] for role in Role}
    record: dict[str, Any] = masked_record(
        {
            **plain,
            **roles,
            "deadline_text": deadline.text if deadline else None,
            "deadline_kind": deadline.kind.value if deadline else None,
            "due": entry.handling.due or (deadline.due if deadline else None),
            "targets": [target.text for target in entry.targets],
            "status": entry.status.value,
            "missing": list(entry.missing),
            "quality": entry.quality.score,
            "quotes": [source.quote for source in entry.sources],
            "places": [source.place.label() for source in entry.sources],
            "rule": entry.rule,
            "confidence": entry.confidence,
        }
    )
    return record
