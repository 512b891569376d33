"""What can be wrong with a ledger that is handed in, as coded problems; the wording is in `problems.toml`."""

import tomllib
from functools import cache
from importlib.resources import files

from models import Problem, Severity


@cache
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("pipeline.ledger_files").joinpath("problems.toml").read_text("utf-8"))


def problem(key: str, place: str, **facts: object) -> Problem:
    """The problem that `problems.toml` calls `key`, its words filled in with `facts`."""
    row = _table()[key]
    return Problem(
        code=row["code"],
        severity=Severity(row["severity"]),
        message=row["message"].format(**facts),
        action=row["action"].format(**facts),
        place=place,
    )
