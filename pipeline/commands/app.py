"""The group of all commands, and the edge where every fault becomes one Chinese line and an exit code."""

import os
import sys
from collections.abc import Sequence

import click
import click.exceptions

from pipeline.commands.assess import assess
from pipeline.commands.audit import audit
from pipeline.commands.batch import batch
from pipeline.commands.chinese import ChineseGroup, explain
from pipeline.commands.demo import demo
from pipeline.commands.evaluate import evaluate
from pipeline.commands.export import export
from pipeline.commands.extract import extract
from pipeline.commands.learn import learn
from pipeline.commands.ledger import ledger
from pipeline.commands.sample import sample
from pipeline.commands.schema import schema
from pipeline.commands.serve import serve
from pipeline.commands.stop import DONE, NO_ROOM, NOTHING_DONE, WRONG_USAGE, Stop
from pipeline.commands.terminal import harmless_output

HELP = """读讲话和督导反馈，出整改台账；每一行都指得回原文。

第一次用，先运行：python run.py demo"""


@click.group(cls=ChineseGroup, help=HELP)
def cli() -> None:
    """The group of all commands."""


for _command in (demo, extract, batch, audit, export, ledger, serve, assess, sample, learn, evaluate, schema):
    cli.add_command(_command)


def console() -> int:
    """The command `duban` of an installed copy."""
    return main(sys.argv[1:])


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Returns:
        0 done; 1 done, but some input failed; 2 wrong usage; 3 nothing could be done.
    """
    _speak_utf8()
    with harmless_output():
        return _guarded(arguments)


def _guarded(arguments: Sequence[str]) -> int:
    try:
        code = _invoke(list(arguments) or ["--help"])
        sys.stdout.flush()
    except BrokenPipeError:
        _drop_output()
        return DONE
    except click.UsageError as error:
        return _say(explain(error), WRONG_USAGE)
    except Stop as stop:
        return _say(stop.line, stop.exit_code)
    except OSError as error:
        if error.errno not in NO_ROOM:
            return _fault(error)
        _drop_output()
        return _say("[X903]输出没有写完：磁盘已满。 请腾出空间后重做这一步。", NOTHING_DONE)
    except KeyboardInterrupt:
        return _say("[X904]已中断。 读完的文件已经登记，重新运行会接着读，不会重复。", NOTHING_DONE)
    except Exception as fault:
        return _fault(fault)
    return code


def _fault(fault: Exception) -> int:
    """What nobody foresaw, in one line."""
    if os.environ.get("DUBAN_TRACEBACK"):
        raise fault
    from pipeline.faults import unexpected

    return _say(unexpected(fault).line(), NOTHING_DONE)


def _invoke(arguments: list[str]) -> int:
    """Click's own `main`, without its English last words."""
    try:
        with cli.make_context("run.py", arguments) as ctx:
            return cli.invoke(ctx) or DONE
    except click.exceptions.Exit as done:
        return done.exit_code


def _speak_utf8() -> None:
    """Chinese must reach pipes and Windows consoles unbroken, with the same bytes on every system."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _drop_output() -> None:
    """The reader of our output has gone (`| head`): let the interpreter's last flush go nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(line: str, code: int) -> int:
    click.echo(line, err=True)
    return code
