"""From what was read to rows of a ledger: units, identity, merging, checks and doubts.

What lives here: everything that is decided about a row without asking a person, and the word lists for it.
What does not: reading sentences (`extractors`), storing rows (`pipeline.ledger`), printing them
(`pipeline.exports`). Nothing here opens a file of the user's or asks the clock.
"""

from pipeline.normaliser.entries import Normalised, normalise

__all__ = ["Normalised", "normalise"]
