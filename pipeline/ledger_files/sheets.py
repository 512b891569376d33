"""Which sheets of a workbook are the ledger: lists of the same rows beside it and attachments are not."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from models import LedgerRow

_TABLE = tomllib.loads(Path(__file__).with_name("headers.toml").read_text("utf-8"))
_KINDS = [(re.compile(kind["ledger"]), re.compile(kind["aside"])) for kind in _TABLE["sheet"]]
_NEVER = re.compile(_TABLE["never_a_ledger"])


def beside_the_ledger(sheets: Mapping[str, Sequence[LedgerRow]]) -> list[str]:
    """The names of the sheets with rows that another sheet of the workbook is the ledger of.

    >>> row = LedgerRow(id="1", measure="清淤")
    >>> beside_the_ledger({"整改台账": [row], "责任清单": [row], "三季度": [row], "填表说明": []})
    ['责任清单']
    >>> beside_the_ledger({"问题清单": [row], "责任清单": [row]})
    []
    >>> beside_the_ledger({"整改台账": [], "需要人确认": [row]})
    ['需要人确认']
    """
    full = [name for name, rows in sheets.items() if rows]
    for ledger, aside in _KINDS:
        if any(ledger.search(name) and not aside.match(name) for name in full):
            return [name for name in full if aside.search(name) and not ledger.search(name)]
    return [name for name in full if _NEVER.fullmatch(name)]
