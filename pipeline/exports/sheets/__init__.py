"""The sheets of the Excel ledger: one module per sheet, and the few modules they are all drawn with.

What lives here: which columns a sheet has, what stands in a cell, how it is measured and printed.
What does not: deciding anything about an entry; the sheets only show what the ledger state says.
"""
