"""Which fields a stored record has: today's is read as it is, an older one is completed."""

import hashlib
import json
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import from_json

from models import DocumentRecord, LedgerEntry
from pipeline.ledger.errors import DamagedError


@cache
def record_shape() -> str:
    """The shape of an entry as this program writes it: the same for all programs with the same fields."""
    told = json.dumps(_fields(LedgerEntry), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def complete(record: str, shape: str) -> dict[str, Any]:
    """A stored entry in JSON's own types, with every field that an entry has today."""
    if shape != record_shape():
        return entry_of(record).model_dump(mode="json")
    try:
        found: dict[str, Any] = from_json(record, cache_strings="keys")
    except ValueError as fault:
        raise DamagedError("任务的现状") from fault
    return found


def entry_of(record: str) -> LedgerEntry:
    """A stored entry as such."""
    try:
        return LedgerEntry.model_validate_json(record)
    except ValueError as fault:
        raise DamagedError("任务的现状") from fault


def document_of(record: str) -> DocumentRecord:
    """The stored record of a document as such."""
    try:
        return DocumentRecord.model_validate_json(record)
    except ValueError as fault:
        raise DamagedError("文件的现状") from fault


def _fields(model: type[BaseModel]) -> dict[str, Any]:
    """The names of the fields, and below each those of the records that it holds."""
    return {
        name: [_fields(kind) for kind in _records(field.annotation)]
        for name, field in model.model_fields.items()
    }


def _records(annotation: Any) -> list[type[BaseModel]]:
    """The records that a field may hold, alone, in a tuple or as one of several kinds."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [kind for part in get_args(annotation) for kind in _records(part)]
