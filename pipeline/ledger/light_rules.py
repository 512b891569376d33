"""The thresholds of the lights: the shipped ones, or an office's own over them."""

import tomllib
from importlib.resources import files
from pathlib import Path

from pydantic import NonNegativeInt, ValidationError

from models import Frozen, Problem
from pipeline.ledger.problems import problem


class LightRules(Frozen):
    """What each number means is said in `lights.toml`."""

    yellow_days: NonNegativeInt
    behind_yellow: NonNegativeInt
    behind_red: NonNegativeInt
    reminders_red: NonNegativeInt
    receive_days: NonNegativeInt
    start_share: NonNegativeInt
    most_extensions: NonNegativeInt


def load_light_rules(own: Path | None = None) -> LightRules | Problem:
    """The shipped thresholds, those of `own` in their place where it gives some."""
    shipped = tomllib.loads(files("pipeline.ledger").joinpath("lights.toml").read_text("utf-8"))
    if own is None:
        return LightRules.model_validate(shipped)
    try:
        return LightRules.model_validate(shipped | tomllib.loads(own.read_text("utf-8-sig")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError):
        return problem("bad_settings", name=own.name)
