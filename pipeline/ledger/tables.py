"""The tables under the ledger: `events` is the truth, the others are what it folds to."""

from sqlalchemy import Column, Integer, MetaData, Table, Text

SCHEMA_VERSION = 4
METADATA = MetaData()

VERSIONS = Table("schema_version", METADATA, Column("version", Integer, primary_key=True))
EVENTS = Table(
    "events",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("stated_on", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("hash", Text, nullable=False),
)
ENTRIES = Table(
    "entries",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("document", Text, nullable=False),
    Column("document_id", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("parent", Text, nullable=False),
    Column("issue", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("status_label", Text, nullable=False),
    Column("deadline_text", Text, nullable=False),
    Column("original_due", Text),
    Column("due", Text),
    Column("extensions", Integer, nullable=False),
    Column("cycle", Integer, nullable=False),
    Column("percent", Integer),
    Column("last_seq", Integer, nullable=False),
    Column("red_after", Text),
    Column("reminders", Integer, nullable=False),
    Column("standing", Text, nullable=False),
    Column("shape", Text, nullable=False),
    Column("record", Text, nullable=False),
)
OWNERS = Table(
    "entry_owners",
    METADATA,
    Column("entry_id", Text, primary_key=True),
    Column("place", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("unit", Text, nullable=False),
)
DOCUMENTS = Table(
    "documents",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("last_seq", Integer, nullable=False),
    Column("record", Text, nullable=False),
)
ROW_ORDER = (ENTRIES.c.document, ENTRIES.c.document_id, ENTRIES.c.start, ENTRIES.c.place, ENTRIES.c.id)
"""The order of the ledger, as `fold.entry_order` has it."""
