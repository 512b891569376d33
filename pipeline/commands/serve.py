"""`serve`: the page to look, review and correct, on the loopback address."""

from __future__ import annotations

import datetime as dt
import io
import logging
import os
import signal
from collections.abc import Callable
from contextlib import redirect_stderr
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.ledger.shared import existing_ledger, registry_here, rules_option, thresholds
from pipeline.commands.masks import asked_by_name, note_unmasked, unmasked_option
from pipeline.commands.options import day, today
from pipeline.commands.stop import DONE, ledger_at, stop

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.serving import BaseWSGIServer

    from pipeline.page.desk import Desk

LOOPBACK = "127.0.0.1"
HELP = """打开网页：查看、逐条确认、改正和办理台账里的任务。

网页只在这台电脑上能打开，不联网，别的电脑看不到；
规则和 ledger 的各条命令一样。按 Ctrl+C 结束。
手机号、身份证号显示时打码，台账里的不变；要看全的，加 --unmasked。"""


@click.command(cls=ChineseCommand, help=HELP)
@existing_ledger
@click.option("--port", type=click.IntRange(0, 65535), default=8321, metavar="N", help="端口，默认 8321")
@click.option("--by", default="", metavar="NAME", help="经办：单位或岗位，网页上可以改")
@click.option("--today", "on", type=day, metavar="DATE", help="按哪一天算和登记，不给就用当天")
@unmasked_option
@rules_option
def serve(where: str, port: int, by: str, on: dt.date | None, unmasked: bool, rules: Path | None) -> int:
    """Show the page until it is interrupted."""
    from pipeline.page.desk import Desk

    limits = thresholds(rules)
    which_day: Callable[[], dt.date] = (lambda: on) if on else today
    asked_by_name(by, unmasked=unmasked)
    if unmasked:
        note_unmasked(where, by, "网页", which_day())
    name = Path(where).name if "://" not in where else "台账"
    with ledger_at(where, create=False) as ledger:
        # The names by which the page may be called are known only once it has its port.
        secret = os.urandom(24).hex()
        names = registry_here()
        _serve(port, lambda hosts: Desk(ledger, which_day, limits, secret, hosts, name, by, unmasked, names))
    return DONE


def _serve(port: int, desk_of: Callable[[frozenset[str]], Desk]) -> None:
    with _socket_at(port) as server:
        hosts = frozenset(f"{name}:{server.server_port}" for name in (LOOPBACK, "localhost"))
        server.app = _page(desk_of(hosts))
        click.echo(f"网页已打开：http://{LOOPBACK}:{server.server_port}/  在浏览器里打开它；按 Ctrl+C 结束。")
        # It ends by itself at Ctrl+C, and so that it may be stopped in any way that a system has, at SIGTERM.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        server.serve_forever()
        click.echo("网页已关闭，办过的都已登记。")


def _socket_at(port: int) -> BaseWSGIServer:
    """A server that listens, without an application yet."""
    try:
        from werkzeug.serving import make_server
    except ImportError:
        action = "请在项目文件夹运行：.venv/bin/python -m pip install '.[web]'。"
        raise stop("X950", "没有安装网页组件。", action) from None
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    try:
        with redirect_stderr(io.StringIO()):  # it says in English what we say in Chinese
            return make_server(LOOPBACK, port, lambda _environ, _start: [], threaded=True)
    except (OSError, SystemExit):
        raise stop("X951", f"端口 {port} 被别的程序占用。", "请用 --port 换一个，如 --port 0。") from None


def _page(desk: Desk) -> Flask:
    from pipeline.page.app import page_for

    return page_for(desk)
