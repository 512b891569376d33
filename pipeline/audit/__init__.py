"""The audit: which demands of a speech became rows of a ledger, and which rows come from nowhere.

What lives here: commitments, likeness, assignment, verdicts with their reasons, signals, figures, and the
writers of the report. What does not: reading the speech (`pipeline.readers`, `extractors`) or the ledger
(`pipeline.ledger_files`). Every verdict but 台账未见对应任务 carries a reason that a person can check.
"""

from pipeline.audit.auditing import audit

__all__ = ["audit"]
