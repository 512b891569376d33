"""Which fields a stored record has: today's is read as it is, an older one is completed."""

import hashlib
import json
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import from_json

from models import LedgerEntry


@cache
def record_shape() -> str:
    """The shape of an entry as this program writes it: the same for all programs with the same fields."""
    told = json.dumps(_fields(LedgerEntry), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def complete(record: str, shape: str) -> dict[str, Any]:
    """A stored entry in JSON's own types, with every field that an entry has today."""
    if shape == record_shape():
        found: dict[str, Any] = from_json(record, cache_strings="keys")
        return found
    return LedgerEntry.model_validate_json(record).model_dump(mode="json")


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
