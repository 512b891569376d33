"""Rows that were done before the speech was made: they answer nothing that it demands."""

import datetime as dt
import re

from models import LedgerRow

_CLOSED = re.compile("已?销号|已完成|已办结|办结|已整改|整改到位")
_NOT_CLOSED = re.compile("未|待|正在|部分|否")


def is_closed(row: LedgerRow) -> bool:
    """Whether the row's status says that it is done."""
    return bool(_CLOSED.search(row.status)) and not _NOT_CLOSED.search(row.status)


def done_before(row: LedgerRow, day: dt.date | None) -> bool:
    """Whether the row was closed before `day`; without a day of closing, whether it was due before."""
    done = row.closed or row.due
    return day is not None and done is not None and done < day and is_closed(row)
