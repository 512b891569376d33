"""The JSON Schema of every record that leaves the program, and of all that a command prints."""

from typing import Any

from pydantic.json_schema import models_json_schema

from models import (
    Assessment,
    AuditReport,
    CommitmentFinding,
    CommitmentLine,
    Coverage,
    Decision,
    Document,
    DocumentRecord,
    Event,
    Extraction,
    Frozen,
    LedgerEntry,
    LedgerRow,
    LedgerState,
    Problem,
    Registry,
    Scope,
    Signal,
    Thread,
    TrendReport,
    Untraceable,
)
from pipeline.extract_records import DocumentReport, IssueRecord, TaskRecord
from pipeline.printed_records import Evaluation, ExportedRow, ListedRow, Statistics

VERSION = 1
"""One more where a key goes, or changes its name, type or meaning; a new key changes nothing."""
RECORDS: tuple[type[Frozen], ...] = (
    TaskRecord,
    IssueRecord,
    DocumentReport,
    LedgerEntry,
    ExportedRow,
    ListedRow,
    DocumentRecord,
    Event,
    LedgerState,
    Document,
    Extraction,
    Problem,
    Registry,
    CommitmentLine,
    CommitmentFinding,
    Thread,
    TrendReport,
    Untraceable,
    Signal,
    Coverage,
    Scope,
    LedgerRow,
    AuditReport,
    Decision,
    Assessment,
    Statistics,
    Evaluation,
)


def json_schema() -> dict[str, Any]:
    """One JSON Schema document; every record is a definition in it."""
    _, schema = models_json_schema(
        [(record, "serialization") for record in RECORDS],
        title="duban records",
        description="Every record that duban reads, keeps or prints.",
    )
    identity = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:duban:records:{VERSION}",
    }
    return identity | schema
