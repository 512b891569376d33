"""`demo`: the main job on the documents that come with the project."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.batch import exit_code, read_into, write_all
from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.options import FILE, lexicon_option, today_option
from pipeline.commands.own import office_of
from pipeline.commands.stop import writing_to

if TYPE_CHECKING:
    from pipeline.office import Office

_SPEECH = "0309全镇村干部大会讲话-森林防火撂荒地.txt"
_LEDGER = "春季防火和撂荒地整治台账.xlsx"

HELP = """示范：读自带的材料，出台账、Excel 和网页，再核对一篇讲话。

材料在 corpus/inbox，都是为示范编写的，地名人名均为虚构。
每次都从空台账开始，上一次的示范结果会被替换。"""


@click.command(cls=ChineseCommand, help=HELP)
@click.option("--out", type=FILE, metavar="DIR", default=Path("demo-out"), help="写到哪里，默认 demo-out")
@lexicon_option
@today_option
def demo(out: Path, lexicon: Path | None, today: dt.date) -> int:
    """Read corpus/inbox into a fresh ledger and export it."""
    from importlib.resources import files

    inbox = Path(str(files("corpus"))) / "inbox"
    office, ledger = office_of(None, lexicon), out / "demo.db"
    with writing_to(out):
        for old in (ledger, out / "demo.db-wal", out / "demo.db-shm"):
            old.unlink(missing_ok=True)
    click.echo(f"读 {_short(inbox)} 里的材料……")
    reports = read_into((inbox,), str(ledger), today=today, actor="示范", office=office)
    write_all(str(ledger), out, ("xlsx", "html", "jsonl"), today)
    click.echo(f"台账库：{ledger}")
    click.echo("请先打开 Excel，看「需要人确认」那张表；再用 batch 读自己的材料。")
    _audit(inbox, out, office)
    return exit_code(reports)


def _audit(inbox: Path, out: Path, office: Office) -> None:
    """Audit one speech of the inbox against the Excel ledger that a town's clerk made of it."""
    from pipeline.commands.audit import write
    from pipeline.commands.audit_reading import compare

    ledger = inbox.parent / "audit" / "demo" / _LEDGER
    click.echo(f"核对：{_SPEECH} 里的要求，在 {ledger.name} 里有没有变成任务……")
    report = compare(inbox / _SPEECH, str(ledger), date=None, office=office)
    for form in ("html", "xlsx"):
        write(report, form, out / f"讲话与台账核对.{form}")


def _short(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
