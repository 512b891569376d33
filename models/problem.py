"""A problem in the user's data, as a value: code, place, what is wrong, what to do."""

from enum import StrEnum

from models.base import Frozen


class Severity(StrEnum):
    """How much a problem costs: `error` means the file gave nothing, `warning` that a part is in doubt."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Problem(Frozen):
    """Something wrong with the input that a person can mend; never raised, always collected.

    `code` is stable and searchable: a letter for the room (R reader, S structure, X extraction,
    N normaliser, L ledger, E export, G ledgers of other offices) and three digits. `message` and `action`
    are Chinese, one line each.
    `place` says where in the input (file name, page, paragraph or cell), empty when it is the whole file.
    """

    code: str
    severity: Severity
    message: str
    action: str
    place: str = ""

    def line(self) -> str:
        """One line for the screen and the log."""
        where = f"（{self.place}）" if self.place else ""
        return f"[{self.code}]{where}{self.message} {self.action}".rstrip()
