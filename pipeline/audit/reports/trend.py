"""A trend in every form: lines for programs, an Excel table, one page to look at and print."""

import json
from html import escape
from pathlib import Path

from openpyxl import Workbook

from models import STEP_LABELS, Mention, Thread, TrendReport
from pipeline.audit.reports.files import write_whole
from pipeline.audit.reports.page.html import asset, document_of
from pipeline.audit.reports.phrases import bare
from pipeline.audit.reports.trend_phrases import (
    TREND_METHOD,
    TREND_TITLE,
    header_lines,
    ledger_words,
    step_counts,
    step_words,
)
from pipeline.exports.personal_numbers import masked_model
from pipeline.exports.sheets.looks import set_normal_font
from pipeline.exports.sheets.table import Cell, Column, Table
from pipeline.exports.sheets.workbook_bytes import workbook_bytes


def write_trend(trend: TrendReport, form: str, path: Path) -> None:
    """Write the trend to `path` as `jsonl`, `xlsx` or `html`, numbers of persons masked."""
    trend = masked_model(trend)
    match form:
        case "jsonl":
            content = "".join(f"{line}\n" for line in trend_lines(trend)).encode()
        case "xlsx":
            content = trend_workbook(trend)
        case "html":
            content = trend_page(trend).encode()
        case _:
            raise ValueError(f"no such form of a trend: {form}")
    write_whole(path, content)


def trend_lines(trend: TrendReport) -> list[str]:
    """The documents, then the demands, one record a line."""
    records = [*trend.scopes, *trend.threads]
    return [json.dumps(record.model_dump(mode="json"), ensure_ascii=False) for record in records]


def trend_workbook(trend: TrendReport) -> bytes:
    """One sheet: a row for each demand, a column for each document."""
    book = Workbook()
    book.remove(book.active)
    set_normal_font(book)
    speeches = [Column(f"讲话{n}（{s.date or '日期不明'}）", 38) for n, s in enumerate(trend.scopes, 1)]
    columns = [Column("序号", 5, "center"), *speeches, Column("台账", 22, "center", 9)]
    table = Table(book, "历次变化", [*columns, Column("核对编号", 11, "center", 8)])
    table.title(TREND_TITLE)
    for line in (*header_lines(trend), step_counts(trend)):
        table.line(line)
    table.header()
    for number, thread in enumerate(trend.threads, 1):
        cells = [_cell(mention) for mention in _padded(thread, len(trend.scopes))]
        table.add([Cell(number), *cells, Cell(ledger_words(thread)), Cell(thread.id)])
    table.end_filter()
    for line in TREND_METHOD:
        table.line(line)
    table.finish(frozen_columns=1)
    return workbook_bytes(book)


def _padded(thread: Thread, documents: int) -> list[Mention | None]:
    """The mentions by document; none for those before the demand was first made."""
    return [*[None] * (documents - len(thread.mentions)), *thread.mentions]


def _cell(mention: Mention | None) -> Cell:
    if mention is None:
        return Cell("")
    quote = bare(mention.commitment.source.quote) if mention.commitment else ""
    why = "；".join(f"{s.what}：{s.before}→{s.now}" for s in mention.shifts)
    return Cell(f"{step_words(mention)}\n{quote}".strip(), why)


def trend_page(trend: TrendReport) -> str:
    """The page: one table that loads nothing, filtered by what happened to a demand."""
    lines = "".join(f"<li>{escape(line)}</li>" for line in (*header_lines(trend), step_counts(trend)))
    heads = "".join(f"<th>讲话{n}<br>{s.date or '日期不明'}</th>" for n, s in enumerate(trend.scopes, 1))
    rows = "".join(_row(number, thread, trend) for number, thread in enumerate(trend.threads, 1))
    kept = [step for step in STEP_LABELS if any(m.step is step for t in trend.threads for m in t.mentions)]
    buttons = "".join(f'<button data-show="{step.value}">{STEP_LABELS[step]}</button>' for step in kept)
    method = "".join(f"<li>{escape(line)}</li>" for line in TREND_METHOD)
    body = (
        f'<header><h1>{TREND_TITLE}</h1><ul class="scope">{lines}</ul></header><main>'
        f'<div class="filters"><button data-show="">全部</button>{buttons}<span id="count"></span></div>'
        f'<table class="trend"><thead><tr><th>序号</th>{heads}<th>台账</th></tr></thead>'
        f"<tbody>{rows}</tbody></table><h2>对照方法</h2><ul>{method}</ul></main>"
    )
    return document_of(TREND_TITLE, body, asset("page.css") + asset("trend.css"), asset("trend.js"))


def _row(number: int, thread: Thread, trend: TrendReport) -> str:
    steps = " ".join(dict.fromkeys(mention.step.value for mention in thread.mentions))
    cells = "".join(_html_cell(mention) for mention in _padded(thread, len(trend.scopes)))
    return (
        f'<tr data-steps="{steps}"><td>{number}<br><small>{thread.id}</small></td>{cells}'
        f"<td>{escape(ledger_words(thread))}</td></tr>"
    )


def _html_cell(mention: Mention | None) -> str:
    if mention is None:
        return "<td></td>"
    quote = escape(bare(mention.commitment.source.quote)) if mention.commitment else ""
    return f'<td class="s-{mention.step.value}"><b>{escape(step_words(mention))}</b><p>{quote}</p></td>'
