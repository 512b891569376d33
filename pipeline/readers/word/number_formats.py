"""Word's number formats: a count to the words that Word shows, one pure function for each family.

The forms beyond 99 follow what Word prints, not how one would say it: `chineseCounting` counts to 九十九 and
then goes on digit by digit, 一○○, while `chineseCountingThousand` says 一百.
"""

from collections.abc import Callable

Format = Callable[[int], str | None]

STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def format_number(count: int, name: str) -> str | None:
    """`count` in Word's format `name`; None when the format is unknown or does not reach so far."""
    form = FORMATS.get(name)
    return form(count) if form else None


def _letters(count: int) -> str | None:
    """Word repeats the letter: a … z, aa, bb … zz, aaa."""
    if count < 1:
        return None
    times, letter = divmod(count - 1, 26)
    return chr(ord("a") + letter) * (times + 1)


def _roman(count: int) -> str | None:
    if not 0 < count < 4000:
        return None
    text = ""
    for value, sign in ROMAN:
        times, count = divmod(count, value)
        text += sign * times
    return text


def _upper(form: Format) -> Format:
    def upper(count: int) -> str | None:
        text = form(count)
        return text.upper() if text else None

    return upper


def _full_width(count: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(count))


def _run(first: str, length: int) -> Format:
    """Consecutive characters from `first` on; Word goes on in plain digits after the last."""
    return _cycle("".join(chr(ord(first) + step) for step in range(length)))


def _cycle(signs: str) -> Format:
    def sign(count: int) -> str:
        return signs[count - 1] if 1 <= count <= len(signs) else str(count)

    return sign


def _stem_and_branch(count: int) -> str:
    return STEMS[(count - 1) % 10] + BRANCHES[(count - 1) % 12] if 1 <= count <= 60 else str(count)


def _digits(signs: str) -> Format:
    """Digit by digit: 一〇一."""

    def positional(count: int) -> str | None:
        return "".join(signs[int(digit)] for digit in str(count)) if count >= 0 else None

    return positional


def _spoken(signs: str, units: str, *, one_ten: bool = False, ones: bool = True, zero: bool = True) -> Format:
    """As it is said, up to 9999: `units` are the words for 10, 100, 1000.

    `one_ten` keeps the 一 of 一十 at the front, `ones` that of 一百 and 一千; `zero` marks skipped places.
    """

    def spoken(count: int) -> str | None:
        if not 0 <= count <= 9999:
            return None
        text = "".join(_places(count, signs, units, ones=ones, zero=zero)) or signs[0]
        bare = text.startswith(signs[1] + units[0]) and not one_ten
        return text[1:] if bare else text

    return spoken


def _places(count: int, signs: str, units: str, *, ones: bool, zero: bool) -> list[str]:
    parts: list[str] = []
    digits = str(count)
    for place, digit in zip(reversed(range(len(digits))), map(int, digits), strict=True):
        if digit:
            skipped = zero and parts and not parts[-1]
            said = "" if digit == 1 and place and not ones else signs[digit]
            parts.append((signs[0] if skipped else "") + said + (units[place - 1] if place else ""))
        else:
            parts.append("")
    return parts


def _counted(signs: str, units: str) -> Format:
    """Spoken up to 99, digit by digit from 100 on."""
    small, large = _spoken(signs, units), _digits(signs)
    return lambda count: small(count) if count < 100 else large(count)


FORMATS: dict[str, Format] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda count: f"{count:02d}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalEnclosedCircle": _run("①", 20),
    "decimalEnclosedCircleChinese": _run("①", 20),
    "decimalEnclosedParen": _run("⑴", 20),
    "decimalEnclosedFullstop": _run("⒈", 20),
    "ideographEnclosedCircle": _run("㈠", 10),
    "numberInDash": lambda count: f"- {count} -",
    "lowerLetter": _letters,
    "upperLetter": _upper(_letters),
    "lowerRoman": _roman,
    "upperRoman": _upper(_roman),
    "chineseCounting": _counted("○一二三四五六七八九", "十百千"),
    "taiwaneseCounting": _counted("○一二三四五六七八九", "十百千"),
    "chineseCountingThousand": _spoken("〇一二三四五六七八九", "十百千"),
    "taiwaneseCountingThousand": _spoken("零一二三四五六七八九", "十百千"),
    "japaneseCounting": _spoken("〇一二三四五六七八九", "十百千", ones=False, zero=False),
    "chineseLegalSimplified": _spoken("零壹贰叁肆伍陆柒捌玖", "拾佰仟", one_ten=True),
    "ideographLegalTraditional": _spoken("零壹貳參肆伍陸柒捌玖", "拾佰仟", one_ten=True),
    "japaneseLegal": _spoken("零壱弐参四伍六七八九", "拾百阡", one_ten=True, zero=False),
    "koreanDigital2": _digits("零一二三四五六七八九"),
    "ideographDigital": _digits("〇一二三四五六七八九"),
    "japaneseDigitalTenThousand": _digits("〇一二三四五六七八九"),
    "taiwaneseDigital": _digits("○一二三四五六七八九"),
    "ideographTraditional": _cycle(STEMS),
    "ideographZodiac": _cycle(BRANCHES),
    "ideographZodiacTraditional": _stem_and_branch,
    "none": lambda _: "",
}
