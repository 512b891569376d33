"""Numbers as a clerk writes them: 1.2万, 一千二百, 百分之九十二, 九成半, 一半."""

import re

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_DIGIT, _LETTER = "[一二两三四五六七八九]", "[一二两三四五六七八九十百千零〇]"
LARGE = rf"{_DIGIT}(?:百|千|十{_DIGIT}?(?!{_LETTER})){_LETTER}*"
"""A numeral in letters that is no idiom (千家万户, 百姓): it begins with a digit."""
SHARE = (
    r"百分之?(?P<share>\d+(?:\.\d+)?|[一二两三四五六七八九十百零点]+)"
    r"|(?P<tenths>[一二两三四五六七八九])成(?P<half>半)?(?=以上|以下|以内|左右|的|[,;。、!)]|$)"
    r"|(?P<moiety>(?:一半|(?<!过)半数)(?=以上|[,;。、!)]|$)|半(?=[箱桶罐仓缸池]以上))"
)
"""A share without the sign."""


def value_of(words: str) -> float:
    """The value of a number in digits or in letters, up to 9999.

    >>> value_of("三千零五十"), value_of("十二"), value_of("7.5"), value_of("九十二点五")
    (3050.0, 12.0, 7.5, 92.5)
    """
    if words[0].isdigit():
        return float(words)
    whole, _, part = words.partition("点")
    total, digit = 0, 0
    for char in whole:
        if char in _TENS:
            total, digit = total + (digit or 1) * _TENS[char], 0
        else:
            digit = _DIGITS.get(char, 0)
    fraction = "".join(str(_DIGITS.get(char, 0)) for char in part)
    return float(f"{total + digit}.{fraction or 0}")


def share_of(found: re.Match[str]) -> float | None:
    """The share, in hundredths, that a match of `SHARE` names; None for none."""
    if found["share"]:
        return value_of(found["share"])
    if found["tenths"]:
        return 10 * value_of(found["tenths"]) + (5 if found["half"] else 0)
    return 50.0 if found["moiety"] else None
