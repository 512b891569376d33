"""Exit codes, and the exception by which a command ends early with one line that says what to do."""

from __future__ import annotations

import errno
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from models import Problem
    from pipeline.ledger import Ledger

DONE, SOME_FAILED, WRONG_USAGE, NOTHING_DONE = range(4)
_PARTS = "请用 export 的 --unit、--status 或 --light 分批导出；要导出全部，请用 --format csv。"
NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT)
_REASONS = {
    errno.ENOENT: "没有这个文件夹，也建不了",
    errno.ENOTDIR: "路径里有一段是文件，不是文件夹",
    errno.EEXIST: "已有一个同名的文件，不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EACCES: "没有写的权限，或者文件正被打开",
    errno.EPERM: "没有写的权限，或者文件正被打开",
    errno.EROFS: "这个位置是只读的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EIO: "磁盘读写出错",
}
_UNFINISHED = re.compile(r"(?<![^/\\])\.([^/\\]+?)(?:\.partial|\.[a-z0-9_]{8})(\.[a-z]+)?$")
"""The hidden file that is written first, `.台账.partial.xlsx`; the user is told the name of the file."""
_PLACES = (errno.ENOENT, errno.ENOTDIR, errno.EEXIST, errno.EISDIR, errno.EROFS, errno.ENAMETOOLONG)
"""Where the place is wrong, and no program that has the file open."""


class Stop(Exception):  # noqa: N818 - it ends a command, it is no error of ours
    """Nothing more can be done; `line` goes to the screen."""

    exit_code = NOTHING_DONE

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


def stop(code: str, message: str, action: str, place: str = "") -> Stop:
    """The coded line for a fault that ends the command."""
    from models import Problem, Severity

    return Stop(
        Problem(code=code, severity=Severity.ERROR, message=message, action=action, place=place).line()
    )


@contextmanager
def ledger_at(where: str, *, create: bool = True) -> Iterator[Ledger]:
    """The open ledger; whatever it refuses ends the command with its line."""
    from pipeline.commands.waiting import SlowWork
    from pipeline.ledger import Ledger, LedgerError
    from pipeline.ledger.slow_work import heard_by

    try:
        with heard_by(SlowWork()), Ledger.open(where, create=create) as ledger:
            yield ledger
    except LedgerError as error:
        raise Stop(error.problem.line()) from error


@contextmanager
def previewed(where: str, *, write: bool) -> Iterator[Ledger]:
    """The ledger to look at before anything is written: one that is not there yet is not made for that."""
    from tempfile import TemporaryDirectory

    if write or "://" in where or Path(where).exists():
        with ledger_at(where) as ledger:
            yield ledger
        return
    with TemporaryDirectory() as folder, ledger_at(str(Path(folder, Path(where).name))) as ledger:
        yield ledger


@contextmanager
def writing_to(out: Path, option: str = "--out") -> Iterator[Path]:
    """The output folder, made if need be; a file that cannot be written ends the command.

    `option` is the one that names the place.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        yield out
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__
        place = _UNFINISHED.sub(r"\1\2", str(error.filename or out))
        action = f"请用 {option} 换一个能写的文件夹。"
        if error.errno not in _PLACES:
            action = f"请关闭正在打开它的 Excel 或 WPS，或{action.removeprefix('请')}"
        if error.errno in NO_ROOM:
            reason, action = "磁盘已满", "请腾出空间后重做这一步；原来的文件没有动。"
        raise stop("X903", f"写不进去：{reason}。", action, place) from error


def too_many_for(form: str, rows: int, advice: str = _PARTS) -> Problem | None:
    """Why so many rows are not written in this format; None where they are."""
    from models import Problem, Severity
    from pipeline.exports import MOST_ROWS

    most = MOST_ROWS.get(form, rows)
    if rows <= most:
        return None
    return Problem(
        code="E003",
        severity=Severity.ERROR,
        message=f"共 {rows} 条任务，一个 {form} 文件最多写 {most} 条，没有写。",
        action=advice,
    )


def stop_on(problems: Iterable[Problem]) -> None:
    """Show what is wrong with the settings; an error among it ends the command."""
    from models import Severity

    for problem in problems:
        if problem.severity is Severity.ERROR:
            raise Stop(problem.line())
        click.echo(problem.line(), err=True)
