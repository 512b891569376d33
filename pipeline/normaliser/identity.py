"""Stable identity: the folded form in which two measures are the same, and the id made from it."""

import hashlib
import re
import unicodedata

_NUMBERING = re.compile(r"^第?[一二三四五六七八九十]+(?:是要?|要)|^(?:必须|务必|应当|要)")


def fold(text: str) -> str:
    """`text` without width, spaces, punctuation, and the number or 要 before the measure itself.

    >>> fold("一是要建立 管护台账，")
    '建立管护台账'
    """
    bare = "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())
    return _NUMBERING.sub("", bare)


def entry_id(document_id: str, folded: str, ordinal: int) -> str:
    """The id of a row; `ordinal` counts rows of the same document that share a measure, from 0."""
    digest = hashlib.sha256(f"{document_id}\n{folded}\n{ordinal}".encode())
    return "E" + digest.hexdigest()[:10]
