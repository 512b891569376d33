"""`demo`: the main job on the documents that come with the project."""

import datetime as dt
from pathlib import Path

import click

from pipeline.commands.batch import exit_code, read_into, write_all
from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.options import FILE, lexicon_option, today_option
from pipeline.commands.own import office_of
from pipeline.commands.stop import writing_to

HELP = """示范：把自带的一批材料读成台账，导出 Excel 和网页。

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
    reports, state = read_into((inbox,), str(ledger), today=today, actor="示范", office=office)
    write_all(state, out, ("xlsx", "html", "jsonl"))
    click.echo(f"台账库：{ledger}")
    click.echo("请先打开 Excel，看「需要人确认」那张表；再用 batch 读自己的材料。")
    return exit_code(reports)


def _short(path: Path) -> Path:
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
