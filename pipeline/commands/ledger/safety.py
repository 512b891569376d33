"""`ledger check`, `backup` and `restore`: that nothing was changed behind our back, and a copy of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.ledger.shared import existing_ledger
from pipeline.commands.stop import DONE, NOTHING_DONE, Stop, ledger_at, writing_to

if TYPE_CHECKING:
    from pipeline.ledger import Proof

CHECK_HELP = """校验：历史有没有被改动过，现状与历史是否一致

记录一条扣一条，末尾的校验码代表全部历史。把“记录号:校验码”抄在别处
（如写进月报），日后用 --known 核对，就知道台账是否被换过或截断。"""
BACKUP_HELP = """备份：把台账完整复制到一个新文件，并当场校验

文件和 PostgreSQL 之间可以互相备份。已有的台账不会被覆盖。"""
RESTORE_HELP = """恢复：用备份建一个新台账，并当场校验

台账损坏了，加 --replace：备份先建好、校验通过，再换下原来的文件，
原来的改名留在旁边。请先关闭打开着台账的网页和命令。
不要把备份直接复制过来：旁边的 -wal 文件会把它弄坏。"""


@click.command("check", cls=ChineseCommand, help=CHECK_HELP)
@existing_ledger
@click.option("--known", metavar="N:HASH", help="以前抄录的记录号和校验码，校验码可只写开头几位")
def check(where: str, known: str | None) -> int:
    """Check the chain and the rows."""
    from pipeline.ledger import check as prove

    noted = _noted(known) if known else None
    with ledger_at(where, create=False) as ledger:
        return _tell(prove(ledger, noted))


@click.command("backup", cls=ChineseCommand, help=BACKUP_HELP)
@click.argument("target", metavar="FILE")
@existing_ledger
def backup(target: str, where: str) -> int:
    """Copy the ledger to a new one."""
    return _copy(where, target)


@click.command("restore", cls=ChineseCommand, help=RESTORE_HELP)
@click.argument("source", metavar="FILE")
@click.option("--ledger", "where", required=True, metavar="LEDGER", help="要新建的台账，不能已有记录")
@click.option("--replace", is_flag=True, help="已有的台账文件改名留在旁边，在原处换上恢复的")
def restore(source: str, where: str, *, replace: bool) -> int:
    """Make a ledger out of a copy."""
    from pipeline.ledger.backup import left_as_it_is

    with left_as_it_is(source) as readable:
        if not replace or not Path(where).is_file():
            return _copy(readable, where)
        return _exchange(readable, Path(where))


def _exchange(source: str, where: Path) -> int:
    """Put a copy that was proven in the place of a ledger; the old one stays beside it."""
    from pipeline.ledger.backup import files_of, put_aside

    fresh = where.with_name(f".{where.name}.恢复中")
    with writing_to(where.parent, "--ledger"):
        _remove(files_of(fresh))  # of a run that was broken off
        code = _copy(source, str(fresh))
        if code != DONE:
            _remove(files_of(fresh))
            return code
        kept = put_aside(where)
        fresh.replace(where)
    click.echo(f"原来的台账改名留在旁边：{kept.name}")
    return DONE


def _remove(files: Iterable[Path]) -> None:
    for file in files:
        file.unlink()


def _copy(source: str, target: str) -> int:
    from models import Problem
    from pipeline.ledger import LedgerError, copy_ledger

    with ledger_at(source, create=False) as ledger:
        try:
            proof = copy_ledger(ledger, target)
        except LedgerError as error:
            raise Stop(error.problem.line()) from error
    if isinstance(proof, Problem):
        raise Stop(proof.line())
    return _tell(proof)


def _noted(words: str) -> tuple[int, str]:
    from pipeline.ledger.problems import problem

    number, _, code = words.replace("：", ":").partition(":")
    if not number.strip().isdecimal() or not code.strip():
        raise Stop(problem("unknown_head", words=words).line())
    return int(number), code.strip().lower()


def _tell(proof: Proof) -> int:
    for fault in proof.problems:
        click.echo(fault.line(), err=True)
    if proof.problems:
        return NOTHING_DONE
    click.echo(f"校验通过：记录 {proof.events} 条，任务 {proof.rows} 条，历史与校验码相符，现状与历史一致。")
    if proof.head:
        click.echo(f"末尾校验码（可抄录备查）：{proof.events}:{proof.head}")
    return DONE
