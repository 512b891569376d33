"""What a cell shows: a number and its number format to the words that the clerk sees (2026年6月30日, 85%)."""

import datetime as dt
import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from pipeline.readers.sheet.dates import Moment, moment

TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<noon>AM/PM|A/P|上午/下午)"
    r"|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+(?:\.0+)?|aaaa?|AAAA?)|(?P<text>@)"
    r"|(?P<number>[#0?][#0?,]*(?:\.[#0?]*)?,*(?:[eE][+-]?0+)?|\.[0#?]+)|(?P<other>.)",
    re.DOTALL,
)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)(-?[\d.]+)")
CURRENCY = re.compile(r"\$([^-]*)")
ELAPSED = re.compile(r"[hms]+", re.IGNORECASE)
SIGNIFICANT = 11
LARGE = 1e11
SMALL = 1e-4


class Part(NamedTuple):
    """One token of a number format: what kind it is, and its words."""

    kind: str
    text: str


class Section(NamedTuple):
    """One of up to four parts of a number format, with the condition under which it counts."""

    parts: tuple[Part, ...]
    condition: tuple[str, float] | None
    chinese: bool

    @property
    def dated(self) -> bool:
        """Whether it shows a date or a time of day."""
        return any(part.kind == "date" for part in self.parts)


def builtin(number: int) -> str:
    """The format that workbooks call by `number` without spelling it out."""
    text = files("pipeline.readers.sheet").joinpath("formats.toml").read_text("utf-8")
    return str(_builtins(text).get(str(number), "General"))


@cache
def _builtins(text: str) -> dict[str, str]:
    return dict(tomllib.loads(text)["builtin"])


def shown(value: float, code: str, *, since_1904: bool = False) -> str:
    """The words that a cell with `value` and the number format `code` shows."""
    section, negated = _section(value, _sections(code))
    if section is None:
        return general(value)
    if section.dated:
        return _dated(moment(value, since_1904=since_1904), section) if value >= 0 else general(value)
    return _numeric(-value if negated else value, section)


def day_of(value: float, code: str, *, since_1904: bool = False) -> dt.date | None:
    """The day, with its year, behind a cell whose format shows a date; None for all other cells."""
    section, _ = _section(value, _sections(code))
    if section is None or not any(part.kind == "date" and part.text[0] in "yd" for part in section.parts):
        return None
    found = moment(value, since_1904=since_1904)
    return found.at.date() if found else None


def general(value: float) -> str:
    """A number without a format, with as many digits as a cell has."""
    if value == int(value) and abs(value) < LARGE:
        return str(int(value))
    if abs(value) >= LARGE or abs(value) < SMALL:
        return str(int(value)) if value == int(value) else f"{value:.5E}"
    whole = len(str(int(abs(value))))
    return f"{value:.{max(0, SIGNIFICANT - 1 - whole)}f}".rstrip("0").rstrip(".")


@cache
def _sections(code: str) -> tuple[Section, ...]:
    parts: list[list[re.Match[str]]] = [[]]
    for token in TOKEN.finditer(code):
        if token["other"] == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(_parsed(tokens) for tokens in parts)


def _parsed(tokens: list[re.Match[str]]) -> Section:
    parts: list[Part] = []
    condition, chinese = None, False
    for token in tokens:
        kind, text = token.lastgroup or "space", token[0]
        if kind == "bracket":
            inside = token["bracket"]
            chinese |= inside.upper() == "DBNUM1"
            if found := CONDITION.fullmatch(inside):
                condition = found[1], float(found[2])
            elif found := CURRENCY.match(inside):
                parts.append(Part("literal", found[1]))
            elif ELAPSED.fullmatch(inside):
                parts.append(Part("date", f"[{inside.lower()}]"))
        elif kind in ("quoted", "escaped", "other"):
            parts.append(Part("literal", token[kind]))
        else:
            parts.append(Part(kind, text.lower() if kind == "date" else text))
    return Section(tuple(parts), condition, chinese)


def _section(value: float, sections: tuple[Section, ...]) -> tuple[Section | None, bool]:
    """The section that counts for `value`, and whether it takes the place of the minus sign."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _holds(value, *section.condition):
                return section, False
        return None, False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    if value == 0 and len(sections) > 2:
        return sections[2], False
    return sections[0], False


def _holds(value: float, sign: str, bound: float) -> bool:
    tests = {
        "<": value < bound,
        ">": value > bound,
        "=": value == bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "<>": value != bound,
    }
    return tests[sign]


def _numeric(value: float, section: Section) -> str:
    percent = sum(part.text.count("%") for part in section.parts if part.kind == "literal")
    scaled, words, written = value * 100**percent, [], False
    for part in section.parts:
        if part.kind in ("general", "text"):
            words.append(general(scaled))
        elif part.kind == "number" and not written:
            words.append(_digits(abs(scaled), part.text))
            written = True
        elif part.kind == "literal":
            words.append(part.text)
        elif part.kind == "space":
            words.append(" ")
    text = "".join(words).strip()
    return f"-{text}" if written and scaled < 0 and re.search(r"[1-9]", text) else text


def _digits(value: float, form: str) -> str:
    """`value` in a format of digits: how many decimals, whether thousands are set apart."""
    if "e" in form.lower():
        return f"{value:.{_decimals(form.lower().partition('e')[0])[0]}E}"
    scale = len(form) - len(form.rstrip(","))
    most, least = _decimals(form)
    text = (
        f"{value / 1000**scale:,.{most}f}" if "," in form.rstrip(",") else f"{value / 1000**scale:.{most}f}"
    )
    for _ in range(most - least):
        text = text.removesuffix("0")
    whole, dot, rest = text.partition(".")
    return whole.zfill(form.partition(".")[0].count("0")) + (dot + rest if rest else "")


def _decimals(form: str) -> tuple[int, int]:
    """The most and the least decimals that a format of digits shows."""
    decimals = form.rstrip(",").partition(".")[2]
    return len(decimals), decimals.count("0")


def _dated(at: Moment | None, section: Section) -> str:
    if at is None:
        return ""
    half = any(part.kind == "noon" for part in section.parts)
    dates = [part.text for part in section.parts if part.kind == "date"]
    words, seen = [], 0
    for part in section.parts:
        if part.kind == "date":
            words.append(at.show(_minutes(dates, seen), half=half, chinese=section.chinese))
            seen += 1
        elif part.kind == "noon":
            words.append(at.noon(part.text))
        elif part.kind in ("literal", "number"):
            words.append(part.text)
        elif part.kind == "space":
            words.append(" ")
    return "".join(words).strip()


def _minutes(dates: list[str], at: int) -> str:
    """The date token at `at`; m or mm beside hours or seconds are minutes, written n or nn."""
    token = dates[at]
    if token not in ("m", "mm"):
        return token
    after_hours = at > 0 and dates[at - 1].strip("[]")[:1] == "h"
    before_seconds = at + 1 < len(dates) and dates[at + 1].startswith("s")
    return token.replace("m", "n") if after_hours or before_seconds else token
