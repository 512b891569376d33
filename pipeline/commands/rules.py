"""The rules of the extractors in a clerk's words; the words themselves are `rules.toml`."""

import tomllib
from functools import cache
from pathlib import Path

_DEADLINE, _RANGE, _MARKED = "deadline.", "range.", ".marked"


def verdict(code: str) -> str:
    """Why a sentence became what it is."""
    return _words("verdict", code)


def seen(reason: str) -> str:
    """A cue that was seen, `modal:要` or `zone:problem`, in words."""
    code, _, value = reason.partition(":")
    held = _table("seen")
    if code == "rule":
        value = _table("alone").get(value) or verdict(value)
    return held.get(f"{code}.{value}") or _words("seen", code).format(value)


def owner(code: str) -> str:
    """How a unit got into the row, and the words that gave its role."""
    base, marked = code.removesuffix(_MARKED), code.endswith(_MARKED)
    head, _, role = base.rpartition(".")
    roles = _table("role")
    if role not in roles:
        head, role = base, ""
    parts = [_words("owner", head), roles["marked"] if marked else roles.get(role, "")]
    return "；".join(part for part in parts if part)


def deadline(code: str) -> str:
    """How the words of a limit were read; composite limits say each part."""
    return "，并且".join(_one_deadline(part.removeprefix(_DEADLINE)) for part in code.split("+"))


def _one_deadline(code: str) -> str:
    inner = code.removeprefix(_RANGE)
    if code.startswith(_RANGE) and code not in _table("deadline"):
        return f"起止时间，止于：{_words('deadline', inner)}"
    return _words("deadline", code)


def target(code: str) -> str:
    """What sort of target it is."""
    return _words("target", code)


def anchor(rank: int) -> str:
    """Where the document's date came from."""
    return _words("anchor", str(rank))


def _words(section: str, code: str) -> str:
    """The words for a code; a code that has none is shown itself, so that nothing is hidden."""
    return _table(section).get(code, f"规则 {code}")


@cache
def _table(section: str) -> dict[str, str]:
    table = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return dict(table[section])
