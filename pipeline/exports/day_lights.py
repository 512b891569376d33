"""The lights of a day: what a table that is written on that day shows beside each row."""

import datetime as dt
import re
from typing import NamedTuple

from pipeline.exports.timeline_colours import FILLS
from pipeline.ledger.light_rules import LightRules
from pipeline.ledger.lights import COLOUR_LABELS, Colour, light_of
from pipeline.ledger.standing import Row

_TOLD = (Colour.RED, Colour.YELLOW, Colour.PURPLE)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY_ASIDE = re.compile(r"（(?:时限)?\d{4}-\d{2}-\d{2}）")


class DayLights(NamedTuple):
    """The day and the thresholds that lights are computed by."""

    on: dt.date
    rules: LightRules

    def words(self, row: Row) -> str:
        """The light, with its reasons where somebody should act: 红灯：逾期36天."""
        light = light_of(row, self.on, self.rules)
        why = f"：{short_reasons(light.reasons)}" if light.colour in _TOLD else ""
        return COLOUR_LABELS[light.colour] + why

    def fill(self, row: Row) -> str:
        """The colour behind it; none for a row that has no light any more."""
        colour = light_of(row, self.on, self.rules).colour
        return "" if colour is Colour.DONE else FILLS[colour]


def short_reasons(reasons: tuple[str, ...]) -> str:
    """The reasons of a light, without the last day, for a table that has a column of its own for it."""
    return reasons_in_words(tuple(_DAY_ASIDE.sub("", reason) for reason in reasons))


def reasons_in_words(reasons: tuple[str, ...]) -> str:
    """The reasons of a light as a paper gives them: days as they are written, 2026年7月31日."""
    return _ISO_DAY.sub(lambda day: f"{day[1]}年{int(day[2])}月{int(day[3])}日", "；".join(reasons))
