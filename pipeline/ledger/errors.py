"""What can be wrong with a ledger file, as coded problems in the words of the user."""

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError

from models import Problem, Severity


class LedgerError(Exception):
    """The ledger cannot be used; `problem` says why and what to do."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.line())
        self.problem = problem


class DamagedError(LedgerError):
    """What is stored cannot be what was written; `record` says which, `ledger` of which ledger."""

    def __init__(self, record: str, ledger: str = "") -> None:
        super().__init__(_problem("L008", f"{ledger} {record}".strip()))
        self.record, self.ledger = record, ledger


NOT_AS_WRITTEN = (ValueError, KeyError, TypeError, AttributeError)
"""What goes wrong when a stored record is read that is not what was written."""

_ADVICE = {
    "L001": ("不是台账文件。", "请核对文件名，给一个新的 .db 文件名，或由本程序建立的台账。"),
    "L002": ("台账由更新版本的程序建立。", "请升级本程序后再打开。"),
    "L003": (
        "台账打不开或写不进去。",
        "请检查所在文件夹是否存在，台账、旁边的 -wal、-shm 和文件夹是否只读；换一个可写的位置再试。",
    ),
    "L004": ("找不到台账。", "请核对路径；新建台账请先读入文件。"),
    "L005": ("台账正被另一个程序占用。", "请稍后再试，或先关闭另一个程序。"),
    "L006": ("磁盘已满，没有写入。", "请腾出空间后重做这一步；已有记录不受影响。"),
    "L007": ("不支持这种数据库地址。", "请给出台账文件的路径，或 sqlite:///、postgresql:// 开头的地址。"),
    "L008": (
        "台账文件已损坏。",
        "请不要继续写入，用 ledger restore --replace 从备份恢复；直接复制来的备份会被旁边的 -wal 文件弄坏。",
    ),
    "L016": (
        "台账文件是空的（0 字节），多半是没有复制完，或者磁盘满过。",
        "请从备份恢复；要新建台账，请用 batch 另写一个文件名。",
    ),
    "L018": (
        "台账文件在打开之后被移走、删除或换掉了，没有登记。",
        "请把台账放回原处，关闭网页或命令，重新打开再办。",
    ),
    "L009": ("台账里没有这一条。", "请核对编号；用 ledger list 可以查到。"),
    "L014": ("连不上数据库。", "请核对地址、用户和密码，并确认服务器已启动。"),
    "L015": ("没有装 PostgreSQL 的程序包。", "请在项目文件夹运行：.venv/bin/python -m pip install '.[pg]'"),
}
_SIGNS = {
    "not a database": "L001",
    "no such table": "L001",
    "readonly": "L003",
    "unable to open": "L003",
    "disk I/O": "L003",
    "locked": "L005",
    "busy": "L005",
    "disk is full": "L006",
    "malformed": "L008",
    "Could not decode": "L008",
    "no such column": "L008",
    "no such entry": "L009",
    "connection to server": "L014",
    "connection is bad": "L014",
    "connection failed": "L014",
    "connection timeout": "L014",
    "permission denied": "L003",
    "read-only transaction": "L003",
}
_DAMAGE = (
    "SQLITE_CORRUPT",
    "SQLITE_CONSTRAINT",
    "SQLITE_MISMATCH",
    "SQLITE_IOERR_SHORT_READ",
    "SQLITE_TOOBIG",
)
"""How these names begin: what our own statements never cause in a file that is whole."""
_NO_ROOM = ("SQLITE_FULL", "SQLITE_IOERR_SHMSIZE")
"""The second: the small file beside the ledger that even reading needs has no room."""


def ledger_error(code: str, place: str) -> LedgerError:
    """The error of `code` about the ledger at `place`."""
    return LedgerError(_problem(code, place))


def _problem(code: str, place: str) -> Problem:
    message, action = _ADVICE[code]
    return Problem(code=code, severity=Severity.ERROR, message=message, action=action, place=place)


@contextmanager
def told_in_chinese(place: str) -> Iterator[None]:
    """Turns the database's refusals into coded errors; anything unforeseen stays what it is."""
    try:
        yield
    except DamagedError as damage:
        if damage.ledger:  # of two that are open the inner one
            raise
        raise DamagedError(damage.record, place) from damage
    except OSError as refusal:
        raise ledger_error("L006" if refusal.errno == errno.ENOSPC else "L003", place) from refusal
    except (DatabaseError, sqlite3.DatabaseError) as refusal:
        name = getattr(getattr(refusal, "orig", refusal), "sqlite_errorname", "")
        code = next((code for sign, code in _SIGNS.items() if sign in str(refusal)), "")
        if name in _NO_ROOM:
            code = "L006"
        if name == "SQLITE_IOERR_SHORT_READ" or (not code and name.startswith(_DAMAGE)):
            code = "L008"
        if not code:
            raise
        raise ledger_error(code, place) from refusal
