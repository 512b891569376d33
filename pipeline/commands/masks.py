"""The one switch that shows telephone and identity numbers whole: `--unmasked`, with `--by` for who asks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from pipeline.commands.stop import ledger_at

UNMASKED = "不打码导出"
"""The topic of the note that somebody was shown whole numbers of persons."""
unmasked_option: Callable[[Any], Any] = click.option(
    "--unmasked",
    is_flag=True,
    help="手机号、身份证号不打码，只供内部用；要用 --by 写明谁要的",
)


def asked_by_name(by: str | None, *, unmasked: bool) -> None:
    """Refuse to show numbers whole where nobody says who asks."""
    if unmasked and not by:
        raise click.UsageError("--unmasked 要和 --by 一起给：不打码，要写明是谁要的")


@contextmanager
def masks_off(where: str, by: str, what: str, on: dt.date) -> Iterator[None]:
    """Show personal numbers whole within it; a ledger of ours keeps who wanted that, and is asked first."""
    from pipeline.exports.personal_numbers import shown_whole
    from pipeline.ledger_files import is_own

    with shown_whole():
        yield
    own = is_own(where)
    if own:
        note_unmasked(where, by, what, on)
    kept = "；已记入台账历史" if own else ""
    click.echo(f"注意：这次的手机号、身份证号没有打码，只供内部使用，不要外发{kept}。", err=True)


def note_unmasked(where: str, by: str, what: str, on: dt.date) -> None:
    """Keep in the ledger's history that somebody wanted numbers whole, and for what."""
    from pipeline.ledger import note

    with ledger_at(where, create=False) as opened:
        opened.append([note(UNMASKED, what, {"导出": what})], on, by)
