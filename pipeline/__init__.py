"""From bytes to ledger and out again: readers, normaliser, ledger, exports, batch, commands.

What lives here: all input and output, and everything that knows about files, databases and offices' forms.
What does not: deciding what a sentence means (that is `extractors`) and the shape of the data (`models`).
"""
