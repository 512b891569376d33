"""Papers that an office circulates, as Word drafts: 任务分解表, and for every unit a 督办任务单.

What lives here: how such a paper is laid out (GB/T 9704-2012) and worded. What never stands in one: a red
head, a document number, a seal, a signature or a date that the ledger does not have; their places are blank.
"""
