"""Characters that look like ordinary ones and have a code of their own, replaced one by one.

A page printed from a browser looks perfect and says ⽉ (a radical, U+2F49) where it shows 月: which code a
drawn shape had is not always kept. No office means the radical, so readers take the ordinary character; as
each stands for one, nothing shifts.
"""

import re
import unicodedata

from extractors.lexicon import load

_BY_UNICODE = (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00))


def _by_unicode() -> dict[str, str]:
    """The radicals of the Kangxi dictionary and the compatibility ideographs."""
    pairs = ((chr(code), unicodedata.normalize("NFKC", chr(code))) for one in _BY_UNICODE for code in one)
    return {char: plain for char, plain in pairs if plain != char and len(plain) == 1}


ORDINARY = _by_unicode() | dict(zip(*load("lookalikes").values(), strict=True))
_LOOKALIKE = re.compile(f"[{''.join(ORDINARY)}]")


def ordinary(text: str) -> str:
    """`text` in ordinary characters, of the same length.

    >>> ordinary("石⻔乡⽔利站10⽉31⽇前")
    '石门乡水利站10月31日前'
    """
    for char in set(_LOOKALIKE.findall(text)):
        text = text.replace(char, ORDINARY[char])
    return text
