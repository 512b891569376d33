"""Dates of a spreadsheet: days counted from an epoch, shown by tokens such as yyyy, m and 上午/下午."""

import datetime as dt
from typing import NamedTuple

EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - cells know no time zone
EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
FEBRUARY_29_1900 = 60
LAST = 2_958_465
DAY = 86_400
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DIGITS = "〇一二三四五六七八九"
WEEKDAYS = "一二三四五六日"


class Moment(NamedTuple):
    """A date with its time of day, and the days since the epoch that it was made from."""

    at: dt.datetime
    days: float

    def show(self, token: str, *, half: bool = False, chinese: bool = False) -> str:
        """What the date token (`n` for minutes) shows; `half` counts hours to twelve."""
        if token.startswith("["):
            return self._elapsed(token)
        if token[0] == "a":
            return ("星期" if len(token) > len("aaa") else "") + WEEKDAYS[self.at.weekday()]
        if token.startswith("mmm"):
            return MONTHS[self.at.month - 1]
        number = self._number(token[0], half=half)
        if token[0] == "y":
            year = str(number) if len(token) > len("yy") else f"{number % 100:02}"
            return "".join(DIGITS[int(digit)] for digit in year) if chinese else year
        if chinese:
            return _spoken(number)
        return f"{number:02}" if len(token) > 1 else str(number)

    def noon(self, form: str) -> str:
        """Before or after noon, in the words that the format has for it."""
        before, _, after = form.partition("/")
        return before if self.at.hour < 12 else after

    def _number(self, letter: str, *, half: bool) -> int:
        hour = (self.at.hour % 12 or 12) if half else self.at.hour
        numbers = {
            "y": self.at.year,
            "m": self.at.month,
            "d": self.at.day,
            "h": hour,
            "n": self.at.minute,
            "s": self.at.second,
        }
        return numbers[letter]

    def _elapsed(self, token: str) -> str:
        seconds = round(self.days * DAY)
        return str(seconds // {"h": 3600, "m": 60, "s": 1}[token[1]])


def moment(days: float, *, since_1904: bool = False) -> Moment | None:
    """The date that lies `days` after the epoch, to the second; None where no calendar has it.

    Spreadsheets count a 29 February 1900 that never was, so days before it lie one day later.
    """
    if not 0 <= days <= LAST:
        return None
    shift = 0 if since_1904 or days >= FEBRUARY_29_1900 else 1
    epoch = EPOCH_1904 if since_1904 else EPOCH
    return Moment(epoch + dt.timedelta(days=shift, seconds=round(days * DAY)), days)


def _spoken(number: int) -> str:
    """A number below 100 in Chinese: 10 is 十, 30 is 三十."""
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, DIGITS[tens] + "十")
    return head + (DIGITS[ones] if ones or not tens else "")
