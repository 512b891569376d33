"""Faults of ours as lines of the report, so that one bad file never ends a batch."""

import traceback
from pathlib import Path

from models import Problem, Severity
from pipeline.readers.problems import problem
from pipeline.readers.pulse import hunger


def unexpected(fault: Exception) -> Problem:
    """An exception that nobody foresaw: all that a user can do is to report it.

    Only its kind is told: its words may hold words of the document.
    """
    if isinstance(fault, MemoryError):
        hunger()
        return problem("too_hungry")
    return Problem(
        code="X900",
        severity=Severity.ERROR,
        message=f"程序内部出错：{type(fault).__name__}（{_where(fault)}）。",
        action="请把这一行和这份文件（可先隐去内容）反馈给维护者。",
    )


def _where(fault: Exception) -> str:
    """The file and line of ours where it happened."""
    every = list(traceback.extract_tb(fault.__traceback__))
    ours = [frame for frame in every if "site-packages" not in frame.filename] or every
    return f"{Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""


def process_died() -> Problem:
    """The process that read a file is gone, and with it the reason."""
    return Problem(
        code="X901",
        severity=Severity.ERROR,
        message="读这份文件的进程异常退出，可能是内存不够或文件损坏。",
        action="请另存一份再试，或把大文件拆开。",
    )
