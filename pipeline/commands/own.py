"""What the office has of its own, found and read when a command runs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.stop import Stop

if TYPE_CHECKING:
    from pipeline.office import Office


def office_of(units: Path | None, lexicon: Path | None) -> Office:
    """The office with the lexicon at that path, else with the one in the current folder, if there is one.

    That a lexicon is used is said on standard error, since it changes what is read.
    """
    from models import Problem
    from pipeline.lexicon import FILE_NAME, load_lexicon
    from pipeline.office import Office

    path = lexicon or Path(FILE_NAME)
    if lexicon is None and not path.exists():
        return Office(units)
    loaded = load_lexicon(path)
    if isinstance(loaded, Problem):
        raise Stop(loaded.line())
    if loaded:
        click.echo(f"用了本地词表：{path}", err=True)
    return Office(units, loaded)
