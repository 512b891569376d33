"""`audit`: did the speech become tasks?"""

from __future__ import annotations

import datetime as dt
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.audit_decisions import decisions_from, place_of_decisions
from pipeline.commands.audit_reading import compare
from pipeline.commands.audit_trend import several
from pipeline.commands.chinese import ChineseCommand
from pipeline.commands.masks import asked_by_name, masks_off, unmasked_option
from pipeline.commands.options import FILE, day, internal_option, lexicon_option, units_option
from pipeline.commands.options import today as today_is
from pipeline.commands.own import office_of
from pipeline.commands.stop import writing_to

if TYPE_CHECKING:
    from models import AuditReport

_FILES = ("xlsx", "docx", "html")
FORMATS = ("table", "jsonl", "xlsx", "docx", "html")

HELP = """核对讲话里的要求有没有变成台账任务。

SPEECH 是讲话文件；台账可以是本程序的台账库，也可以是
任何单位的 Excel、CSV、Word 表格或 JSON Lines，按表头认列。
给几篇讲话，就按日期看同一要求前后有什么变化。
结论只说台账与讲话的差异，由人核对后再用。
手机号、身份证号一律打码；只供内部用的，加 --unmasked。"""


@click.command(cls=ChineseCommand, help=HELP)
@click.argument("speech", type=FILE, metavar="SPEECH...", nargs=-1, required=True)
@click.option("--ledger", required=True, metavar="FILE", help="台账：台账库、xlsx、csv、docx 或 jsonl")
@click.option("--date", type=day, metavar="DATE", help="讲话日期，推算时限用；不给就以文件为准")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    metavar="FORMAT",
    help="table（默认）、jsonl、xlsx、docx、html",
)
@click.option("--out", type=FILE, metavar="FILE", help="写到哪个文件；xlsx、docx、html 必须给")
@click.option(
    "--decisions",
    type=FILE,
    metavar="FILE",
    help="核对意见文件，沿用人的判断；台账库不用给",
)
@click.option("--link", multiple=True, metavar="ID=ROW", help="指定这一行对应这项要求")
@click.option("--accept", multiple=True, metavar="ID=ROW", help="确认这一行对应这项要求")
@click.option("--reject", multiple=True, metavar="ID=ROW", help="这一行不对应这项要求")
@click.option("--by", default="", metavar="NAME", help="谁作的判断，或谁要不打码的：单位或岗位")
@unmasked_option
@internal_option
@units_option
@lexicon_option
@click.option("--today", type=day, metavar="DATE", default=today_is, help="核对意见的日期；不给就用今天")
def audit(
    speech: tuple[Path, ...],
    ledger: str,
    date: dt.date | None,
    form: str,
    out: Path | None,
    decisions: Path | None,
    link: tuple[str, ...],
    accept: tuple[str, ...],
    reject: tuple[str, ...],
    by: str,
    unmasked: bool,
    accept_internal: bool,
    units: Path | None,
    lexicon: Path | None,
    today: dt.date,
) -> None:
    """Compare a speech with a ledger and report the differences."""
    _check_out(form, out)
    asked_by_name(by, unmasked=unmasked)
    numbers = masks_off(ledger, by, f"核对 {form}", today) if unmasked else nullcontext()
    if len(speech) > 1:
        asked = date or link or accept or reject
        with numbers:
            several(
                speech,
                ledger,
                form,
                out,
                decisions,
                asked=asked,
                units=units,
                lexicon=lexicon,
                accept_internal=accept_internal,
            )
        return
    new = decisions_from({"link": link, "accept": accept, "reject": reject}, by, today)
    where = place_of_decisions(decisions, ledger, new)
    report = compare(
        speech[0],
        ledger,
        date=date,
        office=office_of(units, lexicon),
        decisions=(*where.held, *new),
        accept_internal=accept_internal,
    )
    where.keep(new, report)
    with numbers:
        _tell(report, form, out)


def _check_out(form: str, out: Path | None) -> None:
    """A file needs a name, the screen takes none."""
    if form in _FILES and out is None:
        raise click.UsageError(f"--format {form} 要用 --out 给出写到哪个文件", click.get_current_context())
    if form == "table" and out is not None:
        raise click.UsageError(
            "table 只打在屏幕上；要写文件，请用 --format 选 xlsx、docx 或 html", click.get_current_context()
        )


def _tell(report: AuditReport, form: str, out: Path | None) -> None:
    """The report to its file, as lines, or on the screen; numbers of persons are masked everywhere."""
    from pipeline.exports.personal_numbers import masked_model

    report = masked_model(report)
    if out is not None:
        write(report, form, out)
    elif form == "jsonl":
        from pipeline.audit.reports.records import lines_of

        click.echo("\n".join(lines_of(report)))
    else:
        from pipeline.commands.audit_screen import show_audit

        show_audit(report)


def write(report: AuditReport, form: str, out: Path) -> None:
    """Write the report to a file and say where it is."""
    from pipeline.audit.reports import write_report

    with writing_to(out.parent):
        write_report(report, form, out)
    click.echo(f"已写出：{out}")
