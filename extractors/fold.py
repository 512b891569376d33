"""A width-folded view of a text, of exactly the same length.

Matching works on the view, spans point into the text: because every character folds to one character, an
offset in the view is the offset in the text and no index map is needed.
"""

from functools import lru_cache

_SHORT = 500
_TABLE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TABLE |= {0x3000: 0x20, 0xA0: 0x20, 0x2002: 0x20, 0x2003: 0x20, 0x3014: 0x5B, 0x3015: 0x5D}
_TABLE |= {ord("﹙"): ord("("), ord("﹚"): ord(")"), ord("﹐"): ord(","), ord("﹑"): ord("、")}
_TABLE |= {ord("﹔"): ord(";"), ord("﹕"): ord(":"), ord("／"): ord("/"), ord("•"): ord("·")}


def fold(text: str) -> str:
    """`text` with full-width forms made half-width, character by character.

    >>> fold("（２０２５年６月底前，报送）")
    '(2025年6月底前,报送)'
    """
    return _fold_short(text) if len(text) <= _SHORT else text.translate(_TABLE)


@lru_cache(maxsize=1024)
def _fold_short(text: str) -> str:
    """Sentences are folded several times on their way; whole documents are not kept."""
    return text.translate(_TABLE)
