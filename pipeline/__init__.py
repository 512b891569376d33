"""From bytes to ledger and out again: readers, normaliser, ledger, exports, batch, commands.

What lives here: all input and output, and everything that knows about files, databases and offices' forms.
What does not: deciding what a sentence means (that is `extractors`) and the shape of the data (`models`).
What other programs may import stands in `__all__` (docs/python-api.md).
"""

from pipeline.python_api import (
    add_files,
    audit_speech,
    export_ledger,
    extract_file,
    list_entries,
    read_events,
    read_rows,
    read_state,
    write_paper,
)

__all__ = [
    "add_files",
    "audit_speech",
    "export_ledger",
    "extract_file",
    "list_entries",
    "read_events",
    "read_rows",
    "read_state",
    "write_paper",
]
