"""Numbers as they are written in dates: 6, 十二, 二十三, 〇二五, 廿五, 半."""

from functools import lru_cache

from extractors.lexicon import load

_NUMBERS = load("deadlines")["numbers"]
_DIGITS: dict[str, int] = _NUMBERS["digits"]
_SCALES: dict[str, int] = _NUMBERS["scales"]
_TWENTY: str = _NUMBERS["twenty"]

_ZEROS = str.maketrans("Oo○", "000")
HAN = "".join(_DIGITS) + "".join(_SCALES) + _TWENTY


@lru_cache(maxsize=1024)
def number(word: str) -> int | None:
    """The value of a number written in digits or Chinese numerals; None where it is neither.

    >>> number("二十三"), number("12"), number("两"), number("一百二十"), number("一两")
    (23, 12, 2, 120, None)
    """
    if word.isascii():
        return int(word) if word.isdigit() else None
    total, pending, fresh = 0, 0, False
    for character in word.replace(_TWENTY, "二十"):
        if character in _SCALES:
            total += (pending or (1 if not fresh else 0)) * _SCALES[character]
            pending, fresh = 0, False
        elif character not in _DIGITS or (fresh and pending):
            return None
        else:
            pending, fresh = _DIGITS[character], True
    return total + pending


@lru_cache(maxsize=1024)
def spelled_year(word: str) -> int | None:
    """A year read digit by digit: 2025, 二〇二五, and the short 25 of 25年6月.

    >>> spelled_year("二〇二五"), spelled_year("2025"), spelled_year("25")
    (2025, 2025, 2025)
    """
    digits = "".join(str(_DIGITS.get(character, character)) for character in word.translate(_ZEROS))
    if not (digits.isascii() and digits.isdigit()):
        return None
    return int(digits) + (2000 if len(digits) == 2 else 0)
