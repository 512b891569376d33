"""`audit` with several speeches: each demand through all of them, on the screen or in a file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.commands.audit_decisions import place_of_decisions
from pipeline.commands.audit_reading import compare_each
from pipeline.commands.own import office_of
from pipeline.commands.stop import writing_to

if TYPE_CHECKING:
    from models import TrendReport

_FORMS = ("table", "jsonl", "xlsx", "html")


def several(
    speeches: Sequence[Path],
    ledger: str,
    form: str,
    out: Path | None,
    decisions: Path | None,
    *,
    asked: object,
    units: Path | None,
    lexicon: Path | None,
    accept_internal: bool,
) -> None:
    """Follow the demands of several speeches; `asked` is set where an option was given that means one."""
    from pipeline.audit.trends import trend_of
    from pipeline.office import office_registry

    if asked:
        raise _usage("--date 和核对意见只能用于一篇讲话；几篇讲话的日期以各自文件为准")
    if form not in _FORMS:
        raise _usage(f"几篇讲话一起核对，--format 可用 {'、'.join(_FORMS)}")
    held = place_of_decisions(decisions, ledger, ()).held
    office = office_of(units, lexicon)
    reports = compare_each(
        speeches, ledger, date=None, office=office, decisions=held, accept_internal=accept_internal
    )
    _show(trend_of(reports, office_registry(office)[0]), form, out)


def _show(trend: TrendReport, form: str, out: Path | None) -> None:
    from pipeline.exports.personal_numbers import masked_model

    trend = masked_model(trend)
    if out is not None:
        from pipeline.audit.reports.trend import write_trend

        with writing_to(out.parent):
            write_trend(trend, form, out)
        click.echo(f"已写出：{out}")
    elif form == "jsonl":
        from pipeline.audit.reports.trend import trend_lines

        click.echo("\n".join(trend_lines(trend)))
    else:
        _on_screen(trend)


def _on_screen(trend: TrendReport) -> None:
    from pipeline.audit.reports.trend_phrases import header_lines, row_of, step_counts
    from pipeline.commands.screen import screen, table

    out = screen()
    for line in header_lines(trend):
        out.print(line)
    out.print(step_counts(trend))
    out.print()
    heads = ("编号", "讲话要求（最近一次）", "历次变化", "台账")
    out.print(table("同一要求的前后变化", heads, [row_of(thread) for thread in trend.threads]))
    if trend.untraceable:
        ids = "、".join(each.id for each in trend.untraceable[:40])
        more = "等" if len(trend.untraceable) > 40 else ""
        out.print(f"各篇讲话都没有对应语句的台账{len(trend.untraceable)}行：{ids}{more}。")


def _usage(message: str) -> click.UsageError:
    return click.UsageError(message, click.get_current_context())
