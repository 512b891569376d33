"""Options that several commands share, and the types that read their values."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")


def day(value: str | dt.date) -> dt.date:
    """The day that is written 2025-06-11, 2025/6/11, 2025.6.11 or 2025年6月11日: always with its year."""
    if isinstance(value, dt.date):
        return value
    found = _DAY.fullmatch(value.strip())
    try:
        return dt.date(*map(int, found.groups())) if found else dt.date.fromisoformat(value)
    except ValueError:
        why = "没有这一天" if found else "要写成 2025-06-11 的样子"
        raise click.BadParameter(f"「{value}」不是日期，{why}") from None


def percentage(value: str | int) -> int:
    """The percentage that is written 40, 40% or ４０％; whether it is one from 0 to 100 the ledger says."""
    words = unicodedata.normalize("NFKC", str(value)).strip().removesuffix("%").strip()
    if not re.fullmatch(r"-?\d{1,9}", words):
        raise click.BadParameter(f"「{value}」不是整数，要写成 40 或 40% 的样子")
    return int(words)


def limit(value: str | dt.date) -> str | dt.date:
    """A day, or the words of a limit (每月25日前): what they mean is asked where the row is known."""
    if isinstance(value, str) and value.strip() and not value.strip()[0].isdecimal():
        return value.strip()
    return day(value)


def today() -> dt.date:
    """What day it is: asked here, at the edge, and handed inwards as an argument."""
    return dt.date.today()  # noqa: DTZ011 - an office's local date


FILE = click.Path(path_type=Path)

units_option: Decorator = click.option(
    "--units", type=FILE, metavar="CSV", help="本地单位名录，覆盖自带名录中的同一单位"
)
lexicon_option: Decorator = click.option(
    "--lexicon", type=FILE, metavar="FILE", help="本地词表，默认用当前文件夹里的「本地词表.toml」"
)
today_option: Decorator = click.option(
    "--today", type=day, metavar="DATE", default=today, help="登记日期，写进台账；不给就用今天"
)
internal_option: Decorator = click.option(
    "--accept-internal", is_flag=True, help="标「内部资料」的也读；标密的一律不读"
)
ledger_option: Decorator = click.option(
    "--ledger", required=True, metavar="FILE", help="台账文件，没有就新建；或 postgresql:// 地址"
)
