"""`extract`: documents to records on standard output, without a ledger."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.options import FILE, day, internal_option, lexicon_option, units_option
from pipeline.commands.own import office_of
from pipeline.commands.stop import DONE, NOTHING_DONE, SOME_FAILED, stop_on

if TYPE_CHECKING:
    from models import DocumentKind, Extraction

HELP = """读文件，把任务、要求和问题打在屏幕上，不写台账。

json 是每份文件一个对象的数组；jsonl 是一行一条记录。
不给 --date 和 --kind 时，以文件自己写的为准；猜不出的年份留空，不编。
KIND：speech 讲话、feedback 反馈、plan 方案、
division 分工、minutes 纪要、notice 通知，中英文都行；
不在其中的种类，按文件自己写的判断。"""


@click.command(cls=ChineseCommand, help=HELP)
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option("--date", type=day, metavar="DATE", help="会议或成文日期，推算「月底前」之类的时限用")
@click.option("--kind", metavar="KIND", help="文件种类，见上")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl"]),
    default="table",
    help="默认 table，给人看；后两种给程序用",
)
@click.option("--why", is_flag=True, help="每个值写明原话、规则和承接自哪里")
@internal_option
@units_option
@lexicon_option
def extract(
    files: tuple[Path, ...],
    date: dt.date | None,
    kind: str | None,
    form: str,
    why: bool,
    accept_internal: bool,
    units: Path | None,
    lexicon: Path | None,
) -> int:
    """Print what the files say."""
    from pipeline.office import office_registry
    from pipeline.reading import read_guarded

    if why and form != "table":
        raise click.UsageError(
            "--why 只用于 table；json 和 jsonl 本来就带着规则", click.get_current_context()
        )
    office = office_of(units, lexicon)
    stop_on(office_registry(office)[1])
    chosen = _kind_of(kind) if kind else None
    found = read_guarded(files, office, date=date, kind=chosen, accept_internal=accept_internal)
    read: list[Extraction] = []
    failed = 0
    for reading in itertools.chain.from_iterable(found):
        for problem in reading.problems:
            click.echo(f"{reading.name}：{problem.line()}", err=True)
        if reading.extraction is None:
            failed += 1
            continue
        read.append(reading.extraction)
        if form != "json":
            _show(reading.extraction, form, why=why)
    if form == "json":
        _show_array(read)
    return DONE if not failed else SOME_FAILED if read else NOTHING_DONE


def _show(extraction: Extraction, form: str, *, why: bool) -> None:
    if form == "jsonl":
        from pipeline.extract_records import records

        for record in records(extraction):
            click.echo(_json(record.model_dump(mode="json")))
    elif why:
        from pipeline.commands.why import show_why

        show_why(extraction)
    else:
        from pipeline.commands.screen import show_extraction

        show_extraction(extraction)


def _show_array(extractions: list[Extraction]) -> None:
    from pipeline.extract_records import report

    click.echo(_json([report(extraction).model_dump(mode="json") for extraction in extractions], indent=2))


def _json(value: object, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


def _kind_of(word: str) -> DocumentKind | None:
    """The kind that a word means; one that nobody knows is said, and the document decides."""
    from models import KIND_LABELS, DocumentKind

    labels = {kind: KIND_LABELS[kind] for kind in DocumentKind if kind is not DocumentKind.UNKNOWN}
    for kind, label in labels.items():
        if word in (kind.value, label):
            return kind
    known = "、".join(f"{kind.value} {label}" for kind, label in labels.items())
    click.echo(f"[X911]没有“{word}”这种文件种类，按文件自己写的判断。 可写的有：{known}。", err=True)
    return None
